"""One post, found by what somebody typed, with its photos."""

from __future__ import annotations

from pathlib import Path

from plugins.body import Body
from plugins.content.catalog import Catalog
from plugins.content.scan import SourceFile, missing_folder, scan
from plugins.fields import PhotoEntry
from plugins.frontmatter import Document, parse_document
from plugins.galleries.collect import Folder, collect
from plugins.galleries.index import Index
from plugins.markdown_body import convert
from plugins.problems import Problem
from plugins.settings import SiteSettings
from plugins.values import Struct
from plugins.vietnamese import nearest, nfc


class OnePost(Struct, frozen=True, kw_only=True):
    """A post and its photos; `problems` are those of the photos and of what is said of them."""

    source: Path
    data: bytes
    document: Document
    body: Body
    folder: Folder
    problems: tuple[Problem, ...]

    @property
    def entries(self) -> tuple[PhotoEntry, ...]:
        """What the editor said of photos."""
        entries: tuple[PhotoEntry, ...] = self.document.fields.get("photos", ())
        return entries


class PostError(Exception):
    """Why nothing can be done with a post: none is called so, or nobody can read it."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(problems)
        self.problems = problems


def find_post(content: Path, words: str) -> SourceFile:
    """The post that a slug, a folder or a path of an index.md names. Raises PostError."""
    if not content.is_dir():
        raise PostError(missing_folder())
    posts = [file for file in scan(content)[0] if file.kind == "post" and file.url]
    by_folder = {nfc(file.path).rpartition("/")[0]: file for file in posts}
    wanted = {_folder_of(name) for name in (words, _inside(content, words))} - {""}
    # The end of a path is enough: a slug, or the year and the slug.
    found = [
        folder for folder in by_folder if any(f"/{folder}".endswith(f"/{name}") for name in wanted)
    ]
    if len(found) == 1:
        return by_folder[found[0]]
    if found:
        hint = f"gõ cả năm, ví dụ: {found[0].removeprefix('tin-tuc/')}"
        message = f"có {len(found)} bài tên “{words}”: {', '.join(found)}"
        raise PostError(Problem(path="", message=message, hint=hint))
    slug = _folder_of(words).rpartition("/")[2]
    close = nearest(slug, {folder.rpartition("/")[2] for folder in by_folder})
    hint = f"có phải là “{close}”?" if close else "chạy inv list để xem tên các bài"
    raise PostError(Problem(path="", message=f"không có bài nào tên “{words}”", hint=hint))


def _inside(content: Path, words: str) -> str:
    """The same as a path in the content folder; empty when it leads elsewhere."""
    try:
        return Path(words).resolve().relative_to(content.resolve()).as_posix()
    except (ValueError, OSError):
        return ""


def _folder_of(words: str) -> str:
    name = nfc(words.replace("\\", "/")).strip().removeprefix("./").strip("/")
    return name.removesuffix("index.md").rstrip("/")


def open_post(content: Path, file: SourceFile, index: Index, site: SiteSettings) -> OnePost:
    """Read a post and look at its photos. Raises PostError, and OSError."""
    source, path = content / file.path, nfc(file.path)
    data = source.read_bytes()
    document = parse_document(data, path, "post", site.zone)
    body = convert(document.body, path=path, first_line=document.body_line)
    alone = Catalog(
        files=(file,),
        documents=((document, body),),
        posts=(),
        pages=(),
        films=(),
        states=((path, "published"),),  # also a draft's photos must be right here
        problems=(),
    )
    if not document.lines or ("photos" in document.lines and "photos" not in document.fields):
        raise PostError(*document.problems)  # nobody knows what it says of its photos
    folders, problems = collect(content, alone, index, site)
    return OnePost(
        source=source,
        data=data,
        document=document,
        body=body,
        folder=folders[path],
        problems=tuple(problems),
    )
