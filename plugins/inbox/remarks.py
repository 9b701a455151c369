"""What somebody must see to when a parcel became a post, or had become one before."""

from __future__ import annotations

from plugins.importing.outcomes import Outcome
from plugins.inbox.parcels import Parcel, place_of
from plugins.problems import Problem


def remarks(outcome: Outcome) -> list[Problem]:
    """What somebody must look at, at the line that makes the post a draft."""
    lines = outcome.text.splitlines()
    line = lines.index("status: draft") + 1 if "status: draft" in lines else 1
    return [
        Problem(path=outcome.post, line=line, message=left.message, level="warning")
        for left in outcome.left
        if left.eyes
    ]


def left_photos(parcel: Parcel, post: str) -> Problem:
    """Photos beside a text that is the post at the path `post` already: they may be new, and would
    be gone with the folder."""
    place = post.rpartition("/")[0]
    return Problem(
        path=place_of(parcel.folder),
        message=f"văn bản này đã thành bài {place} từ trước, nên ảnh ở đây chưa được đưa vào",
        hint=f"tải ảnh còn thiếu vào thư mục {place}, rồi xóa thư mục này",
    )
