"""The photos beside each post: found, probed and held against what the post says of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from plugins.body import Body
from plugins.content.catalog import Catalog
from plugins.content.posts import Film, Page, State
from plugins.content.scan import SourceFile
from plugins.fields import PhotoEntry
from plugins.frontmatter import Document
from plugins.galleries.albums import (
    Original,
    is_photo,
    is_text,
    name_some,
    reference_problems,
    wordless,
)
from plugins.galleries.images.opening import PhotoError
from plugins.galleries.index import Index, Known
from plugins.memory import Memory, once
from plugins.problems import Level, Problem, as_warnings
from plugins.reasons import reason
from plugins.settings import SiteSettings
from plugins.values import Struct
from plugins.vietnamese import nfc


class Folder(Struct, frozen=True, kw_only=True):
    """A post's photos: where they lie and what their headers tell, by name in NFC."""

    paths: Mapping[str, Path]
    known: Mapping[str, Known]

    @property
    def originals(self) -> list[Original]:
        """The photos that can be used."""
        return [Original(file=name, taken=one.probe.taken) for name, one in self.known.items()]


def collect(
    content: Path,
    catalog: Catalog,
    index: Index,
    site: SiteSettings,
    memory: Memory | None = None,
) -> tuple[dict[str, Folder], list[Problem]]:
    """Photo folders by the paths of their posts, and everything that is wrong with photos."""
    states = dict(catalog.states)
    documents = {document.path: (document, body) for document, body in catalog.documents}
    folders: dict[str, Folder] = {}
    problems: list[Problem] = []
    for file in catalog.files:
        if file.kind != "post" or not file.url:
            continue
        path = nfc(file.path)
        folder, found = _open_folder(content, file, path, index)
        folders[path] = folder
        state = states.get(path)
        basis = (*documents[path], folder, state)
        make = partial(_wrong_with, *basis, strict=site.alt_required)
        found += once(memory, ("photos", path), basis, make)
        problems += as_warnings(found) if state == "draft" else found
    problems += _photos_elsewhere([*catalog.pages, *catalog.films])
    return folders, problems


def _wrong_with(
    document: Document, body: Body, folder: Folder, state: State | None, *, strict: bool
) -> list[Problem]:
    """What a post says of its photos that is not so, or does not say."""
    photos = document.fields.get("photos", ())
    cover = (document.fields.get("cover", ""), document.lines.get("cover"))
    found = [*reference_problems(document.path, folder.paths, body.slots, photos, cover)]
    found += _twins(document.path, folder, photos)
    if state not in ("withdrawn", "expired"):  # their photos are not shown
        found += _without_words(document, body, folder, strict=strict)
    return found


def _twins(post: str, folder: Folder, entries: Iterable[PhotoEntry]) -> Iterator[Problem]:
    """Photos of the same bytes, of which a post would show each."""
    hidden = {entry.file for entry in entries if entry.hide}
    first: dict[str, str] = {}
    for name, known in folder.known.items():
        if name not in hidden and (other := first.setdefault(known.digest, name)) != name:
            yield Problem(
                path=f"{post.rpartition('/')[0]}/{name}",
                message=f"ảnh giống hệt “{other}”: bạn đọc sẽ thấy một ảnh hai lần",
                hint="xóa một tệp; bài có gọi tên tệp bị xóa thì sửa lại tên",
                level="warning",
            )


def _without_words(
    document: Document, body: Body, folder: Folder, *, strict: bool
) -> Iterator[Problem]:
    """At most one problem a post, however many of its photos nobody described."""
    if not document.lines or ("photos" in document.lines and "photos" not in document.fields):
        return  # nobody knows what was said of them, and that is an error already
    found = wordless(body.slots, document.fields.get("photos", ()), folder.originals)
    if not found:
        return
    slug = document.path.split("/")[-2]
    if all(one.listed for one in found):  # then no command is needed, as on a forge's web page
        hint = "gõ mô tả vào alt của từng ảnh đó, ở phần photos"
    else:
        hint = f"chạy inv photos {slug} rồi điền alt cho từng ảnh"
    yield Problem(
        path=document.path,
        line=found[0].line or document.lines.get("photos", 1),
        message=f"{len(found)} ảnh chưa có mô tả (alt) hay chú thích:"
        f" {name_some([one.file for one in found])}",
        hint=hint,
        level="error" if strict else "warning",
    )


def _open_folder(
    content: Path, file: SourceFile, post: str, index: Index
) -> tuple[Folder, list[Problem]]:
    """Look at the photos beside one post, whose path in NFC is `post`."""
    place = post.rpartition("/")[0]
    folder = f"{content}/{file.path.rpartition('/')[0]}"
    problems: list[Problem] = []
    paths: dict[str, Path] = {}
    known: dict[str, Known] = {}

    def complain(name: str, message: str, hint: str, level: Level = "error") -> None:
        path = f"{place}/{nfc(name)}"
        problems.append(Problem(path=path, message=message, hint=hint, level=level))

    folded: dict[str, str] = {}
    for name in file.beside:
        key = nfc(name)
        if not is_photo(name):
            if not is_text(name):
                hint = "ảnh thì lưu thành JPEG hay PNG; tài liệu thì đưa nội dung vào bài"
                complain(name, "tệp này sẽ không được đăng", hint, "warning")
            continue
        if key in paths:
            complain(name, "hai tệp ảnh có tên trông giống hệt nhau", "đổi tên một tệp")
            continue
        if (other := folded.setdefault(key.casefold(), key)) != key:
            message = f"tên chỉ khác “{other}” ở chữ hoa, chữ thường; Windows coi là một tệp"
            complain(name, message, "đổi tên một tệp")
        paths[key] = Path(folder, name)
        try:
            known[key] = index.look(paths[key])
        except PhotoError as error:
            complain(name, error.message, error.hint)
        except OSError as error:  # it was there a moment ago
            complain(name, f"không đọc được tệp ({reason(error)})", "kiểm tra tệp")
    return Folder(paths=paths, known=known), problems


def _photos_elsewhere(items: Iterable[Page | Film]) -> list[Problem]:
    """Pages and videos are single files: photos have no folder to lie in."""
    return [
        Problem(
            path=item.path,
            line=image.line,
            message=f"trang và video không kèm ảnh được (“{image.file}”)",
            hint="đăng ảnh trong một bài ở tin-tuc/ rồi liên kết tới bài đó",
            level="warning" if item.state == "draft" else "error",
        )
        for item in items
        for slot in item.body.slots
        for image in slot.images
    ]
