"""What the search page offers to choose from, and its list."""

from __future__ import annotations

from datetime import UTC, datetime

from plugins.content.entries import Entry
from plugins.content.posts import category_term
from plugins.search.page import MOST, make_search_page
from plugins.search.records import FILM, PAGE, STOP, Record


def _entry(number: int, year: int) -> Entry:
    return Entry(
        title=f"Bài {number}",
        url=f"tin-tuc/{year}/bai-{number}/",
        date=datetime(2021, 1, 1, tzinfo=UTC),  # whatever the folder says
        state="published",
        category=category_term("Thông báo"),
        tags=(),
        series=None,
        summary="",
        cover=None,
        pinned=False,
        sample=False,
    )


def _record(kind: str, year: int = 0, department: str = "") -> Record:
    date = datetime(year, 1, 1, tzinfo=UTC) if year else None
    return Record(url="a/", title="A", text="", kind=kind, date=date, department=department)


def test_only_what_leads_somewhere_is_offered() -> None:
    records = [
        _record("Văn bản", 2020, "Phòng B"),
        _record("Thông báo", 2021, "Phòng Đ"),
        _record("Thông báo", 2021, "Phòng d"),
        _record("Thông báo", 2021, "!!"),
        _record(PAGE),
        _record(FILM, 2019),
    ]
    page = make_search_page([], ["Thông báo", "Tin hoạt động", "Văn bản"], records)
    assert [one.name for one in page.kinds] == ["Thông báo", "Văn bản", FILM, PAGE]
    assert [one.value for one in page.years] == ["2021", "2020", "2019"]
    assert [one.value for one in page.departments] == ["phong-b", "phong-d"]
    assert STOP not in [one.name for one in page.kinds]
    assert page.indexed
    assert dict(page.head.policy) == {"script-src": "'wasm-unsafe-eval'"}


def test_without_an_index_nothing_is_offered() -> None:
    page = make_search_page([_entry(1, 2021)], ["Thông báo"], [])
    assert (page.indexed, page.kinds, page.years, page.departments) == (False, (), (), ())
    assert page.head.policy == ()
    assert [title.title for title in page.list[0].titles] == ["Bài 1"]


def test_the_list_is_by_the_years_of_addresses_and_of_bounded_size() -> None:
    entries = [_entry(n, 2019 + n % 3) for n in range(MOST + 60)]
    page = make_search_page(entries, [], [])
    assert [(year.name, year.count, len(year.titles)) for year in page.list] == [
        ("2021", 120, 120),
        ("2020", 120, 120),
        ("2019", 120, 0),
    ]
    assert page.list[2].url == "tin-tuc/2019/"
