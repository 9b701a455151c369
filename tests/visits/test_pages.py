"""What a build puts into pages for each source: nothing that nobody asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plugins.visits.view_images import GIF
from tests.support.houses import House

FILE = "luot-truy-cap.json"
COUNTS: dict[str, Any] = {
    "version": 1,
    "as_of": "2021-02-28T23:00:00+07:00",
    "total": 196072,
    "today": 12,
    "month": 345,
    "year": 6789,
    "online": 3,
    "paths": {"/tin-tuc/2021/mot/": 1541, "/tin-tuc/2021/go/": 7, "/tin-tuc/2021/an/": 2, "/": 9},
    "recent": {"since": "2021-02-01", "paths": {"/tin-tuc/2021/hai/": 3, "/tin-tuc/2021/an/": 8}},
}
POST = "tin-tuc/2021/mot/"
PAGES = {
    "post": POST,
    "home": "",
    "hidden": "tin-tuc/2021/an/",
    "404": "404.html",
    "page": "quyen-rieng-tu/",
    "list": "tin-tuc/",
    "film": "video/phim/",
}
NOTICES = {
    "withdrawn": "tin-tuc/2021/go/",
    "withdrawn page": "cu/",
    "withdrawn film": "video/phim-go/",
    "redirect": "cu.html",
}
SETTINGS = {
    "none": "visit_source='none'",
    "snapshot": "visit_source='snapshot'",
    "log": "visit_source='log', url='https://example.org/tv'",
    "goatcounter": "visit_source='goatcounter', visit_address='https://dem.example',"
    " visits_before=70, visits_from='2021-01-01'",
    "json": "visit_source='json', visit_address='https://dem.example/luot.json'",
}

Pages = dict[str, str]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., tuple[Pages, Path]]:
    """Builds a site of every kind of page, once for the same settings and figures."""
    known: dict[str, tuple[Pages, Path]] = {}

    def build(settings: str, counts: dict[str, Any] | None = COUNTS) -> tuple[Pages, Path]:
        key = f"{settings} {counts}"
        if key not in known:
            known[key] = _build(tmp_path_factory.mktemp("site"), settings, counts)
        return known[key]

    return build


def _build(root: Path, settings: str, counts: dict[str, Any] | None) -> tuple[Pages, Path]:
    house = House(root)
    house.settings(settings)
    site = house.site
    site.post("mot", redirect_from="[/cu.html]")
    site.post("hai", date="2021-01-12")
    site.post("go", status="withdrawn")
    site.post("an", status="hidden")
    site.write("trang/quyen-rieng-tu.md", "---\ntitle: Quyền riêng tư\n---\nChữ của trang.\n")
    site.write("trang/cu.md", "---\ntitle: Cũ\nstatus: withdrawn\n---\nChữ.\n")
    for slug, status in (("phim", "published"), ("phim-go", "withdrawn")):
        text = f"title: Phim\ndate: 2021-01-02\nsource: {{youtube: abcdefghij{slug[-1]}}}"
        site.write(f"video/{slug}.md", f"---\n{text}\nstatus: {status}\n---\n")
    if counts is not None:
        site.write(FILE, json.dumps(counts))
    house.build()
    return {what: site.page(at) for what, at in {**PAGES, **NOTICES}.items()}, site.output


def block(page: str) -> str:
    """The block of the aside, its heading left out; empty when there is none."""
    found = re.search(r'<h2 class="aside__heading">Lượt truy cập</h2>\n(.*?)</section>', page, re.S)
    return found[1] if found else ""


def figures(page: str) -> dict[str, str]:
    """Rows that readers see."""
    rows = r'<div class="[^"]*"><dt>([^<]+)</dt><dd class="aside__figure">([^<]*)</dd>'
    return dict(re.findall(rows, block(page)))


BAKED = {"Hôm nay": "12", "Trong tháng": "345", "Trong năm": "6.789", "Tổng số": "196.072"}


@pytest.mark.parametrize("source", ["snapshot", "log", "goatcounter", "json"])
def test_figures_are_baked(built: Callable[..., tuple[Pages, Path]], source: str) -> None:
    pages, _ = built(SETTINGS[source])
    for page in (pages[what] for what in (*PAGES, "withdrawn")):
        assert figures(page) == BAKED
        assert "Tính đến <time " in block(page)
        assert ">28/02/2021 11:00:00 CH</time>" in block(page)


def test_no_counter_leaves_no_trace(built: Callable[..., tuple[Pages, Path]]) -> None:
    pages, output = built(SETTINGS["none"])
    for page in pages.values():
        text = page.partition("Đếm lượt truy cập")[0]
        for word in ("lượt", "luot", "Lượt truy cập", "goatcounter", "data-live=", "connect-src"):
            assert word not in text
    assert not (output / "luot-xem.gif").exists()


def test_no_counter_reads_no_file(built: Callable[..., tuple[Pages, Path]]) -> None:
    built(SETTINGS["none"], {"version": 99})


IMAGE = re.compile(r'<img data-view class="visually-hidden" src="([^"]+)" width="1" height="1"')


def test_the_image_of_a_log(built: Callable[..., tuple[Pages, Path]]) -> None:
    pages, output = built(SETTINGS["log"])
    found = {what: IMAGE.findall(page) for what, page in pages.items()}
    for what, at in PAGES.items():
        name = "" if what == "404" else f"?p={f'/{at}'.replace('/', '%2F')}"
        assert found[what] == [f"/tv/luot-xem.gif{name}"], what
    assert all(found[what] == [] for what in NOTICES)
    assert all(page.count("luot-xem.gif") == len(found[what]) for what, page in pages.items())
    assert (output / "luot-xem.gif").read_bytes() == GIF
    assert "goatcounter" not in "".join(pages.values()).partition("Đếm lượt truy cập")[0]


def test_the_rows_of_now_for_nginx(built: Callable[..., tuple[Pages, Path]]) -> None:
    pages, _ = built(SETTINGS["log"])
    inside = block(pages["post"])
    assert inside.startswith('<!--# block name="luot" -->\n<p class="aside__when">Tính đến')
    end = '<!--# include virtual="/tv/luot-truy-cap.html" stub="luot" -->\n'
    assert inside.endswith(f"</dl>\n<!--# endblock -->{end}")
    assert pages["post"].count("<!--#") == 3
    for source in ("snapshot", "goatcounter", "json"):
        assert "<!--" not in built(SETTINGS[source])[0]["post"]


def test_goatcounter(built: Callable[..., tuple[Pages, Path]]) -> None:
    pages, output = built(SETTINGS["goatcounter"])
    for what, at in PAGES.items():
        counted = f"https://dem.example/count?p={f'/{at}'.replace('/', '%2F')}"
        name = r'<script src="(/static/goatcounter\.\w+\.js)" data-count="([^"]+)" defer></script>'
        ((script, told),) = re.findall(name, pages[what])
        assert (output / script[1:]).is_file()
        assert told == counted
        image = (
            f'<noscript><img class="visually-hidden" src="{counted}" width="1" height="1" alt=""'
        )
        assert image in pages[what]
    assert all("goatcounter" not in pages[what] for what in ("withdrawn", "redirect"))
    assert not (output / "luot-xem.gif").exists()
    live = 'data-live="https://dem.example/counter/TOTAL.json?start=2021-01-01"'
    assert f'{live} data-zone="Asia/Ho_Chi_Minh" data-before="70">' in pages["post"]


@pytest.mark.parametrize(
    ("source", "live"), [("snapshot", 0), ("log", 1), ("goatcounter", 1), ("json", 1)]
)
def test_the_script_is_there_where_something_is_live(
    built: Callable[..., tuple[Pages, Path]], source: str, live: int
) -> None:
    pages, output = built(SETTINGS[source])
    for what in (*PAGES, "withdrawn"):
        (script,) = re.findall(r'src="[^"]*/(static/everywhere\.\w+\.js)">', pages[what])
        asks = (output / script).read_text(encoding="utf-8").count("[data-live]")
        assert (asks, pages[what].count("data-live=")) == (live, live)


@pytest.mark.parametrize(
    ("source", "opened"),
    [
        ("none", ""),
        ("snapshot", ""),
        ("log", ""),
        ("json", "connect-src 'self' https://dem.example"),
        ("goatcounter", "connect-src 'self' https://dem.example"),
    ],
)
def test_the_policy_lets_in_the_counter_only(
    built: Callable[..., tuple[Pages, Path]], source: str, opened: str
) -> None:
    pages, _ = built(SETTINGS[source])
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', pages["post"])
    directives = policy.replace("&#39;", "'").split("; ")
    images = " https://dem.example" if source == "goatcounter" else ""
    assert f"img-src 'self' data:{images}" in directives
    assert [one for one in directives if one.startswith("connect")] == [opened] * bool(opened)
    assert policy.count("https://") == bool(opened) + bool(images)


@pytest.mark.parametrize("source", ["snapshot", "log", "goatcounter", "json"])
def test_no_file_is_told(built: Callable[..., tuple[Pages, Path]], source: str) -> None:
    pages, _ = built(SETTINGS[source], None)
    inside = block(pages["post"])
    assert "Chưa có số liệu truy cập." in inside
    assert figures(pages["post"]) == {}
    waiting = {"snapshot": 0, "log": 5, "goatcounter": 1, "json": 5}[source]
    assert inside.count(" hidden><dt>") == inside.count("<dt>") == waiting
    assert "lượt&nbsp;xem" not in pages["post"]
    assert "Đọc nhiều" not in pages["home"]


def test_made_up_figures_are_marked(built: Callable[..., tuple[Pages, Path]]) -> None:
    sample = {**COUNTS, "sample": True}
    for source, marked in (("snapshot", ""), ("json", " data-sample")):
        pages, _ = built(SETTINGS[source], sample)
        assert "11:00:00 CH</time>. Số liệu mẫu</p>" in block(pages["post"])
        assert f"{marked}>\n<h2" in pages["post"]
        assert "1.541&nbsp;lượt&nbsp;xem&nbsp;(mẫu)</p>" in pages["post"]
        assert ">Đọc nhiều từ 01/02/2021 (số liệu mẫu)</h2>" in pages["home"]


@pytest.mark.parametrize("source", ["log", "goatcounter"])
def test_made_up_figures_are_not_shown_beside_real_ones(
    built: Callable[..., tuple[Pages, Path]], source: str
) -> None:
    pages, _ = built(SETTINGS[source], {**COUNTS, "sample": True})
    assert "Chưa có số liệu truy cập." in block(pages["post"])
    assert "1.541" not in pages["post"]
    assert "Đọc nhiều" not in pages["home"]


def test_views_of_a_post(built: Callable[..., tuple[Pages, Path]]) -> None:
    pages, output = built(SETTINGS["snapshot"])
    date = "11/01/2021 8:41:24 SA</time>"
    assert f"{date}&nbsp;· 1.541&nbsp;lượt&nbsp;xem</p>" in pages["post"]
    assert "&nbsp;· 2&nbsp;lượt&nbsp;xem" in pages["hidden"]
    for page in (pages["withdrawn"], (output / "tin-tuc/2021/hai/index.html").read_text("utf-8")):
        assert "lượt&nbsp;xem" not in page


def test_what_is_read_most_stands_on_the_home_page(
    built: Callable[..., tuple[Pages, Path]],
) -> None:
    pages, _ = built(SETTINGS["snapshot"])
    heading = '<h2 class="heading" id="doc-nhieu">Đọc nhiều từ 01/02/2021</h2>'
    section = pages["home"].partition(heading)[2].partition("</section>")[0]
    assert re.findall(r'href="/(tin-tuc/[^"]+)"', section) == ["tin-tuc/2021/hai/"]
    ever = {key: value for key, value in COUNTS.items() if key != "recent"}
    pages, _ = built(SETTINGS["snapshot"], ever)
    assert '<h2 class="heading" id="doc-nhieu">Đọc nhiều</h2>' in pages["home"]
    assert "Đọc nhiều" not in pages["list"]


TOLD = {
    "none": ("Trang này không đếm lượt truy cập: không có gì",),
    "snapshot": ("Trang này không đếm lượt truy cập. Các con số",),
    "log": ("trên chính máy chủ của mình", "nhiều nhất 4 ngày", "Sau 3 ngày", "địa chỉ mạng (IP)"),
    "goatcounter": ("GoatCounter", "<strong>dem.example</strong>", "8 giờ", "bề ngang màn hình"),
    "json": ("không tự đếm", "<strong>dem.example</strong>", "tên miền của trang này"),
}


@pytest.mark.parametrize("source", TOLD)
def test_the_privacy_page_says_what_the_counter_does(
    built: Callable[..., tuple[Pages, Path]], source: str
) -> None:
    pages, _ = built(SETTINGS[source])
    own, heading, section = pages["page"].partition("<h2>Đếm lượt truy cập</h2>")
    section = section.partition("</article>")[0]
    assert heading
    assert "Chữ của trang." in own
    assert all(words in section for words in (*TOLD[source], "ookie"))
    others = {words for name in TOLD if name != source for words in TOLD[name]} - {*TOLD[source]}
    assert {words for words in others if words in section} <= {"địa chỉ mạng (IP)"}
    assert all("Đếm lượt truy cập" not in pages[what] for what in pages if what != "page")


def test_another_page_may_tell_it(built: Callable[..., tuple[Pages, Path]]) -> None:
    pages, _ = built("privacy_page='khac', visit_source='log', visit_days_open=7")
    assert "Đếm lượt truy cập" not in pages["page"]
    pages, _ = built("visit_source='log', visit_days_open=7")
    assert "nhiều nhất 8 ngày" in pages["page"]
    assert "Sau 7 ngày" in pages["page"]


def test_a_counter_of_our_own_host_is_no_other_host(
    built: Callable[..., tuple[Pages, Path]],
) -> None:
    pages, _ = built("visit_source='json', visit_address='https://example.org/dem/a.json'")
    assert 'data-live="/dem/a.json"' in pages["post"]
    assert "connect-src" not in pages["post"]
    assert "không ai ngoài máy chủ của trang này" in pages["page"]
