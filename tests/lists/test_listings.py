"""Home and list pages: which posts they show, and in which order."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.content.posts import Term, category_term, series_term, tag_term
from plugins.head import Head
from plugins.lists.listings import Home, Listing, make_home, make_listings
from plugins.paging import Neighbour
from plugins.values import Struct

NEWS, NOTES = "Tin hoạt động", "Thông báo"
HEAD = Head(title="Thư viện", path="", kind="home")


class Entry(Struct, eq=False, kw_only=True):
    """As much of a post as lists need."""

    name: str
    year: int
    category: Term
    tags: tuple[Term, ...] = ()
    series: Term | None = None
    pinned: bool = False
    month: int = 1

    @property
    def date(self) -> datetime:
        return datetime(self.year, self.month, 15, tzinfo=UTC)

    @property
    def url(self) -> str:
        return f"tin-tuc/{self.year}/{self.name}/"

    def __repr__(self) -> str:
        return self.name


def entry(
    name: str,
    category: str = NEWS,
    *,
    year: int = 2021,
    tags: tuple[str, ...] = (),
    series: str = "",
    pinned: bool = False,
    month: int = 1,
) -> Entry:
    return Entry(
        name=name,
        year=year,
        category=category_term(category),
        tags=tuple(map(tag_term, tags)),
        series=series_term(series) if series else None,
        pinned=pinned,
        month=month,
    )


def names(entries: tuple[Entry, ...]) -> str:
    return " ".join(entry.name for entry in entries)


def home(entries: list[Entry], newest: int = 2, section: int = 2) -> Home:
    return make_home(entries, [NEWS, NOTES], HEAD, newest, section)


def listings(entries: list[Entry], size: int = 2) -> dict[str, Listing]:
    made = list(make_listings(entries, [NEWS, NOTES], size))
    assert len({listing.url for listing in made}) == len(made)
    return {listing.url: listing for listing in made}


def test_an_empty_site() -> None:
    assert home([]) == Home(lead=None, pinned=(), newest=(), sections=(), head=HEAD)
    made = listings([])
    assert list(made) == ["tin-tuc/", "chuyen-muc/tin-hoat-dong/", "chuyen-muc/thong-bao/"]
    assert all(listing.entries == () for listing in made.values())


def test_home_shows_nothing_twice() -> None:
    entries = [entry(name) for name in "abcdef"] + [entry(name, NOTES) for name in "ghi"]
    made = home(entries)
    assert (made.lead, names(made.pinned), names(made.newest)) == (entries[0], "", "b c")
    assert [(s.title, s.url, names(s.entries)) for s in made.sections] == [
        (NEWS, "chuyen-muc/tin-hoat-dong/", "d e"),
        (NOTES, "chuyen-muc/thong-bao/", "g h"),
    ]


def test_pinned_posts_stay_on_top_of_the_home_page() -> None:
    entries = [entry("a"), entry("b"), entry("c", pinned=True), entry("d"), entry("e", pinned=True)]
    made = home(entries)
    assert (made.lead, names(made.pinned), names(made.newest)) == (entries[2], "e", "a b")
    assert [names(section.entries) for section in made.sections] == ["d"]


def test_sections_can_be_left_out() -> None:
    assert home([entry(name) for name in "abcdef"], section=0).sections == ()
    assert home([entry(name) for name in "abc"]).sections == ()


ENTRIES = st.lists(st.tuples(st.sampled_from([NEWS, NOTES]), st.booleans()), max_size=20).map(
    lambda rows: [
        entry(str(n), category, pinned=pinned) for n, (category, pinned) in enumerate(rows)
    ]
)


@given(ENTRIES, st.integers(1, 5), st.integers(0, 3))
def test_home_keeps_its_sizes(entries: list[Entry], newest: int, section: int) -> None:
    made = make_home(entries, [NEWS, NOTES], HEAD, newest, section)
    shown = [*([made.lead] if made.lead else []), *made.pinned, *made.newest]
    shown += [e for part in made.sections for e in part.entries]
    assert not [e for e, count in Counter(shown).items() if count > 1]
    assert (made.lead is None) == (not entries)
    assert all(e in shown for e in entries if e.pinned)
    assert len(made.newest) <= newest
    assert all(0 < len(part.entries) <= section for part in made.sections)
    assert all(e.category.name == part.title for part in made.sections for e in part.entries)


def test_pages_of_the_newest_posts() -> None:
    entries = [
        entry(name, NOTES if name == "e" else NEWS, year=2021 if name < "d" else 2020)
        for name in "abcdefg"
    ]
    made = listings(entries)
    front = made["tin-tuc/"]
    assert (front.title, front.kind, names(front.entries)) == ("Tin tức", "newest", "a b c")
    assert front.newer is None
    assert front.older is not None
    assert front.older.url == "tin-tuc/trang/2/"
    assert [(y.name, y.url, y.count) for y in front.years] == [
        ("Năm 2021", "tin-tuc/2021/", 3),
        ("Năm 2020", "tin-tuc/2020/", 4),
    ]
    assert [(t.name, t.url, t.count) for t in front.terms] == [
        (NEWS, "chuyen-muc/tin-hoat-dong/", 6),
        (NOTES, "chuyen-muc/thong-bao/", 1),
    ]
    second, first = made["tin-tuc/trang/2/"], made["tin-tuc/trang/1/"]
    assert (second.title, names(second.entries)) == ("Tin tức – trang 2", "d e")
    assert (first.title, names(first.entries)) == ("Tin tức – trang 1", "f g")
    assert second.newer is not None
    assert first.newer is not None
    assert (second.newer.url, first.newer.url) == ("tin-tuc/", "tin-tuc/trang/2/")
    assert (second.years, second.terms, first.older) == ((), (), None)


def test_a_year_has_one_page_between_its_neighbours() -> None:
    entries = [
        entry("a", year=2023),
        *(entry(name, year=2021) for name in "bcdef"),
        entry("g", year=2020),
    ]
    made = listings(entries)
    middle = made["tin-tuc/2021/"]
    assert (middle.title, middle.kind, names(middle.entries)) == (
        "Tin tức năm 2021",
        "year",
        "b c d e f",
    )
    assert middle.newer is not None
    assert middle.older is not None
    assert (middle.newer.title, middle.newer.url) == ("Năm 2023", "tin-tuc/2023/")
    assert (middle.older.title, middle.older.url) == ("Năm 2020", "tin-tuc/2020/")
    assert made["tin-tuc/2023/"].newer is None
    assert made["tin-tuc/2020/"].older is None


def test_a_month_has_one_page_between_its_neighbours() -> None:
    entries = [
        *(entry(name, year=2021, month=12) for name in "ab"),
        entry("c", year=2021, month=2),
        entry("d", year=2020, month=12),
    ]
    made = listings(entries, size=1)
    year = made["tin-tuc/2021/"]
    assert [(m.name, m.url, m.count) for m in year.months] == [
        ("Tháng 2", "tin-tuc/2021/02/", 1),
        ("Tháng 12", "tin-tuc/2021/12/", 2),
    ]
    middle = made["tin-tuc/2021/02/"]
    assert (middle.title, middle.kind, names(middle.entries)) == (
        "Tin tức tháng 2/2021",
        "month",
        "c",
    )
    assert middle.newer == Neighbour(title="Tháng 12/2021", url="tin-tuc/2021/12/")
    assert middle.older == Neighbour(title="Tháng 12/2020", url="tin-tuc/2020/12/")
    assert names(made["tin-tuc/2021/12/"].entries) == "a b"
    assert made["tin-tuc/2021/12/"].newer is None
    assert made["tin-tuc/2020/12/"].older is None
    assert [(crumb.title, crumb.url) for crumb in middle.head.trail] == [
        ("Tin tức", "tin-tuc/"),
        ("Năm 2021", "tin-tuc/2021/"),
    ]


@pytest.mark.parametrize(
    ("url", "trail"),
    [
        ("tin-tuc/", []),
        ("tin-tuc/2021/", ["tin-tuc/"]),
        ("chuyen-muc/tin-hoat-dong/", ["tin-tuc/"]),
        ("tu-khoa/sach/", ["tin-tuc/", "tu-khoa/"]),
        ("dong-su-kien/110-nam/", ["tin-tuc/", "dong-su-kien/"]),
    ],
)
def test_what_lies_above_a_list(url: str, trail: list[str]) -> None:
    made = listings([entry("a", tags=("Sách",), series="110 năm")])
    assert [crumb.url for crumb in made[url].head.trail] == trail


def test_only_the_front_page_knows_how_many_posts_there_are() -> None:
    """Else each new post would change all pages of its lists."""
    made = listings([entry(f"p{n}", tags=("Sách",)) for n in range(5)])
    front, older = made["tu-khoa/sach/"], made["tu-khoa/sach/trang/1/"]
    assert (front.term, front.total) == (tag_term("Sách"), 5)
    assert (older.term, older.total) == (None, 0)


def test_the_year_is_that_of_the_address() -> None:
    # A post of 2021 in the folder of 2020 keeps its address, which the list must lead to.
    assert "tin-tuc/2020/" in listings([entry("a", year=2020)])


def test_categories_tags_and_series() -> None:
    entries = [
        entry("a", tags=("Hội nghị",), series="110 năm"),
        entry("b", tags=("hội nghị", "Sách")),
        entry("c", series="110 Năm"),
    ]
    made = listings(entries)
    tag = made["tu-khoa/hoi-nghi/"]
    # The newest spelling names a tag.
    assert (tag.title, tag.kind, names(tag.entries)) == ("Từ khóa: Hội nghị", "tag", "a b")
    assert names(made["tu-khoa/sach/"].entries) == "b"
    series = made["dong-su-kien/110-nam/"]
    assert (series.title, series.kind, names(series.entries)) == ("110 năm", "series", "a c")
    category = made["chuyen-muc/tin-hoat-dong/"]
    assert (category.title, category.kind, names(category.entries)) == (NEWS, "category", "a b c")
    assert made["chuyen-muc/thong-bao/"].entries == ()


def test_two_spellings_of_a_tag_on_one_post() -> None:
    made = listings([entry("a", tags=("Sách", "sach", "SÁCH"))])
    assert names(made["tu-khoa/sach/"].entries) == "a"


def test_long_lists_of_any_kind_are_paged() -> None:
    entries = [entry(f"p{n}", tags=("Sách",), series="110 năm") for n in range(5)]
    made = listings(entries)
    for url in ("tin-tuc/", "chuyen-muc/tin-hoat-dong/", "tu-khoa/sach/", "dong-su-kien/110-nam/"):
        assert names(made[url].entries) == "p0 p1 p2"
        assert names(made[f"{url}trang/1/"].entries) == "p3 p4"


@pytest.mark.parametrize("size", [1, 2, 7])
def test_every_post_is_on_every_list_it_belongs_to_once(size: int) -> None:
    entries = [
        entry(f"p{n}", NOTES if n % 3 else NEWS, year=2021 - n // 8, tags=("Sách",) * (n % 2))
        for n in range(20)
    ]
    shown: dict[str, list[Entry]] = {}
    for listing in make_listings(entries, [NEWS, NOTES], size):
        shown.setdefault(listing.url.split("trang/")[0], []).extend(listing.entries)
    assert shown.pop("tin-tuc/") == entries
    assert shown.pop("tu-khoa/sach/") == [e for e in entries if e.tags]
    assert shown.pop("chuyen-muc/tin-hoat-dong/") == [e for e in entries if e.category.name == NEWS]
    assert shown.pop("chuyen-muc/thong-bao/") == [e for e in entries if e.category.name == NOTES]
    for year in (2021, 2020, 2019):
        assert shown.pop(f"tin-tuc/{year}/01/") == [e for e in entries if e.year == year]
        assert shown.pop(f"tin-tuc/{year}/") == [e for e in entries if e.year == year]
    assert shown == {}


def test_a_list_page_has_a_head_of_its_own() -> None:
    made = listings([entry(name) for name in "abcd"])
    head = made["tin-tuc/trang/1/"].head
    assert (head.title, head.path, head.kind) == (
        "Tin tức – trang 1",
        "tin-tuc/trang/1/",
        "listing",
    )
