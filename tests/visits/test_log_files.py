"""Files of every kind as lines: whole, torn, packed, growing, and those that are no log."""

from __future__ import annotations

import gzip
import os
import random
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.visits import log_files
from plugins.visits.log_files import LogError, blocks, look, zstd
from plugins.visits.log_lines import LONGEST
from tests.support.processes import POSIX
from tests.visits.logs import PACKINGS

LINES = b"".join(b"dong %d\n" % number for number in range(20_000))


def read(path: Path) -> tuple[bytes, bytes, LogError | None]:
    """The whole lines of a file, what follows them, and what was wrong."""
    whole, found = b"", blocks(look(path))
    try:
        while True:
            block = next(found)
            assert block.endswith(b"\n")
            whole += block
    except StopIteration as end:
        return whole, end.value, None
    except LogError as error:
        return whole, b"", error


@pytest.mark.parametrize("name", PACKINGS)
@pytest.mark.parametrize("data", [b"", LINES, b"\n", LINES[:-1], b"xy"], ids=len)
def test_files_by_their_first_bytes(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / "log"
    path.write_bytes(PACKINGS[name](data))
    cut = data.rfind(b"\n") + 1
    assert read(path) == (data[:cut], data[cut:], None)


def test_several_packed_files_in_one(tmp_path: Path) -> None:
    for name in ("gzip", "zstd"):
        path = tmp_path / name
        path.write_bytes(
            PACKINGS[name](LINES) + PACKINGS[name](b"mot\nhai\nb") + PACKINGS[name](b"a\n")
        )
        assert read(path) == (LINES + b"mot\nhai\nba\n", b"", None)


def test_zeros_at_the_end_of_a_gzip_file(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_bytes(gzip.compress(LINES) + b"\0" * 1000)
    assert read(path) == (LINES, b"", None)


@pytest.mark.parametrize("name", ["gzip", "zstd"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_packed_file_that_ends_early(tmp_path: Path, name: str, share: float) -> None:
    noise = random.Random(1).randbytes(300_000).hex().encode()
    data = b"".join(noise[at : at + 60] + b"\n" for at in range(0, len(noise), 60))
    whole = PACKINGS[name](data)
    path = tmp_path / "log"
    path.write_bytes(whole[: int(len(whole) * share)])
    found, rest, error = read(path)
    assert data.startswith(found)
    assert len(found) > len(data) * (share - 0.25)  # a block of zstd may be lost
    assert rest == b""
    assert error is not None
    assert error.message == f"tệp nén {name} kết thúc dở dang"


@pytest.mark.parametrize("name", ["gzip", "zstd"])
def test_a_packed_file_with_a_hole(tmp_path: Path, name: str) -> None:
    noise = random.Random(1).randbytes(300_000).hex().encode()
    data = b"".join(noise[at : at + 60] + b"\n" for at in range(0, len(noise), 60))
    whole = bytearray(PACKINGS[name](data))
    whole[len(whole) // 2 : len(whole) // 2 + 200] = b"\xff" * 200
    path = tmp_path / "log"
    path.write_bytes(whole)
    found, _, error = read(path)
    assert error is not None
    assert error.message in (f"tệp nén {name} bị hỏng", f"tệp nén {name} kết thúc dở dang")
    assert found[: len(data) // 4] == data[: len(data) // 4]


def test_what_stands_behind_a_packed_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_bytes(gzip.compress(LINES) + b"lx1\tand more\n")
    found, _, error = read(path)
    assert found == LINES
    assert error is not None


def test_a_packed_file_of_one_endless_line_takes_no_memory(tmp_path: Path) -> None:
    for name in ("gzip", "zstd"):
        path = tmp_path / name
        path.write_bytes(PACKINGS[name](b"a" * (64 << 20) + b"\nb\n"))
        assert max(map(len, blocks(look(path)))) <= LONGEST + log_files.CHUNK
        assert read(path)[0].endswith(b"a\nb\n")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    lines=st.lists(st.integers(0, 40), max_size=40),
    cuts=st.lists(st.integers(0, 900), max_size=6),
    end=st.booleans(),
    chunk=st.integers(1, 50),
)
def test_ranges_of_a_file_give_each_line_once(
    tmp_path_factory: pytest.TempPathFactory,
    lines: list[int],
    cuts: list[int],
    end: bool,
    chunk: int,
) -> None:
    data = b"".join(b"%d" % (n % 10) * n + b"\n" for n in lines) + (b"" if end else b"rest")
    path = tmp_path_factory.mktemp("log") / "log"
    path.write_bytes(data)
    log = look(path)
    places = sorted({0, log.size, *(cut for cut in cuts if cut < log.size)})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(log_files, "CHUNK", chunk)
        found = b"".join(b"".join(blocks(log, start, stop)) for start, stop in pairwise(places))
    assert found == data[: data.rfind(b"\n") + 1]


def test_a_file_that_grows_while_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_bytes(b"mot\nha")
    log = look(path)
    with path.open("ab") as file:
        file.write(b"i\nba\n")
    assert b"".join(blocks(log)) == b"mot\nhai\n"  # the line under way, no further


def test_a_file_that_became_shorter(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_bytes(LINES)
    log = look(path)
    path.write_bytes(b"mot\nhai")
    assert b"".join(blocks(log)) == b"mot\n"
    assert list(blocks(log, 100, 200)) == []


@POSIX
@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("khong-co", "không có tệp này"),
        ("thu-muc", "đây là một thư mục"),
        ("ong", "đây không phải tệp thường"),
        ("a\0b", "tên tệp không dùng được"),
        ("x" * 300, "không đọc được: tên quá dài"),
    ],
)
def test_what_is_no_file(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "thu-muc").mkdir()
    os.mkfifo(tmp_path / "ong")
    with pytest.raises(LogError) as caught:
        look(tmp_path / name)
    assert (caught.value.message, bool(caught.value.hint)) == (message, True)


def test_zstd_frames_that_may_be_skipped(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_bytes(b"\x50\x2a\x4d\x18\x03\0\0\0abc" + zstd.compress(LINES))
    assert read(path) == (LINES, b"", None)
