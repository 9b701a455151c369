"""Home and list pages as values: which posts they show, and what lies next to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, TypeVar

from plugins.addresses import NEWS, SERIES, TAGS, month_address, year_address
from plugins.content.entries import Entry
from plugins.content.posts import Term, category_term
from plugins.head import Crumb, Head
from plugins.paging import Neighbour, paginate
from plugins.values import Struct, replace

NEWS_TITLE = "Tin tức"

TAGS_TITLE, SERIES_TITLE = "Từ khóa", "Dòng sự kiện"

Kind = Literal["newest", "year", "month", "category", "tag", "series"]

_ABOVE: Mapping[Kind, tuple[Crumb, ...]] = {
    "newest": (),
    "tag": (Crumb(title=NEWS_TITLE, url=NEWS), Crumb(title=TAGS_TITLE, url=TAGS)),
    "series": (Crumb(title=NEWS_TITLE, url=NEWS), Crumb(title=SERIES_TITLE, url=SERIES)),
}


class MenuItem(Struct, frozen=True, kw_only=True):
    """An entry of the menu; `url` is a site path."""

    title: str
    url: str


class Counted(Struct, frozen=True, kw_only=True):
    """A year, month, category, tag or series and the number of its posts."""

    name: str
    url: str
    count: int


class Listing(Struct, frozen=True, kw_only=True):
    """A list page; `url` is its site path."""

    title: str
    kind: Kind
    url: str
    entries: tuple[Entry, ...]
    intro: str = ""
    newer: Neighbour | None = None
    older: Neighbour | None = None
    years: tuple[Counted, ...] = ()
    months: tuple[Counted, ...] = ()
    terms: tuple[Counted, ...] = ()
    above: Crumb | None = None
    """The page between this one and the newest posts, where its kind does not tell it."""
    term: Term | None = None
    total: int = 0
    """Of the front page: whose list it is, and how many posts all its pages have."""

    @property
    def head(self) -> Head:
        """What the page says about itself."""
        trail = _ABOVE.get(self.kind, (Crumb(title=NEWS_TITLE, url=NEWS),))
        trail += (self.above,) if self.above else ()
        return Head(
            title=self.title, path=self.url, kind="listing", description=self.intro, trail=trail
        )


class Section(Struct, frozen=True, kw_only=True):
    """A category on the home page."""

    title: str
    url: str
    entries: tuple[Entry, ...]


class Home(Struct, frozen=True, kw_only=True):
    """The home page: the lead story, other pinned posts, the newest, then by category."""

    lead: Entry | None
    pinned: tuple[Entry, ...]
    newest: tuple[Entry, ...]
    sections: tuple[Section, ...]
    head: Head


def make_home(
    entries: Sequence[Entry], categories: Iterable[str], head: Head, newest: int, section: int
) -> Home:
    """Lay out `entries` (newest first): nothing stands twice on the page."""
    pinned = [entry for entry in entries if entry.pinned]
    lead = next(iter(pinned or entries), None)
    pinned = [entry for entry in pinned if entry is not lead]
    rest = [entry for entry in entries if entry is not lead and not entry.pinned]
    fresh, rest = rest[:newest], rest[newest:]
    by_category: dict[str, list[Entry]] = defaultdict(list)
    for entry in rest:
        by_category[entry.category.name].append(entry)
    sections = (
        Section(title=term.name, url=term.url, entries=tuple(by_category[term.name][:section]))
        for term in map(category_term, categories)
        if section and by_category[term.name]
    )
    return Home(
        lead=lead, pinned=tuple(pinned), newest=tuple(fresh), sections=tuple(sections), head=head
    )


def make_listings(
    entries: Sequence[Entry], categories: Iterable[str], size: int
) -> tuple[Listing, ...]:
    """All list pages for `entries`, newest first, in one pass over them."""
    by_year: dict[int, list[Entry]] = defaultdict(list)
    by_term: dict[tuple[Kind, Term], list[Entry]] = {
        ("category", category_term(name)): [] for name in categories
    }
    names: dict[tuple[Kind, str], Term] = {}  # the newest spelling names a tag
    for entry in entries:
        by_year[int(entry.url.split("/")[1])].append(entry)
        by_term[("category", entry.category)].append(entry)
        series = (("series", entry.series),) if entry.series else ()
        for kind, term in (*(("tag", tag) for tag in entry.tags), *series):
            named = names.setdefault((kind, term.slug), term)
            shown = by_term.setdefault((kind, named), [])
            if not shown or shown[-1] is not entry:  # two spellings of one tag on one post
                shown.append(entry)
    years = tuple(
        Counted(name=f"Năm {year}", url=year_address(year), count=len(by_year[year]))
        for year in sorted(by_year, reverse=True)
    )
    terms = tuple(
        Counted(name=term.name, url=term.url, count=len(found))
        for (kind, term), found in by_term.items()
        if kind == "category" and found
    )
    front, *numbered = _paged(NEWS_TITLE, "newest", NEWS, entries, size)
    made = [replace(front, years=years, terms=terms), *numbered, *_year_pages(by_year)]
    for (kind, term), found in by_term.items():
        front, *numbered = _paged(_title(kind, term), kind, term.url, found, size)
        # Numbered pages stay as they are.
        made += [replace(front, term=term, total=len(found)), *numbered]
    return tuple(made)


def _title(kind: Kind, term: Term) -> str:
    return f"Từ khóa: {term.name}" if kind == "tag" else term.name


def _paged(
    title: str, kind: Kind, url: str, entries: Sequence[Entry], size: int
) -> Iterator[Listing]:
    """The pages of one list; older ones lie at `trang/<N>/` below its address."""

    def neighbour(number: int | None, words: str, *, at_front: bool = False) -> Neighbour | None:
        if number is None:
            return Neighbour(title=words, url=url) if at_front else None
        return Neighbour(title=words, url=f"{url}trang/{number}/")

    for page in paginate(entries, size):
        front = page.number is None
        yield Listing(
            title=title if front else f"{title} – trang {page.number}",
            kind=kind,
            url=url if front else f"{url}trang/{page.number}/",
            entries=page.items,
            newer=neighbour(page.newer, "Tin mới hơn", at_front=not front),
            older=neighbour(page.older, "Tin cũ hơn"),
        )


def _year_pages(by_year: Mapping[int, Sequence[Entry]]) -> Iterator[Listing]:
    """A page for each year and each of its months that has posts, each beside its neighbours."""
    by_month: dict[tuple[int, int], list[Entry]] = defaultdict(list)
    for year, entries in by_year.items():
        for entry in entries:
            by_month[year, entry.date.month].append(entry)
    months = {
        (year, month): Counted(
            name=f"Tháng {month}", url=month_address(year, month), count=len(found)
        )
        for (year, month), found in sorted(by_month.items())
    }
    for newer, year, older in _between(sorted(by_year, reverse=True)):
        yield Listing(
            title=f"Tin tức năm {year}",
            kind="year",
            url=year_address(year),
            entries=tuple(by_year[year]),
            newer=_year_link(newer),
            older=_year_link(older),
            months=tuple(counted for (of, _), counted in months.items() if of == year),
        )
    for after, this, before in _between(sorted(by_month, reverse=True)):
        year, month = this
        yield Listing(
            title=f"Tin tức tháng {month}/{year}",
            kind="month",
            url=month_address(year, month),
            entries=tuple(by_month[this]),
            newer=_month_link(after),
            older=_month_link(before),
            above=Crumb(title=f"Năm {year}", url=year_address(year)),
        )


Place = TypeVar("Place")


def _between(places: Sequence[Place]) -> Iterator[tuple[Place | None, Place, Place | None]]:
    """Each with the one before it and the one behind."""
    yield from zip([None, *places], places, [*places[1:], None], strict=False)


def _year_link(year: int | None) -> Neighbour | None:
    return Neighbour(title=f"Năm {year}", url=year_address(year)) if year else None


def _month_link(place: tuple[int, int] | None) -> Neighbour | None:
    if place is None:
        return None
    year, month = place
    return Neighbour(title=f"Tháng {month}/{year}", url=month_address(year, month))
