"""Pelican adapter: the mobile library's block, timetable page and pages of stops."""

from __future__ import annotations

from typing import Any

from pelican import signals
from pelican.generators import Generator

from plugins.addresses import FIGURES, output_file
from plugins.build import Build
from plugins.mobile_library.calendar import changed_sessions, next_end
from plugins.mobile_library.data_files import data_files
from plugins.mobile_library.figures_page import figures_page
from plugins.mobile_library.files import (
    MobileLibraryFiles,
    load_files,
    report_problems,
    stop_link_problems,
)
from plugins.mobile_library.notices import make_notices
from plugins.mobile_library.pages import make_mobile_library, trip_link
from plugins.mobile_library.stop_pages import stop_pages


class MobileLibraryGenerator(Generator):
    """Pages of the section. Runs after Pelican has read all posts."""

    files: MobileLibraryFiles

    def generate_context(self) -> None:
        """Read the files; tell posts which trip they report on."""
        build = Build.of(self.settings)
        self.files, problems = load_files(build.content, build.now.date())
        build.add(problems)
        build.add(report_problems(build.loaded.posts, self.files))
        build.add(stop_link_problems(build.loaded.documents, self.files))
        self.library, self.coming = make_mobile_library(
            self.files.stops, self.files.trips, self.files.targets, build.now
        )
        build.until_at_most(next_end(self.coming, build.now))
        build.shared["mobile_library"] = self.library
        self.changed = tuple(changed_sessions(self.files.stops, self.files.trips))
        build.shared["mobile_library_notices"] = make_notices(self.changed, build.now.date())
        stops = {stop.slug: stop for stop in self.files.stops}
        for article in [*self.context["articles"], *self.context["hidden_articles"]]:
            article.trip = trip_link(article, stops)

    def generate_output(self, writer: Any) -> None:
        """Write them."""
        build = Build.of(self.settings)
        now = build.now
        get_template: Any = self.get_template  # Pelican has no types

        def write(address: str, template: str, **names: Any) -> None:
            writer.write_file(output_file(address), get_template(template), self.context, **names)

        write(self.library.url, "mobile_library", mobile_library=self.library)
        figures = figures_page(self.files.trips, self.files.targets, now.date())
        write(FIGURES, "mobile_library_figures", figures_page=figures)
        found = self.files.stops, self.coming, self.changed, self.files.trips
        for page in stop_pages(*found, self.context["articles"], now):
            write(page.head.path, "stop", stop_page=page)
        for file in data_files(self.files.stops, self.changed, build.site):
            writer.write_made(file.address, self.env, file.basis, file.make)


def get_generators(pelican: Any) -> type[MobileLibraryGenerator]:
    """Pelican runs this generator after its own two."""
    return MobileLibraryGenerator


def register() -> None:
    """Connect."""
    signals.get_generators.connect(get_generators)
