"""Any order and any repetition of the same lines, in any files and runs, give the same sums."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.values import replace
from plugins.visits import log_counting
from plugins.visits.log_lines import LONGEST
from plugins.visits.state import State
from tests.counting.counting import NOW, Counter, moment
from tests.visits.logs import BROWSERS, CRAWLERS, FORMATS, PACKINGS, Hit, hit, own

_BEGIN = int(moment("2021-01-09T00:00:00").timestamp())
_TIMES = st.integers(0, 3 * 86_400 - 1) | st.integers(0, 12).map(lambda n: n * 1800 - 1)


def _hits(name: str) -> st.SearchStrategy[Hit]:
    return st.builds(
        lambda at, **values: replace(hit("2021-01-09T00:00:00"), at=_BEGIN + at, **values),
        _TIMES,
        id=st.integers(0, 2**128 - 1).map("{:032x}".format)
        if name in ("own", "json")
        else st.just(""),
        address=st.sampled_from(["203.0.113.7", "203.0.113.8", "2001:db8::7"]),
        agent=st.sampled_from([*BROWSERS[:2], CRAWLERS[0], ""]),
        target=st.sampled_from(["/luot-xem.gif", "/luot-xem.gif?p=%2F", "/luot-xem.gif?p=%2Fa%2F",
                                "/luot-xem.gif?p=..", "/khac"]),
        status=st.sampled_from([200, 200, 200, 304, 404]),
        purpose=st.sampled_from(["", "", "prefetch"] if name in ("own", "json") else [""]),
    )  # fmt: skip


_LOGS = st.sampled_from(list(FORMATS)).flatmap(
    lambda name: st.lists(_hits(name).map(FORMATS[name]), max_size=25)
)
_Packing = Callable[[bytes], bytes]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    lines=_LOGS,
    junk=st.lists(st.binary(max_size=20).map(lambda data: data.replace(b"\n", b"")), max_size=2),
    packings=st.lists(st.sampled_from(list(PACKINGS.values())), min_size=1, max_size=3),
    draw=st.randoms(use_true_random=False),
)
def test_order_and_repetition_mean_nothing(
    tmp_path_factory: pytest.TempPathFactory,
    lines: list[bytes],
    junk: list[bytes],
    packings: list[_Packing],
    draw: random.Random,
) -> None:
    root = tmp_path_factory.mktemp("visits")
    once, again = Counter(root=root / "a"), Counter(root=root / "b")
    once.run(once.log(lines))
    for packing in packings:  # a run each
        some = [*lines, *draw.choices(lines, k=len(lines))] if lines else []
        some += [line + b"\n" for line in junk]
        draw.shuffle(some)
        cut = draw.randint(0, len(some))
        paths = [again.log(packing(b"".join(some[:cut])), "1"), again.log(some[cut:], "2")]
        again.run(*draw.sample([*paths, paths[0]], k=3))
    assert again.sums() == once.sums()


@pytest.mark.parametrize("name", ["own", "json"])
def test_one_of_two_lines_with_one_name_counts_whichever_comes_first(
    tmp_path: Path, name: str
) -> None:
    one, other = (
        FORMATS[name](hit(f"2021-01-11T0{hour}:00:00", f"/{hour}/", id="ab" * 16))
        for hour in (8, 9)
    )
    counters = [Counter(root=tmp_path / order) for order in ("a", "b")]
    counters[0].count(counters[0].log([one, other]))
    counters[1].count(counters[1].log([other]))
    counters[1].count(counters[1].log([one]))
    assert counters[0].sums() == counters[1].sums()
    assert counters[0].baked["paths"] == {"/8/": 1}


def test_a_request_in_two_formats_is_one(tmp_path: Path) -> None:
    counter = Counter(root=tmp_path)
    one = hit("2021-01-11T08:00:00", id="ab" * 16, agent='Mozilla/5.0 "ừ" \\')
    counter.count(counter.log(own(one)), counter.log(FORMATS["json"](one), "2"))
    assert (counter.baked["today"], counter.baked["paths"]) == (1, {"/": 1})


def test_a_copy_that_went_through_windows_has_the_same_lines(tmp_path: Path) -> None:
    for name in FORMATS:
        counter = Counter(root=tmp_path / name)
        line = FORMATS[name](hit("2021-01-11T08:00:00"))
        counter.count(counter.log(line), counter.log(line.replace(b"\n", b"\r\n"), "2"))
        assert counter.baked["paths"] == {"/": 1}


def test_many_bytes_are_read_by_several_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = random.Random(7)
    hits = [
        hit("2021-01-11T00:00:00", f"/{draw.randrange(9)}/", id=f"{draw.getrandbits(128):032x}")
        for _ in range(4000)
    ]
    lines = [
        own(replace(one, at=one.at + draw.randrange(86_000), address=f"10.0.{n % 50}.1"))
        for n, one in enumerate(hits)
    ]
    lines[1000] = own(replace(hits[0], id="00" * 16, agent="Mozilla/" + "m" * LONGEST))
    lines[2500] = b"lx1\ttorn\n"
    monkeypatch.setattr(log_counting, "RANGE", 10_007)
    counters = [Counter(root=tmp_path / name).having(workers=2) for name in ("one", "many")]
    for counter, many in zip(counters, (1 << 40, 0), strict=True):
        monkeypatch.setattr(log_counting, "MANY", many)
        plain = counter.log(lines)
        packed = counter.log(PACKINGS["gzip"](b"".join(lines[500:])), "2")
        outcome = counter.run(plain, packed, plain)
        (problem,) = outcome.problems
        assert (problem.path, problem.line) == (str(plain), 2501)
        assert "  3 dòng nhắc tới ảnh đếm" in outcome.sentences[0]
        assert outcome.sentences[0].startswith("Đã đọc 11.500 dòng trong 3 tệp:\n  3.999 lượt")
    assert counters[0].sums() == counters[1].sums()


def test_a_run_that_was_overtaken_leaves_the_figures_to_the_later_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counter = Counter(root=tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(State, "committed", lambda _: nullcontext(False))
        counter.count(counter.log(own(hit("2021-01-11T08:00:00"))))
    assert not counter.places.counts.exists()
    counter.count(counter.log(b""))
    assert counter.baked["total"] == 1


def test_nothing_is_written_again_when_nothing_changed(tmp_path: Path) -> None:
    counter = Counter(root=tmp_path)
    log = counter.log(own(hit("2021-01-11T08:00:00")))
    counter.count(log, now="2021-01-11T09:00:00")
    before = counter.places.counts.stat()
    counter.count(log)
    after = counter.places.counts.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert counter.baked["as_of"] == "2021-01-11T09:00:00+07:00"
    assert counter.live["as_of"] == f"{NOW}+07:00"
    counter.count(log, now="2021-01-12T09:00:00")  # yesterday's visits are not today's
    assert (counter.baked["today"], counter.baked["total"]) == (0, 1)
