"""Pelican's Writer: a page reads only what it declares, and is rendered only when that changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from jinja2 import Environment, Template
from markupsafe import Markup
from pelican.writers import Writer

from plugins.build import Build
from plugins.memory import once
from plugins.program import program
from plugins.writer.contract import BLOCKS, EVERYWHERE, Blocks, page_names
from plugins.writer.fingerprints import Unchanging, fingerprint
from plugins.writer.making import Making
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
        self._unchanging = Unchanging()
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
        common = self._common_to_all(template.environment)
        basis = (kind, *own.values(), (head,))

        def make() -> bytes:
            return template.render({**common, **own, "head": head}).encode()

        self._write(name, basis, make, kind)

    def write_made(
        self,
        name: str,
        environment: Environment,
        basis: tuple[Any, ...],
        make: Callable[[], bytes],
    ) -> None:
        """Publish a file that is no page, such as a feed. `basis` is all that it is made of besides
        what pages have in common."""
        self._common_to_all(environment)
        self._write(name, basis, make)

    def _write(
        self, name: str, basis: tuple[Any, ...], make: Callable[[], bytes], template: str = ""
    ) -> None:
        made_of = ""
        if not self.build.clean:
            basis = (self._ground, *basis)
            name_it = partial(fingerprint, *basis)
            made_of = once(self.build.memory, ("file", name), basis, name_it)
            made_of = self._ground and made_of  # without the one the other tells too little
            if self.outputs.keeps(name, made_of):
                return
            self._unchanging.refuse(*basis)
        making = Making(name=name, make=make, made_of=made_of, template=template)
        self.outputs.make(making)

    def _common_to_all(self, environment: Environment) -> dict[str, Any]:
        """The names that are the same on all pages; the first that asks computes them."""
        if self._common is None:
            self._common = self._render_blocks(environment)
            find = partial(sources, environment)
            texts = once(self.build.memory, "templates", (environment,), find)
            ground = (program(), texts, *self._common.items())
            self._unchanging.refuse(*ground)
            self._ground = fingerprint(*ground)
        return self._common

    def _render_blocks(self, environment: Environment) -> dict[str, Any]:
        """The names that are the same on all pages, computed once."""
        shared = self.build.shared
        common = {name: shared[name] for name in EVERYWHERE}

        def block(name: str) -> Markup:
            names = {**common, **{key: shared[key] for key in BLOCKS[name]}}
            return Markup(environment.get_template(f"blocks/{name}.html").render(names))

        blocks = Blocks(banner=block("banner"), aside=block("aside"), footer=block("footer"))
        return {**common, "assets": shared["assets"], "blocks": blocks}
