"""Names that nobody else can have lead here."""

from __future__ import annotations

import pytest

from plugins.preview.hosts import is_ours, own_names
from plugins.preview.phone import EVERYWHERE

NAMES = {EVERYWHERE, *own_names("May-1")}


@pytest.mark.parametrize(
    "host",
    [
        None, "localhost", "localhost:8000", "LOCALHOST:8000", "localhost.:8000", "a.localhost",
        "127.0.0.1:8000", "192.168.1.7", "192.168.1.7:8000", "[::1]:8000", "[fe80::1]", "::1",
        "may-1:8000", "May-1.local:8000",
    ],
)  # fmt: skip
def test_ours(host: str | None) -> None:
    assert is_ours(host, NAMES)


@pytest.mark.parametrize(
    "host",
    [
        "", ":8000", "evil.example", "evil.example:8000", "localhost.evil.example",
        "127.0.0.1.evil.example:8000", "xlocalhost", "may-1.evil.example", "may-1.local.example",
        "[evil.example]:80", "127.0.0.1:80:evil", "0x7f.1", "2130706433", "127.1",
    ],
)  # fmt: skip
def test_not_ours(host: str) -> None:
    assert not is_ours(host, NAMES)


def test_a_machine_without_a_name() -> None:
    assert not is_ours(".local", own_names(""))
