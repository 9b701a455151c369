"""Addresses in tags become whole; text never changes."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plugins.feeds.links import whole_links

PAGE = "https://example.org/thu-vien/tin-tuc/2021/bai/"
HERE = PAGE.removesuffix("/")


@pytest.mark.parametrize(
    ("html", "whole"),
    [
        # How an address can be told.
        ('<a href="/x">', '<a href="https://example.org/x">'),
        ('<a href="/thu-vien/x/">', '<a href="https://example.org/thu-vien/x/">'),
        ('<a href="tep.pdf">', f'<a href="{HERE}/tep.pdf">'),
        (
            '<a href="../bai-khac/">',
            '<a href="https://example.org/thu-vien/tin-tuc/2021/bai-khac/">',
        ),
        ('<a href="#fn:1">', f'<a href="{HERE}/#fn:1">'),
        ('<a href="?trang=2">', f'<a href="{HERE}/?trang=2">'),
        ('<a href="">', f'<a href="{HERE}/">'),
        ('<a href="//vi.wikipedia.org/x">', '<a href="https://vi.wikipedia.org/x">'),
        # How an attribute can be written.
        ("<a href='/x'>", '<a href="https://example.org/x">'),
        ("<a href=/x/y>", '<a href="https://example.org/x/y">'),
        ('<A\nHREF = "/x"\tid=a>', '<A\nHREF="https://example.org/x"\tid=a>'),
        ('<br/><a id="a"href="/x"/>', '<br/><a id="a"href="https://example.org/x"/>'),
        ('<a href="/x?a=1&amp;b=2">', '<a href="https://example.org/x?a=1&amp;b=2">'),
        ('<a href="/x?a=1&copy=2">', '<a href="https://example.org/x?a=1&amp;copy=2">'),
        ('<a href="/&quot;x&#x22;">', '<a href="https://example.org/&quot;x&quot;">'),
        ('<a title="a > b" href="/x">', '<a title="a > b" href="https://example.org/x">'),
        ("<p don't><a href=/x>", '<p don\'t><a href="https://example.org/x">'),
        # Every attribute that holds an address.
        ('<img src="/a.jpg" alt="/a">', '<img src="https://example.org/a.jpg" alt="/a">'),
        ('<video poster="/a.jpg">', '<video poster="https://example.org/a.jpg">'),
        ('<iframe src="/a"></iframe>', '<iframe src="https://example.org/a"></iframe>'),
        (
            '<source srcset="/a.jpg 480w, b.jpg 1.5x,\n/c,d.jpg">',
            f'<source srcset="https://example.org/a.jpg 480w, {HERE}/b.jpg 1.5x,\n'
            'https://example.org/c,d.jpg">',
        ),
    ],
)
def test_addresses_become_whole(html: str, whole: str) -> None:
    assert whole_links(html, PAGE) == whole
    assert whole_links(whole, PAGE) == whole, "once is enough"


@pytest.mark.parametrize(
    "html",
    [
        "",
        "chữ 1 < 2, <3, a<b href=",
        '<a href="https://example.org/x?a&b">',
        "<a href='HTTP://a.vn/'>",
        '<a href="mailto:a@b.vn"><a href="tel:0216"><a href="geo:21.7,104.8">',
        '<a href="http://[x">',
        '<a data-href="/x" title=\'href="/x"\' hreflang="vi" href>',
        '<pre><code>&lt;a href="/x"&gt; href="/x"</code></pre>',
        '<!-- <a href="/x"> --> <!--><!---> <!doctype href="/x"> <?x href="/x"?>',
        "<script>\"<a href='/x'>\"</script>",
        "<STYLE>a:after { content: '<img src=\"/x\">' }</style >",
        '<textarea><a href="/x"></textarea>',
        '<iframe src="https://a.vn/"><a href="/x"></iframe>',
        '</a href="/x">',
        '<img srcset="data:image/png;base64,AA,B= 1x">',
        "<script>\"<img src='/x'>\"",  # left open to the end
        '<!-- <a href="/x">',
    ],
)
def test_nothing_else_changes(html: str) -> None:
    assert whole_links(html, PAGE) == html


@pytest.mark.parametrize(
    ("html", "whole"),
    [
        ('<!--><a href="/x">', '<!--><a href="https://example.org/x">'),
        ('<script>1</script><a href="/x">', '<script>1</script><a href="https://example.org/x">'),
        ('<scripts><a href="/x">', '<scripts><a href="https://example.org/x">'),
        ("a < b <a href=/x>", 'a < b <a href="https://example.org/x">'),
    ],
)
def test_tags_after_what_is_none(html: str, whole: str) -> None:
    assert whole_links(html, PAGE) == whole


@pytest.mark.parametrize(
    "part",
    [
        '<a b="',
        "<!",
        "<!--",
        "<a ",
        '<a href="',
        "<script>",
        "<a href='/x",
        "<a b=c ",
        "<a\u00a0=",
    ],
)
def test_time_grows_with_the_text_only(part: str) -> None:
    """Broken HTML of half a megabyte must not stop a build: quadratic would take hours."""
    whole_links(part * (500_000 // len(part)), PAGE)


class _Text(HTMLParser):
    """The text and the names of tags, as the standard library's parser reads them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[tuple[str, ...]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        self.seen.append((tag, *(v or "" for n, v in attrs if n in ("alt", "title")), *names))

    def handle_data(self, data: str) -> None:
        self.seen.append((data,))


_PARTS = (
    *("<a href='/x'>", "</a>", '<img src="a.jpg" alt="/b">', "<p title='&lt;a href=/x&gt;'>"),
    *("chữ ", "&lt;a href=/x&gt;", "&amp;", "<br>", '<i alt="a > href=/x">', "<b href = c >"),
    *("1 < 2 ", "<!-- <a href=/x> -->", "<script>var a = '<a href=/x>'</script>"),
)


@given(st.lists(st.sampled_from(_PARTS)).map("".join))
@example("<p>a</p>")
def test_text_stays(html: str) -> None:
    assert _Text(whole_links(html, PAGE)).seen == _Text(html).seen


@given(st.text(alphabet="<>/='\"! -ahrefscipt&;,#?x:\n"))
def test_any_text_is_survived(html: str) -> None:
    once = whole_links(html, PAGE)
    assert whole_links(once, PAGE) == once
