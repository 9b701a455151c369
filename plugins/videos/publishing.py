"""Files that a video publishes: its film, captions and poster, named by their content."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from plugins.content.posts import Film
from plugins.files import digest
from plugins.galleries.cache import Cache
from plugins.galleries.images.making import Job
from plugins.galleries.index import Index, Known
from plugins.galleries.jobs import leave_open, make_missing, plan_job, renditions_of
from plugins.galleries.orders import write_orders
from plugins.galleries.pictures import FOLDER, Picture, make_picture
from plugins.galleries.renditions import Use
from plugins.problems import Problem
from plugins.settings import SiteSettings
from plugins.videos.films import copy_without_metadata, published_ending, recipe
from plugins.videos.media import FOLDER as VIDEO_FOLDER
from plugins.videos.media import Media
from plugins.videos.pages import LANGUAGES, Caption, Video, make_video, source_of

Files = dict[str, Path]
"""Files to publish, by their site paths."""


def make_posters(
    media: Mapping[str, Media], site: SiteSettings, cache: Path, *, lazy: bool = False
) -> tuple[dict[str, Picture], Files, int, list[Problem]]:
    """Posters by the paths of their videos, their files, how many were made just now.

    With `lazy` nothing is made: the preview does it when asked for.
    """
    jobs = plan_posters(media, site, cache)
    places = [(f"{VIDEO_FOLDER}/{poster.name}", job) for poster, _, job in jobs.values()]
    shelf = Cache(folder=cache)
    if lazy:
        stock = leave_open(places, shelf)
        write_orders(cache, stock.open)
    else:
        stock = make_missing(places, shelf, site.workers)
    made, count, problems = stock.made, stock.count, stock.problems
    files = {FOLDER + name: cache / name for result in made.values() for name, _ in result.files}
    posters = {}
    for path, (_, known, job) in jobs.items():
        renditions = renditions_of(job, known, made)
        if renditions is not None:
            posters[path] = make_picture(
                renditions,
                alt="",
                caption="",
                number=1,
                total=1,
                anchor="",
                base_path=site.base_path,
            )
    return posters, files, count, problems


def plan_posters(
    media: Mapping[str, Media], site: SiteSettings, cache: Path
) -> dict[str, tuple[Path, Known, Job]]:
    """The original and its renditions of each poster, by the paths of their videos."""
    return {
        path: (
            found.poster,
            found.poster_known,
            plan_job(found.poster, found.poster_known, site, cache, use=Use.CARD),
        )
        for path, found in media.items()
        if found.poster and found.poster_known
    }


def name_film(film: Path, index: Index) -> str:
    """The name under which a film is kept and published; `index` knows the digests of films."""
    made_of = digest(index.digest(film).encode(), recipe(film.name))
    return made_of + published_ending(film.name)


def publish(
    film: Film, media: Media, poster: Picture | None, cache: Path, index: Index
) -> tuple[Video, Files]:
    """A video and the files to publish with it; nothing of one that was withdrawn. `cache` is where
    films are kept, and `index` knows the digests of the originals."""
    if film.state == "withdrawn":
        return make_video(film, source_of(film), None, (), None), {}
    files: Files = {}
    source = source_of(film)
    if media.film and media.probe:
        name = name_film(media.film, index)
        clean = cache / name
        if not (clean.is_file() and clean.stat().st_size == media.probe.size):
            copy_without_metadata(media.film, media.probe, clean)
        files[film.url + name] = clean
        source = source_of(film, film.url + name, media.probe.size)
    captions = []
    for caption in media.captions:
        address = f"{film.url}{digest(caption.path.read_bytes())}.vtt"
        files[address] = caption.path
        label = LANGUAGES.get(caption.lang, caption.lang)
        captions.append(Caption(lang=caption.lang, label=label, url=address))
    known = media.probe.seconds if media.probe else None
    return make_video(film, source, poster, captions, film.seconds or known), files
