"""What proof-reading finds: a place in a text, what is odd there, what to type."""

from __future__ import annotations

from plugins.values import Struct


class Finding(Struct, frozen=True, kw_only=True):
    """`place` is the index of the first character; `words` are those that an editor may list as
    right."""

    place: int
    words: str
    message: str
    hint: str
