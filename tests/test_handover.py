"""Turns of threads."""

from __future__ import annotations

import sys

import pytest

from plugins.handover import quick_handover


def test_shorter_meanwhile_and_as_before_afterwards() -> None:
    before = sys.getswitchinterval()
    with quick_handover():
        assert sys.getswitchinterval() < before / 10
        with quick_handover():
            assert sys.getswitchinterval() < before / 10
        assert sys.getswitchinterval() < before / 10
    assert sys.getswitchinterval() == before


def test_as_before_after_an_error() -> None:
    before = sys.getswitchinterval()

    def fail() -> None:
        with quick_handover():
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert sys.getswitchinterval() == before
