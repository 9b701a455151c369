"""Who reads: told apart for a day, by a keyed hash whose key dies with the day.

The key, a day's salt, is random and kept in the state only while the day is open. Without it nobody
can find out from a hash which address it was made of, nor whether two days had the same reader.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from hashlib import blake2b

SALT_SIZE = 32
"""Bytes."""

_QUARTER = 900
"""Seconds: every zone's offset is a multiple, so no day begins within one."""


class Days:
    """Days in a time zone, as `date.toordinal` numbers them."""

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone
        self._known: dict[int, int] = {}

    def day(self, at: int) -> int:
        """The day of a moment, in seconds since 1970. Raises ValueError beyond the calendar."""
        quarter = at // _QUARTER
        found = self._known.get(quarter)
        if found is None:
            if len(self._known) > 4096:  # a log of made-up days
                self._known.clear()
            try:
                found = datetime.fromtimestamp(at, self._zone).toordinal()
            except (OverflowError, OSError) as error:
                raise ValueError(str(error)) from None
            self._known[quarter] = found
        return found


class Salts:
    """The salts of days. A day without one is given one made of `seed`, a random number of one run
    of the program, which is kept nowhere: whoever holds `seed` in that run gets the same salt."""

    def __init__(self, known: Mapping[int, bytes], seed: bytes) -> None:
        self._known = dict(known)
        self._seed = seed

    def salt(self, day: int) -> bytes:
        """The salt of a day."""
        found = self._known.get(day)
        if found is None:
            found = blake2b(b"%d" % day, key=self._seed, digest_size=SALT_SIZE).digest()
            self._known[day] = found
        return found


def reader(address: bytes, agent: bytes | None, salt: bytes) -> int:
    """A day's name of who asks from this address with this browser: 64 bits, signed. Without a
    browser's name (None), all at one address are one reader."""
    # The length keeps an agent from standing in for the end of an address.
    whole = b"%d %b%b" % (len(address), address, agent or b"")
    return int.from_bytes(blake2b(whole, key=salt, digest_size=8).digest(), "little", signed=True)


def line_id(line: bytes, salt: bytes) -> bytes:
    """The identity of a line to which the server gave none: equal lines have the same, and without
    the salt nobody can try out which line it was made of. 16 bytes."""
    return blake2b(line, key=salt, digest_size=16).digest()
