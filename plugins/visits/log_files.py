"""Log files as blocks of whole lines: plain, gzip or zstd by their first bytes, whatever the name.

The door to zstd, which is part of Python from 3.14 on (PEP 784).
"""

from __future__ import annotations

import stat
import sys
import zlib
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from plugins.reasons import reason
from plugins.values import Struct
from plugins.visits.log_lines import LONGEST

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

CHUNK = 256 << 10
"""Bytes that are read, or unpacked, at once: they stay in the processor's cache while they are
searched. With 4 MB, reading took three times as long."""
_GZIP = b"\x1f\x8b"
_ZSTD = (b"\x28\xb5\x2f\xfd", *(bytes([0x50 + n]) + b"\x2a\x4d\x18" for n in range(16)))
"""RFC 8878, 3.1: a frame, or one that may be skipped."""


class LogError(Exception):
    """A file that is no log, or not a whole one: what is wrong, and the cure, in Vietnamese."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint


class LogFile(Struct, frozen=True, kw_only=True):
    """A log as it was when somebody looked: what is written to it later is read the next time."""

    path: Path
    size: int
    packing: str
    """`gzip`, `zstd`, or empty for plain text."""


def look(path: Path) -> LogFile:
    """A log at this path. Raises LogError."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise LogError("đây là một thư mục", "ghi tên từng tệp nhật ký, ví dụ luot-xem.log*")
        if not stat.S_ISREG(status.st_mode):  # a pipe could be waited for for ever
            raise LogError("đây không phải tệp thường", "ghi nhật ký ra tệp rồi đưa tên tệp ấy")
        with path.open("rb") as file:
            head = file.read(4)
    except FileNotFoundError:
        raise LogError("không có tệp này", "kiểm tra lại tên tệp nhật ký") from None
    except ValueError:
        raise LogError("tên tệp không dùng được", "kiểm tra lại tên tệp nhật ký") from None
    except OSError as error:
        raise _unreadable(error) from None
    packing = "gzip" if head.startswith(_GZIP) else "zstd" if head.startswith(_ZSTD) else ""
    return LogFile(path=path, size=status.st_size, packing=packing)


def _unreadable(error: OSError) -> LogError:
    hint = "kiểm tra quyền đọc tệp của tài khoản đang chạy lệnh, và ổ đĩa"
    return LogError(f"không đọc được: {reason(error)}", hint)


def blocks(log: LogFile, start: int = 0, stop: int | None = None) -> Generator[bytes, None, bytes]:
    """Whole lines, each with its end, in blocks; gives what follows the last end of a line.

    Of plain text only those lines that begin from byte `start` on and before byte `stop`. A line
    longer than LONGEST may be cut behind that. Raises LogError, after all lines that are whole.
    """
    try:
        with log.path.open("rb") as file:
            if log.packing:
                rest = yield from _whole_lines(_unpacked(file, log.packing))
            else:
                stop = log.size if stop is None else stop
                rest = yield from _whole_lines(_range(file, start, stop))
    except OSError as error:
        raise _unreadable(error) from None
    return rest


def _whole_lines(chunks: Iterable[bytes]) -> Generator[bytes, None, bytes]:
    rest = b""
    for chunk in chunks:
        end = chunk.rfind(b"\n") + 1
        if not end:
            rest = (rest + chunk)[:LONGEST]
            continue
        yield rest + chunk[:end]
        rest = chunk[end : end + LONGEST]
    return rest


def _range(file: BinaryIO, start: int, stop: int) -> Iterator[bytes]:
    at = start
    if start:  # the line under way belongs to the range before
        file.seek(start - 1)
        at = start - 1 + _line_end(file)
        file.seek(at)
    last = b"\n"
    while at < stop:
        chunk = file.read(min(CHUNK, stop - at))
        if not chunk:  # the file became shorter
            return
        at += len(chunk)
        last = chunk
        yield chunk
    while not last.endswith(b"\n"):
        last = file.readline(CHUNK)
        if not last:
            return
        yield last


def _line_end(file: BinaryIO) -> int:
    """Bytes up to the end of the line, or of the file."""
    length = 0
    while piece := file.readline(CHUNK):
        length += len(piece)
        if piece.endswith(b"\n"):
            break
    return length


def _unpacked(file: BinaryIO, packing: str) -> Iterator[bytes]:
    """What a file holds that is packed in one or more parts, one after the other."""
    unpack = _gzip if packing == "gzip" else _zstd
    part: Any = None
    while data := file.read(CHUNK):
        while data:
            if part is None:
                data = data.lstrip(b"\0") if packing == "gzip" else data  # tapes are filled up
                if not data:
                    break
                part = (
                    zlib.decompressobj(wbits=31) if packing == "gzip" else zstd.ZstdDecompressor()
                )
            try:
                yield from unpack(part, data)
            except (zlib.error, zstd.ZstdError):
                hint = "các dòng trước chỗ hỏng đã được đọc; chép lại tệp từ bản gốc rồi chạy lại"
                raise LogError(f"tệp nén {packing} bị hỏng", hint) from None
            data = part.unused_data
            if part.eof:
                part = None
    if part is not None:
        hint = "các dòng còn nguyên đã được đọc; chép lại trọn tệp rồi chạy lại lệnh"
        raise LogError(f"tệp nén {packing} kết thúc dở dang", hint)


def _gzip(part: Any, data: bytes) -> Iterator[bytes]:
    while True:
        out = part.decompress(data, CHUNK)
        if out:
            yield out
        data = part.unconsumed_tail
        if part.eof or (not data and len(out) < CHUNK):
            return


def _zstd(part: Any, data: bytes) -> Iterator[bytes]:
    if out := part.decompress(data, CHUNK):
        yield out
    while not part.eof and not part.needs_input:
        if out := part.decompress(b"", CHUNK):
            yield out
