"""What content needs of the cache, for as long as it stays as it is."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from plugins.configuration import Configuration
from plugins.content.catalog import load_catalog
from plugins.galleries.album_pages import plan_post
from plugins.galleries.cards import card_style, plain_card_digest
from plugins.galleries.collect import collect
from plugins.galleries.index import Index
from plugins.problems import has_errors
from plugins.values import Struct
from plugins.videos.films import FILMS
from plugins.videos.media import find_media
from plugins.videos.publishing import name_film, plan_posters
from plugins.videos.stills import STILLS, with_stills


class Needed(Struct, frozen=True, kw_only=True):
    """Digests of renditions, paths of originals, names of cleaned films and of stills; whether the
    content has no errors, for else nobody knows what it needs."""

    digests: frozenset[str]
    places: frozenset[str]
    films: frozenset[str]
    stills: frozenset[str]
    clean: bool


def needed(content: Path, configuration: Configuration, index: Index, now: datetime) -> Needed:
    """What the files of `content` need, drafts and scheduled posts too; `index` knows photos, `now`
    has the site's zone."""
    site, folder = configuration.site, configuration.photos
    catalog = load_catalog(content, site, now)
    folders, problems = collect(content, catalog, index, site)
    posts = [post for post in catalog.posts if post.state != "withdrawn"]
    style = card_style(site, configuration.theme)
    plans = [plan_post(post, folders[post.path], site, folder, style) for post in posts]
    jobs = [job for plan in plans for _, job in plan.placed_jobs]
    media, found = find_media(content, catalog.films)
    films, stills = Index(configuration.cache / FILMS, content), configuration.cache / STILLS
    media, more = with_stills(media, catalog.films, stills, films)
    jobs += [job for _, _, job in plan_posters(media, site, folder).values()]
    digests = {job.digest for job in jobs}
    if style:
        digests.add(plain_card_digest(style, site.jpeg_quality))
    shown = [media[film.path] for film in catalog.films if film.state != "withdrawn"]
    posters = [one.poster for one in shown if one.poster and one.poster.parent == stills]
    return Needed(
        digests=frozenset(digests),
        places=frozenset(
            path.relative_to(content).as_posix()
            for one in folders.values()
            for path in one.paths.values()
        ),
        films=frozenset(name_film(one.film, films) for one in shown if one.film),
        stills=frozenset(poster.name for poster in posters),
        clean=not has_errors([*catalog.problems, *problems, *found, *more]),
    )
