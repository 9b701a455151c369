"""One file, one post: what became of each file that was to be imported."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import Literal

from plugins.content.new_posts import PostThereError, folder_for
from plugins.importing import old_addresses
from plugins.importing.articles import Choices, compose
from plugins.importing.documents import Left, SourceError
from plugins.importing.posts import INDEX, Made, Origin, make
from plugins.importing.sources import digest_of, read_bytes, read_source
from plugins.importing.writing import Posts, taken
from plugins.settings import SiteSettings
from plugins.values import Struct, replace
from plugins.vietnamese import nfc, slugify

State = Literal["made", "draft", "there", "failed"]

STATES: dict[State, str] = {
    "made": "đã nhập",
    "draft": "bản nháp",
    "there": "đã có từ trước",
    "failed": "LỖI",
}
"""What can become of a file, and how editors are told."""


class Outcome(Struct, frozen=True, kw_only=True):
    """What became of a file: `post` is the path of its index.md in the content folder.

    `text` is what that file says, `old` are addresses that lead to the post now.
    """

    file: Path
    state: State
    post: str = ""
    title: str = ""
    text: str = ""
    pictures: int = 0
    old: tuple[str, ...] = ()
    left: tuple[Left, ...] = ()
    errors: tuple[SourceError, ...] = ()


class Importer:
    """Makes posts of files, one after the other. With `dry_run` nothing is written to `content`;
    with `renames` a post whose name is taken gets another one, as a draft: its editor can type no
    command."""

    def __init__(
        self, *, content: Path, site: SiteSettings, dry_run: bool = False, renames: bool = False
    ) -> None:
        self.content, self.site, self.dry_run, self.renames = content, site, dry_run, renames
        self.posts = Posts(content)

    def bring(self, file: Path, choices: Choices, photos: Sequence[Path] = ()) -> Outcome:
        """Make a post of a file; whatever is wrong with the file is in the outcome."""
        try:
            return self._bring(file, choices, photos)
        except SourceError as error:
            return Outcome(file=file, state="failed", errors=(error, *error.more))

    def attempt(self, file: Path, choices: Choices, photos: Sequence[Path] = ()) -> Outcome:
        """The same; an error that nobody thought of is in the outcome too, for there are other
        files. Raises OSError when the disk takes no more."""
        try:
            return self.bring(file, choices, photos)
        except OSError:
            raise
        except Exception as error:
            message = f"lỗi ngoài dự tính ({type(error).__name__}: {error})"
            hint = "chưa ghi gì từ tệp này; gửi tệp cho người phụ trách kỹ thuật"
            return Outcome(file=file, state="failed", errors=(SourceError(message, hint),))

    def _bring(self, file: Path, choices: Choices, photos: Sequence[Path]) -> Outcome:
        data = read_bytes(file)
        digest = digest_of(data)
        if there := self.posts.imported_from(digest):
            return Outcome(file=file, state="there", post=there)
        document = read_source(data, file, self.site.categories, self.site.zone)
        article = compose(document, choices, self.site.categories, self.site.zone)
        slug = slugify(choices.slug or article.title)
        if not slug:
            message = f"tiêu đề “{article.title}” không có chữ nào để đặt tên thư mục"
            raise SourceError(message, "thêm vào lệnh, ví dụ: --slug ten-bai")
        post, doubles = self._place(f"tin-tuc/{article.date.year:04}/{slug}")
        old, left = self._old_addresses(choices.address or document.address)
        article = replace(article, left=(*article.left, *doubles))
        origin = Origin(name=f"“{nfc(file.name)}”", digest=digest, redirect_from=old)
        place = (self.content / post).parent

        def make_in(folder: Path) -> Made:
            return make(article, document, origin, photos, self.site, folder)

        if self.dry_run:
            with tempfile.TemporaryDirectory() as folder:
                made = make_in(Path(folder))
        else:
            try:
                with folder_for(place) as folder_there:
                    made = make_in(folder_there)
            except PostThereError:  # a link that leads nowhere, or somebody was faster
                raise taken(post.rpartition("/")[0]) from None
        self.posts.add(post, digest, old)
        return Outcome(
            file=file,
            state="draft" if made.draft else "made",
            post=post,
            title=article.title,
            text=made.text,
            pictures=len(made.pictures),
            old=old,
            left=(*made.left, *left),
        )

    def _place(self, folder: str) -> tuple[str, tuple[Left, ...]]:
        """The path of a post, and what is to be said of it. Raises SourceError."""
        post = f"{folder}/{INDEX}"
        other = self.posts.in_the_way(post)
        if not other:
            return post, ()
        if not self.renames:
            raise taken(other)
        paths = (f"{folder}-{number}/{INDEX}" for number in count(2))
        message = f"đã có bài cùng tên ({other}): nếu trùng thì xóa bài mới này"
        free = next(path for path in paths if not self.posts.in_the_way(path))
        return free, (Left(message=message, eyes=True),)

    def _old_addresses(self, address: str) -> tuple[tuple[str, ...], tuple[Left, ...]]:
        if not address:
            return (), ()
        path, refused = old_addresses.answerable(address)
        if path and (owner := self.posts.owner_of(path)):
            refused = f"địa chỉ cũ {path} đã dẫn tới {owner}"
        return ((), (Left(message=refused),)) if refused else ((path,), ())
