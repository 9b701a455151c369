"""linkinator, a program that follows links as a visitor would: fragments, too."""

from __future__ import annotations

import json
import re
import subprocess

from tests.audit.findings import Finding, MissingError, Outcome
from tests.audit.installing import node, package

_AWAY = r"^(?!{origin}).*"


def follow_links(origin: str) -> Outcome:
    """Crawl a site served at `origin`; other hosts are left alone. Raises MissingError."""
    program = package("linkinator") / "build/src/cli.js"
    done = subprocess.run(
        [
            *(str(node()), str(program), f"{origin}/", "--recurse", "--check-fragments"),
            *("--format", "json", "--skip", _AWAY.format(origin=re.escape(origin))),
            *("--timeout", "20000", "--concurrency", "8"),
        ],
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=600,
    )
    try:
        links = json.loads(done.stdout[done.stdout.index("{") :])["links"]
    except ValueError:
        raise MissingError(f"linkinator không chạy được: {done.stderr.strip()[-300:]}") from None
    followed = [link for link in links if link["state"] != "SKIPPED"]
    findings = [
        Finding(
            where=link.get("parent", "").removeprefix(origin) or "/",
            what=f"{link.get('status')}: {link['url'].removeprefix(origin)}",
        )
        for link in followed
        if link["state"] == "BROKEN"
    ]
    return Outcome(looked_at=f"linkinator theo {len(followed)} liên kết", findings=tuple(findings))
