"""`inv cache`: what is kept between builds, and what of it nothing needs any more."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from plugins.caching.leftovers import HALF_WRITTEN, IDLE, half_written, idle_sites, size_of
from plugins.caching.needed import needed
from plugins.configuration import read_configuration
from plugins.content.scan import missing_folder
from plugins.files import TEMPORARY
from plugins.galleries.cache import Cache
from plugins.galleries.index import NAME as INDEX
from plugins.galleries.index import Index
from plugins.problems import report
from plugins.publishing.jobs import PUBLISH
from plugins.videos.films import FILMS
from plugins.videos.stills import STILLS
from plugins.vietnamese import format_size


def cache(content: Path, *, prune: bool = False) -> int:
    """Tell how much is kept, and with `prune` remove what nothing needs; the exit code.

    Photos of drafts and scheduled posts count as used. Nothing is removed while content has
    errors, since then nobody knows what it needs.
    """
    if not content.is_dir():
        print(report([missing_folder()], str(content)), file=sys.stderr)
        return 1
    configuration = read_configuration()
    folder, now = configuration.cache, datetime.now(configuration.site.zone)
    shelf = Cache(folder=configuration.photos)
    index = Index(configuration.photos, content)
    wanted = needed(content, configuration, index, now)
    used, unused = shelf.sort_out(wanted.digests)
    print(f"{shelf.folder}/: {len(used)} tệp ảnh đang dùng ({format_size(size_of(*used))}).")
    for name, names in ((FILMS, wanted.films), (STILLS, wanted.stills)):
        unused += _tell(folder / name, names)
    others = [p for p in folder.glob("*/") if p.name not in (shelf.folder.name, FILMS, STILLS)]
    for place in sorted(others):
        print(f"{place}/: {format_size(size_of(place))}.")
    moment = now.timestamp()
    leftovers = {
        "tệp không còn bài nào dùng": unused,
        f"tệp ghi dở từ hơn {HALF_WRITTEN // 60} phút trước": half_written(folder, moment),
        f"thư mục của nơi đăng đã {IDLE} ngày không đăng lại": idle_sites(folder / PUBLISH, moment),
    }
    if not prune:
        for line in _lines(leftovers):
            print(f"{line}.")
        if any(leftovers.values()):
            print("Bước tiếp theo: inv cache --prune để xóa chúng.")
        return 0
    if not wanted.clean:
        print("Nội dung còn lỗi nên chưa xóa gì: chạy inv check, sửa lỗi, rồi chạy lại.",
              file=sys.stderr)  # fmt: skip
        return 1
    told = _lines(leftovers)
    for path in (path for paths in leftovers.values() for path in paths):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    index.forget_all_but(set(wanted.places))
    index.save()
    for line in told:
        print(f"Đã xóa {line}.")
    return 0


def _tell(folder: Path, names: Iterable[str]) -> list[Path]:
    """Tell of the files of a folder that have one of these names; the others, but for what is being
    written, and what the folder tells of itself."""
    used: list[Path] = []
    unused: list[Path] = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name != INDEX and not path.name.endswith(TEMPORARY):
            (used if path.name in names else unused).append(path)
    if used:
        print(f"{folder}/: {len(used)} tệp đang dùng ({format_size(size_of(*used))}).")
    return unused


def _lines(leftovers: dict[str, list[Path]]) -> list[str]:
    """How many of each, and how large; the first also where there are none."""
    return [
        f"{len(paths)} {name} ({format_size(size_of(*paths))})"
        for number, (name, paths) in enumerate(leftovers.items())
        if paths or not number
    ]
