"""`inv cache`: what is kept between builds, and what of it nothing needs any more."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from plugins.configuration import Configuration, read_configuration
from plugins.content.catalog import load_catalog
from plugins.content.scan import missing_folder
from plugins.galleries.album_pages import plan_post
from plugins.galleries.cache import Cache
from plugins.galleries.cards import card_style, plain_card_digest
from plugins.galleries.collect import collect
from plugins.galleries.index import Index
from plugins.problems import has_errors, report
from plugins.videos.films import FILMS
from plugins.videos.media import find_media
from plugins.videos.publishing import plan_posters
from plugins.videos.stills import STILLS, with_stills


def cache(content: Path, *, prune: bool = False) -> int:
    """Tell how much the renditions take, and with `prune` remove unused ones; the exit code.

    Photos of drafts and scheduled posts count as used. Nothing is removed while content has
    errors, since then nobody knows what it needs.
    """
    if not content.is_dir():
        print(report([missing_folder()], str(content)), file=sys.stderr)
        return 1
    configuration = read_configuration()
    shelf = Cache(folder=configuration.photos)
    index = Index(configuration.photos, content)
    digests, places, clean = _needed(content, configuration, index)
    used, unused = shelf.sort_out(digests)
    print(f"{shelf.folder}/: {len(used)} tệp ảnh đang dùng ({_megabytes(used)} MB).")
    if not prune:
        print(f"{len(unused)} tệp không còn bài nào dùng ({_megabytes(unused)} MB).")
        if unused:
            print("Bước tiếp theo: inv cache --prune để xóa chúng.")
        return 0
    if not clean:
        print("Nội dung còn lỗi nên chưa xóa gì: chạy inv check, sửa lỗi, rồi chạy lại.",
              file=sys.stderr)  # fmt: skip
        return 1
    freed = _megabytes(unused)
    for path in unused:
        path.unlink(missing_ok=True)
    index.forget_all_but(places)
    index.save()
    print(f"Đã xóa {len(unused)} tệp không còn bài nào dùng ({freed} MB).")
    return 0


def _needed(
    content: Path, configuration: Configuration, index: Index
) -> tuple[set[str], set[str], bool]:
    """Digests of renditions, paths of originals, and whether content has no errors."""
    site, folder = configuration.site, configuration.photos
    catalog = load_catalog(content, site, datetime.now(site.zone))
    folders, problems = collect(content, catalog, index, site)
    posts = [post for post in catalog.posts if post.state != "withdrawn"]
    style = card_style(site, configuration.theme)
    plans = [plan_post(post, folders[post.path], site, folder, style) for post in posts]
    jobs = [job for plan in plans for _, job in plan.placed_jobs]
    media, found = find_media(content, catalog.films)
    films = Index(configuration.cache / FILMS, content)
    media, more = with_stills(media, catalog.films, configuration.cache / STILLS, films)
    jobs += [job for _, _, job in plan_posters(media, site, folder).values()]
    places = {
        path.relative_to(content).as_posix()
        for one in folders.values()
        for path in one.paths.values()
    }
    clean = not has_errors([*catalog.problems, *problems, *found, *more])
    digests = {job.digest for job in jobs}
    if style:
        digests.add(plain_card_digest(style, site.jpeg_quality))
    return digests, places, clean


def _megabytes(paths: Iterable[Path]) -> str:
    return f"{sum(path.stat().st_size for path in paths) / 1e6:.1f}".replace(".", ",")
