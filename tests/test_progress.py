"""Progress bars: they change nothing, and leave nothing behind."""

from __future__ import annotations

import threading

import pytest

from plugins.progress import watched


def test_items_come_as_they_are_and_no_thread_stays(capsys: pytest.CaptureFixture[str]) -> None:
    before = threading.active_count()
    assert [*watched([3, 1, 2], 3, "Đọc", "tệp")] == [3, 1, 2]
    assert capsys.readouterr() == ("", ""), "no terminal, no bar"
    assert threading.active_count() == before
