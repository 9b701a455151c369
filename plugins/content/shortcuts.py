"""What Pelican would do for each file, over and over, and need not."""

from __future__ import annotations

from typing import Any


def cache_nothing(cacher: Any) -> None:
    """Pelican's cache, which is off, would still look at each file four times."""
    cacher.get_cached_data = lambda _, default=None: default
    cacher.cache_data = lambda *_: None


def trust_paths(generator: Any) -> None:
    """Pelican would find out once more where each content lies, which takes it long."""

    def add_source_path(content: Any) -> None:
        generator.context["generated_content"][content.relative_source_path] = content

    generator.add_source_path = add_source_path
