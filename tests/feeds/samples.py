"""Entries and films for tests, and text that someone might try to break a feed with."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from plugins.feeds.entries import Entry
from plugins.galleries.pictures import Picture
from plugins.settings import SiteSettings, site_settings
from plugins.videos.pages import FilmSource, Video

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DATE = datetime(2021, 1, 11, 8, 41, 24, tzinfo=ZONE)

# None is valid HTML by chance: a parser that guesses at HTML in titles could not be held to them.
HOSTILE = {
    "script": "<script>alert(1)</script>",
    "end of CDATA": "a ]]> b <![CDATA[ c",
    "quotes": "“a” 'b' \"c\" `d`",
    "entity": "1 &amp; 2 &lt;b&gt; &#60; &khong; & 3 < 4",
    "emoji": "📚 thư viện 👩🏽‍🏫",
    "long word": "đ" * 5000,
    "other lines": "a\u2028b\u2029c\u0085d",
    "last of the plane": "a\ufffdb\U0010ffff",
    "two directions": "a \u202e b \u200f c",
    "comment": "--> <!-- a -->",
}

FORBIDDEN = "a\ufffeb\uffffc\ud800d\x0be\x00f"
ALLOWED = "abcdef"
"""FORBIDDEN as XML can hold it."""


def settings(**changes: Any) -> SiteSettings:
    return site_settings(
        **{
            "name": "Thư viện tỉnh",
            "url": "https://example.org",
            "categories": ["Tin hoạt động", "Thông báo"],
            **changes,
        }
    )


def entry(name: str = "bai", **changes: Any) -> Entry:
    return Entry(
        **{
            "url": f"https://example.org/tin-tuc/2021/{name}/",
            "title": "Một bài",
            "published": DATE,
            "updated": DATE,
            "author": "Phòng Hành chính",
            "categories": ("Tin hoạt động", "sách"),
            "summary": "Tóm tắt",
            "html": "<p>Nội dung</p>",
            **changes,
        }
    )


def picture(**changes: Any) -> Picture:
    return Picture(
        **{
            "width": 1200,
            "height": 900,
            "tone": "#808080",
            "alt": "Hội trường",
            "caption": "Hội nghị",
            "src": "anh/a-960.jpg",
            "src_width": 960,
            "src_height": 720,
            "srcset": "",
            "card_srcset": "",
            "sources": (),
            "href": "anh/a-1200.avif",
            "href_type": "image/avif",
            "moving": False,
            "number": 1,
            "total": 1,
            "anchor": "anh-1",
            **changes,
        }
    )


def film(name: str = "phim", **changes: Any) -> Video:
    return Video(
        **{
            "title": "Một phim",
            "url": f"video/{name}/",
            "date": DATE,
            "state": "published",
            "summary": "Phim ngắn",
            "html": '<p>Lời <a href="/lien-he/">kể</a></p>',
            "seconds": 13,
            "source": FilmSource(kind="file", address=f"video/{name}/a.mp4", size=1234),
            "poster": None,
            "captions": (),
            "tags": ("thiếu nhi",),
            "sample": False,
            **changes,
        }
    )
