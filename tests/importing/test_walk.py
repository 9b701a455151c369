"""The editor's walk: a Word file and twenty photos of a phone become a post in two commands."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from PIL import ExifTags, Image

from plugins.galleries.images.probing import probe
from tests.conftest import ROOT
from tests.importing.word_files import bold, docx, para
from tests.support.draw_heic import phone_exif

WORD = docx(
    bold("Chuyến xe đầu xuân lên Đèo Mẫu", align="center"),
    para("Sáng ngày 19 tháng 02 năm 2021, xe thư viện lưu động lên đường."),
    para("Xe phục vụ 48 lượt bạn đọc, cho mượn 71 cuốn sách."),
    bold("Phòng Phục vụ bạn đọc", align="right"),
)
SCENES = sorted((ROOT / "content").glob("tin-tuc/*/*/*.jpg"))


def phone_photos(folder: Path, count: int) -> None:
    """As a phone saves them: large, lying on their side, with time and place."""
    folder.mkdir()
    for number in range(count):
        with Image.open(SCENES[number % len(SCENES)]) as scene:
            picture = scene.convert("RGB").crop((0, number * 12, scene.width, scene.height))
        exif = phone_exif()
        details = exif.get_ifd(ExifTags.IFD.Exif)
        details[ExifTags.Base.DateTimeOriginal] = f"2021:02:19 08:{59 - number:02}:00"
        picture = picture.resize((3000, 2000)).transpose(Image.Transpose.ROTATE_90)
        picture.save(folder / f"IMG_{number:04}.JPG", quality=80, exif=exif)


def inv(*arguments: str) -> str:
    """A command as it is typed; what it says."""
    done = subprocess.run(
        [sys.executable, "-m", "invoke", *arguments],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_from_word_and_photos_to_a_post_that_passes_the_check(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    (tmp_path / "Bài gửi.docx").write_bytes(WORD)
    phone_photos(tmp_path / "Ảnh", 20)
    told = inv(
        "import", str(tmp_path / "Bài gửi.docx"), f"--photos={tmp_path / 'Ảnh'}",
        "--category=Xe thư viện lưu động", f"--content={content}",
    )  # fmt: skip
    assert "đã nhập từ Bài gửi.docx, 20 ảnh" in told
    told = inv("check", f"--content={content}")
    assert "LỖI" not in told
    post = content / "tin-tuc/2021/chuyen-xe-dau-xuan-len-deo-mau"
    text = (post / "index.md").read_text(encoding="utf-8")
    assert "date: 2021-01-11 08:41:24\n" in text, "when the file was last saved"
    assert "author: Phòng Phục vụ bạn đọc\n" in text
    assert "status:" not in text
    photos = sorted(post.glob("anh-*.jpg"))
    assert len(photos) == 20
    probes = [probe(photo) for photo in photos]
    assert {(one.size.width, one.size.height, one.place) for one in probes} == {(2560, 1707, False)}
    # In the order in which they were taken, the last one first.
    times = [one.taken for one in probes]
    assert times == sorted(times, key=str)
