"""Templates that earlier builds compiled."""

from __future__ import annotations

from pathlib import Path

from jinja2.bccache import Bucket, BytecodeCache

from plugins.kept import keep, read_kept


class Compiled(BytecodeCache):
    """A file for each template in `folder`. Jinja holds it against the template's source; the sum
    before the code tells whether it is whole and of this program: Python would not survive others.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        """Jinja asks for code; a bucket that stays empty is compiled."""
        code = read_kept(self._folder / bucket.key)
        if code is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Jinja hands over code; where nothing can be written the next build compiles again."""
        keep(self._folder / bucket.key, bucket.bytecode_to_string())
