"""The environment of templates and its closed set of filters."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from jinja2 import Environment, UndefinedError

from plugins.head import Head
from plugins.settings import site_settings
from plugins.values import replace
from plugins.writer.templates import ENVIRONMENT, filters

MOMENT = datetime(2021, 1, 11, 8, 41, 24, 500, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def render(text: str, url: str = "https://example.org", **names: object) -> str:
    environment = Environment(**ENVIRONMENT)  # noqa: S701 (that it escapes is what is tested)
    environment.filters.update(filters(site_settings(name="Thư viện", url=url, categories=["Tin"])))
    return environment.from_string(text).render(**names)


@pytest.mark.parametrize(
    ("address", "at_root", "below"),
    [
        ("", "/", "/thu-vien/"),
        ("tin-tuc/2021/bai/", "/tin-tuc/2021/bai/", "/thu-vien/tin-tuc/2021/bai/"),
        ("anh/a-480.jpg", "/anh/a-480.jpg", "/thu-vien/anh/a-480.jpg"),
        ("https://a.vn/b", "https://a.vn/b", "https://a.vn/b"),
    ],
)
def test_link(address: str, at_root: str, below: str) -> None:
    assert render("{{ x|link }}", x=address) == at_root
    assert render("{{ x|link }}", "https://example.org/thu-vien", x=address) == below


@pytest.mark.parametrize(
    ("address", "whole"),
    [
        ("", "https://example.org/thu-vien/"),
        ("anh/a-480.jpg", "https://example.org/thu-vien/anh/a-480.jpg"),
        ("https://a.vn/b", "https://a.vn/b"),
    ],
)
def test_absolute(address: str, whole: str) -> None:
    assert render("{{ x|absolute }}", "https://example.org/thu-vien", x=address) == whole


def test_feeds() -> None:
    loop = "{% for feed in x|feeds %}{{ feed.format }} {{ feed.url|link }} {% endfor %}"
    shown = "RSS /feeds/tin-tuc.rss.xml Atom /feeds/tin-tuc.atom.xml JSON /feeds/tin-tuc.json "
    assert render(loop, x="tin-tuc/") == shown
    assert render(loop, x="lien-he/") == ""


def test_json_ld_is_not_escaped_again_and_cannot_end_its_element() -> None:
    head = Head(title="</script>&", path="a/", kind="page")
    shown = render("{{ x|json_ld }}", x=head)
    assert '"name":"\\u003c/script\\u003e\\u0026"' in shown
    assert render("{{ x|json_ld }}", x=replace(head, noindex=True)) == ""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{{ x|date }}", "11/01/2021"),
        ("{{ x|datetime }}", "11/01/2021 8:41:24 SA"),
        ("{{ x|isodate }}", "2021-01-11T08:41:24+07:00"),
        ("{{ 196072|number }}", "196.072"),
    ],
)
def test_dates_and_numbers(text: str, shown: str) -> None:
    assert render(text, x=MOMENT) == shown


def test_a_date_keeps_the_zone_it_has() -> None:
    assert (
        render("{{ x|isodate }}", x=datetime(2021, 1, 11, tzinfo=UTC))
        == "2021-01-11T00:00:00+00:00"
    )


def test_everything_is_escaped() -> None:
    assert render("<p title='{{ x }}'>", x="a <b>\"'&") == "<p title='a &lt;b&gt;&#34;&#39;&amp;'>"
    assert render("{{ x|link }}", x="<b>") == "/&lt;b&gt;"


@pytest.mark.parametrize("text", ["{{ x }}", "{{ x.y }}", "{% if x %}{% endif %}", "{{ y.z }}"])
def test_a_name_that_is_not_there_is_an_error(text: str) -> None:
    with pytest.raises(UndefinedError):
        render(text, y={})


def test_tags_leave_no_blank_lines() -> None:
    assert (
        render("<ul>\n  {% for n in [1, 2] %}\n  <li>\n  {% endfor %}\n</ul>")
        == "<ul>\n  <li>\n  <li>\n</ul>"
    )


def test_the_set_of_filters_is_closed() -> None:
    site = site_settings(name="Thư viện", url="https://example.org", categories=["Tin"])
    names = [
        "absolute", "at", "date", "datetime", "feeds", "isodate", "json_ld", "link", "mail",
        "number", "qr", "view_image", "zalo",
    ]  # fmt: skip
    assert sorted(filters(site)) == names


def test_a_local_time_of_a_day_is_a_moment_of_the_library() -> None:
    site = site_settings(name="Thư viện", url="https://example.org", categories=["Tin"])
    assert filters(site)["at"](date(2021, 3, 2), "08:05") == "2021-03-02T08:05+07:00"
    abroad = replace(site, timezone="Europe/London")
    assert filters(abroad)["at"](date(2021, 7, 2), "08:05") == "2021-07-02T08:05+01:00"
