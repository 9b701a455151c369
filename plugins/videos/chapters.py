"""Moments that a film's text names: links that lead there, and the chapters they begin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from plugins.head import HeadClip
from plugins.values import replace
from plugins.videos.pages import Video
from plugins.videos.plain_text import plain_text
from plugins.vietnamese import cut_at_word

NAME_LENGTH = 110
"""Characters of a chapter's name; the words after a time may be a whole paragraph."""

# As `time_stamps` writes them, and Markdown an editor's own.
_LINK = re.compile(r'<a href="#t=(\d{1,6})">(.*?)</a>', re.DOTALL)
_STAMP = re.compile(r"[\d:]+")
_CHAPTER = re.compile(
    r'<a href="#t=(\d{1,6})">[\d:]+</a>(.*?)(?=<br|</(?:p|li|h\d)>|<[uo]l\b|\Z)', re.DOTALL
)
_AROUND = " \t\n-–—:.,|"


def with_chapters(video: Video, base_path: str) -> Video:
    """The video with links in its text that lead to the film, at the second they name.

    A time stamp beyond the film's end is none: `8:30` may be the time of day.
    """
    html = _LINK.sub(lambda link: _placed(link, video, base_path), video.html)
    chapters = tuple(_chapters(video))
    return replace(video, html=html, chapters=chapters, transcript=plain_text(html))


def _placed(link: re.Match[str], video: Video, base_path: str) -> str:
    second, words = int(link[1]), link[2]
    if not _within(second, video):
        return words if _STAMP.fullmatch(words) else link[0]
    address = video.source.at(second)
    if video.source.kind == "file":
        address = f"{base_path}/{address}"
    return f'<a href="{escape(address)}" data-seek="{second}">{words}</a>'


def _chapters(video: Video) -> Iterator[HeadClip]:
    """Named moments in the order of the film, one for each second."""
    found: dict[int, str] = {}
    for match in _CHAPTER.finditer(video.html):
        name = " ".join(plain_text(match[2]).split()).strip(_AROUND)
        if name and _within(int(match[1]), video):
            found.setdefault(int(match[1]), cut_at_word(name, NAME_LENGTH))
    for start, name in sorted(found.items()):
        yield HeadClip(start=start, name=name)


def _within(second: int, video: Video) -> bool:
    return video.seconds is None or second < video.seconds
