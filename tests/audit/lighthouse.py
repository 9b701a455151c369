"""Lighthouse as it judges a phone on a slow network (its own defaults): the median of three."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from plugins.values import Struct
from tests.audit.findings import Finding, MissingError, Outcome
from tests.audit.installing import node, package
from tests.browser.chromium import find_chromium, launch_arguments

RUNS = 3

BAR = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
"""The least that each category may come to."""

TIMES = {
    "first-contentful-paint": "first paint",
    "largest-contentful-paint": "largest paint",
    "total-blocking-time": "blocked",
    "cumulative-layout-shift": "shift",
    "speed-index": "speed index",
}

_LONG = 180


_AGAIN = ("NO_NAVSTART", "NO_FCP", "NO_LCP")
"""Its codes for a trace that lacks a moment."""


class Judged(Struct, frozen=True, kw_only=True):
    """One page: medians of scores (0 to 100) and of figures in milliseconds (the shift has no
    unit), `requests` and `bytes` until the page was done, and audits that failed."""

    scores: dict[str, float]
    figures: dict[str, float]
    requests: int
    bytes: int
    failed: tuple[str, ...]


def judge(url: str, runs: int = RUNS) -> Judged:
    """Have Lighthouse load a page so many times. Raises MissingError."""
    reports = [_once(url) for _ in range(runs)]
    scores = {
        name: statistics.median(
            100 * (report["categories"][name]["score"] or 0) for report in reports
        )
        for name in BAR
    }
    figures = {
        name: statistics.median(report["audits"][name]["numericValue"] for report in reports)
        for name in TIMES
    }
    # Of which run the list of requests is makes no difference: they are the same.
    asked = reports[0]["audits"]["network-requests"]["details"]["items"]
    return Judged(
        scores=scores,
        figures=figures,
        requests=len(asked),
        bytes=sum(one.get("transferSize", 0) for one in asked),
        failed=tuple(dict.fromkeys(one for report in reports for one in _failed(report))),
    )


def check_lighthouse(pages: Sequence[tuple[str, str]]) -> Outcome:
    """Judge pages, each a name and an address, against the bar. Raises MissingError."""
    findings: list[Finding] = []
    head = ("trang", *BAR, *TIMES.values(), "yêu cầu", "KB")
    table: list[tuple[str, ...]] = [head]
    for name, url in pages:
        judged = judge(url)
        table.append((name, *row(judged)))
        for category, least in BAR.items():
            if judged.scores[category] < least:
                why = "; ".join(judged.failed)
                what = f"{category} {judged.scores[category]:.0f} < {least}: {why}"
                findings.append(Finding(where=name, what=what))
    return Outcome(
        looked_at=f"{len(pages)} trang, mỗi trang {RUNS} lần, lấy trung vị",
        findings=tuple(findings),
        table=tuple(table),
    )


def row(judged: Judged) -> tuple[str, ...]:
    """Cells of a table."""
    times = (
        f"{value:.3f}" if name == "cumulative-layout-shift" else f"{value / 1000:.2f} s"
        for name, value in judged.figures.items()
    )
    scores = (f"{score:.0f}" for score in judged.scores.values())
    return (*scores, *times, str(judged.requests), f"{judged.bytes / 1024:.0f}")


def _once(url: str, tries: int = 2) -> dict[str, Any]:
    """One report. A trace that Lighthouse failed to record is recorded again, as it asks for."""
    program = package("lighthouse") / "cli/index.js"
    flags = " ".join(["--headless=new", *launch_arguments()])
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [
            *(str(node()), str(program), url, "--quiet", "--output=json"),
            *(f"--output-path={report}", f"--only-categories={','.join(BAR)}"),
            *(f"--chrome-flags={flags}", "--no-enable-error-reporting"),
        ]
        done = subprocess.run(
            command,
            env={**os.environ, "CHROME_PATH": str(find_chromium())},
            capture_output=True,
            check=False,
            encoding="utf-8",
            timeout=_LONG,
        )
        if not report.is_file():
            raise MissingError(f"Lighthouse không chạy được: {done.stderr.strip()[-300:]}")
        found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    if error := found.get("runtimeError"):
        if error["code"] in _AGAIN and tries > 1:
            return _once(url, tries - 1)
        raise MissingError(f"Lighthouse: {error['message']}")
    return found


def _failed(report: dict[str, Any]) -> list[str]:
    weights = {
        reference["id"]: reference["weight"]
        for category in report["categories"].values()
        for reference in category["auditRefs"]
    }
    return [
        f"{name} ({audit.get('displayValue') or audit['title']})"
        for name, audit in report["audits"].items()
        if weights.get(name) and audit["score"] is not None and audit["score"] < 0.9
    ]
