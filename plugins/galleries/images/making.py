"""Makes renditions: one decode, one chain of reductions from large to small."""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache, partial
from itertools import islice
from math import ceil
from pathlib import Path

import PIL
from PIL import Image, ImageFilter, ImageOps, ImageSequence, features

from plugins.files import write_atomically
from plugins.galleries.images.blurring import Box, blur
from plugins.galleries.images.colours import to_srgb
from plugins.galleries.images.opening import opened
from plugins.galleries.images.turning import is_turned, upright
from plugins.galleries.renditions import (
    Card,
    CardStyle,
    Kind,
    Rendition,
    Size,
    file_name,
    is_large,
    quality_at,
)
from plugins.values import Struct

AVIF_SPEED, AVIF_SPEED_LARGE = 8, 9
"""Of libavif's 0 to 10, the second for large renditions, which take half of all the time:
docs/benchmarks.md has the measurements."""

AVIF_OPTIONS = {"tune": "ssim"}
"""Of libaom; libavif's own choice takes more bytes and time for less SSIM: docs/benchmarks.md."""

CARD = 1
"""Version of what `cards` draws: a change makes all cards anew."""

MAX_FRAMES = 300
"""A moving picture ends after so many frames."""

# The decoder shrinks with a soft filter; this gives edges back what it took (tests hold it
# against one reduction from the whole original).
_SHARPEN = ImageFilter.Kernel((3, 3), (0, -1, 0, -1, 29, -1, 0, -1, 0), scale=25)


class Job(Struct, frozen=True, kw_only=True):
    """Renditions to make of one original; files are named after `digest` and go to `folder`.

    `quality` holds a number for each format, as Pillow counts it; `memory` is in bytes, about;
    `card` is what is written on the picture that is shared.
    """

    source: Path
    folder: Path
    digest: str
    renditions: tuple[Rendition, ...]
    quality: tuple[tuple[str, int], ...]
    blur: tuple[Box, ...] = ()
    memory: int = 0
    card: Card | None = None

    def of_kind(self, kind: Kind) -> list[Rendition]:
        """The renditions of one kind."""
        return [rendition for rendition in self.renditions if rendition.kind is kind]


class Made(Struct, frozen=True, kw_only=True):
    """What came of a job: the mean colour as `#rrggbb` and the files with their sizes in bytes."""

    tone: str
    files: tuple[tuple[str, int], ...]


def recipe(
    renditions: tuple[Rendition, ...], quality: object, boxes: object, card: Card | None = None
) -> bytes:
    """Everything but the original's bytes that decides about a rendition's bytes."""
    written = f" {card.headline!r} {styled(card.style)}" if card else ""
    each = [(r.size.width, r.size.height, r.format, r.kind.value) for r in renditions]
    avif = (AVIF_SPEED, AVIF_SPEED_LARGE, AVIF_OPTIONS)
    return f"{_encoders()}\n{avif} {each} {quality} {boxes}{written}".encode()


def styled(style: CardStyle) -> str:
    """The style in words: the face by its bytes, wherever its file is."""
    return f"card {CARD}: {style.name!r} {style.parent!r} {style.accent} {style.face_digest}"


@cache
def _encoders() -> str:
    """What turns the same pixels into other bytes: our own steps and each encoder's version."""
    libraries = ("jpg", "webp", "avif", "littlecms2")
    versions = [f"{name} {features.version(name)}" for name in libraries]
    return "\n".join(("recipe 4", f"Pillow {PIL.__version__}", *versions))


def make(job: Job, only: Collection[str] | None = None) -> Made:
    """Decode the original once and write its renditions, or `only` those files of them.

    A file that is there already is right: it is named after its content. Raises PhotoError, and
    OSError when the disk fails.
    """
    shelf = _Shelf(job, only)
    with opened(job.source) as image:
        picture = _upright(image, _needed(image, job.renditions))
        for rendition in job.of_kind(Kind.MOVING):
            frames = partial(_frames, image, rendition.size, job.blur)
            shelf.put(rendition, partial(_encoded_film, frames, job))
    for box in job.blur:
        blur(picture, box)
    for rendition in job.of_kind(Kind.SHARE):
        shelf.put(rendition, partial(_shared, _cropped(picture, rendition.size), job))
    for rendition in sorted(job.of_kind(Kind.SCALED), key=lambda one: -one.size.width):
        picture = _reduced(picture, rendition.size)
        shelf.put(rendition, partial(_encoded, picture, rendition, job))
    mean = picture.resize((1, 1), Image.Resampling.BOX).tobytes()
    return Made(tone=f"#{mean.hex()}", files=tuple(sorted(shelf.sizes.items())))


class _Shelf:
    """Where the files of a job go; only what is missing is encoded."""

    def __init__(self, job: Job, only: Collection[str] | None) -> None:
        self.sizes: dict[str, int] = {}
        self._job, self._only = job, only

    def put(self, rendition: Rendition, encode: Callable[[], bytes]) -> None:
        name = file_name(self._job.digest, rendition)
        if self._only is not None and name not in self._only:
            return
        path = self._job.folder / name
        if not path.is_file():
            write_atomically(path, encode(), shared=True)
        self.sizes[name] = path.stat().st_size


def _needed(image: Image.Image, renditions: Iterable[Rendition]) -> Size:
    """Upright pixels from which nothing must be enlarged."""
    width, height = image.size[::-1] if is_turned(image) else image.size
    scale = max(max(r.size.width / width, r.size.height / height) for r in renditions)
    return Size(width=ceil(width * scale), height=ceil(height * scale))


def _upright(image: Image.Image, needed: Size) -> Image.Image:
    """Pixels as they are meant to be seen, without any metadata, at least as large as needed."""
    whole = image.size
    wanted = (needed.height, needed.width) if is_turned(image) else (needed.width, needed.height)
    if image.format in ("JPEG", "MPO"):
        image.draft(None, wanted)  # the decoder shrinks by 2, 4 or 8 as it reads
    shrunk = image.size != whole
    image.load()
    # No copy unless it must be: one of a scan of 100 megapixels takes 400 MB.
    picture = to_srgb(upright(image))
    if picture is image and getattr(image, "is_animated", False):
        picture = image.copy()  # its other frames are still to be read
    picture.info = {}
    if shrunk:
        picture = _reduced(picture, needed).filter(_SHARPEN)
    return picture


def _reduced(picture: Image.Image, size: Size) -> Image.Image:
    pair = (size.width, size.height)
    return picture if picture.size == pair else picture.resize(pair, Image.Resampling.LANCZOS)


def _cropped(picture: Image.Image, size: Size) -> Image.Image:
    """The middle of a picture, rather its upper half: there the faces are."""
    pair = (size.width, size.height)
    return ImageOps.fit(picture, pair, Image.Resampling.LANCZOS, centering=(0.5, 0.4))


def _shared(picture: Image.Image, job: Job) -> bytes:
    # Few builds draw one, and text takes a library of its own.
    from plugins.galleries.images.cards import covered, packed  # noqa: PLC0415

    if job.card is not None:
        picture = covered(picture, job.card.headline, job.card.style)
    return packed(picture, dict(job.quality)["jpeg"])


def make_plain_card(style: CardStyle, folder: Path, name: str, quality: int) -> Made:
    """Draw the picture for pages without a photo. Raises as `make` does."""
    from plugins.galleries.images.cards import packed, plain  # noqa: PLC0415  # as above

    if not (folder / name).is_file():
        write_atomically(folder / name, packed(plain(style), quality), shared=True)
    return Made(tone=style.accent[0], files=((name, (folder / name).stat().st_size),))


def _frames(image: Image.Image, size: Size, boxes: Iterable[Box]) -> Iterator[Image.Image]:
    """Frames of a moving picture, each with its `duration` in milliseconds."""
    for frame in islice(ImageSequence.Iterator(image), MAX_FRAMES):
        picture = _reduced(to_srgb(upright(frame)), size)
        picture = frame.copy() if picture is frame else picture
        for box in boxes:
            blur(picture, box)
        picture.info = {"duration": frame.info.get("duration") or 100}
        yield picture


def _encoded_film(frames: Callable[[], Iterator[Image.Image]], job: Job) -> bytes:
    pictures = list(frames())
    buffer = io.BytesIO()
    pictures[0].save(
        buffer,
        "WEBP",
        save_all=True,
        append_images=pictures[1:],
        duration=[round(picture.info["duration"]) for picture in pictures],
        loop=0,
        quality=dict(job.quality)["webp"],
        method=4,
    )
    return buffer.getvalue()


def _encoded(picture: Image.Image, rendition: Rendition, job: Job) -> bytes:
    buffer = io.BytesIO()
    quality = dict(job.quality)[rendition.format]
    if rendition.format == "avif":
        quality = quality_at(quality, rendition.size)
        speed = AVIF_SPEED_LARGE if is_large(rendition.size) else AVIF_SPEED
        # One thread: the pool already keeps every core busy.
        picture.save(
            buffer, "AVIF", quality=quality, speed=speed, max_threads=1, advanced=AVIF_OPTIONS
        )
    elif rendition.format == "webp":
        picture.save(buffer, "WEBP", quality=quality, method=4)
    else:
        picture.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True)
    return buffer.getvalue()
