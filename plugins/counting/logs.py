"""From logs to the state, and from the state to the files that pages show."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import BrokenExecutor
from datetime import datetime, timedelta
from pathlib import Path

from plugins.counting.run import LAST, add_logs, figures, judged, set_base, settle
from plugins.counting.words import fallen, figures_sentence, oddities, summary
from plugins.files import read_if_there, write_atomically
from plugins.problems import Problem
from plugins.reasons import reason
from plugins.settings import SiteSettings
from plugins.values import Struct, field, replace
from plugins.vietnamese import format_datetime, format_number
from plugins.visits.counts import FILE, Counts, counts_json, parse_counts
from plugins.visits.log_views import LATEST
from plugins.visits.sources import LIVE_HTML, LIVE_JSON
from plugins.visits.state import (
    BrokenStateError,
    State,
    StateError,
    is_there,
    open_state,
    set_aside,
)


class Places(Struct, frozen=True, kw_only=True):
    """Where a run writes; `live` is the folder of the server's live figures."""

    content: Path
    state: Path
    live: Path | None = None

    @property
    def counts(self) -> Path:
        """The file that a build bakes into pages."""
        return self.content / FILE


class Outcome(Struct, kw_only=True):
    """What a run has to tell."""

    sentences: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def warn(self, path: Path, message: str, hint: str = "") -> None:
        """Tell of something that did not keep the run from its work."""
        self.problems.append(Problem(path=str(path), message=message, hint=hint, level="warning"))


class _RefusedError(Exception):
    def __init__(self, path: Path, message: str, hint: str) -> None:
        super().__init__()
        self.problem = Problem(path=str(path), message=message, hint=hint)


def count_logs(
    logs: Sequence[Path], places: Places, site: SiteSettings, now: datetime, *, replay: bool = False
) -> Outcome:
    """Count the views of logs, close days that are over, and write the figures.

    `replay` counts the days that the logs have views of anew, closed ones too.
    """
    outcome = Outcome()
    try:
        _count(logs, places, site, now, replay=replay, outcome=outcome)
    except _RefusedError as refusal:
        outcome.problems.append(refusal.problem)
    except StateError as error:
        problem = Problem(path=str(places.state), message=error.message, hint=error.hint)
        outcome.problems.append(problem)
    except BrokenExecutor:
        outcome.problems.append(
            Problem(
                path=str(places.state),
                message="một tiến trình đọc nhật ký bị hệ thống dừng, thường vì hết bộ nhớ",
                hint="đặt workers=1 trong pelicanconf.py rồi chạy lại; con số cũ còn nguyên",
            )
        )
    return outcome


def _count(
    logs: Sequence[Path],
    places: Places,
    site: SiteSettings,
    now: datetime,
    *,
    replay: bool,
    outcome: Outcome,
) -> None:
    before = _figures_before(places)  # first: another run may be making both
    base = before if replay and before and not before.sample else None
    if not is_there(places.state) and not replay and before and not before.sample:
        raise _lost(places)
    try:
        with open_state(places.state) as state:
            _run(state, logs, places, site, now, replay, base, outcome)
    except BrokenStateError:
        if not replay or outcome.sentences:
            raise
    else:
        return
    try:
        aside = set_aside(places.state, now)
    except OSError as error:
        raise StateError(f"không đổi tên được tệp hỏng: {reason(error)}", "") from None
    outcome.warn(places.state, "tệp đã hỏng nên được bắt đầu lại", f"tệp hỏng còn ở {aside}")
    with open_state(places.state) as state:
        _run(state, logs, places, site, now, replay, base, outcome)


def _figures_before(places: Places) -> Counts | None:
    """The figures that pages show now; raises _RefusedError when nobody can tell which and they
    are all that is left."""
    path = places.counts
    try:
        counts, problems = parse_counts(read_if_there(path), str(path))
    except OSError as error:
        hint = "kiểm tra quyền đọc tệp"
        raise _RefusedError(path, f"không đọc được: {reason(error)}", hint) from None
    if problems and not is_there(places.state):
        first = problems[0]
        hint = "lấy lại bản cũ của tệp để đếm tiếp từ con số ấy, hoặc xóa tệp để đếm từ đầu"
        raise _RefusedError(path, first.message, hint)
    return counts


def _lost(places: Places) -> _RefusedError:
    return _RefusedError(
        places.state,
        f"không thấy tệp trạng thái, mà {places.counts} đã có con số: lịch sử đếm có thể bị mất",
        "lấy lại bản sao lưu của tệp trạng thái; hoặc chạy inv visits --replay TỆP... với mọi nhật"
        " ký còn giữ để đếm tiếp từ con số ấy; hoặc xóa tệp con số để đếm từ đầu",
    )


def _run(
    state: State,
    logs: Sequence[Path],
    places: Places,
    site: SiteSettings,
    now: datetime,
    replay: bool,
    base: Counts | None,
    outcome: Outcome,
) -> None:
    if state.fresh and base:
        set_base(state, base)
        outcome.sentences.append(
            f"Đếm tiếp từ tổng số {format_number(base.total)}"
            f" của {format_datetime(base.as_of.astimezone(site.zone))}."
        )
    last = state.fact(LAST)
    if last and datetime.fromisoformat(last) > now + timedelta(seconds=LATEST):
        then = format_datetime(datetime.fromisoformat(last).astimezone(site.zone))
        hint = "chỉnh lại đồng hồ máy chủ; không có lượt nào bị mất hay cộng hai lần"
        outcome.warn(places.state, f"đồng hồ bị lùi: lần đếm trước là lúc {then}", hint)
    earlier = judged(state, now) if replay else {}
    found = add_logs(state, logs, site, now, replay=replay)
    sums = settle(state, site, now)
    counts = figures(state, sums, site, now)
    state.set_fact(LAST, now.isoformat())
    with state.committed() as latest:
        if latest:  # else who came later writes what is true by now
            _write(counts, places, now, outcome)
    outcome.sentences += [summary(found), figures_sentence(counts, sums, now.date())]
    outcome.problems += [*found.problems, *oddities(found)]
    for words in fallen(earlier, sums, found.days if replay else ()):
        outcome.warn(places.state, words, "chạy lại --replay với trọn nhật ký của ngày ấy")


def _write(counts: Counts, places: Places, now: datetime, outcome: Outcome) -> None:
    """Write the figures where they changed; that time has passed is no change of a page."""
    baked = replace(counts, online=None)
    old, _ = parse_counts(_read(places.counts), str(places.counts))
    if old and not old.sample and counts.total < old.total:
        outcome.warn(
            places.counts,
            f"tổng số giảm từ {format_number(old.total)} xuống {format_number(counts.total)}",
            "xem lại nhật ký vừa đưa vào, visits_before và visits_from; một người xem hóa ra là máy"
            " cũng làm giảm vài lượt",
        )
    files: list[tuple[Path, bytes]] = []
    if not old or replace(baked, as_of=old.as_of) != old:
        files.append((places.counts, counts_json(baked)))
    if places.live:
        from plugins.writer.live_rows import live_rows  # noqa: PLC0415  # slow: it reads templates

        shown = replace(counts, paths={}, recent=None)
        files.append((places.live / LIVE_JSON, counts_json(shown)))
        files.append((places.live / LIVE_HTML, live_rows(shown, now)))
    for path, data in files:
        try:
            write_atomically(path, data)
        except OSError as error:
            hint = "kiểm tra quyền ghi và chỗ trống rồi chạy lại; lượt xem đã được giữ trong tệp"
            outcome.problems.append(
                Problem(
                    path=str(path),
                    message=f"không ghi được: {reason(error)}",
                    hint=f"{hint} trạng thái",
                )
            )


def _read(path: Path) -> bytes:
    try:
        return read_if_there(path)
    except OSError:
        return b""
