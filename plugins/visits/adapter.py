"""Pelican adapter: the visit figures, baked into every page."""

from __future__ import annotations

from typing import Any

from pelican import signals

from plugins.build import Build
from plugins.files import read_if_there
from plugins.visits.counts import FILE, Visits, parse_counts


def load(pelican: Any) -> None:
    """Read the figures."""
    build = Build.of(pelican.settings)
    counts, problems = parse_counts(read_if_there(build.content / FILE), FILE)
    build.add(problems)
    build.shared["visits"] = Visits(counts=counts)


def register() -> None:
    """Connect."""
    signals.get_generators.connect(load)
