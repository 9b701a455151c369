"""Same input, same bytes: wherever and whenever the site is built."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from plugins.building import last_build
from plugins.values import Struct, replace
from tests.browser import sample_site
from tests.conftest import ROOT
from tests.support.processes import POSIX
from tests.support.sites import NOW, Site

PHOTO = ROOT / "tests/support/data/small.jpg"
PROGRAM = ("plugins", "theme", "pelicanconf.py", "publishconf.py", "tasks.py")

BUILD = """
import sys
from pathlib import Path
import tasks  # it makes streams take every letter, as for the command
from plugins.building import build
content, output, cache = map(Path, sys.argv[1:4])
sys.exit(build(content, output, publish=True, now=sys.argv[4], search="required", cache=cache))
"""


class Machine(Struct, frozen=True, kw_only=True):
    """What must not matter.

    `listing` is the order in which the disk names files: sorted, backwards or any other;
    `modified` the time of all sources, as a clone gives them one, and `home` where the program is.
    """

    zone: str = "Asia/Ho_Chi_Minh"
    locale: str = "C.UTF-8"
    umask: int = 0o022
    seed: int = 1
    cores: int = 1
    listing: str = "sorted"
    modified: int = 1_600_000_000
    home: Path = ROOT

    def build(self, content: Path, root: Path) -> dict[str, tuple[str, bytes]]:
        """Build what will be published, below `root`, with an empty cache."""
        places = root / "content", root / "output", root / "cache"
        shutil.copytree(content, places[0])
        for path in places[0].rglob("*"):
            os.utime(path, (self.modified, self.modified))
        known = {name: value for name, value in os.environ.items() if name != "SITE_URL"}
        done = subprocess.run(
            [sys.executable, "-c", BUILD, *map(str, places), NOW],
            cwd=self.home,
            env={
                **known,
                "TZ": self.zone,
                "LC_ALL": self.locale,
                "LOCPATH": str(content.parent / "locales"),
                "PYTHONHASHSEED": str(self.seed),
                "PYTHONPATH": str(ROOT / "tests/building/elsewhere"),
                "LISTING": self.listing,
                "CORES": str(self.cores),
            },
            umask=self.umask,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode(errors="replace")
        return look(places[1])


def look(folder: Path) -> dict[str, tuple[str, bytes]]:
    """All that is in a folder: kinds and permissions, and the bytes of files."""
    return {
        path.relative_to(folder).as_posix(): (
            stat.filemode(path.stat().st_mode),
            path.read_bytes() if path.is_file() else b"",
        )
        for path in [folder, *folder.rglob("*")]
    }


def fill(site: Site) -> None:
    """Everything that a site can have, and what only paths can order."""
    sample_site.fill(site)
    site.post("mot", title="Một", tags="[a, b]", body="![x](anh-2.jpg)\n\nChữ.\n")
    for name in ("anh-10.jpg", "anh-2.jpg", "anh-1.jpg"):
        shutil.copy(PHOTO, site.content / "tin-tuc/2021/mot" / name)
    for number in range(8):
        site.post(f"cung-luc-{number}", date="2021-01-02 07:00")
    site.write("trich-dan.yml", "- {text: Một câu, author: A}\n- {text: Hai câu, author: B}\n")


def make_locales(folder: Path) -> None:
    """Where the system can: else these locales are unknown ones, as on many machines."""
    folder.mkdir()
    if localedef := shutil.which("localedef"):
        for name, charset in (("vi_VN", "UTF-8"), ("tr_TR", "ISO-8859-9")):
            command = [localedef, "-c", "-i", name, "-f", charset, str(folder / name)]
            subprocess.run(command, capture_output=True, check=False)


@POSIX
@pytest.mark.parametrize("name", ["index.html", "robots.txt", "anh"])
def test_permissions_that_somebody_took_come_back(
    site: Site, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Of pages and other files, of pictures: with the bytes as they are."""
    monkeypatch.setattr(last_build, "RACY", 0)
    site.post("mot")
    shutil.copy(PHOTO, site.content / "tin-tuc/2021/mot/anh.jpg")
    assert site.build() == 0
    before = look(site.output)
    path = site.output / name
    file = next(path.glob("*.jpg")) if path.is_dir() else path
    file.chmod(0o600)
    assert site.build() == 0
    assert look(site.output) == before


@POSIX
def test_other_machines_give_the_same_bytes(tmp_path: Path) -> None:
    """And the same permissions: a web server must be able to read what a careful user's umask
    would keep from it. Where they differ, the message names what matters and must not."""
    site = Site(root=tmp_path)
    fill(site)
    make_locales(tmp_path / "locales")
    home = tmp_path / "Bản sao của kho"
    home.mkdir()
    for name in PROGRAM:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, home / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, home / name)
    others = {
        "zone": "America/St_Johns",
        "locale": "tr_TR",
        "umask": 0o077,
        "seed": 7,
        "cores": 3,
        "listing": "backwards",
        "modified": 1_700_000_000,
        "home": home,
    }
    here = Machine()
    known = here.build(site.content, tmp_path / "here")
    assert {".avif", ".jpg", ".mp4", ".pf_index"} <= {Path(name).suffix for name in known}
    assert known["index.html"][0] == "-rw-r--r--"
    assert known["tin-tuc"][0] == "drwxr-xr-x"
    far = Machine(**others).build(site.content, tmp_path / "far")
    differ = {name for name in known.keys() | far.keys() if known.get(name) != far.get(name)}
    guilty = [
        name
        for name, value in others.items()
        if differ and replace(here, **{name: value}).build(site.content, tmp_path / name) != known
    ]
    assert (sorted(differ), guilty) == ([], [])
    farthest = Machine(zone="Pacific/Kiritimati", locale="vi_VN", listing="mixed", cores=2, seed=0)
    assert farthest.build(site.content, tmp_path / "farthest") == known
