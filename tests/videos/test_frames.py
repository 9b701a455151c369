"""Stills that PyAV takes out of real films."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageStat

from plugins.videos.films import probe
from plugins.videos.frames import is_installed, take_still
from plugins.videos.probes import FilmError
from tests.conftest import ROOT

pytest.importorskip("av", reason="stills are taken by PyAV: make test installs it")

FILM = ROOT / "content/video/mot-chuyen-xe-thu-vien.mp4"
UPRIGHT = bytes.fromhex(f"00010000{'0' * 24}00010000{'0' * 24}40000000")
TURNED = bytes.fromhex(f"{'0' * 8}00010000{'0' * 8}ffff0000{'0' * 32}40000000")
"""The matrix of a track that is to be turned by 90 degrees, clockwise, as phones write it."""


def still(path: Path) -> Image.Image:
    picture = Image.open(io.BytesIO(take_still(path, probe(path).container)))
    assert picture.format == "PNG"
    return picture.convert("RGB")


def test_a_still_shows_something() -> None:
    assert is_installed()
    picture = still(FILM)
    assert picture.size == (640, 360)
    assert ImageStat.Stat(picture.convert("L")).stddev[0] > 12


def test_the_same_film_gives_the_same_bytes() -> None:
    assert take_still(FILM, "mp4") == take_still(FILM, "mp4")


def test_a_film_on_its_side_is_set_upright(tmp_path: Path) -> None:
    data = FILM.read_bytes()
    place = data.index(UPRIGHT, data.index(b"tkhd"))
    turned = tmp_path / "a.mp4"
    turned.write_bytes(data[:place] + TURNED + data[place + len(TURNED) :])
    upright = still(FILM).transpose(Image.Transpose.ROTATE_270)
    assert still(turned).size == (360, 640)
    assert still(turned).tobytes() == upright.tobytes()


def encoded(path: Path, pictures: list[Image.Image]) -> Path:
    """A film of these pictures, five a second."""
    import av  # noqa: PLC0415 (only here)

    with av.open(str(path), "w") as container:
        stream = container.add_stream("libvpx" if path.suffix == ".webm" else "libx264", rate=5)
        stream.width, stream.height, stream.pix_fmt = *pictures[0].size, "yuv420p"
        for picture in pictures:
            container.mux(stream.encode(av.VideoFrame.from_image(picture)))
        container.mux(stream.encode())
    return path


@pytest.mark.parametrize("name", ["a.mp4", "a.webm"])
def test_a_black_beginning_is_passed_over(tmp_path: Path, name: str) -> None:
    black = Image.new("RGB", (64, 36))
    seen = Image.linear_gradient("L").resize((64, 36)).convert("RGB")
    path = encoded(tmp_path / name, [black] * 10 + [seen] * 10)
    assert ImageStat.Stat(still(path).convert("L")).mean[0] > 90


def test_a_film_that_is_black_all_over_has_a_black_still(tmp_path: Path) -> None:
    path = encoded(tmp_path / "a.mp4", [Image.new("RGB", (64, 36))] * 9)
    assert still(path).getextrema() == ((0, 0), (0, 0), (0, 0))


def test_a_large_film_gives_a_still_of_bearable_size(tmp_path: Path) -> None:
    path = encoded(tmp_path / "a.mp4", [Image.linear_gradient("L").resize((2560, 1440))] * 2)
    assert still(path).size == (1920, 1080)


def test_only_the_container_that_was_probed_is_opened(tmp_path: Path) -> None:
    path = encoded(tmp_path / "a.webm", [Image.linear_gradient("L").resize((64, 36))] * 2)
    assert still(path).size == (64, 36)
    with pytest.raises(FilmError):
        take_still(path, "mp4")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[: data.index(b"mdat") + 4] + bytes(len(data)),
        lambda data: data.replace(b"avcC", b"free"),
        lambda data: data.replace(b"stsz", b"free").replace(b"stco", b"free"),
        lambda data: data.replace(b"vide", b"soun"),
        lambda _: b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n",
        lambda _: b"",
    ],
    ids=["noughts", "no parameters", "no samples", "no picture", "a list of files", "empty"],
)
def test_a_film_that_cannot_be_decoded_says_so(tmp_path: Path, spoil: object) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(spoil(FILM.read_bytes()))  # type: ignore[operator]
    with pytest.raises(FilmError) as caught:
        take_still(path, "mp4")
    assert caught.value.message == "không lấy được hình nào từ phim"
    assert "poster:" in caught.value.hint
