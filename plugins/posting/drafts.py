"""A new draft: its folder with its text and its photos."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from pathlib import Path
from typing import cast

from plugins.composing import ComposeError, compose
from plugins.content.new_posts import PostThereError, folder_for
from plugins.galleries.arrivals import Arrivals
from plugins.galleries.stubs import add_stubs
from plugins.photos.arriving import bring_from
from plugins.reasons import reason
from plugins.values import Struct
from plugins.vietnamese import slugify

BODY = "Viết nội dung bài vào đây. Đoạn đầu tiên cũng là phần tóm tắt ở trang chủ."


class Draft(Struct, frozen=True, kw_only=True):
    """A draft that was made: its file, and what became of the photos."""

    index: Path
    arrivals: Arrivals | None


class DraftError(Exception):
    """Nothing was made: why, with the cure, and the exit code."""

    def __init__(self, words: str, cure: str = "") -> None:
        super().__init__(words)
        self.words = f"{words}\n    Cách sửa: {cure}."
        self.code = 1


def make_draft(
    content: Path, fields: Mapping[str, str | datetime], zone: tzinfo, photos: str = ""
) -> Draft:
    """Make the folder of a post with these fields, `title` and `date` among them; `photos` is the
    folder that its photos come from. Raises DraftError, and then nothing is there."""
    slug = slugify(str(fields["title"]))
    moment = cast(datetime, fields["date"])
    place = f"tin-tuc/{moment.year:04}/{slug}"
    arrivals = None
    try:
        data = compose("post", fields, BODY, zone)
        with folder_for(content / place) as folder:
            if photos:
                arrivals = bring_from(photos, folder)
                files = [photo.brought.file.name for photo in arrivals.photos]
                data = add_stubs(data, f"{place}/index.md", files)
            (folder / "index.md").write_bytes(data)
    except ComposeError as error:
        cure = "bỏ ký tự lạ khỏi tên bài, tên phòng"
        raise DraftError(f"Không ghi được vào phần đầu của bài: {error}.", cure) from None
    except PostThereError:
        message = f"Đã có {content.as_posix()}/{place}/ nên không tạo bài mới."
        raise DraftError(message, "mở bài đó ra viết tiếp, hoặc đặt tên khác") from None
    except OSError as error:
        message = f"Không ghi được {error.filename or content}: {reason(error)}."
        cure = "kiểm tra chỗ trống trên đĩa và quyền ghi, rồi chạy lại"
        raise DraftError(message, cure) from None
    return Draft(index=content / place / "index.md", arrivals=arrivals)
