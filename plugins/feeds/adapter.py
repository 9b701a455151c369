"""Pelican adapter: the news, each category, films and changes of the timetable as feeds."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from markupsafe import Markup
from pelican import signals
from pelican.generators import Generator

from plugins.build import Build
from plugins.feed_links import Followed
from plugins.feeds.channels import Channel, choose
from plugins.feeds.entries import Entry, film_entry, notice_entry, post_entry
from plugins.feeds.formats import WRITERS
from plugins.mobile_library.notices import Notice
from plugins.videos.pages import Video


class FeedsGenerator(Generator):
    """Everything is known when pages are written, and nothing here is a page."""

    def generate_output(self, writer: Any) -> None:
        """Write the feeds that are not there yet; each post is rendered once, however many feeds
        tell of it."""
        build = Build.of(self.settings)
        self.site = build.site
        self.made: dict[str, Entry] = {}
        films = build.shared["videos"].all
        notices = build.shared["mobile_library_notices"]
        for followed, items in choose(self.context["articles"], films, notices, self.site):
            for ending in followed.endings:
                make = partial(self.make_feed, followed, items, ending)
                basis = (ending, followed, *map(_basis, items))
                writer.write_made(followed.feed(ending), self.env, basis, make)

    def make_feed(self, followed: Followed, items: Iterable[Any], ending: str) -> bytes:
        """One feed in the format of this ending."""
        for item in items:
            if item.url not in self.made:
                self.made[item.url] = self.of(item)
        entries = tuple(self.made[item.url] for item in items)
        return WRITERS[ending](Channel(followed=followed, entries=entries), self.site)

    def of(self, item: Any) -> Entry:
        """The entry of an article, a film or a notice."""
        if isinstance(item, Video):
            return self.of_film(item)
        return self.of_notice(item) if isinstance(item, Notice) else self.of_post(item)

    def of_post(self, article: Any) -> Entry:
        """The entry of an article."""
        post, cover, template = article.item, article.cover, self.get_template("feeds/post")
        html = template.render(
            post=post,
            pieces=article.text.pieces,
            films=article.films,
            gallery=article.gallery,
        )
        return post_entry(post, html, cover.head_image.url if cover else "", self.site)

    def of_film(self, film: Video) -> Entry:
        """The entry of a film."""
        html = self.get_template("feeds/film").render(film=film, text=Markup(film.html))
        return film_entry(film, html, self.site)

    def of_notice(self, notice: Notice) -> Entry:
        """The entry of a changed session."""
        html = self.get_template("feeds/notice").render(notice=notice)
        return notice_entry(notice, html, self.site)


def _basis(item: Any) -> Any:
    """All that an entry reads of an article, film or notice."""
    if isinstance(item, Video | Notice):
        return item
    return item.item, item.text, item.films, item.gallery, item.cover


def get_generators(pelican: Any) -> type[FeedsGenerator]:
    """Pelican runs this generator with the others."""
    return FeedsGenerator


def register() -> None:
    """Connect."""
    signals.get_generators.connect(get_generators)
