"""`inv video-check` and `inv video-poster`: the only commands that ask other hosts."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from plugins.configuration import read_configuration
from plugins.content.catalog import Catalog, load_catalog
from plugins.content.posts import Film
from plugins.content.scan import missing_folder
from plugins.files import write_atomically
from plugins.online.posters import PosterError, fetch_poster, youtube_id
from plugins.online.verdicts import Services, verdict
from plugins.problems import Problem, report
from plugins.reasons import reason
from plugins.videos.media import FOLDER

AT_ONCE = 4
"""Hosts asked at the same time."""


def video_check(content: Path, services: Services | None = None) -> int:
    """Ask whether films on YouTube and on other hosts are still there; the exit code: 1 when some
    are gone, 2 when none is known to be gone but some could not be asked for."""
    catalog = _catalog(content)
    if catalog is None:
        return 1
    broken = sum(s == "error" and p.startswith(f"{FOLDER}/") for p, s in catalog.states)
    if broken:
        print(f"{broken} video còn lỗi nên chưa hỏi: chạy inv check.", file=sys.stderr)
    films = [f for f in catalog.films if f.state != "withdrawn" and f.source.kind != "file"]
    sources = list(dict.fromkeys(film.source for film in films))
    where = services or Services()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        told = dict(zip(sources, pool.map(lambda one: verdict(one, where), sources), strict=True))
    problems = [
        Problem(
            path=film.path,
            line=film.lines.get("source"),
            message=told[film.source].message,
            hint=told[film.source].hint,
            level="error" if told[film.source].state == "gone" else "warning",
        )
        for film in films
        if told[film.source].state != "there"
    ]
    if problems:
        print(report(problems, content.as_posix()))
    sums = Counter(told[film.source].state for film in films)
    print(
        f"Đã hỏi {len(films)} video ở nơi khác: {sums['there']} còn, {sums['gone']} không còn,"
        f" {sums['unknown']} chưa hỏi được."
    )
    return 1 if sums["gone"] else 2 if sums["unknown"] else 0


def video_poster(content: Path, words: str, services: Services | None = None) -> int:
    """Fetch YouTube's still of a film and lay it beside the video's text; the exit code.

    `words` is the film's ID, or its address on YouTube.
    """
    id_ = youtube_id(words.strip())
    if not id_:
        print(
            f"Không hiểu mã “{words}”: gõ 11 ký tự sau v= trong địa chỉ video,"
            " ví dụ inv video-poster dQw4w9WgXcQ.",
            file=sys.stderr,
        )
        return 2
    catalog = _catalog(content)
    if catalog is None:
        return 1
    films = [f for f in catalog.films if (f.source.kind, f.source.value) == ("youtube", id_)]
    if not films:
        return _refuse(
            f"Không video nào trong {content.as_posix()}/{FOLDER}/ có source: {{youtube: {id_}}}.\n"
            "    Cách sửa: viết tệp .md của video trước (chạy inv check), rồi chạy lại lệnh này."
        )
    return _lay_beside(content, films, services or Services())


def _lay_beside(content: Path, films: Sequence[Film], services: Services) -> int:
    """Write the poster for these videos of one film, and say which line to add."""
    path = (content / films[0].path).with_suffix(".jpg")
    place = f"{content.as_posix()}/{FOLDER}/{path.name}"
    bare = [film for film in films if not film.poster]
    if not bare:
        return _refuse(f"Video này đã có poster: {films[0].poster}; muốn lấy ảnh khác thì xóa dòng"
                       " poster trước.")  # fmt: skip
    if path.exists():
        return _refuse(f"Đã có {place} nên không ghi đè.\n    Cách sửa: đổi tên hoặc xóa tệp đó.")
    try:
        data, size = fetch_poster(films[0].source.value, services)
        write_atomically(path, data)
    except PosterError as error:
        return _refuse(f"{error}\n    Cách sửa: thử lại sau, hoặc tự đặt một ảnh cạnh video.")
    except OSError as error:
        return _refuse(f"Không ghi được {place}: {reason(error)}.")
    print(f"Đã ghi {place} ({size.width}×{size.height}).")
    for film in bare:
        print(f"Bước tiếp theo: thêm dòng này vào {content.as_posix()}/{film.path}")
        print(f"    poster: {path.name}")
    print("Chỉ đăng ảnh này nếu video là của thư viện, hoặc chủ video đã cho phép.")
    return 0


def _catalog(content: Path) -> Catalog | None:
    if not content.is_dir():
        print(report([missing_folder()], str(content)), file=sys.stderr)
        return None
    site = read_configuration().site
    return load_catalog(content, site, datetime.now(site.zone))


def _refuse(words: str) -> int:
    print(words, file=sys.stderr)
    return 1
