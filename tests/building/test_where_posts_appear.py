"""A post in each state, and every place of the site that could tell of it."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from plugins import building
from plugins.build import Build
from plugins.content.old_addresses import NGINX_MAP
from plugins.feeds.channels import NEWEST
from tests.conftest import ROOT
from tests.support.sites import NOW, Site, tree

ADDRESS = "tin-tuc/2021/bai/"
OWN = f"{ADDRESS}index.html"
OLD = "tin-cu/bai/index.html"
TITLE, TEXT, CAPTION = "Tên chỉ bài này có", "Chữ chỉ bài này có", "Lời ảnh chỉ bài này có"

FEEDS = {
    f"feeds/{name}.{ending}"
    for name in ("tin-tuc", "chuyen-muc/thong-bao")
    for ending in ("atom.xml", "rss.xml", "json")
}
LISTS = {
    "index.html",
    "404.html",
    "tim-kiem/index.html",
    "tin-tuc/index.html",
    "tin-tuc/2021/index.html",
    "chuyen-muc/thong-bao/index.html",
    "tu-khoa/tu-khoa-rieng/index.html",
    "dong-su-kien/dong-rieng/index.html",
}
BESIDE = {
    "tin-tuc/2021/a-moi/index.html",  # as its older neighbour, and related
    "tin-tuc/2021/cu-hon/index.html",  # as its newer neighbour
    "xe-thu-vien/diem-dung/truong-a/index.html",  # as the report on a trip
}
STOPS = """organisation,mobile,route,community,stop,day,type,arrival,departure,start
Thư viện,Xe 1,Tuyến 1,Xã A,Trường A,Thursday,Public,08:00,10:30,2021-01-07
"""
TRIPS = "date,stop,status\n2021-01-07,truong-a,served\n"

JANUARY, MARCH = "tin-tuc/2021/01/index.html", "tin-tuc/2021/03/index.html"

ITS_ADDRESS = {OWN, OLD, NGINX_MAP}
EVERYWHERE = {"sitemap.xml", JANUARY} | ITS_ADDRESS | LISTS | FEEDS | BESIDE

# Front matter; which files name it; which of them show its text; whether its photo is published.
STATES: dict[str, tuple[dict[str, str], set[str], set[str], bool]] = {
    "published": ({}, EVERYWHERE, {OWN} | FEEDS, True),
    "not yet expired": ({"expires": "2021-03-01 08:00:01"}, EVERYWHERE, {OWN} | FEEDS, True),
    "just due": (
        {"date": "2021-03-01 08:00:00"},
        EVERYWHERE - {JANUARY} | {MARCH},
        {OWN} | FEEDS,
        True,
    ),
    "hidden": ({"status": "hidden"}, ITS_ADDRESS, {OWN}, True),
    "withdrawn": ({"status": "withdrawn"}, ITS_ADDRESS, set(), False),
    "expired": ({"expires": "2021-03-01 08:00:00"}, ITS_ADDRESS, set(), False),
    "scheduled": ({"date": "2021-03-01 08:00:01"}, set(), set(), False),
    "draft": ({"status": "draft"}, set(), set(), False),
}


def write(site: Site, **fields: str) -> None:
    """The post that is asked about."""
    known = {
        "title": TITLE,
        "category": "Thông báo",
        "tags": "[từ khóa riêng]",
        "series": "Dòng riêng",
        "trip": "2021-01-07 truong-a",
        "redirect_from": "[/tin-cu/bai/]",
        "photos": f"[{{file: anh.jpg, caption: {CAPTION}}}]",
        "summary": TEXT,
        "body": f"{TEXT}.\n",
    }
    site.post("bai", **{**known, **fields})


@pytest.fixture
def around(site: Site) -> Site:
    """A site around that post, in which it is the most read."""
    site.post("a-moi", date="2021-03-01 08:00:00", category="Thông báo")
    site.post("cu-hon", date="2021-01-02", category="Thông báo")
    site.write("xe-thu-vien/diem-dung.csv", STOPS)
    site.write("xe-thu-vien/chuyen-xe.csv", TRIPS)
    site.write("tin-tuc/2021/bai/anh.jpg", (ROOT / "tests/support/data/small.jpg").read_bytes())
    counts = {"version": 1, "as_of": NOW, "total": 9, "paths": {f"/{ADDRESS}": 9}}
    site.write("luot-truy-cap.json", json.dumps(counts))
    return site


def naming(files: dict[str, bytes], text: str) -> set[str]:
    """Files in which a text stands, in plain or as JSON and XML write it."""
    escaped = json.dumps(text)[1:-1]
    return {
        name for name, data in files.items() if text.encode() in data or escaped.encode() in data
    }


def photos(files: dict[str, bytes]) -> set[str]:
    """Renditions of photos, without the cards of links that are shared."""
    return {name for name in files if name.startswith("anh/") and "-share" not in name}


@pytest.mark.parametrize("state", STATES)
def test_where_a_post_is_told_of(around: Site, state: str) -> None:
    """Also where it was published before: nothing of that is left."""
    fields, named, shown, pictured = STATES[state]
    write(around)
    assert around.build() == 0
    assert (around.output / OWN).is_file()
    write(around, **fields)
    assert around.build() == 0
    files = tree(around.output)
    assert naming(files, ADDRESS) | naming(files, TITLE) == named
    assert naming(files, TEXT) - LISTS - {JANUARY, MARCH} - BESIDE == shown
    assert naming(files, CAPTION) == shown
    assert (TEXT in files["index.html"].decode()) == ("index.html" in named)
    assert bool(photos(files)) == pictured
    cards = {name for name in files if name.endswith("-share.jpg")}
    # That of pages without a photo, and that of a post which programs may read of.
    assert len(cards) == 1 + ("index.html" in named)
    if OWN in named:
        noindex = b'<meta name="robots" content="noindex">' in files[OWN]
        assert noindex == (state in ("hidden", "withdrawn", "expired"))


def test_a_photo_that_another_post_shows_stays(around: Site) -> None:
    """Renditions are named after their content: what two posts have, one of them keeps."""
    photo = (around.content / ADDRESS / "anh.jpg").read_bytes()
    write(around, cover="anh.jpg")
    around.write("tin-tuc/2021/cu-hon/anh-bia.jpg", photo)
    assert around.build() == 0
    before = photos(tree(around.output))
    write(around, cover="anh.jpg", status="withdrawn")
    assert around.build() == 0
    files = tree(around.output)
    assert photos(files) == before
    assert not re.search(rb"/anh/|og:image", files[OWN])
    around.post("cu-hon", date="2021-01-02", category="Thông báo", status="withdrawn")
    assert around.build() == 0
    assert photos(tree(around.output)) == set()


# Local times of a machine must not matter; Vietnam has one time all year.
ZONES = ["Asia/Ho_Chi_Minh", "UTC", "America/New_York", "Pacific/Kiritimati"]


@pytest.fixture(params=ZONES)
def elsewhere(request: pytest.FixtureRequest) -> Iterator[str]:
    """The machine's own time zone."""
    if not hasattr(time, "tzset"):
        pytest.skip("Windows has no tzset")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", request.param)
        time.tzset()
        yield request.param
    time.tzset()


@pytest.mark.parametrize(
    ("field", "value", "moment"),
    [
        ("date", "2021-03-14", "2021-03-14T00:00:00+07:00"),
        ("date", "2021-03-14 00:00:01", "2021-03-14T00:00:01+07:00"),
        ("date", "14/03/2021 2:30:00 SA", "2021-03-14T02:30:00+07:00"),  # no such time in New York
        ("date", "07/11/2021 12:30:00 SA", "2021-11-07T00:30:00+07:00"),
        ("date", "2021-12-31 23:59:59", "2021-12-31T23:59:59+07:00"),
        ("expires", "2021-03-14", "2021-03-14T00:00:00+07:00"),
        ("expires", "2021-03-14 17:00", "2021-03-14T17:00:00+07:00"),
    ],
)
def test_the_moment_of_a_change(
    site: Site, elsewhere: str, field: str, value: str, moment: str
) -> None:
    """To the second, in Vietnam's time, whatever zone `--now` is written in; and an incremental
    build knows that what it made before no longer holds."""
    site.post("bai", **{field: value})
    due = datetime.fromisoformat(moment).timestamp()
    for seconds, changed in ((-1, False), (0, True), (-1, False)):
        at = datetime.fromtimestamp(due + seconds).astimezone()
        assert site.build(now=at.isoformat()) == 0
        assert ("/tin-tuc/2021/bai/" in site.page("")) == (changed == (field == "date")), at
        # As it is typed, without a zone: Vietnam's.
        local = datetime.fromisoformat(moment).timestamp() + seconds
        typed = datetime.fromtimestamp(local, datetime.fromisoformat(moment).tzinfo)
        assert site.build(now=typed.strftime("%Y-%m-%dT%H:%M:%S")) == 0
        assert ("/tin-tuc/2021/bai/" in site.page("")) == (changed == (field == "date")), typed


@pytest.mark.parametrize(
    ("now", "fields", "until"),
    [
        ("2021-03-01T08:00:00", {}, "2021-03-02T00:00:00"),
        ("2021-03-01T23:59:59", {}, "2021-03-02T00:00:00"),
        ("2021-03-02T00:00:00", {}, "2021-03-03T00:00:00"),
        ("2021-03-01T17:00:00+00:00", {}, "2021-03-03T00:00:00"),  # midnight in Vietnam
        ("2021-03-01T08:00:00", {"date": "2021-03-01 10:00"}, "2021-03-01T10:00:00"),
        ("2021-03-01T10:00:00", {"date": "2021-03-01 10:00"}, "2021-03-02T00:00:00"),
        ("2021-03-01T08:00:00", {"date": "2021-03-02"}, "2021-03-02T00:00:00"),
        ("2021-03-01T08:00:00", {"expires": "2021-03-01 09:00"}, "2021-03-01T09:00:00"),
        ("2021-03-01T08:00:00", {"expires": "2021-04-01"}, "2021-03-02T00:00:00"),
    ],
)
def test_until_when_a_build_holds(site: Site, now: str, fields: dict[str, str], until: str) -> None:
    site.post("bai", **fields)
    ends: list[datetime] = []

    def note(build: Build) -> None:
        ends.append(build.until)

    output: Path = site.output
    assert building.build(site.content, output, now=now, cache=site.cache, then=note) == 0
    assert [end.isoformat() for end in ends] == [f"{until}+07:00"]


def test_a_correction_is_told_where_the_mistake_was(site: Site) -> None:
    site.post("bai", correction="{date: 2021-02-01 09:30, text: '175 buổi, <không> phải 157'}")
    assert site.build() == 0
    said = "175 buổi, &lt;không&gt; phải 157"
    page = site.page(ADDRESS)
    assert 'Đính chính ngày <time datetime="2021-02-01T09:30:00+07:00">01/02/2021' in page
    assert said in page
    atom = site.page("feeds/tin-tuc.atom.xml")
    assert "<updated>2021-02-01T09:30:00+07:00</updated>" in atom
    assert "<published>2021-01-11T08:41:24+07:00</published>" in atom
    assert "Đính chính ngày 01/02/2021:" in atom
    (item,) = json.loads(site.page("feeds/tin-tuc.json"))["items"]
    assert item["date_modified"] == "2021-02-01T09:30:00+07:00"
    assert said in item["content_html"]
    assert "Đính chính ngày 01/02/2021:" in site.page("feeds/tin-tuc.rss.xml")
    assert "<lastmod>2021-02-01T09:30:00+07:00</lastmod>" in site.page("sitemap.xml")


def test_a_correction_of_an_old_post_is_news(site: Site) -> None:
    """Whoever read the mistake in a feed reads of it there, though others are newer by now."""
    site.post("cu", date="2021-01-01", title="Bài có chỗ sai")
    for number in range(NEWEST):
        site.post(f"b-{number}", date=f"2021-02-01 {number:02}:00")
    assert site.build() == 0
    assert "/cu/" not in site.page("feeds/tin-tuc.rss.xml")
    correction = "{date: 2021-02-01 05:00, text: Sai}"
    site.post("cu", date="2021-01-01", title="Bài có chỗ sai", correction=correction)
    assert site.build() == 0
    for ending in ("rss.xml", "atom.xml", "json"):
        text = site.page(f"feeds/tin-tuc.{ending}")
        assert "/cu/" in text
        assert "/b-0/" not in text, "it takes the place of the oldest"
