"""The photos beside each post: found, probed and held against what the post says of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from plugins.content.catalog import Catalog
from plugins.content.posts import Film, Page
from plugins.galleries.albums import Original, is_photo, other_files, reference_problems
from plugins.galleries.images import PhotoError, Probe, probe
from plugins.galleries.jobs import photo_problem
from plugins.problems import Problem, as_warnings
from plugins.vietnamese import nfc


@dataclass(frozen=True, kw_only=True, slots=True)
class Folder:
    """A post's photos: where they lie and what their headers tell, by name in NFC."""

    paths: Mapping[str, Path]
    probes: Mapping[str, Probe]

    @property
    def originals(self) -> list[Original]:
        """The photos that can be used."""
        return [Original(file=name, taken=found.taken) for name, found in self.probes.items()]


def collect(content: Path, catalog: Catalog) -> tuple[dict[str, Folder], list[Problem]]:
    """Photo folders by the paths of their posts, and everything that is wrong with photos."""
    states = dict(catalog.states)
    documents = {document.path: (document, body) for document, body in catalog.documents}
    folders: dict[str, Folder] = {}
    problems: list[Problem] = []
    for file in catalog.files:
        if file.kind != "post" or not file.url:
            continue
        path = nfc(file.path)
        folder, found = _open_folder((content / file.path).parent, path)
        folders[path] = folder
        document, body = documents[path]
        found += reference_problems(
            path,
            folder.paths,
            body.slots,
            document.fields.get("photos", ()),
            (document.fields.get("cover", ""), document.lines.get("cover")),
        )
        problems += as_warnings(found) if states.get(path) == "draft" else found
    problems += _photos_elsewhere([*catalog.pages, *catalog.films])
    return folders, problems


def _open_folder(folder: Path, post: str) -> tuple[Folder, list[Problem]]:
    """Probe the photos of one folder; `post` is the path of its post."""
    place = post.rpartition("/")[0]
    names = sorted(p.name for p in folder.iterdir() if p.is_file() and not p.is_symlink())
    names = [name for name in names if not name.startswith((".", "~"))]
    problems: list[Problem] = []
    paths: dict[str, Path] = {}
    probes: dict[str, Probe] = {}
    for name in filter(is_photo, names):
        key = nfc(name)
        if key in paths:
            message = "hai tệp ảnh có tên trông giống hệt nhau"
            problems.append(Problem(path=f"{place}/{key}", message=message, hint="đổi tên một tệp"))
            continue
        paths[key] = folder / name
        try:
            probes[key] = probe(folder / name)
        except PhotoError as error:
            problems.append(photo_problem(f"{place}/{key}", error))
    for name in other_files(names):
        if not name.endswith((".md", ".markdown")):
            problems.append(
                Problem(
                    path=f"{place}/{nfc(name)}",
                    message="tệp này sẽ không được đăng",
                    hint="ảnh thì lưu thành JPEG hay PNG; tài liệu thì đưa nội dung vào bài",
                    level="warning",
                )
            )
    return Folder(paths=paths, probes=probes), problems


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
