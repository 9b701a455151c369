"""Markdown to the body of a content file. The only module that imports `markdown`."""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions import Extension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from plugins.addresses import NEWS, VIDEOS, address_of
from plugins.body import Body, Image, Slot, SlotKind, name_body, token, without_tokens
from plugins.film_links import linked_film, target_of
from plugins.headings import Heading, heading_id, heading_problems
from plugins.link_targets import Link, Reference
from plugins.problems import Problem, has_errors
from plugins.raw_html import LINK_SCHEMES, RAW_IMAGE, element_ids, raw_html_problems
from plugins.source_lines import SourceLines
from plugins.time_stamps import link_time_stamps
from plugins.vietnamese import cut_at_word, nfc

SUMMARY_LENGTH = 220

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_MARKS = re.compile(r"[`\\\[<&*_\x02]|  \n")
"""What each of Markdown's inline patterns begins with, and its own place-holders."""
_RAW = re.compile("\x02wzxhzdk:(\\d+)\x03")
_ESCAPED = re.compile("\x02(\\d+)\x03")
_STRAY = re.compile('["<>]')
"""Signs of which an address has none (RFC 3986, 2): what follows was meant for something else."""
_STASHED = re.compile("\x02[^\x03]*\x03")


class _Tree(Treeprocessor):
    """Takes photos out of the tree and leaves tokens, puts headings below the page's own,
    turns links between content files into addresses."""

    def start(self, path: str, base_path: str, lines: SourceLines) -> None:
        """Forget the last text; what follows is collected while the next one is converted."""
        self.path, self.base_path, self.lines = path, base_path, lines
        self.line_of = lines.next_reference
        self.slots: list[Slot] = []
        self.links: list[Link] = []
        self.references: list[Reference] = []
        self.problems: list[Problem] = []

    def run(self, root: Element) -> None:
        elements = list(root.iter())  # in the order of the text, which numbers the slots
        headings = [self._heading(e) for e in elements if e.tag in _HEADINGS]
        self.problems += heading_problems(headings, self.path, self.lines)
        shift = 2 - min(heading.level for heading in headings) if headings else 0
        done: set[Element] = set()
        tops = set(root) if self.path.startswith(NEWS) else set()
        for element in elements:
            if element.tag in _HEADINGS:
                element.tag = f"h{min(6, int(element.tag[1]) + shift)}"
            elif element.tag == "a":
                self._link(element)
            elif element.tag in ("td", "th") and (style := element.attrib.pop("style", "")):
                # As classes: the content security policy refuses style attributes.
                element.set("class", "cell--" + style.removeprefix("text-align: ").rstrip(";"))
            elif element.tag == "p" and _only_images(element):
                images = [child for child in element if child.tag == "img"]
                self._slot(element, "figure" if len(images) == 1 else "gallery", images)
                done.update(images)
            elif element in tops and (film := linked_film(element, self.path)):
                self._player(root, element, film)
            elif element.tag == "img" and element not in done:
                self._slot(element, "inline", [element])
                element.tag = "span"
        if any(element.tag == "table" for element in elements):
            _wrap_tables(elements)
        if self.path.startswith(VIDEOS):  # as the folder is called too
            link_time_stamps(root)

    def _slot(self, element: Element, kind: SlotKind, images: list[Element]) -> None:
        found = tuple(self._image(image) for image in images)
        for child in list(element):
            element.remove(child)
        element.attrib.clear()
        element.text = token(len(self.slots))
        self.slots.append(Slot(kind=kind, images=found))

    def _player(self, root: Element, paragraph: Element, film: str) -> None:
        """A token before the link, which stays: where no player can stand it is all there is."""
        place = Element("p")
        place.text, place.tail = token(len(self.slots)), "\n"
        root.insert(list(root).index(paragraph), place)
        self.slots.append(Slot(kind="film", film=film))

    def _image(self, image: Element) -> Image:
        source = image.get("src", "")
        file, line = nfc(unquote(source)), self.line_of(source)
        if not file or "/" in file or "\\" in file or ":" in file:
            self._refuse(
                line,
                f"ảnh “{file}” không nằm trong thư mục của bài",
                "chép tệp ảnh vào cạnh index.md và gõ ![mô tả](ten-anh.jpg)",
            )
        alt, caption = _plain(image.get("alt", "")), _plain(image.get("title", ""))
        return Image(file=file, alt=alt, caption=caption, line=line)

    def _heading(self, element: Element) -> Heading:
        words = _plain("".join(_texts(element)), self.md.htmlStash.rawHtmlBlocks)
        shown = element.find(".//img") is not None
        return Heading(int(element.tag[1]), " ".join(words.split()) or "(ảnh)" * shown)

    def _link(self, element: Element) -> None:
        href = element.get("href", "")
        if "\x02" in href or element.get("class", "").startswith("footnote"):
            return  # Markdown's own: <a@b.vn>, footnotes
        if href.startswith("#"):
            self._reference(href, target=self.path, fragment=href[1:])
            return
        parts = urlsplit(href) if _splits(href) else None
        line = self.line_of(href)
        if parts is None or (parts.scheme and parts.scheme.lower() not in LINK_SCHEMES):
            hint = "dùng địa chỉ bắt đầu bằng https://, mailto: hoặc tel:"
            self._refuse(line, f"liên kết “{href}” không dùng được", hint)
        elif stray := _STRAY.search(href):
            self._refuse(
                line,
                f"địa chỉ của liên kết “{href}” có dấu {stray[0]}",
                'gõ [chữ](https://…); có chú thích thì thêm dấu cách: [chữ](https://… "chú thích")',
            )
        elif parts.scheme or parts.netloc:
            return
        elif href.startswith("/"):
            element.set("href", self.base_path + href)
            self._reference(href, address=parts.path[1:], fragment=parts.fragment, line=line)
        else:
            target = target_of(unquote(parts.path), self.path)
            address = address_of(target)
            if address is None:
                self._refuse(
                    line,
                    f"liên kết “{href}” không dẫn tới bài hay trang nào",
                    "liên kết tới một bài: [chữ](../ten-bai/index.md); tới trang khác: https://…",
                )
                return
            fragment = f"#{parts.fragment}" if parts.fragment else ""
            element.set("href", f"{self.base_path}/{address}{fragment}")
            self.links.append(Link(target=target, line=line))
            if parts.fragment:
                self._reference(href, target=target, fragment=parts.fragment, line=line)

    def _reference(
        self, href: str, fragment: str, target: str = "", address: str = "", line: int = 0
    ) -> None:
        self.references.append(
            Reference(
                target=target,
                address=nfc(unquote(address)),
                fragment=nfc(unquote(fragment)),
                line=line or self.line_of(href),
            )
        )

    def _refuse(self, line: int, message: str, hint: str) -> None:
        self.problems.append(Problem(path=self.path, line=line, message=message, hint=hint))


def _wrap_tables(elements: Sequence[Element]) -> None:
    """Put each table into a box of its own that can scroll, also with the keyboard."""
    number = 0
    for parent in elements:
        for index, child in enumerate(list(parent)):
            if child.tag == "table":
                number += 1
                label = f"Bảng {number}"
                box = {"class": "table", "role": "region", "aria-label": label, "tabindex": "0"}
                wrapper = Element("div", box)
                wrapper.tail, child.tail = child.tail, None
                wrapper.append(child)
                parent[index] = wrapper


class _Words(Treeprocessor):
    """Marks texts in which no inline pattern can begin, so that "inline" passes them by.

    Most are such, and Markdown would look through each of them once for every pattern.
    """

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.text and not _MARKS.search(element.text):
                element.text = AtomicString(element.text)
            if element.tail and not _MARKS.search(element.tail):
                element.tail = AtomicString(element.tail)


class _Summary(Treeprocessor):
    """Remembers the first paragraph that has words; runs when the tree is final."""

    text = ""

    def run(self, root: Element) -> None:
        self.text = ""
        for paragraph in root:
            if paragraph.tag == "p":
                self.text = " ".join(without_tokens(self._words(paragraph)).split())
                if self.text:
                    return

    def _words(self, paragraph: Element) -> str:
        """The paragraph's text without marks of footnotes; entities as characters."""
        return _plain("".join(_texts(paragraph)), self.md.htmlStash.rawHtmlBlocks)


def _texts(element: Element) -> Iterator[str]:
    """Like `itertext`, but without the numbers of footnotes."""
    if element.tag != "sup" or not element.get("id", "").startswith("fnref"):
        yield element.text or ""
        for child in element:
            yield from _texts(child)
            yield child.tail or ""


def _only_images(element: Element) -> bool:
    texts = [element.text, *(child.tail for child in element)]
    return (
        any(child.tag == "img" for child in element)
        and all(child.tag in ("img", "br") for child in element)
        and not any(text and text.strip() for text in texts)
    )


def _splits(href: str) -> bool:
    try:
        urlsplit(href)
    except ValueError:  # an unfinished IPv6 address, say
        return False
    return True


def _plain(text: str, stash: Sequence[object] = ()) -> str:
    """Text as a reader sees it, without Markdown's own place-holders.

    `stash` holds the raw HTML that place-holders stand for; of it, only entities are text.
    """

    def stashed(match: re.Match[str]) -> str:
        raw = str(stash[int(match[1])]) if int(match[1]) < len(stash) else ""
        return raw if raw.startswith("&") else ""

    text = _RAW.sub(stashed, text.replace("\x02amp\x03", "&"))
    text = _ESCAPED.sub(lambda match: chr(int(match[1])), text)
    return html.unescape(_STASHED.sub("", text))


class _Converter(Extension):
    """A Markdown instance and our tree processors; no new Markdown syntax."""

    def __init__(self) -> None:
        super().__init__()
        # As objects: for a name Markdown would look through all that is installed.
        self.markdown = markdown.Markdown(
            extensions=[
                TableExtension(),
                FencedCodeExtension(),
                FootnoteExtension(BACKLINK_TITLE="Trở lại chỗ có chú thích {}", SEPARATOR="-"),
                SaneListExtension(),
                # Of a table of contents only the ids are wanted.
                TocExtension(marker="", toc_depth=0, slugify=heading_id),
                self,
            ],
            output_format="html",
        )

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 (Markdown's name)
        self.tree, self.summary = _Tree(md), _Summary(md)
        md.treeprocessors.register(_Words(md), "words", 25)  # before "inline" (20)
        md.treeprocessors.register(self.tree, "site", 15)  # after "inline" (20)
        md.treeprocessors.register(self.summary, "summary", -10)  # after "unescape" (0)


_converter = functools.cache(_Converter)  # building one costs as much as converting a page


def convert(text: str, *, path: str, first_line: int = 1, base_path: str = "") -> Body:
    """Convert the Markdown `text` of the content file at `path`.

    `first_line` is the line of the file on which the text begins, `base_path` the path of the
    site's address without a slash at its end. Nothing outside the arguments is read.
    """
    converter = _converter()
    tree = converter.tree
    lines = SourceLines(text, first_line)
    tree.start(path, base_path, lines)
    converter.summary.text = ""  # an empty text reaches no tree processor
    converter.markdown.reset()
    try:
        result = converter.markdown.convert(text)
    except RecursionError:
        _converter.cache_clear()  # this one still believes itself inside the list
        hint = "viết lại cho gọn: danh sách và trích dẫn chỉ nên lồng vài lớp"
        message = "danh sách hoặc trích dẫn lồng nhau quá sâu"
        problem = Problem(path=path, line=first_line, message=message, hint=hint)
        return Body(html="", digest=name_body("", ()), summary="", problems=(problem,))
    for number, slot in enumerate(tree.slots):
        place, tag = token(number), "span" if slot.kind == "inline" else "p"
        result = result.replace(f"<{tag}>{place}</{tag}>", place)
    raw_lines = {lines.next_with(found[0]) for found in RAW_IMAGE.finditer(result)}
    tree.problems += [
        Problem(
            path=path,
            line=line,
            message="ảnh viết bằng thẻ HTML <img> sẽ không hiện",
            hint="gõ ![mô tả](ten-anh.jpg)",
        )
        for line in sorted(raw_lines)
    ]
    blocks = converter.markdown.htmlStash.rawHtmlBlocks
    wrong = has_errors(tree.problems)
    tree.problems += raw_html_problems(result, blocks, path, lines, wrong=wrong)
    slots = tuple(tree.slots)
    return Body(
        html=result,
        digest=name_body(result, slots),
        summary=cut_at_word(converter.summary.text, SUMMARY_LENGTH),
        slots=slots,
        links=tuple(tree.links),
        references=tuple(tree.references),
        anchors=element_ids(result),
        problems=tuple(tree.problems),
    )
