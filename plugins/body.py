"""The body of a content file as HTML with slots.

A photo is a slot: a token in the HTML that the galleries fill in once renditions are known, so
that converting stays a pure function of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from plugins.files import digest
from plugins.link_targets import Link, Reference
from plugins.problems import Problem
from plugins.values import Struct

SlotKind = Literal["figure", "gallery", "inline", "film"]

_TOKEN = re.compile("\x1e(\\d+)\x1e")  # a character that `decode` refuses in content files


class Image(Struct, frozen=True, kw_only=True):
    """A photo named in the body. `file` is in NFC; `alt` and `caption` may be empty."""

    file: str
    alt: str
    caption: str
    line: int


class Slot(Struct, frozen=True, kw_only=True):
    """A place in the HTML for one figure, one inline gallery or one picture inside a line, or for
    the player of a film, whose page is at the site path `film`."""

    kind: SlotKind
    images: tuple[Image, ...] = ()
    film: str = ""


class Body:
    """A converted body. `html` has a token for each of `slots`; `summary` is plain text.

    `digest` names the HTML and the slots; `anchors` are the ids of headings and of typed HTML.
    No Struct, so that its HTML can be left where it is until a page asks (`readings`).
    """

    __slots__ = (
        "_html", "anchors", "digest", "links", "problems", "references", "slots", "summary",
    )  # fmt: skip

    def __init__(
        self,
        *,
        html: str,
        digest: str,
        summary: str,
        slots: tuple[Slot, ...] = (),
        links: tuple[Link, ...] = (),
        references: tuple[Reference, ...] = (),
        anchors: tuple[str, ...] = (),
        problems: tuple[Problem, ...] = (),
    ) -> None:
        self._html = html
        self.digest = digest
        self.summary = summary
        self.slots = slots
        self.links = links
        self.references = references
        self.anchors = anchors
        self.problems = problems

    @property
    def html(self) -> str:
        """The text, with its tokens."""
        return self._html

    def __eq__(self, other: object) -> bool:
        """The digest tells of the HTML, which need not be fetched for this."""
        return isinstance(other, Body) and all(
            getattr(self, name) == getattr(other, name) for name in BESIDE_HTML
        )

    def __hash__(self) -> int:
        return hash(self.digest)

    def __repr__(self) -> str:
        parts = ", ".join(f"{name}={getattr(self, name)!r}" for name in BESIDE_HTML)
        return f"{type(self).__name__}({parts})"


BESIDE_HTML = tuple(name for name in Body.__slots__ if name != "_html")
"""What is known of a body before its HTML is fetched."""


def name_body(html: str, slots: tuple[Slot, ...]) -> str:
    """The `digest` of a body."""
    return digest(html.encode(), repr(slots).encode())


def split_slots(text: str) -> Iterator[str | int]:
    """The HTML of a body in order: text, and the number of a slot where one stands."""
    for index, part in enumerate(_TOKEN.split(text)):
        if index % 2:
            yield int(part)
        elif part:
            yield part


def token(number: int) -> str:
    """What stands in the HTML for the slot of this number."""
    return f"\x1e{number}\x1e"


def without_tokens(text: str) -> str:
    """Text of a body without its slots."""
    return _TOKEN.sub("", text)
