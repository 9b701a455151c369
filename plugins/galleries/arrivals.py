"""Photos that come from a phone or a camera: named, put in order, made fit for the repository."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from plugins.galleries.albums import is_photo
from plugins.galleries.images.likeness import Look, look_at
from plugins.galleries.images.opening import PhotoError
from plugins.galleries.images.probing import probe
from plugins.galleries.images.reducing import Brought, bring
from plugins.values import Struct
from plugins.vietnamese import natural_key, nfc

_NAME = re.compile(r"anh-(\d+)")

Watch = Callable[[Sequence[Path]], Iterable[Path]]


class Arrival(Struct, frozen=True, kw_only=True):
    """One photo: where it came from, what it became, and what an editor may want to look at:
    `like` is the name of a photo before it that shows nearly the same."""

    source: Path
    brought: Brought
    blurred: bool
    like: str


class Arrivals(Struct, frozen=True, kw_only=True):
    """All photos in the order in which they were taken; those that are there already, perhaps made
    smaller; and those that could not be read, with why."""

    photos: tuple[Arrival, ...]
    again: tuple[Path, ...]
    broken: tuple[tuple[Path, PhotoError], ...]


def photos_in(place: Path) -> list[Path]:
    """The photos of a folder, folders in it not among them, or the one file. Raises OSError."""
    if place.is_file():
        return [place]
    return sorted(path for path in place.iterdir() if is_photo(path.name) and path.is_file())


def bring_in(sources: Iterable[Path], folder: Path, watch: Watch = iter) -> Arrivals:
    """Copy photos into a post's folder as `anh-01.jpg` and so on, after the numbers that are there,
    by the time they were taken, then by name. `watch` may look on while they come.

    Raises OSError of the disk.
    """
    broken: list[tuple[Path, PhotoError]] = []
    ordered = _ordered(sources, broken)
    number = _last_number(folder)
    there = [path for path in folder.iterdir() if is_photo(path.name)]
    digests = {_digest(path) for path in there}
    looks = _looks(there)
    before = [look for _, look in looks]
    photos: list[Arrival] = []
    again: list[Path] = []
    for source in watch(ordered):
        digest = _digest(source)
        try:
            look = look_at(source)
            if digest in digests or any(map(look.same, before)):
                again.append(source)
                continue
            brought = bring(source, folder / f"anh-{number + 1:02}")
        except PhotoError as error:
            broken.append((source, error))
            continue
        number += 1
        digests.add(digest)
        like = next((name for name, other in reversed(looks) if look.alike(other)), "")
        looks.append((brought.file.name, look))
        photos.append(Arrival(source=source, brought=brought, blurred=look.blurred, like=like))
    return Arrivals(photos=tuple(photos), again=tuple(again), broken=tuple(broken))


def _ordered(sources: Iterable[Path], broken: list[tuple[Path, PhotoError]]) -> Sequence[Path]:
    """Those that can be read, by time; those without a time come last."""
    known: list[tuple[tuple[object, ...], Path]] = []
    for source in sources:
        try:
            taken = probe(source).taken
        except PhotoError as error:
            broken.append((source, error))
        else:
            name = nfc(source.name)
            key = (taken is None, taken.isoformat() if taken else "", natural_key(name), name)
            known.append((key, source))
    return [source for _, source in sorted(known)]


def _looks(photos: Iterable[Path]) -> list[tuple[str, Look]]:
    """Photos that are there, by name; what cannot be read is nobody's like."""
    looks = []
    for path in sorted(photos, key=lambda path: natural_key(path.name)):
        with suppress(PhotoError):
            looks.append((path.name, look_at(path)))
    return looks


def _last_number(folder: Path) -> int:
    names = (_NAME.fullmatch(path.stem) for path in folder.iterdir())
    return max((int(name[1]) for name in names if name), default=0)


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
