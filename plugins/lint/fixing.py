"""`inv check --fix`: mends content files in their folder and tells what it changed."""

from __future__ import annotations

from datetime import tzinfo
from pathlib import Path

from plugins.content.scan import scan
from plugins.files import read_bytes, write_atomically
from plugins.lint.repairs import Repair, mend
from plugins.problems import Problem
from plugins.reasons import reason
from plugins.vietnamese import nfc

Told = tuple[str, Repair]
"""The path of a file in the content folder, and what was mended in it."""


def fix(content: Path, zone: tzinfo) -> tuple[list[Told], list[Problem]]:
    """Mend all content files. Each is written at once or stays as it was; what could not be
    written is a problem."""
    told: list[Told] = []
    problems: list[Problem] = []
    for file in scan(content)[0]:
        path = nfc(file.path)
        place = Path(content, file.path)
        try:
            mended = mend(read_bytes(str(place)), path, file.kind, zone)
        except OSError:
            continue  # the check tells of it
        if not mended.repairs:
            continue
        try:
            mode = place.stat().st_mode
            write_atomically(place, mended.data)
            place.chmod(mode)
        except OSError as error:
            message = f"không ghi được tệp nên chưa sửa gì ({reason(error)})"
            hint = "đóng tệp ở chương trình khác, xem quyền ghi của tệp và thư mục"
            problems.append(Problem(path=path, message=message, hint=hint))
        else:
            told += [(path, repair) for repair in mended.repairs]
    return told, problems
