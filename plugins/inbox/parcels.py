"""What editors put into the mailbox through the forge's web page: a folder for each post to be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from plugins.files import digest
from plugins.galleries.albums import is_photo
from plugins.importing.sources import SUFFIXES, UNREAD
from plugins.problems import Problem
from plugins.values import Struct
from plugins.vietnamese import natural_key, nfc, slugify

FOLDER = "hop-thu"
"""Of the content folder."""
GUIDE = "README.md"
"""How the mailbox is used, which the forge shows below it; it also keeps git from dropping the
folder when it is empty."""


class Parcel(Struct, frozen=True, kw_only=True):
    """A folder of the mailbox: the document, and the photos beside it."""

    folder: Path
    document: Path
    photos: tuple[Path, ...]

    @property
    def name(self) -> str:
        """The folder's name: what the editor called it."""
        return nfc(self.folder.name)

    @property
    def branch(self) -> str:
        """The name of the branch for its pull request: the same for the same folder."""
        return f"{FOLDER}/{slugify(self.name) or 'bai'}-{digest(self.name.encode())[:6]}"


def open_parcels(content: Path, name: str = "") -> tuple[list[Parcel], list[Problem]]:
    """The parcels of a content folder, or the one of that name, and folders that are none."""
    parcels: list[Parcel] = []
    problems: list[Problem] = []
    mailbox = content / FOLDER
    for folder in _visible(mailbox):
        if folder.name == GUIDE:
            continue
        if name and nfc(folder.name) != nfc(name):
            continue
        if not folder.is_dir() or folder.is_symlink():
            problems.append(_loose(folder))
            continue
        files = [path for path in _visible(folder) if path.is_file() and not path.is_symlink()]
        documents = [path for path in files if path.suffix.lower() in (*SUFFIXES, *UNREAD)]
        if len(documents) != 1:
            problems.append(_not_one(folder, documents))
            continue
        photos = [path for path in files if is_photo(path.name)]
        strange = [path for path in _visible(folder) if path not in (*documents, *photos)]
        problems += map(_strange, strange)
        if not strange:  # else something would be lost with the folder
            parcels.append(Parcel(folder=folder, document=documents[0], photos=tuple(photos)))
    return parcels, problems


def _visible(folder: Path) -> Iterator[Path]:
    """What lies in a folder, in the order in which people count."""
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir(), key=lambda path: natural_key(nfc(path.name))):
        if not path.name.startswith((".", "~")):
            yield path


def place_of(path: Path) -> str:
    """As problems name it: from the content folder on."""
    parts = path.parts
    return nfc("/".join(parts[len(parts) - parts[::-1].index(FOLDER) - 1 :]))


def _loose(path: Path) -> Problem:
    return Problem(
        path=place_of(path),
        message="tệp này không nằm trong thư mục của một bài",
        hint=f"tạo thư mục {FOLDER}/<tên bài>/ rồi tải tệp Word và ảnh của bài vào đó",
    )


def _not_one(folder: Path, documents: list[Path]) -> Problem:
    endings = ", ".join(SUFFIXES)
    if documents:
        names = ", ".join(nfc(path.name) for path in documents)
        message = f"thư mục có {len(documents)} tệp văn bản: {names}"
        hint = "mỗi bài một thư mục, mỗi thư mục một tệp văn bản"
    else:
        message = f"thư mục chưa có tệp văn bản ({endings})"
        hint = "tải tệp Word của bài vào đây"
    return Problem(path=place_of(folder), message=message, hint=hint)


def _strange(path: Path) -> Problem:
    return Problem(
        path=place_of(path),
        message="không phải tệp văn bản, cũng không phải ảnh",
        hint="xóa tệp này, hoặc lưu lại thành JPEG hay PNG",
    )
