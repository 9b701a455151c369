"""Pelican adapter: the theme's files, bundled once for each build."""

from __future__ import annotations

from typing import Any

from pelican import signals

from plugins.assets.bundle import AssetError, accent_css, counter_hosts, load_assets
from plugins.build import Build
from plugins.problems import Problem


def load(pelican: Any) -> None:
    """Bundle the theme."""
    build = Build.of(pelican.settings)
    try:
        build.shared["assets"] = load_assets(
            build.theme / "static",
            build.site.base_path,
            accent_css(build.site.accent),
            counter_hosts(build.site),
        )
    except (AssetError, OSError) as error:
        build.add(
            [Problem(path="", message=f"giao diện: {error}", hint="xem thư mục theme/static")]
        )


def register() -> None:
    """Connect."""
    signals.get_generators.connect(load)
