"""The output folder: stale files go, files of others stay, and a killed build is mended."""

from __future__ import annotations

import os
import tempfile
import threading
import time
from collections.abc import Callable
from errno import ENOSPC
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.values import replace
from plugins.writer import background
from plugins.writer import outputs as outputs_module
from plugins.writer.making import AT_ONCE, MANY, Making
from plugins.writer.outputs import Outputs, SameAddressError, is_inside, journal_path
from plugins.writer.page_states import PageStates


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "output"


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "outputs" / "journal.txt"


def files(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


def build(root: Path, journal: Path, *names: str, data: bytes = b"x") -> Outputs:
    """A whole build that writes these files."""
    outputs = Outputs(root, journal)
    for name in names:
        outputs.write(name, data)
    outputs.finish()
    return outputs


def killed(root: Path, journal: Path, *names: str) -> None:
    """A build that ends after these files, and never comes to its end."""
    outputs = Outputs(root, journal)
    for name in names:
        outputs.write(name, b"x")
    outputs.close()


def test_files_are_written_and_counted(root: Path, journal: Path) -> None:
    first = build(root, journal, "index.html", "tin-tuc/2021/bài/index.html")
    assert (first.changed, first.written) == (2, {"index.html", "tin-tuc/2021/bài/index.html"})
    assert files(root) == ["index.html", "tin-tuc/2021/bài/index.html"]
    assert journal.read_text(encoding="utf-8") == "index.html\ntin-tuc/2021/bài/index.html\n"


def test_an_equal_file_is_left_alone(root: Path, journal: Path) -> None:
    build(root, journal, "a.html", "b.html")
    os.utime(root / "a.html", (0, 0))
    again = build(root, journal, "a.html", "b.html")
    assert again.changed == 0
    assert (root / "a.html").stat().st_mtime == 0
    assert build(root, journal, "a.html", "b.html", data=b"y").changed == 2


def test_stale_files_and_their_empty_folders_go(root: Path, journal: Path) -> None:
    build(root, journal, "index.html", "a/b/c.html", "a/b/d.html", "e/f.html")
    outputs = Outputs(root, journal)
    outputs.write("index.html", b"x")
    outputs.write("a/b/d.html", b"x")
    assert outputs.finish() == 2
    assert files(root) == ["a/b/d.html", "index.html"]
    assert not (root / "e").exists()
    assert root.is_dir()


def test_files_of_others_stay(root: Path, journal: Path) -> None:
    root.mkdir()
    (root / "CNAME").write_text("thuvien.vn", encoding="utf-8")
    (root / "a").mkdir()
    (root / "a" / "của-tôi.txt").touch()
    build(root, journal, "a/b.html")
    build(root, journal, "c.html")
    assert files(root) == ["CNAME", "a/của-tôi.txt", "c.html"]


def test_the_root_itself_stays(root: Path, journal: Path) -> None:
    build(root, journal, "a.html")
    build(root, journal)
    assert list(root.iterdir()) == []


def test_a_killed_build_leaves_nothing_unknown(root: Path, journal: Path) -> None:
    killed(root, journal, "a.html", "b/c.html")
    (root / "b" / "c.html.tmp~").touch()
    build(root, journal, "d.html")
    assert files(root) == ["d.html"]
    assert not (root / "b").exists()


def test_a_name_is_known_before_its_file_is_there(
    root: Path, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(ENOSPC, "No space left on device")

    outputs = Outputs(root, journal)
    monkeypatch.setattr(Path, "write_bytes", fail)
    outputs.write("a.html", b"x")
    with pytest.raises(OSError, match="No space"):
        outputs.finish()
    outputs.close()
    assert journal.read_text(encoding="utf-8") == "\na.html\n"
    assert files(root) == []


def test_what_a_killed_build_wrote_half_goes_though_the_page_stays(
    root: Path, journal: Path, tmp_path: Path
) -> None:
    def keep(*, kill: bool = False) -> None:
        outputs = Outputs(root, journal)
        assert outputs.keeps("a.html", "x")
        (outputs.close if kill else outputs.finish)()

    first = Outputs(root, journal)
    first.make(Making(name="a.html", make=lambda: b"x", made_of="x"))
    first.finish()
    half = root / "a.html.tmp~"
    half.touch()
    keep()
    assert half.exists(), "no build was killed: nobody looks"
    keep(kill=True)
    keep()
    assert files(root) == ["a.html"]


@pytest.mark.parametrize("half", [b"b.htm", "tin-tức".encode()[:-1], "tin-tức".encode()[:-2]])
def test_half_a_line_of_a_killed_build_is_not_trusted(
    root: Path, journal: Path, half: bytes
) -> None:
    build(root, journal, "a.html")
    (root / "b.htm").touch()
    journal.write_bytes(journal.read_bytes() + half)
    build(root, journal, "c.html")
    assert files(root) == ["b.htm", "c.html"]


def test_half_a_line_does_not_spoil_the_next(root: Path, journal: Path) -> None:
    build(root, journal, "a.html")
    journal.write_bytes(journal.read_bytes() + b"b.htm")
    killed(root, journal, "c.html")
    build(root, journal, "d.html")
    assert files(root) == ["d.html"]


@pytest.mark.parametrize(
    "line", ["../outside.txt", "/etc/hosts", "a/../../outside.txt", "", ".", "..", "..\\x"]
)
def test_an_edited_journal_harms_nothing(root: Path, journal: Path, line: str) -> None:
    root.mkdir()
    outside = root.parent / "outside.txt"
    outside.touch()
    journal.parent.mkdir(parents=True)
    journal.write_text(f"{line}\na.html\n", encoding="utf-8")
    (root / "a.html").touch()
    build(root, journal, "b.html")
    assert files(root) == ["b.html"]
    assert outside.exists()


def test_a_stale_link_goes_but_not_what_it_leads_to(
    root: Path, journal: Path, tmp_path: Path
) -> None:
    build(root, journal, "a.html", "b.html")
    target = tmp_path / "đích.html"
    target.write_bytes(b"y")
    (root / "a.html").unlink()
    (root / "a.html").symlink_to(target)
    build(root, journal, "b.html")
    assert files(root) == ["b.html"]
    assert not (root / "a.html").is_symlink()
    assert target.read_bytes() == b"y"


HOSTILE = ["", ".", "..", "../a", "a/../b", "/a", "/", "a\\b", "..\\a", "a\nb", "a\n"]


@pytest.mark.parametrize("name", HOSTILE, ids=repr)
def test_hostile_names_are_refused(root: Path, journal: Path, name: str) -> None:
    assert not is_inside(name)
    outputs = Outputs(root, journal)
    with pytest.raises(ValueError, match="not a path inside"):
        outputs.write(name, b"x")
    outputs.finish()
    assert not root.exists()


@pytest.mark.parametrize("name", ["a", "a/b.html", ".nojekyll", "a..b/c", "tin tức/ảnh.jpg"])
def test_good_names(name: str) -> None:
    assert is_inside(name)


def test_one_name_twice_is_an_error(root: Path, journal: Path, tmp_path: Path) -> None:
    source = tmp_path / "a.jpg"
    source.write_bytes(b"a")
    outputs = Outputs(root, journal)
    outputs.write("a.html", b"1")
    with pytest.raises(SameAddressError, match=r"a\.html"):
        outputs.write("a.html", b"1")
    with pytest.raises(SameAddressError):
        outputs.copy("a.html", source)
    outputs.close()
    assert (root / "a.html").read_bytes() == b"1"


def test_copies(root: Path, journal: Path, tmp_path: Path) -> None:
    source = tmp_path / "a.jpg"
    source.write_bytes(b"12345")
    first = Outputs(root, journal)
    first.copy("anh/a.jpg", source)
    first.finish()
    assert (first.changed, (root / "anh/a.jpg").read_bytes()) == (1, b"12345")
    again = Outputs(root, journal)
    again.copy("anh/a.jpg", source)
    again.finish()
    assert again.changed == 0
    # Cut short by a full disk, say.
    (root / "anh/a.jpg").write_bytes(b"123")
    mended = Outputs(root, journal)
    mended.copy("anh/a.jpg", source)
    mended.finish()
    assert (mended.changed, (root / "anh/a.jpg").read_bytes()) == (1, b"12345")


@pytest.mark.parametrize(("before", "after"), [("a", "a/b.html"), ("a/b.html", "a")])
def test_a_file_can_become_a_folder_and_back(
    root: Path, journal: Path, before: str, after: str
) -> None:
    build(root, journal, before)
    build(root, journal, after)
    assert files(root) == [after]


NAMES = st.sets(
    st.sampled_from(["index.html", "a/index.html", "a/b/index.html", "c.jpg", "d/e.xml"])
)


@given(st.lists(st.tuples(NAMES, st.booleans(), st.binary(max_size=1)), max_size=5), NAMES)
def test_whatever_happened_before_the_last_build_counts(
    earlier: list[tuple[set[str], bool, bytes]], names: set[str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root, journal = Path(folder, "output"), Path(folder, "journal")
        for some, is_killed, data in earlier:
            if is_killed:
                killed(root, journal, *some)
            else:
                build(root, journal, *some, data=data)
        build(root, journal, *names, data=b"last")
        assert {path: (root / path).read_bytes() for path in files(root)} == dict.fromkeys(
            names, b"last"
        )
        folders = {path for path in root.rglob("*") if path.is_dir()}
        assert folders <= {parent for name in names for parent in (root / name).parents}


def test_every_pair_of_folders_has_its_own_journal(tmp_path: Path) -> None:
    pairs = [("a", "b"), ("a", "c"), ("c", "b"), ("b", "a"), ("ab", "")]
    paths = {journal_path(tmp_path, tmp_path / one, tmp_path / two) for one, two in pairs}
    assert len(paths) == len(pairs)
    same = journal_path(tmp_path, tmp_path / "x" / ".." / "a", tmp_path / "b")
    assert same == journal_path(tmp_path, tmp_path / "a", tmp_path / "b")
    assert all(path.is_relative_to(tmp_path) for path in paths)


def pages(count: int) -> list[Making]:
    """Pages with enough bytes to tell them apart."""
    return [
        Making(
            name=f"{number % 7}/{number}/index.html",
            make=lambda number=number: f"trang {number}".encode(),
            made_of=str(number),
            template="article",
        )
        for number in range(count)
    ]


def made(root: Path, journal: Path, makings: list[Making], workers: int = 3) -> Outputs:
    """A whole build that makes what is not kept."""
    outputs = Outputs(root, journal)
    for making in makings:
        if not outputs.keeps(making.name, making.made_of):
            outputs.make(making)
    outputs.make_all(workers)
    outputs.finish()
    return outputs


def spoiled(makings: list[Making], end: Callable[[], object]) -> list[Making]:
    """Some of them end the process that makes them, unless it is this one."""
    this = os.getpid()

    def make(making: Making) -> bytes:
        if os.getpid() != this:
            end()
        time.sleep(0.01)  # a copy gets its turn
        return making.make()

    return [replace(making, make=partial(make, making)) for making in makings]


@pytest.mark.parametrize("workers", [1, 2, 4])
def test_many_files_are_made_and_remembered(root: Path, journal: Path, workers: int) -> None:
    count = 2 * MANY
    first = made(root, journal, pages(count), workers)
    assert (first.changed, len(first.written)) == (count, count)
    assert (root / "3/10/index.html").read_text() == "trang 10"
    assert len(files(root)) == count
    assert len(journal.read_text().splitlines()) == count
    again = made(root, journal, pages(count - 1), workers)
    assert (again.changed, len(again.written), len(files(root))) == (0, count - 1, count - 1)


@pytest.mark.parametrize(
    "end", [lambda: os.kill(os.getpid(), 9), lambda: 1 // 0], ids=["killed", "failed"]
)
def test_files_of_a_copy_that_ends_are_made_here(
    root: Path, journal: Path, end: Callable[[], object]
) -> None:
    count = 2 * MANY
    first = made(root, journal, spoiled(pages(count), end))
    assert len(files(root)) == count
    assert first.changed == count
    assert made(root, journal, pages(count)).changed == 0, "and all are remembered"


def test_what_is_written_here_meanwhile_is_counted_too(
    root: Path, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file of this process is still on its way to the disk while a copy tells of its own."""
    this, copy_began = os.getpid(), root.with_name("copy-began")
    told = threading.Event()
    write, take = outputs_module.write_if_changed, PageStates.take

    def make(making: Making) -> bytes:
        if os.getpid() != this:
            copy_began.touch()
        while not copy_began.exists():  # both get their part
            time.sleep(0.001)
        return making.make()

    def slow(path: Path, data: bytes) -> bool:
        if os.getpid() == this and copy_began.exists():
            told.wait(20)
        return write(path, data)

    def taken(states: PageStates, rows: Any) -> None:
        take(states, rows)
        told.set()

    monkeypatch.setattr(background, "AHEAD", 0)  # nobody waits for the disk
    monkeypatch.setattr(outputs_module, "write_if_changed", slow)
    monkeypatch.setattr(PageStates, "take", taken)
    makings = pages(2 * MANY)
    shared = [replace(one, make=partial(make, one)) for one in makings[AT_ONCE + 1 :]]
    first = made(root, journal, makings[: AT_ONCE + 1] + shared, workers=2)
    assert first.changed == 2 * MANY


def test_what_fails_in_a_copy_fails_here(root: Path, journal: Path) -> None:
    makings = pages(2 * MANY)
    makings[-3] = replace(makings[-3], make=lambda: bytes(1 // 0))
    outputs = Outputs(root, journal)
    for making in makings:
        outputs.make(making)
    with pytest.raises(ZeroDivisionError):
        outputs.make_all(3)
    outputs.close()


def test_a_full_disk_in_a_copy_is_told_here(
    root: Path, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = outputs_module.write_if_changed

    def full(path: Path, data: bytes) -> bool:
        if path.parent.name == str(2 * MANY - 1):
            raise OSError(ENOSPC, "disk")
        return write(path, data)

    monkeypatch.setattr(outputs_module, "write_if_changed", full)
    outputs = Outputs(root, journal)
    for making in pages(2 * MANY):
        outputs.make(making)
    outputs.make_all(3)  # the last one is still being written
    with pytest.raises(OSError, match="disk"):
        outputs.finish()
    outputs.close()


def test_what_is_little_is_made_at_once(root: Path, journal: Path) -> None:
    """The preview shows an edited page before all others are looked through."""
    outputs, order = Outputs(root, journal), []

    def make(number: int) -> bytes:
        order.append(number)
        return b"trang"

    for number in range(AT_ONCE + 2):
        name, template = f"{number}.html", "article"
        outputs.make(Making(name=name, make=partial(make, number), template=template))
        assert order == [*range(min(number + 1, AT_ONCE))]
    outputs.make_all(1)
    assert order == [*range(AT_ONCE + 2)]
    outputs.finish()
