"""One publishing: the site is built aside, looked through, and shown at its place."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from plugins.building import build
from plugins.files import digest, write_atomically
from plugins.publishing import plain_folder, releases, servers
from plugins.publishing.destinations import RefusedError, Remote, destination, remote
from plugins.publishing.manifests import Manifest
from plugins.publishing.packing import PACKABLE, packed
from plugins.publishing.surveys import Survey, faults, survey
from plugins.turns import lock_beside, turn
from plugins.values import Struct
from plugins.vietnamese import format_size
from plugins.writer.outputs import journal_path

ROOT = Path(__file__).resolve().parents[2]

# Folders of the project that no release may be put into.
OWN = (
    "content",
    "theme",
    "plugins",
    "tests",
    "docs",
    "deploy",
    ".git",
    ".github",
    ".cache",
    ".venv",
)


PUBLISH = "publish"
"""The folder of the cache in which sites are kept as they were built to be published."""


class NotBuiltError(RuntimeError):
    """The build failed, and has said why."""


class Job(Struct, frozen=True, kw_only=True):
    """What `inv publish` was asked for; plugins.publishing.publish tells the fields."""

    content: Path
    to: str
    now: str | None
    cache: Path | None
    plain: bool
    keep: int
    force: bool = False
    forget: bool = False

    @property
    def kept(self) -> Path:
        """What is kept between runs."""
        return self.cache or ROOT / ".cache"

    @property
    def shown(self) -> str:
        """The place, as a person is told of it."""
        return self.to.rstrip("/") or self.to


def publish_job(job: Job) -> list[str]:
    """Build and publish; what there is to tell.

    Raises NotBuiltError, RefusedError, BusyError, ServerError, OSError; then what was served is
    served still.
    """
    server = remote(job.to)
    if server and job.plain:
        raise RefusedError(f"{job.to}: --plain chỉ dùng cho thư mục trên máy này.")
    if server:
        return _to_server(job, server)
    place = Path(job.to) if job.to.strip() else None
    is_plain = place is not None and plain_folder.is_release(place)
    if job.plain or (is_plain and place is not None and not releases.is_inside(place.resolve())):
        return _to_plain_folder(job)
    return _to_releases(job)


def _to_plain_folder(job: Job) -> list[str]:
    place = _destination(job, plain=True)
    with turn(lock_beside(place)):
        plain_folder.mend(place)
        site = _build(job, str(place))
        _check(job, survey(site), 0)
        made = plain_folder.release(site, place)
    said = [f"Đã đăng {made.files} tệp ({format_size(made.size)}) vào {job.shown}/."]
    if not job.plain:
        said.append(
            "Thư mục này chỉ giữ một bản, không quay lại được: đăng vào một thư mục mới thì giữ"
            " nhiều bản (docs/publishing.md)."
        )
    return said


def _to_releases(job: Job) -> list[str]:
    place = _destination(job, plain=False)
    new = not place.exists()
    releases.begin(place)
    with turn(place / releases.FOLDER / releases.LOCK):
        try:
            releases.mend(place)
            site = _build(job, str(place))
            there = releases.standing(place)
            before = releases.manifest(place, there.current) if there.current else None
            made, sources, at = _release(job, site, before)
            name = releases.release(place, sources, made, at=at, keep=job.keep)
        finally:
            releases.end(place, new=new)
    return _told(job, made, name, first=not there.names)


def _to_server(job: Job, server: Remote) -> list[str]:
    servers.need_programs()
    seen = servers.look(server, begin=True)
    site = _build(job, job.to)
    made, sources, at = _release(job, site, seen.manifest)
    aside = _aside(job, job.to)
    there = seen.standing
    name = servers.release(server, there, sources, made, at=at, keep=job.keep, aside=aside)
    return _told(job, made, name, first=not there.names)


def _destination(job: Job, *, plain: bool) -> Path:
    sources = [job.content.resolve(), *(ROOT / name for name in OWN)]
    return destination(job.to, project=ROOT, home=Path.home(), sources=sources, plain=plain)


def _build(job: Job, place: str) -> Path:
    """Where the site is that a build just made. Raises NotBuiltError."""
    site = _aside(job, place)
    if not journal_path(job.kept, job.content, site).exists() and site.exists():
        shutil.rmtree(site)  # nobody knows any more which of its files are stale
    if build(job.content, site, publish=True, now=job.now, search="required", cache=job.cache):
        raise NotBuiltError
    return site


def _aside(job: Job, place: str) -> Path:
    """Where this site is built, kept so that only what changed is written next time."""
    pair = (str(job.content.resolve()), place)
    return job.kept / PUBLISH / digest(*(part.encode() for part in pair))


def _release(
    job: Job, site: Path, before: Manifest | None
) -> tuple[Manifest, dict[str, Path], datetime]:
    """What the release of a built site is to be, where its files come from, and from when it is."""
    found = survey(site, PACKABLE)
    _check(job, found, before.pages if before else 0)
    copies = packed(site, found.digests, site.with_name(f"{site.name}.packed"))
    at = datetime.now(UTC)
    made = releases.made_of(found, copies, None if job.forget else before, at)
    return made, {**{name: site / name for name in found.files}, **copies}, at


def _check(job: Job, found: Survey, pages_before: int) -> None:
    if said := faults(found, pages_before, force=job.force):
        begin = f"{job.to}: không đăng, bản đang đăng vẫn còn nguyên."
        raise RefusedError("\n".join([begin, *(f"- {one}." for one in said)]))


def _told(job: Job, made: Manifest, name: str, *, first: bool) -> list[str]:
    to = job.to if remote(job.to) else str(Path(job.to).resolve())
    write_atomically(last_place(job.kept), to.encode())
    kept = f"; giữ thêm {len(made.kept)} tệp của các bản trước" if made.kept else ""
    size = format_size(made.size)
    said = [f"Đã đăng {made.files} tệp ({size}) vào {job.shown}/: bản {name}{kept}."]
    if first:
        said.append(f"Máy chủ web phục vụ {job.shown}/{releases.CURRENT}/ (docs/publishing.md).")
    return said


def last_place(cache: Path) -> Path:
    """The file that tells where was published last."""
    return cache / PUBLISH / "last-place"
