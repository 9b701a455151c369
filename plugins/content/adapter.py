"""Pelican adapter: the catalog is read once for each build, and Pelican is handed what it holds.

Here a build also stops: after everything was read and before anything is written.
"""

from __future__ import annotations

import logging
import os
import sys
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from pelican import signals
from pelican.contents import Article, Page
from pelican.generators import ArticlesGenerator, CachingGenerator

from plugins.build import Build
from plugins.content.catalog import load_catalog
from plugins.content.handing_over import hand_over, put_fresh_first
from plugins.content.metadata import has_page, html, metadata
from plugins.content.old_addresses import crowd_problems, server_redirects
from plugins.content.pelican_log import PelicanWarnings
from plugins.content.readings import NAME, Readings
from plugins.problems import Problem, has_errors, report
from plugins.progress import watched
from plugins.vietnamese import nfc

_warnings = PelicanWarnings()


def load(pelican: Any) -> None:
    """Read all content, before Pelican makes its generators."""
    _warnings.messages.clear()
    build = Build.of(pelican.settings)
    logging.getLogger().addHandler(_warnings)
    build.ends.callback(logging.getLogger().removeHandler, _warnings)
    with _readings(build) as readings:
        build.catalog = load_catalog(
            build.content,
            build.site,
            build.now,
            watch=lambda files: watched(files, len(files), "Đọc nội dung", "tệp"),
            readings=readings,
            memory=build.memory,
        )
    build.shown = {
        file.path: item
        for file in build.catalog.files
        if (item := build.catalog.items.get(nfc(file.path)))
        and has_page(item.state, drafts=build.shows_drafts(item.path))
    }
    build.until_at_most(build.catalog.next_change(build.now))
    build.add(build.catalog.problems)
    if build.host_files:
        build.add(crowd_problems(server_redirects(build.catalog.items.values())))


def _readings(build: Build) -> AbstractContextManager[Readings | None]:
    if build.clean:
        return nullcontext()
    readings = Readings(build.cache / NAME, build.content, build.site)
    build.ends.callback(readings.close)
    return readings


def use_catalog(generator: Any) -> None:
    """Pelican asks for the files of each kind, and its cache for what is in them before it would
    read one: the catalog has just looked, and read them all."""
    build = Build.of(generator.settings)

    def get_files(paths: list[str], **_: Any) -> set[str]:
        return {path for path in build.shown if path.split("/")[0] in paths}

    generator.get_files = get_files
    generator.check_disabled_readers = lambda: None  # there are none
    if isinstance(generator, CachingGenerator):
        kind = Article if isinstance(generator, ArticlesGenerator) else Page

        def make(path: str) -> Any:
            """What Pelican would make of the file."""
            item = build.shown[path]
            known = {"settings": generator.settings, "context": generator.context}
            place = f"{build.content}{os.sep}{path.replace('/', os.sep)}"
            return kind(html(item), metadata(item), source_path=place, **known)

        hand_over(generator, build.shown, make, build.memory)


def stop_on_errors(generators: Any) -> None:
    """Print all problems; end the build, with nothing written, when there are errors."""
    build = Build.of(generators[0].settings)
    made = {nfc(path) for path, item in generators[0].context["generated_content"].items() if item}
    for path, state in build.loaded.states:
        shown = has_page(state, drafts=build.shows_drafts(path))
        if shown and path in build.loaded.items and path not in made:
            message = "bài này bị bỏ sót khi dựng trang"
            build.add(
                [Problem(path=path, message=message, hint="báo cho người phụ trách kỹ thuật")]
            )
    for message in _warnings.messages:
        build.add([Problem(path="", message=f"Pelican: {message}")])
    if build.problems:
        print(report(build.problems, build.place), file=sys.stderr)
    if has_errors(build.problems):
        print("Chưa dựng trang: hãy sửa các lỗi trên. Trang cũ vẫn còn nguyên.", file=sys.stderr)
        raise SystemExit(1)


def register() -> None:
    """Connect; Pelican hides what is raised here, so nothing else happens."""
    signals.get_generators.connect(load)
    signals.generator_init.connect(use_catalog)
    signals.all_generators_finalized.connect(stop_on_errors)
    signals.all_generators_finalized.connect(put_fresh_first)
