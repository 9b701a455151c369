"""What the terminal says of each file that was imported."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from plugins.importing.front_matter import told
from plugins.importing.outcomes import STATES, Outcome
from plugins.problems import Problem


def lines(
    outcome: Outcome, content: Path, *, dry_run: bool = False, brief: bool = False
) -> Iterator[str]:
    """What became of a file that did not fail, and what to do next; `brief`: that is said once for
    many files."""
    place = f"{content.as_posix()}/{outcome.post}"
    if outcome.state == "there":
        yield f"{place}: đã nhập từ trước từ {outcome.file.name}, không đổi gì."
        folder = place.rpartition("/")[0]
        if not brief:
            yield f"    Muốn nhập lại từ đầu: xóa thư mục {folder} rồi chạy lại lệnh."
        return
    pictures = f", {outcome.pictures} ảnh" if outcome.pictures else ""
    what = "sẽ nhập" if dry_run else STATES[outcome.state]
    yield f"{place}: {what} từ {outcome.file.name}{pictures}"
    for left in outcome.left:
        yield f"    {'CẦN XEM: ' if left.eyes else ''}{told(left)}"
    if outcome.state == "draft":
        number = sum(left.eyes for left in outcome.left)
        yield (
            f"    Bài là bản nháp vì {number} điểm CẦN XEM ở trên (cũng ghi trong tệp)."
            " Sửa xong thì xóa dòng status: draft."
        )
    if dry_run:
        yield "    Chạy thử (--dry-run): chưa ghi gì. Bài sẽ như sau:"
        yield outcome.text
    elif brief:
        return
    elif outcome.pictures:
        slug = outcome.post.split("/")[-2]
        yield f"    Bước tiếp theo: inv photos {slug} (lời cho ảnh), rồi inv check"
    else:
        yield "    Bước tiếp theo: inv check"


def problems(outcome: Outcome) -> list[Problem]:
    """Why a file failed."""
    return [
        Problem(
            path=outcome.file.as_posix(), line=error.line, message=error.message, hint=error.hint
        )
        for error in outcome.errors
    ]
