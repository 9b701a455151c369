"""Pelican adapter: the stops of the mobile library for the aside."""

from __future__ import annotations

from typing import Any

from pelican import signals

from plugins.build import Build
from plugins.files import read_if_there
from plugins.mobile_library.stops import FILE, MobileLibrary, parse_stops


def load(pelican: Any) -> None:
    """Read the stops."""
    build = Build.of(pelican.settings)
    stops, problems = parse_stops(read_if_there(build.content / FILE), FILE)
    build.add(problems)
    build.shared["mobile_library"] = MobileLibrary(stops=stops)


def register() -> None:
    """Connect."""
    signals.get_generators.connect(load)
