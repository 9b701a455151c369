"""Text that XML 1.0 can hold."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.xml_text import xml_text


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("", ""),
        ("Thư viện\ttỉnh\n📚 \x85\u2028", "Thư viện\ttỉnh\n📚 \x85\u2028"),
        ("a\x00b\x08c\x0bd\x1fe", "abcde"),
        ("a\ufffeb\uffffc", "abc"),
        ("a\ud800b\udfffc", "abc"),
        ("\ue000\ufffd\U00010000\U0010ffff", "\ue000\ufffd\U00010000\U0010ffff"),
    ],
)
def test_xml_text(text: str, held: str) -> None:
    assert xml_text(text) == held


@given(st.text(alphabet=st.characters(exclude_characters="<&\r", exclude_categories=[])))
def test_a_parser_gives_it_back(text: str) -> None:
    held = xml_text(text)
    data = f"<a>{held}</a>".replace("]]>", "]]&gt;").encode()
    assert (ElementTree.fromstring(data).text or "") == held  # noqa: S314 (our own)
