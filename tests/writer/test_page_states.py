"""Pages that need not be rendered: only those whose file is what was made of the same."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.writer.making import Making
from plugins.writer.outputs import Outputs, SameAddressError


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "output"


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "journal.txt"


def page(made_of: str, data: bytes) -> Making:
    return Making(name="a/index.html", make=lambda: data, made_of=made_of, template="article")


def build(root: Path, journal: Path, made_of: str = "1", data: bytes = b"trang") -> Outputs:
    """A whole build of one page; `changed` tells what it wrote."""
    outputs = Outputs(root, journal)
    if not outputs.keeps("a/index.html", made_of):
        outputs.make(page(made_of, data))
    outputs.make_all(1)
    outputs.finish()
    return outputs


def keeps(root: Path, journal: Path, made_of: str = "1") -> bool:
    outputs = Outputs(root, journal)
    found = outputs.keeps("a/index.html", made_of)
    outputs.close()
    return found


def test_a_page_made_of_the_same_is_kept(root: Path, journal: Path) -> None:
    assert not keeps(root, journal)
    build(root, journal)
    assert keeps(root, journal)
    assert not keeps(root, journal, "2")
    again = build(root, journal)
    assert (again.changed, again.written) == (0, {"a/index.html"})
    assert (root / "a/index.html").read_bytes() == b"trang"
    assert keeps(root, journal), "and a third time"


def _same_bytes_elsewhere(file: Path, _: Path) -> None:
    shutil.copy(file, file.with_name("b"))
    file.with_name("b").replace(file)


def _same_size(file: Path, _: Path) -> None:
    before = file.stat()
    file.write_bytes(b"TRANG")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns + 1))


def _link(file: Path, _: Path) -> None:
    file.rename(file.with_name("b"))
    file.symlink_to("b")


def _broken(_: Path, states: Path) -> None:
    states.write_bytes(states.read_bytes()[:-9])


def _forged(_: Path, states: Path) -> None:
    states.write_bytes(states.read_bytes().replace(b'"1"', b'"2"'))


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        (_same_bytes_elsewhere, True),
        (lambda file, _: os.utime(file), True),
        (lambda file, _: file.write_bytes(b"khac"), False),
        (_same_size, False),
        (lambda file, _: file.unlink(), False),
        (_link, False),
        (lambda _, states: states.unlink(), False),
        (lambda _, states: states.write_bytes(b""), False),
        (_broken, False),
        (_forged, False),
    ],
    ids=["copy", "touch", "edit", "size", "gone", "link", "missing", "empty", "broken", "forged"],
)
def test_a_file_that_somebody_touched(
    root: Path, journal: Path, change: Callable[[Path, Path], object], kept: bool
) -> None:
    build(root, journal)
    change(root / "a/index.html", journal.with_suffix(".json"))
    assert keeps(root, journal) == kept
    build(root, journal)
    assert (root / "a/index.html").read_bytes() == b"trang"
    assert keeps(root, journal) != (root / "a/index.html").is_symlink(), "links are never trusted"


def test_a_page_whose_bytes_are_those_of_before_counts_from_then_on(
    root: Path, journal: Path
) -> None:
    build(root, journal)
    assert build(root, journal, "2").changed == 0
    assert keeps(root, journal, "2")
    assert not keeps(root, journal, "1")


def test_restored_files_are_read_once(
    root: Path, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(root, journal)
    os.utime(root / "a/index.html", (0, 0))
    build(root, journal)
    read: list[Path] = []
    read_bytes = Path.read_bytes

    def spy(self: Path) -> bytes:
        read.append(self)
        return read_bytes(self)

    monkeypatch.setattr(Path, "read_bytes", spy)
    assert keeps(root, journal)
    assert root / "a/index.html" not in read


def test_a_killed_build_is_no_reason_to_trust_a_page(root: Path, journal: Path) -> None:
    build(root, journal)
    outputs = Outputs(root, journal)
    outputs.make(page("2", b"nua"))
    outputs.make_all(1)
    outputs.close()  # and no `finish`
    assert not keeps(root, journal, "1")
    assert not keeps(root, journal, "2")


def test_a_kept_page_has_its_address_for_itself(root: Path, journal: Path) -> None:
    build(root, journal)
    outputs = Outputs(root, journal)
    assert outputs.keeps("a/index.html", "1")
    with pytest.raises(SameAddressError):
        outputs.keeps("a/index.html", "1")
    with pytest.raises(SameAddressError):
        outputs.write("a/index.html", b"x")
    outputs.close()
