"""Built sites in a few files: whole ones, each with a page of its own and what that page names."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from plugins.files import digest
from plugins.publishing import releases
from plugins.publishing.packing import PACKABLE, packed
from plugins.publishing.surveys import NEEDED, survey

BEGIN = datetime(2021, 3, 1, 1, 0, 0, tzinfo=UTC)


def assets(number: int) -> dict[str, bytes]:
    """What the pages of a site name: files that no other site has."""
    script = f"// bản {number}\n".encode() + b"let x = 1;\n" * 99
    photo = b"photo %d" % number
    return {
        f"static/app.{digest(script)}.js": script,
        f"anh/{digest(photo)}-960.avif": photo,
        f"pagefind/index/vi_{digest(script)[:7]}.pf_index": script,
    }


def built(number: int) -> dict[str, bytes]:
    """The files of a site; all sites have as many."""
    named = assets(number)
    script, photo, _ = named
    page = (
        f"<!doctype html>\n<title>Bản {number}</title>"
        f'<script src="/{script}"></script><img src="/{photo}" alt="">\n' + "<p>lời</p>" * 99
    )
    files = dict.fromkeys(NEEDED, b"-")
    files |= {"index.html": page.encode(), "tin-tuc/index.html": page.encode()}
    return {**files, **named, "anh/same.jpg": b"pixels"}


def write(folder: Path, number: int) -> Path:
    """Write a site anew."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, data in built(number).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def publish(
    place: Path, number: int, *, keep: int = 5, at: datetime | None = None, forget: bool = False
) -> str:
    """What `inv publish` does after the build; the release's name."""
    site = write(place.with_name("built"), number)
    releases.begin(place)
    releases.mend(place)
    there = releases.standing(place)
    before = releases.manifest(place, there.current) if there.current and not forget else None
    found = survey(site, PACKABLE)
    copies = packed(site, found.digests, place.with_name("packed"))
    at = at or BEGIN + timedelta(minutes=number)
    made = releases.made_of(found, copies, before, at)
    sources = {**{name: site / name for name in found.files}, **copies}
    return releases.release(place, sources, made, at=at, keep=keep)
