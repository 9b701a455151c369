"""Pelican adapter: the latest videos for the aside."""

from __future__ import annotations

from typing import Any

from pelican import signals

from plugins.build import Build
from plugins.videos.films import Videos, latest_videos


def load(generators: Any) -> None:
    """Choose the latest videos; the catalog has read them."""
    build = Build.of(generators[0].settings)
    build.shared["videos"] = Videos(latest=latest_videos(build.loaded.videos, build.now))


def register() -> None:
    """Connect."""
    signals.all_generators_finalized.connect(load)
