"""Pelican adapter: the visit figures, baked into every page."""

from __future__ import annotations

from typing import Any

from pelican import signals
from pelican.generators import Generator

from plugins.build import Build
from plugins.files import read_if_there
from plugins.visits.counts import FILE, Counts, parse_counts
from plugins.visits.most_read import most_read
from plugins.visits.shown import make_visits, usable, views_of
from plugins.visits.sources import PIXEL
from plugins.visits.view_images import GIF

_NOTICES = ("withdrawn", "expired")


class VisitsGenerator(Generator):
    """Reads the figures and tells posts of theirs."""

    counts: Counts | None

    def generate_context(self) -> None:
        """Read the figures, once all posts are read."""
        build = Build.of(self.settings)
        shown = build.site.visit_source != "none"
        data = read_if_there(build.content / FILE) if shown else b""
        counts, problems = parse_counts(data, FILE)
        build.add(problems)
        self.counts = usable(counts, build.site)
        build.shared["visits"] = make_visits(self.counts, build.site)
        for article in [*self.context["articles"], *self.context["hidden_articles"]]:
            gone = article.state in _NOTICES
            article.views = None if gone else views_of(article.url, self.counts)

    def generate_output(self, writer: Any) -> None:
        """Write the image that counts, for servers that have none of their own."""
        if Build.of(self.settings).site.visit_source == "log":
            writer.write_made(PIXEL, self.env, (GIF,), lambda: GIF)


def choose_most_read(generators: Any) -> None:
    """For the home page, when posts are what lists show of them."""
    for generator in generators:
        if isinstance(generator, VisitsGenerator):
            entries = [article.entry for article in generator.context["articles"]]
            chosen = most_read(entries, generator.counts)
            Build.of(generator.settings).shared["most_read"] = chosen


def get_generators(pelican: Any) -> type[VisitsGenerator]:
    """Pelican runs this generator after its own two."""
    return VisitsGenerator


def register() -> None:
    """Connect."""
    signals.get_generators.connect(get_generators)
    signals.all_generators_finalized.connect(choose_most_read)
