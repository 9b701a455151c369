"""The feeds of built sites: whole texts, whole addresses, and nothing that is not published."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from typing import Any

import pelican.settings
import pytest
from PIL import Image

from plugins.feed_links import followed_lists
from plugins.values import Struct, replace
from tests.feeds.reading import ENDINGS, Read, plainly, with_fastfeedparser, with_feedparser
from tests.feeds.samples import HOSTILE
from tests.support.sites import Site, tree

BODY = """
Đoạn đầu, xem [bài kia](../kia/index.md), [chính sách](/quyen-rieng-tu/) và
<a href="tep.pdf">tệp</a>.[^1]

![Trong bài](b.jpg "Chú thích trong bài")

Gõ `<a href="/x">` như sau:

```html
<img src="/x.jpg">
```

[^1]: Chú thích cuối trang.
"""


@contextmanager
def at(url: str) -> Iterator[None]:
    """Builds in here are of a site at this address."""
    read = pelican.settings.read_settings

    def settings(*args: Any, **kwargs: Any) -> dict[str, Any]:
        found: dict[str, Any] = read(*args, **kwargs)
        found["SITE"] = replace(found["SITE"], url=url)
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pelican.settings, "read_settings", settings)
        yield


class Built(Struct, frozen=True, kw_only=True):
    """The site that `fill` writes, built for an address."""

    site: Site
    url: str


@pytest.fixture(scope="module", params=["https://example.org", "https://example.org/thu-vien"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """At the root of its host, and below a folder."""
    root = tmp_path_factory.mktemp("site")
    made = Built(site=Site(root=root, cache=root / "cache"), url=request.param)
    fill(made.site)
    with at(made.url):
        assert made.site.build() == 0
    return made


def fill(site: Site) -> None:
    site.post(
        "bai",
        title="Bài đầy đủ",
        category="Thông báo",
        author="Phòng Nghiệp vụ",
        tags="[sách, đọc]",
        summary="Tóm tắt riêng.",
        sample="true",
        correction="{date: 2021-01-13, text: 'Sai <một> con số & hai chữ'}",
        modified="2021-01-12",
        gallery_title="Một số hình ảnh tại Hội nghị",
        photos="\n  - {file: a.jpg, alt: Hội trường, caption: Đông đủ}",
        body=BODY,
    )
    for name, colour in (("a", "green"), ("b", "red"), ("c", "blue")):
        folder = site.content / "tin-tuc/2021/bai"
        Image.new("RGB", (1200, 800), colour).save(folder / f"{name}.jpg")
    site.post("kia", title="Bài kia", date="2021-01-10")


def feeds(site: Site, name: str = "tin-tuc") -> Iterator[tuple[str, list[Read]]]:
    for ending in ENDINGS:
        yield ending, plainly((site.output / f"feeds/{name}.{ending}").read_bytes(), ending)


class _Addresses(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [v or "" for n, v in attrs if n in ("href", "src", "srcset", "poster")]


def test_the_text_of_a_post(built: Built) -> None:
    site, url = built.site, built.url
    page = f"{url}/tin-tuc/2021/bai/"
    for _, entries in feeds(site):
        one, other = entries
        assert (one.title, one.link, one.id) == ("Bài đầy đủ", page, page)
        assert (one.author, one.tags) == ("Phòng Nghiệp vụ", ("Thông báo", "sách", "đọc"))
        assert one.summary == "Tóm tắt riêng."
        assert (other.title, other.author) == ("Bài kia", "Thư viện tỉnh Yên Bái")
        marks = (
            "Bài mẫu: ",
            "Đính chính ngày 13/01/2021:</strong> Sai &lt;một&gt; con số &amp; hai chữ",
            "<p>Đoạn đầu",
            'alt="Trong bài"><figcaption>Chú thích trong bài</figcaption></figure>',
            "Chú thích cuối trang",
            "<strong>Phòng Nghiệp vụ</strong>",
            "<h2>Một số hình ảnh tại Hội nghị</h2>",
            'alt="Hội trường"><figcaption>Đông đủ</figcaption></figure>',
            'alt="Ảnh 2/2: Bài đầy đủ"></figure>',
        )
        places = [one.html.find(mark) for mark in marks]
        assert -1 not in places, marks[places.index(-1)]
        assert places == sorted(places)
        assert re.search(r'<figure><img src="\S+" width="960" height="640" alt="Tr', one.html)
        assert "\x1e" not in one.html
        assert not re.search(r"<svg|class=\"photo|srcset|data-photo", one.html), "plain elements"


def test_every_address_is_whole_and_leads_somewhere(built: Built) -> None:
    site, url = built.site, built.url
    for _, (one, _) in feeds(site):
        found = _Addresses(one.html).found
        assert [address for address in found if not address.startswith("https://")] == []
        assert f"{url}/tin-tuc/2021/kia/" in found
        assert f"{url}/quyen-rieng-tu/" in found
        assert f"{url}/tin-tuc/2021/bai/tep.pdf" in found
        assert f"{url}/tin-tuc/2021/bai/#fn-1" in found
        photos = [a.removeprefix(f"{url}/") for a in found if a.endswith(".jpg")]
        assert len(photos) == 3
        assert all((site.output / photo).is_file() for photo in photos)
        # What only shows HTML is text, and stays.
        assert '<code>&lt;a href="/x"&gt;</code>' in one.html
        assert "&lt;img src=&quot;/x.jpg&quot;&gt;" in one.html


def test_parsers_agree(built: Built) -> None:
    site = built.site
    read = {
        (parser.__name__, ending): parser((site.output / f"feeds/tin-tuc.{ending}").read_bytes())
        for parser, endings in ((with_feedparser, ENDINGS[:2]), (with_fastfeedparser, ENDINGS))
        for ending in endings
    }
    expected = next(entries for _, entries in feeds(site))

    def told(entries: list[Read]) -> list[Read]:
        # A parser may trim a text.
        return [replace(entry, html=entry.html.strip()) for entry in entries]

    for how, entries in read.items():
        assert told(entries) == told(expected), how


def test_only_published_posts(site: Site) -> None:
    site.post("bai", title="Bài")
    site.post("nhap", title="Nháp", status="draft")
    site.post("an", title="Ẩn", status="hidden")
    site.post("go", title="Gỡ", status="withdrawn")
    site.post("hen", title="Hẹn", date="2021-06-01")
    site.post("het", title="Hết", expires="2021-02-01")
    for drafts in (False, True):
        assert site.build(drafts=drafts) == 0
        for name in ("tin-tuc", "chuyen-muc/tin-hoat-dong"):
            for _, entries in feeds(site, name):
                assert [entry.title for entry in entries] == ["Bài"]
        for path in (site.output / "feeds").rglob("*.*"):
            assert not re.search("Nháp|Ẩn|Gỡ|Hẹn|Hết", path.read_text(encoding="utf-8"))


def test_every_list_has_its_feeds_on_an_empty_site(site: Site) -> None:
    assert site.build() == 0
    names = {path.relative_to(site.output).as_posix() for path in site.output.rglob("feeds/**/*.*")}
    settings = pelican.settings.read_settings("pelicanconf.py")["SITE"]
    assert names == {one.feed(ending) for one in followed_lists(settings) for ending in one.endings}
    assert len(names) == 3 * (1 + len(settings.categories) + 2)
    for name in names:
        ending = name.partition(".")[2]
        assert plainly((site.output / name).read_bytes(), ending) == []


def test_feeds_are_the_same_at_any_time(site: Site, tmp_path: Any) -> None:
    fill(site)
    assert site.build() == 0
    assert site.build(output=tmp_path / "later", now="2021-04-01T00:00:00+07:00") == 0
    assert tree(site.output / "feeds") == tree(tmp_path / "later/feeds")


def test_hostile_text_from_the_content_folder(site: Site) -> None:
    """From a file on the disk to a feed, a head and schema.org's data: the same text."""
    names = ["script", "end of CDATA", "quotes", "entity", "emoji", "long word"]
    for number, name in enumerate(names):
        text = json.dumps(HOSTILE[name], ensure_ascii=False)
        site.post(
            f"bai-{number}",
            title=text,
            author=text,
            tags=f"[x, {text}]" if name != "long word" else "[x]",
            summary=text,
            correction=f"{{date: 2021-01-13, text: {text}}}",
            photos=f"\n  - {{file: a.jpg, alt: {text}, caption: {text}}}",
        )
        photo = site.content / f"tin-tuc/2021/bai-{number}/a.jpg"
        Image.new("RGB", (600, 400), "green").save(photo)
    assert site.build() == 0
    for _, entries in feeds(site):
        for name, entry in zip(names, entries, strict=True):
            text = HOSTILE[name]
            assert (entry.title, entry.author, entry.summary) == (text, text, text)
            assert name == "long word" or entry.tags == ("Tin hoạt động", "x", text)
            shown = _Shown(entry.html)
            assert shown.alts == [text]
            assert shown.text.count(text) == 3, "correction, signature and caption"
    for number, name in enumerate(names):
        text, page = HOSTILE[name], _Shown(site.page(f"tin-tuc/2021/bai-{number}/"))
        assert page.meta["og:title"] == page.meta["og:description"] == text
        assert "og:image" in page.meta  # the card, on which the headline stands
        article = next(n for n in json.loads(page.data)["@graph"] if n["@type"] == "NewsArticle")
        assert (article["description"], article["author"]["name"]) == (text, text)
        assert article["image"][0]["caption"] == text


class _Shown(HTMLParser):
    """The words of a page: text, alternatives of pictures, <meta> and the data in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.alts: list[str] = []
        self.meta: dict[str, str] = {}
        self.text = self.data = ""
        self._in_data = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "img":
            self.alts.append(given.get("alt") or "")
        if tag == "meta":
            self.meta[given.get("property") or given.get("name") or ""] = given.get("content") or ""
        self._in_data = given.get("type") == "application/ld+json"

    def handle_data(self, data: str) -> None:
        if self._in_data:
            self.data += data
            self._in_data = False
        self.text += data


@pytest.mark.parametrize(
    "wrong", [{"title": '"a\\ufffeb"'}, {"summary": '"c\\uffffd"'}, {"body": "e\ufffef\n"}]
)
def test_what_xml_forbids_comes_into_no_feed(
    site: Site, wrong: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither typed as an escape of YAML nor as it is."""
    site.post("bai", **wrong)
    assert site.build() == 1
    assert "có ký tự điều khiển không nhìn thấy được" in capsys.readouterr().err


def test_pages_tell_of_feeds(built: Built) -> None:
    site, url = built.site, built.url
    base = url.removeprefix("https://example.org")

    def links(address: str) -> list[str]:
        return re.findall(
            r'<link rel="alternate" type="[^"]+" title="[^"]+" href="([^"]+)">', site.page(address)
        )

    news = [f"{base}/feeds/tin-tuc.{ending}" for ending in ("rss.xml", "atom.xml", "json")]
    own = [link.replace("tin-tuc", "chuyen-muc/thong-bao") for link in news]
    assert links("") == links("tin-tuc/") == links("tin-tuc/2021/bai/") == news
    assert links("chuyen-muc/thong-bao/") == news + own
    for address in ("", "tin-tuc/2021/bai/", "chuyen-muc/thong-bao/"):
        assert f'<a href="{base}/feeds/tin-tuc.rss.xml" type="application/rss+xml">RSS</a>' in (
            site.page(address)
        )
    assert f'<a href="{own[0]}" type="application/rss+xml">RSS</a>' in (
        site.page("chuyen-muc/thong-bao/")
    )
    assert own[0] not in site.page("")
    assert all((site.output / link.removeprefix(f"{base}/")).is_file() for link in news + own)


@pytest.mark.parametrize("url", ["https://example.org", "https://example.org/thu-vien"])
def test_a_film(site: Site, url: str) -> None:
    site.write(
        "video/phim.md",
        "---\ntitle: Một phim\ndate: 2021-01-05\nsource: {youtube: abcdefghijk}\nsample: true\n"
        "poster: bia.jpg\nsummary: Phim ngắn\n---\nLời [kể](/lien-he/).\n",
    )
    site.write(
        "video/nhap.md",
        "---\ntitle: Phim nháp\ndate: 2021-01-05\nsource: {youtube: abcdefghijk}\nstatus: draft\n"
        "---\nLời.\n",
    )
    Image.new("RGB", (640, 360), "green").save(site.content / "video/bia.jpg")
    with at(url):
        assert site.build(drafts=True) == 0
    data = (site.output / "feeds/video.rss.xml").read_bytes()
    (read,) = plainly(data, "rss.xml")
    assert (read.title, read.link, read.summary) == ("Một phim", f"{url}/video/phim/", "Phim ngắn")
    assert "Video mẫu: " in read.html
    picture = rf'<a href="{url}/video/phim/"><img src="{url}/anh/[^"]+" width="640" height="360"'
    assert re.search(rf'{picture} alt="Một phim"></a>', read.html)
    assert f'<a href="{url}/lien-he/">kể</a>' in read.html
    assert b"<enclosure" not in data
