"""Files: digests and writing that never leaves half a file behind."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from plugins.files import copy_atomically, digest, read_if_there, write_atomically, write_if_changed


def test_digest() -> None:
    # Names on the site: they may never change by themselves.
    assert digest(b"a", b"b") == "3c9d591045bc8876f9d0"
    assert len({digest(b"ab"), digest(b"a", b"b"), digest(b"", b"ab"), digest(b"b", b"a")}) == 4


def test_write_makes_folders_and_replaces(tmp_path: Path) -> None:
    path = tmp_path / "một" / "hai" / "tệp.html"
    write_atomically(path, b"1")
    write_atomically(path, b"2")
    assert path.read_bytes() == b"2"
    assert os.listdir(path.parent) == ["tệp.html"]  # noqa: PTH208


def test_write_if_changed(tmp_path: Path) -> None:
    path = tmp_path / "a"
    assert write_if_changed(path, b"12") is True
    os.utime(path, (0, 0))
    assert write_if_changed(path, b"12") is False
    assert path.stat().st_mtime == 0
    assert write_if_changed(path, b"21") is True
    assert write_if_changed(path, b"") is True
    assert path.read_bytes() == b""


def test_a_failed_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    source = tmp_path / "b"
    source.write_bytes(b"m")

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", fail)
    monkeypatch.setattr(Path, "replace", fail)
    for write in (lambda: write_atomically(path, b"x"), lambda: copy_atomically(source, path)):
        with pytest.raises(KeyboardInterrupt):
            write()
        assert path.read_bytes() == b"old"
        assert sorted(p.name for p in tmp_path.iterdir()) == ["a", "b"]


def test_a_copy_has_only_the_bytes(tmp_path: Path) -> None:
    source = tmp_path / "gốc.jpg"
    source.write_bytes(b"anh")
    source.chmod(0o700)
    os.utime(source, (0, 0))
    copy = tmp_path / "anh" / "a.jpg"
    copy_atomically(source, copy)
    assert copy.read_bytes() == b"anh"
    assert copy.stat().st_mtime > 0
    assert copy.stat().st_mode & 0o100 == 0


def test_read_if_there(tmp_path: Path) -> None:
    assert read_if_there(tmp_path / "không có") == b""
    assert read_if_there(tmp_path / "không có" / "tệp") == b""
    (tmp_path / "có").write_bytes(b"x")
    assert read_if_there(tmp_path / "có") == b"x"
