"""WebM files: length, codecs, and that nothing is left that tells on their maker."""

from __future__ import annotations

import random
import struct
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.videos.probes import FilmError
from tests.videos import making
from tests.videos.making import (
    CLUSTER,
    OPEN,
    OPUS,
    VP9,
    duration,
    element,
    webm,
    webm_track,
)

SECRET = b"+21.7168+104.9113/ SECRET"


probed = partial(making.probed, ending=".webm")
cleaned = partial(making.cleaned, ending=".webm")


def test_a_whole_film(tmp_path: Path) -> None:
    data = webm(tracks=VP9 + OPUS)
    found = probed(tmp_path, data)
    assert (found.container, found.seconds, found.size) == ("webm", 95, len(data))
    assert (found.codecs("video"), found.codecs("audio")) == (("VP9",), ("Opus",))
    assert (found.blanks, found.starts_fast) == ((), True)
    assert cleaned(tmp_path, data) == data


@pytest.mark.parametrize(
    ("info", "seconds"),
    [
        (duration(95_499), 95),
        (duration(95_501), 96),
        (duration(20), 1),  # never "0:00"
        (element("4489", struct.pack(">f", 95_000)), 95),
        (element("2ad7b1", (2_000_000).to_bytes(4)) + duration(95_000), 190),
        (element("2ad7b1", b"\0") + duration(95_000), 95),
        (b"", 1),  # a live recording: its last cluster begins after 1,000 units
        (duration(0), 1),
        (duration(-5), 1),
        (duration(float("nan")), 1),
        (duration(float("inf")), 1),
        (duration(1e300), None),
        (element("4489", b"abc"), 1),
    ],
)
def test_the_length(tmp_path: Path, info: bytes, seconds: int | None) -> None:
    assert probed(tmp_path, webm(info=info)).seconds == seconds


OPEN_CLUSTER = element("1f43b675", element("e7", b"\x27\x10") + element("a3", b"x"), OPEN)


@pytest.mark.parametrize(
    ("data", "seconds"),
    [
        (webm(size=OPEN), 95),
        (webm(info=b"", end=CLUSTER + OPEN_CLUSTER, size=OPEN), 10),
        (webm(info=b"", end=OPEN_CLUSTER + CLUSTER, size=OPEN), 1),
        (webm(info=b"", end=OPEN_CLUSTER), 10),
        (webm(info=b"", end=element("1f43b675")), None),
        (webm() + element("ec", bytes(99)), 95),
    ],
    ids=["open", "open cluster at the end", "open cluster", "open inside", "empty", "void after"],
)
def test_live_recordings_do_not_say_where_they_end(
    tmp_path: Path, data: bytes, seconds: int | None
) -> None:
    assert probed(tmp_path, data).seconds == seconds


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        (b"V_VP8", "VP8"),
        (b"V_AV1", "AV1"),
        (b"V_VP9\0\0", "VP9"),
        (b"V_MPEG4/ISO/AVC", "H.264"),
        (b"V_THEORA", "V_THEORA"),
        (b"\x1b[2J", "?[2J"),
        (b"", "không rõ"),
    ],
)
def test_codecs(tmp_path: Path, codec: bytes, name: str) -> None:
    subtitles = webm_track(b"S_TEXT/UTF8", 17)
    found = probed(tmp_path, webm(tracks=webm_track(codec) + subtitles))
    assert found.codecs("video") == (name,)
    assert len(found.tracks) == 1


def test_matroska_is_known_as_such(tmp_path: Path) -> None:
    assert probed(tmp_path, webm(doc_type=b"matroska")).container == "matroska"
    assert probed(tmp_path, webm(doc_type=b"webm\0")).container == "webm"


SEEK_TAGS = element("4dbb", element("53ab", bytes.fromhex("1254c367")) + element("53ac", b"\x10"))


@pytest.mark.parametrize(
    "data",
    [
        webm(element("1254c367", SECRET)),
        webm(element("1941a469", SECRET)),
        webm(end=CLUSTER + element("1254c367", SECRET)),
        webm(end=OPEN_CLUSTER + element("1254c367", SECRET), size=OPEN),
        webm(info=duration(95_000) + element("7ba9", SECRET) + element("4461", b"SECRET..")),
        webm(info=element("7384", SECRET) + duration(95_000)),
        webm(tracks=webm_track(b"V_VP9", 1, element("536e", SECRET))),
        webm(bytes.fromhex("7ba9") + b"\x86SECRET", end=CLUSTER),
    ],
    ids=["tags", "attachment", "tags after", "tags of a live recording", "title", "file's name",
         "track's name", "short"],
)  # fmt: skip
def test_what_tells_on_the_maker_is_emptied_and_nothing_moves(tmp_path: Path, data: bytes) -> None:
    clean = cleaned(tmp_path, data)
    assert b"SECRET" in data
    assert b"SECRET" not in clean
    assert b"21.7168" not in clean
    assert len(clean) == len(data)
    if b"PICTURES" in data:
        assert clean.index(b"PICTURES") == data.index(b"PICTURES")
    before, again = probed(tmp_path, data), probed(tmp_path, clean)
    assert (again.seconds, again.tracks, again.blanks) == (before.seconds, before.tracks, ())


def test_no_way_leads_to_what_was_emptied(tmp_path: Path) -> None:
    kept = element("4dbb", element("53ab", bytes.fromhex("1549a966")) + element("53ac", b"\x01"))
    crc = element("bf", b"abcd")
    data = webm(element("114d9b74", crc + kept + SEEK_TAGS), element("1254c367", SECRET))
    clean = cleaned(tmp_path, data)
    assert clean.count(bytes.fromhex("1254c367")) == 0
    assert kept in clean
    assert b"abcd" not in clean  # the sum would no longer be right


NO_FILM = "tệp này không phải phim WebM"
BROKEN = "phim bị hỏng hoặc chép chưa hết"
HEAD = element("1a45dfa3", element("4282", b"webm"))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", NO_FILM),
        ("đây là chữ".encode(), NO_FILM),
        (b"\0\0\0\x18ftypisom", NO_FILM),
        (b"\x1aE\xdf\xa3", BROKEN),
        (b"\x1aE\xdf\xa3\0", BROKEN),
        (HEAD, BROKEN),
        (HEAD + element("18538067"), BROKEN),
        (HEAD + b"\0" * 40, BROKEN),
        (webm()[:-1], BROKEN),
        (webm()[:-80], BROKEN),
        (webm(size=OPEN)[:-1], BROKEN),
        (webm(end=b""), BROKEN),
        (webm(end=element("1f43b675", b"x", 2**40)), BROKEN),
        (webm(bytes(8)), BROKEN),
        # One that says it goes beyond what holds it must not blank what follows.
        (webm(info=bytes.fromhex("7ba9") + b"\x88AB"), BROKEN),
    ],
)
def test_what_cannot_be_shown_says_so(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(FilmError) as caught:
        probed(tmp_path, data)
    assert caught.value.message == message
    assert caught.value.hint


IDS = ["1549a966", "1654ae6b", "ae", "1254c367", "7ba9", "ec", "bf", "86", "114d9b74", "4dbb"]
ELEMENTS = st.recursive(
    st.builds(element, st.sampled_from(IDS[3:]), st.binary(max_size=20)),
    lambda inner: st.builds(
        element, st.sampled_from(IDS), st.lists(inner, max_size=3).map(b"".join)
    ),
    max_leaves=8,
)


@settings(max_examples=100)
@given(st.lists(ELEMENTS, max_size=4), st.integers(0, 10**6), st.integers(0, 3))
def test_any_elements_are_a_film_or_explained(
    tmp_path_factory: pytest.TempPathFactory, more: list[bytes], seed: int, damage: int
) -> None:
    folder = tmp_path_factory.mktemp("film")
    data = bytearray(webm(*more))
    chance = random.Random(seed)
    for _ in range(damage):
        data[chance.randrange(len(data))] = chance.randrange(256)
    try:
        clean = cleaned(folder, bytes(data))
    except FilmError:
        return
    assert len(clean) == len(data)
    if not damage:
        assert CLUSTER in clean
        assert probed(folder, clean).blanks == ()
