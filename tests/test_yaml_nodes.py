"""YAML as values with lines: nothing is constructed, everything knows its line."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.yaml_nodes import Node, YamlError, parse
from tests.conftest import ROOT


def plain(node: Node | None) -> Any:
    """The values without their lines."""
    if node is None:
        return None
    if isinstance(node.value, list):
        return [plain(item) for item in node.value]
    if isinstance(node.value, dict):
        return {key: plain(item) for key, item in node.value.items()}
    return node.value


UNSEEN = "có ký tự điều khiển không nhìn thấy được"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("# chỉ chú thích\n", None),
        (
            "a: no\nb: 2021-01-11\nc: 012\nd: 1e3",
            {"a": "no", "b": "2021-01-11", "c": "012", "d": "1e3"},
        ),
        ("a:\nb: ~\nc: null\nd: ''\ne: '~'", {"a": "", "b": "", "c": "", "d": "", "e": "~"}),
        ("a: \"x\\ty\"\nb: 'it''s'", {"a": "x\ty", "b": "it's"}),
        ("a: [1, [2]]\nb: {c: d}", {"a": ["1", ["2"]], "b": {"c": "d"}}),
        ("- a\n- b: c", ["a", {"b": "c"}]),
        ("a: |\n  một\n  hai\n", {"a": "một\nhai\n"}),
        ("a: !!python/object/apply:os.system [id]", {"a": ["id"]}),
        ("a: !!binary aGVsbG8=", {"a": "aGVsbG8="}),
    ],
    ids=[
        "empty",
        "comment",
        "scalars",
        "nothing",
        "quotes",
        "flow",
        "block",
        "literal",
        "code",
        "tag",
    ],
)
def test_values(text: str, value: Any) -> None:
    assert plain(parse(text)) == value


def test_lines() -> None:
    root = parse("a: 1\nb:\n  - x\n  - c: y\n    d: z\na: 2\na: 3\n", first_line=2)
    assert root is not None
    assert root.line == 2
    assert root.key_lines == {"a": 2, "b": 3}
    assert root.value["a"].value == "1"
    assert root.repeated == (("a", 7), ("a", 8))
    first, second = root.value["b"].value
    assert (first.line, second.line) == (4, 5)
    assert second.key_lines == {"c": 5, "d": 6}
    assert second.value["d"].line == 6


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\nb: [1\n", 3),
        ("a: 1\n\tb: 2\n", 3),
        ("a: 1\nb: c: d\n", 3),
        ("a: 1\nb: @x\n", 3),
        ("a: 1\nb: c\n  d: e\n", 4),
        ("a: 1\n--- \nb: 2\n", 3),
    ],
    ids=["open bracket", "tab", "two colons", "sign", "indent", "second document"],
)
def test_what_is_not_yaml(text: str, line: int) -> None:
    with pytest.raises(YamlError) as caught:
        parse(text, first_line=2)
    assert caught.value.message == "dòng này viết chưa đúng, máy không hiểu"
    assert caught.value.hint
    assert line <= caught.value.line <= line + 1  # the parser sees some only on the next line


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ('a: 1\nb: "x\\0y"', f"{UNSEEN} (mã 0x00)", 2),
        ('a: 1\n"\\e[2J": 1', f"{UNSEEN} (mã 0x1b)", 2),
        ('a: ["\\uFFFE"]', f"{UNSEEN} (mã 0xfffe)", 1),
        ("a: &x [1]\nb: *x", "không dùng được dấu & và * ở đây", 1),
        ("a: &a [*a]", "không dùng được dấu & và * ở đây", 1),
        ("a: 1\n? [b]\n: c", "khóa phải là một từ", 2),
        ("a: 1\n{}: c", "khóa phải là một từ", 2),
    ],
)
def test_what_is_refused(text: str, message: str, line: int) -> None:
    with pytest.raises(YamlError) as caught:
        parse(text)
    assert (caught.value.message, caught.value.line) == (message, line)


@pytest.mark.parametrize(
    "text",
    ["a: " + "[" * 900, "- " * 3000, "".join(" " * n + "a:\n" for n in range(1500))],
    ids=["brackets", "dashes", "indents"],
)
def test_deep_nesting_is_an_error_like_others(text: str) -> None:
    with pytest.raises(YamlError, match="lồng nhau quá sâu"):
        parse(text)


@pytest.mark.parametrize("sign", ["[", "- ", "{a: "])
def test_very_deep_nesting_does_not_end_the_process(sign: str) -> None:
    program = (
        "from plugins.yaml_nodes import parse, YamlError\n"
        f"try: parse({sign!r} * 100_000)\n"
        "except YamlError: print('refused')"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "refused\n")


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        parse(text)
    except YamlError as error:
        line = error.line
    else:
        line = 1
    assert 1 <= line <= text.count("\n") + 1
