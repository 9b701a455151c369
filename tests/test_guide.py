"""The editors' guide: one screen, true pictures, links that lead somewhere, commands that exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from invoke.collection import Collection
from PIL import Image

import tasks
from plugins.configuration import read_configuration
from plugins.fields import FIELDS, PHOTO_KEYS, STATUSES
from plugins.inbox.parcels import FOLDER, GUIDE
from plugins.lint import find_problems
from plugins.mobile_library.stops import COLUMNS
from plugins.mobile_library.trips import COLUMNS as TRIP_COLUMNS
from plugins.mobile_library.trips import STATUSES as TRIP_STATUSES
from plugins.quotes.quotations import KEYS
from tests.conftest import ROOT
from tests.content.reading import NOW
from tests.guide_pictures.album import make_all
from tests.guide_pictures.camera import FOLDER as PICTURES
from tests.guide_pictures.camera import shown
from tests.guide_pictures.material import draw, example, put_example
from tests.guide_pictures.workplace import Workplace

SCREEN = ROOT / "content/README.md"
HANDBOOK = ROOT / "docs/so-tay-bien-tap.md"
MAILBOX = ROOT / "content" / FOLDER / GUIDE
ERRORS = ROOT / "docs/loi-thuong-gap.md"
PAGES = (SCREEN, HANDBOOK, MAILBOX)

LINES, CHARACTERS, WIDTH = 45, 2200, 120
"""Of one screen, and of one of its lines."""
BYTES = 80_000
"""Of a picture."""

_IMAGE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
_LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)")
_FENCE = re.compile(r"(?ms)^```.*?^```$")
_CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_INV = re.compile(r"(?:\.venv[/\\](?:bin|Scripts)[/\\])?\binv ([a-z-]+)([^`\n]*)")


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def prose(page: Path) -> str:
    """A page without its blocks of code and pieces of code."""
    return _CODE.sub("", _FENCE.sub("", text_of(page)))


def anchors(page: Path) -> set[str]:
    """What a forge calls the headings: lower case, hyphens for blanks, other signs left out."""
    headings = re.findall(r"(?m)^#+ (.+)$", _FENCE.sub("", text_of(page)))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def pictures() -> Iterator[tuple[Path, str, Path]]:
    """Every picture that a page names: the page, the words for it, the file."""
    for page in PAGES:
        for words, target in _IMAGE.findall(text_of(page)):
            yield page, words, (page.parent / target).resolve()


def commands() -> list[tuple[str, str]]:
    """Every `inv …` of the pages: the task, and the rest of its line."""
    return [found for page in (*PAGES, ERRORS) for found in _INV.findall(text_of(page))]


def test_one_screen() -> None:
    lines = text_of(SCREEN).splitlines()
    assert len(lines) <= LINES
    assert len(text_of(SCREEN)) <= CHARACTERS
    assert [line for line in lines if len(line) > WIDTH] == []
    assert text_of(SCREEN).count("```markdown") == 1


def test_the_screen_leads_on() -> None:
    targets = [target.partition("#")[0] for target in _LINK.findall(text_of(SCREEN))]
    assert {"../docs/so-tay-bien-tap.md", "../docs/loi-thuong-gap.md"} <= set(targets)
    assert "so-tay-bien-tap.md" in text_of(MAILBOX)


def test_the_example_has_nothing_to_complain_about(tmp_path: Path) -> None:
    put_example(Workplace(tmp_path), example(), draw(tmp_path / "photos"))
    site = read_configuration().site
    assert find_problems(tmp_path / "content", site, NOW, tmp_path / "cache")[1] == []


def test_every_picture_is_there_and_used() -> None:
    named = {path for _, _, path in pictures()}
    assert named == set(PICTURES.iterdir())


def test_every_picture_has_words_and_weighs_little() -> None:
    for page, words, path in pictures():
        assert len(words) > 30, f"{page.name}: {path.name}"
        assert not words.isascii(), f"{path.name}: not in Vietnamese"
        assert path.stat().st_size <= BYTES, path.name
        with Image.open(path) as picture:
            assert 1200 <= picture.width <= 1700, f"{path.name}: {picture.width} px"


@pytest.mark.browser
def test_the_pictures_show_what_is_said_today(tmp_path: Path) -> None:
    """They can be made anew, and the words in them would be the same; else: python -m
    tests.guide_pictures."""
    made = list(make_all(tmp_path / "work", tmp_path / "pictures"))
    assert {path.name for path in made} == {path.name for path in PICTURES.iterdir()}
    for path in made:
        assert shown(path) == shown(PICTURES / path.name), path.name
    assert "LỖI" in shown(PICTURES / "kiem-tra.png")
    assert "LƯU Ý" in shown(PICTURES / "hop-thu-6.png")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    targets = _LINK.findall(prose(page))
    assert targets
    for target in targets:
        if target.startswith("https://"):
            continue
        path, _, anchor = unquote(target).partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.is_file(), target
        if anchor:
            assert anchor in anchors(file), target


def test_the_table_of_contents_is_whole() -> None:
    headings = re.findall(r"(?m)^## (.+)$", _FENCE.sub("", text_of(HANDBOOK)))
    listed = re.findall(r"(?m)^\d+\. \[(.+?)\]\(#", text_of(HANDBOOK))
    assert headings == ["Mục lục", *listed]


def test_the_commands_exist() -> None:
    known = Collection.from_module(tasks)
    found = commands()
    assert len({name for name, _ in found}) >= 12
    for name, rest in found:
        assert name in known.task_names, f"inv {name}"
        options = {
            flag for argument in known[name].get_arguments() for flag in _flags(argument.names)
        }
        for option in re.findall(r"(?<![\w-])--[a-z-]+", rest.partition(",")[0]):
            assert option in options, f"inv {name} {option}"


def _flags(names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        yield f"--{name.replace('_', '-').rstrip('-')}"


def test_the_targets_of_make_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    found = {word for page in PAGES for word in re.findall(r"\bmake ([a-z]+)\b", text_of(page))}
    assert {"serve", "word"} <= found
    for name in found:
        assert re.search(rf"(?m)^{name}:", makefile), f"make {name}"


def rows(heading: str) -> list[str]:
    """What stands as code in the first cells of the table below a heading."""
    section = re.split(r"(?m)^##+ ", text_of(HANDBOOK).partition(f"# {heading}\n")[2])[0]
    cells = re.findall(r"(?m)^\| (`[^|]+`) \|", section)
    return [name for cell in cells for name in _CODE.findall(cell)]


def test_every_field_is_told_of() -> None:
    assert sorted(rows("Phần đầu của bài")) == sorted(FIELDS["post"])
    assert set(rows("Phim")) <= set(FIELDS["video"])
    assert {"source", "poster", "captions"} <= set(rows("Phim"))
    assert rows("Ảnh") == list(PHOTO_KEYS)
    text = text_of(HANDBOOK)
    for word in (*STATUSES, *TRIP_STATUSES):
        assert f"`{word}`" in text or f"status: {word}" in text, word
    for category in read_configuration().site.categories:
        assert category in text, category


def test_names_of_fields_and_columns_exist() -> None:
    """Whatever looks like one in the guide."""
    known = {name for fields in FIELDS.values() for name in fields}
    known |= {*PHOTO_KEYS, *KEYS, *COLUMNS, *TRIP_COLUMNS, *STATUSES, *TRIP_STATUSES}
    known |= {"true", "menu"}
    for page in (SCREEN, HANDBOOK):
        for code in _CODE.findall(text_of(page)):
            if found := re.match(r"([a-z_]+)(?::(?: |$)|$)", code):
                assert found[1] in known | NOT_FIELDS, f"{page.name}: {code}"


NOT_FIELDS = {"content"}
"""Folders."""
