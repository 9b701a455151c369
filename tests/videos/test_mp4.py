"""MP4 files: how long they are, and that nothing is left that tells on their maker."""

from __future__ import annotations

import random
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.videos.films import copy_without_metadata, probe
from plugins.videos.probes import FilmError, Probe, Track
from tests.conftest import ROOT
from tests.videos import making
from tests.videos.making import (
    FTYP,
    MDAT,
    PICTURE,
    SOUND,
    box,
    entry,
    film,
    late,
    mvhd,
    sound,
    trak,
)

SECRET = b"+21.7168+104.9113/ SECRET"


probed = partial(making.probed, ending=".mp4")
cleaned = partial(making.cleaned, ending=".mp4")


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (mvhd(1000, 95_000), 95),
        (mvhd(1000, 95_499), 95),
        (mvhd(1000, 95_501), 96),
        (mvhd(90_000, 90_000 * 3723), 3723),
        (mvhd(2**30, 3 * 2**30), 3),
        (mvhd(2**30, 3 * 2**30, version=1), 3),
        (mvhd(600, 100), 1),  # never "0:00"
        (mvhd(1000, 95_000, version=1), 95),
        (mvhd(1, 2**33, version=1), 2**33),
        (mvhd(1000, 0), None),
        (mvhd(0, 1000), None),
        (mvhd(1000, 2**32 - 1), None),  # "cannot be determined"
        (mvhd(1000, 2**64 - 1, version=1), None),
        (mvhd(1000, 2**32 - 1, version=1), 4294967),
        (b"", None),
        (box(b"mvhd"), None),
        (box(b"udta", mvhd(1, 5)), None),
    ],
)
def test_the_length(tmp_path: Path, header: bytes, seconds: int | None) -> None:
    found = probed(tmp_path, FTYP + box(b"moov", header))
    assert found.seconds == seconds


@pytest.mark.parametrize(
    "data",
    [
        film(),
        FTYP + MDAT + box(b"moov", mvhd(1000, 95_000)),
        FTYP + box(b"moov", box(b"trak") + mvhd(1000, 95_000)),
        FTYP + box(b"moov", mvhd(1000, 95_000), wide=True) + MDAT,
        FTYP + box(b"mdat", b"x" * 99, wide=True) + box(b"moov", mvhd(1000, 95_000)),
        FTYP + MDAT + (0).to_bytes(4) + b"moov" + mvhd(1000, 95_000),
        film() + (0).to_bytes(4) + b"mdat" + b"x" * 99,
        film() + bytes(7),
        film() + bytes(64),
    ],
    ids=[
        "film", "header at the end", "header after a track", "64 bits", "64 bits of data",
        "header up to the end", "data up to the end", "a few bytes more", "zeros at the end",
    ],
)  # fmt: skip
def test_films_of_many_makers(tmp_path: Path, data: bytes) -> None:
    found = probed(tmp_path, data)
    assert (found.seconds, found.size, found.blanks) == (95, len(data), ())
    assert cleaned(tmp_path, data) == data


@pytest.mark.parametrize(
    "data",
    [
        film(inside=box(b"udta", SECRET)),
        film(inside=box(b"meta", SECRET)),
        film(inside=box(b"uuid", SECRET)),
        film(inside=box(b"udta", SECRET, wide=True)),
        film(inside=box(b"trak", box(b"tkhd") + box(b"udta", SECRET))),
        film(inside=box(b"trak", box(b"meta", SECRET))),
        film(inside=box(b"trak", box(b"mdia", box(b"mdhd") + box(b"udta", SECRET)))),
        film(inside=box(b"udta", box(b"meta", box(b"ilst", SECRET)) + box(b"\xa9xyz", SECRET))),
        film(inside=box(b"udta", SECRET) + box(b"trak") + box(b"udta", SECRET)),
        film(box(b"udta", SECRET)),
        film(box(b"meta", SECRET)),
        film(box(b"uuid", SECRET, wide=True)),
        film((0).to_bytes(4) + b"uuid" + SECRET),
        film(box(b"moof", box(b"traf", box(b"udta", SECRET)))),
        film(box(b"moof", box(b"meta", SECRET)), MDAT),
        film(box(b"moov", box(b"udta", SECRET))),
    ],
    ids=[
        "udta", "meta", "uuid", "64 bits", "udta of a track", "meta of a track",
        "udta of the media", "QuickTime", "twice", "udta of the file", "meta of the file",
        "uuid, 64 bits", "up to the end", "fragment of a track", "fragment", "second header",
    ],
)  # fmt: skip
def test_what_tells_on_the_maker_is_emptied_and_nothing_moves(tmp_path: Path, data: bytes) -> None:
    clean = cleaned(tmp_path, data)
    assert SECRET in data
    assert b"SECRET" not in clean
    assert b"21.7168" not in clean
    assert len(clean) == len(data)
    assert clean.index(b"PICTURES") == data.index(b"PICTURES")
    # Only the boxes' types and contents differ: players pass over `free`.
    assert {kind for kind in (b"udta", b"meta", b"uuid") if kind in clean} == set()
    assert clean.count(b"free") == data.count(SECRET) - data.count(b"\xa9xyz")
    again = probed(tmp_path, clean)
    assert (again.seconds, again.blanks) == (95, ())


def test_a_sample_film_keeps_its_pictures(tmp_path: Path) -> None:
    path = ROOT / "content/video/mot-chuyen-xe-thu-vien.mp4"
    found = probe(path)
    assert found.seconds == 15
    copy_without_metadata(path, found, tmp_path / "a.mp4")
    before, after = path.read_bytes(), (tmp_path / "a.mp4").read_bytes()
    assert len(before) == len(after)
    place = before.index(b"mdat")
    length = int.from_bytes(before[place - 4 : place])
    assert before[place : place - 4 + length] == after[place : place - 4 + length]


@pytest.mark.parametrize(
    ("tracks", "found"),
    [
        (b"", []),
        (PICTURE, ["H.264"]),
        (PICTURE + SOUND, ["H.264", "AAC"]),
        (SOUND, ["AAC"]),
        (trak(entry(b"avc3")), ["H.264"]),
        (trak(entry(b"avc1", 66)), ["H.264"]),
        (trak(entry(b"avc1", 100)), ["H.264"]),
        (trak(entry(b"avc1", 110)), ["H.264 10 bit/4:2:2"]),
        (trak(entry(b"avc1", 122)), ["H.264 10 bit/4:2:2"]),
        (trak(box(b"avc1", bytes(78))), ["H.264"]),
        (trak(entry(b"hvc1")), ["HEVC (H.265)"]),
        (trak(entry(b"hev1"), entry(b"avc1")), ["HEVC (H.265)", "H.264"]),
        (trak(entry(b"av01")), ["AV1"]),
        (trak(entry(b"ap4h")), ["ap4h"]),
        (trak(entry(b"\x1b[2\n")), ["?[2?"]),
        (trak(entry(bytes(4))), ["không rõ"]),
        (trak(sound(kind=0x67), handler=b"soun"), ["AAC"]),
        (trak(sound(kind=0x6B), handler=b"soun"), ["MP3"]),
        (trak(sound(kind=0xDD), handler=b"soun"), ["mp4a 0xdd"]),
        (trak(box(b"mp4a", bytes(28)), handler=b"soun"), ["AAC"]),
        (trak(sound(b"samr"), handler=b"soun"), ["AMR"]),
        (trak(entry(b"tx3g"), handler=b"sbtl"), []),
        (trak(entry(b"tmcd"), handler=b"tmcd"), []),
        (box(b"trak", box(b"mdia", box(b"hdlr", b"vide"))), []),
        (box(b"trak", box(b"mdia")), []),
        (trak(), []),
    ],
)
def test_codecs(tmp_path: Path, tracks: bytes, found: list[str]) -> None:
    told = probed(tmp_path, film(tracks=tracks))
    assert [track.codec for track in told.tracks] == found
    assert told.seconds == 95


def test_pictures_and_sound(tmp_path: Path) -> None:
    told = probed(tmp_path, film(tracks=SOUND + PICTURE + PICTURE))
    picture = Track(kind="video", codec="H.264")
    assert told.tracks == (Track(kind="audio", codec="AAC"), picture, picture)
    assert (told.codecs("video"), told.codecs("audio")) == (("H.264",), ("AAC",))


@pytest.mark.parametrize(
    ("data", "starts_fast"),
    [
        (film(), True),
        (late(), False),
        (late(b""), True),
        (late(box(b"free") + MDAT), False),
        (FTYP + box(b"moov", mvhd(1, 5)) + box(b"moof") + MDAT + box(b"moof") + MDAT, True),
    ],
    ids=["index first", "index last", "no data", "data after a gap", "fragments"],
)
def test_where_a_player_begins_to_read(tmp_path: Path, data: bytes, starts_fast: bool) -> None:
    assert probed(tmp_path, data).starts_fast == starts_fast


NO_FILM = "tệp này không phải phim MP4"
BROKEN = "phim bị hỏng hoặc chép chưa hết"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", NO_FILM),
        (b"\0", NO_FILM),
        ("đây là chữ, không phải phim".encode(), NO_FILM),
        (b"\x1aE\xdf\xa3 matroska, webm", NO_FILM),
        (b"RIFF\x24\0\0\0AVI LIST", NO_FILM),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", NO_FILM),
        (box(b"moov", mvhd(1000, 1000)) + MDAT, NO_FILM),
        (bytes(1000), NO_FILM),
        (FTYP, BROKEN),
        (FTYP + MDAT, BROKEN),
        (film()[:-1], BROKEN),
        (film()[:60], BROKEN),
        (FTYP + MDAT + box(b"moov", mvhd(1000, 1000))[:-30], BROKEN),
        (FTYP + (2**31).to_bytes(4) + b"mdat", BROKEN),
        (FTYP + (1).to_bytes(4) + b"mdat" + (2**63).to_bytes(8), BROKEN),
        (FTYP + (1).to_bytes(4) + b"mdat" + (2**64 - 1).to_bytes(8), BROKEN),
        (FTYP + (1).to_bytes(4) + b"mdat", BROKEN),
        (FTYP + (1).to_bytes(4) + b"mdat" + (15).to_bytes(8), BROKEN),
        (FTYP + (7).to_bytes(4) + b"moov" + bytes(50), BROKEN),
        # A box that says it goes beyond its own box must not blank what follows.
        (FTYP + box(b"moov", mvhd(1, 5) + (99).to_bytes(4) + b"udta") + MDAT * 9, BROKEN),
    ],
)
def test_what_cannot_be_shown_says_so(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(FilmError) as caught:
        probed(tmp_path, data)
    assert caught.value.message == message
    assert caught.value.hint


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FilmError, match="không đọc được tệp"):
        probe(tmp_path / "a.mp4")


@pytest.mark.parametrize("kind", [b"moov", b"trak", b"moof"])
def test_boxes_in_boxes_in_boxes(tmp_path: Path, kind: bytes) -> None:
    deep = b"".join((8 * n).to_bytes(4) + kind for n in range(20_000, 0, -1))
    assert probed(tmp_path, film(deep)).seconds == 95
    assert probed(tmp_path, film(inside=deep)).seconds == 95


def test_very_many_boxes(tmp_path: Path) -> None:
    many = box(b"free") * 20_000
    assert probed(tmp_path, film(many, inside=many)).seconds == 95


def test_a_size_of_zero_inside_ends_with_its_own_box(tmp_path: Path) -> None:
    data = film(inside=(0).to_bytes(4) + b"udta" + SECRET)
    clean = cleaned(tmp_path, data)
    assert b"SECRET" not in clean
    assert clean.endswith(MDAT)


def test_a_copy_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        copy_without_metadata(
            tmp_path / "lost.mp4",
            Probe(container="mp4", seconds=1, size=1),
            tmp_path / "c" / "a.mp4",
        )
    assert list((tmp_path / "c").iterdir()) == []


BOXES = st.recursive(
    st.builds(
        box, st.sampled_from([b"udta", b"mdat", b"free", b"mvhd", b"uuid"]), st.binary(max_size=20)
    ),
    lambda inner: st.builds(
        box,
        st.sampled_from([b"moov", b"trak", b"mdia", b"udta", b"moof", b"minf"]),
        st.lists(inner, max_size=3).map(b"".join),
        wide=st.booleans(),
    ),
    max_leaves=8,
)


@settings(max_examples=100)
@given(st.lists(BOXES, max_size=4), st.integers(0, 10**6), st.integers(0, 3))
def test_any_boxes_are_a_film_or_explained(
    tmp_path_factory: pytest.TempPathFactory, boxes: list[bytes], seed: int, damage: int
) -> None:
    folder = tmp_path_factory.mktemp("film")
    data = bytearray(film(*boxes, inside=b"".join(boxes)))
    chance = random.Random(seed)
    for _ in range(damage):
        data[chance.randrange(len(data))] = chance.randrange(256)
    try:
        clean = cleaned(folder, bytes(data))
    except FilmError:
        assert damage  # whole boxes are always a film
        return
    assert len(clean) == len(data)
    if not damage:
        assert MDAT in clean
