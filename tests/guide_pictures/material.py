"""What the pictures show: posts made for them, and what the commands say of these."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from plugins.preview.phone import invitation
from tests.conftest import ROOT
from tests.guide_pictures.workplace import Workplace
from tests.importing.word_files import bold, docx, para
from tests.support.draw_photos import draw_photos

GUIDE = ROOT / "content/README.md"
SLUG = "ngay-hoi-doc-sach"
POST = f"content/tin-tuc/2021/{SLUG}/index.md"
ADDRESS = f"tin-tuc/2021/{SLUG}/"
NAME = "Ngày hội đọc sách"
PARCEL = f"content/hop-thu/{NAME}"
PHONE = "192.168.1.20"
"""An address as a router at home gives it (RFC 1918)."""
WRONG_DATE = "32/04/2021"
SCALE = 0.25
"""Of the drawn photos: enough for a page on a small screen."""

_WORD = (
    bold(NAME, align="center"),
    para(
        "Sáng 21/4, Thư viện tỉnh mở ngày hội đọc sách. Hơn 300 bạn đọc nhỏ tuổi đươc mượn sách"
        " ngay tại sân."
    ),
    para("Các em kể lại cuốn sách mình yêu thích ,mỗi em năm phút."),
    para("Phòng Phục vụ bạn đọc"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Remark:
    """A remark of the review: at a line, in Markdown."""

    line: int
    body: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """What the commands said. `post` is the text of the post that came of the mailbox."""

    check: str
    phone: str
    files: tuple[str, ...]
    title: str
    body: str
    remarks: tuple[Remark, ...]
    post: str


def example() -> str:
    """The one full example of the guide."""
    found = re.search(r"(?ms)^```markdown\n(.*?)^```$", GUIDE.read_text("utf-8"))
    assert found
    return found[1]


def wrong_date() -> str:
    """The example with a day that no calendar has."""
    return _changed(("date: 21/04/2021", f"date: {WRONG_DATE}"))


def broken() -> str:
    """The example as somebody in a hurry types it."""
    return _changed(
        ("date: 21/04/2021", f"date: {WRONG_DATE}"),
        ("category: Tin hoạt động", "category: Tin hoat dong"),
        ("alt: Xe thư viện trên đường núi", 'alt: ""'),
        ("Đoạn mở đầu", "Đoạn  mở đầu"),
    )


def draft() -> str:
    """The example before it is published."""
    first, date, rest = example().partition("date: ")
    return f"{first}status: draft\n{date}{rest}"


def _changed(*changes: tuple[str, str]) -> str:
    text = example()
    for right, wrong in changes:
        assert text.count(right) == 1, right
        text = text.replace(right, wrong)
    return text


def put_example(place: Workplace, text: str, photos: Path) -> None:
    """Write a form of the example, with its photos beside it."""
    folder = place.write(POST, text).parent
    for name in re.findall(r"anh-\d\d\.jpg", text):
        (folder / name).write_bytes((photos / name).read_bytes())


def draw(folder: Path) -> Path:
    """Photos for the posts."""
    draw_photos(folder, SCALE)
    return folder


def listen(place: Workplace, photos: Path) -> Said:
    """Run the commands; the content folder is empty again at the end."""
    put_example(place, broken(), photos)
    check = place.run("check")
    shutil.rmtree(place.root / "content/tin-tuc")
    files = [f"{NAME}.docx", "IMG_0042.jpg", "IMG_0043.jpg", "IMG_0044.jpg"]
    place.write(f"{PARCEL}/{files[0]}", docx(*_WORD))
    for number, name in enumerate(files[1:], 1):
        place.write(f"{PARCEL}/{name}", (photos / f"anh-0{number}.jpg").read_bytes())
    place.run("inbox", "--folder=words", "--format=github")
    review = json.loads((place.root / "words/review.json").read_bytes())
    (index,) = place.root.glob("content/tin-tuc/*/*/index.md")
    post = index.read_text("utf-8")
    shutil.rmtree(place.root / "content/tin-tuc")
    return Said(
        check=check,
        phone=invitation(PHONE, 8000, drawn=True),
        files=tuple(files),
        title=(place.root / "words/title.txt").read_text("utf-8"),
        body=(place.root / "words/body.md").read_text("utf-8"),
        remarks=tuple(Remark(line=one["line"], body=one["body"]) for one in review["comments"]),
        post=post,
    )
