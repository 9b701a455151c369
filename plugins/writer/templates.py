"""How templates are read, and the filters they may use."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from plugins.feed_links import FeedLink, feed_links
from plugins.head import Head
from plugins.qr import qr_path
from plugins.schema_org import as_script, graph
from plugins.settings import SiteSettings
from plugins.share_links import mail_query, zalo_data
from plugins.vietnamese import format_date, format_datetime, format_number
from plugins.visits.view_images import view_image
from plugins.whole_addresses import whole
from plugins.writer.compiled import Compiled

ENVIRONMENT: dict[str, Any] = {
    "autoescape": True,
    "undefined": StrictUndefined,  # a name that is not there is an error, not an empty place
    "trim_blocks": True,
    "lstrip_blocks": True,
    "extensions": [],
    "auto_reload": False,  # each build has an environment of its own: no stat for each include
}


def sources(environment: Environment) -> tuple[tuple[str, str], ...]:
    """Every template that a page could ask for, with its text."""
    loader = environment.loader
    names = loader.list_templates() if loader else ()
    return tuple((name, loader.get_source(environment, name)[0]) for name in names)  # type: ignore[union-attr]


def date_and_time(moment: datetime) -> str:
    """As the old portal showed it; a date written without a time stays without."""
    midnight = (moment.hour, moment.minute, moment.second) == (0, 0, 0)
    return format_date(moment) if midnight else format_datetime(moment)


def isodate(moment: datetime) -> str:
    """For <time datetime>."""
    return moment.isoformat(timespec="seconds")


PLAIN: dict[str, Callable[..., Any]] = {
    "date": format_date,
    "datetime": date_and_time,
    "isodate": isodate,
    "number": format_number,
}
"""Filters that need no settings."""


def theme_environment(theme: Path) -> Environment:
    """The templates of a theme, for parts of pages that settings change nothing of."""
    environment = Environment(loader=FileSystemLoader(theme / "templates"), **ENVIRONMENT)  # noqa: S701 (it escapes)
    environment.filters.update(PLAIN)
    return environment


def prepared(environment: Environment, site: SiteSettings, compiled: Path | None) -> Environment:
    """The environment with our filters; `compiled` is the folder of templates that earlier builds
    compiled."""
    environment.filters.update(filters(site))
    if compiled:
        environment.bytecode_cache = Compiled(compiled)
    return environment


def filters(site: SiteSettings) -> dict[str, Callable[..., Any]]:
    """The closed set of filters."""

    def link(address: str) -> str:
        """The root-relative address of a site path; addresses of other sites stay."""
        return address if "://" in address else f"{site.base_path}/{address}"

    def absolute(address: str) -> str:
        """The whole address of a site path, for programs elsewhere."""
        return whole(address, site)

    @functools.cache
    def feeds(path: str) -> tuple[FeedLink, ...]:
        """Links to the feeds of the list at a site path; most pages have none."""
        return feed_links(path, site)

    def json_ld(head: Head) -> Markup:
        """What the page says in schema.org's words, for a <script>; empty with `noindex`."""
        said = graph(head, site)
        return as_script(said) if said else Markup()

    def at(day: date, clock: str) -> str:
        """A local time, `HH:MM`, of a day: a moment that a script can compare with its own."""
        moment = datetime.combine(day, time.fromisoformat(clock), site.zone)
        return moment.isoformat(timespec="minutes")

    def counted(head: Head) -> str:
        """Address of the image that counts a view of the page; empty where no image does."""
        return view_image(head, site)

    return {
        **PLAIN,
        "mail": functools.partial(mail_query, site=site),
        "zalo": functools.partial(zalo_data, site=site),
        "link": link,
        "absolute": absolute,
        "feeds": feeds,
        "json_ld": json_ld,
        "at": at,
        "qr": qr_path,
        "view_image": counted,
    }
