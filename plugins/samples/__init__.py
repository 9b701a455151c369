"""Takes everything marked as sample out of a content folder, and tells what stays."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from plugins.content.scan import missing_folder
from plugins.problems import has_errors, report
from plugins.reasons import reason
from plugins.samples.cuts import Part
from plugins.samples.removals import Plan, carry_out, plan_removals
from plugins.vietnamese import format_number

LISTED = 20
"""How many parts of a file, and of what stays, are named; the others are counted."""


def remove_samples(content: Path, *, dry_run: bool = False) -> int:
    """Take out what is marked as sample; the exit code, 1 when a file could not be judged.

    `dry_run` only tells what would go.
    """
    if not content.is_dir():
        print(report([missing_folder()], str(content)), file=sys.stderr)
        return 1
    plan = plan_removals(content)
    verb = "Sẽ bỏ" if dry_run else "Đã bỏ"
    try:
        for removal in plan.removals:
            if not dry_run:
                carry_out(content, removal)
            shown = removal.parts[:LISTED]
            for part in shown:
                print(f"{verb} {_place(content, part)}")
            if rest := len(removal.parts) - len(shown):
                path = removal.parts[0].path
                print(f"{verb} thêm {format_number(rest)} {removal.words[-1]} ({path})")
    except OSError as error:
        print(f"Không sửa được {error.filename or content}: {reason(error)}.", file=sys.stderr)
        print("Kiểm tra quyền ghi và chỗ trống trên đĩa, rồi chạy lại lệnh.", file=sys.stderr)
        return 1
    _summary(plan, verb)
    if plan.problems:
        print("Những tệp sau được giữ nguyên:", file=sys.stderr)
        print(report(plan.problems, str(content)), file=sys.stderr)
    return int(has_errors(plan.problems))


def _place(content: Path, part: Part) -> str:
    line = "" if part.line is None else f":{part.line}"
    return f"{content.as_posix()}/{part.path}{line}" + (f" ({part.label})" if part.label else "")


def _summary(plan: Plan, verb: str) -> None:
    taken: Counter[str] = Counter()
    for removal in plan.removals:
        taken.update(removal.words)
    print(f"{verb} tổng cộng: {_counted(taken)}." if taken else "Không có nội dung mẫu nào.")
    kept: Counter[str] = Counter()
    for stay in plan.stays:
        kept[stay.word] += stay.number
    if not kept:
        return
    print(f"Còn lại, không ghi là mẫu: {_counted(kept)}.")
    named = [stay.path for stay in plan.stays if stay.path]
    for path in named[:LISTED]:
        print(f"    {path}")
    if len(named) > LISTED:
        print(f"    … và {format_number(len(named) - LISTED)} tệp nữa")


def _counted(numbers: Counter[str]) -> str:
    return ", ".join(f"{format_number(number)} {word}" for word, number in numbers.items())
