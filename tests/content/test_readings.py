"""Readings of earlier builds: what was read again must be what would be read anew, or nothing."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from plugins import conversion, lint
from plugins.configuration import Configuration, read_configuration
from plugins.content import reading_files
from plugins.content import readings as readings_module
from plugins.content.catalog import Catalog, load_catalog
from plugins.content.readings import NAME, KeptBody, Readings
from plugins.content.scan import SourceFile
from plugins.frontmatter import Document
from plugins.lint import listing
from plugins.markdown_body import convert
from plugins.settings import SiteSettings
from plugins.values import replace
from tests.building.test_bad_input import TERRIBLE
from tests.conftest import ROOT
from tests.content.reading import LIBRARY, NOW
from tests.support.sites import Site, post_text

RICH = post_text(
    title="Đủ trường",
    tags="[đọc sách, is]",
    modified="12/01/2021 1:05:06 CH",
    expires="2021-06-01",
    photos="[{file: a.jpg, alt: A, blur: [[0.1, 0.2, 0.3, 0.4]]}, {file: b.jpg, hide: true}]",
    trip="2021-03-12 cho-thu",
    correction="{date: 2021-01-12, text: 175 chứ không phải 157}",
    body="![x](a.jpg 'chú thích')\n\n![x](a.jpg)\n![y](b.jpg)\n\n[bài](../hai/index.md) [x](k:)\n",
)
UNKNOWN = post_text(**{"is": "map", "of": "[]", "title2": "x"})


def reread(
    content: Path, cache: Path, settings: SiteSettings = LIBRARY, then: timedelta = timedelta()
) -> tuple[Catalog, int]:
    """The catalog, and how many of its files were not read anew."""
    with Readings(cache / NAME, content, settings) as readings:
        catalog = load_catalog(content, settings, NOW + then, readings=readings)
    return catalog, readings.reused


def rows(cache: Path, query: str = "select path from readings") -> list[str]:
    with sqlite3.connect(cache / NAME) as database:
        found = [path for (path,) in database.execute(query)]
    database.close()
    return found


@pytest.fixture
def two(site: Site) -> Site:
    site.post("mot", title="Một")
    site.post("hai", title="Hai")
    assert reread(site.content, site.cache)[1] == 0
    assert reread(site.content, site.cache)[1] == 2
    return site


def _own(site: Site) -> Path:
    for path, data in {
        "tin-tuc/2021/giau/index.md": RICH,
        "tin-tuc/2021/la/index.md": UNKNOWN,
        "tin-tuc/2021/rong/index.md": "",
        "video/phim.md": "---\ntitle: P\ndate: 2021-01-11\nsource: {file: p.mp4}\n"
        "captions: [{lang: vi, file: p.vtt}]\nduration: 1:35\n---\nLời.\n",
    }.items():
        site.write(path, data)
    return site.content


def _terrible(site: Site) -> Path:
    for path, data in TERRIBLE.items():
        site.write(path, data)
    return site.content


@pytest.mark.parametrize(
    "folder",
    [_own, _terrible, lambda _: ROOT / "content", lambda _: ROOT / "tests/site"],
    ids=["every field", "every mistake", "sample", "golden"],
)
def test_what_is_known_equals_what_is_read(site: Site, folder: Callable[[Site], Path]) -> None:
    content = folder(site)
    fresh = load_catalog(content, LIBRARY, NOW)
    first, none = reread(content, site.cache)
    again, reused = reread(content, site.cache)
    assert none == 0
    assert reused == len(fresh.documents) > 3
    assert fresh == first == again
    for (document, _), (known, _) in zip(fresh.documents, again.documents, strict=True):
        moments = [(d.fields.get("date"), d.fields.get("expires")) for d in (document, known)]
        assert repr(moments[0]) == repr(moments[1])  # the zone too, which == does not see


def test_several_processes_read_the_same(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = replace(LIBRARY, workers=3)
    content = _own(site)
    _terrible(site)
    known, _ = reread(content, site.cache, settings)
    site.post("moi", titel="x")
    alone = load_catalog(content, settings, NOW)
    monkeypatch.setattr(conversion, "MANY", 0)
    monkeypatch.setattr(conversion, "_HANDFUL", 1)
    assert load_catalog(content, settings, NOW) == alone
    again, reused = reread(content, site.cache, settings)
    assert again == alone
    assert reused == len(known.documents) == len(alone.documents) - 1
    assert reread(content, site.cache, settings)[1] == len(alone.documents)


def test_the_clock_has_no_part_in_it(two: Site) -> None:
    two.post("ba", date="2021-03-02")
    reread(two.content, two.cache)
    catalog, reused = reread(two.content, two.cache, then=timedelta(days=2))
    assert reused == 3
    assert {state for _, state in catalog.states} == {"published"}


def _edit(site: Site) -> None:
    site.post("mot", title="Khác")


def _rename(site: Site) -> None:
    (site.content / "tin-tuc/2021/mot").rename(site.content / "tin-tuc/2021/bon")


def _tamper(column: str, value: object) -> Callable[[Site], None]:
    def tamper(site: Site) -> None:
        where = "where path like '%mot%'"
        with sqlite3.connect(site.cache / NAME) as database:
            database.execute(f"update readings set {column} = ? {where}", [value])  # noqa: S608 (ours)
        database.close()

    return tamper


@pytest.mark.parametrize(
    ("change", "reused"),
    [
        (_edit, 1),
        (_rename, 1),
        (_tamper("key", "0"), 1),
        (_tamper("value", b'[{"is": "date", "of": "2021-01-01"}, null]'), 1),
        (_tamper("value", b"["), 1),
        (_tamper("value", "text"), 1),
        (_tamper("value", None), 1),
        (_tamper("sum", None), 1),
        (lambda site: (site.cache / NAME).write_bytes(b"no database" * 500), 0),
        (lambda site: (site.cache / NAME).write_bytes((site.cache / NAME).read_bytes()[:5000]), 0),
        (lambda site: (site.cache / NAME).write_bytes(b""), 0),
        (lambda site: (site.cache / NAME).unlink(), 0),
    ],
    ids=[
        "edited",
        "renamed",
        "key",
        "value",
        "cut value",
        "text",
        "null",
        "sum",
        "rubbish",
        "cut",
        "empty",
        "none",
    ],
)
def test_what_changed_or_is_broken_is_read_anew(
    two: Site, change: Callable[[Site], None], reused: int
) -> None:
    change(two)
    catalog, known = reread(two.content, two.cache)
    assert known == reused
    assert catalog == load_catalog(two.content, LIBRARY, NOW)
    assert reread(two.content, two.cache)[1] == 2


@pytest.mark.parametrize(
    "settings",
    [
        replace(LIBRARY, url="https://example.org"),
        replace(LIBRARY, timezone="UTC"),
        replace(LIBRARY, posts_per_page=3),
    ],
)
def test_other_settings_know_nothing(two: Site, settings: SiteSettings) -> None:
    catalog, reused = reread(two.content, two.cache, settings)
    assert reused == 0
    assert catalog == load_catalog(two.content, settings, NOW)


def test_another_program_knows_nothing(two: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readings_module, "program", lambda: b"another")
    assert reread(two.content, two.cache)[1] == 0


def test_deleted_files_are_forgotten_and_other_folders_are_not(two: Site, tmp_path: Path) -> None:
    other = Site(root=tmp_path / "other", cache=two.cache)
    other.post("khac")
    reread(other.content, two.cache)
    (two.content / "tin-tuc/2021/mot/index.md").unlink()
    reread(two.content, two.cache)
    assert sorted(rows(two.cache)) == ["tin-tuc/2021/hai/index.md", "tin-tuc/2021/khac/index.md"]
    shutil.rmtree(other.root)
    reread(two.content, two.cache)
    assert rows(two.cache) == ["tin-tuc/2021/hai/index.md"]


def test_a_reading_that_broke_off_is_not_kept(two: Site) -> None:
    two.post("ba")

    def stop(files: list[SourceFile]) -> Iterator[SourceFile]:
        yield from files
        raise KeyboardInterrupt

    with suppress(KeyboardInterrupt), Readings(two.cache / NAME, two.content, LIBRARY) as readings:
        load_catalog(two.content, LIBRARY, NOW, stop, readings)
    assert len(rows(two.cache)) == 2
    assert reread(two.content, two.cache)[1] == 2


def test_two_builds_at_once_both_read_what_is_there(two: Site) -> None:
    two.post("ba")
    with Readings(two.cache / NAME, two.content, LIBRARY) as first:
        load_catalog(two.content, LIBRARY, NOW, readings=first)  # has the right to write
        catalog, reused = reread(two.content, two.cache)
        assert catalog == load_catalog(two.content, LIBRARY, NOW)
        assert reused in (0, 2)
    assert reread(two.content, two.cache)[1] == 3


def test_where_nothing_can_be_written_all_is_read(site: Site) -> None:
    site.post("mot")
    site.cache.write_text("a file where the folder must be")
    for _ in range(2):
        catalog, reused = reread(site.content, site.cache)
        assert reused == 0
        assert len(catalog.posts) == 1


def test_names_that_are_not_utf_8(site: Site) -> None:
    content = site.root / os.fsdecode(b"c\xff")
    post = content / "tin-tuc/2021" / os.fsdecode(b"b\xfe\xff")
    try:
        post.mkdir(parents=True)
    except OSError:  # macOS takes no such names
        return
    (post / "index.md").write_text(post_text(), encoding="utf-8")
    catalogs = [reread(content, site.cache) for _ in range(2)]
    assert catalogs[0][0] == catalogs[1][0] == load_catalog(content, LIBRARY, NOW)
    assert catalogs[1][1] == len(catalogs[1][0].documents)


@pytest.mark.parametrize(
    "value", [[1], b"x", object(), NOW.replace(tzinfo=ZoneInfo("UTC")), NOW.replace(fold=1)]
)
def test_a_value_that_could_not_be_read_back_is_refused(site: Site, value: object) -> None:
    document = Document(kind="post", path="a", fields={"x": value}, lines={})
    with Readings(site.cache / NAME, site.content, LIBRARY) as readings, pytest.raises(TypeError):
        readings.keep(b"", document, convert("", path="a"))


def test_published_builds_read_everything_anew(site: Site) -> None:
    site.post("mot")
    assert site.build(publish=True) == 0
    assert not (site.cache / NAME).exists()
    assert site.build() == 0
    assert rows(site.cache) == ["tin-tuc/2021/mot/index.md"]
    # What a build would believe if it asked: of that a published page must show nothing.
    _tamper("value", b"[")(site)
    assert site.build(publish=True) == 0
    assert "Một bài" in site.page("tin-tuc/2021/mot/")


def test_check_and_build_know_what_the_other_read(
    site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    configuration = Configuration(site=read_configuration().site, cache=site.cache)
    for module in (lint, listing):
        monkeypatch.setattr(module, "read_configuration", lambda: configuration)
    site.post("mot", titel="x")
    said = []
    for _ in range(2):
        assert lint.check(site.content) == 1
        assert listing.list_content(site.content) == 1
        said.append(capsys.readouterr().out)
    assert said[0] == said[1]
    monkeypatch.setattr(conversion, "convert", None)  # whoever reads anew would call it
    assert site.build() == 1
    assert "titel" in capsys.readouterr().err


def _html(site: Site) -> Callable[[], str]:
    """The HTML of the post `mot` as a build would ask for it, long after all was read."""
    with Readings(site.cache / NAME, site.content, LIBRARY) as readings:
        catalog = load_catalog(site.content, LIBRARY, NOW, readings=readings)
    body = next(post.body for post in catalog.posts if post.title == "Một")
    assert isinstance(body, KeptBody)
    return lambda: (body.html, readings.close())[0]


def _forget(site: Site) -> None:
    with sqlite3.connect(site.cache / NAME) as database:
        database.execute("delete from readings")
    database.close()


@pytest.mark.parametrize(
    "change",
    [
        lambda _: None,
        _tamper("html", b"<p>other</p>"),
        _tamper("html", b"\xff"),
        _tamper("html", None),
        _tamper("html", "text"),
        _forget,
        lambda site: (site.cache / NAME).write_bytes(b"no database" * 500),
        lambda site: (site.cache / NAME).unlink(),
    ],
    ids=["kept", "other", "bytes", "null", "text", "forgotten", "rubbish", "none"],
)
def test_html_is_there_when_a_page_asks_whatever_became_of_the_database(
    two: Site, change: Callable[[Site], None]
) -> None:
    html = _html(two)
    change(two)
    assert html() == "<p>Nội dung của bài.</p>"


def test_html_that_was_kept_is_not_converted_again(
    two: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    html = _html(two)
    monkeypatch.setattr(reading_files, "convert_source", None)
    assert html() == "<p>Nội dung của bài.</p>"


def test_a_copy_of_a_process_opens_the_database_for_itself(
    two: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite: what another process opened must not be used."""
    with Readings(two.cache / NAME, two.content, LIBRARY) as readings:
        load_catalog(two.content, LIBRARY, NOW, readings=readings)
    with Readings(two.cache / NAME, two.content, LIBRARY) as readings:
        catalog = load_catalog(two.content, LIBRARY, NOW, readings=readings)
    connect, opened = sqlite3.connect, []

    def spy(file: Path) -> sqlite3.Connection:
        opened.append(connect(file))
        return opened[-1]

    monkeypatch.setattr(sqlite3, "connect", spy)
    for pid, count in ((1, 1), (1, 1), (2, 2), (1, 2)):
        monkeypatch.setattr(os, "getpid", lambda pid=pid: pid)
        assert [post.body.html for post in catalog.posts]
        assert len(opened) == count
    for connection in opened:
        connection.close()


def test_many_files_are_asked_for_at_once_and_found_as_one_by_one(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(7):
        site.post(f"bai-{number}", title=f"Bài {number}", body=f"Câu {number}.\n")
    reread(site.content, site.cache)
    site.post("bai-3", title="Bài 3", body="Khác.\n")
    one_by_one = reread(site.content, site.cache)
    reread(site.content, site.cache)
    site.post("bai-3", title="Bài 3", body="Câu 3.\n")
    reread(site.content, site.cache)
    site.post("bai-3", title="Bài 3", body="Khác.\n")
    monkeypatch.setattr(readings_module, "_MANY", 2)
    assert reread(site.content, site.cache) == one_by_one
    assert one_by_one[1] == 6
