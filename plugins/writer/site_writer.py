"""Pelican's Writer: a page reads only what it declares, and is written only when it changed."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from jinja2 import Environment, Template
from markupsafe import Markup
from pelican.writers import Writer

from plugins.build import Build
from plugins.writer.contract import BLOCKS, EVERYWHERE, Blocks, page_names
from plugins.writer.outputs import Outputs, journal_path


class SiteWriter(Writer):
    """Renders with a closed set of names and hands the bytes to Outputs."""

    def __init__(self, output_path: str, settings: dict[str, Any]) -> None:
        super().__init__(output_path, settings)
        self.build = Build.of(settings)
        build = self.build
        self.outputs = Outputs(build.output, journal_path(build.cache, build.content, build.output))
        build.outputs = self.outputs
        self._common: dict[str, Any] | None = None
        # Files go first, so that no page ever names one that is not there yet.
        for name, data in build.shared["assets"].contents.items():
            self.outputs.write(name, data)
        for name, path in sorted(build.files.items()):
            self.outputs.copy(name, path)

    def write_file(
        self, name: str, template: Template, context: dict[str, Any], *_: Any, **kwargs: Any
    ) -> None:
        """Render one page and publish it. Pelican's other arguments have no meaning here."""
        own = page_names(PurePosixPath(str(template.name)).stem, kwargs)
        head = kwargs.get("head") or next(iter(own.values())).head
        if self._common is None:
            self._common = self._render_blocks(template.environment)
        text = template.render({**self._common, **own, "head": head})
        self.write_bytes(name, text.encode("utf-8"))
        self.build.heads.append(head)

    def write_bytes(self, name: str, data: bytes) -> None:
        """Publish a file that no template of pages makes, such as a feed."""
        self.outputs.write(name, data)

    def _render_blocks(self, environment: Environment) -> dict[str, Any]:
        """The names that are the same on all pages, computed once."""
        shared = self.build.shared
        common = {name: shared[name] for name in EVERYWHERE}

        def block(name: str) -> Markup:
            names = {**common, **{key: shared[key] for key in BLOCKS[name]}}
            return Markup(environment.get_template(f"blocks/{name}.html").render(names))

        blocks = Blocks(banner=block("banner"), aside=block("aside"), footer=block("footer"))
        return {**common, "assets": shared["assets"], "blocks": blocks}
