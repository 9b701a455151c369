"""What is to be packed, and into which file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from plugins.content.catalog import load_catalog
from plugins.content.old_addresses import Redirect, redirects
from plugins.content.posts import STATES, Post
from plugins.content.readings import NAME, Readings
from plugins.photos.posts import PostError, find_post
from plugins.problems import Problem
from plugins.settings import SiteSettings
from plugins.values import Struct
from plugins.vietnamese import nfc, slugify

ENDING = ".zip"


class Wish(Struct, frozen=True, kw_only=True):
    """What is to be packed: all of the site, or one post of it."""

    post: Post | None
    old: tuple[Redirect, ...]
    drafts: bool

    @property
    def note(self) -> str:
        """What stands at the top of each page."""
        if self.post is None:
            what = "có cả những bài chưa đăng" if self.drafts else "mở được khi không có mạng"
            what = f"Bản xem trước của trang web, {what}."
        elif self.post.state in ("draft", "scheduled"):
            what = "Bản xem trước, chưa đăng."
        else:
            what = "Bản xem trước của một bài đã đăng."
        return f"{what} Không thấy ảnh? Hãy giải nén cả tệp zip trước, rồi mở index.html."


def choose(
    content: Path,
    words: str,
    now: datetime,
    kept: Path,
    site: SiteSettings,
    *,
    drafts: bool,
) -> Wish:
    """What is wanted, of what is there. Raises PostError."""
    path = nfc(find_post(content, words).path) if words.strip() else ""
    with Readings(kept / NAME, content, site) as readings:
        catalog = load_catalog(content, site, now, readings=readings)
    if not path:
        return Wish(post=None, old=tuple(redirects(catalog.items.values())), drafts=drafts)
    found = catalog.items.get(path)
    if not isinstance(found, Post):
        raise PostError(*(problem for problem in catalog.problems if problem.path == path))
    if found.state in ("withdrawn", "expired"):
        message = f"bài này {STATES[found.state]}, chỉ còn một lời báo"
        raise PostError(
            Problem(path=path, message=message, hint="sửa status hoặc expires rồi chạy lại")
        )
    return Wish(post=found, old=(), drafts=False)


def target_of(to: str, wish: Wish, site_name: str) -> Path:
    """The file to write: named after the post or the site, where `to` names none."""
    slug = wish.post.url.rstrip("/").rpartition("/")[2] if wish.post else slugify(site_name)
    name = f"{slug or 'trang-web'}{ENDING}"
    place = Path(to or name)
    if place.is_dir():
        return place / name
    return place if place.suffix.lower() == ENDING else place.with_name(place.name + ENDING)
