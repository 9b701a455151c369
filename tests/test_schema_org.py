"""What pages say of themselves in schema.org's words, read back by a JSON-LD processor."""

from __future__ import annotations

import json
from datetime import date, datetime
from html.parser import HTMLParser
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pyld import jsonld

from plugins.head import Crumb, Head, HeadClip, HeadEvent, HeadImage, HeadPlace, HeadVideo, PageKind
from plugins.schema_org import HEADLINE_LENGTH, as_script, graph, iso_duration
from plugins.settings import site_settings
from plugins.values import replace
from tests.feeds.samples import HOSTILE
from tests.support.sites import Site

SCHEMA = "https://schema.org/"
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DATE = datetime(2021, 1, 11, 8, 41, 24, tzinfo=ZONE)
SETTINGS = site_settings(
    name="Thư viện tỉnh",
    url="https://example.org/thu-vien",
    categories=["Tin"],
    parent="Sở Văn hóa",
    address="Số 1, phố Mẫu",
    phone="0216 000 000",
    email="thuvien@example.org",
)
HOME = "https://example.org/thu-vien/"
LIBRARY = f"{HOME}#library"

POST = Head(
    title="Một bài",
    path="tin-tuc/2021/bai/",
    kind="post",
    description="Tóm tắt",
    trail=(Crumb(title="Tin", url="chuyen-muc/tin/"),),
    published=DATE,
    author="Phòng Nghiệp vụ",
    section="Tin",
    tags=("sách", "đọc"),
    images=(
        HeadImage(url="anh/a.jpg", width=1600, height=900, alt="Hội trường", caption="Đông đủ"),
        HeadImage(url="anh/b.jpg", width=900, height=1600, alt="Giá sách"),
    ),
)


def _offline(url: str, _: Any) -> dict[str, Any]:
    assert url.rstrip("/") == "https://schema.org", "no other context is named"
    context = {"@context": {"@vocab": SCHEMA}}
    return {"contextUrl": None, "documentUrl": url, "document": context, "contentType": "x/x"}


def expanded(data: Any) -> list[dict[str, Any]]:
    """The nodes as a processor understands them: the algorithm of JSON-LD 1.1's API."""
    found: list[dict[str, Any]] = jsonld.expand(data, {"documentLoader": _offline})
    return found


def nodes(head: Head, site: Any = SETTINGS) -> dict[str, dict[str, Any]]:
    """The nodes of a page by their type, as they are read from its script."""
    data = json.loads(as_script(graph(head, site)))
    assert len(expanded(data)) == len(data["@graph"])
    return {node["@type"]: node for node in data["@graph"]}


def head(kind: PageKind, **changes: Any) -> Head:
    return Head(**{"title": "Trang", "path": "trang/", "kind": kind, **changes})


@pytest.mark.parametrize(
    ("kind", "types"),
    [
        ("home", ["Library", "WebSite"]),
        ("listing", ["Library", "BreadcrumbList", "CollectionPage"]),
        ("post", ["Library", "BreadcrumbList", "NewsArticle"]),
        ("page", ["Library", "BreadcrumbList"]),
        ("section", ["Library", "BreadcrumbList"]),
        ("stop", ["Library", "BreadcrumbList"]),
        ("video", ["Library", "BreadcrumbList"]),
        ("error", ["Library"]),
    ],
)
def test_what_each_kind_of_page_says(kind: PageKind, types: list[str]) -> None:
    assert list(nodes(head(kind))) == types
    assert graph(head(kind, noindex=True), SETTINGS) == {}


def test_the_library_on_its_home_page() -> None:
    home = nodes(head("home", path=""))
    assert home["Library"] == {
        "@type": "Library",
        "@id": LIBRARY,
        "name": "Thư viện tỉnh",
        "url": HOME,
        "parentOrganization": {"@type": "Organization", "name": "Sở Văn hóa"},
        "address": "Số 1, phố Mẫu",
        "telephone": "0216 000 000",
        "email": "thuvien@example.org",
    }
    assert home["WebSite"]["publisher"] == {"@id": LIBRARY}
    assert (home["WebSite"]["url"], home["WebSite"]["inLanguage"]) == (HOME, "vi")


def test_what_the_settings_do_not_tell_is_left_out() -> None:
    bare = site_settings(name="Thư viện", url="https://example.org", categories=["Tin"])
    assert nodes(head("home", path=""), bare)["Library"].keys() == {"@type", "@id", "name", "url"}


def test_the_library_elsewhere_is_the_same_one_in_short() -> None:
    library = nodes(head("page"))["Library"]
    assert library == {
        "@type": "Library",
        "@id": LIBRARY,
        "name": "Thư viện tỉnh",
        "url": HOME,
    }


def test_the_way_to_a_page() -> None:
    steps = nodes(POST)["BreadcrumbList"]["itemListElement"]
    assert [(s["position"], s["name"], s["item"]) for s in steps] == [
        (1, "Trang chủ", HOME),
        (2, "Tin", f"{HOME}chuyen-muc/tin/"),
        (3, "Một bài", f"{HOME}tin-tuc/2021/bai/"),
    ]


def test_a_post() -> None:
    article = nodes(POST)["NewsArticle"]
    page = f"{HOME}tin-tuc/2021/bai/"
    images = article.pop("image")
    assert article == {
        "@type": "NewsArticle",
        "@id": f"{page}#article",
        "mainEntityOfPage": page,
        "headline": "Một bài",
        "description": "Tóm tắt",
        "datePublished": "2021-01-11T08:41:24+07:00",
        "dateModified": "2021-01-11T08:41:24+07:00",
        "author": {
            "@type": "Organization",
            "name": "Phòng Nghiệp vụ",
            "parentOrganization": {"@id": LIBRARY},
        },
        "publisher": {"@id": LIBRARY},
        "articleSection": "Tin",
        "keywords": ["sách", "đọc"],
        "inLanguage": "vi",
        "isAccessibleForFree": True,
    }
    assert images == [
        {
            "@type": "ImageObject",
            "url": f"{HOME}anh/a.jpg",
            "caption": "Đông đủ",
        },
        {
            "@type": "ImageObject",
            "url": f"{HOME}anh/b.jpg",
            "caption": "Giá sách",
        },
    ]


def test_a_post_that_was_changed_and_that_nobody_signed() -> None:
    plain = Head(
        title="Một bài",
        path="tin-tuc/2021/bai/",
        kind="post",
        published=DATE,
        modified=DATE.replace(day=12),
    )
    article = nodes(plain)["NewsArticle"]
    assert article["dateModified"] == "2021-01-12T08:41:24+07:00"
    assert (article["author"]["@id"], article["author"]["name"]) == (LIBRARY, "Thư viện tỉnh")
    assert article.keys().isdisjoint({"image", "keywords", "articleSection", "description"})


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("Một bài", "Một bài"),
        ("x" * HEADLINE_LENGTH, "x" * HEADLINE_LENGTH),
        ("x" * 5000, "x" * (HEADLINE_LENGTH - 1) + "…"),
        ("năm chữ một " * 20, ("năm chữ một " * 9).strip() + "…"),
    ],
)
def test_a_headline_has_an_end(title: str, headline: str) -> None:
    shown = nodes(replace(POST, title=title))["NewsArticle"]["headline"]
    assert len(shown) <= HEADLINE_LENGTH
    assert shown == headline


@pytest.mark.parametrize(
    ("seconds", "duration"),
    [
        (0, "PT0S"),
        (13, "PT13S"),
        (60, "PT1M"),
        (95, "PT1M35S"),
        (3600, "PT1H"),
        (3603, "PT1H3S"),
        (100_000, "PT27H46M40S"),
    ],
)
def test_iso_duration(seconds: int, duration: str) -> None:
    assert iso_duration(seconds) == duration


@pytest.mark.parametrize(
    ("video", "told"),
    [
        (
            HeadVideo(content_url="video/phim/a.mp4", seconds=95),
            {"contentUrl": f"{HOME}video/phim/a.mp4", "duration": "PT1M35S"},
        ),
        (
            HeadVideo(embed_url="https://www.youtube-nocookie.com/embed/x", seconds=0),
            {"embedUrl": "https://www.youtube-nocookie.com/embed/x", "duration": "PT0S"},
        ),
        (HeadVideo(content_url="https://a.vn/b.mp4"), {"contentUrl": "https://a.vn/b.mp4"}),
    ],
)
def test_a_film(video: HeadVideo, told: dict[str, str]) -> None:
    shown = nodes(
        head(
            "video",
            published=DATE,
            description="Phim ngắn",
            images=POST.images[:1],
            video=video,
        )
    )["VideoObject"]
    assert {name: shown.get(name) for name in told} == told
    assert {"contentUrl", "embedUrl", "duration"} & shown.keys() == told.keys()
    assert (shown["name"], shown["description"]) == ("Trang", "Phim ngắn")
    assert shown["uploadDate"] == "2021-01-11T08:41:24+07:00"
    assert shown["thumbnailUrl"] == [f"{HOME}anh/a.jpg"]


@pytest.mark.parametrize(
    ("seconds", "ends"), [(95, [40, 95]), (None, [40, None])], ids=["length known", "unknown"]
)
def test_the_words_and_parts_of_a_film(seconds: int | None, ends: list[int | None]) -> None:
    clips = (HeadClip(start=0, name="Mở đầu"), HeadClip(start=40, name="Xe lên đường"))
    film = HeadVideo(content_url="a.mp4", seconds=seconds, transcript="Lời\nkể", clips=clips)
    shown = nodes(head("video", video=film))["VideoObject"]
    assert shown["transcript"] == "Lời\nkể"
    assert [part["@type"] for part in shown["hasPart"]] == ["Clip", "Clip"]
    assert [part["name"] for part in shown["hasPart"]] == ["Mở đầu", "Xe lên đường"]
    assert [part["startOffset"] for part in shown["hasPart"]] == [0, 40]
    assert [part.get("endOffset") for part in shown["hasPart"]] == ends
    assert shown["hasPart"][1]["url"] == f"{shown['mainEntityOfPage']}?t=40"


def test_a_film_without_words_is_described_by_its_title() -> None:
    shown = nodes(head("video", video=HeadVideo(content_url="a.mp4")))["VideoObject"]
    assert shown["description"] == "Trang"
    assert shown.keys().isdisjoint({"thumbnailUrl", "uploadDate", "duration", "embedUrl"})
    assert shown.keys().isdisjoint({"transcript", "hasPart"})


@pytest.mark.parametrize(
    ("longitude", "latitude", "geo"),
    [
        (104.87, 21.72, {"@type": "GeoCoordinates", "latitude": 21.72, "longitude": 104.87}),
        (0.0, 0.0, {"@type": "GeoCoordinates", "latitude": 0.0, "longitude": 0.0}),
        (None, None, None),
        (104.87, None, None),
    ],
)
def test_a_place(
    longitude: float | None, latitude: float | None, geo: dict[str, Any] | None
) -> None:
    stop = HeadPlace(name="Trường A", address="Thôn 1", longitude=longitude, latitude=latitude)
    place = nodes(head("stop", place=stop))["Place"]
    assert (place["name"], place["address"], place.get("geo")) == ("Trường A", "Thôn 1", geo)
    assert place["@id"] == f"{HOME}trang/#place"


@pytest.mark.parametrize(
    ("organizer", "told"),
    [
        ("Thư viện huyện", {"@type": "Organization", "name": "Thư viện huyện"}),
        ("Thư viện tỉnh", {"@id": LIBRARY}),
        ("", {"@id": LIBRARY}),
    ],
)
def test_an_event_that_recurs(organizer: str, told: dict[str, str]) -> None:
    event = HeadEvent(
        organizer=organizer,
        repeat="P2W",
        arrival="08:00",
        departure="10:30",
        days=("Tuesday", "2WE"),
        months=(3,),
        month_days=(1,),
        start=date(2021, 1, 5),
        end=date(2021, 6, 1),
        count=9,
        exceptions=(date(2021, 2, 16),),
    )
    trail = (Crumb(title="Xe thư viện", url="xe/"),)
    page = head("stop", place=HeadPlace(name="Trang", address="", events=(event,)), trail=trail)
    node = nodes(page)["Event"]
    schedule = node.pop("eventSchedule")
    assert node == {
        "@type": "Event",
        "@id": f"{HOME}trang/#event-1",
        "name": "Xe thư viện: Trang",
        "url": f"{HOME}trang/",
        "location": {"@id": f"{HOME}trang/#place"},
        "organizer": told,
        "isAccessibleForFree": True,
        "inLanguage": "vi",
    }
    assert schedule == {
        "@type": "Schedule",
        "repeatFrequency": "P2W",
        "byDay": ["https://schema.org/Tuesday", "2WE"],
        "byMonth": [3],
        "byMonthDay": [1],
        "startDate": "2021-01-05",
        "endDate": "2021-06-01",
        "repeatCount": 9,
        "startTime": "08:00:00",
        "endTime": "10:30:00",
        "scheduleTimezone": "Asia/Ho_Chi_Minh",
        "exceptDate": ["2021-02-16"],
    }


def test_an_event_without_end() -> None:
    event = HeadEvent(organizer="", repeat="P1D", arrival="08:00", departure="08:00")
    two = HeadPlace(name="Trang", address="", events=(event, event))
    said = graph(head("stop", place=two), SETTINGS)
    facts = {node["@id"]: node for node in expanded(said) if "@id" in node}
    first, second = facts[f"{HOME}trang/#event-1"], facts[f"{HOME}trang/#event-2"]
    assert first["@type"] == second["@type"] == [f"{SCHEMA}Event"]
    assert first[f"{SCHEMA}location"] == [{"@id": f"{HOME}trang/#place"}]
    assert {name.removeprefix(SCHEMA) for name in first[f"{SCHEMA}eventSchedule"][0]} == {
        "@type", "repeatFrequency", "startTime", "endTime", "scheduleTimezone"
    }  # fmt: skip


class _Scripts(HTMLParser):
    """What a browser takes for the text of scripts, and everything outside of them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.inside = self.outside = ""
        self._in_script = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_script = tag == "script"

    def handle_endtag(self, tag: str) -> None:
        self._in_script = False

    def handle_data(self, data: str) -> None:
        if self._in_script:
            self.inside += data
        else:
            self.outside += data


@pytest.mark.parametrize("text", [*HOSTILE.values(), "</script>", "<!--<script>", "a\ufffeb"])
def test_hostile_text_stays_text(text: str) -> None:
    one = replace(
        POST,
        title=text[:50],
        description=text,
        author=text,
        tags=(text,),
        section=text,
        images=(HeadImage(url="anh/a.jpg", width=1, height=1, caption=text),),
    )
    name = "".join(sign for sign in text if sign.isprintable())  # settings take no other signs
    script = as_script(graph(one, replace(SETTINGS, name=name)))
    page = _Scripts(f'<script type="application/ld+json">{script}</script>sau')
    assert page.outside == "sau"
    assert not any(mark in script for mark in "<>&\u2028\u2029")
    said = {node["@type"]: node for node in json.loads(page.inside)["@graph"]}
    article = said["NewsArticle"]
    assert (article["description"], article["author"]["name"]) == (text, text)
    assert (article["keywords"], article["articleSection"]) == ([text], text)
    assert (article["headline"], article["image"][0]["caption"]) == (text[:50], text)
    assert said["Library"]["name"] == name


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back(text: str) -> None:
    script = as_script({"name": text})
    assert json.loads(script) == {"name": text}
    assert not set(script) & set("<>&\u2028\u2029")


def test_a_processor_reads_it() -> None:
    """As RDF, where a word that schema.org's vocabulary could not hold would be dropped."""
    said = graph(replace(POST, video=HeadVideo(content_url="a.mp4"), kind="post"), SETTINGS)
    facts = {node["@id"]: node for node in expanded(said) if "@id" in node}
    article = facts[f"{HOME}tin-tuc/2021/bai/#article"]
    assert article["@type"] == [f"{SCHEMA}NewsArticle"]
    assert article[f"{SCHEMA}publisher"] == [{"@id": LIBRARY}]
    assert article[f"{SCHEMA}headline"] == [{"@value": "Một bài"}]
    assert facts[LIBRARY]["@type"] == [f"{SCHEMA}Library"]
    quads = jsonld.to_rdf(said, {"documentLoader": _offline, "format": "application/n-quads"})
    assert f"<{HOME}tin-tuc/2021/bai/#article> <{SCHEMA}author> _:" in quads


def test_every_page_of_a_site(site: Site) -> None:
    """Each page that may be found says something that a processor reads; the others nothing."""
    site.post("bai", title="Bài", author="Phòng Nghiệp vụ", tags="[sách]")
    Image.new("RGB", (600, 400), "green").save(site.content / "tin-tuc/2021/bai/a.jpg")
    site.post("an", title="Ẩn", status="hidden", redirect_from="[/cu.html]")
    site.write("trang/lien-he.md", "---\ntitle: Liên hệ\n---\nĐịa chỉ.\n")
    site.write(
        "video/phim.md",
        "---\ntitle: Phim\ndate: 2021-01-05\nsource: {youtube: abcdefghijk}\n---\nLời.\n",
    )
    assert site.build() == 0
    kinds = {}
    for path in site.output.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        name = path.relative_to(site.output).as_posix().removesuffix("index.html")
        scripts = html.count('<script type="application/ld+json">')
        if '<meta name="robots" content="noindex">' in html:
            assert scripts == 0, name
            continue
        assert scripts == 1, name
        data = json.loads(
            html.split('<script type="application/ld+json">')[1].split("</script>")[0]
        )
        assert len(expanded(data)) == len(data["@graph"])
        kinds[name] = [node["@type"] for node in data["@graph"]][1:]
        if name:
            steps = data["@graph"][1]["itemListElement"]
            assert steps[0]["item"] == "https://example.org/"
            assert steps[-1]["item"] == f"https://example.org/{name}"
            assert f'<link rel="canonical" href="{steps[-1]["item"]}">' in html
    assert kinds[""] == ["WebSite"]
    assert kinds["tin-tuc/2021/bai/"] == ["BreadcrumbList", "NewsArticle"]
    assert kinds["tin-tuc/"] == ["BreadcrumbList", "CollectionPage"]
    assert kinds["video/phim/"] == ["BreadcrumbList", "VideoObject"]
    assert kinds["lien-he/"] == ["BreadcrumbList"]
