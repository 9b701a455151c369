"""Related posts of the last build: they hold while no post tells anything else of its subject."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from plugins.files import digest
from plugins.kept import keep, read_kept
from plugins.lists.related import Subject, find_related

NAME = "related.json"
"""The file in the cache folder; it holds the posts of one site at a time."""


def kept_related(subjects: Sequence[Subject], cache: Path | None) -> list[tuple[int, ...]]:
    """The `related.find_related` of the subjects. Without a cache folder nothing is known from
    before. To edit a text changes no subject, as long as its summary stays."""
    if cache is None:
        return find_related(subjects)
    made_of = digest(repr(subjects).encode(errors="surrogatepass"))
    known = json.loads(read_kept(cache / NAME) or b"{}")
    if known.get("made_of") != made_of:
        known = {"made_of": made_of, "found": find_related(subjects)}
        keep(cache / NAME, json.dumps(known).encode())
    return [tuple(places) for places in known["found"]]
