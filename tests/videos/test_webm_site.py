"""A film in WebM, from its file to the pages and feeds that name it."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from tests.support.sites import Site, tree
from tests.videos.making import element, video_text, webm

PAGE = "video/phim/"


def test_a_film_in_webm(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    fields = {"source": "{file: phim.webm}", "poster": "bia.png"}
    site.write("video/phim.md", video_text("Phim", **fields))
    Image.new("RGB", (64, 36)).save(site.content / "video/bia.png")
    site.write("video/phim.webm", webm(element("1254c367", b"SECRET place")))
    assert site.build() == 0
    assert "LỖI" not in capsys.readouterr().err
    (name,) = (name for name in tree(site.output) if name.endswith(".webm"))
    assert name.startswith(PAGE)
    (film,) = BeautifulSoup(site.page(PAGE), "html.parser").find_all("video")
    assert (film.source["src"], film.source["type"]) == (f"/{name}", "video/webm")
    assert "1:35" in site.page(PAGE)
    assert 'type="video/webm"' in site.page("feeds/video.rss.xml")
    for path, data in tree(site.output).items():
        assert b"SECRET" not in data, path


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("https://example.org/a.webm", "video/webm"),
        ("https://example.org/A.WEBM?b=1#c", "video/webm"),
        ("https://example.org/a.mp4", "video/mp4"),
        ("https://example.org/phim?id=a.webm", "video/mp4"),
    ],
)
def test_films_elsewhere_are_told_by_their_ending(site: Site, address: str, kind: str) -> None:
    site.write("video/phim.md", video_text(source=f"{{url: '{address}'}}"))
    assert site.build() == 0
    (film,) = BeautifulSoup(site.page(PAGE), "html.parser").find_all("video")
    assert (film.source["src"], film.source["type"]) == (address, kind)
