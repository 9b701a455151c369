"""The text of a post in pieces."""

from __future__ import annotations

import pytest

from plugins.galleries.pictures import Picture
from plugins.galleries.texts import Text
from plugins.markdown_body import convert
from tests.feeds.samples import picture


def text(markdown: str, *slots: tuple[Picture, ...]) -> Text:
    return Text(body=convert(markdown, path="tin-tuc/2021/bai/index.md"), slots=slots)


def test_html_and_photos_in_order() -> None:
    a, b, c = (picture(alt=name) for name in "abc")
    one = text(
        "Trước\n\n![a](a.jpg)\n\nGiữa ![b](b.jpg) dòng\n\n![c](c.jpg) ![d](d.jpg)\n",
        (a,), (b,), (c,),
    )  # fmt: skip
    assert [(p.kind, p.photos) for p in one.pieces if p.photos] == [
        ("figure", (a,)),
        ("inline", (b,)),
        ("gallery", (c,)),
    ]
    html = "".join(p.html for p in one.pieces).replace("\n", "")
    assert html == "<p>Trước</p><p>Giữa  dòng</p>"
    assert one.pictured


@pytest.mark.parametrize("markdown", ["![a](a.jpg)\n", "Chữ\n\n![a](a.jpg)\n"])
def test_photos_that_cannot_be_shown_leave_nothing(markdown: str) -> None:
    one = text(markdown, ())
    assert [piece.photos for piece in one.pieces if piece.photos] == []
    assert all(piece.html for piece in one.pieces)
    assert not one.pictured
