"""`inv zip`: the site, or one post, as an archive that opens without a server."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from plugins.addresses import output_file
from plugins.build import parse_now
from plugins.building import build
from plugins.configuration import read_configuration
from plugins.files import digest
from plugins.photos.posts import PostError
from plugins.problems import Problem, report
from plugins.reasons import reason
from plugins.settings import SiteSettings
from plugins.turns import BusyError, lock_beside, turn
from plugins.vietnamese import format_size
from plugins.writer.outputs import journal_path, read_journal
from plugins.zipping.archive import pack
from plugins.zipping.choosing import choose, target_of
from plugins.zipping.gathering import gather, of_post, of_site

_LARGEST_MAIL = 20_000_000
"""Bytes: most mail services refuse larger attachments."""


def zip_site(
    content: Path,
    *,
    post: str = "",
    drafts: bool = False,
    to: str = "",
    now: str | None = None,
    cache: Path | None = None,
) -> int:
    """Pack the site of `content`, or the post that a slug, folder or path names; the exit code.

    A post is packed in any state, of a site drafts and scheduled posts only with `drafts`. `to` is
    a file or a folder; `now` stands for the clock (ISO 8601); `cache` is where things are kept
    between runs when it is not the project's own.
    """
    configuration = read_configuration()
    site, kept = configuration.site, cache or configuration.cache
    try:
        moment = _moment(now, site)
        wish = choose(content, post, moment, kept, site, drafts=drafts)
        target = target_of(to, wish, site.name)
        which = b"post" if wish.post else b"site"
        staging = kept / "zip" / digest(str(content.resolve()).encode(), which)
        staging.parent.mkdir(parents=True, exist_ok=True)
        with turn(lock_beside(staging)):
            only = wish.post.path if wish.post else ""
            if code := build(
                content, staging, now=moment.isoformat(), drafts=wish.drafts, only=only, cache=cache
            ):
                return code
            names = read_journal(journal_path(kept, content, staging))
            places, moved = of_site(names, wish.old)
            if wish.post:
                places = of_post(names, output_file(wish.post.url))
            files = [*gather(staging, places, moved, wish.note, site)]
            size = pack(target, files)
    except PostError as error:
        print(report(error.problems, str(content)), file=sys.stderr)
    except BusyError:
        print("Một lệnh inv zip khác đang chạy; chờ xong rồi chạy lại.", file=sys.stderr)
    except OSError as error:
        print(f"Không ghi được {error.filename or to}: {reason(error)}.", file=sys.stderr)
        print("Kiểm tra chỗ trống trên đĩa và quyền ghi, rồi chạy lại.", file=sys.stderr)
    else:
        _tell(target, len(files), size)
        return 0
    return 1


def _moment(now: str | None, site: SiteSettings) -> datetime:
    """What the clock shows, or is said to. Raises PostError."""
    try:
        return parse_now(now, site) if now else datetime.now(site.zone)
    except ValueError as error:
        problem = Problem(path="", message=f"--now: {error}", hint="gõ như 2021-01-11T08:41:24")
        raise PostError(problem) from None


def _tell(target: Path, files: int, size: int) -> None:
    print(f"Đã đóng gói {files} tệp vào {target} ({format_size(size)}).")
    if size > _LARGEST_MAIL:
        print("Tệp lớn hơn 20 MB: nhiều hộp thư không nhận, hãy gửi bằng ổ chia sẻ hoặc USB.")
    print("Người nhận giải nén tệp này, rồi bấm đúp vào index.html trong thư mục vừa có.")
