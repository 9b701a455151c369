"""Settings full of hostile texts: pages, feeds and calendars of another library hold them as words,
categories among them, which become addresses, too."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import icalendar
import pytest
from playwright.sync_api import Browser

from plugins import building
from plugins.vietnamese import slugify
from tests.browser.serving import serving
from tests.security.corpus import corpus
from tests.security.hostile_settings import SHOWN, allowed, category, settings_of
from tests.security.hostile_site import harmless
from tests.security.watching import COMPARED, VISITED, html_files, watched
from tests.support.houses import House

pytestmark = pytest.mark.browser


def built(root: Path, text_of: Callable[[int], str]) -> House:
    """A house with such settings and a post in each category, built for a public host."""
    root.mkdir()
    house = House(root)
    settings = settings_of(text_of)
    assert settings.keys() == SHOWN
    frozen = {
        name: value if isinstance(value, str) else tuple(value) for name, value in settings.items()
    }
    house.settings(", ".join(f"{name}={value!r}" for name, value in frozen.items()))
    for number, name in enumerate(frozen["categories"]):
        house.site.post(f"a{number:03}", title="Bài", category=json.dumps(name))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "ROOT", house.site.root)
        assert house.site.build(lazy_photos=True, publish=True) == 0
    return house


@pytest.fixture(scope="module")
def houses(tmp_path_factory: pytest.TempPathFactory) -> dict[str, House]:
    root = tmp_path_factory.mktemp("settings")
    texts = corpus()
    return {
        "hostile": built(root / "hostile", lambda number: texts[number]),
        "harmless": built(root / "harmless", harmless),
    }


def slug(number: int, text: str) -> str:
    return slugify(category(number, text))


def test_the_markup_is_that_of_the_twin(houses: dict[str, House], browser: Browser) -> None:
    renamed = {
        slug(number, corpus()[number]): slug(number, harmless(number)) for number in allowed()
    }
    assert len({*renamed}) == len(renamed) > 200
    root = houses["hostile"].site.root.parent
    pairs = []
    for name in html_files(houses["hostile"].site.output):
        other = "/".join(renamed.get(part, part) for part in name.split("/"))
        assert (houses["harmless"].site.output / other).is_file(), name
        pairs.append((f"hostile/output/{name}", f"harmless/output/{other}"))
    assert len(pairs) > 400
    (root / "empty.txt").touch()
    with serving(root) as origin, browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{origin}/empty.txt")
        found = page.evaluate(COMPARED, pairs)
    assert (found["unlike"], found["strange"]) == ([], [])
    assert {*found["schemes"]} <= {"http:", "https:", "mailto:", "tel:", "leads nowhere"}


def test_nothing_runs(houses: dict[str, House], browser: Browser) -> None:
    output = houses["hostile"].site.output
    names = html_files(output)
    few = [name for name in names if "/a" not in name and "chuyen-muc/" not in name]
    with serving(output) as origin, watched(browser, origin, policy=False) as (page, said):
        page.goto(f"{origin}/robots.txt")
        assert page.evaluate(VISITED, [*few, *names[::60]]) == []
        assert said == []


def test_programs_read_data_that_is_whole(houses: dict[str, House]) -> None:
    output, twin = (houses[name].site.output for name in ("hostile", "harmless"))
    made = {
        name: {
            one.tag
            for path in folder.rglob("*.xml")
            for one in ElementTree.parse(path).iter()  # noqa: S314 (made a moment ago)
        }
        for name, folder in (("hostile", output), ("harmless", twin))
    }
    assert made["hostile"] == made["harmless"]
    for path in output.rglob("*.json"):
        json.loads(path.read_bytes())
    for path in output.rglob("*.ics"):
        assert "ATTACH" not in icalendar.Calendar.from_ical(path.read_bytes())
    for path in output.rglob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            assert len({len(row) for row in csv.reader(file)}) <= 1
