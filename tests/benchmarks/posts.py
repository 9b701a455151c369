"""Posts for benchmarks: Vietnamese text of the conference post's size, with tags and categories."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.conftest import ROOT

CONFERENCE = ROOT / ("content/tin-tuc/2021/hoi-nghi-tong-ket-cong-tac-thu-vien-nam-2020/index.md")
CATEGORIES = ("Tin hoạt động", "Hội nghị - Sự kiện", "Xe thư viện lưu động", "Giới thiệu sách")


def write_posts(content: Path, count: int) -> None:
    """Write `count` text posts over twelve years."""
    for number in range(count):
        write_post(content, number)


def write_post(content: Path, number: int) -> None:
    """Write one of them."""
    body = CONFERENCE.read_text(encoding="utf-8").split("---\n", 2)[2]
    year = 2009 + number % 12
    folder = content / f"tin-tuc/{year}/bai-{number}"
    folder.mkdir(parents=True)
    head = [
        "---",
        f"title: Bài số {number}",
        f"date: {year}-{number % 11 + 1:02}-{number % 28 + 1:02} {number % 24:02}:30:00",
        f"category: {CATEGORIES[number % 4]}",
        f"tags: [số {number % 40} sách, số {number % 7} báo]",
        "author: Phòng Hành chính - Tổng hợp",
        "---",
    ]
    (folder / "index.md").write_text("\n".join([*head, body]), encoding="utf-8")


def write_photos(content: Path, each: int) -> None:
    """Put photos beside every post, always other ones of a few: renditions are named by content."""
    photos = sorted(CONFERENCE.parent.glob("*.jpg"))
    for number, post in enumerate(sorted(content.glob("tin-tuc/*/*"))):
        for place in range(each):
            photo = photos[(number + place) % len(photos)]
            shutil.copyfile(photo, post / f"anh-{place + 1}.jpg")
