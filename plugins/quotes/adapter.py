"""Pelican adapter: the quotation of the day for the banner."""

from __future__ import annotations

from typing import Any

from pelican import signals

from plugins.build import Build
from plugins.files import read_if_there
from plugins.quotes.quotations import FILE, Quotes, parse_quotes, quote_of_the_day


def load(pelican: Any) -> None:
    """Read the quotations and choose today's."""
    build = Build.of(pelican.settings)
    quotes, problems = parse_quotes(read_if_there(build.content / FILE), FILE)
    build.add(problems)
    build.shared["quotes"] = Quotes(today=quote_of_the_day(quotes, build.now.date()))


def register() -> None:
    """Connect."""
    signals.get_generators.connect(load)
