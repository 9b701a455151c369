"""From folders of originals to pictures on pages: plan, make what is missing, put together."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from plugins.content.posts import Post
from plugins.galleries.albums import Album, Words, arrange
from plugins.galleries.cards import card_image
from plugins.galleries.collect import Folder
from plugins.galleries.images.blurring import Box
from plugins.galleries.images.making import Job, Made
from plugins.galleries.jobs import plan_job, renditions_of
from plugins.galleries.pictures import Gallery, Picture, make_picture
from plugins.galleries.renditions import Card, CardStyle, Use, can_be_shared
from plugins.head import HeadImage
from plugins.settings import SiteSettings
from plugins.values import Struct


class AlbumPictures(Struct, frozen=True, kw_only=True):
    """All pictures of one post, ready for templates."""

    slots: tuple[tuple[Picture, ...], ...]
    gallery: Gallery | None
    cover: Picture | None
    card: HeadImage | None = None


class Plan(Struct, frozen=True, kw_only=True):
    """The photos of one post that will be published, and what is to be made of each."""

    post: Post
    album: Album
    jobs: Mapping[str, Job]
    card: Job | None = None

    @property
    def placed_jobs(self) -> list[tuple[str, Job]]:
        """Each job with the path of its original."""
        jobs = [(file, job) for file, job in self.jobs.items()]
        if self.card:
            jobs.append((self.album.cover, self.card))
        return [(f"{self.post.folder}/{file}", job) for file, job in jobs]


def plan_post(
    post: Post, folder: Folder, site: SiteSettings, cache: Path, style: CardStyle | None = None
) -> Plan:
    """Choose and name the renditions of a post's photos; without a `style` there are no cards."""
    album = arrange(post.title, post.body.slots, post.photos, folder.originals, post.cover)
    boxes: dict[str, tuple[Box, ...]] = {entry.file: entry.blur for entry in post.photos}
    files = {words.file for group in (*album.slots, album.closing) for words in group}
    if album.cover:
        files.add(album.cover)
    jobs = {
        file: plan_job(
            folder.paths[file],
            folder.known[file],
            site,
            cache,
            use=Use.POST,
            blur=boxes.get(file, ()),
        )
        for file in sorted(files & folder.known.keys())
    }
    cover = folder.known.get(album.cover)
    card = None
    # Nobody reads what a hidden post says of itself to programs.
    if style and post.state != "hidden" and cover and can_be_shared(cover.probe.size):
        card = plan_job(
            folder.paths[album.cover],
            cover,
            site,
            cache,
            use=Use.SHARE,
            blur=boxes.get(album.cover, ()),
            card=Card(headline=post.title, style=style),
        )
    return Plan(post=post, album=album, jobs=jobs, card=card)


def head_images(pictures: AlbumPictures) -> tuple[HeadImage, ...]:
    """The pictures of a post for programs: the cover first, each file once."""
    gallery = pictures.gallery.photos if pictures.gallery else ()
    cover = (pictures.cover,) if pictures.cover else ()
    shown: dict[str, HeadImage] = {}
    for photo in (*cover, *(photo for slot in pictures.slots for photo in slot), *gallery):
        known = shown.get(photo.src)
        if known is None or not known.alt:  # a cover has no words of its own
            shown[photo.src] = photo.head_image
    return tuple(shown.values())


def put_together(
    plan: Plan, folder: Folder, made: Mapping[str, Made], base_path: str
) -> AlbumPictures:
    """Pictures of a post; photos that could not be made are left out (they are errors)."""
    found = (
        (file, renditions_of(job, folder.known[file], made)) for file, job in plan.jobs.items()
    )
    ready = {file: renditions for file, renditions in found if renditions is not None}

    def picture(words: Words, number: int, total: int, place: int) -> Picture:
        return make_picture(
            ready[words.file],
            alt=words.alt,
            caption=words.caption,
            number=number,
            total=total,
            anchor=f"anh-{place}",
            base_path=base_path,
        )

    album = plan.album
    in_body = sum(len(group) for group in album.slots)
    place = 0
    slots = []
    for group in album.slots:
        pictures = []
        for words in group:
            place += 1
            if words.file in ready:
                pictures.append(picture(words, place, in_body, place))
        slots.append(tuple(pictures))
    shown = [words for words in album.closing if words.file in ready]
    closing = tuple(
        picture(words, number, len(shown), place + number) for number, words in enumerate(shown, 1)
    )
    cover = Words(file=album.cover, alt="", caption="")
    return AlbumPictures(
        slots=tuple(slots),
        gallery=Gallery(title=plan.post.gallery_title, photos=closing) if closing else None,
        cover=picture(cover, 1, 1, 1) if album.cover in ready else None,
        card=card_image(plan.card.digest) if plan.card and plan.card.digest in made else None,
    )
