"""The browser tests find a browser, or say what to install."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.browser import chromium
from tests.browser.chromium import ChromiumMissingError, find_chromium
from tests.support import debian


@pytest.fixture(autouse=True)
def _forgetful() -> Iterator[None]:
    find_chromium.cache_clear()
    yield
    find_chromium.cache_clear()


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was tried on a machine without a browser where nothing can be installed."""
    commands: list[str] = []

    def fails(command: Sequence[str]) -> bool:
        commands.append(" ".join(command))
        return False

    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(chromium, "_installed", lambda: None)
    monkeypatch.setattr(debian, "succeeds", fails)
    return commands


def test_the_named_one_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "trình duyệt"
    program.touch(mode=0o755)
    monkeypatch.setenv("CHROMIUM", str(program))
    assert find_chromium() == program


def test_a_wrong_name_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/không/có")
    with pytest.raises(ChromiumMissingError, match="CHROMIUM=/không/có"):
        find_chromium()


def test_all_ways_are_tried_then_a_sentence(ran: list[str]) -> None:
    with pytest.raises(ChromiumMissingError, match="apt install chromium"):
        find_chromium()
    assert ran[-1].endswith("-m playwright install chromium")


def test_the_distribution_comes_first_for_root(
    ran: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    finds = iter([None, tmp_path])
    monkeypatch.setattr(chromium, "_installed", lambda: next(finds))
    monkeypatch.setattr(debian, "is_debian_root", lambda: True)
    assert find_chromium() == tmp_path
    assert ran[-1] == "apt-get install -y --no-install-recommends chromium"
