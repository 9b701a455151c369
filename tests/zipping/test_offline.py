"""A page's addresses, policy and stylesheet as a file needs them."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest

from plugins.configuration import read_configuration
from plugins.values import replace
from plugins.zipping.offline import Shelf, offline

SITE = replace(read_configuration().site, url="https://example.org/thu-vien")
PAGE = "tin-tuc/2021/bai/index.html"
FILES = (
    "index.html",
    PAGE,
    "tin-tuc/index.html",
    "video/phim/index.html",
    "feeds/tin-tuc.json",
    "anh/1-480.avif",
    "anh/1-960.avif",
    "anh/1-960.jpg",
    "static/chữ.woff2",
    "static/a.js",
    "video/phim/phim.vtt",
)
SHELF = Shelf(
    places={name: name for name in FILES},
    moved={"tin-cu/1.html": "tin-tuc/index.html"},
    read=lambda name: name.encode(),
    site=SITE,
)
ROOT = "../../../"


def page(html: str, shelf: Shelf = SHELF) -> str:
    """What becomes of HTML in the body of PAGE."""
    text, _ = offline(f"<head></head><body>\n{html}</body>", PAGE, "Lời báo", shelf)
    return text.partition("Lời báo</p>\n")[2].removesuffix("</body>")


@pytest.mark.parametrize(
    ("html", "file"),
    [
        # Links: to the file that the address means, or to the site itself.
        ('<a href="/thu-vien/">', f'<a href="{ROOT}index.html">'),
        ('<a href="/thu-vien/tin-tuc/">', '<a href="../../index.html">'),
        ('<a href="/thu-vien/tin-tuc">', '<a href="../../index.html">'),
        ('<a href="../../">', '<a href="../../index.html">'),
        ('<a href="/thu-vien/#a b">', f'<a href="{ROOT}index.html#a b">'),
        (
            '<a href="/thu-vien/video/phim/?t=83#c">',
            f'<a href="{ROOT}video/phim/index.html?t=83#c">',
        ),
        (
            '<a href="https://example.org/thu-vien/tin-tuc/">',
            '<a href="../../index.html">',
        ),
        ('<a href="/thu-vien/tin-cu/1.html">', '<a href="../../index.html">'),
        ('<a href="/thu-vien/lien-he/">', '<a href="https://example.org/thu-vien/lien-he/">'),
        ('<a href="../khac/">', '<a href="https://example.org/thu-vien/tin-tuc/2021/khac/">'),
        ('<a href="/khac/">', '<a href="https://example.org/khac/">'),
        ('<a href="#anh-1">', '<a href="#anh-1">'),
        ('<a href="">', '<a href="">'),
        ('<a href="?t=1">', '<a href="index.html?t=1">'),
        ('<a href="https://vi.wikipedia.org/">', '<a href="https://vi.wikipedia.org/">'),
        ('<a href="mailto:a@b.vn">', '<a href="mailto:a@b.vn">'),
        ('<a href="geo:1,2">', '<a href="geo:1,2">'),
        ('<a href="//[x">', '<a href="//[x">'),
        (
            '<link rel="canonical" href="https://example.org/thu-vien/tin-tuc/">',
            '<link rel="canonical" href="https://example.org/thu-vien/tin-tuc/">',
        ),
        (
            '<link rel="alternate" href="/thu-vien/feeds/tin-tuc.json">',
            f'<link rel="alternate" href="{ROOT}feeds/tin-tuc.json">',
        ),
        # What is asked for without a click: a file of the archive, or nothing.
        (
            '<img src="/thu-vien/anh/1-960.jpg" width="9">',
            f'<img src="{ROOT}anh/1-960.jpg" width="9">',
        ),
        ('<img src="https://dem.example/1.gif" alt="">', '<img  alt="">'),
        ('<img src="/thu-vien/luot-xem.gif?p=1">', "<img >"),
        ('<img src="data:,x">', '<img src="data:,x">'),
        (
            '<source srcset="/thu-vien/anh/1-480.avif 480w, /thu-vien/anh/1-960.avif 960w">',
            f'<source srcset="{ROOT}anh/1-480.avif 480w, {ROOT}anh/1-960.avif 960w">',
        ),
        ('<source srcset="/thu-vien/anh/1-480.avif 1x, /thu-vien/anh/2.avif 2x">', "<source >"),
        ('<video poster="/thu-vien/anh/1-960.jpg">', f'<video poster="{ROOT}anh/1-960.jpg">'),
        (
            '<script src="/thu-vien/static/a.js" defer></script>',
            f'<script src="{ROOT}static/a.js" defer></script>',
        ),
        ('<script src="https://dem.example/x.js"></script>', "<script ></script>"),
        ('<link rel="icon" href="https://dem.example/x.svg">', '<link rel="icon" >'),
        ('<link rel="preload" href="/thu-vien/static/a.js">', ""),
        (
            '<track src="/thu-vien/video/phim/phim.vtt" srclang="vi">',
            '<track src="data:text/vtt;base64,'
            f'{base64.b64encode(b"video/phim/phim.vtt").decode()}" srclang="vi">',
        ),
        # What scripts would fetch; text that looks like a tag.
        ('<div data-quotes="/thu-vien/x.json" data-day="1">', '<div  data-day="1">'),
        ('<section data-live="/thu-vien/x.json">', "<section >"),
        ('<p title="<a href=/thu-vien/>">&lt;a href="/thu-vien/"&gt;</p>',) * 2,
        ("<script>\"<a href='/thu-vien/'>\"</script>",) * 2,
    ],
)
def test_addresses(html: str, file: str) -> None:
    assert page(html) == file


def test_a_page_that_lies_elsewhere() -> None:
    """As a post alone does: its links are still meant from where it was."""
    shelf = replace(SHELF, places={PAGE: "index.html", "anh/1-960.jpg": "anh/1-960.jpg"})
    assert page('<img src="/thu-vien/anh/1-960.jpg">', shelf) == '<img src="anh/1-960.jpg">'
    assert page('<a href="./">', shelf) == '<a href="index.html">'
    there = "https://example.org/thu-vien/tin-tuc/"
    assert page('<a href="../../">', shelf) == f'<a href="{there}">'


def test_what_a_page_needs() -> None:
    html = '<body><a href="/thu-vien/"><img src="/thu-vien/anh/1-960.jpg"><a href="./">'
    assert offline(html, PAGE, "", SHELF)[1] == {"index.html", "anh/1-960.jpg"}


def test_the_stylesheet_and_its_policy() -> None:
    """A file has no origin: its scheme stands for 'self', and the hash is that of the new text."""
    face = '@font-face{src:url("/thu-vien/static/chữ.woff2");font-display:optional}'
    before = face + 'i{background:url("data:,")}'
    policy = f"default-src 'self'; style-src '{_hash(before)}'; img-src 'self' data:"
    head = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    text, used = offline(f"{head}<style>{before}</style><body>", PAGE, "", SHELF)
    found = re.fullmatch(r'<meta [^>]*content="([^"]*)"><style>(.*)</style><body>.*', text, re.S)
    assert found
    source = f'url("{ROOT}static/ch%E1%BB%AF.woff2")'
    assert found[2].startswith(f"@font-face{{src:{source};font-display:swap}}i{{")
    assert 'url("data:,")' in found[2]
    assert found[1].replace("&#x27;", "'") == (
        f"default-src 'self' file: data:; style-src '{_hash(found[2])}'; img-src 'self' file: data:"
    )
    assert used == {"static/chữ.woff2"}


def test_the_note_is_text() -> None:
    text, _ = offline("<body><p>", PAGE, "<b>&", SHELF)
    assert text == '<body>\n<p class="zip-note">&lt;b&gt;&amp;</p><p>'


def test_a_page_of_another_theme() -> None:
    with pytest.raises(LookupError, match="no <body>"):
        offline("<html>", PAGE, "", SHELF)


def _hash(css: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
