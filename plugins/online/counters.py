"""Visit figures from other hosts: asked for before a site is published, kept in its content."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from plugins.configuration import ROOT
from plugins.content.catalog import load_catalog
from plugins.content.scan import missing_folder
from plugins.files import read_if_there, write_if_changed
from plugins.online.asking import NoAnswerError, Reply, ask
from plugins.problems import Problem, as_text, report
from plugins.reasons import reason
from plugins.settings import SiteSettings
from plugins.values import Struct, replace
from plugins.vietnamese import format_datetime, format_number
from plugins.visits import goatcounter
from plugins.visits.counts import FILE, Counts, Recent, counts_json, parse_counts

KEPT = Path(".cache/visits")
"""Where the project keeps a copy of the last figures."""
PACE = 0.3
"""Seconds between two questions to a counter: GoatCounter gives nobody more than four a second."""
BUDGET = 240.0
"""Seconds after which the rest of the posts keep what they have."""
IN_A_ROW = 3
"""Questions without an answer after which a host is left alone."""
LARGEST = 2_000_000
"""Bytes of a file of figures."""
AHEAD = timedelta(minutes=5)
"""How much another host's clock may be ahead."""

Pause = Callable[[float], None]


class NoFiguresError(Exception):
    """Nothing new, and why; in Vietnamese, with the cure."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


_LATER = "kiểm tra mạng và visit_address trong pelicanconf.py, rồi chạy lại lệnh này"


def fetch_counts(
    content: Path,
    site: SiteSettings,
    now: datetime,
    *,
    kept: Path | None = None,
    pause: Pause = time.sleep,
) -> int:
    """Ask the source that the settings name, and write `luot-truy-cap.json`; the exit code.

    A counter that cannot be asked, or tells nonsense, stops nobody from publishing: the figures of
    before stay, one sentence says so, and the code is 0. It is 1 where there is no content folder.
    `now` has the site's zone. `kept` is a folder for a copy of what was told last: a fresh clone
    has none of that in its content. Without it the project's own content has one in `.cache/`.
    """
    if site.visit_source not in ("goatcounter", "json"):
        print(f"visit_source là “{site.visit_source}”: không có máy chủ nào để hỏi, không làm gì.")
        return 0
    if not content.is_dir():
        print(report([missing_folder()], str(content)), file=sys.stderr)
        return 1
    if kept is None and content.resolve() == (ROOT / "content").resolve():
        kept = ROOT / KEPT
    places = [folder / FILE for folder in (content, kept) if folder]
    try:
        old = _newest(_read(place) for place in places)
        try:
            if site.visit_source == "goatcounter":
                new, notes = _from_goatcounter(content, site, now, old, pause)
            else:
                new, notes = _from_address(site.visit_address, now), ""
            _refuse_fewer(new, old, places)
        except NoFiguresError as failure:
            message = f"chưa lấy được lượt truy cập: {failure.message}"
            _tell(site.visit_address, message, failure.hint)
            _keep(old, places[0])
            return 0
        for place in places:
            write_if_changed(place, counts_json(new))
        told = f"tổng {format_number(new.total)}, tính đến {format_datetime(new.as_of)}"
        print(f"Đã ghi {places[0].as_posix()}: {told}{notes}.")
    except OSError as error:
        hint = "kiểm tra quyền ghi và chỗ trống trên đĩa, rồi chạy lại lệnh này"
        _tell(
            str(error.filename or places[0]), f"không đọc hay ghi được tệp: {reason(error)}", hint
        )
    return 0


def _read(path: Path) -> Counts | None:
    """The figures of before; broken ones are none, for the source knows all of them."""
    counts, problems = parse_counts(read_if_there(path), path.as_posix())
    if problems:
        print(as_text(replace(problems[0], level="warning", hint="")), file=sys.stderr)
    return counts


def _newest(found: Iterable[Counts | None]) -> Counts | None:
    """Made-up figures are older than any."""
    known = [counts for counts in found if counts]
    return max(known, key=lambda counts: (not counts.sample, counts.as_of), default=None)


def _keep(old: Counts | None, place: Path) -> None:
    """Put the figures of before where a build looks for them."""
    if old is None:
        print("Chưa có con số nào từ trước: trang sẽ nói rằng chưa có số liệu.", file=sys.stderr)
        return
    if parse_counts(read_if_there(place), FILE)[0] != old:
        write_if_changed(place, counts_json(old))
    told = f"{format_number(old.total)}, tính đến {format_datetime(old.as_of)}"
    print(f"Giữ số {'mẫu' if old.sample else 'cũ'}: {told}.", file=sys.stderr)


def _tell(place: str, message: str, hint: str) -> None:
    problem = Problem(path=place, message=message, hint=hint, level="warning")
    print(as_text(problem), file=sys.stderr)


def _refuse_fewer(new: Counts, old: Counts | None, places: Sequence[Path]) -> None:
    """Readers never see a total shrink, nor an older figure than the day before."""
    if old is None or old.sample:
        return
    files = " và ".join(place.as_posix() for place in places)
    cure = f"; nếu số mới mới đúng thì xóa {files} rồi chạy lại lệnh này"
    if new.total < old.total:
        raise NoFiguresError(
            f"tổng số nhận được ({format_number(new.total)}) nhỏ hơn số đang có",
            f"kiểm tra visits_before và visits_from{cure}",
        )
    if new.as_of < old.as_of:
        raise NoFiguresError(
            f"số liệu nhận được cũ hơn (tính đến {format_datetime(new.as_of)})",
            f"nguồn chưa có số mới, hoặc đồng hồ của một máy chạy sai{cure}",
        )


# --- The contract at an address --------------------------------------------------------------


def _from_address(address: str, now: datetime) -> Counts:
    reply = _ask(address, LARGEST)
    if reply.status != 200:
        raise NoFiguresError(f"máy chủ trả lời mã {reply.status}", _LATER)
    counts, problems = parse_counts(reply.data, address)
    if counts is None:
        words = "; ".join(problem.message for problem in problems) or "không có chữ nào"
        raise NoFiguresError(
            f"câu trả lời không theo quy ước của {FILE} ({words})",
            "xem docs/content-model.md, mục Visits",
        )
    figures = (counts.total, counts.today, counts.month, counts.year)
    if max(figure or 0 for figure in figures) > goatcounter.MOST:
        raise NoFiguresError("con số lớn quá mức", "xem lại nguồn")
    if counts.as_of > now + AHEAD:
        moment = format_datetime(counts.as_of)
        raise NoFiguresError(f"“as_of” ở tương lai ({moment})", "xem lại đồng hồ của hai máy")
    # Who is there now is over before a page with it is published.
    return replace(counts, online=None)


# --- GoatCounter -----------------------------------------------------------------------------


def _from_goatcounter(
    content: Path, site: SiteSettings, now: datetime, old: Counts | None, pause: Pause
) -> tuple[Counts, str]:
    """The figures, and what is to be said of the posts."""
    since = date.fromisoformat(site.visits_from) if site.visits_from else None
    asked = goatcounter.figures(site.visit_address, now, since)
    total, age = _number(asked.total)
    sums = {"total": total}
    for name in ("today", "month", "year"):
        if (question := getattr(asked, name)) is not None:
            pause(PACE)
            sums[name] = _number(question)[0]

    before = old if old and not old.sample else None
    published = _posts(content, site, now)
    asking = _Patience(pause=pause, end=time.monotonic() + BUDGET)
    views, left = _views(published[: goatcounter.POSTS], site.visit_address, since, asking)
    kept = {
        path: before.paths[path]
        for path in published
        if before and path not in views and path in before.paths
    }
    seen = [path for path, number in views.items() if number]
    as_of = now.replace(microsecond=0) - timedelta(seconds=min(age, 86_400))
    if before and as_of < before.as_of <= now:
        as_of = before.as_of  # the same cached answer, of another second
    counts = goatcounter.counts(
        as_of=as_of,
        before=site.visits_before,
        sums=sums,
        paths=kept | {path: views[path] for path in seen},
        recent=_recent(seen, site.visit_address, goatcounter.recent_since(now, since), asking)
        or (before.recent if before else None),
    )
    notes = f"; số lượt xem của {len(views)} bài"
    if asking.reason:
        what = f"số lượt xem của {left} bài" if left else "số lượt xem những ngày gần đây"
        told = f"{what} chưa hỏi được nên giữ số cũ: {asking.reason}"
        _tell(site.visit_address, told, "chờ rồi chạy lại lệnh này")
    return counts, notes


class _Patience(Struct, kw_only=True):
    """Questions at a polite pace, until a host answers no more or time is up."""

    pause: Pause
    end: float
    failures: int = 0
    reason: str = ""

    def number(self, question: str) -> int | None:
        """The number, or None."""
        if self.failures >= IN_A_ROW or time.monotonic() > self.end:
            self.reason = self.reason or "hết thời gian"
            return None
        self.pause(PACE)
        try:
            number = _number(question)[0]
        except NoFiguresError as failure:
            self.failures += 1
            self.reason = self.reason or failure.message
            return None
        self.failures = 0
        return number


def _posts(content: Path, site: SiteSettings, now: datetime) -> list[str]:
    """Addresses of the published posts, the newest first."""
    posts = [p for p in load_catalog(content, site, now).posts if p.state == "published"]
    posts.sort(key=lambda post: (-post.date.timestamp(), post.path))
    return [f"/{post.url}" for post in posts]


def _views(
    paths: Sequence[str], address: str, since: date | None, asking: _Patience
) -> tuple[dict[str, int], int]:
    """Views by path, and how many could not be asked for."""
    views = {}
    for path in paths:
        number = asking.number(goatcounter.question(address, path, since))
        if number is not None:
            views[path] = number
    return views, len(paths) - len(views)


def _recent(paths: Sequence[str], address: str, since: date, asking: _Patience) -> Recent | None:
    """Views since a day; None unless all are known, for days must not be mixed."""
    views, left = _views(paths, address, since, asking)
    found = {path: number for path, number in views.items() if number}
    return Recent(since=since, paths=found) if not left else None


def _number(question: str) -> tuple[int, int]:
    """The number that answers a question, and its age in seconds. Raises NoFiguresError."""
    reply = _ask(question, goatcounter.LARGEST)
    try:
        return goatcounter.parse_answer(reply.status, reply.data), reply.age
    except goatcounter.AnswerError as error:
        raise NoFiguresError(error.message, error.hint) from None


def _ask(address: str, most: int) -> Reply:
    try:
        return ask(address, most=most, headers={"Accept": "application/json"})
    except NoAnswerError as error:
        raise NoFiguresError(error.reason, _LATER) from None
