"""Problems as an editor and a forge read them."""

from __future__ import annotations

import pytest

from plugins.problems import (
    Problem,
    as_code_quality,
    as_github,
    as_sentence,
    as_text,
    as_warnings,
    has_errors,
    report,
)
from plugins.values import replace

ERROR = Problem(path="a/b.md", line=3, message="sai", hint="sửa")
WARNING = Problem(path="a/b.md", message="lạ", level="warning")


@pytest.mark.parametrize(
    ("problem", "root", "text"),
    [
        (ERROR, "", "a/b.md:3: LỖI: sai\n    Cách sửa: sửa"),
        (ERROR, "content", "content/a/b.md:3: LỖI: sai\n    Cách sửa: sửa"),
        (ERROR, "content/", "content/a/b.md:3: LỖI: sai\n    Cách sửa: sửa"),
        (WARNING, "", "a/b.md: LƯU Ý: lạ"),
        (Problem(path="a", line=1, column=7, message="m"), "", "a:1:7: LỖI: m"),
        (Problem(path="", message="m"), "content", "content: LỖI: m"),
    ],
    ids=["hint", "root", "root with slash", "warning", "column", "the folder itself"],
)
def test_as_text(problem: Problem, root: str, text: str) -> None:
    assert as_text(problem, root) == text


@pytest.mark.parametrize("evil", ["\x1b[2J", "\r", "\n", "\x9b", "\u202e", "\x00"])
def test_text_cannot_steer_a_terminal(evil: str) -> None:
    text = as_text(Problem(path=f"a{evil}", message=f"m{evil}", hint=f"h{evil}"), "")
    assert evil not in text.replace("\n    Cách sửa: ", "", 1)


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        (ERROR, "::error file=content/a/b.md,line=3::sai. Cách sửa: sửa"),
        (WARNING, "::warning file=content/a/b.md::lạ"),
        (
            Problem(path="a,b:c%.md", line=1, column=2, message="50%\r\nhết: xong, nhé"),
            "::error file=content/a%2Cb%3Ac%25.md,line=1,col=2::50%25%0D%0Ahết: xong, nhé",
        ),
    ],
    ids=["error", "warning", "escapes"],
)
def test_as_github(problem: Problem, line: str) -> None:
    assert as_github(problem, "content") == line


def test_as_code_quality() -> None:
    assert as_code_quality(ERROR, "content/") == {
        "description": "sai Cách sửa: sửa",
        "check_name": "inv check",
        "fingerprint": as_code_quality(ERROR, "content")["fingerprint"],
        "severity": "major",
        "location": {"path": "content/a/b.md", "lines": {"begin": 3}},
    }
    assert as_code_quality(WARNING)["location"]["lines"]["begin"] == 1  # it must have one
    found = [ERROR, WARNING, replace(ERROR, line=4), replace(ERROR, path="a/c.md")]
    assert len({as_code_quality(problem)["fingerprint"] for problem in found}) == len(found)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("sai", "sai."),
        ("sửa dòng date:", "sửa dòng date."),
        ("có phải là “a”?", "có phải là “a”?"),
        ("gõ https://…", "gõ https://…"),
        ("gõ “a.”", "gõ “a.”."),
    ],
)
def test_a_sentence_ends_once(text: str, sentence: str) -> None:
    assert as_sentence(text) == sentence


def test_report_goes_from_top_to_bottom_and_counts() -> None:
    problems = [
        Problem(path="b", message="4"),
        Problem(path="a", line=10, message="3", level="warning"),
        Problem(path="a", line=2, message="2"),
        Problem(path="a", message="1"),
    ]
    assert report(problems).splitlines() == [
        "a: LỖI: 1",
        "a:2: LỖI: 2",
        "a:10: LƯU Ý: 3",
        "b: LỖI: 4",
        "Tổng cộng: 3 lỗi, 1 lưu ý.",
    ]
    assert report([]) == ""


def test_errors_of_a_draft_become_warnings() -> None:
    (mild,) = as_warnings([ERROR])
    assert (mild.path, mild.line, mild.message, mild.hint) == ("a/b.md", 3, "sai", "sửa")
    assert mild.level == "warning"
    assert has_errors([WARNING, ERROR])
    assert not has_errors([WARNING, mild])
    assert not has_errors([])
