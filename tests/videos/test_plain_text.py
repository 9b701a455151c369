"""The words of HTML."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.videos.plain_text import plain_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("<p>Một\n  hai</p>\n<p>ba</p>", "Một hai\nba"),
        ("<p>0:01 Một<br>\n0:02 <b>H</b>ai</p>", "0:01 Một\n0:02 Hai"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("a &lt;b&gt; &amp; &#60;c", "a <b> & <c"),
        ("<p>a<script>alert(1)</script><style>b{}</style>c</p><!-- d -->", "ac"),
        ("<title>x</p>", ""),
        ("a\0b", "ab"),
        ("<p", "<p"),
    ],
)
def test_words(html: str, text: str) -> None:
    assert plain_text(html) == text


@given(st.text(max_size=60))
def test_whatever_comes_has_no_empty_line(html: str) -> None:
    assert all(line.strip() for line in plain_text(html).split("\n")) or plain_text(html) == ""
