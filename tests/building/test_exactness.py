"""Same input, same bytes: wherever and whenever the site is built."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT
from tests.support.sites import NOW, Site, tree

PHOTO = ROOT / "tests/support/data/small.jpg"


def _fill(site: Site) -> None:
    site.post("mot", title="Một", tags="[a, b]", body="![x](anh-2.jpg)\n\nChữ.\n")
    for name in ("anh-10.jpg", "anh-2.jpg", "anh-1.jpg"):
        shutil.copy(PHOTO, site.content / "tin-tuc/2021/mot" / name)
    site.post("hai", title="Hai", date="2021-01-11 08:41:24", category="Thông báo")
    for number in range(8):  # of one moment: only their paths can order them
        site.post(f"cung-luc-{number}", date="2021-01-02 07:00")
    site.write("trang/lien-he.md", "---\ntitle: Liên hệ\nmenu: 1\n---\nNội dung.\n")
    site.write("trich-dan.yml", "- {text: Một câu, author: A}\n- {text: Hai câu, author: B}\n")


def test_two_machines_give_the_same_bytes(tmp_path: Path) -> None:
    """Other folders, another time zone, locale, hash seed and umask, an empty cache."""
    trees = []
    for name, environment, umask in (
        ("mot", {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1"}, 0o022),
        ("hai", {"TZ": "America/New_York", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "7"}, 0o077),
    ):
        site = Site(root=tmp_path / name, cache=tmp_path / name / "cache")
        _fill(site)
        command = [sys.executable, "-m", "invoke", "build", "--now", NOW]
        command += ["--content", str(site.content), "--output", str(site.output)]
        subprocess.run(
            command, cwd=ROOT, env={**os.environ, **environment}, umask=umask, check=True
        )
        trees.append(tree(site.output))
    assert {".avif", ".jpg"} <= {Path(name).suffix for name in trees[0]}
    assert trees[0] == trees[1]
