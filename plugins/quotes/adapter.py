"""Pelican adapter: the quotation of the day for the banner, and the page of all quotations."""

from __future__ import annotations

from typing import Any

from pelican import signals
from pelican.generators import Generator

from plugins.addresses import output_file
from plugins.build import Build
from plugins.files import read_if_there
from plugins.quotes.data_file import data_file
from plugins.quotes.kept_days import kept_days
from plugins.quotes.quotations import FILE, parse_quotes
from plugins.quotes.shown import make_quotes, quotes_page


class QuotesGenerator(Generator):
    """The banner's quotations, and their page."""

    def generate_context(self) -> None:
        """Read the quotations and choose today's."""
        build = Build.of(self.settings)
        data = read_if_there(build.content / FILE)
        self.quotes, problems = parse_quotes(data, FILE)
        build.add(problems)
        today, year = build.now.date(), build.now.year
        days = kept_days(data, self.quotes, year, None if build.clean else build.cache)
        number = days[today.timetuple().tm_yday - 1]
        chosen = self.quotes[number] if number >= 0 else None
        self.address, self.data = data_file(self.quotes, year, days)
        build.shared["quotes"] = make_quotes(self.quotes, chosen, today, self.address)

    def generate_output(self, writer: Any) -> None:
        """Write the page, and what the banner's script reads."""
        get_template: Any = self.get_template  # Pelican has no types
        page = quotes_page(self.quotes)
        writer.write_file(
            output_file(page.head.path), get_template("quotes"), self.context, quotes_page=page
        )
        if self.address:
            writer.write_made(self.address, self.env, (self.data,), lambda: self.data)


def get_generators(pelican: Any) -> type[QuotesGenerator]:
    """Pelican runs this generator after its own two."""
    return QuotesGenerator


def register() -> None:
    """Connect."""
    signals.get_generators.connect(get_generators)
