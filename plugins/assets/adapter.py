"""Pelican adapter: the theme's files, bundled once for each build."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from pelican import signals

from plugins.assets.bundle import AssetError, Assets, accent_css, counter_hosts, load_assets
from plugins.assets.workers import NAME, service_worker
from plugins.build import Build
from plugins.memory import once, settled
from plugins.problems import Problem
from plugins.settings import LIVE, SiteSettings
from plugins.values import replace


def load(pelican: Any) -> None:
    """Bundle the theme."""
    build = Build.of(pelican.settings)
    static, site = build.theme / "static", build.site
    offline = site.offline and not build.drafts  # a preview must not outlive its drafts
    try:
        memory, found = settled(build.memory, static)
        make = partial(_assets, static, site, offline=offline)
        build.shared["assets"] = once(memory, "assets", (found, offline), make)
    except (AssetError, OSError) as error:
        build.add(
            [Problem(path="", message=f"giao diện: {error}", hint="xem thư mục theme/static")]
        )


def _assets(static: Path, site: SiteSettings, *, offline: bool) -> Assets:
    left_out = [
        *([] if offline else ["offline"]),
        *([] if site.visit_source in LIVE else ["visits"]),
    ]
    assets = load_assets(
        static, site.base_path, accent_css(site.accent), counter_hosts(site), left_out
    )
    worker = service_worker(static, site, offline=offline)
    return replace(assets, contents={**assets.contents, NAME: worker}, offline=offline)


def register() -> None:
    """Connect."""
    signals.get_generators.connect(load)
