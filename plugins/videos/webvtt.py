"""WebVTT captions (W3C, https://www.w3.org/TR/webvtt1/), held against the syntax of section 4."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from plugins.problems import Level, Problem
from plugins.values import Struct
from plugins.videos.cue_text import text_findings

_HEADER = re.compile(r"WEBVTT(?![^ \t\n])")
_TIME = r"(?:\d{2,6}:)?[0-5]\d:[0-5]\d\.\d{3}"
_TIMING = re.compile(rf"({_TIME})[ \t]+-->[ \t]+({_TIME})(?:[ \t]+(.*))?")
_COMMA = re.compile(r"\d,\d{3}")
_PERCENT = r"(?:100(?:\.0+)?|\d{1,2}(?:\.\d+)?)%"
_SETTINGS = {
    "vertical": r"rl|lr",
    "line": rf"(?:-?\d+|{_PERCENT})(?:,(?:start|center|end))?",
    "position": rf"{_PERCENT}(?:,(?:line-left|center|line-right))?",
    "size": _PERCENT,
    "align": r"start|center|end|left|right",
    "region": r"\S+",
}
_EXAMPLE = "gõ như 00:01.000 --> 00:04.500 (phút:giây.phần nghìn)"


class Cue(Struct, frozen=True, kw_only=True):
    """A caption: the line of its times, and those in milliseconds."""

    line: int
    start: int
    end: int


def parse_webvtt(text: str, path: str) -> tuple[tuple[Cue, ...], list[Problem]]:
    """The cues of a file, and everything that is wrong with it.

    `text` has `\\n` line ends, as `frontmatter.decode` gives it.
    """
    if not _HEADER.match(text):
        hint = "dòng đầu của tệp phải là WEBVTT; tệp SubRip (.srt) thì đổi bằng lệnh:"
        hint += " ffmpeg -i phu-de.srt phu-de.vtt"
        return (), [Problem(path=path, line=1, message="không phải tệp WebVTT", hint=hint)]
    reader = _Reader(path)
    for line, block in _blocks(text):
        reader.read(line, block)
    return tuple(reader.cues), reader.problems


def beyond(cues: Iterable[Cue], seconds: int, path: str) -> Iterator[Problem]:
    """Cues that the film of this length never shows, or not to their end."""
    # The length is in whole seconds, so the last one may be cut.
    end = (seconds + 1) * 1000
    length = _shown(seconds * 1000)
    for cue in cues:
        if cue.start >= end:
            message = f"lời này bắt đầu khi phim đã hết (phim dài {length})"
            hint = "kiểm tra xem có đúng phụ đề của phim này không, sửa giờ hoặc xóa lời này"
            yield Problem(path=path, line=cue.line, message=message, hint=hint)
        elif cue.end > end:
            message = f"lời này kéo dài quá lúc hết phim (phim dài {length})"
            hint = f"sửa giờ kết thúc thành {length}.000 hoặc sớm hơn"
            yield Problem(path=path, line=cue.line, message=message, hint=hint, level="warning")


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """Lines that stand together, with the number of the first."""
    block: list[str] = []
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if line:
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []


def _milliseconds(time: str) -> int:
    whole, thousandths = time.split(".")
    seconds = 0
    for part in whole.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds * 1000 + int(thousandths)


def _shown(milliseconds: int) -> str:
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"


class _Reader:
    """Takes block after block; what is wrong with one does not hide the next."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.cues: list[Cue] = []
        self.problems: list[Problem] = []
        self.names: dict[str, int] = {}
        self.latest: Cue | None = None
        """Of those so far the one that begins last."""
        self.longest: Cue | None = None
        """And the one that ends last."""

    def read(self, line: int, block: Sequence[str]) -> None:
        arrows = [at for at, text in enumerate(block) if "-->" in text]
        word = block[0].split()[0] if block[0].split() else ""
        if line == 1:
            if arrows:
                hint = "thêm một dòng trống dưới WEBVTT"
                self._complain(line + arrows[0], "thiếu dòng trống sau dòng WEBVTT", hint)
                self._cue(line + arrows[0], block[arrows[0] :])
        elif word == "NOTE" and block[0].startswith("NOTE"):
            if arrows:
                hint = "thêm một dòng trống trước dòng thời gian, hoặc bỏ dấu --> trong ghi chú"
                self._complain(line + arrows[0], "dấu --> nằm trong ghi chú NOTE", hint)
        elif block[0].rstrip() in ("STYLE", "REGION") and not arrows:
            self._head(line, block)
        elif arrows and arrows[0] < 2:
            if arrows[0]:
                self._name(line, block[0])
            self._cue(line + arrows[0], block[arrows[0] :])
        else:
            hint = f"{_EXAMPLE} ở trên lời, hoặc xóa dòng trống chen giữa lời; ghi chú thì bắt đầu"
            hint += " bằng NOTE"
            self._complain(line, "đoạn này không có dòng thời gian", hint)
            if arrows:
                self._cue(line + arrows[0], block[arrows[0] :])

    def _complain(self, line: int, message: str, hint: str, level: Level = "error") -> None:
        self.problems.append(
            Problem(path=self.path, line=line, message=message, hint=hint, level=level)
        )

    def _head(self, line: int, block: Sequence[str]) -> None:
        kind = block[0].rstrip()
        if self.cues:
            hint = "chuyển đoạn này lên ngay dưới dòng WEBVTT"
            self._complain(line, f"đoạn {kind} nằm sau lời phụ đề nên không có tác dụng", hint)
        for number, text in enumerate(block, line):
            if re.search(r"url\s*\(|@import", text, re.IGNORECASE):
                hint = "xóa phần url(…) hoặc @import: trang không tải gì từ nơi khác"
                self._complain(number, f"đoạn {kind} đòi tải tệp khác", hint)

    def _name(self, line: int, name: str) -> None:
        first = self.names.setdefault(name, line)
        if first != line:
            hint = "đánh số lại, hoặc xóa các dòng số: không bắt buộc phải có"
            message = f"tên “{name[:40]}” đã dùng cho lời ở dòng {first}"
            self._complain(line, message, hint, "warning")

    def _cue(self, line: int, block: Sequence[str]) -> None:
        """A cue from its line of times on; others may stick to it."""
        starts = [at for at, text in enumerate(block) if "-->" in text]
        for at, end in pairwise([*starts, len(block)]):
            if at:
                hint = "thêm một dòng trống giữa hai lời; trong lời thì gõ --&gt; thay cho -->"
                self._complain(line + at, "hai lời phụ đề dính vào nhau", hint)
            cue = self._times(line + at, block[at])
            if cue:
                self._order(cue)
                self.cues.append(cue)
            for number, message, hint, level in text_findings(block[at + 1 : end]):
                self._complain(line + at + 1 + number, message, hint, level)

    def _times(self, line: int, text: str) -> Cue | None:
        match = _TIMING.fullmatch(text.rstrip(" \t"))
        if match is None:
            hint = "thay dấu phẩy bằng dấu chấm: 00:01.000" if _COMMA.search(text) else _EXAMPLE
            self._complain(line, f"không hiểu dòng thời gian “{text[:80]}”", hint)
            return None
        self._settings(line, match[3] or "")
        start, end = _milliseconds(match[1]), _milliseconds(match[2])
        if end <= start:
            hint = "sửa giờ kết thúc cho muộn hơn giờ bắt đầu"
            self._complain(line, "lời này kết thúc trước khi bắt đầu", hint)
            return None
        return Cue(line=line, start=start, end=end)

    def _order(self, cue: Cue) -> None:
        latest, longest = self.latest or cue, self.longest or cue
        if cue.start < latest.start:
            message = f"lời này bắt đầu sớm hơn lời ở dòng {latest.line}"
            self._complain(cue.line, message, "xếp các lời theo giờ bắt đầu")
        elif longest is not cue and cue.start < longest.end:
            hint = f"cho lời ở dòng {longest.line} kết thúc trước, hoặc gộp hai lời làm một"
            message = f"lời này hiện chồng lên lời ở dòng {longest.line}"
            self._complain(cue.line, message, hint, "warning")
        self.latest = max(latest, cue, key=lambda one: one.start)
        self.longest = max(longest, cue, key=lambda one: one.end)

    def _settings(self, line: int, text: str) -> None:
        seen = set()
        for setting in text.split():
            name, _, value = setting.partition(":")
            if name not in _SETTINGS:
                hint = f"chỉ có: {', '.join(_SETTINGS)}"
                self._complain(line, f"không có thiết lập “{setting[:40]}”", hint)
            elif not re.fullmatch(_SETTINGS[name], value):
                hint = "gõ như align:start, position:10%, line:0; không rõ thì xóa thiết lập này"
                self._complain(line, f"không hiểu thiết lập “{setting[:40]}”", hint)
            elif name in seen:
                self._complain(line, f"thiết lập {name} có hai lần", "giữ lại một")
            seen.add(name)
