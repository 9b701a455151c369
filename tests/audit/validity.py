"""The Nu HTML checker (https://validator.github.io/validator/) over all pages."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from typing import Any

from tests.audit.findings import Finding, MissingError, Outcome
from tests.audit.installing import java, package
from tests.audit.sites import BuiltSite

FALSE_ERRORS = (
    # Its CSS does not know containment (https://www.w3.org/TR/css-contain-3/); browsers do.
    "CSS: Unrecognized at-rule “@container”",
    "CSS: “container”: Property “container” doesn't exist.",
    "CSS: “container-type”: Property “container-type” doesn't exist.",
)
"""Whole messages that are not true of these pages."""

_FALSE_WARNINGS = "violates Content Security Policy (meta tag)"
"""It reads files, to which 'self' is another origin, and takes JSON-LD for a script. That browsers
complain of no page is what tests/browser holds."""


def check_validity(site: BuiltSite) -> Outcome:
    """Check all pages. Raises MissingError."""
    (jar,) = package("vnu-jar").glob("build/dist/vnu.jar")
    command = [
        java(),
        "-Xss4m",
        "-jar",
        str(jar),
        "--format",
        "json",
        "--stdout",
        "--exit-zero-always",
    ]
    files = [str(site.file(page.address)) for page in site.pages]
    done = subprocess.run(
        [*command, *files], capture_output=True, check=False, encoding="utf-8", timeout=600
    )
    try:
        said: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        raise MissingError(f"Nu không chạy được: {done.stderr.strip()[-300:]}") from None
    false: Counter[str] = Counter()
    findings = []
    for message in said["messages"]:
        text = message["message"]
        if text in FALSE_ERRORS or _FALSE_WARNINGS in text:
            false[text if text in FALSE_ERRORS else _FALSE_WARNINGS] += 1
            continue
        where = message.get("url", "").removeprefix("file:")
        where = where.removeprefix(f"{site.folder.resolve()}/").removesuffix("index.html") or "/"
        line = message.get("lastLine")
        level = message.get("subType", message["type"])
        findings.append(
            Finding(
                where=f"{where}:{line}" if line else where,
                what=f"{level}: {text} … {message.get('extract', '').strip()[:120]}",
            )
        )
    left_out = sum(false[one] for one in FALSE_ERRORS)
    return Outcome(
        looked_at=f"{len(files)} trang, Nu {said.get('version', '?').split()[0]}",
        findings=tuple(findings),
        notes=(
            f"Bỏ qua {left_out} báo động sai của Nu về @container, container (nó chưa biết CSS"
            f" Containment) và {false[_FALSE_WARNINGS]} lời nhắc về CSP (nó đọc tệp rời).",
        ),
    )
