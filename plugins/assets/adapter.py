"""Pelican adapter: the theme's files, bundled once for each build."""

from __future__ import annotations

from typing import Any

from pelican import signals

from plugins.assets.bundle import AssetError, accent_css, counter_hosts, load_assets
from plugins.assets.workers import NAME, service_worker
from plugins.build import Build
from plugins.problems import Problem
from plugins.values import replace


def load(pelican: Any) -> None:
    """Bundle the theme."""
    build = Build.of(pelican.settings)
    static, site = build.theme / "static", build.site
    offline = site.offline and not build.drafts  # a preview must not outlive its drafts
    try:
        assets = load_assets(static, site.base_path, accent_css(site.accent), counter_hosts(site))
        worker = service_worker(static, site, offline=offline)
        contents = {**assets.contents, NAME: worker}
        build.shared["assets"] = replace(assets, contents=contents, offline=offline)
    except (AssetError, OSError) as error:
        build.add(
            [Problem(path="", message=f"giao diện: {error}", hint="xem thư mục theme/static")]
        )


def register() -> None:
    """Connect."""
    signals.get_generators.connect(load)
