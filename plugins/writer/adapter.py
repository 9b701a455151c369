"""Pelican adapter: the site's writer, and the end of a build."""

from __future__ import annotations

from functools import partial
from typing import Any

from pelican import signals

from plugins.build import KEY, Build
from plugins.content.old_addresses import server_redirects
from plugins.memory import once, settled
from plugins.writer.host_files import host_files
from plugins.writer.site_writer import SiteWriter
from plugins.writer.sitemap import ROBOTS, SITEMAP, robots_txt, sitemap
from plugins.writer.templates import prepared


def get_writer(pelican: Any) -> type[SiteWriter]:
    """Pelican makes its writer from this class."""
    return SiteWriter


def share_environment(generator: Any) -> None:
    """All generators load templates through the environment of the first one, with our filters,
    made from the settings of this very build: a template is loaded once."""
    build = Build.of(generator.settings)
    if build.environment is None:
        memory, found = settled(build.memory, build.theme / "templates")
        compiled = None if build.clean else build.cache / "templates"
        make = partial(prepared, generator.env, build.site, compiled)
        build.environment = once(memory, "environment", (found,), make)
    generator.env = build.environment


def finish(pelican: Any) -> None:
    """Tell crawlers of all pages, now that they are there, and remove stale files.

    A build that fails never gets here. Another run of the same Pelican object begins a new build.
    """
    build = Build.of(pelican.settings)
    if build.outputs is not None:
        build.outputs.make_all(build.site.workers)
        pages = tuple(build.heads)
        make = partial(sitemap, pages, build.site)
        build.outputs.write(SITEMAP, once(build.memory, SITEMAP, pages, make))
        build.outputs.write(ROBOTS, robots_txt(build.site, build.now.date()))
        if build.host_files:
            moves = server_redirects(build.loaded.items.values())
            for name, data in host_files(moves, build.site, build.now).items():
                build.outputs.write(name, data)
        build.removed = build.outputs.finish()
    pelican.settings.pop(KEY)


def register() -> None:
    """Connect."""
    signals.generator_init.connect(share_environment)
    signals.get_writer.connect(get_writer)
    signals.finalized.connect(finish)
