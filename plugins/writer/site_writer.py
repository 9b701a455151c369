"""Pelican's Writer: a page reads only what it declares, and is written only when it changed."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, Template
from markupsafe import Markup
from pelican.writers import Writer

from plugins.build import Build
from plugins.head import Head
from plugins.writer.outputs import Outputs, journal_path

BLOCK_NAMES = ("quotes", "mobile_library", "videos", "visits")
"""What the blocks may read; pages see only the finished blocks."""

PAGE_NAMES = ("article", "page", "home", "listing", "target")
"""What a page's template may read besides the shared names: its own object."""


class SiteWriter(Writer):
    """Renders with a closed set of names and hands the bytes to Outputs."""

    def __init__(self, output_path: str, settings: dict[str, Any]) -> None:
        super().__init__(output_path, settings)
        self.build = Build.of(settings)
        build = self.build
        self.outputs = Outputs(build.output, journal_path(build.cache, build.content, build.output))
        build.outputs = self.outputs
        self.heads: list[Head] = []
        self._common: dict[str, Any] | None = None
        # Files go first, so that no page ever names one that is not there yet.
        for name, data in build.shared["assets"].contents.items():
            self.outputs.write(name, data)
        for name, path in sorted(build.renditions.items()):
            self.outputs.copy(name, path)

    def write_file(
        self, name: str, template: Template, context: dict[str, Any], *_: Any, **kwargs: Any
    ) -> None:
        """Render one page and publish it. Pelican's other arguments have no meaning here."""
        own = {key: kwargs[key] for key in PAGE_NAMES if key in kwargs}
        head = kwargs.get("head") or next(iter(own.values())).head
        if self._common is None:
            self._common = self._render_blocks(template.environment)
        text = template.render({**self._common, **own, "head": head})
        self.write_bytes(name, text.encode("utf-8"))
        self.heads.append(head)

    def write_bytes(self, name: str, data: bytes) -> None:
        """Publish a file that no template of pages makes, such as a feed."""
        self.outputs.write(name, data)

    def _render_blocks(self, environment: Environment) -> dict[str, Any]:
        """The names that are the same on all pages, computed once."""
        shared = self.build.shared
        for_blocks = {name: shared[name] for name in ("site", "menu", *BLOCK_NAMES)}
        blocks = {
            name: Markup(environment.get_template(f"blocks/{name}.html").render(for_blocks))
            for name in ("banner", "aside", "footer")
        }
        pages = {name: shared[name] for name in ("site", "menu", "assets")}
        return {**pages, "blocks": blocks}
