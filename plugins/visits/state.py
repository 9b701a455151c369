"""What is known of visits between runs: one SQLite file, a transaction for each run.

A door to `sqlite3`. A run that is killed, or that another one overtakes, leaves nothing half done;
its lines are simply read again. Of open days the file holds a row for each view, which equal lines
cannot add to, and the day's salt; of closed days sums. No address is in it, ever.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from datetime import date, datetime
from pathlib import Path

from plugins.reasons import reason
from plugins.visits.log_views import Row, word_key
from plugins.visits.sums import DaySums, day_sums

VERSION = 1
_APPLICATION = int.from_bytes(b"LXTC", "big")
"""SQLite's `application_id`: tells our file from other programs'."""

WAIT = 120
"""Seconds that a run waits for another one to finish."""

CLOSED_PAGES = 2000
"""Addresses kept of a closed day, the most viewed: anybody can make some up."""

BASE_DAY = 0
"""Stands for all days whose sums are no longer known one by one."""

_CACHE = 16 << 10
"""KiB of the file that are held in memory. The file is larger than that in a busy week: rows are
added in its own order, or each would touch another part of it."""

_SCHEMA = f"""
create table facts (name text primary key, value) without rowid;
create table days (day integer primary key, salt blob, visits integer, views integer);
create table events (
    day integer, id blob, reader integer, at integer, page integer, machine integer,
    primary key (day, id)
) without rowid;
create table words (key integer primary key, word text not null);
create table day_pages (day integer, page integer, views integer, primary key (day, page))
    without rowid;
create table page_sums (page integer primary key, views integer);
create table day_machines (day integer, machine integer, hits integer, primary key (day, machine))
    without rowid;
pragma application_id = {_APPLICATION};
pragma user_version = {VERSION};
"""
_TEMPORARY = """
create temp table arrived (day integer, id blob, reader integer, at integer, page integer,
    machine integer);
create temp table behaving (day integer, reader integer, primary key (day, reader)) without rowid;
create temp table open_pages (day integer, page integer, views integer, primary key (day, page))
    without rowid;
"""

# Of two lines with one identity the lesser counts, whichever came first.
_MERGE = """
insert into events select * from temp.arrived where true order by day, id on conflict do update set
    reader = excluded.reader, at = excluded.at, page = excluded.page, machine = excluded.machine
where (excluded.at, excluded.reader, excluded.page, excluded.machine) < (at, reader, page, machine)
"""


class StateError(Exception):
    """The state cannot be used: what is wrong, and the cure, in Vietnamese."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint


class BrokenStateError(StateError):
    """The file is no state, or a damaged one."""


class State:
    """The state within a transaction that no other run can come between."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self.fresh = not database.execute("select 1 from sqlite_master").fetchone()
        """Whether nothing was ever counted in it."""
        if self.fresh:
            _run(database, _SCHEMA)
        _run(database, _TEMPORARY)

    def salts(self) -> dict[int, bytes | None]:
        """Each day that is known with its salt; None for closed ones."""
        return dict(self._database.execute("select day, salt from days"))

    def open_day(self, day: int, salt: bytes) -> tuple[int, int]:
        """Begin a day, or begin it anew: what was known of it is gone; gives how many views of
        browsers and of machines that were."""
        gone = self._rows("where day = ?", day)
        self._sum_pages(day, -1)
        for table in ("days", "events", "day_pages", "day_machines"):
            self._database.execute(f"delete from {table} where day = ?", [day])  # noqa: S608 (words of ours)
        self._database.execute("insert into days (day, salt) values (?, ?)", [day, salt])
        return gone

    def add(self, rows: Iterable[Row], words: Mapping[int, str]) -> None:
        """Take views of open days, which count when they are merged."""
        self._add_words(words)
        self._database.executemany("insert into temp.arrived values (?, ?, ?, ?, ?, ?)", rows)

    def merge(self) -> None:
        """Put what was added among the rest; lines that are there already change nothing."""
        self._database.execute(_MERGE)
        self._database.execute("delete from temp.arrived")

    def _add_words(self, words: Mapping[int, str]) -> None:
        self._database.executemany("insert or ignore into words values (?, ?)", words.items())

    def rows(self) -> tuple[int, int]:
        """How many views of open days there are: of browsers, and of machines by their name."""
        return self._rows("")

    def _rows(self, where: str, *values: int) -> tuple[int, int]:
        query = f"select count(*), total(machine != 0) from events {where}"  # noqa: S608 (words of ours)
        whole, machines = self._database.execute(query, values).fetchone()
        return whole - int(machines), int(machines)

    def judge(self, day: int, after: int, online_after: int) -> DaySums:
        """The sums of an open day; see `day_sums`."""
        run = self._database.execute
        query = "select reader, at, page from events where day = ? and machine = 0 order by 1, 2, 3"
        sums, behaving = day_sums(run(query, [day]), after, online_after)
        for table in ("behaving", "open_pages"):
            run(f"delete from temp.{table} where day = ?", [day])  # noqa: S608 (words of ours)
        rows = ((day, reader) for reader in behaving)
        self._database.executemany("insert into temp.behaving values (?, ?)", rows)
        run(
            "insert into temp.open_pages select day, page, count(*) from events"
            " where day = ?1 and machine = 0 and page != 0 and at > ?2"
            " and reader not in (select reader from temp.behaving where day = ?1) group by page",
            [day, after],
        )
        machines = run(
            "select word, count(*) from events join words on key = machine"
            " where day = ? and at > ? group by machine",
            [day, after],
        )
        return DaySums(
            visits=sums.visits,
            views=sums.views,
            online=sums.online,
            machines={**dict(machines), **sums.machines},
        )

    def close_day(self, day: int, sums: DaySums) -> None:
        """Keep the sums of a day that was judged; what they were made of is gone for good."""
        run = self._database.execute
        run(
            "insert into day_pages select day, page, views from temp.open_pages"
            " join words on key = page where day = ? order by views desc, word limit ?",
            [day, CLOSED_PAGES],
        )
        self._sum_pages(day, 1)
        self._add_words({word_key(name): name for name in sums.machines})
        rows = [(day, word_key(name), hits) for name, hits in sums.machines.items()]
        self._database.executemany("insert into day_machines values (?, ?, ?)", rows)
        run(
            "update days set salt = null, visits = ?, views = ? where day = ?",
            [sums.visits, sums.views, day],
        )
        run("delete from events where day = ?", [day])
        run("delete from temp.open_pages where day = ?", [day])

    def _sum_pages(self, day: int, sign: int) -> None:
        """Add a day's views of pages to those of all closed days, or take them away. In some years
        these are too many to be added up in a run of every minute."""
        self._database.execute(
            "insert into page_sums select page, ? * views from day_pages where day = ?"
            " on conflict do update set views = views + excluded.views",
            [sign, day],
        )
        self._database.execute("delete from page_sums where views = 0")

    def forget_words(self) -> None:
        """Drop addresses and names that nothing names any more."""
        self._database.execute(
            "delete from words where key not in (select page from events"
            " union select machine from events union select page from day_pages"
            " union select machine from day_machines)"
        )

    def closed_days(self) -> dict[date, DaySums]:
        """The sums of closed days."""
        machines: dict[int, dict[str, int]] = {}
        query = "select day, word, hits from day_machines join words on key = machine"
        for day, name, hits in self._database.execute(query):
            machines.setdefault(day, {})[name] = hits
        query = "select day, visits, views from days where salt is null order by day"
        return {
            date.fromordinal(day): DaySums(
                visits=visits, views=views, machines=machines.get(day, {})
            )
            for day, visits, views in self._database.execute(query)
        }

    def pages(self, first: date | None, last: date | None, most: int) -> dict[str, int]:
        """The most viewed addresses of these days, with their views; ties by address. Without a
        first day all that is known. Open days are those that were judged."""
        bounds = [first.toordinal() if first else BASE_DAY, (last or date.max).toordinal(), most]
        closed = "select page, views from day_pages where day between ?1 and ?2"
        if first is last is None:
            closed = "select page, views from page_sums"
        query = (
            f"select word, sum(views) from ({closed} union all"  # noqa: S608 (words of ours)
            " select page, views from temp.open_pages where day between ?1 and ?2"
            ") join words on key = page group by page order by sum(views) desc, word limit ?3"
        )
        return dict(self._database.execute(query, bounds))

    def set_base_pages(self, pages: Mapping[str, int]) -> None:
        """Views of addresses from before all days that are known."""
        self._add_words({word_key(page): page for page in pages})
        rows = [(BASE_DAY, word_key(page), views) for page, views in pages.items()]
        self._database.executemany("insert into day_pages values (?, ?, ?)", rows)
        self._sum_pages(BASE_DAY, 1)

    def fact(self, name: str) -> str:
        """A fact by its name; empty when it is not known."""
        query = "select value from facts where name = ?"
        found = self._database.execute(query, [name]).fetchone()
        return str(found[0]) if found else ""

    def set_fact(self, name: str, value: str) -> None:
        """Remember a fact."""
        self._database.execute("replace into facts values (?, ?)", [name, value])

    @contextmanager
    def committed(self) -> Iterator[bool]:
        """All so far is safe. In the block no other run can write; tells whether none has since."""
        run = self._database.execute
        (before,) = run("pragma data_version").fetchone()  # no commit of ours changes it
        run("commit")
        run("begin immediate")
        yield before == run("pragma data_version").fetchone()[0]


@contextmanager
def open_state(path: Path) -> Iterator[State]:
    """The state at this path, made when it is not there: kept when the block ends well.

    Raises StateError, also for what goes wrong within the block.
    """
    try:
        # Salts are nobody's business: before SQLite would make the file by its own rules.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        with closing(sqlite3.connect(path, timeout=WAIT, isolation_level=None)) as database:
            _check(database)
            database.execute("begin immediate")
            try:
                yield State(database)
                database.execute("commit")
            except BaseException:
                with suppress(sqlite3.Error):  # a full disk has rolled back by itself
                    database.execute("rollback")
                raise
    except OSError as error:
        if error.filename != os.fspath(path):
            raise
        raise _cannot_open(reason(error)) from None
    except sqlite3.Error as error:
        raise _explained(error) from error


def is_there(path: Path) -> bool:
    """Whether there is a state, broken or not; an empty file is none."""
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def set_aside(path: Path, now: datetime) -> Path:
    """Give a broken state another name, which it returns; raises OSError."""
    name = f"{path.name}.hong-{now:%Y%m%dT%H%M%S}"
    aside = path.with_name(name)
    journal = path.with_name(f"{path.name}-journal")
    with suppress(FileNotFoundError):  # it belongs to the broken file, and would spoil the new one
        journal.replace(path.with_name(f"{name}-journal"))
    path.replace(aside)
    return aside


def _run(database: sqlite3.Connection, script: str) -> None:
    """Statements one by one: `executescript` would commit."""
    for statement in script.split(";"):
        database.execute(statement)


def _check(database: sqlite3.Connection) -> None:
    """Set up a connection; raises StateError for a file that is not a whole state of ours."""
    run = database.execute
    run("pragma secure_delete = on")
    run(f"pragma cache_size = -{_CACHE}")
    (version,) = run("pragma user_version").fetchone()
    (application,) = run("pragma application_id").fetchone()
    if not version and not run("select 1 from sqlite_master").fetchone():
        return
    if application != _APPLICATION:
        raise _broken()
    if version > VERSION:
        raise StateError(
            f"do phiên bản mới hơn ghi (bản {version}, chương trình này biết đến bản {VERSION})",
            "cập nhật mã nguồn của trang rồi chạy lại; tệp vẫn nguyên vẹn",
        )
    if run("pragma quick_check(1)").fetchone() != ("ok",):
        raise _broken()


def _broken() -> BrokenStateError:
    return BrokenStateError(
        "không phải tệp trạng thái, hoặc đã hỏng",
        "lấy lại bản sao lưu của tệp; hoặc chạy inv visits --replay với mọi nhật ký còn giữ:"
        " tệp hỏng được giữ dưới tên khác, tổng số đếm tiếp từ luot-truy-cap.json",
    )


def _cannot_open(reason: str) -> StateError:
    hint = "kiểm tra thư mục có sẵn và quyền ghi của tài khoản đang chạy lệnh"
    return StateError(f"không mở hay ghi được: {reason}", hint)


def _explained(error: sqlite3.Error) -> StateError:
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return _broken()
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        hint = "chờ lần đó xong rồi chạy lại; chưa có gì thay đổi"
        return StateError("một lần đếm khác đang chạy quá lâu", hint)
    if name.startswith("SQLITE_FULL"):
        return StateError("đĩa đầy", "dọn chỗ trống rồi chạy lại; con số cũ còn nguyên")
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
        return _cannot_open(str(error))
    hint = "kiểm tra ổ đĩa và chỗ trống rồi chạy lại; con số cũ còn nguyên"
    return StateError(f"không đọc hay ghi được ({error})", hint)
