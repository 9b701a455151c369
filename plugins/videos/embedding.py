"""Films that stand in the text of a post."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from plugins.body import Body
from plugins.videos.pages import Player, Video


def players(videos: Iterable[Video]) -> dict[str, Player]:
    """What plays each film that has a page and is still shown, by site path."""
    return {video.url: video.player for video in videos if not video.withdrawn}


def players_in(body: Body, known: Mapping[str, Player]) -> dict[str, Player]:
    """Those of a text. A film that is not known there stays the link that the editor wrote."""
    films = (slot.film for slot in body.slots)
    return {film: known[film] for film in films if film in known}
