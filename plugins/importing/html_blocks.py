"""HTML in order, made into blocks of text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bs4.element import NavigableString, PageElement, Tag

from plugins.importing.documents import (
    Align,
    Block,
    Cell,
    Heading,
    Inline,
    Items,
    Left,
    Paragraph,
    Picture,
    Run,
    Script,
    shorten,
)
from plugins.importing.html_cleaning import BLOCKS
from plugins.importing.inlines import PICTURE, PICTURE_END, paragraphs_of
from plugins.importing.letters import clean, one_line
from plugins.importing.links import usable_link
from plugins.importing.page_text import attribute, classes
from plugins.importing.shapes import counted, listed, quoted, tabled
from plugins.values import Struct, replace

_STRONG, _EM = {"b", "strong"}, {"i", "em", "cite", "dfn", "var"}
_STRUCK = {"s", "strike", "del"}
_LINE_THROUGH = re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.IGNORECASE)
_BOLD = re.compile(r"font-weight\s*:\s*(bold|[6-9]00)", re.IGNORECASE)
_ITALIC = re.compile(r"font-style\s*:\s*(italic|oblique)", re.IGNORECASE)
_ALIGN = re.compile(r"text-align\s*:\s*(\w+)", re.IGNORECASE)
_ALIGNS: dict[str, Align] = {
    "center": "center",
    "middle": "center",
    "right": "right",
    "end": "right",
}
_CAPTIONS = re.compile(r"caption|chu-?thich|mota-?anh", re.IGNORECASE)
_NUMBERED = re.compile(f"{PICTURE}(\\d+){PICTURE_END}")
MAX_LISTS = 5
_MOST_SPANNED = 100


class _Look(Struct, frozen=True, kw_only=True):
    """What text inherits from the elements around it."""

    strong: bool = False
    em: bool = False
    struck: bool = False
    script: Script = ""
    href: str = ""
    align: Align = ""
    caption: bool = False
    verbatim: bool = False


class Read(Struct, frozen=True, kw_only=True):
    """Blocks of an element, and what could not be taken along.

    `counted` are marks of lists, as `a` and `IV`, that browsers count and Markdown cannot.
    """

    blocks: tuple[Block, ...]
    notes: dict[str, tuple[Block, ...]]
    left: tuple[Left, ...]
    counted: str = ""


def read_blocks(element: Tag, address: str = "", pictures: Sequence[Picture] = ()) -> Read:
    """The blocks of an element; links are held against `address`, where the page was. Numbers of
    `pictures` stand in the text."""
    reader = _Reader(address, pictures)
    blocks = tuple(reader.blocks(element, _Look()))
    return Read(
        blocks=blocks,
        notes=reader.notes,
        left=tuple(reader.left),
        counted=" ".join(reader.counted),
    )


class _Reader:
    def __init__(self, address: str, pictures: Sequence[Picture]) -> None:
        self.left: list[Left] = []
        self.counted: list[str] = []
        self._pictures = pictures
        self.notes: dict[str, tuple[Block, ...]] = {}
        self._address = address
        self._lists = 0

    def blocks(self, element: Tag, look: _Look) -> list[Block]:
        flow = _Flow()
        self._walk(element, flow, look)
        flow.end(look)
        return flow.blocks

    def _walk(self, element: Tag, flow: _Flow, look: _Look) -> None:
        for child in element.children:
            if isinstance(child, Tag):
                self._element(child, flow, look)
            elif type(child) is NavigableString:
                self._text(clean(str(child)), flow, look)

    def _text(self, text: str, flow: _Flow, look: _Look) -> None:
        for number, part in enumerate(_NUMBERED.split(text)):
            if number % 2:
                flow.picture(self._pictures[int(part)])
            elif look.verbatim:
                flow.verbatim(part, look)
            else:
                flow.text(part, look)

    def _element(self, tag: Tag, flow: _Flow, look: _Look) -> None:
        name = tag.name
        if name == "br":
            flow.line_break()
        elif name == "img":
            flow.text(" ", look)  # it parts words
            self._picture(tag, flow)
        elif name == "a":
            self._link(tag, flow, look)
        elif name not in BLOCKS:
            self._inline(tag, flow, look)
        else:
            flow.end(look)
            look = _block_look(tag, look)
            self._block(tag, flow, look)
            flow.end(look)

    def _block(self, tag: Tag, flow: _Flow, look: _Look) -> None:
        name = tag.name
        if name in ("ul", "ol", "menu", "dir"):
            flow.blocks += self._list(tag, look)
        elif name == "table":
            flow.blocks += self._table(tag, look)
        elif re.fullmatch("h[1-6]", name):
            flow.blocks += _as_heading(self.blocks_within(tag, look), int(name[1]))
        elif name == "blockquote":
            flow.blocks += quoted(self.blocks_within(tag, look))
        elif name == "section" and tag.get("id") == "footnotes":
            self._footnotes(tag)
        elif name == "dt":
            self._walk(tag, flow, replace(look, strong=True))
        elif name == "pre":
            self._walk(tag, flow, replace(look, verbatim=True))
        else:
            self._walk(tag, flow, look)

    def blocks_within(self, tag: Tag, look: _Look) -> list[Block]:
        flow = _Flow()
        self._walk(tag, flow, look)
        flow.end(look)
        return flow.blocks

    # --- Inside a paragraph ----------------------------------------------------------------

    def _inline(self, tag: Tag, flow: _Flow, look: _Look) -> None:
        name, style = tag.name, attribute(tag, "style")
        if frame := attribute(tag, "data-frame"):
            where, _, what = frame.partition("|")
            self.left.append(Left(message=f"bỏ {what}", where=where, eyes=True))
            return
        if name in _STRONG or _BOLD.search(style):
            look = replace(look, strong=True)
        if name in _EM or _ITALIC.search(style):
            look = replace(look, em=True)
        if name in _STRUCK or _LINE_THROUGH.search(style):
            look = replace(look, struck=True)
        if name in ("sup", "sub"):
            look = replace(look, script="sup" if name == "sup" else "sub")
        self._walk(tag, flow, look)

    def _picture(self, tag: Tag, flow: _Flow) -> None:
        sources = [attribute(tag, name) for name in ("data-src", "data-original", "src")]
        source = next((one for one in sources if one), "")
        where = f"dòng {tag['data-line']}" if tag.get("data-line") else ""
        if not source:
            self.left.append(Left(message="ảnh không có địa chỉ (src)", where=where, eyes=True))
            return
        alt = one_line(attribute(tag, "alt"))
        flow.picture(Picture(source=source, alt=alt, where=where))

    def _link(self, tag: Tag, flow: _Flow, look: _Look) -> None:
        if "footnote-ref" in classes(tag):
            flow.note(attribute(tag, "href").removeprefix("#fn"), look)
        elif "footnote-back" not in classes(tag):
            href, refused = usable_link(attribute(tag, "href"), self._address)
            if refused:
                where = f"dòng {tag['data-line']}" if tag.get("data-line") else ""
                said = f"“{shorten(one_line(''.join(tag.strings)))}”"
                message = f"bỏ liên kết ở {said}, giữ chữ: địa chỉ “{refused}” không dùng được"
                self.left.append(Left(message=message, where=where))
            self._walk(tag, flow, replace(look, href=href or look.href))

    def _footnotes(self, section: Tag) -> None:
        for item in section.find_all("li", id=re.compile(r"^fn\w+$")):
            key = str(item["id"]).removeprefix("fn")
            self.notes[key] = tuple(self.blocks_within(item, _Look()))

    # --- Lists and tables ------------------------------------------------------------------

    def _list(self, tag: Tag, look: _Look) -> Iterator[Block]:
        """A list; one that is nested deeper than anybody reads gives its items as paragraphs."""
        self._lists += 1
        blocks = list(self._items(tag, look))
        self._lists -= 1
        for block in blocks:
            if isinstance(block, Items) and self._lists >= MAX_LISTS:
                yield from (one for item in block.items for one in item)
            else:
                yield block

    def _items(self, tag: Tag, look: _Look) -> Iterator[Block]:
        items: list[list[Block]] = []
        loose = _Flow()
        look = replace(look, align="")

        def end() -> None:
            """What stood in no item is one of its own."""
            loose.end(look)
            items.extend([block] for block in loose.blocks)
            loose.blocks = []

        for child in tag.children:
            if isinstance(child, Tag) and child.name == "li":
                end()
                items.append(self.blocks_within(child, _block_look(child, look)))
            elif isinstance(child, Tag) and child.name in ("ul", "ol"):
                end()
                below = list(self._list(child, look))
                if items:
                    items[-1] += below
                else:
                    items.append(below)
            else:
                self._one(child, loose, look)
        end()
        start = None
        if tag.name == "ol":
            number = attribute(tag, "start")
            start = int(number) if re.fullmatch(r"\d{1,6}", number) else 1
        kind = attribute(tag, "type")
        if start is not None and kind in ("a", "A", "i", "I"):
            yield from self._lettered(items, start, kind)
        else:
            yield from listed(items, start)

    def _lettered(self, items: list[list[Block]], start: int, kind: str) -> Iterator[Block]:
        """A list that counts with letters or Roman numbers, as paragraphs that begin with them."""
        for number, item in enumerate(items, start):
            mark = counted(number, kind)
            self.counted.append(mark)
            sign = Run(text=f"{mark}. " if kind == "I" else f"{mark}) ")
            if item and isinstance(item[0], Paragraph):
                yield replace(item[0], inlines=(sign, *item[0].inlines))
                yield from item[1:]
            else:
                yield Paragraph(inlines=(replace(sign, text=sign.text.strip()),))
                yield from item

    def _one(self, child: PageElement, flow: _Flow, look: _Look) -> None:
        if isinstance(child, Tag):
            self._element(child, flow, look)
        elif type(child) is NavigableString:
            self._text(clean(str(child)), flow, look)

    def _table(self, tag: Tag, look: _Look) -> Iterator[Block]:
        rows: list[list[Cell]] = []
        around = _Flow()
        look = replace(look, align="")
        self._rows(tag, rows, around, look, head=False)
        around.end(look)
        yield from around.blocks  # browsers show before a table what stands in no cell
        yield from tabled([row for row in rows if row])

    def _rows(
        self, tag: Tag, rows: list[list[Cell]], around: _Flow, look: _Look, *, head: bool
    ) -> None:
        for child in tag.children:
            name = child.name if isinstance(child, Tag) else ""
            if not isinstance(child, Tag) or not name:
                self._one(child, around, look)
            elif name == "tr":
                around.end(look)
                rows.append([])
                self._rows(child, rows, around, _block_look(child, look), head=head)
            elif name in ("tbody", "thead", "tfoot"):
                self._rows(child, rows, around, look, head=name == "thead")
            elif name in ("td", "th"):
                around.end(look)
                if tag.name != "tr" and not rows:
                    rows.append([])
                cell = self._cell(child, look, head=head or name == "th")
                rows[-1].append(cell)
            else:
                self._element(child, around, look)

    def _cell(self, tag: Tag, look: _Look, *, head: bool) -> Cell:
        look = _block_look(tag, look)
        blocks = self.blocks_within(tag, look)
        align = look.align
        if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
            align = blocks[0].align or align
        return Cell(
            blocks=tuple(blocks),
            columns=_number(tag, "colspan"),
            rows=_number(tag, "rowspan"),
            align=align,
            head=head,
        )


class _Flow:
    """Blocks that are done, and the paragraph that is being read."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._inlines: list[Inline] = []

    def text(self, text: str, look: _Look) -> None:
        text = re.sub(r"\s+", " ", text)
        if text:
            self._inlines.append(_run(text, look))

    def verbatim(self, text: str, look: _Look) -> None:
        for number, line in enumerate(text.split("\n")):
            if number:
                self.line_break()
            self.text(line, look)

    def line_break(self) -> None:
        self._inlines.append(Run(text="\n"))

    def note(self, key: str, look: _Look) -> None:
        self._inlines.append(Run(text="", note=key))

    def picture(self, picture: Picture) -> None:
        self._inlines.append(picture)

    def end(self, look: _Look) -> None:
        """End the paragraph, if there is one."""
        self.blocks += paragraphs_of(self._inlines, look.align, caption=look.caption)
        self._inlines = []


def _run(text: str, look: _Look) -> Run:
    return Run(
        text=text,
        strong=look.strong,
        em=look.em,
        struck=look.struck,
        script=look.script,
        href=look.href,
    )


def _block_look(tag: Tag, look: _Look) -> _Look:
    style = attribute(tag, "style")
    written = _ALIGN.search(style)
    word = (written[1] if written else attribute(tag, "align")).lower()
    align: Align = look.align
    if word:
        align = _ALIGNS.get(word, "")
    elif tag.name == "center":
        align = "center"
    names = " ".join([*classes(tag), attribute(tag, "data-custom-style")])
    caption = look.caption or tag.name == "figcaption" or _CAPTIONS.search(names) is not None
    strong = look.strong or _BOLD.search(style) is not None
    em = look.em or _ITALIC.search(style) is not None
    return replace(look, align=align, caption=caption, strong=strong, em=em)


def _as_heading(blocks: list[Block], level: int) -> Iterator[Block]:
    """A heading and the pictures that stood in it; what is no line of text stays what it is."""
    for block in blocks:
        if isinstance(block, Paragraph) and not any(isinstance(i, Picture) for i in block.inlines):
            runs = tuple(
                replace(one, strong=False) for one in block.inlines if isinstance(one, Run)
            )
            yield Heading(inlines=runs, level=level, align=block.align)
        else:
            yield block


def _number(tag: Tag, name: str) -> int:
    text = attribute(tag, name).strip()
    return max(1, min(int(text), _MOST_SPANNED)) if re.fullmatch(r"\d{1,6}", text) else 1
