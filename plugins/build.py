"""One build: what goes in, the problems found so far, and what all pages share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from plugins.head import Head
from plugins.memory import Memory
from plugins.problems import Problem
from plugins.settings import SiteSettings
from plugins.values import Struct, field
from plugins.vietnamese import parse_datetime

if TYPE_CHECKING:
    from plugins.content.catalog import Catalog
    from plugins.content.posts import Page, Post
    from plugins.writer.outputs import Outputs

PHOTOS = "photos"
"""The folder of renditions in the cache."""

KEY = "CURRENT_BUILD"
"""Where the build under way lies in Pelican's settings."""


Search = Literal["", "wished", "required"]
"""Whether a build makes the search index: not at all; where this machine can; or not without it."""


class Build(Struct, kw_only=True):
    """A build under way. Adapters put here what they loaded; nothing else is shared.

    `shared` holds the names that every page's template may read, `files` the files to publish by
    their site paths, `shown` what stands in those of the content that get a page; `environment` is
    what templates are loaded by, `heads` the heads of the pages written so far; `now` is the only
    clock, and before `until` the answers would be the same; `lazy_photos` leaves renditions to the
    preview, which makes them when asked for; `only` is the path of the one post for whose sake the
    build is made: it is shown in any state, and renditions of other posts are not made; `ends` is
    what to do when the build is over, however it ends; `memory` is that of a process that builds
    again and again; `clean` takes nothing from earlier builds but renditions, whose names tell what
    is in them; `host_files` writes what static hosts read; `searchable` counts what the search
    index holds.
    """

    site: SiteSettings
    content: Path
    output: Path
    theme: Path
    cache: Path
    now: datetime
    until: datetime
    drafts: bool = False
    lazy_photos: bool = False
    only: str = ""
    clean: bool = False
    host_files: bool = False
    search: Search = ""
    memory: Memory | None = None
    catalog: Catalog | None = None
    shown: Mapping[str, Post | Page] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    shared: dict[str, Any] = field(default_factory=dict)
    files: dict[str, Path] = field(default_factory=dict)
    environment: Any = None
    outputs: Outputs | None = None
    heads: list[Head] = field(default_factory=list)
    ends: ExitStack = field(default_factory=ExitStack)
    photos_made: int = 0
    searchable: int = 0
    removed: int = 0

    @classmethod
    def of(cls, settings: dict[str, Any]) -> Build:
        """The build under way with these Pelican settings; begun when there is none."""
        if KEY not in settings:
            settings[KEY] = cls.begin(settings)
        build: Build = settings[KEY]
        return build

    @classmethod
    def begin(cls, settings: Mapping[str, Any]) -> Build:
        """A build from Pelican's settings. Raises ValueError when NOW is not a date."""
        site: SiteSettings = settings["SITE"]
        given = settings.get("NOW")
        now = parse_now(given, site) if given else datetime.now(site.zone)
        return cls(
            site=site,
            content=Path(settings["PATH"]),
            output=Path(settings["OUTPUT_PATH"]),
            theme=Path(settings["THEME"]),
            cache=Path(settings["CACHE_PATH"]),
            now=now,
            until=datetime.combine(now.date() + timedelta(days=1), time(), site.zone),
            drafts=bool(settings.get("DRAFTS")),
            lazy_photos=bool(settings.get("LAZY_PHOTOS")),
            only=settings.get("ONLY") or "",
            clean=bool(settings.get("CLEAN_BUILD")),
            host_files=bool(settings.get("HOST_FILES")),
            search=(settings.get("SEARCH") or "") if site.search else "",
            memory=settings.get("MEMORY"),
        )

    def until_at_most(self, moment: datetime | None) -> None:
        """Something will have another answer from `moment` on, before the day is over."""
        if moment is not None:
            self.until = min(self.until, moment)

    def shows_drafts(self, path: str) -> bool:
        """Whether a file of the content is shown before it is published."""
        return self.drafts or path == self.only

    @property
    def photo_cache(self) -> Path:
        """Where renditions are kept between builds."""
        return self.cache / PHOTOS

    @property
    def place(self) -> str:
        """The content folder as messages name it: from here where that is possible."""
        here = Path.cwd()
        inside = self.content.is_relative_to(here)
        return (self.content.relative_to(here) if inside else self.content).as_posix()

    def add(self, problems: Iterable[Problem]) -> None:
        """Remember problems for the one report at the end."""
        self.problems.extend(problems)

    @property
    def loaded(self) -> Catalog:
        """The catalog, which the content adapter reads first of all."""
        if self.catalog is None:
            raise RuntimeError("the content adapter has not run")
        return self.catalog


def parse_now(text: str, site: SiteSettings) -> datetime:
    """The moment given with `--now`: ISO 8601, or as dates in content, in the site's zone."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return parse_datetime(text, site.zone)
    return moment.astimezone(site.zone) if moment.tzinfo else moment.replace(tzinfo=site.zone)
