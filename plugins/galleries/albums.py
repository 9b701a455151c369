"""Which photos a post has, in which order, with which words. No pixels here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from plugins.body import Image, Slot
from plugins.fields import PhotoEntry
from plugins.problems import Problem
from plugins.values import Struct
from plugins.vietnamese import natural_key, nearest

EXTENSIONS = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".heic", ".heif", ".gif")
"""Endings of files that are taken for photos, in lower case."""

NAMED = 3
"""How many photos a message names; it counts the others."""


class Original(Struct, frozen=True, kw_only=True):
    """A photo in a post's folder; `file` is its name in NFC."""

    file: str
    taken: datetime | None


class Words(Struct, frozen=True, kw_only=True):
    """What is said about a photo where it stands."""

    file: str
    alt: str
    caption: str


class Wordless(Struct, frozen=True, kw_only=True):
    """A photo that is shown where nobody said a word about it.

    `listed`: it has an entry; `line` is that of the entry, else of the text, which may be none.
    """

    file: str
    line: int | None
    listed: bool


class Album(Struct, frozen=True, kw_only=True):
    """The photos of one post: those in the body, slot by slot, then the closing gallery."""

    slots: tuple[tuple[Words, ...], ...]
    closing: tuple[Words, ...]
    cover: str


def is_photo(name: str) -> bool:
    """Whether a file of this name is taken for a photo."""
    return name.lower().endswith(EXTENSIONS)


def closing_order(
    originals: Iterable[Original], entries: Sequence[PhotoEntry], used: Iterable[str]
) -> list[str]:
    """Files of the closing gallery: as listed, then by time taken, then in natural order."""
    place = {entry.file: index for index, entry in enumerate(entries)}
    out = {entry.file for entry in entries if entry.hide} | set(used)

    def key(photo: Original) -> tuple[object, ...]:
        name = (natural_key(photo.file), photo.file)
        listed = place.get(photo.file, len(place))
        taken = photo.taken.isoformat() if photo.taken else "\U0010ffff"  # after every time
        return (listed, taken, *name)

    return [photo.file for photo in sorted(originals, key=key) if photo.file not in out]


def arrange(
    title: str,
    slots: Sequence[Slot],
    entries: Sequence[PhotoEntry],
    originals: Sequence[Original],
    cover: str,
) -> Album:
    """The album of a post whose references are right.

    Alternative text: what was written, else the caption, else "Ảnh 3/12: <title>".
    """
    by_file = {entry.file: entry for entry in entries}
    used = [image.file for slot in slots for image in slot.images]
    order = closing_order(originals, entries, used)

    def words(file: str, alt: str, caption: str, number: int, total: int) -> Words:
        alt, caption = _written(by_file.get(file), alt, caption)
        return Words(file=file, alt=alt or f"Ảnh {number}/{total}: {title}", caption=caption)

    in_body: list[tuple[Words, ...]] = []
    number = 0
    for slot in slots:
        group = []
        for image in slot.images:
            number += 1
            group.append(words(image.file, image.alt, image.caption, number, len(used)))
        in_body.append(tuple(group))
    closing = tuple(words(file, "", "", n, len(order)) for n, file in enumerate(order, 1))
    first = next(iter([*used, *order]), "")
    return Album(slots=tuple(in_body), closing=closing, cover=cover or first)


def _written(entry: PhotoEntry | None, alt: str = "", caption: str = "") -> tuple[str, str]:
    """Alternative text and caption as somebody wrote them; the first is empty when nobody did.

    What the body says counts before the photo's entry.
    """
    caption = caption or (entry.caption if entry else "")
    return alt or (entry.alt if entry else "") or caption, caption


def wordless(
    slots: Iterable[Slot], entries: Sequence[PhotoEntry], originals: Sequence[Original]
) -> list[Wordless]:
    """Photos for which `arrange` must make up a text: in the body, then in the closing gallery."""
    by_file = {entry.file: entry for entry in entries}
    images = [image for slot in slots for image in slot.images]
    shown = {photo.file for photo in originals} - {entry.file for entry in entries if entry.hide}
    found: dict[str, Wordless] = {}
    for image in images:
        entry = by_file.get(image.file)
        if image.file in shown and not _written(entry, image.alt, image.caption)[0]:
            line = entry.line if entry else image.line
            one = Wordless(file=image.file, line=line, listed=entry is not None)
            found.setdefault(image.file, one)
    for file in closing_order(originals, entries, [image.file for image in images]):
        entry = by_file.get(file)
        if not _written(entry)[0]:
            place = entry.line if entry else None
            found[file] = Wordless(file=file, line=place, listed=entry is not None)
    return list(found.values())


def name_some(files: Sequence[str]) -> str:
    """The first few names, and how many more there are."""
    rest = len(files) - NAMED
    return ", ".join(files[:NAMED]) + (f" và {rest} ảnh nữa" if rest > 0 else "")


def reference_problems(
    path: str,
    files: Iterable[str],
    slots: Iterable[Slot],
    entries: Iterable[PhotoEntry],
    cover: tuple[str, int | None],
) -> list[Problem]:
    """Photos that the text names and the folder lacks, or that are hidden and used."""
    there = set(files)
    hidden = {entry.file for entry in entries if entry.hide}
    named: list[tuple[str, int | None]] = [(entry.file, entry.line) for entry in entries]
    shown: list[tuple[str, int | None]] = [
        (image.file, image.line) for slot in slots for image in slot.images if _is_name(image)
    ]
    if cover[0]:
        shown.append(cover)
    problems = [
        Problem(path=path, line=line, message=f"không có ảnh “{file}”", hint=_hint(file, there))
        for file, line in [*named, *shown]
        if file not in there
    ]
    problems += [
        Problem(
            path=path,
            line=line,
            message=f"ảnh “{file}” được đánh dấu hide nhưng bài vẫn dùng",
            hint="bỏ hide: true, hoặc bỏ ảnh khỏi bài",
        )
        for file, line in shown
        if file in hidden
    ]
    return problems


def _is_name(image: Image) -> bool:
    return not set(image.file) & set("/\\:") and bool(image.file)


def _hint(file: str, there: Iterable[str]) -> str:
    close = nearest(file, there)
    return f"có phải là “{close}”?" if close else "chép ảnh đó vào cạnh index.md, hoặc sửa tên"


def is_text(name: str) -> bool:
    """Whether a file of this name is taken for a post, right or wrong."""
    return name.lower().endswith((".md", ".markdown"))
