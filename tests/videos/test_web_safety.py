"""What browsers cannot play, and the exact command that mends it."""

from __future__ import annotations

import pytest

from plugins.videos.probes import Container, Probe, Track
from plugins.videos.web_safety import LONG, Finding, conversion, findings

FAST = "-movflags +faststart"
H264 = "-c:v libx264 -crf 23 -pix_fmt yuv420p"
AAC = "-c:a aac -b:a 128k"


def probe(
    video: str = "H.264",
    audio: str = "",
    container: Container = "mp4",
    *,
    seconds: int | None = 95,
    starts_fast: bool = True,
) -> Probe:
    tracks = [Track(kind="video", codec=one) for one in video.split("+") if one]
    tracks += [Track(kind="audio", codec=one) for one in audio.split("+") if one]
    return Probe(
        container=container, seconds=seconds, size=1, tracks=tuple(tracks), starts_fast=starts_fast
    )


def one(name: str, found: Probe) -> Finding:
    (finding,) = findings(name, found)
    return finding


@pytest.mark.parametrize(
    "found",
    [
        probe(),
        probe("H.264", "AAC"),
        probe("H.264", "AAC+AAC", seconds=None),
        probe("VP8", "Vorbis", "webm"),
        probe("VP9", "Opus", "webm"),
        probe("AV1", "Opus", "webm"),
        probe(seconds=LONG - 1),
    ],
)
def test_films_that_every_browser_plays(found: Probe) -> None:
    assert list(findings("a.mp4", found)) == []


@pytest.mark.parametrize(
    ("found", "message", "command"),
    [
        (
            probe("HEVC (H.265)", "AAC"),
            "nhiều trình duyệt không phát được hình HEVC (H.265) trong tệp MP4",
            f"ffmpeg -i a.x {H264} -c:a copy {FAST} a-web.mp4",
        ),
        (
            probe("H.264", "MP3"),
            "nhiều trình duyệt không phát được tiếng MP3 trong tệp MP4",
            f"ffmpeg -i a.x -c:v copy {AAC} {FAST} a-web.mp4",
        ),
        (
            probe("MPEG-4 Visual", "AMR+AAC", starts_fast=False),  # the command mends that too
            "nhiều trình duyệt không phát được hình MPEG-4 Visual, tiếng AMR trong tệp MP4",
            f"ffmpeg -i a.x {H264} {AAC} {FAST} a-web.mp4",
        ),
        (
            probe("VP9", "AAC", "webm"),
            "nhiều trình duyệt không phát được tiếng AAC trong tệp WebM",
            "ffmpeg -i a.x -c:v copy -c:a libopus -b:a 96k a-web.webm",
        ),
        (
            probe("H.264", "AAC", "matroska"),
            "nhiều trình duyệt không phát được hình H.264, tiếng AAC trong tệp Matroska (MKV)",
            f"ffmpeg -i a.x -c:v copy -c:a copy {FAST} a-web.mp4",
        ),
        (
            probe("VP9", "Opus", "matroska"),
            "tệp này là phim Matroska (MKV), không phải WebM",
            "ffmpeg -i a.x -c:v copy -c:a copy a-web.webm",
        ),
        (
            probe("", "AAC"),
            "phim không có hình, chỉ có tiếng",
            f"ffmpeg -loop 1 -i anh.jpg -i a.x {H264} -tune stillimage -c:a copy -shortest {FAST}"
            " a-web.mp4",
        ),
    ],
)
def test_films_that_some_browsers_do_not_play(found: Probe, message: str, command: str) -> None:
    finding = one("a.x", found)
    assert (finding.message, finding.fatal) == (message, True)
    assert f"chạy: {command} –" in finding.hint
    assert finding.hint.endswith(f"rồi ghi source: {{file: {command.rsplit(maxsplit=1)[-1]}}}")


def test_nothing_to_see_or_to_hear() -> None:
    finding = one("a.mp4", probe(""))
    assert (finding.message, finding.fatal) == ("phim không có hình, cũng không có tiếng", True)


def test_a_film_that_plays_late_is_only_a_warning() -> None:
    finding = one("a.mp4", probe(starts_fast=False))
    assert (finding.message.startswith("phim chỉ phát được sau khi tải hết"), finding.fatal) == (
        True,
        False,
    )
    assert f"ffmpeg -i a.mp4 -c copy {FAST} a-web.mp4" in finding.hint


@pytest.mark.parametrize(
    ("seconds", "message"),
    [
        (LONG, "phim dài 2 giờ 00 phút, ít ai xem hết"),
        (3 * 3600 + 59, "phim dài 3 giờ 00 phút, ít ai xem hết"),
        (2**33, "phim dài 2386092 giờ 56 phút, ít ai xem hết"),
    ],
)
def test_a_film_of_three_hours_is_only_a_warning(seconds: int, message: str) -> None:
    finding = one("a.mp4", probe(seconds=seconds))
    assert (finding.message, finding.fatal) == (message, False)
    assert "ffmpeg -i a.mp4 -c copy -f segment -segment_time 3600" in finding.hint
    assert finding.hint.endswith(" -segment_format_options movflags=+faststart a-%d.mp4")
    assert "faststart" not in one("a.webm", probe("VP9", "", "webm", seconds=seconds)).hint


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("Chuyến xe.mov", '"Chuyến xe.mov"', '"Chuyến xe-web.mp4"'),
        ("đọc.sách.mov", "đọc.sách.mov", "đọc.sách-web.mp4"),
        ("-y.mov", "./-y.mov", "./-y-web.mp4"),
        ("concat:a.mov", "./concat:a.mov", "./concat:a-web.mp4"),
        ("a;rm b.mov", "'a;rm b.mov'", "'a;rm b-web.mp4'"),
        ("$(id).mov", "'$(id).mov'", "'$(id)-web.mp4'"),
        ("it's.mov", "'it'\"'\"'s.mov'", "'it'\"'\"'s-web.mp4'"),
    ],
)
def test_names_that_a_shell_or_ffmpeg_would_take_for_something_else(
    name: str, before: str, after: str
) -> None:
    assert f"ffmpeg -i {before} {H264} {AAC} {FAST} {after} –" in conversion(name)
