"""Sample posts, pages and videos, and the files that go with them."""

from __future__ import annotations

import os
from datetime import UTC
from pathlib import Path, PurePosixPath
from unicodedata import normalize

from plugins.content.scan import TEXTS, SourceFile, scan
from plugins.frontmatter import Document, parse_document
from plugins.problems import Problem
from plugins.reasons import reason
from plugins.values import Struct
from plugins.vietnamese import nfc


class Source(Struct, frozen=True, kw_only=True):
    """A content file: what it says, and its bytes; None when it cannot be opened."""

    file: SourceFile
    document: Document
    data: bytes | None

    @property
    def readable(self) -> bool:
        """Whether its fields could be read at all."""
        return bool(self.document.lines)

    @property
    def is_sample(self) -> bool:
        """Whether it says `sample: true`."""
        return self.document.fields.get("sample") is True

    @property
    def folder(self) -> str:
        """The folder it lies in."""
        return self.file.path.rpartition("/")[0]

    @property
    def owns_folder(self) -> bool:
        """Whether its folder is the post."""
        path = PurePosixPath(self.file.path)
        return self.file.kind == "post" and len(path.parts) == 4 and path.name == "index.md"

    def problems(self) -> tuple[Problem, ...]:
        """Why nobody can tell whether this is sample; none when it can be told."""
        if not self.readable:
            return self.document.problems
        if "sample" in self.document.lines and "sample" not in self.document.fields:
            line = self.document.lines["sample"]
            return tuple(problem for problem in self.document.problems if problem.line == line)
        return ()


def read_sources(content: Path) -> tuple[Source, ...]:
    """All content files."""
    return tuple(_read(content, file) for file in scan(content)[0])


def _read(content: Path, file: SourceFile) -> Source:
    path = nfc(file.path)
    try:
        data = (content / file.path).read_bytes()
    except OSError as error:
        problem = unopened(path, error)
        document = Document(kind=file.kind, path=path, fields={}, lines={}, problems=(problem,))
        return Source(file=file, document=document, data=None)
    # The zone has no say: no date is used here.
    return Source(file=file, document=parse_document(data, path, file.kind, UTC), data=data)


def unopened(path: str, error: OSError) -> Problem:
    """The problem of a file that cannot be opened."""
    message = f"không đọc được tệp ({reason(error)})"
    return Problem(path=path, message=message, hint="kiểm tra quyền đọc của tệp")


def files_of(content: Path, source: Source, sources: tuple[Source, ...]) -> tuple[str, ...]:
    """What goes with a sample, the sample itself last: after a killed run it is found again."""
    if source.owns_folder:
        beside = _folder_files(content, source, sources)
    elif source.file.kind == "video":
        beside = _named_files(content, source, sources)
    else:
        beside = []
    return (*beside, source.file.path)


def _folder_files(content: Path, post: Source, sources: tuple[Source, ...]) -> list[str]:
    """All files of the post's folder, but for texts that are not marked and what lies by them."""
    marked = {source.file.path for source in sources if source.is_sample}
    unmarked = {source.file.path for source in sources} - marked
    found = []
    for root, folders, names in os.walk(content / post.folder):
        here = Path(root).relative_to(content).as_posix()
        # A link goes, what it leads to stays: os.walk does not enter it.
        links = [name for name in folders if Path(root, name).is_symlink()]
        own = [f"{here}/{name}" for name in sorted([*names, *links])]
        if here != post.folder and not unmarked.isdisjoint(own):
            folders.clear()
            continue
        found += [path for path in own if path not in marked | unmarked]
    return found


def _named_files(content: Path, video: Source, sources: tuple[Source, ...]) -> list[str]:
    """Film, poster and captions that lie beside the video and that no other video names."""
    others = [source for source in sources if source.file.kind == "video" and not source.is_sample]
    wanted = {
        name
        for name in names_in(video.document)
        if not name.lower().endswith(TEXTS) and not any(_names(other, name) for other in others)
    }
    on_disk = sorted(path for path in (content / video.folder).iterdir() if not _is_folder(path))
    return [f"{video.folder}/{path.name}" for path in on_disk if nfc(path.name) in wanted]


def names_in(video: Document) -> set[str]:
    """File names in the fields of a video."""
    source = video.fields.get("source")
    names = {source.value} if source and source.kind == "file" else set()
    if poster := video.fields.get("poster"):
        names.add(poster)
    return names | {file for _, file in video.fields.get("captions", ())}


def _names(video: Source, name: str) -> bool:
    """Whether a video that stays names the file; its bytes decide when its fields are in doubt."""
    if not video.document.problems:
        return name in names_in(video.document)
    if video.data is None:
        return True
    forms = {normalize(form, name) for form in ("NFC", "NFD")}
    codes = ("utf-8", "utf-16-le", "utf-16-be")
    return any(form.encode(code) in video.data for form in forms for code in codes)


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()
