"""Blocks of lines as page views: which lines are one, of which day, reader and page.

Most of a site's log is about other addresses: only lines that name the image are taken apart. What
comes out is small and flat, for it may come from another process.
"""

from __future__ import annotations

import re
import struct
from enum import IntEnum
from hashlib import blake2b
from urllib.parse import unquote_to_bytes
from zoneinfo import ZoneInfo

from plugins.values import Struct, field
from plugins.vietnamese import nfc
from plugins.visits.log_lines import LONGEST, MARK, Request, parse_line
from plugins.visits.machines import machine
from plugins.visits.readers import Days, Salts, line_id, reader
from plugins.visits.sources import PAGE_KEY, PIXEL

LATEST = 300
"""Seconds by which a line may be ahead of our clock."""

PATH_LENGTH = 500
"""Characters of a page's address; a longer one is none of ours."""

_MANY = 20_000
"""Entries after which what is remembered is forgotten: made-up lines must not fill the memory."""

_PIXEL = PIXEL.encode()
_OWN = MARK + b"\t"

_ROW = struct.Struct("<i16sqqqq")
"""Day, identity, reader, seconds, page, machine. The last two are `word_key`s."""


class Kind(IntEnum):
    """What a line can be that is no view to be added."""

    OTHER = 0
    """About another address."""
    NO_VIEW = 1
    """The image, but not by somebody who looked: refused, a HEAD, fetched in advance."""
    UNREADABLE = 2
    EARLY = 3
    """Before our counting starts."""
    LATE = 4
    """Of a day that is closed, or was over before we knew of it."""
    FUTURE = 5


class Rules(Struct, frozen=True, kw_only=True):
    """What one run counts. Moments are seconds since 1970, days as `date.toordinal` has them."""

    zone: ZoneInfo
    pixel: bytes
    """Path of the image, as requests name it."""
    now: int
    first_day: int
    """Where our counting starts."""
    first_open: int
    """The first day that is open by the calendar; `open_days` are open whatever it says."""
    open_days: frozenset[int]
    closed_days: frozenset[int]
    salts: dict[int, bytes]
    seed: bytes
    replay: bool = False
    """Whether every day is counted anew."""

    def refuses(self, at: int, day: int) -> Kind | None:
        """Why a view of this moment and day is not added; None for one that is."""
        if at > self.now + LATEST:
            return Kind.FUTURE
        if day < self.first_day:
            return Kind.EARLY
        if self.replay or day in self.open_days:
            return None
        return None if day >= self.first_open and day not in self.closed_days else Kind.LATE


def pixel_path(base_path: str) -> bytes:
    """The path of the image on a site below `base_path`."""
    return f"{base_path}/{PIXEL}".encode()


class Tally(Struct, kw_only=True):
    """How many lines of a kind, and which was the first, counted from 0; of other addresses nobody
    needs to know that."""

    count: int = 0
    first: int = 0


class Scanned(Struct, kw_only=True):
    """What a block of lines came to."""

    lines: int = 0
    views: int = 0
    rows: bytearray = field(default_factory=bytearray)
    """Views, as `rows` unpacks them."""
    words: dict[int, str] = field(default_factory=dict)
    """Addresses of pages and names of machines that rows name."""
    tallies: dict[Kind, Tally] = field(default_factory=dict)
    readable: bool = False
    """Whether a line of the block is one of a log."""

    def add(self, other: Scanned) -> None:
        """What follows."""
        for kind, tally in other.tallies.items():
            own = self.tallies.setdefault(kind, Tally(first=self.lines + tally.first))
            own.count += tally.count
        self.lines += other.lines
        self.views += other.views
        self.rows += other.rows
        self.words |= other.words
        self.readable |= other.readable


Row = tuple[int, bytes, int, int, int, int]


def unpacked(rows: bytes | bytearray) -> list[Row]:
    """Day, identity, reader, seconds, page and machine of each view."""
    return list(_ROW.iter_unpack(rows))


def word_key(word: str) -> int:
    """The number that stands for a page's address or a machine's name; 0 for none."""
    if not word:
        return 0
    found = blake2b(word.encode(), digest_size=8).digest()
    return int.from_bytes(found, "little", signed=True) or 1


def page_path(query: bytes) -> str:
    """The page that the image's query names; empty when that is no address of a page.

    Whoever asks for the image can write anything there.
    """
    prefix = PAGE_KEY.encode() + b"="
    value = next((part for part in query.split(b"&") if part.startswith(prefix)), b"")
    try:
        path = nfc(unquote_to_bytes(value[len(prefix) :]).decode())
    except UnicodeDecodeError:
        return ""
    if not path.startswith("/") or len(path) > PATH_LENGTH or not path.isprintable():
        return ""
    parts = path[1:].split("/")
    if any(part in ("", ".", "..") for part in parts[:-1]) or parts[-1] in (".", ".."):
        return ""
    return "" if re.search(r"[\s\\?#<>\"]", path) else path


class Scanner:
    """Takes blocks of a log by the same rules, and remembers what lines have in common."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._days = Days(rules.zone)
        self._salts = Salts(rules.salts, rules.seed)
        self._machines: dict[bytes | None, tuple[int, str]] = {}
        self._pages: dict[bytes, tuple[int, str]] = {}

    def scan(self, block: bytes) -> Scanned:
        """The views of a block of whole lines, each with its end."""
        found = Scanned(lines=block.count(b"\n"))
        if block.find(_OWN) < 0:
            self._lines_with_pixel(block, found)
        else:  # a log of ours: torn lines are told too
            for number, line in enumerate(block.split(b"\n")[:-1]):
                kind = self._line(line[:LONGEST], found)
                if kind is Kind.UNREADABLE and not line.startswith(MARK) and _PIXEL not in line:
                    kind = Kind.OTHER
                if kind is not None:
                    found.tallies.setdefault(kind, Tally(first=number)).count += 1
        counted = found.views + sum(tally.count for tally in found.tallies.values())
        if found.lines > counted:
            found.tallies.setdefault(Kind.OTHER, Tally()).count += found.lines - counted
        found.readable = found.readable or _is_log(block)
        return found

    def _lines_with_pixel(self, block: bytes, found: Scanned) -> None:
        place = 0
        while (at := block.find(_PIXEL, place)) >= 0:
            begin = block.rfind(b"\n", place, at) + 1 or place
            end = block.find(b"\n", at)
            kind = self._line(block[begin : min(end, begin + LONGEST)], found)
            if kind is not None:
                tally = found.tallies.get(kind)
                if tally is None:
                    tally = Tally(first=block.count(b"\n", 0, begin))
                    found.tallies[kind] = tally
                tally.count += 1
            place = end + 1

    def _line(self, line: bytes, found: Scanned) -> Kind | None:
        """Adds a view; says what the line is when it is none."""
        request = parse_line(line)
        if request is None:
            return Kind.UNREADABLE
        found.readable = True
        path, _, query = request.target.partition(b"?")
        if path != self._rules.pixel:
            return Kind.OTHER
        if not _is_view(request):
            return Kind.NO_VIEW
        try:
            day = self._days.day(request.at)
        except ValueError:
            return Kind.UNREADABLE
        if kind := self._rules.refuses(request.at, day):
            return kind
        salt = self._salts.salt(day)
        agent = request.agent
        known = self._machines.get(agent) or self._machine(agent)
        page = self._pages.get(query) or self._page(query)
        for key, word in (known, page):
            if key and key not in found.words:
                found.words[key] = word
        found.views += 1
        found.rows += _ROW.pack(
            day,
            _identity(request.id) if request.id else line_id(line.rstrip(b"\r"), salt),
            reader(request.address, agent, salt),
            request.at,
            page[0],
            known[0],
        )
        return None

    def _machine(self, agent: bytes | None) -> tuple[int, str]:
        if len(self._machines) > _MANY:
            self._machines.clear()
        name = machine(agent)
        found = word_key(name), name
        if len(agent or b"") < 1000:
            self._machines[agent] = found
        return found

    def _page(self, query: bytes) -> tuple[int, str]:
        if len(self._pages) > _MANY:
            self._pages.clear()
        path = page_path(query)
        found = word_key(path), path
        if len(query) < 1000:
            self._pages[query] = found
        return found


def _is_view(request: Request) -> bool:
    purpose = request.purpose.lower()
    return (
        request.method == b"GET"
        and request.status in (b"200", b"204", b"304")
        and b"prefetch" not in purpose
        and b"prerender" not in purpose
    )


_HEX = re.compile(rb"[0-9a-fA-F]{32}")


def _identity(name: bytes) -> bytes:
    """16 bytes of what the server named a request; nginx's are 16 bytes in hexadecimal."""
    if _HEX.fullmatch(name):
        return bytes.fromhex(name.decode())
    return blake2b(name, digest_size=16).digest()


def _is_log(block: bytes) -> bool:
    """Whether one of the first lines is of a log at all."""
    place = 0
    for _ in range(1000):
        end = block.find(b"\n", place)
        if end < 0:
            return False
        if parse_line(block[place : min(end, place + LONGEST)]):
            return True
        place = end + 1
    return False
