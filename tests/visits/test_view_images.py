"""The image that counts a view: which page it names, and where it leads."""

from __future__ import annotations

import io
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image

from plugins.head import Head
from plugins.values import replace
from plugins.visits.view_images import GIF, view_image
from tests.visits.test_shown import SOURCES, settings_of

POST = Head(title="Một", path="tin-tuc/2021/bai-1/", kind="post")
ENCODED = "%2Ftin-tuc%2F2021%2Fbai-1%2F"


@pytest.mark.parametrize(
    ("source", "url", "address"),
    [
        ("none", "https://example.org", ""),
        ("snapshot", "https://example.org", ""),
        ("json", "https://example.org", ""),
        ("log", "https://example.org", f"/luot-xem.gif?p={ENCODED}"),
        ("log", "https://example.org/tv", f"/tv/luot-xem.gif?p={ENCODED}"),
        ("goatcounter", "https://example.org/tv", f"https://dem.example/count?p={ENCODED}"),
    ],
)
def test_addresses(source: str, url: str, address: str) -> None:
    assert view_image(POST, replace(settings_of(source), url=url)) == address


def test_a_page_that_is_not_there_is_not_named() -> None:
    lost = Head(title="Không tìm thấy", path="404.html", kind="error", noindex=True)
    assert view_image(lost, settings_of("log")) == "/luot-xem.gif"


@pytest.mark.parametrize("path", ["", "a/", "a b&p=c/", "đọc/?#%/"])
@pytest.mark.parametrize("source", SOURCES)
def test_any_path_arrives_whole(source: str, path: str) -> None:
    image = view_image(replace(POST, path=path), settings_of(source))
    if image:
        assert parse_qs(urlsplit(image).query) == {"p": [f"/{path}"]}
        assert image.isascii()


def test_the_image_is_one_transparent_pixel() -> None:
    image = Image.open(io.BytesIO(GIF))
    assert (len(GIF), image.format, image.size) == (43, "GIF", (1, 1))
    assert image.convert("RGBA").getpixel((0, 0))[3] == 0
