"""One build, and what it said."""

from __future__ import annotations

import sys

import pytest

from plugins.preview.rebuild import Outcome, build_in_the_open, readable, rebuild


def python(code: str) -> list[str]:
    return [sys.executable, "-X", "utf8", "-c", code]


def test_what_a_build_said_on_both_streams() -> None:
    code = "import sys; print('dựng', flush=True); print('lỗi ở đây', file=sys.stderr); sys.exit(3)"
    assert rebuild(python(code)) == Outcome(ok=False, said="dựng\nlỗi ở đây")


def test_bytes_that_are_not_text_do_not_stop_the_preview() -> None:
    assert (
        rebuild(python("import sys; sys.stdout.buffer.write(b'a\\xff')")).said
        == "a\N{REPLACEMENT CHARACTER}"
    )


def test_in_the_open(capfd: pytest.CaptureFixture[str]) -> None:
    assert build_in_the_open(python("print('tiến độ')")) == Outcome(ok=True, said="")
    assert capfd.readouterr().out == "tiến độ\n"


def test_in_the_open_a_failure_is_known_by_building_again() -> None:
    assert build_in_the_open(python("print('lỗi'); exit(1)")) == Outcome(ok=False, said="lỗi")


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("\x1b[1;31mlỗi\x1b[0m\n", "lỗi"),
        ("a\r 10%\r100%\nb", "100%\nb"),
        ("a\r\nb\r\n", "a\nb"),
        ("x" * 20_001, "x" * 20_000 + "\n…"),
    ],
)
def test_readable(said: str, text: str) -> None:
    assert readable(said) == text
