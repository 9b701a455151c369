"""Which category somebody meant who typed one at a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from plugins.vietnamese import slugify

FEWEST = 3
"""Letters of a beginning that is taken for the whole."""


def category_of(words: str, categories: Sequence[str]) -> str | None:
    """The category that was typed: its number from 1, its name, with or without marks, or the
    beginning of one only; None when it is none, or several."""
    wanted = slugify(words)
    if wanted.isdecimal() and 1 <= int(wanted) <= len(categories):
        return categories[int(wanted) - 1]
    slugs = {category: slugify(category) for category in categories}
    for same in (
        lambda slug: slug == wanted,
        lambda slug: len(wanted) >= FEWEST and slug.startswith(wanted),
    ):
        found = [category for category, slug in slugs.items() if same(slug)]
        if len(found) == 1:
            return found[0]
    return None


def numbered(categories: Sequence[str]) -> str:
    """The categories in lines, each with its number."""
    return "\n".join(f"    {number}. {name}" for number, name in enumerate(categories, 1))
