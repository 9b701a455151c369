"""What originals show or tell that their posts hide: the repository may be public as well."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from plugins.content.catalog import Catalog
from plugins.fields import PhotoEntry
from plugins.galleries.albums import name_some
from plugins.galleries.collect import Folder
from plugins.galleries.images.blurring import Box
from plugins.galleries.images.burning import WHOLE, still_shown
from plugins.galleries.images.opening import PhotoError
from plugins.problems import Problem

HISTORY = "bản cũ của ảnh vẫn còn trong lịch sử kho: hỏi người quản trị (docs/photos.md)"


def boxes_of(entry: PhotoEntry | None) -> tuple[Box, ...]:
    """What must not be seen of an original: all of it when it is hidden."""
    if entry is None:
        return ()
    return (WHOLE,) if entry.hide else entry.blur


def exposed(catalog: Catalog, folders: Mapping[str, Folder]) -> list[Problem]:
    """Warnings about originals, at most one of each kind for a post, whatever its state.

    Only photos with boxes, and hidden ones, are decoded. Photos that cannot be read are not
    named: they are errors already.
    """
    problems: list[Problem] = []
    for document, _ in catalog.documents:
        folder = folders.get(document.path)
        if folder is None:
            continue
        slug = document.path.split("/")[-2]
        for line, message in _told(folder, document.fields.get("photos", ())):
            hint = f"chạy inv photos --burn {slug}"
            problems.append(
                Problem(
                    path=document.path,
                    line=line,
                    message=message,
                    # Once is enough.
                    hint=hint if problems else f"{hint}; {HISTORY}",
                    level="warning",
                )
            )
    return problems


def _told(folder: Folder, entries: Sequence[PhotoEntry]) -> Iterator[tuple[int | None, str]]:
    """Sentences about the originals of one post, each with the line of its first photo's entry."""
    lines = {entry.file: entry.line for entry in entries}
    places = [file for file, known in folder.known.items() if known.probe.place]
    marked = [entry for entry in entries if entry.file in folder.known and boxes_of(entry)]
    open_ones = [one for one in marked if _is_open(folder.paths[one.file], boxes_of(one))]
    for files, what in (
        (places, "còn ghi nơi chụp (GPS)"),
        ([e.file for e in open_ones if not e.hide], "vẫn thấy rõ phần phải làm mờ"),
        ([e.file for e in open_ones if e.hide], "vẫn thấy rõ dù ảnh phải ẩn (hide)"),
    ):
        if files:
            number = f"{len(files)} " if len(files) > 1 else ""
            yield lines.get(files[0]), f"{number}ảnh gốc {what}: {name_some(files)}"


def _is_open(path: Path, boxes: Sequence[Box]) -> bool:
    try:
        return bool(still_shown(path, boxes))
    except (PhotoError, OSError):
        return False
