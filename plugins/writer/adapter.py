"""Pelican adapter: the site's writer, and the end of a build."""

from __future__ import annotations

from typing import Any

from pelican import signals

from plugins.build import KEY, Build
from plugins.writer.compiled import Compiled
from plugins.writer.site_writer import SiteWriter
from plugins.writer.sitemap import ROBOTS, SITEMAP, robots_txt, sitemap
from plugins.writer.templates import filters


def get_writer(pelican: Any) -> type[SiteWriter]:
    """Pelican makes its writer from this class."""
    return SiteWriter


def use_filters(generator: Any) -> None:
    """Templates get our filters, made from the settings of this very build."""
    build = Build.of(generator.settings)
    generator.env.filters.update(filters(build.site))
    if not build.clean:
        generator.env.bytecode_cache = Compiled(build.cache / "templates")


def finish(pelican: Any) -> None:
    """Tell crawlers of all pages, now that they are there, and remove stale files.

    A build that fails never gets here. Another run of the same Pelican object begins a new build.
    """
    build = Build.of(pelican.settings)
    if build.outputs is not None:
        build.outputs.make_all(build.site.workers)
        build.outputs.write(SITEMAP, sitemap(build.heads, build.site))
        build.outputs.write(ROBOTS, robots_txt(build.site))
        build.removed = build.outputs.finish()
    pelican.settings.pop(KEY)


def register() -> None:
    """Connect."""
    signals.generator_init.connect(use_filters)
    signals.get_writer.connect(get_writer)
    signals.finalized.connect(finish)
