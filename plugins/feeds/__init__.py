"""Pelican adapter: the news, each category and films as feeds."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup
from pelican import signals
from pelican.generators import Generator

from plugins.build import Build
from plugins.feeds.channels import channels
from plugins.feeds.entries import Entry, film_entry, post_entry
from plugins.feeds.formats import WRITERS


class FeedsGenerator(Generator):
    """Everything is known when pages are written, and nothing here is a page."""

    def generate_output(self, writer: Any) -> None:
        """Write all feeds; each post is rendered once, however many feeds tell of it."""
        build = Build.of(self.settings)
        site = build.site
        get_template: Any = self.get_template  # Pelican has no types
        made: dict[str, Entry] = {}

        def of_post(article: Any) -> Entry:
            post, gallery, cover = article.item, article.gallery, article.cover
            if post.path not in made:
                html = get_template("feeds/post").render(
                    post=post, pieces=article.text.pieces, gallery=gallery
                )
                image = cover.head_image.url if cover else ""
                made[post.path] = post_entry(post, html, image, site)
            return made[post.path]

        def of_film(film: Any) -> Entry:
            html = get_template("feeds/film").render(film=film, text=Markup(film.html))
            return film_entry(film, html, site)

        films = build.shared["videos"].all
        for channel in channels(self.context["articles"], films, site, of_post, of_film):
            for ending in channel.followed.endings:
                writer.write_bytes(channel.followed.feed(ending), WRITERS[ending](channel, site))


def get_generators(pelican: Any) -> type[FeedsGenerator]:
    """Pelican runs this generator with the others."""
    return FeedsGenerator


def register() -> None:
    """Connect."""
    signals.get_generators.connect(get_generators)
