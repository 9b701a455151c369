"""`inv visits`: options, exit codes, words, and disks that refuse."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from plugins.counting import visits
from plugins.settings import site_settings
from tests.conftest import ROOT
from tests.counting.counting import SITE, Counter, told
from tests.support.processes import POSIX, open_to_others
from tests.visits.logs import CRAWLERS, PACKINGS, hit, own


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    return Counter(root=tmp_path)


def command(
    counter: Counter, *arguments: str, where: Path = ROOT
) -> subprocess.CompletedProcess[str]:
    """`inv visits` as it is typed."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "invoke", "visits", *arguments],
        cwd=where,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def views(count: int, **changes: object) -> list[bytes]:
    return [
        own(hit("2021-01-11T08:00:00", **({"id": f"{n:032x}", "address": f"10.0.0.{n}"} | changes)))
        for n in range(count)
    ]


def test_the_command_line(counter: Counter) -> None:
    """Logs by their place, options before, between and after them, in either form."""
    one = counter.log(views(3), "một tệp.log")
    two = counter.log(PACKINGS["gzip"](b"".join(views(5))), "check")  # a task has that name
    content, state = str(counter.places.content), str(counter.places.state)
    done = command(
        counter, str(one), "--state", state, str(two), f"--content={content}", str(one),
        "--now", "2021-01-11T08:01:00", "--live", str(counter.places.live),
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "Đã đọc 11 dòng trong 3 tệp:",
        "  5 lượt xem mới (người 5, máy 0)",
        "  6 lượt xem đã đếm từ trước hoặc lặp lại",
        "Lượt truy cập tính đến 11/01/2021 8:01:00 SA: Tổng số 5; hôm nay 5, trong tháng 5,"
        " trong năm 5, đang truy cập 5.",
    ]
    assert counter.live == {
        "version": 1,
        "as_of": "2021-01-11T08:01:00+07:00",
        "total": 5,
        "today": 5,
        "month": 5,
        "year": 5,
        "online": 5,
    }


def test_help(counter: Counter) -> None:
    done = command(counter, "--help")
    assert done.returncode == 0
    for word in ("inv visits TỆP...", "--replay", "--live", "--state", "--from", "Mã thoát"):
        assert word in done.stdout


def test_a_run_imports_little() -> None:
    """A timer starts one every minute."""
    program = (
        "import sys, plugins.counting\n"
        "from plugins.configuration import read_configuration\n"
        "read_configuration()\n"
        "heavy = {'pelican', 'docutils', 'markdown', 'PIL', 'bs4', 'icalendar', 'holidays'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("source", ["none", "snapshot"])
def test_sources_that_need_no_counting(
    counter: Counter, source: str, capsys: pytest.CaptureFixture[str]
) -> None:
    site = site_settings(name="T", url="https://a.vn", categories=["A"], visit_source=source)
    assert visits(counter.places.content, site=site) == 0
    words = f"Nguồn số lượt truy cập là “{source}”: không có gì để làm.\n"
    assert capsys.readouterr() == (words, "")
    assert list(counter.places.content.iterdir()) == []


def test_logs_are_asked_for(counter: Counter, capsys: pytest.CaptureFixture[str]) -> None:
    assert visits(counter.places.content, site=SITE) == 0
    assert "inv visits TỆP..." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"now": "hôm qua"}, "--now: không hiểu ngày “hôm qua”"),
        ({"now": "2021-02-31"}, "--now: "),
        ({"now": "9999-12-31T23:59:59-23:00"}, "--now: "),
        ({"from_": "awstats"}, "--from=awstats: chỉ chọn goatcounter, json, settings."),
        ({"replay": True}, "--replay cần tên các tệp nhật ký"),
        ({"from_": "json", "logs": ["x"]}, "--from=json không đi cùng tệp nhật ký"),
    ],
)
def test_wrong_options(
    counter: Counter, options: dict[str, object], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert visits(counter.places.content, site=SITE, **options) == 2  # type: ignore[arg-type]
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(words)


def test_no_content(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert visits(tmp_path / "không có", ["log"], site=SITE) == 1
    assert "LỖI" in capsys.readouterr().err


def test_machines_are_told_apart(counter: Counter) -> None:
    lines = [
        own(hit("2021-01-11T08:00:00", id=f"{n:032x}", agent=agent))
        for n, agent in enumerate([*CRAWLERS, "", CRAWLERS[0], "Thu-vien/1.0"])
    ]
    outcome = counter.count(counter.log([*lines, own(hit("2021-01-11T08:00:00", id="f" * 32))]))
    assert "  10 lượt xem mới (người 1, máy 9)" in outcome.sentences[0]
    assert outcome.sentences[1].splitlines()[1] == (
        "Máy hôm nay, không tính: 9 lượt (Googlebot 2, GPTBot 1, bingbot 1, coccoc 1, curl 1, …)."
    )


def test_a_total_that_falls_is_told(counter: Counter) -> None:
    """A reader who turns out to be a machine takes the visit away again."""
    counter.count(counter.log(views(2)))
    more = [
        own(hit("2021-01-11T08:00:00", id=f"a{n:031x}", address="10.0.0.1")) for n in range(120)
    ]
    outcome = counter.run(counter.log(more))
    assert told(outcome) == [f"{counter.places.counts}: LƯU Ý: tổng số giảm từ 2 xuống 1"]


def test_figures_that_cannot_be_written(counter: Counter) -> None:
    counter.count(counter.log(views(1)))
    counts = counter.places.counts
    counts.unlink()
    (counts / "x").mkdir(parents=True)
    outcome = counter.run(counter.log(views(3)))
    assert told(outcome)[0].startswith(f"{counts}: LỖI: không đọc được")
    (counts / "x").rmdir()
    counts.rmdir()
    counter.places.content.rename(counter.root / "content2")
    counter.places.content.write_text("")
    outcome = counter.run(counter.log(views(3)))
    assert [words.split(":")[1] for words in told(outcome)] == [" LỖI"]


NOBODY = """
import os, sys
from tests.counting.killing import main
if os.geteuid() == 0:
    os.setuid(65534)
sys.exit(main(*sys.argv[1:]))
"""


@POSIX
def test_a_disk_that_cannot_be_written(tmp_path: Path) -> None:
    counter = Counter(root=tmp_path / "so")
    path = counter.log(views(3))
    counter.count(path)
    counter.places.state.chmod(0o644)
    before = counter.places.state.read_bytes(), counter.places.counts.read_bytes()
    kept = [counter.places.state, counter.root, counter.places.content]
    for place in kept:
        place.chmod(place.stat().st_mode & 0o555)
    with open_to_others(tmp_path):
        done = subprocess.run(
            [sys.executable, "-c", NOBODY, str(counter.root), str(path)],
            cwd=ROOT,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    for place in kept:
        place.chmod(place.stat().st_mode | 0o200)
    assert (done.returncode, done.stderr) == (1, "không mở hay ghi được: không có quyền\n")
    assert (counter.places.state.read_bytes(), counter.places.counts.read_bytes()) == before


FULL = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)), resource.RLIM_INFINITY))
from tests.counting.killing import main
sys.exit(main(*sys.argv[1:]))
"""


@POSIX
@pytest.mark.parametrize("limit", [0, 100, 4096, 40_000, 100_000])
def test_a_disk_that_is_full(counter: Counter, limit: int) -> None:
    counter.count(counter.log(views(3)))
    before = counter.places.state.read_bytes(), counter.places.counts.read_bytes()
    many = counter.log(
        own(hit("2021-01-11T08:00:00", f"/{n}/", id=f"b{n:031x}", address=f"10.{n}"))
        for n in range(5_000)
    )
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(limit), str(counter.root), str(many)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "ghi được" in done.stderr or "đĩa đầy" in done.stderr
    assert counter.places.counts.read_bytes() == before[1]
    counter.count(many)
    assert counter.baked["total"] == 5_003


def test_the_state_is_nobody_elses_to_read(counter: Counter) -> None:
    counter.count(counter.log(views(1)))
    assert counter.places.state.stat().st_mode & 0o777 == 0o600
    assert json.loads(counter.places.counts.read_bytes())["total"] == 1
