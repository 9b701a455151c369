"""Which feeds there are, and who is in them."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from plugins.content.posts import Term, category_term
from plugins.feed_links import feed_links, followed_lists
from plugins.feeds.channels import NEWEST, choose
from plugins.fields import Correction
from plugins.values import Struct, field, replace
from tests.feeds.samples import DATE, film, settings

SITE = settings()


class Article(Struct, frozen=True, kw_only=True):
    """As much of a post as feeds need."""

    name: str
    state: str = "published"
    category: Term = field(default_factory=lambda: category_term("Tin hoạt động"))
    date: datetime = DATE
    correction: Correction | None = None


def made(
    articles: list[Article], films: list[Any] | None = None, notices: tuple[Any, ...] = ()
) -> dict[str, list[str]]:
    """Names in each feed, by the page it follows."""
    found = choose(articles, films or [], notices, SITE)
    return {
        followed.page: [one.name if isinstance(one, Article) else one.title for one in items]
        for followed, items in found
    }


def test_every_category_has_a_feed_also_an_empty_one() -> None:
    categories = ("chuyen-muc/tin-hoat-dong/", "chuyen-muc/thong-bao/")
    assert made([]) == {page: [] for page in ("tin-tuc/", *categories, "video/", "xe-thu-vien/")}


def test_the_newest_in_order() -> None:
    notes = category_term("Thông báo")
    articles = [Article(name=f"a{n}") for n in range(30)]
    articles.insert(25, Article(name="b", category=notes))
    found = made(articles)
    assert found["tin-tuc/"] == [f"a{n}" for n in range(NEWEST)]
    assert found["chuyen-muc/tin-hoat-dong/"] == [f"a{n}" for n in range(NEWEST)]
    assert found["chuyen-muc/thong-bao/"] == ["b"], "however many others are newer"


def test_a_correction_is_as_new_as_its_day() -> None:
    """An old post comes back, and one that was corrected long ago stays where it was."""
    articles = [Article(name=f"a{n}", date=DATE - timedelta(days=n)) for n in range(30)]
    for n, days in ((25, 5), (10, 28), (29, 40)):
        correction = Correction(date=DATE - timedelta(days=days), text="Sai")
        articles[n] = replace(articles[n], correction=correction)
    names = made(articles)["tin-tuc/"]
    assert names == [*(f"a{n}" for n in range(6)), "a25", *(f"a{n}" for n in range(6, 19))]


@pytest.mark.parametrize("state", ["draft", "scheduled", "hidden", "expired", "withdrawn"])
def test_only_what_is_published(state: str) -> None:
    """A preview lists drafts, and never tells others of them; nor do they take a place."""
    articles = [Article(name="x", state=state)] * NEWEST + [Article(name="a")]
    found = made(articles)
    assert found["tin-tuc/"] == found["chuyen-muc/tin-hoat-dong/"] == ["a"]


def test_films_with_the_newest_first() -> None:
    films = [film(str(n), title=str(n), date=DATE + timedelta(days=n)) for n in range(NEWEST + 5)]
    assert made([], films)["video/"] == [str(n) for n in range(NEWEST + 4, 4, -1)]


def test_every_notice_is_told_in_the_order_given() -> None:
    notices = tuple(SimpleNamespace(title=str(n)) for n in range(NEWEST + 5))
    assert made([], notices=notices)["xe-thu-vien/"] == [str(n) for n in range(NEWEST + 5)]


@pytest.mark.parametrize(
    ("path", "urls"),
    [
        ("tin-tuc/", "feeds/tin-tuc.rss.xml feeds/tin-tuc.atom.xml feeds/tin-tuc.json"),
        ("tin-tuc/trang/2/", "feeds/tin-tuc.rss.xml feeds/tin-tuc.atom.xml feeds/tin-tuc.json"),
        (
            "chuyen-muc/thong-bao/",
            "feeds/chuyen-muc/thong-bao.rss.xml feeds/chuyen-muc/thong-bao.atom.xml"
            " feeds/chuyen-muc/thong-bao.json",
        ),
        ("video/", "feeds/video.rss.xml feeds/video.atom.xml feeds/video.json"),
        (
            "xe-thu-vien/",
            "feeds/xe-thu-vien.rss.xml feeds/xe-thu-vien.atom.xml feeds/xe-thu-vien.json",
        ),
        ("", ""),
        ("tin-tuc/2021/", ""),
        ("tin-tuc/2021/bai/", ""),
        ("chuyen-muc/khac/", ""),
        ("video/phim/", ""),
    ],
)
def test_pages_link_to_the_feeds_of_their_list(path: str, urls: str) -> None:
    assert [link.url for link in feed_links(path, SITE)] == urls.split()


def test_links_have_titles_and_types() -> None:
    assert [(link.title, link.type) for link in feed_links("chuyen-muc/thong-bao/", SITE)] == [
        ("Thông báo - Thư viện tỉnh (RSS)", "application/rss+xml"),
        ("Thông báo - Thư viện tỉnh (Atom)", "application/atom+xml"),
        ("Thông báo - Thư viện tỉnh (JSON)", "application/feed+json"),
    ]


def test_every_feed_that_is_written_can_be_found() -> None:
    written = [f.feed(e) for f in followed_lists(SITE) for e in f.endings]
    linked = [link.url for f in followed_lists(SITE) for link in feed_links(f.page, SITE)]
    assert sorted(written) == sorted(linked)
    assert len(set(written)) == len(written)
