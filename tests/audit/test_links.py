"""Broken addresses are found, whatever they look like; good ones are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.audit.links import addresses_in, check_links
from tests.audit.sites import read_site

HOME = '<link rel="canonical" href="https://example.org/thu-vien/">'

TERRIBLE = """<a href="/thu-vien/khong-co/">1</a>
<a href="khong-co.html">2</a>
<a href="#khong-co">3</a>
<a href="/thu-vien/bai/#mat">4</a>
<a href="/ngoai/">5</a>
<a href="https://example.org/thu-vien/khong-co/">6</a>
<a href="/thu-vien/bai">7</a>
<a href="tel:khong phai so">8</a>
<a href="mailto:khong-phai">9</a>
<a href="javascript:void(0)">10</a>
<a href="//example.com/">11</a>
<img src="mat.jpg" srcset="mat-1.jpg 1x, bai/anh.jpg 2x" alt="">
<video poster="mat.png"></video>
<form action="/thu-vien/mat/"></form>
<style>a{background:url("mat.svg")}</style>
<meta property="og:image" content="https://example.org/thu-vien/mat.jpg">
<p id="a"></p><p id="a"></p>
<script type="application/ld+json">{"url": "https://example.org/thu-vien/mat-luon/"}</script>
"""
FOUND = [
    "/: hai id 'a'",
    "/:2: không có trang hay tệp /thu-vien/khong-co/",
    "/:3: không có trang hay tệp khong-co.html",
    "/:4: không có id cho #khong-co",
    "/:5: không có id cho /thu-vien/bai/#mat",
    "/:6: địa chỉ ra ngoài thư mục của trang: '/ngoai/'",
    "/:7: không có trang hay tệp https://example.org/thu-vien/khong-co/",
    "/:8: thiếu dấu / ở cuối: '/thu-vien/bai'",
    "/:9: khoảng trắng trong địa chỉ: 'tel:khong phai so'",
    "/:10: địa chỉ sai dạng: 'mailto:khong-phai'",
    "/:11: địa chỉ sai dạng: 'javascript:void(0)'",
    "/:12: địa chỉ không nói https: '//example.com/'",
    "/:13: không có trang hay tệp mat.jpg",
    "/:13: không có trang hay tệp mat-1.jpg",
    "/:14: không có trang hay tệp mat.png",
    "/:15: không có trang hay tệp /thu-vien/mat/",
    "/:16: không có trang hay tệp mat.svg",
    "/:17: không có trang hay tệp https://example.org/thu-vien/mat.jpg",
    "feed.xml: không có id cho https://example.org/thu-vien/bai/#mat",
    "/:19: không có trang hay tệp https://example.org/thu-vien/mat-luon/",
]

GOOD = """<a href="/thu-vien/">a</a> <a href="bai/#muc">b</a> <a href="bai/#m%E1%BB%A5c">c</a>
<a href="">d</a> <a href="#">e</a> <a href="?q=1">f</a> <a href="bai/#:~:text=abc">g</a>
<a href="tel:+842163851234">h</a> <a href="mailto:a@example.org">i</a>
<a href="mailto:?body=x">j</a>
<a href="geo:21.7,104.8">k</a> <a href="https://example.com/x?y#z">l</a> <a href="bai/../bai/">m</a>
<a href="https://example.org/thu-vien/bai/">n</a> <a href="https://example.org/khac/">o</a>
"""


def site(folder: Path, home: str) -> None:
    (folder / "bai").mkdir()
    (folder / "index.html").write_text(f"{HOME}\n{home}", "utf-8")
    (folder / "bai/index.html").write_text('<p id="muc"></p><p id="mục"></p>', "utf-8")
    (folder / "bai/anh.jpg").touch()


def test_a_terrible_page(tmp_path: Path) -> None:
    site(tmp_path, TERRIBLE)
    feed = "<rss><link>https://example.org/thu-vien/bai/#mat</link></rss>"
    (tmp_path / "feed.xml").write_text(feed, "utf-8")
    outcome = check_links(read_site(tmp_path))
    assert [f"{one.where}: {one.what}" for one in outcome.findings] == FOUND


def test_good_addresses(tmp_path: Path) -> None:
    site(tmp_path, GOOD)
    outcome = check_links(read_site(tmp_path))
    assert outcome.findings == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("BEGIN:VCALENDAR\r\nURL:https://a.example/x/mot-\r\n dong/\r\n", ["/x/mot-dong/"]),
        ('{"a": ["https://a.example/x/y.", "https://a.example.org/z"]}', ["/x/y"]),
        ('{"@id": "https://a.example/x/#article"}', []),
        ('<a b="https://a.example/x/?y=1&amp;z">https://a.example/</a>', ["/x/?y=1&z", "/"]),
    ],
)
def test_addresses_in_files(text: str, found: list[str]) -> None:
    assert [*addresses_in(text, "https://a.example")] == [
        f"https://a.example{one}" for one in found
    ]
