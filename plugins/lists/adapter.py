"""Pelican adapter: the menu, the home page, list pages, the 404 page and redirects."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from pelican import signals
from pelican.generators import Generator

from plugins.addresses import output_file
from plugins.build import Build
from plugins.content.entries import entry_of
from plugins.content.old_addresses import (
    NGINX_MAP,
    Redirect,
    nginx_map,
    redirects,
    server_redirects,
)
from plugins.head import Head
from plugins.lists.kept_related import kept_related
from plugins.lists.listings import Home, Listing, MenuItem, make_home, make_listings
from plugins.lists.term_index import TermIndex, term_indexes
from plugins.lists.ways import set_ways_on, subject_of
from plugins.memory import once

NEWEST = 5
"""Posts that the page for a wrong address names."""


class ListsGenerator(Generator):
    """Pages that show other pages. Runs after Pelican has read all posts and pages."""

    home: Home
    listings: tuple[Listing, ...]
    term_indexes: Sequence[TermIndex]
    redirects: Sequence[Redirect]

    def generate_context(self) -> None:
        """Compute every list once."""
        build = Build.of(self.settings)
        site, memory, articles = build.site, build.memory, self.context["articles"]
        subjects = []
        for article in articles:
            item = article.item
            make = partial(entry_of, article)
            article.entry = once(memory, ("entry", item.path), (item, article.cover), make)
            name = partial(subject_of, article)
            subjects.append(once(memory, ("subject", item.path), (item,), name))
        find = partial(kept_related, subjects, None if build.clean else build.cache)
        found = once(memory, "related", tuple(subjects), find)
        set_ways_on(articles, found)
        entries = tuple(article.entry for article in articles)
        self.home = make_home(
            entries,
            site.categories,
            Head(title=site.name, path="", kind="home", description=site.parent),
            site.newest_on_home,
            site.section_on_home,
        )
        list_all = partial(make_listings, entries, site.categories, site.posts_per_page)
        self.listings = once(memory, "listings", entries, list_all)
        list_terms = partial(term_indexes, self.listings)
        self.term_indexes = once(memory, "terms", self.listings, list_terms)
        self.redirects = redirects(build.loaded.items.values())
        build.shared["site"] = site
        build.shared["menu"] = (
            *(MenuItem(title=title, url=url) for title, url in site.menu),
            *(MenuItem(title=page.title, url=page.url) for page in _in_menu(self.context["pages"])),
        )
        build.shared["more"] = tuple(
            MenuItem(title=page.title, url=page.url)
            for page in self.context["pages"]
            if page.menu is None
        )

    def generate_output(self, writer: Any) -> None:
        """Write them."""
        build = Build.of(self.settings)
        get_template: Any = self.get_template  # Pelican has no types

        def write(address: str, template: str, **names: Any) -> None:
            writer.write_file(output_file(address), get_template(template), self.context, **names)

        write("", "index", home=self.home, most_read=build.shared["most_read"])
        for listing in self.listings:
            write(listing.url, "listing", listing=listing)
        for index in self.term_indexes:
            write(index.url, "terms", term_index=index)
        lost = Head(title="Không tìm thấy trang", path="404.html", kind="error", noindex=True)
        newest = tuple(article.entry for article in self.context["articles"][:NEWEST])
        write("404.html", "404", head=lost, newest=newest)
        items = build.loaded.items
        for redirect in self.redirects:
            title = items[redirect.path].title
            moved = Head(title=title, path=redirect.source, kind="page", noindex=True)
            write(redirect.source, "redirect", head=moved, target=redirect.target)
        if moves := server_redirects(items.values()):
            writer.outputs.write(NGINX_MAP, nginx_map(moves, build.site.base_path))


def _in_menu(pages: Sequence[Any]) -> list[Any]:
    shown = [page for page in pages if page.menu is not None]
    return sorted(shown, key=lambda page: (page.menu, page.url))


def drop_pelican_lists(generator: Any) -> None:
    """Pelican's own lists of tags, categories and authors: ours stand for them.

    Its way to make them compares every post with every other.
    """
    generator.tags, generator.categories, generator.authors = {}, [], []


def get_generators(pelican: Any) -> type[ListsGenerator]:
    """Pelican runs this generator after its own two."""
    return ListsGenerator


def register() -> None:
    """Connect."""
    signals.get_generators.connect(get_generators)
    signals.article_generator_finalized.connect(drop_pelican_lists)
