"""What a build said, as a page can show it."""

from __future__ import annotations

import pytest

from plugins.preview.outcomes import readable


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
