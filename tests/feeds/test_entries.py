"""Posts and films as entries: whole addresses, text for XML, dates of the right kind."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from plugins.content.posts import Post, make_post
from plugins.feeds.entries import film_entry, post_entry
from plugins.feeds.media import media_of
from plugins.fields import Correction
from plugins.frontmatter import Document
from plugins.markdown_body import convert
from tests.feeds.samples import ALLOWED, DATE, FORBIDDEN, film, picture, settings


def post(text: str = "Nội dung\n", **fields: Any) -> Post:
    path = "tin-tuc/2021/bai/index.md"
    known = {"title": "Một bài", "date": DATE, "category": "Thông báo", **fields}
    document = Document(kind="post", path=path, fields=known, lines={})
    return make_post(document, convert(text, path=path), "tin-tuc/2021/bai/", DATE)


def correction(days: int) -> Correction:
    return Correction(date=DATE + timedelta(days=days), text="Sai một con số")


@pytest.mark.parametrize("url", ["https://example.org", "https://example.org/thu-vien"])
def test_a_post(url: str) -> None:
    one = post(tags=("sách", "Thông báo", "đọc"), author="Phòng Nghiệp vụ", summary="Tóm tắt")
    made = post_entry(one, '<a href="tep.pdf">', "anh/a.jpg", settings(url=url))
    assert made.url == f"{url}/tin-tuc/2021/bai/"
    assert (made.title, made.summary, made.author) == ("Một bài", "Tóm tắt", "Phòng Nghiệp vụ")
    assert made.categories == ("Thông báo", "sách", "đọc"), "each once, the category first"
    assert made.html == f'<a href="{url}/tin-tuc/2021/bai/tep.pdf">'
    assert made.image == f"{url}/anh/a.jpg"
    assert made.media is None


def test_nobody_signs_for_the_library_and_no_picture() -> None:
    made = post_entry(post(), "", "", settings(name="Thư viện tỉnh"))
    assert (made.author, made.image) == ("Thư viện tỉnh", "")


@pytest.mark.parametrize(
    ("fields", "days"),
    [
        ({}, 0),
        ({"modified": DATE + timedelta(days=2)}, 2),
        ({"correction": correction(1)}, 1),
        ({"modified": DATE + timedelta(days=2), "correction": correction(3)}, 3),
    ],
)
def test_the_last_change(fields: dict[str, Any], days: int) -> None:
    made = post_entry(post(**fields), "", "", settings())
    assert (made.published, made.updated) == (DATE, DATE + timedelta(days=days))


def test_what_xml_forbids_is_gone() -> None:
    fields = {"title": FORBIDDEN, "author": FORBIDDEN, "tags": (FORBIDDEN,), "summary": FORBIDDEN}
    made = post_entry(post(**fields), FORBIDDEN, "", settings())
    assert (made.title, made.author, made.summary, made.html) == (ALLOWED,) * 4
    assert made.categories[1:] == (ALLOWED,)
    shown = film_entry(film(title=FORBIDDEN, summary=FORBIDDEN), FORBIDDEN, settings())
    assert (shown.title, shown.summary, shown.html) == (ALLOWED,) * 3


def test_before_time_zones_the_clock_stays() -> None:
    """Vietnam's local time had seconds until 1911, which RFC 3339 and RFC 5322 cannot write."""
    old = datetime(1906, 5, 1, 8, 0, tzinfo=DATE.tzinfo)
    made = post_entry(post(date=old), "", "", settings())
    assert made.published.isoformat() == made.updated.isoformat() == "1906-05-01T08:00:00+07:06"


def test_a_film() -> None:
    made = film_entry(film(), '<a href="/x">', settings())
    assert (made.url, made.html) == (
        "https://example.org/video/phim/",
        '<a href="https://example.org/x">',
    )
    assert (made.author, made.categories, made.image) == ("Thư viện tỉnh", ("thiếu nhi",), "")
    assert made.media == media_of(film(), settings())


def test_the_picture_of_a_film() -> None:
    made = film_entry(film(poster=picture()), "", settings())
    assert made.image == "https://example.org/anh/a-960.jpg"
