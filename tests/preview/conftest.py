"""A site of its own for the tests of programs that run in it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.support.sites import post_text


def make_site(folder: Path) -> Path:
    """Our code and theme, one post, and settings that tell which process runs them, and wait for a
    minute where there is a file `chậm`."""
    for name in ("plugins", "theme"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    settings = (ROOT / "pelicanconf.py").read_text(encoding="utf-8")
    told = (
        "\n\nimport os\nimport time\n\nprint(f'<{os.getpid()}>')\n"
        "if os.path.exists('chậm'):\n    os.rename('chậm', 'đang chờ')\n    time.sleep(60)\n"
    )
    (folder / "pelicanconf.py").write_text(settings + told, encoding="utf-8")
    post = folder / "content/tin-tuc/2021/bai/index.md"
    post.parent.mkdir(parents=True)
    post.write_text(post_text(), encoding="utf-8")
    return folder


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that commands run in."""
    monkeypatch.chdir(make_site(tmp_path))
    return tmp_path
