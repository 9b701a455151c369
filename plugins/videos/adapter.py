"""Pelican adapter: the videos' block, lists and pages, and the films' files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pelican import signals
from pelican.generators import Generator

from plugins.addresses import output_file
from plugins.build import Build
from plugins.content.metadata import has_page
from plugins.content.posts import Film
from plugins.galleries.index import Index
from plugins.values import replace
from plugins.videos.chapters import with_chapters
from plugins.videos.embedding import players, players_in
from plugins.videos.films import FILMS
from plugins.videos.lists import video_lists
from plugins.videos.media import Media, find_media
from plugins.videos.pages import make_videos, policy, video_pages
from plugins.videos.publishing import make_posters, publish
from plugins.videos.stills import STILLS, with_stills


class VideosGenerator(Generator):
    """Pages of the section."""

    def generate_context(self) -> None:
        """Find the films' files and make their posters."""
        build = Build.of(self.settings)
        films = [f for f in build.loaded.films if has_page(f.state, drafts=build.drafts)]
        media, problems = find_media(build.content, build.loaded.films)
        build.add(problems)
        index = Index(build.cache / FILMS, build.content)
        media, problems = with_stills(media, films, build.cache / STILLS, index)
        build.add(problems)
        self.videos = self._publish(build, films, media, index)
        index.save()
        build.shared["videos"] = make_videos(self.videos)
        self._embed()

    def _embed(self) -> None:
        """Tell posts which films stand in them, and let in what a click on those asks for."""
        known = players(self.videos)
        for article in [*self.context["articles"], *self.context["hidden_articles"]]:
            article.films = players_in(article.item.body, known) if article.text else {}
            if article.films:
                opened = policy(film.source for film in article.films.values())
                article.head = replace(article.head, policy=opened)

    def _publish(
        self, build: Build, films: list[Film], media: Mapping[str, Media], index: Index
    ) -> list[Any]:
        shown = {f.path: media.get(f.path, Media()) for f in films if f.state != "withdrawn"}
        posters, files, made, problems = make_posters(
            shown, build.site, build.photo_cache, lazy=build.lazy_photos
        )
        build.add(problems)
        build.photos_made += made
        build.files.update(files)
        videos = []
        for film in films:
            found = media.get(film.path, Media())
            poster, folder = posters.get(film.path), build.cache / FILMS
            video, files = publish(film, found, poster, folder, index)
            build.files.update(files)
            videos.append(with_chapters(video, build.site.base_path))
        return videos

    def generate_output(self, writer: Any) -> None:
        """Write them."""
        build = Build.of(self.settings)
        get_template: Any = self.get_template  # Pelican has no types

        def write(address: str, template: str, **names: Any) -> None:
            writer.write_file(output_file(address), get_template(template), self.context, **names)

        for page in video_lists(build.shared["videos"].all, build.site.posts_per_page):
            write(page.url, "videos", video_list=page)
        for film in video_pages(self.videos):
            write(film.video.url, "video", video_page=film)


def get_generators(pelican: Any) -> type[VideosGenerator]:
    """Pelican runs this generator after its own two."""
    return VideosGenerator


def register() -> None:
    """Connect."""
    signals.get_generators.connect(get_generators)
