"""The parts of a Word file (ECMA-376, part 2), read within bounds."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from plugins.importing.documents import PictureError, SourceError
from plugins.importing.pictures import MAX_BYTES as MAX_PICTURE
from plugins.importing.xml_parts import damaged, parse
from plugins.values import Struct

MAX_FILES = 5_000
MAX_PART = 60_000_000
"""Bytes of XML; the text of a long novel has 20 million."""
MAX_WHOLE = 1_000_000_000
"""Bytes of all that is packed."""

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    LookupError,
)


def _bomb() -> SourceError:
    hint = "xóa ảnh thừa trong Word rồi lưu lại; nếu không rõ nguồn tệp thì đừng mở"
    return SourceError("tệp Word bung ra quá lớn, có thể là tệp phá hoại", hint)


class Relation(Struct, frozen=True, kw_only=True):
    """Where a part leads: `kind` is the last step of its type, `target` a part or an address."""

    kind: str
    target: str
    external: bool


class Package(Struct, frozen=True, kw_only=True):
    """An open Word file; `main` is the path of the part with the text."""

    archive: zipfile.ZipFile
    main: str

    def part(self, path: str) -> Element | None:
        """The root of a part, None when there is no such part. Raises SourceError."""
        data = _read(self.archive, path, MAX_PART)
        return None if data is None else parse(data)

    def relations(self, path: str) -> Mapping[str, Relation]:
        """Where a part leads, by id."""
        return _relations(self.archive, path)

    def related(self, kind: str) -> list[str]:
        """The paths of the parts of a kind that the text leads to."""
        found = self.relations(self.main).values()
        return [one.target for one in found if one.kind == kind and not one.external]

    def picture(self, path: str) -> bytes:
        """The bytes of a picture. Raises PictureError."""
        try:
            data = _read(self.archive, path, MAX_PICTURE)
        except SourceError as error:
            raise PictureError(f"ảnh {path}: {error.message}") from None
        if data is None:
            raise PictureError(f"tệp Word nhắc đến ảnh {path} nhưng không có ảnh đó")
        return data


def open_package(data: bytes) -> Package:
    """Open a Word file. Raises SourceError, with the cure, for anything else that is packed."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        files = archive.infolist()
    except _BROKEN:
        raise damaged() from None
    if len(files) > MAX_FILES or sum(file.file_size for file in files) > MAX_WHOLE:
        raise _bomb()
    names = {file.filename for file in files}
    if any(file.flag_bits & 1 for file in files):
        raise SourceError("tệp nén có mật khẩu", "bỏ mật khẩu rồi nhập lại")
    main = next(
        (one.target for one in _relations(archive, "").values() if one.kind == "officeDocument"),
        "word/document.xml",
    )
    if main in names and main.startswith(("xl/", "ppt/")):
        what = "Excel" if main.startswith("xl/") else "PowerPoint"
        raise SourceError(f"tệp {what}, không phải Word", "chép nội dung vào một tệp Word")
    if main not in names:
        if "content.xml" in names:
            hint = "mở bằng LibreOffice, lưu thành Word 2007-365 (.docx) rồi nhập tệp mới"
            raise SourceError("tệp OpenDocument (.odt), không đọc được", hint)
        raise SourceError("tệp nén này không phải tệp Word", "giải nén rồi nhập từng tệp bên trong")
    return Package(archive=archive, main=main)


def _relations(archive: zipfile.ZipFile, path: str) -> dict[str, Relation]:
    folder, _, name = path.rpartition("/")
    data = _read(archive, posixpath.join(folder, "_rels", f"{name}.rels"), MAX_PART)
    if data is None:
        return {}
    found = {}
    for one in parse(data):
        target, kind = one.get("Target", ""), one.get("Type", "").rpartition("/")[2]
        external = one.get("TargetMode", "") == "External"
        if not external:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        found[one.get("Id", "")] = Relation(kind=kind, target=target, external=external)
    return found


def _read(archive: zipfile.ZipFile, path: str, most: int) -> bytes | None:
    """The bytes of a part; None when there is none. What it says of its own size is not trusted."""
    try:
        info = archive.getinfo(path)
    except KeyError:
        return None
    try:
        with archive.open(info) as file:
            data = file.read(most + 1)
    except _BROKEN:
        raise damaged() from None
    if len(data) > most:
        raise _bomb()
    return data
