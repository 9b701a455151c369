"""The programs that these tests drive are found or installed; else a sentence says which to get."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.support import debian
from tests.support.awstats import page_views
from tests.support.debian import ProgramMissingError, find_program
from tests.support.nginx import find_nginx


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was tried on a machine that has none of them."""
    commands: list[str] = []

    def fails(command: Sequence[str]) -> bool:
        commands.append(" ".join(command))
        return False

    monkeypatch.setattr(debian, "_installed", lambda *_: None)
    monkeypatch.setattr(debian, "succeeds", fails)
    monkeypatch.setattr(debian, "is_debian_root", lambda: True)
    return commands


def test_debian_is_asked_then_a_sentence(ran: list[str], tmp_path: Path) -> None:
    with pytest.raises(ProgramMissingError, match=r"cần nginx: .*apt install nginx"):
        find_nginx()
    assert "apt-get install -y --no-install-recommends nginx" in ran
    with pytest.raises(ProgramMissingError, match=r"cần awstats.pl: .*apt install awstats"):
        page_views(tmp_path / "log", tmp_path / "awstats")


def test_without_root_nothing_is_installed(ran: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debian, "is_debian_root", lambda: False)
    with pytest.raises(ProgramMissingError):
        find_program("logrotate", "logrotate")
    assert ran == []


def test_what_was_just_installed_is_used(
    ran: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    finds = iter([None, tmp_path])
    monkeypatch.setattr(debian, "_installed", lambda *_: next(finds))
    assert find_program("logrotate", "logrotate") == tmp_path


def test_servers_are_found_that_are_not_on_the_path(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    server = tmp_path / "máy chủ"
    server.touch(mode=0o755)
    monkeypatch.setattr(debian, "_ADMIN", (str(tmp_path),))
    monkeypatch.setenv("PATH", "/không/có")
    assert find_program("máy chủ", "x") == server
