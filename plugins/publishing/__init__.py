"""Publishes: builds aside, and shows the whole site only when the build succeeded."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from plugins.files import made_for_all, read_if_there
from plugins.publishing import releases, servers
from plugins.publishing.destinations import RefusedError, remote
from plugins.publishing.jobs import ROOT, Job, NotBuiltError, last_place, publish_job
from plugins.publishing.manifests import moment
from plugins.publishing.releases import FaultyError
from plugins.publishing.servers import ServerError
from plugins.reasons import reason
from plugins.turns import BusyError, turn
from plugins.values import replace

KEEP = 5
"""How many releases stay when nothing else is said."""


def publish(
    content: Path,
    to: str,
    *,
    now: str | None = None,
    cache: Path | None = None,
    plain: bool = False,
    keep: int = KEEP,
    force: bool = False,
    forget: bool = False,
) -> int:
    """Build the site of `content` and put it where `to` says; the exit code.

    `to` is a folder here or `user@host:/folder`. There, `keep` releases stay side by side and a
    link shows one of them; with `plain` the folder is the site itself, and is replaced.
    `now` is an ISO 8601 moment that stands for the clock of the build; `cache` is where renditions
    and the build are kept between runs when it is not the project's own; `force` lets a site
    through that has become much smaller; `forget` keeps nothing of earlier releases.
    """

    def run() -> list[str]:
        if keep < 1:
            raise RefusedError(f"--keep {keep}: phải giữ ít nhất 1 bản, ví dụ --keep {KEEP}.")
        most = 1 if forget else keep
        job = Job(content=content, to=to, now=now, cache=cache, plain=plain, keep=most)
        return publish_job(replace(job, force=force, forget=forget))

    return _spoken(to, run)


def rollback(
    to: str, release: str = "", *, listing: bool = False, cache: Path = ROOT / ".cache"
) -> int:
    """Show the release before the current one, or the one whose name `release` begins; the exit
    code. `to` is the place, empty for the one where was published last; with `listing` only tell
    which releases there are.
    """
    to = to or read_if_there(last_place(cache)).decode()

    def run() -> list[str]:
        if not to:
            raise RefusedError("Chưa biết quay lại ở đâu: gõ --to THƯ_MỤC như khi đăng.")
        server = remote(to)
        place = Path(to).resolve()
        if not server and not releases.is_place(place):
            raise RefusedError(
                f"{to}: thư mục này không giữ các bản đã đăng, nên không quay lại được."
                " Cách sửa: gõ --to như khi đăng, không phải một bản hay “current” trong đó."
            )
        if listing:
            there = servers.look(server).standing if server else releases.standing(place)
            return [
                f"{name}  {_when(name)}{'  ← đang đăng' if name == there.current else ''}"
                for name in reversed(there.names)
            ] or [f"{to}: chưa có bản nào."]
        at = datetime.now(UTC)
        if server:
            name = servers.roll_back(server, release, at)
        else:
            with turn(place / releases.FOLDER / releases.LOCK):
                releases.mend(place)
                name = releases.roll_back(place, release, at)
        return [
            f"{to} nay hiện bản {name} ({_when(name)}).",
            "Lần đăng sau lại đăng bản dựng từ content/: hãy sửa ở đó trước.",
        ]

    return _spoken(to, run)


def _spoken(to: str, run: Callable[[], list[str]]) -> int:
    """Say what `run` has to tell, or what stopped it; the exit code."""
    try:
        with made_for_all():
            lines = run()
        print("\n".join(lines))
        return 0
    except NotBuiltError:
        pass
    except (RefusedError, ServerError) as refusal:
        print(refusal, file=sys.stderr)
    except FaultyError as fault:
        print(f"{to}: {fault}.", file=sys.stderr)
    except BusyError:
        print(f"{to}: một lần đăng khác đang chạy; chờ lần đó xong rồi chạy lại.", file=sys.stderr)
    except OSError as error:
        print(f"Không ghi được {error.filename or to}: {reason(error)}.", file=sys.stderr)
        print(
            "Bản đang đăng vẫn còn nguyên. Kiểm tra chỗ trống trên đĩa và quyền ghi, rồi chạy lại.",
            file=sys.stderr,
        )
    return 1


def _when(name: str) -> str:
    """The moment of a release, by this machine's clock."""
    return f"{moment(name).astimezone():%d/%m/%Y %H:%M:%S}"
