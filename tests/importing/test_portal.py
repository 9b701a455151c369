"""Saved pages of the old portal: the article, all of it, and nothing else."""

from __future__ import annotations

from datetime import datetime

from plugins.frontmatter import parse_document
from plugins.importing.articles import Choices
from plugins.markdown_body import convert
from tests.conftest import ROOT
from tests.importing.making import (
    bring,
    folder_names,
    post_words,
    problems,
    read,
)
from tests.importing.old_portal import CONFERENCE, SITE, conference, photos_of_conference
from tests.support.sites import Site, tree


def _bring_conference(site: Site):
    for name, data in photos_of_conference().items():
        file = site.root / "hoi-nghi_files" / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(data)
    return bring(site, "hoi-nghi.html", conference(), Choices())


def test_the_conference_comes_out_as_the_post_of_the_repository(site: Site) -> None:
    outcome = _bring_conference(site)
    assert outcome.state == "made"
    assert outcome.post == f"{CONFERENCE}/index.md"
    document, body = read(site, outcome)
    data = (ROOT / "content" / CONFERENCE / "index.md").read_bytes()
    own = parse_document(data, f"{CONFERENCE}/index.md", "post", SITE.zone)
    assert post_words(document, body) == post_words(own, convert(own.body, path=own.path))
    for name in ("title", "date", "category", "author", "gallery_title"):
        assert document.fields[name] == own.fields[name], name
    # Tables, lists and headings, to the letter.
    assert document.body.strip() == own.body.strip().replace(":--|", "--|")
    assert [(e.file, e.caption) for e in document.fields["photos"]] == [
        (e.file, e.caption) for e in own.fields["photos"]
    ]
    assert document.fields["redirect_from"] == ("/tin-tuc-su-kien/hoi-nghi-482.html",)
    assert problems(site, wordless=True) == []


def test_what_stands_around_the_article_is_told(site: Site) -> None:
    told = "\n".join(left.message for left in _bring_conference(site).left)
    for words in ("1 đoạn mã", "Trang chủ Giới thiệu", "khung bên “XE THƯ VIỆN LƯU ĐỘNG”"):
        assert words in told
    for words in ("Bản quyền thuộc", "In trang Quay lại"):
        assert words in told


def test_importing_again_changes_nothing(site: Site) -> None:
    first = _bring_conference(site)
    before = tree(site.content)
    again = _bring_conference(site)
    assert (again.state, again.post) == ("there", first.post)
    assert tree(site.content) == before
    assert folder_names(site.content / "tin-tuc/2021") == [CONFERENCE.rpartition("/")[2]]


def test_the_date_is_that_of_the_page(site: Site) -> None:
    document, _ = read(site, _bring_conference(site))
    assert document.fields["date"] == datetime(2021, 1, 11, 8, 41, 24, tzinfo=SITE.zone)
