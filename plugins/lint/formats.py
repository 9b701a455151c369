"""What a check says: for people, for annotations in a pull request, for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence

from plugins.lint.repairs import Repair
from plugins.problems import Problem, as_code_quality, as_github, as_github_notice, report
from plugins.values import asdict

FORMATS = ("text", "github", "gitlab", "json")


def told(problems: Sequence[Problem], format: str, root: str) -> str:
    """All problems from top to bottom, in one of FORMATS; `root` is the content folder."""
    ordered = sorted(problems, key=lambda problem: problem.sort_key)
    if format == "json":
        return json.dumps([asdict(problem) for problem in ordered], ensure_ascii=False, indent=1)
    if format == "github":
        return "\n".join(as_github(problem, root) for problem in ordered)
    if format == "gitlab":
        found = [as_code_quality(problem, root) for problem in ordered]
        return json.dumps(found, ensure_ascii=False, indent=1)
    return report(problems, root) if problems else f"{root}/: không có lỗi nào."


def told_repair(path: str, repair: Repair, format: str, root: str) -> str:
    """One thing that was mended."""
    if format == "github":
        return as_github_notice(path, repair.line, f"Đã sửa: {repair.message}", root)
    return f"{root}/{path}:{repair.line}: ĐÃ SỬA: {repair.message}"
