"""Renditions that pages of the preview name and nobody has made yet."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from plugins.files import digest, write_if_changed
from plugins.galleries.images.making import Job, make, recipe
from plugins.galleries.images.opening import PhotoError
from plugins.galleries.renditions import Card, CardStyle, Kind, Rendition, Size, file_name
from plugins.values import asdict

NAME = "orders.json"


def write_orders(folder: Path, jobs: Iterable[tuple[str, Job]], *, afresh: bool = False) -> None:
    """Keep the jobs, each with the path of its original, until their files are asked for.

    `afresh` forgets what earlier builds ordered.
    """
    orders = {} if afresh else _read_orders(folder)
    orders |= {job.digest: [place, _as_record(job)] for place, job in jobs}
    write_if_changed(folder / NAME, json.dumps(orders).encode(), shared=True)


def fill_order(folder: Path, name: str) -> Path | None:
    """Make the file of this name, and say where it is; None when nobody ordered it.

    Nor is it made of an original that changed since: files are named after their content, and
    the next build orders another name. Raises PhotoError, and OSError when the disk fails.
    """
    try:
        place, record = _read_orders(folder)[name.partition("-")[0]]
        job = _from_record(record, folder)
    except (ValueError, LookupError, TypeError):
        return None
    path = folder / name
    if name not in {file_name(job.digest, rendition) for rendition in job.renditions}:
        return None
    if path.is_file():
        return path
    if not _is_unchanged(job):
        return None
    try:
        make(job, only={name})
    except PhotoError as error:
        raise PhotoError(f"{place}: {error.message}", error.hint) from None
    return path


def _read_orders(folder: Path) -> dict[str, Any]:
    """Orders by digest; a list that is missing or broken is empty."""
    try:
        orders = json.loads((folder / NAME).read_bytes())
    except (OSError, ValueError):
        return {}
    return orders if isinstance(orders, dict) else {}


def _is_unchanged(job: Job) -> bool:
    try:
        with job.source.open("rb") as file:
            original = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return False
    made_of = recipe(job.renditions, job.quality, job.blur, job.card)
    return job.digest == digest(original.encode(), made_of)


def _as_record(job: Job) -> dict[str, Any]:
    record = asdict(job)
    record["source"] = str(job.source)
    record["renditions"] = [
        [one.size.width, one.size.height, one.format, one.kind.value] for one in job.renditions
    ]
    del record["folder"]
    return record


def _card(record: dict[str, Any]) -> Card:
    style = record["style"]
    style |= {"face": Path(style["face"]), "accent": tuple(style["accent"])}
    return Card(headline=record["headline"], style=CardStyle(**style))


def _from_record(record: dict[str, Any], folder: Path) -> Job:
    renditions = tuple(
        Rendition(size=Size(width=width, height=height), format=format_, kind=Kind(kind))
        for width, height, format_, kind in record["renditions"]
    )
    return Job(
        source=Path(record["source"]),
        folder=folder,
        digest=record["digest"],
        renditions=renditions,
        quality=tuple((name, number) for name, number in record["quality"]),
        blur=tuple((x, y, w, h) for x, y, w, h in record["blur"]),
        memory=record["memory"],
        card=_card(record["card"]) if record["card"] else None,
    )
