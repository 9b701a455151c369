"""Films in the sitemap, in the words of Google's extension."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

import pytest

from plugins.head import Head, HeadImage, HeadVideo
from plugins.settings import site_settings
from plugins.writer.sitemap import sitemap
from tests.support.sites import Site
from tests.videos.making import video_text
from tests.videos.test_site import fill

VIDEO = "{http://www.google.com/schemas/sitemap-video/1.1}"
SITE = site_settings(name="Thư viện", url="https://example.org/thu-vien", categories=["Tin"])
DATE = datetime(2021, 1, 11, 8, 41, 24, tzinfo=UTC)
POSTER = HeadImage(url="anh/a.jpg", width=1, height=1)
FILE = HeadVideo(content_url="video/phim/a.mp4", seconds=95)


def films(video: HeadVideo | None = FILE, **changes: Any) -> list[list[tuple[str, str | None]]]:
    """Names and texts of the parts of each film, in order."""
    values = {"title": "Phim", "path": "video/phim/", "kind": "video", "images": (POSTER,)}
    data = sitemap([Head(**{**values, "video": video, **changes})], SITE)
    root = ElementTree.fromstring(data)  # noqa: S314 (our own)
    return [
        [(part.tag.removeprefix(VIDEO), part.text) for part in one]
        for one in root.iter(f"{VIDEO}video")
    ]


def test_everything_in_the_order_of_the_schema() -> None:
    (film,) = films(description="Một phim <ngắn>", published=DATE, tags=("sách", "a & b"))
    assert film == [
        ("thumbnail_loc", "https://example.org/thu-vien/anh/a.jpg"),
        ("title", "Phim"),
        ("description", "Một phim <ngắn>"),
        ("content_loc", "https://example.org/thu-vien/video/phim/a.mp4"),
        ("duration", "95"),
        ("publication_date", "2021-01-11T08:41:24+00:00"),
        ("tag", "sách"),
        ("tag", "a & b"),
    ]


def test_a_film_with_a_player() -> None:
    embed = "https://www.youtube-nocookie.com/embed/x"
    (film,) = films(HeadVideo(embed_url=embed))
    names = ["thumbnail_loc", "title", "description", "player_loc"]
    assert [name for name, _ in film] == names
    assert film[3] == ("player_loc", embed)
    assert film[2] == ("description", "Phim"), "which may not be missing"


@pytest.mark.parametrize(
    ("video", "changes"), [(FILE, {"images": ()}), (None, {}), (FILE, {"noindex": True})]
)
def test_what_cannot_be_told_is_left_out(video: HeadVideo | None, changes: Any) -> None:
    assert films(video, **changes) == []


@pytest.mark.parametrize(
    ("seconds", "told"), [(0, None), (1, "1"), (28_800, "28800"), (28_801, None), (None, None)]
)
def test_lengths_that_google_takes(seconds: int | None, told: str | None) -> None:
    (film,) = films(HeadVideo(content_url="a.mp4", seconds=seconds))
    assert dict(film).get("duration") == told


def test_texts_and_tags_have_an_end() -> None:
    tags = tuple(map(str, range(40)))
    (film,) = films(title="chữ " * 99, description="lời " * 999, tags=tags)
    said = dict(film)
    assert len(said["title"] or "") <= 100
    assert len(said["description"] or "") <= 2048
    assert sum(name == "tag" for name, _ in film) == 32


def test_a_built_site(site: Site) -> None:
    fill(site)
    site.write("video/tube.md", video_text("Không bìa", source="{youtube: dQw4w9WgXcQ}"))
    site.write("video/go.md", video_text("Gỡ", source="{file: phim.mp4}", status="withdrawn"))
    site.post("bai", body="Chữ.\n\n[Phim](../../../video/phim.md)\n")
    assert site.build() == 0
    root = ElementTree.fromstring(site.page("sitemap.xml"))  # noqa: S314
    (film,) = root.iter(f"{VIDEO}video")
    files = [film.findtext(f"{VIDEO}{name}") or "" for name in ("thumbnail_loc", "content_loc")]
    for address in files:
        path = address.split("/", 3)[3]
        assert any((site.output / part).is_file() for part in (path, path.partition("/")[2]))
