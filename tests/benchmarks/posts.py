"""Posts for benchmarks: Vietnamese text of the conference post's size, with tags and categories."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import ROOT

CONFERENCE = ROOT / ("content/tin-tuc/2021/hoi-nghi-tong-ket-cong-tac-thu-vien-nam-2020/index.md")
CATEGORIES = ("Tin hoạt động", "Hội nghị - Sự kiện", "Xe thư viện lưu động", "Giới thiệu sách")


def write_posts(content: Path, count: int) -> None:
    """Write `count` text posts over twelve years."""
    body = CONFERENCE.read_text(encoding="utf-8").split("---\n", 2)[2]
    for number in range(count):
        year = 2009 + number % 12
        folder = content / f"tin-tuc/{year}/bai-{number}"
        folder.mkdir(parents=True)
        head = [
            "---",
            f"title: Bài số {number}",
            f"date: {year}-{number % 11 + 1:02}-{number % 28 + 1:02} {number % 24:02}:30",
            f"category: {CATEGORIES[number % 4]}",
            f"tags: [số {number % 40} sách, số {number % 7} báo]",
            "author: Phòng Hành chính - Tổng hợp",
            "---",
        ]
        (folder / "index.md").write_text("\n".join([*head, body]), encoding="utf-8")


def write_plain_posts(content: Path, count: int) -> None:
    """The same posts as plain Pelican wants them: metadata without `---`, one file each."""
    write_posts(content.with_name(content.name + "-source"), count)
    content.mkdir(parents=True)
    for path in content.with_name(content.name + "-source").rglob("index.md"):
        _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
        text = head.replace("[", "").replace("]", "") + f"slug: {path.parent.name}\n"
        (content / f"{path.parent.name}.md").write_text(text + body, encoding="utf-8")
