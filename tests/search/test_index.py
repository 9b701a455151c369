"""The index as files of the site: made when it is wanted, the same each time, never stale."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from plugins.addresses import RESERVED, is_sites_own
from plugins.build import Search
from plugins.building import last_build
from plugins.publishing import publish
from plugins.search import adapter, pagefind
from plugins.search.kept_index import kept_index
from plugins.search.pagefind import ENTRY, FOLDER, IndexingError, make_index
from plugins.search.records import Record
from tests.conftest import ROOT
from tests.support import hostile
from tests.support.houses import House
from tests.support.sites import Site, tree

Files = dict[str, bytes]


@pytest.fixture
def posts(site: Site) -> Site:
    """Posts enough for several parts of the index, in two categories and three years."""
    for number in range(60):
        words = " ".join(f"chữ{number * 7 + i}" for i in range(40))
        category = ("Thông báo", "Văn bản")[number % 2]
        site.post(
            f"bai-{number}",
            2019 + number % 3,
            title=f"Bài {number}",
            category=category,
            date=f"{2019 + number % 3}-02-01",
            author=f"Phòng {number % 4}",
            body=words,
        )
    return site


def index(site: Site) -> Files:
    """Its files in the output."""
    return {name: data for name, data in tree(site.output).items() if name.startswith(FOLDER)}


def made_anew(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Counts from now on how often an index is made."""
    made: list[int] = []

    def make(records: tuple[Record, ...]) -> Files:
        made.append(len(records))
        return make_index(records)

    monkeypatch.setattr(adapter, "make_index", make)
    return made


def test_the_same_content_gives_the_same_bytes(posts: Site, tmp_path: Path) -> None:
    """Whether made anew or kept, in a build that publishes or not."""
    assert posts.build(search="required") == 0
    first = index(posts)
    assert len(first) > 60
    other = Site(root=posts.root, cache=tmp_path / "other cache")
    for clean in (False, True):
        output = tmp_path / f"other {clean}"
        assert other.build(output=output, search="required", publish=clean) == 0
        again = {n: d for n, d in tree(output).items() if n.startswith(FOLDER)}
        assert again == first


def test_a_plain_build_has_none_and_leaves_none(posts: Site) -> None:
    assert posts.build(search="wished") == 0
    assert index(posts)
    assert "data-index" in posts.page("tim-kiem/")
    assert posts.build() == 0
    assert index(posts) == {}
    assert not (posts.output / FOLDER).exists()
    page = posts.page("tim-kiem/")
    assert "chưa tìm bằng từ được" in page
    assert "wasm-unsafe-eval" not in page
    assert "Bài 59" in page


def test_a_last_build_of_the_other_kind_does_not_hold(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(last_build, "RACY", 0)  # or files so young would not be trusted anyway
    site.post("bai")
    for search, there in (("required", True), ("", False), ("", False), ("wished", True)):
        assert site.build(search=search) == 0  # type: ignore[arg-type]
        assert bool(index(site)) is there


def test_drafts_are_shown_and_not_found(site: Site) -> None:
    site.post("bai", title="Bài đăng")
    site.post("nhap", title="Bài nhập", status="draft")
    site.post("hen", title="Bài hẹn", date="2031-01-01")
    assert site.build(search="required", drafts=True) == 0
    assert "Bài nhập" in site.page("tin-tuc/")
    assert len([name for name in index(site) if "/fragment/" in name]) == 1


def test_stale_files_go_and_what_is_gone_cannot_be_found(posts: Site) -> None:
    assert posts.build(search="required") == 0
    before = index(posts)
    posts.post("bai-3", 2019, title="Bài 3", date="2019-02-01", status="withdrawn")
    posts.post("bai-4", 2020, title="Bài mới", date="2020-02-01")
    assert posts.build(search="required") == 0
    after = index(posts)
    clean = Site(root=posts.root, cache=posts.root / "clean cache")
    assert clean.build(output=posts.root / "clean", search="required", publish=True) == 0
    assert after == {n: d for n, d in tree(posts.root / "clean").items() if n.startswith(FOLDER)}
    fragments = [{n for n in of if "/fragment/" in n} for of in (before, after)]
    assert len(fragments[0] - fragments[1]) == 2
    assert len(fragments[1]) == len(fragments[0]) - 1


def test_it_is_made_anew_only_when_a_text_has_changed(
    posts: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = made_anew(monkeypatch)
    assert posts.build(search="required") == 0
    posts.post("rieng", status="hidden")  # a page more, and nothing more to find
    assert posts.build(search="required") == 0
    assert made == [60]
    posts.post("moi")
    assert posts.build(search="required") == 0
    assert made == [60, 61]


def test_broken_state_is_no_state(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    records = [Record(url="a/", title="A", text="chữ", kind="Thông báo")]
    assert kept_index(kept, records, lambda: {"x": b"1", "y": b"22"}) == {"x": b"1", "y": b"22"}

    def never() -> Files:
        raise AssertionError

    assert kept_index(kept, records, never) == {"x": b"1", "y": b"22"}
    kept.write_bytes(kept.read_bytes()[:-1])
    assert kept_index(kept, records, lambda: {"x": b"3"}) == {"x": b"3"}


def test_what_names_the_files_comes_last() -> None:
    """A reader who comes meanwhile, or after a build that was killed, finds all that it names."""
    records = [Record(url=f"{n}/", title=f"Bài {n}", text="chữ", kind="Văn bản") for n in range(3)]
    names = list(make_index(records))
    assert names[-1] == ENTRY
    assert names[-2].startswith("wasm.")


def test_the_program_is_whole() -> None:
    """Pagefind says that it has written its files before it has."""
    files = make_index([Record(url="a/", title="A", text="chữ", kind="Văn bản")])
    assert files["wasm.unknown.pagefind"][:2] == b"\x1f\x8b"
    assert len(files["wasm.unknown.pagefind"]) > 66_000


def _missing() -> Path:
    raise IndexingError("chưa cài được Pagefind")


@pytest.mark.parametrize(
    ("search", "code", "word"), [("wished", 0, "LƯU Ý"), ("required", 1, "LỖI")]
)
def test_a_machine_without_pagefind(
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    search: Search,
    code: int,
    word: str,
) -> None:
    """To look at the site it needs no search; what is published does."""
    site.post("bai", title="Bài một")
    monkeypatch.setattr(adapter, "program", _missing)
    assert site.build(search=search) == code
    said = capsys.readouterr().err
    assert f"{word}: không có chỉ mục tìm kiếm: chưa cài được Pagefind" in said
    assert "Cách sửa: cài lại bằng make site" in said
    if code:
        assert not site.output.exists() or tree(site.output) == {}
    else:
        assert index(site) == {}
        assert "Bài một" in site.page("tim-kiem/")


_REFUSAL = base64.b64encode(
    b'{"message_id": 1, "payload": {"type": "Error", "message": "no such thing"}}'
)
PROGRAMS = {
    "cannot run": ("không chạy được Pagefind (", b"", 0o644),
    "ends at once": ("Pagefind dừng giữa chừng", b"#!/bin/sh\nexit 3\n", 0o755),
    "answers nothing": (
        "Pagefind dừng giữa chừng",
        b"#!/bin/sh\ncat >/dev/null &\nexec 1>&-\n",
        0o755,
    ),
    "refuses": (
        "Pagefind: no such thing",
        b"#!/bin/sh\nprintf %s, " + _REFUSAL + b"\ncat >/dev/null\n",
        0o755,
    ),
}


@pytest.mark.parametrize("how", PROGRAMS)
def test_pagefind_that_fails_stops_the_build(
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    how: str,
) -> None:
    """Nothing is written, and a sentence says why."""
    message, script, mode = PROGRAMS[how]
    site.post("bai")
    assert site.build() == 0
    before = tree(site.output)
    fake = site.root / "pagefind"
    fake.write_bytes(script)
    fake.chmod(mode)
    monkeypatch.setattr(pagefind, "program", lambda: fake)
    site.post("bai-hai")
    capsys.readouterr()
    assert site.build(search="required") == 1
    said = capsys.readouterr().err
    assert f"Chưa lập được chỉ mục tìm kiếm: {message}" in said
    assert "trang cũ vẫn còn nguyên" in said
    assert tree(site.output) == before


def test_hostile_content_is_indexed(site: Site) -> None:
    """Whatever an editor may type."""
    hostile.fill(site)
    assert site.build(search="required") == 0
    assert index(site)


def test_publishing_makes_one(site: Site, tmp_path: Path) -> None:
    site.post("bai")
    assert publish(site.content, str(tmp_path / "public"), cache=site.cache) == 0
    released = [p for p in (tmp_path / "public").rglob(ENTRY) if p.is_file()]
    assert released


def test_a_site_that_wants_no_search(tmp_path: Path) -> None:
    """The header has no box, and the page is a list."""
    root = tmp_path / "house"
    root.mkdir()
    house = House(root)
    house.settings("search=False")
    house.site.post("bai", title="Bài một")
    built = house.build()
    assert b'class="header__find"' not in built["index.html"]
    assert "Bài một".encode() in built["tim-kiem/index.html"]


def test_no_page_may_stand_in_its_place() -> None:
    assert {"tim-kiem", "pagefind"} <= RESERVED
    assert is_sites_own("tim-kiem/")
    assert is_sites_own("pagefind/pagefind.js")


def test_make_site_wishes_for_one() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "$(INVOKE) build $(PATHS) --search" in text
