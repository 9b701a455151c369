"""Archives that every system can unpack, with the same bytes for the same content."""

from __future__ import annotations

import os
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from plugins.zipping.archive import is_safe, pack


@pytest.mark.parametrize(
    "name",
    [
        "index.html",
        "tin-tuc/2021/bai/index.html",
        "tin-cũ/bài 1.html",
        "a.b/c",
        "console/auxil.html",
    ],
)
def test_safe(name: str) -> None:
    assert is_safe(name)


@pytest.mark.parametrize(
    "name",
    [
        "", "/a", "a//b", "a/", "../a", "a/../b", "./a", "a/.", "a\\b", "c:a", "a?b", "a*", 'a"b',
        "a|b", "<a>", "a\nb", "a\0", "a ", "a./b", "con", "a/NUL.html", "lpt1", "aux.txt/b",
    ],
)  # fmt: skip
def test_not_safe(name: str, tmp_path: Path) -> None:
    assert not is_safe(name)
    with pytest.raises(ValueError, match="unpacked"):
        pack(tmp_path / "a.zip", [(name, b"")])
    assert not list(tmp_path.iterdir())


def test_the_same_bytes(tmp_path: Path) -> None:
    """Whenever the files were written, whatever may be done with them."""
    photo = tmp_path / "anh.jpg"
    archives = []
    for mode, time in ((0o600, 1e9), (0o755, 1.5e9)):
        photo.write_bytes(b"x" * 1000)
        photo.chmod(mode)
        os.utime(photo, (time, time))
        path = tmp_path / "a.zip"
        size = pack(path, [("index.html", "Chào".encode() * 99), ("anh/1.jpg", photo)])
        archives.append(path.read_bytes())
        assert size == len(archives[-1])
    assert archives[0] == archives[1]


def test_what_is_in_it(tmp_path: Path) -> None:
    photo = tmp_path / "anh.jpg"
    photo.write_bytes(b"x" * 1000)
    path = tmp_path / "a.zip"
    path.write_bytes(b"another one")
    pack(path, [("index.html", b"a" * 1000), ("tin-cũ.html", photo), ("anh/1.jpg", photo)])
    with ZipFile(path) as archive:
        assert archive.testzip() is None
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert [one.filename for one in archive.infolist()] == [
            "index.html", "tin-cũ.html", "anh/1.jpg",
        ]  # fmt: skip
        kinds = [one.compress_type for one in archive.infolist()]
        assert kinds == [ZIP_DEFLATED, ZIP_DEFLATED, ZIP_STORED]
        assert archive.read("anh/1.jpg") == photo.read_bytes()


def test_another_archive_stays_until_this_one_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(b"another one")
    with pytest.raises(FileNotFoundError):
        pack(path, [("a", b"1"), ("b.jpg", tmp_path / "nowhere")])
    assert path.read_bytes() == b"another one"
    assert [file.name for file in tmp_path.iterdir()] == ["a.zip"]
