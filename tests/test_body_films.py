"""A paragraph of a post that is nothing but a link to a film leaves a place for its player."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.body import Body, Slot, split_slots
from plugins.link_targets import Link
from plugins.markdown_body import convert

PATH = "tin-tuc/2021/bai/index.md"
FILM = Slot(kind="film", film="video/le-hoi/")


def body(text: str, path: str = PATH) -> Body:
    return convert(text, path=path, base_path="/thu-vien")


@pytest.mark.parametrize(
    "text",
    [
        "[Lễ hội](../../../video/le-hoi.md)",
        "[Lễ hội](../../../video/L%E1%BB%85_h%E1%BB%99i.md)",
        "[Lễ hội](/video/le-hoi/)",
        '[Lễ *hội*](/video/le-hoi/ "Tên")',
        "[Lễ hội][1]\n\n[1]: ../../../video/le-hoi.md",
        "  [Lễ hội](/video/le-hoi/)",
    ],
)
def test_the_link_alone_gets_a_place(text: str) -> None:
    made = body(f"Trước.\n\n{text}\n\nSau.")
    assert made.slots == (FILM,)
    before, place, after = split_slots(made.html)
    assert (before, place) == ("<p>Trước.</p>\n", 0)
    assert str(after).startswith('\n<p><a href="/thu-vien/video/le-hoi/"'), "the link stays"
    assert str(after).endswith("</a></p>\n<p>Sau.</p>")
    assert made.problems == ()


@pytest.mark.parametrize(
    "text",
    [
        "Xem [Lễ hội](/video/le-hoi/)",
        "[Lễ hội](/video/le-hoi/).",
        "[a](/video/le-hoi/) [b](/video/hai/)",
        "**[Lễ hội](/video/le-hoi/)**",
        "- [Lễ hội](/video/le-hoi/)",
        "> [Lễ hội](/video/le-hoi/)",
        "## [Lễ hội](/video/le-hoi/)",
        "[Lễ hội](/video/le-hoi/#t=5)",
        "[Lễ hội](../../../video/le-hoi.md#t=5)",
        "[Lễ hội](/video/)",
        "[Lễ hội](/video/trang/2/)",
        "[Lễ hội](/video/../a/)",
        "[Lễ hội](//video/le-hoi/)",
        "[Lễ hội](https://example.org/video/le-hoi/)",
        "[Bài](../khac/index.md)",
        '<a href="/video/le-hoi/">Lễ hội</a>',
    ],
)
def test_other_links_stay_links(text: str) -> None:
    assert body(text).slots == ()


@pytest.mark.parametrize("path", ["trang/lien-he.md", "video/khac.md"])
def test_only_in_posts(path: str) -> None:
    assert body("[Lễ hội](/video/le-hoi/)", path).slots == ()


def test_a_picture_in_the_link_is_a_picture() -> None:
    made = body("[![bìa](a.jpg)](/video/le-hoi/)")
    assert [slot.kind for slot in made.slots] == ["inline"]


def test_places_among_photos_are_in_the_order_of_the_text() -> None:
    made = body("![a](a.jpg)\n\n[x](/video/x/)\n\n[y](/video/y/)\n\n![b](b.jpg)\n")
    shown = [made.slots[part] for part in split_slots(made.html) if isinstance(part, int)]
    assert tuple(shown) == made.slots
    assert [slot.film or slot.images[0].file for slot in shown] == [
        "a.jpg",
        "video/x/",
        "video/y/",
        "b.jpg",
    ]


def test_a_link_to_a_file_is_looked_after_as_any_other() -> None:
    assert body("[x](../../../video/le-hoi.md)").links == (Link(target="video/le-hoi.md", line=1),)


@given(st.lists(st.sampled_from(["Chữ", "[x](/video/a/)", "![a](a.jpg)", "- mục", "> lời"])))
def test_each_link_alone_has_one_place(parts: list[str]) -> None:
    made = body("\n\n".join(parts))
    # After an item of a list Markdown takes nothing of these along: all are paragraphs.
    assert sum(slot.kind == "film" for slot in made.slots) == parts.count("[x](/video/a/)")
    assert made.html.count("<a ") == parts.count("[x](/video/a/)")
    numbers = [part for part in split_slots(made.html) if isinstance(part, int)]
    assert numbers == list(range(len(made.slots)))
