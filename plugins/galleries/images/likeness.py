"""What photos look like, in a few bits: which are nearly the same, which are out of focus."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PIL import Image, ImageFilter, ImageStat

from plugins.galleries.images.opening import opened
from plugins.galleries.images.probing import probe
from plugins.galleries.images.turning import upright
from plugins.values import Struct

_SIDE = 1024
"""Pixels at the longer side in which sharpness is looked for: what a reader sees of a photo."""
_PARTS = 8
"""So many parts across and down: one that is sharp is enough, behind it all may be soft."""
_LAPLACIAN = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128)
SHARP = 60.0
"""Variance of the Laplacian (Pech-Pacheco et al., 2000) in the sharpest part of a photo in focus,
of grey levels 0 to 255: photos in focus have several hundred, out of focus under 50 (tests)."""
ALIKE = 16
"""Bits of 128 in which two photos of one moment differ at most: a step aside and other light change
up to 16, and other photos of one event differ in 38 and more (tests)."""


SAME = 3
"""Bits in which a photo differs from itself made smaller."""


class Look(Struct, frozen=True, kw_only=True):
    """A photo in short: 128 bits that neighbours in brightness make, across and down (dHash), the
    variance of the Laplacian in its sharpest part, and when it was taken."""

    bits: int
    sharpness: float
    taken: datetime | None

    @property
    def blurred(self) -> bool:
        """Whether no part of it is in focus."""
        return self.sharpness < SHARP

    def alike(self, other: Look) -> bool:
        """Whether both show nearly the same."""
        return self._distance(other) <= ALIKE

    def same(self, other: Look) -> bool:
        """Whether both are one photo, perhaps in two sizes: taken in one second, alike to a bit."""
        return (
            self.taken is not None and self.taken == other.taken and self._distance(other) <= SAME
        )

    def _distance(self, other: Look) -> int:
        return (self.bits ^ other.bits).bit_count()


def look_at(path: Path) -> Look:
    """Look at a photo. Raises PhotoError."""
    taken = probe(path).taken
    with opened(path) as image:
        if image.format in ("JPEG", "MPO"):
            image.draft("L", (_SIDE, _SIDE))
        grey = upright(image.convert("L"))
        grey.thumbnail((_SIDE, _SIDE), Image.Resampling.BOX)
        return Look(bits=_bits(grey), sharpness=_sharpness(grey), taken=taken)


def _bits(grey: Image.Image) -> int:
    across = grey.resize((9, 8), Image.Resampling.BOX).tobytes()
    down = grey.resize((8, 9), Image.Resampling.BOX).tobytes()
    pairs = [(across[9 * y + x], across[9 * y + x + 1]) for y in range(8) for x in range(8)]
    pairs += [(down[8 * y + x], down[8 * y + x + 8]) for y in range(8) for x in range(8)]
    return int("".join("01"[one < other] for one, other in pairs), 2)


def _sharpness(grey: Image.Image) -> float:
    edges = grey.filter(_LAPLACIAN).crop((1, 1, max(2, grey.width - 1), max(2, grey.height - 1)))
    across, down = (max(1, side // _PARTS) for side in grey.size)
    return max(
        ImageStat.Stat(edges.crop((x, y, x + across, y + down))).var[0]
        for x in range(0, max(1, edges.width - across), across)
        for y in range(0, max(1, edges.height - down), down)
    )
