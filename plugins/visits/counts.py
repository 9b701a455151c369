"""The counts contract, `luot-truy-cap.json`: sums only, whatever source they come from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from plugins.problems import Problem
from plugins.values import Struct, field

FILE = "luot-truy-cap.json"
VERSION = 1
KEYS = (
    "version",
    "as_of",
    "total",
    "today",
    "month",
    "year",
    "online",
    "paths",
    "recent",
    "sample",
)
"""The keys of the file. `paths` are page views of each page's address, `/tin-tuc/...`; `recent` is
`{"since": "2021-02-01", "paths": {...}}`, the views of those days only."""


class Recent(Struct, frozen=True, kw_only=True):
    """Page views since a day, that day among them."""

    since: date
    paths: Mapping[str, int]


class Counts(Struct, frozen=True, kw_only=True):
    """Visits up to `as_of`; None where the source cannot know."""

    as_of: datetime
    total: int
    today: int | None = None
    month: int | None = None
    year: int | None = None
    online: int | None = None
    sample: bool = False
    paths: Mapping[str, int] = field(default_factory=dict)
    """Page views of each address."""
    recent: Recent | None = None


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
    if not _are_views(values.get("paths", {})):
        problems.append(_problem(path, "“paths” phải gồm các địa chỉ và số lượt"))
    if "recent" in values and _recent(values["recent"]) is None:
        problems.append(_problem(path, "“recent” phải gồm since (ngày như 2021-02-01) và paths"))
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
        paths=values.get("paths", {}),
        recent=_recent(values.get("recent")),
    )


def counts_json(counts: Counts) -> bytes:
    """The file of these figures, the same bytes for the same figures; what is not known is left
    out, but for `online`, which the contract always names."""
    values: dict[str, Any] = {"version": VERSION}
    if counts.sample:
        values["sample"] = True
    values["as_of"] = counts.as_of.isoformat(timespec="seconds")
    values["total"] = counts.total
    for key in ("today", "month", "year"):
        if (known := getattr(counts, key)) is not None:
            values[key] = known
    values["online"] = counts.online
    if counts.paths:
        values["paths"] = dict(sorted(counts.paths.items()))
    if counts.recent:
        values["recent"] = {
            "since": counts.recent.since.isoformat(),
            "paths": dict(sorted(counts.recent.paths.items())),
        }
    return (json.dumps(values, ensure_ascii=False, indent=2) + "\n").encode()


def _are_views(value: object) -> bool:
    return isinstance(value, dict) and all(
        path.startswith("/") and n is not None and _is_count(n) for path, n in value.items()
    )


def _recent(value: object) -> Recent | None:
    if not isinstance(value, dict) or set(value) != {"since", "paths"}:
        return None
    if not isinstance(value["since"], str) or not _are_views(value["paths"]):
        return None
    try:
        return Recent(since=date.fromisoformat(value["since"]), paths=value["paths"])
    except ValueError:
        return None


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
