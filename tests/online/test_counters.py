"""Figures from other hosts: what is asked and written, and that nothing spoils what is there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from plugins.online import asking, counters
from plugins.online.counters import IN_A_ROW, fetch_counts
from plugins.values import replace
from plugins.visits import goatcounter
from plugins.visits.counts import FILE, Counts, Recent
from tests.online.figures import NOW, OLD, ZONE, fetch, keep, settings, written
from tests.online.standing_in import Answer, Host, standing_in
from tests.support.sites import Site


@pytest.fixture
def host() -> Iterator[Host]:
    with standing_in() as made:
        yield made


def says(count: str, status: int = 200, age: str = "", kind: str = "application/json") -> Answer:
    """An answer of GoatCounter."""
    data = json.dumps({"count_unique": count, "count": count}).encode()
    return Answer(status=status, kind=kind, data=data, age=age)


def goats(host: Host, **changes: Answer) -> None:
    """A counter that knows two posts; by default a thousand and some views."""
    said = {
        "TOTAL": says("1\u202f234"),
        "TOTAL?start=2021-03-11": says("5"),
        "TOTAL?start=2021-03-01": says("60"),
        "TOTAL?start=2021-01-01": says("700"),
        "tin-tuc/2021/a": says("41"),
        "tin-tuc/2021/a?start=2021-02-09": says("4"),
        "tin-tuc/2021/b": says("42"),
        "tin-tuc/2021/b?start=2021-02-09": says("0", status=404),
        "tin-tuc/2021/new": says("0", status=404),
    } | changes
    for name, answer in said.items():
        path, _, query = name.partition("?")
        host.answers[f"/counter/{path}.json" + (f"?{query}" if query else "")] = answer


def posts(site: Site) -> None:
    site.post("a", date="2021-01-01")
    site.post("b", date="2021-01-02")
    site.post("new", date="2021-03-01")
    site.post("draft", status="draft")
    site.post("later", date="2021-04-01")


def test_goatcounter(site: Site, host: Host, capsys: pytest.CaptureFixture[str]) -> None:
    posts(site)
    goats(host)
    pauses = fetch(site, settings(host, visits_before=195_000))
    assert written(site) == Counts(
        as_of=NOW,
        total=196_234,
        today=5,
        month=60,
        year=700,
        paths={"/tin-tuc/2021/a/": 41, "/tin-tuc/2021/b/": 42},
        recent=Recent(since=date(2021, 2, 9), paths={"/tin-tuc/2021/a/": 4}),
    )
    out, err = capsys.readouterr()
    assert (out, err) == (
        f"Đã ghi {site.content}/{FILE}: tổng 196.234, tính đến 11/03/2021 8:30:00 SA;"
        " số lượt xem của 3 bài.\n",
        "",
    )
    assert host.asked == [
        f"GET /counter/{asked}"
        for asked in (
            "TOTAL.json",
            "TOTAL.json?start=2021-03-11",
            "TOTAL.json?start=2021-03-01",
            "TOTAL.json?start=2021-01-01",
            "tin-tuc/2021/new.json",
            "tin-tuc/2021/b.json",
            "tin-tuc/2021/a.json",
            # What nobody ever saw, nobody saw of late.
            "tin-tuc/2021/b.json?start=2021-02-09",
            "tin-tuc/2021/a.json?start=2021-02-09",
        )
    ]
    assert len(pauses) == len(host.asked) - 1
    assert min(pauses) >= 0.25  # four questions a second are what GoatCounter lets pass


def test_the_day_on_which_counting_starts(site: Site, host: Host) -> None:
    site.post("a", date="2021-01-01")
    for asked in ("TOTAL", "tin-tuc/2021/a"):
        host.answers[f"/counter/{asked}.json?start=2021-03-05"] = says("30")
    host.answers["/counter/TOTAL.json?start=2021-03-11"] = says("5")
    fetch(site, settings(host, visits_before=100, visits_from="2021-03-05"))
    found = written(site)
    assert (found.total, found.today, found.month, found.year) == (130, 5, 30, 30)
    assert found.recent == Recent(since=date(2021, 3, 5), paths={"/tin-tuc/2021/a/": 30})


def test_at_night_no_row_says_nought(site: Site, host: Host) -> None:
    goats(host)
    fetch(site, settings(host), NOW.replace(hour=0, minute=7))
    found = written(site)
    assert (found.today, found.month) == (None, 60)


def test_the_age_of_a_cached_answer_is_told(site: Site, host: Host) -> None:
    goats(host, TOTAL=says("1\u202f234", age="7200"))
    fetch(site, settings(host))
    assert written(site).as_of == NOW - timedelta(hours=2)
    # The same answer, an hour later, of another second.
    goats(host, TOTAL=says("1\u202f234", age="10801"), **{"TOTAL?start=2021-03-11": says("9")})
    fetch(site, settings(host), NOW + timedelta(hours=1))
    assert (written(site).as_of, written(site).today) == (NOW - timedelta(hours=2), 9)


def test_only_the_newest_posts_are_asked_for_others_keep_theirs(
    site: Site, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(goatcounter, "POSTS", 2)
    posts(site)
    goats(host)
    keep(site, OLD)
    fetch(site, settings(host))
    # `a` is the oldest; what is published no more goes.
    assert written(site).paths == {"/tin-tuc/2021/a/": 5, "/tin-tuc/2021/b/": 42}
    assert not any("2021/a" in asked for asked in host.asked)


TROUBLE = {
    "busy": (Answer(status=500), "máy chủ trả lời mã 500"),
    "too many": (Answer(status=429), "máy chủ trả lời mã 429"),
    "rubbish": (Answer(data=b"<html>1</html>"), "không phải con số"),
    "huge": (Answer(data=b"1" * 20_000), "câu trả lời lớn hơn"),
    "cut short": (Answer(data=b'{"count": "7"}', cut=True), "máy chủ ngắt kết nối"),
    "silent": (Answer(silent=True), "máy chủ trả lời quá chậm"),
    "negative": (says("-7"), "không phải con số"),
    "to a file": (Answer(status=302, to="file:///etc/passwd"), "máy chủ trả lời mã 302"),
    "in a circle": (Answer(status=302, to="/o"), "máy chủ trả lời mã 302"),
    "switched off": (Answer(status=403), "GoatCounter không cho xem con số (mã 403)"),
    "not GoatCounter": (Answer(status=404, data=b"Not Found"), "không phải con số"),
}


@pytest.mark.parametrize("name", TROUBLE)
@pytest.mark.parametrize("which", ["TOTAL", "TOTAL?start=2021-03-01"])
def test_a_counter_in_trouble_leaves_all_as_it_was(
    site: Site,
    host: Host,
    name: str,
    which: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    answer, words = TROUBLE[name]
    if answer.silent:
        monkeypatch.setitem(asking.ask.__kwdefaults__, "patience", 0.3)
    goats(host, **{which: answer})
    host.answers["/o"] = answer
    before = keep(site, OLD)
    fetch(site, settings(host))
    out, err = capsys.readouterr()
    first, cure, kept = err.splitlines()
    assert out == ""
    assert first.startswith(f"{host.address}: LƯU Ý: chưa lấy được lượt truy cập: ")
    assert words in first
    assert cure.startswith("    Cách sửa: ")
    assert ("Allow adding visitor counts" in cure) == (name == "switched off")
    assert kept == "Giữ số cũ: 1.000, tính đến 10/03/2021 8:30:00 SA."
    assert (site.content / FILE).read_bytes() == before


def test_without_a_network_and_without_a_figure(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    with standing_in() as host:
        asked = settings(host)
    fetch(site, asked)
    err = capsys.readouterr().err
    assert "chưa lấy được lượt truy cập: " in err
    assert err.endswith("Chưa có con số nào từ trước: trang sẽ nói rằng chưa có số liệu.\n")
    assert not (site.content / FILE).exists()


def test_a_host_cannot_steer_the_terminal(
    site: Site, host: Host, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuses(address: str, **more: Any) -> asking.Reply:
        if "start" in address or "tin-tuc" in address:
            raise asking.NoAnswerError("không kết nối được (\x1b]0;x\x07\r)")
        return asking.ask(address, **more)

    posts(site)
    goats(host)
    monkeypatch.setattr(counters, "ask", refuses)
    for hour in (8, 0):  # a question of the block, and one of a post
        fetch(site, settings(host), datetime(2021, 1, 1, hour, tzinfo=ZONE))
        out, err = capsys.readouterr()
        assert "x1b]0;x" in err
        assert not any(c < " " for c in (out + err).replace("\n", ""))


def test_a_post_that_cannot_be_asked_for_keeps_its_number(
    site: Site, host: Host, capsys: pytest.CaptureFixture[str]
) -> None:
    posts(site)
    goats(host, **{"tin-tuc/2021/a": Answer(status=500)})
    keep(site, OLD)
    fetch(site, settings(host))
    found = written(site)
    assert (found.total, found.paths) == (1234, {"/tin-tuc/2021/a/": 5, "/tin-tuc/2021/b/": 42})
    out, err = capsys.readouterr()
    assert out.endswith("; số lượt xem của 2 bài.\n")
    assert "số lượt xem của 1 bài chưa hỏi được nên giữ số cũ: máy chủ trả lời mã 500" in err


def test_views_of_different_days_are_not_mixed(
    site: Site, host: Host, capsys: pytest.CaptureFixture[str]
) -> None:
    posts(site)
    goats(host, **{"tin-tuc/2021/a?start=2021-02-09": Answer(status=500)})
    keep(site, OLD)
    fetch(site, settings(host))
    assert written(site).recent == OLD.recent
    assert "số lượt xem những ngày gần đây chưa hỏi được nên giữ" in capsys.readouterr().err
    (site.content / FILE).unlink()
    fetch(site, settings(host))
    assert written(site).recent is None


def test_a_host_that_stops_answering_is_left_alone(site: Site, host: Host) -> None:
    for number in range(9):
        site.post(f"a{number}", date=f"2021-01-0{number + 1}")
    goats(host)
    for number in range(9):
        host.answers[f"/counter/tin-tuc/2021/a{number}.json"] = Answer(status=429)
    fetch(site, settings(host))
    assert sum("tin-tuc" in asked for asked in host.asked) == IN_A_ROW
    assert (written(site).total, written(site).paths) == (1234, {})


def test_time_is_bounded(site: Site, host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counters, "BUDGET", -1.0)
    posts(site)
    goats(host)
    keep(site, OLD)
    fetch(site, settings(host))
    assert not any("tin-tuc" in asked for asked in host.asked)
    assert written(site).paths == {"/tin-tuc/2021/a/": 5, "/tin-tuc/2021/b/": 6}


def test_the_total_never_shrinks(
    site: Site, host: Host, capsys: pytest.CaptureFixture[str]
) -> None:
    goats(host, TOTAL=says("800"))
    before = keep(site, OLD)
    fetch(site, settings(host))
    assert (site.content / FILE).read_bytes() == before
    err = capsys.readouterr().err
    assert "tổng số nhận được (800) nhỏ hơn số đang có" in err
    assert "kiểm tra visits_before" in err
    # Made-up figures are no measure, nor do posts keep them.
    posts(site)
    goats(host, TOTAL=says("800"), **{"tin-tuc/2021/a": Answer(status=500)})
    keep(site, Counts(as_of=NOW, total=48_213, sample=True, paths={"/tin-tuc/2021/a/": 1}))
    fetch(site, settings(host))
    assert (written(site).total, written(site).sample) == (800, False)
    assert written(site).paths == {"/tin-tuc/2021/b/": 42}


def test_a_clock_set_back(site: Site, host: Host, capsys: pytest.CaptureFixture[str]) -> None:
    goats(host)
    before = keep(site, OLD)
    fetch(site, settings(host), OLD.as_of.replace(year=2020))
    assert (site.content / FILE).read_bytes() == before
    assert "đồng hồ của một máy chạy sai" in capsys.readouterr().err


def test_a_broken_file_is_mended(
    site: Site, host: Host, capsys: pytest.CaptureFixture[str]
) -> None:
    goats(host)
    site.write(FILE, b'{"version": 1,')
    fetch(site, settings(host))
    assert written(site).total == 1234
    assert f"{FILE}:1: LƯU Ý: tệp không phải JSON" in capsys.readouterr().err


def test_what_cannot_be_written_stops_nobody(
    site: Site, host: Host, capsys: pytest.CaptureFixture[str]
) -> None:
    goats(host)
    (site.content / FILE).mkdir()
    fetch(site, settings(host))
    assert "không đọc hay ghi được tệp" in capsys.readouterr().err


def test_sources_that_ask_nobody(
    site: Site, host: Host, capsys: pytest.CaptureFixture[str]
) -> None:
    for source in ("none", "snapshot", "log"):
        fetch(site, settings(host, source))
        assert f"visit_source là “{source}”" in capsys.readouterr().out
    assert host.asked == []
    assert list(site.content.iterdir()) == []


def test_no_content(tmp_path: Path, host: Host, capsys: pytest.CaptureFixture[str]) -> None:
    assert fetch_counts(tmp_path / "khong-co", settings(host), NOW) == 1
    assert "không có thư mục nội dung" in capsys.readouterr().err
    assert host.asked == []


def test_a_fresh_clone_goes_on_from_the_kept_copy(
    site: Site, host: Host, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "kept"
    asked = settings(host)

    def run() -> None:
        assert fetch_counts(site.content, asked, NOW, kept=kept, pause=lambda _: None) == 0

    posts(site)
    goats(host)
    run()
    told = written(site)
    assert (kept / FILE).read_bytes() == (site.content / FILE).read_bytes()

    # Another clone has what was committed once; the counter is away.
    host.answers.clear()
    sample = replace(OLD, sample=True, as_of=NOW + timedelta(days=1))
    for committed in (sample, OLD, None):
        (site.content / FILE).unlink()
        if committed:
            keep(site, committed)
        run()
        assert written(site) == told
        assert "Giữ số cũ: 1.234" in capsys.readouterr().err

    # What somebody committed since is newer than the copy, though less.
    since = replace(OLD, total=1100, as_of=NOW + timedelta(hours=1))
    before = keep(site, since)
    run()
    assert (site.content / FILE).read_bytes() == before
    (kept / FILE).write_bytes(b"{")  # broken: as if there were none
    before = keep(site, sample)
    run()
    assert (site.content / FILE).read_bytes() == before
    assert "Giữ số mẫu: 1.000" in capsys.readouterr().err
    (site.content / FILE).unlink()
    run()
    assert not (site.content / FILE).exists()


def test_a_broken_file_stays_as_it_is_without_others(site: Site, host: Host) -> None:
    site.write(FILE, b'{"version": 1,')
    fetch(site, settings(host))
    assert (site.content / FILE).read_bytes() == b'{"version": 1,'


def test_only_the_project_itself_keeps_a_copy_unasked(
    site: Site, host: Host, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    goats(host)
    monkeypatch.setattr(counters, "ROOT", tmp_path / "elsewhere")
    fetch(site, settings(host))
    assert not list(tmp_path.rglob(f"*/visits/{FILE}"))
    monkeypatch.setattr(counters, "ROOT", tmp_path)
    fetch(site, settings(host))
    assert (tmp_path / counters.KEPT / FILE).exists()
