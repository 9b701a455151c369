"""The text of a post with the photos that stand in it."""

from __future__ import annotations

from markupsafe import Markup

from plugins.body import Body, SlotKind, split_slots
from plugins.galleries.pictures import Picture
from plugins.values import Struct

_NOTHING = Markup()


class Piece(Struct, frozen=True, kw_only=True):
    """A stretch of HTML, the photos of one slot, or the site path of a film."""

    html: Markup = _NOTHING
    kind: SlotKind = "figure"
    photos: tuple[Picture, ...] = ()
    film: str = ""


class Text(Struct, frozen=True, kw_only=True):
    """A body, and for each of its slots the pictures to show there."""

    body: Body
    slots: tuple[tuple[Picture, ...], ...]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The body in order; where photos could not be shown there is nothing."""
        found = []
        for part in split_slots(self.body.html):
            if isinstance(part, str):
                found.append(Piece(html=Markup(part)))
            elif film := self.body.slots[part].film:
                found.append(Piece(kind="film", film=film))
            elif self.slots[part]:
                found.append(Piece(kind=self.body.slots[part].kind, photos=self.slots[part]))
        return tuple(found)

    @property
    def pictured(self) -> bool:
        """Whether there are photos in it."""
        return any(self.slots)
