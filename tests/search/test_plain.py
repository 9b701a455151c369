"""The words of HTML in one line."""

from __future__ import annotations

import pytest

from plugins.search.plain import joined, plain

PLAIN = {
    "<p>Thư <b>vi</b>ện &amp; bạn</p>": "Thư viện & bạn",
    "<h2>Mục</h2><p>Đoạn.</p><p>Đoạn</p>": "Mục · Đoạn. Đoạn",
    "<table><tr><th>A</th><td>1%</td></tr></table>": "A · 1%",
    "một<br>hai\n ba": "một · hai ba",
    "&lt;b&gt; không phải thẻ": "<b> không phải thẻ",
    "a\x1e0\x1eb": "a · b",
    "<!-- không -->có<script>không</script><style>không": "có",
    '<img alt="a>b" src=x>chữ<a title=\'>\' href="#">nối</a>': "chữnối",
    "": "",
    "<p></p><p> </p>": "",
}


@pytest.mark.parametrize("html", PLAIN)
def test_plain(html: str) -> None:
    assert plain(html) == PLAIN[html]


def test_lines_are_joined_by_a_dot_where_nothing_else_parts_them() -> None:
    assert joined(["", "Một.", "Hai", "", "Ba:", "bốn"]) == "Một. Hai · Ba: bốn"
