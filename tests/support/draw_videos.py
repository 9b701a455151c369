"""Draw the two silent sample films, their posters and their captions.

The films show the drawings of the sample posts: a camera that moves slowly, a van that drives,
fireflies that fly. Only Pillow draws; encoding needs PyAV, which `make test` installs:

    python -m tests.support.draw_videos content/video
"""

from __future__ import annotations

import argparse
import math
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

from PIL import Image

from plugins.values import Struct
from tests.support.draw_sample_photos import DESIGNS, SCENES, draw_scene
from tests.support.photo_scenes.canvas import Canvas, oval
from tests.support.photo_scenes.roadside import draw_valley

SIZE = (640, 360)
POSTER = (960, 540)
RATE = 25
FADE = 0.7
"""Seconds in which one drawing becomes the next."""

Frame = Callable[[float], Image.Image]
"""The picture at a share (0 to 1) of a shot."""

View = tuple[float, float, float]
"""What the camera sees: its middle and its width, as shares of the drawing's width."""


class Shot(Struct, frozen=True, kw_only=True):
    """A drawing on the screen, and the caption that describes it."""

    seconds: float
    caption: str
    frame: Frame


class Film(Struct, frozen=True, kw_only=True):
    """A film of several shots; `poster` is the scene and the view of its still picture."""

    name: str
    shots: tuple[Shot, ...]
    poster: tuple[str, View]


def _ease(share: float) -> float:
    return share * share * (3 - 2 * share)


def _seen(picture: Image.Image, view: View, size: tuple[int, int] = SIZE) -> Image.Image:
    x, y, width = (part * picture.width for part in view)
    height = width * size[1] / size[0]
    x = min(max(x, width / 2), picture.width - width / 2)
    y = min(max(y, height / 2), picture.height - height / 2)
    seen = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    return picture.resize(size, Image.Resampling.BICUBIC, box=seen)


def _still(scene: str, width: int) -> Image.Image:
    across, down = DESIGNS[SCENES[scene][1]]
    return draw_scene(scene, width, round(width * down / across))


def _camera(scene: str, start: View, end: View, fireflies: int = 0) -> Frame:
    """A slow move over a drawing, from one view to another."""
    drawn: list[Image.Image] = []

    def frame(share: float) -> Image.Image:
        drawn[:] = drawn or [_still(scene, 1280)]
        part = _ease(share)
        a, b, c = (s + (e - s) * part for s, e in zip(start, end, strict=True))
        return _with_fireflies(_seen(drawn[0], (a, b, c)), fireflies, share)

    return frame


def _with_fireflies(picture: Image.Image, count: int, share: float) -> Image.Image:
    if not count:
        return picture
    canvas = Canvas(*SIZE, SIZE)
    canvas.image.paste(picture.resize(canvas.image.size, Image.Resampling.BICUBIC))
    rng = random.Random("fireflies")
    for _ in range(count):
        x, y, phase, pace = (rng.random() for _ in range(4))
        angle = math.tau * (phase + share * (0.6 + pace))
        x = SIZE[0] * x + 46 * math.sin(angle)
        y = SIZE[1] * (0.25 + 0.6 * y) + 22 * math.cos(angle * 1.3)
        glow = 0.35 + 0.6 * math.sin(angle * 3) ** 2
        canvas.soft(oval(x, y, 6, 6), "#eef58e", 6, glow)
        canvas.fill(oval(x, y, 2, 2), "#fffbd0", glow)
    return canvas.image.reduce(2)


def _driving(share: float) -> Image.Image:
    """The van drives through the valley, and the camera follows it more slowly."""
    canvas = Canvas(1040, 400, DESIGNS["panorama"])
    x = 260 + 1300 * share
    draw_valley(canvas, random.Random("valley"), x)
    return _seen(canvas.image.reduce(2), ((x + 330 + 180 * (1 - share)) / 2600, 0.22, 0.6))


FILMS = (
    Film(
        name="mot-chuyen-xe-thu-vien",
        poster=("valley", (0.46, 0.24, 0.62)),
        shots=(
            Shot(
                seconds=5.2,
                caption="Xe thư viện chạy qua thung lũng lúc mặt trời lên, cạnh sông và ruộng.",
                frame=_driving,
            ),
            Shot(
                seconds=4.2,
                caption="Xe dừng trước nhà sàn. Các em nhỏ chọn sách trên giá bên hông xe.",
                frame=_camera("van-at-stop", (0.5, 0.45, 1.0), (0.4, 0.52, 0.72)),
            ),
            Shot(
                seconds=4.2,
                caption="Dưới mái nhà sàn, bốn em nhỏ ngồi đọc sách quanh một chồng sách.",
                frame=_camera("reading-circle", (0.5, 0.3, 1.0), (0.51, 0.56, 0.78)),
            ),
            Shot(
                seconds=3.6,
                caption="Một thùng sách ở lại trên bãi cỏ, chờ chuyến xe sau.",
                frame=_camera("book-crate", (0.5, 1.05, 1.0), (0.5, 0.66, 1.0)),
            ),
        ),
    ),
    Film(
        name="mo-sach-ra-la-len-duong",
        poster=("cricket-raft", (0.52, 0.42, 0.86)),
        shots=(
            Shot(
                seconds=3.8,
                caption="Từ trang sách mở, núi, cây và nhà sàn bằng giấy dựng lên dưới ánh trăng.",
                frame=_camera("pop-up-book", (0.5, 0.42, 0.6), (0.5, 0.42, 1.0)),
            ),
            Shot(
                seconds=5.2,
                caption="Đêm trăng, một chú dế đứng trước cửa hang. Đom đóm bay trên đám cỏ.",
                frame=_camera("cricket-moon", (0.55, 0.34, 1.0), (0.52, 0.94, 0.92), fireflies=16),
            ),
            Shot(
                seconds=5.0,
                caption="Hai chú dế đi bè lá trên sông, cánh buồm cũng là một chiếc lá.",
                frame=_camera("cricket-raft", (0.42, 0.44, 0.7), (0.58, 0.5, 0.8)),
            ),
        ),
    ),
)


def frames(film: Film) -> Iterator[Image.Image]:
    """All pictures of a film: each shot, its end and the next one's start laid together."""
    fade = round(FADE * RATE)
    tail: list[Image.Image] = []
    for number, shot in enumerate(film.shots):
        count = round(shot.seconds * RATE)
        shown = [shot.frame(index / (count - 1)) for index in range(count)]
        for index, last in enumerate(tail):
            shown[index] = Image.blend(last, shown[index], (index + 1) / (fade + 1))
        end = count if number == len(film.shots) - 1 else count - fade
        yield from shown[:end]
        tail = shown[end:]


def starts(film: Film) -> list[float]:
    """When each shot begins, and when the last one ends; seconds."""
    times = [0.0]
    for shot in film.shots:
        times.append(times[-1] + shot.seconds - FADE)
    times[-1] += FADE
    return times


def captions(film: Film) -> str:
    """The captions as WebVTT."""
    cues = [
        f"{_time(start)} --> {_time(end)}\n{shot.caption}\n"
        for shot, (start, end) in zip(film.shots, pairwise(starts(film)), strict=True)
    ]
    return "WEBVTT\n\n" + "\n".join(cues)


def _time(seconds: float) -> str:
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    return f"{whole // 60:02}:{whole % 60:02}.{thousandths:03}"


def encode(pictures: Iterable[Image.Image], path: Path) -> None:
    """Write pictures as a film that every browser plays: H.264, yuv420p, index first."""
    try:
        import av  # noqa: PLC0415 (nothing else here needs it)
    except ImportError:
        raise SystemExit("Encoding needs PyAV: run make video, then this again.") from None
    with av.open(str(path), "w", options={"movflags": "faststart"}) as container:
        # One thread: the same bytes on every machine with the same encoder.
        options = {"crf": "27", "preset": "veryslow", "profile": "main", "threads": "1"}
        stream = container.add_stream("libx264", rate=Fraction(RATE), options=options)
        stream.width, stream.height = SIZE
        stream.pix_fmt = "yuv420p"
        for picture in pictures:
            container.mux(stream.encode(av.VideoFrame.from_image(picture)))
        container.mux(stream.encode())


def draw_videos(folder: Path) -> list[Path]:
    """Draw all films with posters and captions into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for film in FILMS:
        mp4, poster, vtt = (folder / f"{film.name}.{end}" for end in ("mp4", "jpg", "vtt"))
        encode(frames(film), mp4)
        scene, view = film.poster
        _seen(_still(scene, 1920), view, POSTER).save(poster, quality=80, optimize=True)
        vtt.write_text(captions(film), encoding="utf-8", newline="\n")
        paths += [mp4, poster, vtt]
    return paths


def main(argv: Sequence[str] | None = None) -> int:
    """Draw the films into the folder named on the command line."""
    parser = argparse.ArgumentParser(description="Draw the two sample films.")
    parser.add_argument("folder", type=Path, help="where the files go")
    for path in draw_videos(parser.parse_args(argv).folder):
        print(f"{path}  {path.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
