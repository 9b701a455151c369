"""A build that would change nothing does nothing, and says what the last one said."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from plugins.build import Build
from plugins.building import last_build
from plugins.building.last_build import Inputs
from plugins.stamps import RACY
from tests.building.test_incremental import STOPS
from tests.support.houses import House
from tests.support.sites import tree

PHOTO = Path(__file__).parents[1] / "support/data/small.jpg"


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A site at eight in the morning; at noon a post is due, and the van comes at 13:00."""
    made = House(tmp_path)
    made.site.post("mot")
    made.site.post("hen", date="2021-03-01 12:00")
    shutil.copy(PHOTO, made.site.content / "tin-tuc/2021/mot/anh.jpg")
    row = "T,Xe 1,Tuyến 1,Xã A,Chợ,Thôn 1,,,Monday,Public,13:00,14:30,FREQ=WEEKLY,2021-01-04,,\n"
    made.site.write("xe-thu-vien/diem-dung.csv", STOPS + row)
    made.build()
    return made


def works(house: House, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the next build sets to work."""
    begun = []
    monkeypatch.setattr(Build, "add", lambda self, _: begun.append(self))
    house.build()
    monkeypatch.undo()
    return bool(begun)


def _touch_back(house: House) -> None:
    """Another text of the same length, with the time of before."""
    file = house.site.content / "tin-tuc/2021/mot/index.md"
    before = file.stat()
    file.write_bytes(file.read_bytes().replace(b"title: M", b"title: N"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def _at(moment: str) -> Callable[[House], object]:
    return lambda house: setattr(house, "now", moment)


def _path(house: House, name: str) -> Path:
    return house.site.root / name


def _record(house: House) -> Path:
    (file,) = house.site.cache.glob("outputs/*.last")
    return file


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda _: None, False),
        (lambda house: (house.site.content / ".DS_Store").touch(), False),
        (_at("2021-03-01T11:59:59"), False),
        (_at("2021-03-01T12:00:00"), True),
        (_at("2021-03-02T08:00:00"), True),
        (_at("2021-03-01T07:59:59"), True),
        (_touch_back, True),
        (lambda house: _path(house, "content/tin-tuc/2021/mot/anh.jpg").unlink(), True),
        (lambda house: _path(house, "content/tin-tuc/2021/khong").mkdir(), True),
        (lambda house: _path(house, "theme/templates/404.html").touch(), True),
        (lambda house: house.settings("name='Khác'"), True),
        (lambda house: _path(house, "output/index.html").unlink(), True),
        (lambda house: _path(house, "output/feeds/tin-tuc.json").write_bytes(b""), True),
        (lambda house: _path(house, "output/sitemap.xml").write_bytes(b"x"), True),
        (lambda house: _record(house).write_bytes(_record(house).read_bytes()[:-3]), True),
        (lambda house: _record(house).write_bytes(b""), True),
        (lambda house: _record(house).unlink(), True),
        (lambda house: shutil.rmtree(house.site.cache), True),
    ],
    ids=[
        *("nothing", "hidden", "still morning", "due", "tomorrow", "clock back", "same time"),
        *("photo", "folder", "template", "settings", "page", "feed", "sitemap"),
        *("broken", "empty", "no record", "no cache"),
    ],
)
def test_what_sets_a_build_to_work(
    house: House,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[House], object],
    expected: bool,
) -> None:
    change(house)
    assert works(house, monkeypatch) == expected
    assert house.build() == house.build_clean()


def test_the_van_that_has_left_is_not_announced(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.now = "2021-03-01T12:30:00"
    assert "01/03/2021" in house.build()["index.html"].decode()
    house.now = "2021-03-01T14:29:59"
    assert not works(house, monkeypatch)
    house.now = "2021-03-01T14:30:00"
    assert "01/03/2021</time>, 13:00" not in house.build()["index.html"].decode()
    assert house.build() == house.build_clean()


def test_warnings_are_said_again(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    house.build()
    first = capsys.readouterr()
    assert "anh.jpg" in first.err
    house.build()
    again = capsys.readouterr()
    assert again.err == first.err
    assert again.out.split(" giây")[0][:-3] == first.out.split(" giây")[0][:-3]


def test_a_build_that_failed_or_was_killed_leaves_no_record(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = tree(house.site.output)
    broken = house.site.post("hong", titel="x")
    with pytest.raises(AssertionError):
        house.build()
    shutil.rmtree(broken.parent)
    assert works(house, monkeypatch)
    assert house.build() == good

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("plugins.writer.outputs.Outputs.finish", killed)
    house.site.post("moi")
    with pytest.raises(KeyboardInterrupt):
        house.build()
    monkeypatch.undo()
    assert list(house.site.cache.glob("outputs/*.last")) == []
    assert house.build() == house.build_clean()


def test_drafts_and_published_builds_are_others(house: House) -> None:
    before = house.build()
    assert house.build_clean() == before
    assert house.site.build(drafts=True, now=house.now) == 0
    assert "tin-tuc/2021/hen/index.html" in tree(house.site.output)
    assert house.build() == before


@pytest.mark.parametrize(("age", "settled"), [(RACY, True), (RACY - 1, False), (-5, False)])
def test_files_that_are_too_young_are_not_trusted(tmp_path: Path, age: int, settled: bool) -> None:
    file = tmp_path / "a/b"
    file.parent.mkdir()
    file.touch()
    status = file.stat()
    newest = max(status.st_mtime_ns, status.st_ctime_ns)
    inputs = Inputs.look([tmp_path])
    assert inputs.newest == newest
    assert inputs.settled(newest + age) == settled


def test_the_answers_hold_until_the_day_is_over(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.site.post("mot", expires="2031-01-01")
    house.build()
    found = last_build.read_last_build(_record(house))
    assert found is not None
    assert datetime.fromisoformat(found.until) == datetime.fromisoformat("2021-03-02T00:00+07:00")
