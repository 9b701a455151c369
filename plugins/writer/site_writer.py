"""Pelican's Writer: a page reads only what it declares, and is rendered only when that changed."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from jinja2 import Environment, Template
from markupsafe import Markup
from pelican.writers import Writer

from plugins.build import Build
from plugins.program import program
from plugins.writer.contract import BLOCKS, EVERYWHERE, Blocks, page_names
from plugins.writer.fingerprints import Fingerprints
from plugins.writer.outputs import Outputs, journal_path
from plugins.writer.templates import sources


class SiteWriter(Writer):
    """Renders with a closed set of names and hands the bytes to Outputs.

    What a page may read is all that it can depend on: its own object, its head, the names that are
    common to all pages, templates and program. Their fingerprint tells whether the page that the
    last build wrote is still right.
    """

    def __init__(self, output_path: str, settings: dict[str, Any]) -> None:
        super().__init__(output_path, settings)
        self.build = Build.of(settings)
        build = self.build
        journal = journal_path(build.cache, build.content, build.output)
        self.outputs = Outputs(build.output, journal)
        build.outputs = self.outputs
        build.ends.callback(self.outputs.close)
        self._fingerprints = Fingerprints()
        if build.memory is not None:
            self._fingerprints = Fingerprints(build.memory.recall("fingerprints"))
            build.memory.keep("fingerprints", self._fingerprints)
        self._common: dict[str, Any] | None = None
        self._ground = ""
        # Files go first, so that no page ever names one that is not there yet.
        for name, data in build.shared["assets"].contents.items():
            self.outputs.write(name, data)
        for name, path in sorted(build.files.items()):
            self.outputs.copy(name, path)

    def write_file(
        self, name: str, template: Template, context: dict[str, Any], *_: Any, **kwargs: Any
    ) -> None:
        """Publish one page. Pelican's other arguments have no meaning here."""
        kind = str(template.name)
        own = page_names(PurePosixPath(kind).stem, kwargs)
        head = kwargs.get("head") or next(iter(own.values())).head
        self.build.heads.append(head)
        if self._common is None:
            self._common = self._render_blocks(template.environment)
            self._ground = self._fingerprint_of_all(template.environment)
        made_of = ""
        if not self.build.clean:
            made_of = self._fingerprints.of(self._ground, kind, *own.values(), (head,))
            if self.outputs.keeps(name, made_of):
                return
        text = template.render({**self._common, **own, "head": head})
        self.outputs.write(name, text.encode(), made_of)

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

    def _fingerprint_of_all(self, environment: Environment) -> str:
        """That of everything that is the same for all pages."""
        return self._fingerprints.of(
            program(), tuple(sources(environment)), *(self._common or {}).items()
        )
