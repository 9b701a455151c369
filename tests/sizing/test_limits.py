"""The limits in publishconf.py."""

from __future__ import annotations

import pytest

from plugins.settings import SettingsError
from plugins.sizing.limits import checked_limits, read_limits


def test_the_projects_own_are_those_of_github_pages() -> None:
    assert (read_limits().site, read_limits().repository) == (10**9, 10**9)


@pytest.mark.parametrize("wrong", [-1, 1e9, "1 GB", True, None])
def test_whatever_is_wrong_is_told_at_once(wrong: object) -> None:
    with pytest.raises(SettingsError, match=r"publishconf\.py") as told:
        checked_limits(wrong, wrong)
    assert [m.partition(" ")[0] for m in told.value.mistakes] == [
        "“SITE_LIMIT”",
        "“REPOSITORY_LIMIT”",
    ]
