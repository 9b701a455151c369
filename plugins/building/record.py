"""Whether the last build of an output folder still holds, and what is kept of this one."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from plugins.build import Build
from plugins.building.last_build import (
    Inputs,
    LastBuild,
    look_at_outputs,
    read_last_build,
    save_last_build,
)
from plugins.problems import report
from plugins.writer.outputs import journal_path, read_journal


class Record:
    """The record of the output folder of `build`, which has not begun.

    Published builds have none, nor have builds that leave renditions open.
    """

    def __init__(self, build: Build, settings: dict[str, Any], configuration: Path) -> None:
        self._build = build
        self._journal = journal_path(build.cache, build.content, build.output)
        self._path = self._journal.with_suffix(".last")
        self._wanted = not (build.clean or build.lazy_photos or build.only)
        if self._wanted:
            themes = [build.theme, *map(Path, settings["THEME_TEMPLATES_OVERRIDES"])]
            self._looked_at = time.time_ns()
            self._inputs = Inputs.look(
                [build.content, *themes, configuration],
                build.site,
                build.drafts,
                build.place,
                build.search,
            )

    def last_that_holds(self) -> LastBuild | None:
        """The last build, when this one would change nothing."""
        if not self._wanted:
            return None
        last = read_last_build(self._path)
        if last is None or last.inputs != self._inputs.digest:
            return None  # nor is there a reason to look at all files of the output
        outputs = look_at_outputs(self._build.output, read_journal(self._journal))
        return last if last.holds(self._inputs, outputs, self._build.now) else None

    def forget(self) -> None:
        """From now on the output folder may be between two builds."""
        self._path.unlink(missing_ok=True)

    def keep(self) -> LastBuild:
        """What there is to say of the build, now that it is over."""
        build = self._build
        names = build.outputs.written if build.outputs else set()
        settled = self._wanted and self._inputs.settled(self._looked_at)
        last = LastBuild(
            inputs=self._inputs.digest if settled else "",
            outputs=look_at_outputs(build.output, names) if settled else "",
            since=build.now.isoformat(),
            until=build.until.isoformat(),
            report=report(build.problems, build.place),
            posts=sum(post.state == "published" for post in build.loaded.posts),
            pages=len(build.loaded.pages),
            files=len(names),
        )
        if settled:
            save_last_build(self._path, last)
        return last


def summary(done: LastBuild, build: Build, output: Path, seconds: float) -> str:
    """What was done, for the editor; `build` did the work unless an earlier one still held."""
    changed = build.outputs.changed if build.outputs else 0
    index = f" Tìm được {build.searchable} mục." if build.searchable else ""
    return (
        f"Đã dựng {done.posts} bài, {done.pages} trang: {done.files} tệp trong {output}/"
        f" ({changed} tệp mới hoặc đổi, {build.removed} tệp cũ bị xóa,"
        f" {build.photos_made} ảnh xử lý mới), {seconds:.1f} giây.{index}"
    )
