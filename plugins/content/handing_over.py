"""Posts and pages handed to Pelican through the hooks of its own cache, which it asks first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from plugins.content.posts import Page, Post
from plugins.memory import Memory


def hand_over(
    generator: Any,
    items: Mapping[str, Post | Page],
    make: Callable[[str], Any],
    memory: Memory | None,
) -> None:
    """Let a generator have the Article or Page that `make` gives for each path of `items`.

    A process that builds again has it from its memory when the post or page is the very same. A
    build puts pictures and neighbours into them, so the memory keeps one that no build has touched,
    and each build gets a copy of it.
    """
    fresh = set()

    def get_cached_data(path: str, _: Any) -> Any:
        item = items[path]
        known = memory.recall(("content", path), item) if memory else None
        if known is None:
            content = make(path)
            if memory:
                fresh.add(item.path)
                untouched = _copied(content)
                untouched._context = None  # the last build's, with all its posts
                memory.keep(("content", path), untouched, item)
            return content
        again = _copied(known)
        again.settings, again._context = generator.settings, generator.context
        again.translations = []
        return again

    def add_source_path(content: Any) -> None:
        # Pelican would find out once more where each content lies, which takes it long.
        generator.context["generated_content"][content.relative_source_path] = content

    generator.get_cached_data, generator.cache_data = get_cached_data, lambda *_: None
    generator.add_source_path = add_source_path
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
