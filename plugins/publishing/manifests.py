"""Manifests: what a release tells of itself, so that the next one can be made beside it.

A release's name is the moment it was made, in UTC, and the beginning of a digest over its
files: `20210301T010000Z-1a2b3c4d`. Names sort as the releases came, whatever the clock did.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from plugins.publishing.plain_folder import MADE_BY
from plugins.values import Struct, replace

_MOMENT = "%Y%m%dT%H%M%SZ"
NAME = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{8}")
"""What the name of a release looks like."""

PICTURES = ("anh/", "video/")
"""Folders of photos and films."""

PICTURES_LAST = timedelta(days=1)
"""How long a photo stays that no page of today names. Pages are kept by browsers for minutes; a tab
may stand open for some hours, and fetch what was further down. No longer, for a photo that was
taken out may show somebody who must not be seen."""

OTHERS_LAST = timedelta(days=30)
"""How long scripts, fonts and parts of the search index stay."""


class Manifest(Struct, frozen=True, kw_only=True):
    """`lasting` are its own files whose name tells their bytes; `kept` those of earlier releases,
    with the moment (ISO 8601, UTC) at which a page named them last. `size` is in bytes."""

    digest: str
    files: int
    pages: int
    size: int
    lasting: tuple[str, ...]
    kept: dict[str, str]


def name_of(at: datetime, digest: str, others: Collection[str]) -> str:
    """The name of a release made at `at`: later than all others, also when the clock was put
    back."""
    at = at.replace(microsecond=0)  # as names tell it: two may be made in one second
    newest = max((moment(other) for other in others), default=None)
    if newest is not None and newest >= at:
        at = newest + timedelta(seconds=1)
    return f"{at.astimezone(UTC).strftime(_MOMENT)}-{digest[:8]}"


def moment(name: str) -> datetime:
    """When a release was made, to the second."""
    return datetime.strptime(name.partition("-")[0], _MOMENT).replace(tzinfo=UTC)


def carried(before: Manifest, own: Collection[str], at: datetime) -> dict[str, str]:
    """What a release made at `at`, with files `own`, takes over from the one that stood `before`:
    those files of earlier pages that a reader may still ask for."""
    since = {**before.kept, **dict.fromkeys(before.lasting, at.astimezone(UTC).isoformat())}
    return {
        name: last
        for name, last in sorted(since.items())
        if name not in own and at - datetime.fromisoformat(last) < _how_long(name)
    }


def with_kept(made: Manifest, kept: dict[str, str]) -> Manifest:
    """A release that has taken over more."""
    return replace(made, kept=dict(sorted(kept.items())))


def _how_long(name: str) -> timedelta:
    return PICTURES_LAST if name.startswith(PICTURES) else OTHERS_LAST


def pruned(names: Sequence[str], current: str, keep: int) -> list[str]:
    """Which releases go: all but `keep`, the newest of those that differ; never the current one."""
    seen = {_digest_part(current)}
    gone = []
    for name in sorted(set(names) - {current}, reverse=True):
        if _digest_part(name) in seen or len(seen) >= keep:
            gone.append(name)
        else:
            seen.add(_digest_part(name))
    return gone


def _digest_part(name: str) -> str:
    return name.partition("-")[2]


def text_of(manifest: Manifest) -> str:
    """As it is written into the release."""
    values: dict[str, Any] = {"made_by": MADE_BY, "version": 2}
    values |= {name: getattr(manifest, name) for name in manifest.__struct_fields__}
    return json.dumps(values, ensure_ascii=False, indent=0) + "\n"


def parse(text: str | bytes) -> Manifest | None:
    """The manifest that `text` is; None when it is none of this version."""
    try:
        values = json.loads(text)
        if values.pop("made_by") != MADE_BY or values.pop("version") != 2:
            return None
        found = Manifest(
            digest=str(values["digest"]),
            files=int(values["files"]),
            pages=int(values["pages"]),
            size=int(values["size"]),
            lasting=tuple(map(_inside, values["lasting"])),
            kept={_inside(name): last for name, last in values["kept"].items()},
        )
        for last in found.kept.values():
            if datetime.fromisoformat(last).tzinfo is None:
                return None
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
        return None
    return found


def _inside(name: str) -> str:
    """A path that cannot leave its folder; raises ValueError."""
    if not name or name.startswith("/") or ".." in name.split("/"):
        raise ValueError(name)
    return name
