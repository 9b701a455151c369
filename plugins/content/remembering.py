"""Pelican's contents that a process keeps between its builds, through Pelican's own cache hooks."""

from __future__ import annotations

from typing import Any

from plugins.content.catalog import Catalog
from plugins.memory import Memory
from plugins.vietnamese import nfc


def remember_contents(generator: Any, memory: Memory, catalog: Catalog) -> None:
    """Let a generator have its Article or Page again when the post or page is the very same.

    A build puts pictures and neighbours into them, so the memory keeps one that no build has
    touched, and each build gets a copy of it.
    """

    def get_cached_data(path: str, default: Any) -> Any:
        item = catalog.items.get(nfc(path))
        known = memory.recall(("content", path), item) if item else None
        if known is None:
            return default
        again = _copied(known)
        again.settings, again._context = generator.settings, generator.context
        again.translations = []
        return again

    fresh = set()

    def cache_data(path: str, content: Any) -> None:
        fresh.add(content.item.path)
        untouched = _copied(content)
        untouched._context = None  # the last build's, with all its posts
        memory.keep(("content", path), untouched, content.item)

    generator.get_cached_data, generator.cache_data = get_cached_data, cache_data
    generator.fresh = fresh


def _copied(content: Any) -> Any:
    """As `copy.copy`, which asks every object first how it would like to be copied."""
    again = object.__new__(type(content))
    again.__dict__.update(content.__dict__)
    return again


def put_fresh_first(generators: Any) -> None:
    """Pelican writes what was edited first, for somebody waits for it; lists keep their order."""
    for generator in generators:
        if fresh := getattr(generator, "fresh", None):
            articles = getattr(generator, "articles", [])
            generator.articles = sorted(articles, key=lambda one: one.item.path not in fresh)
