"""docs/loi-thuong-gap.md is what the checks say today, and says all that they can say."""

from __future__ import annotations

import ast
import itertools
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from tests.common_errors.broken import SECTIONS
from tests.common_errors.page import PAGE, problems_of, written
from tests.conftest import ROOT

PLUGINS = ROOT / "plugins"
ROOMS = (
    "content", "fields.py", "frontmatter.py", "galleries", "headings.py", "lint",
    "markdown_body.py", "mobile_library", "proofreading", "quotes", "raw_html.py", "videos",
    "visits", "yaml_nodes.py",
)  # fmt: skip
MAKERS = {
    "FieldError", "FilmError", "Finding", "PhotoError", "Problem", "YamlError", "_add", "_complain",
    "_link", "_problem", "_refuse", "_warning", "complain", "photo_problem", "refuse", "warn",
}  # fmt: skip
"""What messages are made with."""

LEFT_OUT = {
    # The page can only show what every machine says.
    "content/reading_files.py:_lost": "a file that may not be read, or was there a moment ago",
    "galleries/index.py:_sha256": "the disk",
    "lint/fixing.py:fix": "a file that may not be written; only --fix says so",
    "videos/films.py:probe": "the disk",
    # Not of a file in the content folder.
    "content/scan.py:missing_folder": "there is no content folder at all",
    "mobile_library/findings.py:timetable_findings": "a wrong setting",
    "visits/findings.py:unexplained": "settings that count visits, without a page on privacy",
    # Not of a check.
    "content/adapter.py:stop_on_errors": "said by a build, to those who maintain the program",
    "content/old_addresses.py:crowd_problems": "said by a build that publishes",
    "galleries/adapter.py:_plain_card": "a theme's face that cannot be read, found by a build",
    "galleries/images/cards.py:_face": "the same",
    "galleries/jobs.py:make_missing": "photos that end too soon, found by a build",
    "galleries/orders.py:fill_order": "said by the preview",
    "galleries/stubs.py:_problem": "said by inv photos",
    "galleries/stubs.py:add_stubs": "said by inv photos",
}


def _functions() -> Iterator[tuple[Path, str, set[int]]]:
    """Functions that make messages: file, name, the lines on which they do."""
    for room in ROOMS:
        place = PLUGINS / room
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for node in ast.walk(tree):
                if isinstance(node, ast.FunctionDef) and (lines := _makes(node)):
                    yield path, node.name, lines


def _makes(function: ast.FunctionDef) -> set[int]:
    lines: set[int] = set()
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            continue
        if isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            if name in MAKERS and (len(node.args) + len(node.keywords)) > 1:
                lines |= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
        waiting += ast.iter_child_nodes(node)
    return lines


def _name(path: Path, function: str) -> str:
    return f"{path.relative_to(PLUGINS).as_posix()}:{function}"


def _lines_run() -> dict[str, set[int]]:
    """The lines of our modules that run while all broken inputs are checked."""
    run: dict[str, set[int]] = defaultdict(set)
    prefix = str(PLUGINS)

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        if not frame.f_code.co_filename.startswith(prefix):
            return None
        run[frame.f_code.co_filename].add(frame.f_lineno)
        return trace

    before = sys.gettrace()
    for case in itertools.chain.from_iterable(SECTIONS.values()):
        sys.settrace(trace)  # each time: Python drops it where the stack is full
        try:
            problems_of(case)
        finally:
            sys.settrace(before)
    return run


def test_the_page_is_not_stale() -> None:
    assert PAGE.read_text(encoding="utf-8") == written(), "run python -m tests.common_errors"


@pytest.fixture(scope="module")
def lines_run() -> dict[str, set[int]]:
    """What ran; once for both tests."""
    return _lines_run()


def test_every_message_is_on_the_page_or_left_out_for_a_reason(
    lines_run: dict[str, set[int]],
) -> None:
    silent = {
        _name(path, function)
        for path, function, lines in _functions()
        if not lines & lines_run[str(path)]
    }
    assert silent - LEFT_OUT.keys() == set()


def test_nothing_is_left_out_that_is_on_the_page(lines_run: dict[str, set[int]]) -> None:
    known = {
        _name(path, function): bool(lines & lines_run[str(path)])
        for path, function, lines in _functions()
    }
    assert {name for name in LEFT_OUT if known.get(name, True)} == set()


def test_every_broken_input_says_something() -> None:
    for title, cases in SECTIONS.items():
        for number, case in enumerate(cases):
            assert problems_of(case), (title, number)
