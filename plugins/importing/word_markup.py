"""A Word file's text made plain, so that a converter meets nothing in it that it would drop:
changes are settled, text boxes come after their paragraphs, pictures become numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element

from plugins.importing.documents import Left, Picture, shorten
from plugins.importing.inlines import CAPTION, CENTRE, PICTURE, PICTURE_END, RIGHT, TITLE
from plugins.importing.letters import one_line
from plugins.importing.word_numbering import Numbering
from plugins.importing.word_package import Relation
from plugins.importing.word_styles import Styles
from plugins.importing.word_text import chosen, is_hidden, ruby, text_element, visible_text
from plugins.importing.xml_parts import W, below, child, is_on, local, value
from plugins.values import Struct, field

# What pandoc takes for fields of the document instead of text.
_META = {"title", "subtitle", "author", "date", "abstract", "abstract title"}
_TITLES = {"title", "tiêu đề", "tên bài"}
_UNWRAPPED = {"ins", "moveTo", "smartTag", "customXml", "dir", "bdo", "fldSimple", "sdtContent"}
_ALIGNS = {"center": CENTRE, "right": RIGHT, "end": RIGHT}
_KEPT_OF_RUN = ("b", "i", "vertAlign", "strike")
_TEXT = ("t", "tab", "br", "cr", "footnoteReference", "endnoteReference", "fldChar", "instrText")


class Plain(Struct, kw_only=True):
    """Makes the parts of one file plain. `pictures` are those met so far, `left` what else was,
    `counted` are numbers that Word had counted and that stand in the text now."""

    styles: Styles
    relations: Mapping[str, Relation]
    numbering: Numbering = field(default_factory=Numbering)
    part: str = ""
    counted: list[str] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    near: str = ""
    """The words of the paragraph."""

    @property
    def where(self) -> str:
        """The place in the text, for messages."""
        return f"{self.part}đoạn “{self.near}”" if self.near else self.part.strip(" ,")

    def blocks(self, parent: Element) -> list[Element]:
        """Paragraphs and tables of an element, made plain."""
        done: list[Element] = []
        for one in parent:
            name = local(one)
            if name == "p":
                done += self._paragraph(one)
            elif name == "tbl":
                done.append(self._table(one))
            elif name == "sdt":
                done += self.blocks(_content(one))
            elif name in _UNWRAPPED:
                done += self.blocks(one)
            elif name == "AlternateContent":
                done += self.blocks(chosen(one))
            elif name in ("del", "moveFrom"):
                self._deleted(one)
            elif name == "altChunk":
                self._leave("nội dung nhúng từ tệp khác (altChunk)")
            elif name in ("oMath", "oMathPara"):
                done.append(_element("p", self._equation(one)))
        return done

    # --- Paragraphs ------------------------------------------------------------------------

    def _paragraph(self, paragraph: Element) -> list[Element]:
        self.near = shorten(one_line(visible_text(paragraph)), 40) or self.near
        properties = child(paragraph, "pPr")
        style = value(child(properties, "pStyle"))
        names = self.styles.names(style)
        marks = _ALIGNS.get(self.styles.align_of(properties), "")
        marks += TITLE if names & _TITLES else ""
        marks += CAPTION if names & {"caption", "chú thích"} else ""
        kept = Element(f"{{{W}}}pPr")
        if style and not names & _META:
            kept.append(_element("pStyle", val=style))
        number = self._number(properties, style, names)
        numbering = child(properties, "numPr")
        if number is not None:
            kept.append(_element("numPr", _element("numId", val="0")))
        elif numbering is not None:
            kept.append(_numbering(numbering))
        boxes: list[Element] = []
        content = list(self._inlines(paragraph, boxes))
        if number:
            self.counted.append(number)
            bold = child(child(properties, "rPr"), "b")  # of the paragraph's end, as Word does
            look = _element("rPr", *(() if bold is None else (bold,)))
            content.insert(0, _element("r", look, text_element(f"{number} ")))
        if marks:
            content.insert(0, _element("r", text_element(marks)))
        return [_element("p", kept, *content), *boxes]

    def _number(self, properties: Element | None, style: str, names: set[str]) -> str | None:
        """What Word counts before a paragraph, where no list of HTML counts so; else None."""
        found = self.numbering.level_of(properties, style, self.styles)
        if found is None:
            return None
        key, place, level = found
        number = self.numbering.count(key, place)
        heads = any(name.startswith("heading") for name in names)
        if not heads and not self.numbering.must_be_written(key, place):
            return None
        self.numbering.written.add((key, place))
        if number is None:
            self._leave(
                f"số thứ tự tự động kiểu “{level.text}” không giữ được: gõ lại vào đầu dòng"
            )
        return number or ""

    def _inlines(self, parent: Element, boxes: list[Element]) -> Iterator[Element]:
        """Runs and links; blocks of text boxes are added to `boxes`."""
        for one in parent:
            name = local(one)
            if name == "r":
                yield from self._run(one, boxes)
            elif name == "hyperlink":
                link = Element(one.tag, one.attrib)
                link.extend(self._inlines(one, boxes))
                yield link
            elif name in _UNWRAPPED:
                yield from self._inlines(one, boxes)
            elif name == "sdt":
                yield from self._inlines(_content(one), boxes)
            elif name == "AlternateContent":
                yield from self._inlines(chosen(one), boxes)
            elif name in ("del", "moveFrom"):
                self._deleted(one)
            elif name in ("oMath", "oMathPara"):
                yield self._equation(one)

    def _run(self, run: Element, boxes: list[Element]) -> Iterator[Element]:
        if is_hidden(run):
            if text := one_line("".join(one.text or "" for one in below(run, "t"))):
                self._leave(f"chữ bị ẩn trong Word: “{shorten(text)}”")
            return
        properties = child(run, "rPr")
        kept = Element(f"{{{W}}}rPr")
        style = value(child(properties, "rStyle"))
        if style:
            kept.append(_element("rStyle", val=style))
        kept.extend(
            one
            for one in (properties if properties is not None else ())
            if local(one) in _KEPT_OF_RUN
        )
        if is_on(child(properties, "dstrike")):  # two lines say no more than one
            kept.append(_element("strike"))
        content: list[Element] = []
        for one in run:
            if local(one) in _TEXT:
                content.append(_break(one))
            elif local(one) in ("drawing", "pict", "object", "AlternateContent"):
                content += self._drawing(one, boxes)
            elif local(one) == "ptab":
                content.append(text_element(" "))
            elif local(one) == "ruby":
                base, above = ruby(one)
                content.append(text_element(f"{base} ({above})"))
        if content:
            yield _element("r", kept, *content)

    def _equation(self, equation: Element) -> Element:
        text = one_line("".join(one.text or "" for one in below(equation, "t")))
        self._leave(
            f"công thức toán thành chữ thường, có thể mất số mũ, phân số: “{shorten(text)}”"
        )
        return _element("r", text_element(f" {text} "))

    def _deleted(self, element: Element) -> None:
        text = one_line("".join(one.text or "" for one in below(element, "delText", "t")))
        if text:
            self._leave(f"chữ đã xóa (Theo dõi thay đổi) không đưa vào bài: “{shorten(text)}”")

    # --- Drawings --------------------------------------------------------------------------

    def _drawing(self, drawing: Element, boxes: list[Element]) -> Iterator[Element]:
        if local(drawing) == "AlternateContent":
            drawing = chosen(drawing)
        if _has(drawing, "inline"):  # it parts words
            yield text_element(" ")
        if local(drawing) == "object" or _has(drawing, "OLEObject"):
            self._leave("đối tượng nhúng (bảng tính, tệp khác…) không đưa vào được")
        if _has(drawing, "chart"):
            self._leave("biểu đồ không đưa vào được: chụp lại thành ảnh PNG")
        if _has(drawing, "relIds"):
            self._leave("sơ đồ SmartArt không đưa vào được: chụp lại thành ảnh PNG")
        for art in below(drawing, "textpath"):
            self._leave(f"chữ nghệ thuật (WordArt) không đưa vào được: “{value(art, 'string')}”")
        if local(drawing) != "object":
            words = next(below(drawing, "docPr"), None)
            alt = value(words, "descr") or value(words, "title")
            for blip in below(drawing, "blip", "imagedata"):
                yield from self._picture(blip, alt)
        for box in _outermost(drawing, "txbxContent"):
            text = one_line(visible_text(box))
            if text:
                self._leave(f"hộp chữ (text box) được đưa xuống sau đoạn này: “{shorten(text)}”")
            boxes += self.blocks(box)

    def _picture(self, blip: Element, alt: str) -> Iterator[Element]:
        key = value(blip, "embed") or value(blip, "id") or value(blip, "link")
        relation = self.relations.get(key)
        if relation is None:
            self._leave("ảnh không có trong tệp Word")
        elif relation.external:
            self._leave(f"ảnh ở nơi khác, không lấy về: {shorten(relation.target, 80)}")
        else:
            text = f"{PICTURE}{len(self.pictures)}{PICTURE_END}"
            picture = Picture(source=relation.target, alt=one_line(alt), where=self.where)
            self.pictures.append(picture)
            yield text_element(text)

    # --- Tables ----------------------------------------------------------------------------

    def _table(self, table: Element) -> Element:
        rows = [self._row(row) for row in self._rows(table)]
        rows = [row for row in rows if child(row, "tc") is not None]
        _without_loose_merges(rows)
        width = max((sum(_span(c) for c in row if local(c) == "tc") for row in rows), default=1)
        for row in rows:  # pandoc would drop cells beyond those of a shorter row
            short = width - sum(_span(c) for c in row if local(c) == "tc")
            row.extend(_element("tc", _element("tcPr"), _element("p")) for _ in range(short))
        columns = (_element("gridCol", w="1000") for _ in range(width))
        look = child(child(table, "tblPr"), "tblLook")
        kept = [look] if look is not None else []
        return _element("tbl", _element("tblPr", *kept), _element("tblGrid", *columns), *rows)

    def _rows(self, parent: Element) -> Iterator[Element]:
        for one in parent:
            if local(one) == "tr":
                if child(child(one, "trPr"), "del") is not None:
                    self._deleted(one)
                else:
                    yield one
            elif local(one) == "sdt":
                yield from self._rows(_content(one))
            elif local(one) in _UNWRAPPED:
                yield from self._rows(one)

    def _row(self, row: Element) -> Element:
        properties = child(row, "trPr")
        kept = [_element("tblHeader")] if is_on(child(properties, "tblHeader")) else []
        cells = list(map(self._cell, _with_old_merges(self._cells(row))))
        for name, place in (("gridBefore", 0), ("gridAfter", len(cells))):
            text = value(child(properties, name))
            if text.isdecimal() and 0 < int(text) < 100:
                empty = _element("tcPr", _element("gridSpan", val=text))
                cells.insert(place, _element("tc", empty, _element("p")))
        return _element("tr", _element("trPr", *kept), *cells)

    def _cells(self, parent: Element) -> Iterator[Element]:
        for one in parent:
            if local(one) == "tc":
                yield one
            elif local(one) == "sdt":
                yield from self._cells(_content(one))
            elif local(one) in _UNWRAPPED:
                yield from self._cells(one)

    def _cell(self, cell: Element) -> Element:
        properties = child(cell, "tcPr")
        kept = []
        span = value(child(properties, "gridSpan"))
        if span.isdecimal() and 1 < int(span) < 100:
            kept.append(_element("gridSpan", val=span))
        merged = child(properties, "vMerge")
        blocks = self.blocks(cell)
        if merged is not None:
            goes_on = value(merged) != "restart"
            if not goes_on or not any(one_line(visible_text(block)) for block in blocks):
                kept.append(_element("vMerge", **({} if goes_on else {"val": "restart"})))
            # Else it would hide words of its own.
        if not blocks or local(blocks[-1]) != "p":
            blocks.append(_element("p"))
        return _element("tc", _element("tcPr", *kept), *blocks)

    def _leave(self, message: str) -> None:
        self.left.append(Left(message=message, where=self.where, eyes=True))


def _element(name: str, *children: Element, **values: str) -> Element:
    element = Element(f"{{{W}}}{name}", {f"{{{W}}}{key}": text for key, text in values.items()})
    element.extend(children)
    return element


def _has(element: Element, name: str) -> bool:
    return next(below(element, name), None) is not None


def _content(control: Element) -> Element:
    """What a content control holds."""
    content = child(control, "sdtContent")
    return Element("none") if content is None else content


def _numbering(numbering: Element) -> Element:
    parts = [one for one in numbering if local(one) in ("ilvl", "numId")]
    return _element("numPr", *parts)


def _break(element: Element) -> Element:
    """The same; a new page or column is no new line."""
    if local(element) == "br" and value(element, "type") in ("page", "column"):
        return text_element(" ")
    return text_element(" ") if local(element) == "tab" else element


def _span(cell: Element) -> int:
    text = value(child(child(cell, "tcPr"), "gridSpan"))
    return int(text) if text.isdecimal() and int(text) < 100 else 1


def _with_old_merges(cells: Iterator[Element]) -> Iterator[Element]:
    """Cells of which old files say one by one that they are merged (`hMerge`), as one that spans
    columns; one with words of its own stays apart."""
    head: Element | None = None
    for cell in cells:
        merged = child(child(cell, "tcPr"), "hMerge")
        goes_on = merged is not None and value(merged) != "restart"
        if goes_on and head is not None and not visible_text(cell).strip():
            _set_span(head, _span(head) + _span(cell))
            continue
        if head is not None:
            yield head
        head = cell
        if merged is None or goes_on:
            yield cell
            head = None
    if head is not None:
        yield head


def _set_span(cell: Element, columns: int) -> None:
    properties = child(cell, "tcPr")
    if properties is not None:
        for old in [one for one in properties if local(one) == "gridSpan"]:
            properties.remove(old)
        properties.append(_element("gridSpan", val=str(columns)))


def _without_loose_merges(rows: Sequence[Element]) -> None:
    """Cells that go on from above (`vMerge`) where above nothing as wide does become cells like
    others: a converter would drop them, and what is right of them would change its column."""
    above: dict[int, int] = {}
    for row in rows:
        here: dict[int, int] = {}
        column = 0
        for cell in row:
            if local(cell) != "tc":
                continue
            properties = child(cell, "tcPr")
            merged = child(properties, "vMerge")
            if merged is not None and properties is not None:
                if value(merged) == "restart" or above.get(column) == _span(cell):
                    here[column] = _span(cell)
                else:
                    properties.remove(merged)
            column += _span(cell)
        above = here


def _outermost(element: Element, name: str) -> Iterator[Element]:
    """Elements of this name that lie in no other of it, alternatives taken once."""
    for one in element:
        if local(one) == name:
            yield one
        elif local(one) == "AlternateContent":
            yield from _outermost(chosen(one), name)
        else:
            yield from _outermost(one, name)
