"""How much the public host takes: settings of publishconf.py, for they are the host's."""

from __future__ import annotations

import runpy

from plugins.configuration import ROOT
from plugins.settings import SettingsError
from plugins.values import Struct

FILE = "publishconf.py"


class Limits(Struct, frozen=True, kw_only=True):
    """Bytes of the published site and of the repository; 0: as much as one likes."""

    site: int
    repository: int


def read_limits() -> Limits:
    """Run publishconf.py. Raises SettingsError."""
    values = runpy.run_path(str(ROOT / FILE))
    return checked_limits(values.get("SITE_LIMIT", 0), values.get("REPOSITORY_LIMIT", 0))


def checked_limits(site: object, repository: object) -> Limits:
    """Limits from what stands in the settings. Raises SettingsError with every mistake."""
    given = {"SITE_LIMIT": site, "REPOSITORY_LIMIT": repository}
    right = {name: value for name, value in given.items() if type(value) is int and value >= 0}
    if mistakes := [
        f"“{name}” phải là một số byte, như 1_000_000_000, hoặc 0 nếu không giới hạn; không phải"
        f" {value!r}"
        for name, value in given.items()
        if name not in right
    ]:
        raise SettingsError(mistakes, FILE)
    return Limits(site=right["SITE_LIMIT"], repository=right["REPOSITORY_LIMIT"])
