"""A folder in which everything is wrong: the whole list."""

from __future__ import annotations

import unicodedata

import pytest

from tests.galleries.test_odd_photos import GOOD, HEIC, JPEG
from tests.galleries.test_unusable_photos import BAD
from tests.support.sites import Site

LINK = ("đây là một liên kết (symlink), không phải tệp thật", "chép chính tệp đó vào đây")
CASE = "tên chỉ khác “{}” ở chữ hoa, chữ thường; Windows coi là một tệp"


def test_a_terrible_folder(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """Every problem at once, each with its file and its cure; whatever is fine is left in peace."""
    folder = site.content / "tin-tuc/2021/bai"
    site.post("bai", title="Bài", body="![Một](tot.jpg)\n\n![Hai](%C4%91%E1%BA%A7u.png)\n")
    for name, (data, _) in BAD.items():
        site.write(f"tin-tuc/2021/bai/{name}", data())
    good = {
        "tot.jpg": JPEG,
        unicodedata.normalize("NFD", "đầu.png"): GOOD["png.png"].data(),
        "hai từ 'nháy' \"kép\".JPG": GOOD["progressive.jpg"].data(),
        "phone.HEIC": HEIC,
        "a&b <c>.gif": GOOD["gif.gif"].data(),
    }
    for name, content in good.items():
        site.write(f"tin-tuc/2021/bai/{name}", content)
    site.write("tin-tuc/2021/bai/TOT.jpg", JPEG)
    site.write("tin-tuc/2021/bai/đầu.png", JPEG)  # the same name in NFC
    secret = site.root / "bi-mat.jpg"
    secret.write_bytes(JPEG)
    (folder / "ra-ngoai.jpg").symlink_to(secret)
    (folder / "vao-trong.jpg").symlink_to(folder / "tot.jpg")
    (folder / "dut.png").symlink_to(folder / "khong-co.png")
    site.write("tin-tuc/2021/bai/quyet-dinh.docx", b"PK")
    site.write("tin-tuc/2021/bai/.DS_Store", b"x")
    site.write("tin-tuc/2021/bai/~$anh.jpg", b"x")
    assert site.build() == 1
    report = problems(capsys.readouterr().err)
    expected = [(name, *said) for name, (_, said) in BAD.items()]
    expected += [
        ("tot.jpg", CASE.format("TOT.jpg"), "đổi tên một tệp"),
        ("đầu.png", "hai tệp ảnh có tên trông giống hệt nhau", "đổi tên một tệp"),
        *((name, *LINK) for name in ("dut.png", "ra-ngoai.jpg", "vao-trong.jpg")),
    ]
    assert report == sorted(expected)
    assert not site.output.exists()


def problems(report: str) -> list[tuple[str, str, str]]:
    """Name, message and cure of every error in a report."""
    found = []
    lines = report.splitlines()
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        place, mark, message = line.partition(": LỖI: ")
        if mark:
            cure = following.strip().removeprefix("Cách sửa: ")
            found.append((place.rpartition("/")[2], message, cure))
    return sorted(found)
