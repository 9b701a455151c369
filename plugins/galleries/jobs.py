"""Renditions of originals: which to make, making what the cache lacks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from plugins.files import digest
from plugins.galleries.cache import Cache
from plugins.galleries.images.blurring import Box
from plugins.galleries.images.making import Job, Made, recipe
from plugins.galleries.images.opening import PhotoError
from plugins.galleries.index import Known
from plugins.galleries.pictures import Renditions
from plugins.galleries.renditions import Card, Use, plan
from plugins.galleries.workshop import make_all
from plugins.problems import Problem
from plugins.settings import SiteSettings
from plugins.values import Struct, field

UNKNOWN_TONE = "#b9b3a8"
"""Stands behind photos of the preview that nobody has decoded yet."""


def plan_job(
    source: Path,
    known: Known,
    site: SiteSettings,
    cache: Path,
    *,
    use: Use,
    blur: tuple[Box, ...] = (),
    card: Card | None = None,
) -> Job:
    """Choose and name the renditions of one original."""
    probe = known.probe
    renditions = plan(probe.size, site.photo_widths, site.photo_formats, use, moving=probe.moving)
    quality = (
        ("avif", site.avif_quality),
        ("jpeg", site.jpeg_quality),
        ("webp", site.webp_quality),
    )
    return Job(
        source=source,
        folder=cache,
        digest=digest(known.digest.encode(), recipe(renditions, quality, blur, card)),
        renditions=renditions,
        quality=quality,
        blur=blur,
        memory=probe.memory,
        card=card,
    )


class Stock(Struct, kw_only=True):
    """What exists for each digest; `count` photos were made just now, `open` are left to make."""

    made: dict[str, Made]
    count: int = 0
    problems: list[Problem] = field(default_factory=list)
    open: list[tuple[str, Job]] = field(default_factory=list)


def take_stock(jobs: Iterable[tuple[str, Job]], cache: Cache) -> Stock:
    """Look up what was made before. Each job comes with the path of its original."""
    stock = Stock(made={})
    seen = set()
    for place, job in jobs:
        if job.digest in seen:
            continue
        seen.add(job.digest)
        if (found := cache.find(job.digest)) is not None:
            stock.made[job.digest] = found
        else:
            stock.open.append((place, job))
    return stock


def make_missing(jobs: Iterable[tuple[str, Job]], cache: Cache, workers: int) -> Stock:
    """Make what does not exist yet; broken photos become problems."""
    stock = take_stock(jobs, cache)
    places = {job.digest: place for place, job in stock.open}
    for job, outcome in make_all([job for _, job in stock.open], workers):
        if isinstance(outcome, PhotoError):
            stock.problems.append(photo_problem(places[job.digest], outcome))
        else:
            cache.remember(job.digest, outcome)
            stock.made[job.digest] = outcome
            stock.count += 1
    stock.open.clear()
    return stock


def leave_open(jobs: Iterable[tuple[str, Job]], cache: Cache) -> Stock:
    """For the preview: pages may name what the cache lacks, since it is made when asked for."""
    stock = take_stock(jobs, cache)
    stock.made |= {job.digest: Made(tone=UNKNOWN_TONE, files=()) for _, job in stock.open}
    return stock


def photo_problem(path: str, error: PhotoError) -> Problem:
    """The problem of a photo that cannot be used."""
    return Problem(path=path, message=error.message, hint=error.hint)


def renditions_of(job: Job, known: Known, made: Mapping[str, Made]) -> Renditions | None:
    """What exists of one original; None when it could not be made (that is an error)."""
    if job.digest not in made:
        return None
    return Renditions(
        digest=job.digest,
        original=known.probe.size,
        all=job.renditions,
        tone=made[job.digest].tone,
    )
