"""Broken photos and films."""

from __future__ import annotations

import unicodedata
import zlib

from plugins.galleries.images.opening import MAX_PIXELS
from plugins.lint.large_files import FILE_BYTES, PHOTO_BYTES
from tests.common_errors.cases import POST, Case, body, head, video
from tests.galleries.making import encoded, scene, stripes
from tests.galleries.test_privacy import PLACED
from tests.support.sites import post_text
from tests.videos.making import FTYP, MDAT, PICTURE, SOUND, box, entry, film, late, mvhd, trak

PHOTO = encoded(scene(), "JPEG")
STRIPES = encoded(stripes(), "PNG")
ALT = "[{file: a.jpg, alt: Sân}]"
FOLDER = "tin-tuc/2021/bai"
TALL = "bảng.jpg"


def _huge() -> bytes:
    """A small file that says it has more pixels than anybody can bear."""
    width = MAX_PIXELS // 1000
    whole = bytearray(encoded(scene(8, 8), "PNG"))
    whole[16:20] = width.to_bytes(4)
    whole[20:24] = (2000).to_bytes(4)
    whole[29:33] = zlib.crc32(whole[12:29]).to_bytes(4)
    return bytes(whole)


def _with(lines: str, **files: bytes) -> Case:
    beside = {f"{FOLDER}/{name.replace('__', '.')}": data for name, data in files.items()}
    return Case({POST: post_text(photos=lines), **beside})


PHOTOS = (
    body("![sân](san.jpg)"),
    head("cover: san.jpg"),
    head("photos: [{file: san.jpg, alt: Sân}]"),
    Case(
        {
            POST: post_text(photos="[{file: a.png, hide: true}]", body="![sân](a.png)\n"),
            f"{FOLDER}/a.png": STRIPES,
        }
    ),
    body("Chữ.", a__jpg=PHOTO),
    _with(ALT, a__jpg=PHOTO, tai_lieu__pdf=b"%PDF"),
    Case(
        {
            POST: post_text(photos=f"[{{file: {TALL}, alt: Bảng}}]"),
            f"{FOLDER}/{TALL}": PHOTO,
            f"{FOLDER}/{unicodedata.normalize('NFD', TALL)}": PHOTO,
        }
    ),
    _with("[{file: a.jpg, alt: Sân}, {file: A.jpg, alt: Cổng}]", a__jpg=PHOTO, A__jpg=PHOTO + b" "),
    _with("[{file: a.jpg, alt: Sân}, {file: b.jpg, alt: Sân}]", a__jpg=PHOTO, b__jpg=PHOTO),
    _with(ALT, a__jpg=b""),
    _with(ALT, a__jpg="đây là chữ".encode()),
    _with(ALT, a__jpg=b"\0\1\2\3" * 50),
    _with("[{file: a.png, alt: Sân}]", a__png=_huge()),
    _with(ALT, a__jpg=PLACED),
    _with("[{file: a.png, alt: Em, blur: [[0, 0, 0.5, 0.5]]}]", a__png=STRIPES),
    _with("[{file: a.png, alt: Em, hide: true}]", a__png=STRIPES),
    _with(ALT, a__jpg=PHOTO + bytes(PHOTO_BYTES)),
    Case(
        {"trang/lien-he.md": "---\ntitle: Liên hệ\n---\n![bản đồ](ban-do.jpg)\n"},
    ),
)

FILE = "source: {file: phim.mp4}"


def _captions(*lines: str) -> Case:
    text = "\n".join(["WEBVTT", "", *lines, ""])
    return video(
        FILE, "captions: [{lang: vi, file: phim.vtt}]", "poster: a.jpg",
        phim__mp4=film(), phim__vtt=text, a__jpg=PHOTO,
    )  # fmt: skip


def _film(data: bytes, *lines: str) -> Case:
    return video(FILE, "poster: a.jpg", *lines, phim__mp4=data, a__jpg=PHOTO)


FILMS = (
    video(FILE),
    video("source: {file: phim.avi}", phim__avi=b"RIFF"),
    video("source: {url: 'https://bạn.vn/phim.mp4'}"),
    video("source: {youtube: dQw4w9WgXcQ}", du__jpg=PHOTO),
    video("source: {youtube: dQw4w9WgXcQ}", "poster: a.jpg", a__jpg=b""),
    _film(b""),
    _film("đây là chữ".encode() * 20),
    _film(FTYP + MDAT),
    video("source: {file: phim.webm}", "poster: a.jpg", phim__webm=b"RIFF" * 9, a__jpg=PHOTO),
    video(FILE, phim__mp4=film()),
    _film(late()),
    _film(FTYP + box(b"moov", mvhd(1000, 95_000) + trak(entry(b"hvc1"))) + MDAT),
    _film(film(tracks=SOUND)),
    _film(film(tracks=b"")),
    _film(film(seconds=4 * 3600)),
    _film(FTYP + box(b"moov", PICTURE) + MDAT),
    _film(film() + box(b"free", bytes(110_000_000))),
    _film(film() + box(b"free", bytes(FILE_BYTES))),
    video(FILE, "poster: a.jpg", "captions: [{lang: vi, file: phim.srt}]", phim__mp4=film(),
          a__jpg=PHOTO, phim__srt="1\n00:00:01,000 --> 00:00:02,000\nChào.\n"),
    _captions("00:01,000 --> 00:02.000", "Chào."),
    _captions("00:03.000 --> 00:02.000", "Chào."),
    _captions("00:05.000 --> 00:06.000", "Hai.", "", "00:01.000 --> 00:02.000", "Một."),
    _captions("00:01.000 --> 00:04.000", "Một.", "", "00:02.000 --> 00:05.000", "Hai."),
    _captions("02:01.000 --> 02:04.000", "Sau khi hết phim."),
    _captions("01:30.000 --> 02:04.000", "Quá lúc hết phim."),
    _captions("00:01.000 --> 00:02.000", "Một.", "00:03.000 --> 00:04.000", "Hai."),
    _captions("1", "00:01.000 --> 00:02.000", "Một.", "", "1", "00:03.000 --> 00:04.000", "Hai."),
    _captions("00:01.000 --> 00:02.000 align:giữa màu:đỏ align:start align:end", "Một."),
    _captions("00:01.000 --> 00:02.000", "Một.", "", "STYLE", "@import url(x.css);"),
    _captions("00:01.000 --> 00:02.000", "Cười <font>to</font> & khóc"),
    _captions("Không có giờ."),
    _captions("NOTE ghi chú", "00:01.000 --> 00:02.000", "Một."),
)  # fmt: skip
