"""What the cache keeps counts only when it is whole and of this program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from plugins import kept
from plugins.kept import keep, read_kept


@pytest.mark.parametrize("data", [b"", b"x", "chữ\n".encode() * 1000])
def test_what_was_kept_comes_back(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "folder/file"
    assert read_kept(file) is None
    keep(file, data)
    assert read_kept(file) == data


@pytest.mark.parametrize(
    "change",
    [
        lambda data: b"",
        lambda data: data[:-1],
        lambda data: data + b"x",
        lambda data: data.replace(b"x", b"y"),
        lambda data: bytes([data[0] ^ 1]) + data[1:],  # the sum is another on each machine
        lambda data: data[:7],
    ],
    ids=["empty", "cut", "longer", "other", "sum", "half a sum"],
)
def test_what_is_broken_is_nothing(tmp_path: Path, change: Callable[[bytes], bytes]) -> None:
    file = tmp_path / "file"
    keep(file, b"xyz")
    file.write_bytes(change(file.read_bytes()))
    assert read_kept(file) is None


def test_another_programs_is_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(tmp_path / "file", b"x")
    monkeypatch.setattr(kept, "program", lambda: b"another")
    assert read_kept(tmp_path / "file") is None


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"a file where a folder must be")
    keep(tmp_path / "file/within", b"x")
    assert read_kept(tmp_path / "file/within") is None
