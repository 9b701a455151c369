"""The rules of the search page's script, held against those by which the index is made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from plugins.search.spelling import keyword, spell
from plugins.vietnamese import nfc
from tests.browser.reading import BuiltSite
from tests.search.searching import PAGE

pytestmark = pytest.mark.browser

Run = Any


@pytest.fixture(scope="module")
def run(sites: dict[str, BuiltSite], contexts: Any) -> Iterator[Run]:
    """Calls a function of the module: its name and arguments."""
    page: Page = contexts().new_page()
    origin = sites["real"].origin
    page.goto(f"{origin}/{PAGE}")
    (script,) = sites["real"].output.glob("static/search-words.*.js")

    def call(code: str, *arguments: Any) -> Any:
        program = f"async ([address, arguments_]) => ({code})(await import(address), ...arguments_)"
        return page.evaluate(program, [f"{origin}/static/{script.name}", list(arguments)])

    yield call
    page.close()


TEXTS = [
    "Thuỷ thủ HOÀ nhập, Hoà/hòa, khoẻ – khỏe; quý QUÝ Quỳ ngoài",
    "Bác sỹ, bác sĩ, KĨ, Kỷ niệm, qui định, QUY, mì mỳ",
    "Số 329/QĐ-TTg (đồng chí) 2.400 bản; a_b, «Đ»… 24/7!",
    '😀 emoji_đ 1️⃣ <b>&amp;</b> "ngoặc" İstanbul ſ K',
]


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_shown_is_what_was_written(run: Run, text: str) -> None:
    assert run("(m, text) => m.written(text)", spell(text)) == nfc(text)


_VIETNAMESE = st.text(st.sampled_from("oaeuyiqkhOAUYQI đĐàáảãạòóỏõọềịỹ/-.,1`ꞏ"), max_size=30)


@settings(max_examples=10)
@given(st.lists(_VIETNAMESE, min_size=40, max_size=40))
def test_any_text_comes_back(run: Run, texts: list[str]) -> None:
    back = run("(m, all) => all.map(m.written)", [spell(text) for text in texts])
    kept = [" ".join(nfc(text).split()).replace("ꞏ", "").replace("`", "'") for text in texts]
    assert [" ".join(text.split()) for text in back] == [" ".join(text.split()) for text in kept]


@settings(max_examples=10)
@given(st.lists(_VIETNAMESE, min_size=40, max_size=40))
def test_a_query_is_spelt_as_the_index_is(run: Run, texts: list[str]) -> None:
    """Each word of a text, typed by itself, is a word of the index."""
    asked = run("(m, all) => all.map((t) => m.typed(t).map((w) => m.spelt(w)))", texts)
    for text, words in zip(texts, asked, strict=True):
        made = spell(text.lower()).replace("`", "")
        bare = [word.strip("/-.,'").rstrip("ꞏ") for word in made.split()]
        assert words == [word for word in bare if word][:12]


def test_words_of_a_query(run: Run) -> None:
    typed = "(m, q) => m.typed(q)"
    assert run(typed, " Hội-nghị, 329/QĐ! ") == ["Hội", "nghị", "329", "QĐ"]
    assert run(typed, "đo\u0302\u0300ng") == ["đồng"]
    assert len(run(typed, "a " * 100)) == 12
    assert len(run(typed, "a" * 10_000)[0]) == 200
    assert run(typed, " –…! ") == []
    assert run("(m, w) => m.term(w, false)", ["Hoà", "đồng"]) == "hòaꞏ ḏồngꞏ"
    assert run("(m, w) => m.term(w, true)", ["Hoà", "đồng"]) == "hòaꞏ ḏồng"
    assert run("(m) => m.keyword('chuyen-muc', 'van-ban')") == keyword("chuyen-muc", "van-ban")


@pytest.mark.parametrize(
    ("query", "phrase"),
    [
        ('"thư viện"', True),
        ("“thư viện”", True),
        ('thư "viện"', False),
        ('""', False),
        ('"', False),
    ],
)
def test_phrases(run: Run, query: str, phrase: bool) -> None:
    assert run("(m, q) => m.isPhrase(q)", query) is phrase


RUNS = [
    ([[3], [4]], [3, 4], 2),
    ([[4], [3]], [3, 4], 1),
    ([[1, 8], [5, 9], [10]], [1, 5, 8, 9, 10], 3),
    ([[1], [2], [9], [10]], [1, 2, 9, 10], 2),
    ([[1], [2]], [1], 1),
    ([[], []], [], 0),
]


@pytest.mark.parametrize(("places", "among", "length"), RUNS)
def test_words_that_stand_together(
    run: Run, places: list[list[int]], among: list[int], length: int
) -> None:
    assert run("(m, p, a) => m.together(p, new Set(a))", places, among) == length


def test_what_comes_first(run: Run) -> None:
    """Together as typed, together with other marks, apart as typed, apart with other marks."""
    ranked = run(
        """(m) => {
          const places = [
            new Map(Object.entries({ a: [1], b: [1], c: [1, 7], d: [5], e: [1] })),
            new Map(Object.entries({ a: [9], b: [2], c: [2, 9], d: [1], e: [2] })),
          ];
          const result = (id, score, words) => ({ id, score, words });
          const exact = [result("a", 9, [1, 9]), result("c", 1, [1, 2]), result("b", 2, [1, 2])];
          const folded = [
            result("d", 99, [1, 5]), result("e", 50, [1, 2]), result("a", 20, [1, 9]),
          ];
          return m.rank(exact, folded, places).map(({ result, phrase }) => [result.id, phrase]);
        }"""
    )
    assert ranked == [["b", True], ["c", True], ["e", True], ["a", False], ["d", False]]


def test_the_stretch_that_is_shown(run: Run) -> None:
    stretch = "(m, ...all) => m.stretch(...all)"
    assert run(stretch, [], 5, 100) == [5, 39]
    assert run(stretch, [1, 2], 5, 100) == [5, 39]  # the title is shown anyway
    assert run(stretch, [7], 5, 20) == [5, 20]
    assert run(stretch, [20, 60, 61, 80], 5, 100) == [54, 88]  # together rather than apart
    assert run(stretch, [99], 5, 100) == [93, 100]
    assert run(stretch, [50, 51, 57, 58, 70, 71], 5, 100)[0] == 44
    assert run(stretch, [13, 14, 20, 21, 22, 40, 41, 42], 5, 100)[0] == 13  # not within a phrase


WHOLE = [
    (3, 5, [2, 5]),  # 140.700 is not 700
    (1, 3, [1, 5]),  # nor 140
    (2, 5, [2, 5]),
    (0, 6, [0, 6]),
]


@pytest.mark.parametrize(("start", "end", "expected"), WHOLE)
def test_no_number_is_cut(run: Run, start: int, end: int, expected: list[int]) -> None:
    chunks = spell("Phục vụ 140.700.000 lượt").split(" ")
    whole = "(m, chunks, from, to) => m.whole(chunks, 0, [from, to])"
    assert run(whole, chunks, start, end) == expected


def test_a_cut_number_ends_somewhere(run: Run) -> None:
    chunks = ["a", *["`/a"] * 99]
    whole = "(m, chunks, start) => m.whole(chunks, start, [50, 60])"
    assert run(whole, chunks, 0) == [41, 69]
    assert run(whole, chunks, 48) == [48, 69], "the title is no part of it"


def test_marks_within_a_text(run: Run) -> None:
    text = spell("Xem (đồng chí), số 329/QĐ ngày")
    marked = "(m, text, hits, from, to) => m.marked(text.split(' '), new Set(hits), from, to)"
    assert run(marked, text, [1, 2, 4, 5], 0, 7) == [
        "Xem (",
        "đồng chí",
        "), số ",
        "329/QĐ",
        " ngày",
    ]
    assert run(marked, text, [], 3, 7) == ["số 329/QĐ ngày"]
    assert run(marked, text, [0, 6], 0, 7) == ["", "Xem", " (đồng chí), số 329/QĐ ", "ngày", ""]
