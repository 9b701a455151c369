"""Quotation marks: by language, nested, never twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.quotes.marks import quoted


def whole(text: str, lang: str = "") -> str:
    made = quoted(text, lang)
    return made.open + made.text + made.close


@pytest.mark.parametrize(
    ("text", "lang", "seen"),
    [
        ("Học, học nữa.", "", "“Học, học nữa.”"),
        ("“Học, học nữa.”", "", "“Học, học nữa.”"),
        ('"Học, học nữa."', "vi", "“Học, học nữa.”"),
        ("«Học, học nữa»", "vi", "“Học, học nữa”"),
        ("‘Học’", "", "“Học”"),
        ("““Học””", "", "“Học”"),
        ("“Học”.", "", "“Học.”"),
        ("“Học!”.", "", "“Học!”"),
        ("“ Học ”", "", "“Học”"),
        ("Người xưa nói: “Học”.", "", "“Người xưa nói: ‘Học’.”"),
        ('Người xưa nói: "Học".', "", "“Người xưa nói: ‘Học’.”"),
        ("“Học” và “đọc”", "", "“‘Học’ và ‘đọc’”"),
        ("“Học”, người xưa nói.", "", "“‘Học’, người xưa nói.”"),
        ("“Người xưa nói: ‘Học’.”", "", "“Người xưa nói: ‘Học’.”"),
        ("“Người xưa nói: “Học”.”", "", "“Người xưa nói: ‘Học’.”"),
        ("A: “b: ‘c’ d”", "", "“A: ‘b: “c” d’”"),
        ("So many books", "en", "“So many books”"),
        ("Don’t say ‘don’t’", "en-GB", "“Don’t say ‘don’t’”"),
        ("Un livre", "fr", "«\u202fUn livre\u202f»"),
        ("« Un livre »", "fr-CA", "«\u202fUn livre\u202f»"),
        ("Il dit : « Un livre »", "fr", "«\u202fIl dit : “Un livre”\u202f»"),
        ("Ein Buch", "de", "„Ein Buch“"),
        ("„Ein Buch“", "de", "„Ein Buch“"),
        ("Er sagt: „Ein Buch“", "de", "„Er sagt: ‚Ein Buch‘“"),
        ("Книга", "ru", "«Книга»"),
        ("讀書", "zh-TW", "「讀書」"),
        ("读书", "zh", "“读书”"),
        ("一本", "ja", "「一本」"),
        ("Chưa đóng “ngoặc", "", "“Chưa đóng “ngoặc”"),
        ("“”", "", "“‘’”"),
        ("", "", "“”"),
    ],
)
def test_marks(text: str, lang: str, seen: str) -> None:
    assert whole(text, lang) == seen


@given(st.text(st.sampled_from('ab .“”‘’"«»„「」')), st.sampled_from(["", "vi", "fr", "de", "ja"]))
def test_nothing_but_marks_and_spaces_beside_them_changes(text: str, lang: str) -> None:
    made = whole(text, lang)
    assert [c for c in made if c.isalpha()] == [c for c in text if c.isalpha()]
    if not any(c in text for c in '“”‘’"«»„「」'):
        assert quoted(text, lang).text == text
