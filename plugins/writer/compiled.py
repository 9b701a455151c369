"""Templates that earlier builds compiled."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from jinja2.bccache import Bucket, BytecodeCache

from plugins.files import digest, read_if_there, write_atomically
from plugins.program import program

_SUM = len(digest())


class Compiled(BytecodeCache):
    """A file for each template in `folder`. Jinja holds it against the template's source; the sum
    before the code tells whether it is whole and of this program: Python would not survive others.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        """Jinja asks for code; a bucket that stays empty is compiled."""
        data = b""
        with suppress(OSError):
            data = read_if_there(self._folder / bucket.key)
        known, code = data[:_SUM], data[_SUM:]
        if known == _sum(code):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Jinja hands over code; where nothing can be written the next build compiles again."""
        code = bucket.bytecode_to_string()
        with suppress(OSError):
            write_atomically(self._folder / bucket.key, _sum(code) + code)


def _sum(code: bytes) -> bytes:
    return digest(program(), code).encode()
