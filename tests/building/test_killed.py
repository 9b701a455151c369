"""Killed builds: whenever it was, the next one gives what a clean one gives."""

from __future__ import annotations

import copy
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.values import replace
from tests.building.killing import kill_after, kill_at, measure, operations
from tests.building.test_incremental import PHOTOS, STOPS
from tests.support.houses import NOWS, House
from tests.support.processes import POSIX
from tests.support.sites import tree

POINTS, LONG_POINTS = 10, 200
SLUGS = ["mot", "hai", "ba", "bon", "nam", "sau"]


class Editor:
    """Somebody who changes a site a little, at random, and changes some things back."""

    def __init__(self, house: House, chance: random.Random) -> None:
        self.house, self.chance = house, chance
        for slug in SLUGS:
            self._post(slug)
        self._photo()
        house.site.write("xe-thu-vien/diem-dung.csv", STOPS)
        self._before = tree(house.site.content)

    def edit(self) -> str:
        """Change something; what it was."""
        edits: list[Callable[[], object]] = [self._post, self._post, self._photo, self._no_photo]
        edits += [
            self._delete,
            self._quotes,
            self._template,
            self._clock,
            self._setting,
            self._back,
        ]
        edit = self.chance.choice(edits)
        before = tree(self.house.site.content)
        edit()
        self._before = before
        return edit.__name__

    def _post(self, slug: str = "") -> None:
        words = self.chance.choice(["Xuân", "Hạ", "Thu", "Đông"])
        self.house.site.post(
            slug or self.chance.choice(SLUGS),
            title=f"{words} {self.chance.randrange(99)}",
            date=f"2021-01-{self.chance.randrange(10, 28)}",
            tags=self.chance.choice(["[]", "[sách]", "[sách, báo]"]),
            body=f"{words}.\n" * self.chance.randrange(1, 3000),
        )

    def _photo(self) -> None:
        posts = sorted(self.house.site.content.glob("tin-tuc/2021/*/index.md"))
        if posts:
            name = self.chance.choice(["a.jpg", "b.jpg", "c.jpg"])
            data = PHOTOS[0].read_bytes()
            # Another comment makes it another photo, with renditions of its own.
            comment = b"\xff\xfe\x00\x04" + bytes(self.chance.choices(range(65, 91), k=2))
            (self.chance.choice(posts).parent / name).write_bytes(data[:2] + comment + data[2:])

    def _no_photo(self) -> None:
        for file in sorted(self.house.site.content.glob("tin-tuc/*/*/*.jpg"))[:1]:
            file.unlink()

    def _delete(self) -> None:
        shutil.rmtree(
            self.house.site.content / f"tin-tuc/2021/{self.chance.choice(SLUGS)}",
            ignore_errors=True,
        )

    def _quotes(self) -> None:
        text = f"- {{text: Câu {self.chance.randrange(99)}, author: A}}\n"
        self.house.site.write("trich-dan.yml", text)

    def _template(self) -> None:
        file = self.house.theme / "templates/article.html"
        text = file.read_text(encoding="utf-8")
        number = self.chance.randrange(9)
        file.write_text(text.replace("<a ", f"<a data-x='{number}' ", 1), encoding="utf-8")

    def _clock(self) -> None:
        self.house.now = self.chance.choice(NOWS)

    def _setting(self) -> None:
        self.house.settings(self.chance.choice(["notice=''", "notice='Thử'", "posts_per_page=2"]))

    def _back(self) -> None:
        """As it was before the last change."""
        content = self.house.site.content
        for name in tree(content).keys() - self._before.keys():
            (content / name).unlink()
        for name, data in self._before.items():
            file = content / name
            if not file.exists() or file.read_bytes() != data:
                self.house.site.write(name, data)


@POSIX
def test_the_next_build_mends_what_a_killed_one_left(
    tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    """Cold and warm, killed at an operation of the disk or by the clock, once or twice in a row,
    with an edit between, or none."""
    chance = random.Random(11)
    house = House(tmp_path)
    editor = Editor(house, chance)
    # Nobody kills what builds with this cache.
    oracle = copy.copy(house)
    oracle.site = replace(house.site, cache=tmp_path / "sound")
    cold, seconds = operations(house), measure(house)
    reached = 0
    for number in range(LONG_POINTS if pytestconfig.getoption("--long") else POINTS):
        story: list[object] = [number]
        if number % 5 == 0:
            story.append("all anew")
            shutil.rmtree(house.site.output)
            shutil.rmtree(house.site.cache)
        elif number % 5 == 1:
            story.append("no cache")
            shutil.rmtree(house.site.cache)
            shutil.rmtree(house.site.output)
        for _ in range(chance.choice([1, 1, 2])):
            story.append(editor.edit())
            if number % 4 == 3:
                when = chance.random() * seconds
                killed = kill_after(house, when)
            else:
                # Warm builds do little: most of their operations are among the first.
                when = chance.randrange(1, cold if number % 5 < 2 else cold // 4)
                killed = kill_at(house, when)
            story.append(f"killed at {when}: {killed}")
            reached += killed
        if chance.random() < 0.5:
            story.append(editor.edit())
        after = house.build()
        oracle.now = house.now
        clean = oracle.build_clean()
        wrong = [n for n in sorted(clean.keys() | after) if clean.get(n) != after.get(n)]
        assert not wrong, story
    assert reached > number / 2
