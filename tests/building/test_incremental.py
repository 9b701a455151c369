"""Builds that take over what earlier ones made: whatever was edited, the site is that of a clean
build, byte for byte, and only what shows something that changed is rendered."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from plugins.writer.making import Making
from plugins.writer.outputs import Outputs
from tests.conftest import ROOT
from tests.support.houses import NOWS, House
from tests.support.sites import tree

PHOTOS = [ROOT / "tests/support/data/small.jpg", ROOT / "theme/static/favicon.svg"]
SLUGS = st.sampled_from(["mot", "hai", "ba", "bon"])
YEARS = st.sampled_from([2020, 2021])
WORDS = st.sampled_from(["Xuân", "Hạ", "Thu", "Đông", "a <b>&"])
FIELDS = {
    "title": WORDS,
    "tags": st.sampled_from(["[]", "[đọc sách]", "[đọc sách, Đọc Sách]", "[hội nghị, sách]"]),
    "date": st.sampled_from(
        ["2020-05-01", "2021-01-02 07:00", "2021-01-02 07:00:01", "2021-03-01 12:00", "2030-01-01"]
    ),
    "category": st.sampled_from(["Tin hoạt động", "Thông báo"]),
    "status": st.sampled_from(["published", "published", "draft", "hidden", "withdrawn"]),
    "body": st.sampled_from(
        [
            "Chữ.\n",
            "Chữ.\n\nThêm.\n",
            "Chữ.\n\nKhác.\n",
            "# Mục\n\n- một\n- hai\n",
            "[t](/video/)\n",
            "Chữ.\n\n[t](/video/phim/)\n",
            "![x](a.jpg)\n\nChữ ![y](a.jpg) và\n\n![x](a.jpg) ![z](b.jpg)\n",
        ]
    ),
    "summary": st.sampled_from(["", "Tóm tắt"]),
    "series": st.sampled_from(["", "Hội báo"]),
    "pinned": st.sampled_from(["false", "true"]),
    "expires": st.sampled_from(["", "2021-03-01 20:00", "2031-01-01"]),
    "trip": st.sampled_from(["", "2021-02-02 truong-a"]),
    "correction": st.sampled_from(["", "{date: 2021-01-12, text: Sai số}"]),
    "redirect_from": st.sampled_from(["[]", "[/cu.html]"]),
}
VISITS = '{"version": 1, "as_of": "2021-02-28T23:00:00+07:00", "total": 9}'
STOPS = (
    "organisation,mobile,route,community,stop,address,geox,geoy,day,type,arrival,departure,"
    "frequency,start,end,exceptions\n"
)


class Edits(RuleBasedStateMachine):
    """People at work on one site, for days."""

    @initialize()
    def start(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.house = House(Path(self.folder.name))
        self.site = self.house.site
        self.posts: dict[tuple[int, str], dict[str, str]] = {}
        for slug in ("mot", "hai", "ba"):
            self._write(2021, slug, {"title": slug, "date": "2021-01-02 07:00"})
        self._film("Phim", "1:35", "{youtube: abcdefghijk}", "draft")  # posts may link to it

    @rule(slug=SLUGS, year=YEARS, fields=st.fixed_dictionaries({}, optional=FIELDS))
    def write(self, slug: str, year: int, fields: dict[str, str]) -> None:
        self._write(year, slug, fields)

    @rule(
        which=st.integers(0, 7),
        change=st.sampled_from(sorted(FIELDS)).flatmap(
            lambda name: st.tuples(st.just(name), FIELDS[name])
        ),
    )
    def edit(self, which: int, change: tuple[str, str]) -> None:
        if self.posts:
            year, slug = sorted(self.posts)[which % len(self.posts)]
            self._write(year, slug, {**self.posts[year, slug], change[0]: change[1]})

    def _write(self, year: int, slug: str, fields: dict[str, str]) -> None:
        written = {name: value for name, value in fields.items() if value}
        if "a.jpg" in written.get("body", ""):
            for name in ("a.jpg", "b.jpg"):
                self._photo(slug, year, name)
        if written.get("redirect_from", "[]") != "[]":  # an old address leads to one post
            written["redirect_from"] = f"[/cu-{year}-{slug}.html]"
        self.site.post(slug, year, **written)
        self.posts[year, slug] = fields

    def _photo(self, slug: str, year: int, name: str) -> None:
        file = self.site.content / f"tin-tuc/{year}/{slug}/{name}"
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PHOTOS[0], file)

    @rule(slug=SLUGS, year=YEARS, to=SLUGS)
    def rename(self, slug: str, year: int, to: str) -> None:
        folder = self.site.content / f"tin-tuc/{year}"
        if (year, slug) in self.posts and (year, to) not in self.posts:
            (folder / slug).rename(folder / to)
            self.posts[year, to] = self.posts.pop((year, slug))

    @rule(slug=SLUGS, year=YEARS)
    def delete(self, slug: str, year: int) -> None:
        if (year, slug) in self.posts:
            shutil.rmtree(self.site.content / f"tin-tuc/{year}/{slug}")
            del self.posts[year, slug]

    @rule(slug=SLUGS, year=YEARS, name=st.sampled_from(["c.jpg", "d.jpg"]), there=st.booleans())
    def photo(self, slug: str, year: int, name: str, there: bool) -> None:
        if (year, slug) in self.posts:
            if there:
                self._photo(slug, year, name)
            else:
                (self.site.content / f"tin-tuc/{year}/{slug}/{name}").unlink(missing_ok=True)

    @rule(name=st.sampled_from(["c.jpg", "d.jpg"]), to=SLUGS)
    def move_photo(self, name: str, to: str) -> None:
        if (2021, to) in self.posts:
            for file in sorted(self.site.content.glob(f"tin-tuc/*/*/{name}"))[:1]:
                file.rename(self.site.content / f"tin-tuc/2021/{to}/{name}")

    @rule(title=WORDS, menu=st.booleans())
    def page(self, title: str, menu: bool) -> None:
        place = "menu: 3\n" if menu else ""
        self.site.write("trang/lien-he.md", f"---\ntitle: {title}\n{place}---\nChữ.\n")

    @rule(
        title=WORDS,
        length=st.sampled_from(["1:35", "2:00"]),
        source=st.sampled_from(["{youtube: abcdefghijk}", "{url: 'https://a.vn/b.mp4'}"]),
        status=st.sampled_from(["published", "hidden", "draft", "withdrawn"]),
    )
    def film(self, title: str, length: str, source: str, status: str) -> None:
        self._film(title, length, source, status)

    def _film(self, title: str, length: str, source: str, status: str) -> None:
        text = f"---\ntitle: {title}\ndate: 2021-01-11\nsource: {source}\nstatus: {status}\n"
        self.site.write("video/phim.md", f"{text}duration: {length}\n---\n1:45 Lời.\n")

    @rule(texts=st.lists(WORDS, max_size=3, unique=True))
    def quotes(self, texts: list[str]) -> None:
        lines = (f'- {{text: "{text}", author: A}}\n' for text in texts)
        self.site.write("trich-dan.yml", "".join(lines))

    @rule(day=st.sampled_from(["Monday", "Tuesday"]), name=st.sampled_from(["Trường A", "Chợ"]))
    def stop(self, day: str, name: str) -> None:
        row = f"T,Xe 1,Tuyến 1,Xã A,{name},Thôn 1,,,{day},Public,08:00,09:30,FREQ=WEEKLY,"
        self.site.write("xe-thu-vien/diem-dung.csv", f"{STOPS}{row}2021-01-04,,\n")

    @rule(date=st.sampled_from(["02-02", "03-01", "03-08"]))
    def trip(self, date: str) -> None:
        if (self.site.content / "xe-thu-vien/diem-dung.csv").exists():
            text = "date,route,stop,status,visitors\n"
            stop = "truong-a" if "Trường A" in self._stops() else "cho"
            done = "served,5" if date == "02-02" else "cancelled,"
            self.site.write("xe-thu-vien/chuyen-xe.csv", f"{text}2021-{date},,{stop},{done}\n")

    def _stops(self) -> str:
        return (self.site.content / "xe-thu-vien/diem-dung.csv").read_text(encoding="utf-8")

    @rule(total=st.integers(0, 2), read=SLUGS, views=st.integers(0, 2), recent=st.booleans())
    def visits(self, total: int, read: str, views: int, recent: bool) -> None:
        paths = {"/": 9, f"/tin-tuc/2021/{read}/": views, "/tin-tuc/2021/mot/": 1}
        days = {"recent": {"since": "2021-02-01", "paths": paths}} if recent else {}
        figures = {"version": 1, "as_of": "2021-02-28T23:00:00+07:00", "total": total}
        self.site.write("luot-truy-cap.json", json.dumps({**figures, "paths": paths, **days}))

    @rule(
        name=st.sampled_from(
            ["article", "listing", "base", "partials/entry", "blocks/aside", "macros/photo"]
        ),
        word=WORDS,
    )
    def template(self, name: str, word: str) -> None:
        file = self.house.theme / f"templates/{name}.html"
        text = file.read_text(encoding="utf-8").replace("<a ", f"<a data-x='{len(word)}' ", 1)
        file.write_text(text, encoding="utf-8")

    @rule(size=st.integers(1, 9))
    def style(self, size: int) -> None:
        file = self.house.theme / "static/css/reset.css"
        with file.open("a", encoding="utf-8") as css:
            css.write(f"\n.x {{ margin: {size}px; }}\n")

    @rule(
        changes=st.sampled_from(
            [
                *("notice=''", "notice='Thử'", "posts_per_page=1", "name='Thư viện'"),
                *("newest_on_home=1", "visit_source='none'", "visit_source='log'"),
                "visit_source='goatcounter', visit_address='https://dem.example'",
            ]
        )
    )
    def setting(self, changes: str) -> None:
        self.house.settings(changes)

    @rule(now=st.sampled_from(NOWS))
    def clock(self, now: str) -> None:
        self.house.now = now

    @invariant()
    def same_as_a_clean_build(self) -> None:
        if hasattr(self, "house"):
            clean = self.house.build_clean()
            assert self.house.build() == clean
            assert self.house.build_warm() == clean

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.folder.cleanup()


TestEdits = Edits.TestCase
TestEdits.settings = settings(
    max_examples=max(10, settings.default.max_examples // 10 if settings.default else 10),
    stateful_step_count=10,
    phases=[Phase.explicit, Phase.generate],  # ten steps are short enough to read as they are
)


@pytest.fixture
def house(tmp_path: Path) -> House:
    """Five posts of two categories, the newest first: e d c b a; c has a photo."""
    made = House(tmp_path)
    for number, slug in enumerate("abcde", 1):
        category = "Thông báo" if slug in "bd" else "Tin hoạt động"
        made.site.post(slug, date=f"2021-01-0{number}", category=category, tags="[sách]")
    shutil.copy(PHOTOS[0], made.site.content / "tin-tuc/2021/c/anh.jpg")
    made.site.write("xe-thu-vien/diem-dung.csv", STOPS)
    made.build()
    return made


def _rendered(house: House, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """What the next build renders; posts by their letters."""
    found: list[str] = []
    make = Outputs.make

    def spy(self: Outputs, making: Making) -> None:
        found.append(making.name)
        make(self, making)

    monkeypatch.setattr(Outputs, "make", spy)
    house.build()
    assert len(found) == len(set(found))
    pages = [name for name in found if not name.startswith("feeds/")]
    feeds = {name.removeprefix("feeds/").partition(".")[0] for name in {*found} - {*pages}}
    names = [name.removesuffix("index.html").removesuffix("/") for name in pages] + [
        f"feed of {name}" for name in feeds
    ]
    return {re.sub(r"tin-tuc/2021/(?=[a-e]$)", "", name) for name in names}


FEEDS = {"feed of tin-tuc", "feed of chuyen-muc/tin-hoat-dong"}
LISTS = {"", "404.html", "tin-tuc", "tin-tuc/2021", "tin-tuc/2021/01"}
LISTS |= {"chuyen-muc/tin-hoat-dong", "tu-khoa/sach"}


def _post(slug: str, **fields: str) -> Callable[[House], object]:
    def write(house: House) -> None:
        day = "abcde".index(slug) + 1
        known = {"date": f"2021-01-0{day}", "category": "Tin hoạt động", "tags": "[sách]"}
        house.site.post(slug, **{**known, **fields})

    return write


def _append(name: str, text: str) -> Callable[[House], object]:
    def append(house: House) -> None:
        with (house.site.root / name).open("a", encoding="utf-8") as file:
            file.write(text)

    return append


@pytest.mark.parametrize(
    ("edit", "rendered"),
    [
        (lambda _: None, set()),
        (_append("content/tin-tuc/2021/a/index.md", "\nThêm một đoạn.\n"), {"a"} | FEEDS),
        (_append("content/tin-tuc/2021/c/index.md", "\n![x](anh.jpg)\n"), {"c"} | FEEDS),
        (_post("a", summary="Khác"), {"a"} | LISTS | FEEDS),
        (_post("e", title="Khác"), {"c", "e", "tim-kiem"} | LISTS | FEEDS),
        (_post("e", author="Phòng Nghiệp vụ"), {"e"} | FEEDS),
        (_post("e", correction="{date: 2021-01-12, text: Sai}"), {"e"} | FEEDS),
        (_post("e", status="draft"), {"c", "tim-kiem", "tu-khoa"} | LISTS | FEEDS),
        (lambda house: setattr(house, "now", "2021-03-02T08:00:00"), set()),
        (lambda house: house.site.write("tin-tuc/README.txt", "x"), set()),
        (
            lambda house: shutil.copy(PHOTOS[0], house.site.content / "tin-tuc/2021/e/x.jpg"),
            {"e"} | LISTS | FEEDS,
        ),
    ],
    ids=[
        "nothing",
        "body",
        "figure",
        "summary",
        "title",
        "author",
        "correction",
        "draft",
        "day",
        "other",
        "photo",
    ],
)
def test_only_what_shows_a_change_is_rendered(
    house: House,
    monkeypatch: pytest.MonkeyPatch,
    edit: Callable[[House], object],
    rendered: set[str],
) -> None:
    edit(house)
    assert _rendered(house, monkeypatch) == rendered
    assert tree(house.site.output) == house.build_clean()


def test_a_tag_that_two_posts_share_renders_these_two(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    _post("b", category="Thông báo", tags="[sách, hiếm]")(house)
    house.build()
    _post("e", tags="[sách, hiếm]")(house)
    of_tags = {"tu-khoa", "tu-khoa/hiem"}
    assert _rendered(house, monkeypatch) == {"b", "e"} | of_tags | LISTS | FEEDS
    assert tree(house.site.output) == house.build_clean()


@pytest.mark.parametrize(
    ("paths", "rendered"),
    [
        ({"a": 3, "b": 2}, set()),
        ({"a": 5, "b": 2}, {"a"}),
        ({"a": 3, "b": 4}, {"b", ""}),  # the order on the home page
        ({"a": 3}, {"b", ""}),
        ({"a": 3, "b": 2, "x": 9}, set()),
    ],
    ids=str,
)
def test_a_post_depends_on_its_own_views(
    house: House, monkeypatch: pytest.MonkeyPatch, paths: dict[str, int], rendered: set[str]
) -> None:
    def count(views: dict[str, int]) -> None:
        known = {f"/tin-tuc/2021/{slug}/": number for slug, number in views.items()}
        text = json.dumps({**json.loads(VISITS), "paths": known})
        house.site.write("luot-truy-cap.json", text)

    count({"a": 3, "b": 2})
    house.build()
    count(paths)
    assert _rendered(house, monkeypatch) == rendered
    assert tree(house.site.output) == house.build_clean()


def test_quotations_that_stay_change_no_page(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """What their script reads is the same all year, and is not made again."""
    texts = "- {text: Một câu, author: A}\n- {text: Hai câu, author: A}\n"
    house.site.write("trich-dan.yml", texts)
    house.build()
    (data,) = (house.site.output / "static").glob("trich-dan.*.json")
    _append("content/tin-tuc/2021/a/index.md", "\nThêm một đoạn.\n")(house)
    assert _rendered(house, monkeypatch) == {"a"} | FEEDS
    house.now = "2021-12-31T08:00:00"
    house.build()
    assert data.exists()
    house.site.write("trich-dan.yml", texts + "- {text: Ba câu, author: A}\n")
    house.build()
    assert not data.exists()
    assert tree(house.site.output) == house.build_clean()


@pytest.mark.parametrize(
    "edit",
    [
        lambda house: house.site.write("luot-truy-cap.json", VISITS),
        lambda house: house.site.write("trich-dan.yml", "- {text: Một câu, author: A}\n"),
        lambda house: house.site.write("trang/lien-he.md", "---\ntitle: Liên hệ\n---\nX.\n"),
        lambda house: house.settings("name='Thư viện khác'"),
        _append("theme/templates/article.html", "<!-- -->"),
        _append("theme/static/css/reset.css", "\n.x { margin: 1px; }\n"),
    ],
    ids=["visits", "quote", "page", "setting", "template", "style"],
)
def test_what_all_pages_show_renders_them_all(
    house: House, monkeypatch: pytest.MonkeyPatch, edit: Callable[[House], object]
) -> None:
    edit(house)
    assert _rendered(house, monkeypatch) >= {*"abcde", "404.html", "xe-thu-vien"} | LISTS
    assert tree(house.site.output) == house.build_clean()


def test_another_program_renders_all(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    for room in ("plugins.writer.site_writer", "plugins.building.last_build"):
        monkeypatch.setattr(f"{room}.program", lambda: b"another")
    assert _rendered(house, monkeypatch) >= set("abcde")


def test_a_published_build_asks_nobody_what_was_there(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Outputs, "keeps", None)
    assert house.build_clean() == house.build_clean()


def test_pages_that_are_gone_or_changed_by_hand_come_back(house: House) -> None:
    before = tree(house.site.output)
    (house.site.output / "tin-tuc/2021/a/index.html").unlink()
    (house.site.output / "tin-tuc/2021/b/index.html").write_text("sửa tay", encoding="utf-8")
    assert house.build() == before
