"""The pages of all tags and all series."""

from __future__ import annotations

import pytest

from plugins.content.posts import Term, series_term, tag_term
from plugins.head import Crumb
from plugins.lists.listings import Listing
from plugins.lists.term_index import letter_of, term_indexes


def listing(term: Term, kind: str, total: int) -> Listing:
    return Listing(
        title=term.name,
        kind=kind,
        url=term.url,
        entries=(),
        term=term,
        total=total,  # type: ignore[arg-type]
    )


def tags(*names: str) -> list[Listing]:
    return [listing(tag_term(name), "tag", len(name)) for name in names]


def test_by_the_alphabet_with_counts() -> None:
    names = [
        "xe",
        "Ăn",
        "đọc sách",
        "An",
        "dế mèn",
        "ấm",
        "20/11",
        "êm",
        "âm",
        "ế",
        "“Dế Choắt”",
        "5",
    ]
    index, _ = term_indexes(tags(*names))
    assert [(g.letter, " ".join(t.name for t in g.terms)) for g in index.groups] == [
        ("0–9", "5 20/11"),
        ("A", "An"),
        ("Ă", "Ăn"),
        ("Â", "âm ấm"),
        ("D", "“Dế Choắt” dế mèn"),
        ("Đ", "đọc sách"),
        ("Ê", "ế êm"),
        ("X", "xe"),
    ]
    first = index.groups[1].terms[0]
    assert (first.name, first.url, first.count) == ("An", "tu-khoa/an/", 2)


@pytest.mark.parametrize(
    ("name", "letter"),
    [("ẳm", "Ă"), ("Ộ", "Ô"), ("ựa", "Ư"), ("đ", "Đ"), ("« sách", "S"), ("7", "0–9"), ("!", "!")],
)
def test_letters(name: str, letter: str) -> None:
    assert letter_of(name) == letter


def test_numbered_pages_and_other_lists_are_none_of_it() -> None:
    tag, series = tag_term("sách"), series_term("Ngày sách")
    older = Listing(title="x", kind="tag", url=f"{tag.url}trang/1/", entries=())
    year = Listing(title="x", kind="year", url="tin-tuc/2021/", entries=())
    of_tags, of_series = term_indexes(
        [listing(tag, "tag", 3), older, year, listing(series, "series", 2)]
    )
    assert [t.name for g in of_tags.groups for t in g.terms] == ["sách"]
    assert [(t.name, t.count) for g in of_series.groups for t in g.terms] == [("Ngày sách", 2)]
    assert (of_tags.url, of_series.url) == ("tu-khoa/", "dong-su-kien/")
    assert (of_series.head.title, of_series.head.trail) == (
        "Dòng sự kiện",
        (Crumb(title="Tin tức", url="tin-tuc/"),),
    )


def test_a_site_without_tags() -> None:
    assert [index.groups for index in term_indexes([])] == [(), ()]
