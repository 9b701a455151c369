"""Pelican adapter: the search page, and in builds that want it the index."""

from __future__ import annotations

import sys
from functools import partial
from typing import Any

from pelican import signals
from pelican.generators import Generator

from plugins.addresses import output_file
from plugins.build import Build
from plugins.problems import Problem
from plugins.search.kept_index import Files, kept_index, place_of
from plugins.search.page import make_search_page
from plugins.search.pagefind import FOLDER, IndexingError, make_index, program
from plugins.search.records import Record, records


class SearchGenerator(Generator):
    """Runs last: what is to be found is known by then."""

    found: tuple[Record, ...] = ()
    files: Files | None = None

    def generate_context(self) -> None:
        """Look what there is to find, and whether an index can be made of it."""
        build = Build.of(self.settings)
        if not build.search:
            return
        try:
            program()
        except IndexingError as error:
            build.add([_problem(build, error)])
            return
        self.found = records(
            self.context["articles"],
            self.context["pages"],
            build.shared["videos"].all,
            build.shared["mobile_library"],
        )

    def make(self) -> None:
        """Make the index, before anything is written. Ends the build where that fails."""
        build = Build.of(self.settings)
        if not self.found:
            return
        anew = partial(make_index, self.found)
        try:
            # Published builds, too: like renditions it is named by all that it is made of.
            self.files = kept_index(place_of(build.cache, build.content), self.found, anew)
        except IndexingError as error:
            print(f"Chưa lập được chỉ mục tìm kiếm: {error}.", file=sys.stderr)
            print("Chưa dựng trang; trang cũ vẫn còn nguyên.", file=sys.stderr)
            raise SystemExit(1) from error
        build.searchable = len(self.found)

    def generate_output(self, writer: Any) -> None:
        """Write page and index; what names the files of the index comes last."""
        build = Build.of(self.settings)
        get_template: Any = self.get_template  # Pelican has no types
        entries = [article.entry for article in self.context["articles"]]
        indexed = self.found if self.files else ()
        page = make_search_page(entries, build.site.categories, indexed)
        name = output_file(page.url)
        writer.write_file(name, get_template("search"), self.context, search_page=page)
        for name, data in (self.files or {}).items():
            writer.outputs.write(FOLDER + name, data)


def _problem(build: Build, error: IndexingError) -> Problem:
    hint = "cài lại bằng make site, hoặc dựng trên máy Linux, macOS hay Windows 64 bit"
    return Problem(
        path="",
        message=f"không có chỉ mục tìm kiếm: {error}",
        hint=f"{hint}; thiết lập search=False thì trang tìm kiếm chỉ là danh sách các bài",
        level="error" if build.search == "required" else "warning",
    )


def make(generators: Any) -> None:
    """Whatever was wrong with the content has ended the build by now."""
    for generator in generators:
        if isinstance(generator, SearchGenerator):
            generator.make()


def get_generators(pelican: Any) -> type[SearchGenerator]:
    """Pelican runs this generator after its own two."""
    return SearchGenerator


def register() -> None:
    """Connect."""
    signals.get_generators.connect(get_generators)
    signals.all_generators_finalized.connect(make)
