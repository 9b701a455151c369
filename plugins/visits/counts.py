"""The counts contract, `luot-truy-cap.json`: sums only, whatever source they come from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from plugins.problems import Problem

FILE = "luot-truy-cap.json"
VERSION = 1
KEYS = ("version", "as_of", "total", "today", "month", "year", "online", "paths", "sample")


@dataclass(frozen=True, kw_only=True, slots=True)
class Counts:
    """Visits up to `as_of`; None where the source cannot know."""

    as_of: datetime
    total: int
    today: int | None = None
    month: int | None = None
    year: int | None = None
    online: int | None = None
    sample: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Visits:
    """What templates see; `counts` is None when nothing was counted yet."""

    counts: Counts | None


def parse_counts(data: bytes, path: str) -> tuple[Counts | None, list[Problem]]:
    """Counts from the bytes of the file at `path`; none without bytes."""
    if not data:
        return None, []
    try:
        values = json.loads(data)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        return None, [_problem(path, "tệp không phải JSON", line)]
    if not isinstance(values, dict):
        return None, [_problem(path, "tệp phải là một đối tượng JSON", 1)]
    problems = [_problem(path, f"không có khóa “{key}”") for key in values if key not in KEYS]
    if values.get("version") != VERSION:
        problems.append(_problem(path, f"version phải là {VERSION}"))
    if "total" not in values:
        problems.append(_problem(path, "thiếu “total”"))
    for key in ("total", "today", "month", "year", "online"):
        known = values.get(key, 0 if key == "total" else None)
        if not _is_count(known) or (key == "total" and known is None):
            problems.append(_problem(path, f"“{key}” phải là số nguyên không âm"))
    if not isinstance(values.get("sample", False), bool):
        problems.append(_problem(path, "“sample” phải là true hoặc false"))
    paths = values.get("paths", {})
    if not isinstance(paths, dict) or not all(
        _is_count(n) and n is not None for n in paths.values()
    ):
        problems.append(_problem(path, "“paths” phải gồm các địa chỉ và số lượt"))
    as_of = _moment(values)
    if as_of is None:
        problems.append(_problem(path, "“as_of” phải là ngày giờ có múi giờ"))
    if problems or as_of is None:
        return None, problems
    return _counts(values, as_of), []


def _counts(values: Mapping[str, Any], as_of: datetime) -> Counts:
    return Counts(
        as_of=as_of,
        total=values["total"],
        today=values.get("today"),
        month=values.get("month"),
        year=values.get("year"),
        online=values.get("online"),
        sample=values.get("sample", False),
    )


def _is_count(value: object) -> bool:
    return value is None or (isinstance(value, int) and not isinstance(value, bool) and value >= 0)


def _moment(values: Mapping[str, Any]) -> datetime | None:
    try:
        moment = datetime.fromisoformat(values["as_of"])
    except (KeyError, TypeError, ValueError):
        return None
    return moment if moment.tzinfo else None


def _problem(path: str, message: str, line: int | None = None) -> Problem:
    hint = "tệp này do máy ghi: lấy lại bản cũ, hoặc xóa tệp để ẩn con số"
    return Problem(path=path, line=line, message=message, hint=hint)
