"""What content files say of each other: links, shared addresses, old addresses; and drafts."""

from __future__ import annotations

import pytest

from plugins.content.old_addresses import (
    LONGEST,
    Redirect,
    nginx_map,
    redirects,
    server_redirects,
)
from tests.content.reading import found, load, page_text, warned
from tests.support.sites import Site, post_text


def test_links_to_posts_that_are_not_read_yet(site: Site) -> None:
    for slug, fields in {
        "nhap": {"status": "draft"},
        "hen": {"date": "2021-12-01"},
        "an": {"status": "hidden"},
        "go": {"status": "withdrawn"},
        "cu": {"expires": "2021-02-01"},
        "loi": {"màu": "đỏ"},
    }.items():
        site.post(slug, **fields)
    targets = ("nhap", "hen", "an", "go", "cu", "loi")
    site.post("bai", body="\n".join(f"[x](../{slug}/index.md)" for slug in targets))
    catalog = load(site)
    assert warned(catalog) == [
        (
            "tin-tuc/2021/bai/index.md",
            7,
            "liên kết tới tin-tuc/2021/nhap/index.md, nhưng bài đó chưa đăng",
        ),
        (
            "tin-tuc/2021/bai/index.md",
            8,
            "liên kết tới tin-tuc/2021/hen/index.md, nhưng bài đó chưa đăng",
        ),
    ]
    assert [path for path, *_ in found(catalog)] == ["tin-tuc/2021/loi/index.md"]


def test_a_wrong_post_shows_its_broken_links_too(site: Site) -> None:
    site.post("bai", màu="đỏ", redirect_from="/a?b", body="[x](../khong-co/index.md)")
    messages = [message for _, _, message in found(load(site))]
    assert messages == [
        "không có trường “màu”",
        "liên kết tới tin-tuc/2021/khong-co/index.md, nhưng không có tệp đó",
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"category": "Tin đồn"},
        {"body": "[a](../khong-co/index.md)"},
        {"body": "[a](ftp://x) ![](a/b.jpg) <img>"},
        {"redirect_from": "[/tin-tuc/2021/khac/]"},
        {"redirect_from": "[/cu/]"},
        {"redirect_from": "/../a"},
        {"tags": "[…]"},
        {"title": ""},
    ],
    ids=str,
)
def test_errors_of_a_draft_are_warnings(site: Site, fields: dict[str, str]) -> None:
    site.post("khac", redirect_from="/cu/")
    site.post("nhap", status="draft", **fields)
    catalog = load(site)
    assert found(catalog) == []
    assert warned(catalog)
    assert dict(catalog.states)["tin-tuc/2021/nhap/index.md"] == "draft"


@pytest.mark.parametrize("drafted", ["a-b", "a_b"])
def test_a_draft_at_the_address_of_a_post_stops_nothing(site: Site, drafted: str) -> None:
    for slug in ("a-b", "a_b"):
        site.post(slug, **({"status": "draft"} if slug == drafted else {}))
    catalog = load(site)
    assert found(catalog) == []
    assert len(warned(catalog)) == 1


def test_a_draft_page_at_a_reserved_address_stops_nothing(site: Site) -> None:
    site.write("trang/video.md", page_text("status: draft"))
    catalog = load(site)
    assert found(catalog) == []
    assert warned(catalog) == [("trang/video.md", 1, "địa chỉ /video/ là của chính trang web")]


@pytest.mark.parametrize(
    ("old", "source"),
    [
        ("/tin-cu/bai-1.html", "tin-cu/bai-1.html"),
        ("/tin-cu/bai-1.htm", "tin-cu/bai-1.htm"),
        ("tin-cu/bai-1", "tin-cu/bai-1/"),
        ("/tin-cu/", "tin-cu/"),
        ("https://thuviencu.vn/tin/1.html#a", "tin/1.html"),
        ("/tin-t%E1%BB%A9c/b%C3%A0i.html", "tin-tức/bài.html"),
    ],
)
def test_old_addresses(site: Site, old: str, source: str) -> None:
    site.post("bai", redirect_from=f"['{old}']")
    catalog = load(site)
    assert catalog.problems == ()
    assert redirects(catalog.posts) == [
        Redirect(source=source, target="tin-tuc/2021/bai/", path="tin-tuc/2021/bai/index.md")
    ]


@pytest.mark.parametrize("status", ["published", "hidden", "withdrawn", "draft"])
def test_only_what_answers_is_led_to(site: Site, status: str) -> None:
    site.post("bai", status=status, redirect_from="/cu/")
    site.post("hen", date="2021-12-01", redirect_from="/cu-2/")
    sources = [redirect.source for redirect in redirects(load(site).posts)]
    assert sources == ([] if status == "draft" else ["cu/"])


@pytest.mark.parametrize(
    "old",
    ["/", "", "/../a", "/a/./b", "/a\\b", "//", "http://[x", "/a%00", "/a%0Ab", f"/{'ă' * 101}"],
)
def test_an_old_address_that_cannot_be(site: Site, old: str) -> None:
    site.post("bai", redirect_from=f"\n  - '{old}'")
    ((path, line, message),) = found(load(site))
    assert (path, line) == ("tin-tuc/2021/bai/index.md", 6 if not old else 5)
    assert "redirect_from" in message or old in message


@pytest.mark.parametrize(
    ("old", "source"),
    [
        ("/default.aspx?id=5", "default.aspx?id=5"),
        ("http://cu.vn/index.php?nv=news&op=a/b#x", "index.php?nv=news&op=a/b"),
        ("/?id=5", "?id=5"),
        ("/tin-tuc/?p=5", "tin-tuc?p=5"),
    ],
)
def test_an_old_address_with_a_question_mark_is_for_the_server(
    site: Site, old: str, source: str
) -> None:
    """Every address below may be one of the site's own, and is another with a query."""
    site.post("bai", redirect_from=f"['{old}', /cu/]")
    catalog = load(site)
    assert catalog.problems == ()
    assert [one.source for one in redirects(catalog.posts)] == ["cu/"]
    assert sorted(one.source for one in server_redirects(catalog.posts)) == sorted([source, "cu/"])


@pytest.mark.parametrize("old", ["/a?" + "x" * LONGEST, "/../a?b", "/a\\b?c"])
def test_what_no_server_can_answer_either(site: Site, old: str) -> None:
    site.post("bai", redirect_from=f"\n  - '{old}'")
    ((_, line, message),) = found(load(site))
    assert (line, message) == (5, f"không trang nào có thể trả lời ở địa chỉ cũ “{old}”")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("/cu/bai.html", "/Cu/Bai.html"),
        ("/cu/bai", "/cu/bai/"),
        ("/cu/bai/", "/cu/bai/index.html"),
        ("/default.aspx?id=5", "/Default.aspx?ID=5"),
        ("/t%E1%BB%A9c.html", "/tức.html"),
    ],
)
def test_two_posts_for_one_old_address(site: Site, first: str, second: str) -> None:
    site.post("a", redirect_from=first)
    site.post("b", redirect_from=f"['{second}']")
    ((path, line, message),) = found(load(site))
    assert (path, line) == ("tin-tuc/2021/b/index.md", 5)
    assert message == f"địa chỉ cũ “{second}” đã thuộc về tin-tuc/2021/a/index.md"


def test_an_address_cannot_lead_to_itself_or_on(site: Site) -> None:
    """A loop of one, a loop of two, and a chain: each is an error at its line."""
    site.post("a", redirect_from="[/tin-tuc/2021/b/, /tin-tuc/2021/A]")
    site.post("b", redirect_from="/tin-tuc/2021/a/")
    site.post("c", redirect_from="/tin-tuc/2021/b/index.html")
    assert found(load(site)) == [
        (f"tin-tuc/2021/{slug}/index.md", 5, f"địa chỉ cũ “/tin-tuc/2021/{old}” {what}")
        for slug, old, what in (
            ("a", "A", "là địa chỉ của chính bài này"),
            ("a", "b/", "đã thuộc về một trang đang có"),
            ("b", "a/", "đã thuộc về một trang đang có"),
            ("c", "b/index.html", "đã thuộc về một trang đang có"),
        )
    ]


def test_the_lines_for_nginx() -> None:
    found = [
        Redirect(source=source, target="tin-tuc/2021/bai/", path="x")
        for source in ("cu/", "a.html", "Default.aspx?id=5&x=a b", 'x";}{\\#\n?"$uri', "tức.htm")
    ]
    text = nginx_map(found, "/thu-vien").decode()
    to = ' "/thu-vien/tin-tuc/2021/bai/";'
    assert text.splitlines() == [
        f'"/thu-vien/a.html"{to}',
        f'"/thu-vien/cu"{to}',
        f'"/thu-vien/cu/"{to}',
        f'"/thu-vien/Default.aspx?id=5&x=a%20b"{to}',
        f'"/thu-vien/t%E1%BB%A9c.htm"{to}',
        f'"/thu-vien/x%22;%7D%7B%5C%23%0A?%22$uri"{to}',
    ]


@pytest.mark.parametrize(
    "old",
    [
        "/tin-tuc/2021/khac/",
        "/tin-tuc/2021/khac/index.html",
        "/tin-tuc/2021/khac",
        "/tin-tuc/2021/bai/",
        "/gioi-thieu/",
        "/cu/",
    ],
)
def test_an_old_address_that_belongs_to_another_page(site: Site, old: str) -> None:
    site.post("khac", redirect_from="/cu/")
    site.write("trang/gioi-thieu.md", page_text())
    site.write("tin-tuc/2021/ten/index.md", post_text(redirect_from=old))
    if old == "/tin-tuc/2021/bai/":
        site.post("bai")
    ((path, line, message),) = found(load(site))
    assert (path, line) == ("tin-tuc/2021/ten/index.md", 5)
    assert f"“{old}”" in message


@pytest.mark.parametrize(
    "old",
    [
        "/",
        "/sitemap.xml",
        "/robots.txt",
        "/feeds/tin-tuc.rss.xml",
        "/tin-tuc/trang/2/",
        "/tin-tuc/2021/",
        "/chuyen-muc/thong-bao",
        "/xe-thu-vien/",
        "/xe-thu-vien/diem-dung/cho/",
        "/video/",
        "/video/trang/1/",
        "/anh/a.jpg",
    ],
)
def test_an_old_address_that_the_site_itself_answers(site: Site, old: str) -> None:
    site.post("bai", redirect_from=f"['{old}']")
    ((_, line, message),) = found(load(site))
    assert (line, f"“{old}”" in message) == (5, True)
