"""What pages may weigh, in bytes; `kinds.KINDS` is the table."""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from tests.audit.findings import Finding, Outcome
from tests.audit.sites import BuiltSite, Page


@cache
def compressed(data: bytes) -> int:
    """Bytes after gzip: Brotli makes less of the same."""
    return len(gzip.compress(data, 9, mtime=0))


def scripts_of(site: BuiltSite, page: Page) -> dict[str, int]:
    """The scripts that a page names, and their compressed bytes."""
    found = {}
    for address in page.scripts:
        path = urlsplit(address).path.removeprefix(site.base).lstrip("/")
        file: Path = site.folder / path
        found[path] = compressed(file.read_bytes()) if file.is_file() else 0
    return found


def check_budgets(site: BuiltSite) -> Outcome:
    """Weigh all pages."""
    findings: list[Finding] = []
    heaviest: dict[str, tuple[int, int, str]] = {}
    for page in site.pages:
        where = page.address or "/"
        if page.kind is None:
            findings.append(
                Finding(where=where, what="loại trang chưa có trong tests/audit/kinds.py")
            )
            continue
        html = compressed(page.html.encode())
        scripts = sum(scripts_of(site, page).values())
        for name, weight, most in (
            ("HTML kèm CSS", html, page.kind.html),
            ("JavaScript", scripts, page.kind.scripts),
        ):
            if weight > most:
                findings.append(
                    Finding(where=where, what=f"{name} {weight} byte, nhiều hơn {most}")
                )
        if page.blocking:
            what = f"trình duyệt phải đợi {', '.join(page.blocking)} rồi mới vẽ"
            findings.append(Finding(where=where, what=what))
        heaviest[page.kind.name] = max(
            heaviest.get(page.kind.name, (0, 0, "")), (html, scripts, where)
        )
    limits = {page.kind.name: page.kind for page in site.pages if page.kind}
    rows = [
        (name, where, str(html), str(limits[name].html), str(scripts), str(limits[name].scripts))
        for name, (html, scripts, where) in heaviest.items()
    ]
    head = (
        "loại trang",
        "trang nặng nhất",
        "HTML + CSS (gzip)",
        "nhiều nhất",
        "JS (gzip)",
        "nhiều nhất",
    )
    return Outcome(
        looked_at=f"{len(site.pages)} trang",
        findings=tuple(findings),
        table=(head, *rows),
    )
