"""Whether browsers play a film, and the ffmpeg command that mends it when they do not."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Literal

from plugins.values import Struct
from plugins.videos.probes import Probe

LONG = 2 * 60 * 60
"""Seconds from which a film had better be cut into parts."""

_Kind = Literal["video", "audio"]
_SAFE: dict[str, dict[_Kind, tuple[str, ...]]] = {
    "mp4": {"video": ("H.264",), "audio": ("AAC",)},
    "webm": {"video": ("VP8", "VP9", "AV1"), "audio": ("Opus", "Vorbis")},
}
"""Codecs that every browser of today plays, by container."""

_ENCODERS: dict[tuple[str, _Kind], tuple[str, ...]] = {
    ("mp4", "video"): ("libx264", "-crf", "23", "-pix_fmt", "yuv420p"),
    ("mp4", "audio"): ("aac", "-b:a", "128k"),
    ("webm", "audio"): ("libopus", "-b:a", "96k"),
}
_NAMES = {"mp4": "MP4", "webm": "WebM", "matroska": "Matroska (MKV)"}
_WORDS: dict[_Kind, str] = {"video": "hình", "audio": "tiếng"}


class Finding(Struct, frozen=True, kw_only=True):
    """Something about a film that readers would suffer from; `fatal` when it does not play."""

    message: str
    hint: str
    fatal: bool = True


def findings(name: str, probe: Probe) -> Iterator[Finding]:
    """What is wrong with the film of this name."""
    if not probe.codecs("video"):
        yield _without_picture(name, probe)
    else:
        unsafe = tuple(_unsafe(probe))
        if unsafe or probe.container == "matroska":
            yield _unplayable(name, probe, unsafe)
        elif not probe.starts_fast:
            yield Finding(
                message="phim chỉ phát được sau khi tải hết (mục lục của phim nằm ở cuối tệp)",
                hint=_run(name, "mp4", ["-c", "copy", *_FAST]),
                fatal=False,
            )
    if probe.seconds is not None and probe.seconds >= LONG:
        yield _long(name, probe.seconds)


_FAST = ("-movflags", "+faststart")


def conversion(name: str) -> str:
    """The cure for a file of another kind: the command that makes an MP4 of it."""
    video, audio = _ENCODERS["mp4", "video"], _ENCODERS["mp4", "audio"]
    return _run(name, "mp4", ["-c:v", *video, "-c:a", *audio, *_FAST])


def _unsafe(probe: Probe) -> Iterator[str]:
    """`hình HEVC (H.265)` and the like; what a Matroska file may hold is what WebM may."""
    safe = _SAFE.get(probe.container, _SAFE["webm"])
    for kind, words in _WORDS.items():
        yield from (f"{words} {one}" for one in probe.codecs(kind) if one not in safe[kind])


def _unplayable(name: str, probe: Probe, unsafe: Iterable[str]) -> Finding:
    # What is right already is copied as it is: that takes seconds, and loses nothing.
    target = "mp4" if probe.container == "mp4" else "webm"
    if not set(probe.codecs("video")) <= set(_SAFE[target]["video"]):
        target = "mp4"
    options: list[str] = []
    for kind in _WORDS:
        codecs = probe.codecs(kind)
        right = set(codecs) <= set(_SAFE[target][kind])
        if codecs:
            options += [f"-c:{kind[0]}", *(("copy",) if right else _ENCODERS[target, kind])]
    options += _FAST if target == "mp4" else ()
    what = ", ".join(unsafe)
    message = f"nhiều trình duyệt không phát được {what} trong tệp {_NAMES[probe.container]}"
    if not what:
        message = "tệp này là phim Matroska (MKV), không phải WebM"
    return Finding(message=message, hint=_run(name, target, options))


def _without_picture(name: str, probe: Probe) -> Finding:
    if not probe.tracks:
        message = "phim không có hình, cũng không có tiếng"
        return Finding(message=message, hint="xuất lại phim thành MP4 (H.264), rồi chép vào")
    safe = set(probe.codecs("audio")) <= set(_SAFE["mp4"]["audio"])
    sound = ("copy",) if safe else _ENCODERS["mp4", "audio"]
    options = ["-c:v", *_ENCODERS["mp4", "video"], "-tune", "stillimage", "-c:a", *sound]
    hint = _run(name, "mp4", [*options, "-shortest", *_FAST], ("-loop", "1", "-i", "anh.jpg"))
    return Finding(message="phim không có hình, chỉ có tiếng", hint=f"ghép một ảnh vào: {hint}")


def _long(name: str, seconds: int) -> Finding:
    ending = PurePosixPath(name).suffix
    cut = ["-c", "copy", "-f", "segment", "-segment_time", "3600", "-reset_timestamps", "1"]
    if ending != ".webm":
        cut += ["-segment_format_options", "movflags=+faststart"]
    part = _quoted(f"{PurePosixPath(name).stem}-%d{ending}")
    command = " ".join(("ffmpeg -i", _quoted(name), *cut, part))
    hours, minutes = divmod(seconds // 60, 60)
    return Finding(
        message=f"phim dài {hours} giờ {minutes:02} phút, ít ai xem hết",
        hint=f"cắt thành từng phần một giờ, mỗi phần một video: {command}",
        fatal=False,
    )


def _run(name: str, target: str, options: Iterable[str], before: Iterable[str] = ()) -> str:
    new = f"{PurePosixPath(name).stem}-web.{target}"
    command = " ".join(("ffmpeg", *before, "-i", _quoted(name), *options, _quoted(new)))
    return f"trong thư mục video chạy: {command} – rồi ghi source: {{file: {new}}}"


def _quoted(name: str) -> str:
    """A file's name as both a shell and ffmpeg take it for a name, on Windows too."""
    # ffmpeg takes `-a` for an option and `a:b` for a protocol.
    name = f"./{name}" if name.startswith("-") or ":" in name else name
    if re.fullmatch(r"[\w./+,-]+", name):
        return name
    return f'"{name}"' if re.fullmatch(r"[\w ./()+,-]+", name) else shlex.quote(name)
