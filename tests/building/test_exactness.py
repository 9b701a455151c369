"""Same input, same bytes: wherever, whenever and after whatever the site is built."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from plugins.content.readings import NAME
from tests.conftest import ROOT
from tests.support.sites import NOW, Site, tree

PHOTO = ROOT / "tests/support/data/small.jpg"

SLUGS = st.sampled_from(["mot", "hai", "ba", "bon"])
YEARS = st.sampled_from([2020, 2021])
WORDS = st.sampled_from(["Xuân", "Hạ", "Thu", "Đông", "a <b>&"])
TAGS = st.sampled_from(["[]", "[đọc sách]", "[đọc sách, Đọc Sách]", "[hội nghị, sách]"])
DATES = st.sampled_from(["2020-05-01", "2021-01-02 07:00", "2021-01-02 07:00:01", "2030-01-01"])
CATEGORIES = st.sampled_from(["Tin hoạt động", "Thông báo"])
STATUSES = st.sampled_from(["published", "published", "draft", "hidden", "withdrawn"])
BODIES = st.sampled_from(["Chữ.\n", "# Mục\n\n- một\n- hai\n", "[t](/video/)\n"])


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


class Edits(RuleBasedStateMachine):
    """An editor at work; after every edit a second build into the same folder must give
    what a clean build gives."""

    @initialize()
    def start(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        root = Path(self.folder.name)
        self.site = Site(root=root, cache=root / "cache")
        self.site.content.mkdir()
        self.posts: set[tuple[int, str]] = set()

    @rule(
        slug=SLUGS,
        year=YEARS,
        title=WORDS,
        tags=TAGS,
        date=DATES,
        category=CATEGORIES,
        status=STATUSES,
        body=BODIES,
    )
    def write(self, slug: str, year: int, **fields: str) -> None:
        self.site.post(slug, year, **fields)
        self.posts.add((year, slug))

    @rule(slug=SLUGS, year=YEARS, to=SLUGS)
    def rename(self, slug: str, year: int, to: str) -> None:
        folder = self.site.content / f"tin-tuc/{year}"
        if (year, slug) in self.posts and (year, to) not in self.posts:
            (folder / slug).rename(folder / to)
            self.posts ^= {(year, slug), (year, to)}

    @rule(slug=SLUGS, year=YEARS)
    def delete(self, slug: str, year: int) -> None:
        if (year, slug) in self.posts:
            shutil.rmtree(self.site.content / f"tin-tuc/{year}/{slug}")
            self.posts.remove((year, slug))

    @rule(slug=SLUGS, year=YEARS, name=st.sampled_from(["a.jpg", "b.jpg"]), there=st.booleans())
    def photo(self, slug: str, year: int, name: str, there: bool) -> None:
        if (year, slug) in self.posts:
            file = self.site.content / f"tin-tuc/{year}/{slug}/{name}"
            if there:
                shutil.copy(PHOTO, file)
            else:
                file.unlink(missing_ok=True)

    @rule(title=WORDS, menu=st.booleans())
    def page(self, title: str, menu: bool) -> None:
        place = "menu: 3\n" if menu else ""
        self.site.write("trang/lien-he.md", f"---\ntitle: {title}\n{place}---\nChữ.\n")

    @rule(text=WORDS)
    def quote(self, text: str) -> None:
        self.site.write("trich-dan.yml", f'- {{text: "{text}", author: A}}\n')

    @invariant()
    def same_as_a_clean_build(self) -> None:
        if not hasattr(self, "site"):
            return
        clean = self.site.root / "clean"
        shutil.rmtree(clean, ignore_errors=True)
        assert self.site.build() == 0
        (self.site.cache / NAME).rename(self.site.root / NAME)  # what a clean build cannot know
        assert self.site.build(output=clean) == 0
        (self.site.root / NAME).replace(self.site.cache / NAME)
        assert tree(self.site.output) == tree(clean)

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.folder.cleanup()


TestEdits = Edits.TestCase
TestEdits.settings = settings(
    max_examples=max(10, settings.default.max_examples // 5 if settings.default else 10),
    stateful_step_count=8,
)
