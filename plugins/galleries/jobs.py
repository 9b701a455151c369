"""Renditions of originals: which to make, making what the cache lacks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from plugins.files import digest
from plugins.galleries.cache import Cache
from plugins.galleries.images import Box, Job, Made, PhotoError, Probe, recipe
from plugins.galleries.pictures import Renditions
from plugins.galleries.renditions import plan_sizes
from plugins.galleries.workshop import make_all
from plugins.problems import Problem
from plugins.settings import SiteSettings


def plan_job(
    source: Path, probe: Probe, site: SiteSettings, cache: Path, blur: tuple[Box, ...] = ()
) -> Job:
    """Choose and name the renditions of one original; reads it once."""
    how = recipe(site.photo_widths, site.photo_formats, site.photo_quality, blur)
    return Job(
        source=source,
        folder=cache,
        digest=digest(source.read_bytes(), how),
        sizes=plan_sizes(probe.size, site.photo_widths),
        formats=site.photo_formats,
        quality=site.photo_quality,
        blur=blur,
    )


def make_missing(
    jobs: Iterable[tuple[str, Job]], cache: Cache, workers: int
) -> tuple[dict[str, Made], int, list[Problem]]:
    """What exists for each digest, how many photos were made just now, and broken photos.

    Each job comes with the path of its original in the content folder.
    """
    made: dict[str, Made] = {}
    missing: dict[str, Job] = {}
    places: dict[str, str] = {}
    for place, job in jobs:
        places.setdefault(job.digest, place)
        if job.digest in made or job.digest in missing:
            continue
        if (found := cache.find(job.digest)) is not None:
            made[job.digest] = found
        else:
            missing[job.digest] = job
    problems = []
    for job, outcome in make_all(missing.values(), workers):
        if isinstance(outcome, PhotoError):
            problems.append(photo_problem(places[job.digest], outcome))
        else:
            cache.remember(job.digest, outcome)
            made[job.digest] = outcome
    return made, len(missing) - len(problems), problems


def photo_problem(path: str, error: PhotoError) -> Problem:
    """The problem of a photo that cannot be used."""
    return Problem(path=path, message=error.message, hint=error.hint)


def renditions_of(job: Job, probe: Probe, made: Mapping[str, Made]) -> Renditions | None:
    """What exists of one original; None when it could not be made (that is an error)."""
    if job.digest not in made:
        return None
    return Renditions(
        digest=job.digest,
        original=probe.size,
        sizes=job.sizes,
        formats=job.formats,
        tone=made[job.digest].tone,
    )
