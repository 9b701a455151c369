"""A Word file, taken apart: its own XML tells what pandoc would not, pandoc tells the rest."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime, tzinfo
from xml.etree.ElementTree import Element

from plugins.importing import dates
from plugins.importing.documents import Document, Left, shorten
from plugins.importing.html_blocks import read_blocks
from plugins.importing.letters import one_line
from plugins.importing.page_text import parse
from plugins.importing.pandoc import html_of
from plugins.importing.portal import tcvn3_left
from plugins.importing.word_markup import Plain
from plugins.importing.word_numbering import read_numbering
from plugins.importing.word_package import Package, open_package
from plugins.importing.word_styles import Styles, read_styles
from plugins.importing.word_text import note_keys, put_letters_right, visible_text
from plugins.importing.xml_parts import PACKAGE, W, child, value, written

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NOTES = {"footnotes": "footnote", "endnotes": "endnote"}
_PAGE_NUMBERS = re.compile(r"[\W\d]*(?:trang|page|of|/)?[\W\d]*", re.IGNORECASE)


def read_word(data: bytes, zone: tzinfo) -> Document:
    """Take a Word file apart. Raises SourceError."""
    package = open_package(data)
    styles_part = next(iter(package.related("styles")), "")
    styles_root = package.part(styles_part) if styles_part else None
    styles = read_styles(styles_root)
    root = package.part(package.main)
    body = child(root, "body")
    if root is None or body is None:
        return Document(blocks=(), words="")
    notes = dict(_notes(package))
    doubtful = put_letters_right(root, styles)
    for part in notes.values():
        doubtful += put_letters_right(part, styles)
    words = [visible_text(body), *_note_words(root, notes)]
    numbering_part = next(iter(package.related("numbering")), "")
    numbering_root = package.part(numbering_part) if numbering_part else None
    plain = Plain(
        styles=styles,
        relations=package.relations(package.main),
        numbering=read_numbering(numbering_root),
    )
    parts = {"document": _root("document", _root("body", *plain.blocks(body)))}
    for name, part in notes.items():
        parts[name] = _plain_notes(part, name, plain, package)
    if styles_root is not None:
        parts["styles"] = styles_root
    if numbering_root is not None:
        parts["numbering"] = numbering_root
    read = read_blocks(parse(html_of(_packed(parts, package))), pictures=plain.pictures)
    left = [*plain.left, *read.left, *_around(package, styles), *tcvn3_left(doubtful)]
    return Document(
        blocks=read.blocks,
        words="\n".join([*words, *plain.counted, read.counted]),
        notes=read.notes,
        saved=_saved(package, zone),
        left=tuple(left),
        picture=package.picture,
    )


# --- Footnotes and what stands around the text -------------------------------------------------


def _notes(package: Package) -> Iterator[tuple[str, Element]]:
    for name in _NOTES:
        path = next(iter(package.related(name)), "")
        if path and (root := package.part(path)) is not None:
            yield name, root


def _note_words(root: Element, notes: dict[str, Element]) -> Iterator[str]:
    """The words of those footnotes that the text refers to."""
    known = {(_NOTES[name], value(one, "id")): one for name, part in notes.items() for one in part}
    for kind_and_key in note_keys(root):
        if kind_and_key in known:
            yield visible_text(known[kind_and_key])


def _plain_notes(root: Element, name: str, plain: Plain, package: Package) -> Element:
    path = next(iter(package.related(name)))
    inside = Plain(styles=plain.styles, relations=package.relations(path), part="chú thích cuối, ")
    done = []
    for one in root:
        note = Element(one.tag, one.attrib)
        note.extend(inside.blocks(one))
        done.append(note)
    for picture in inside.pictures:
        message = f"ảnh trong chú thích cuối không đưa vào được: {picture.source}"
        inside.left.append(Left(message=message, where=picture.where, eyes=True))
    plain.left += inside.left
    return _root(name, *done)


def _around(package: Package, styles: Styles) -> Iterator[Left]:
    """Comments, and what stands at the top and bottom of pages."""
    for path in package.related("comments"):
        comments = package.part(path)
        for comment in Element("none") if comments is None else comments:
            text = one_line(visible_text(comment))
            author = value(comment, "author")
            message = f"lời bình của {author or 'ai đó'} không đưa vào bài: “{shorten(text)}”"
            yield Left(message=message, eyes=True)
    seen = set()
    for kind, what in (("header", "đầu trang"), ("footer", "chân trang")):
        for path in package.related(kind):
            root = package.part(path)
            if root is None:
                continue
            put_letters_right(root, styles)
            text = one_line(visible_text(root))
            if not _PAGE_NUMBERS.fullmatch(text) and text not in seen:
                seen.add(text)
                message = f"chữ ở {what} không đưa vào bài: “{shorten(text)}”"
                yield Left(message=message, eyes=True)


def _saved(package: Package, zone: tzinfo) -> datetime | None:
    """When Word saved the file last, else when it was begun."""
    root = package.part("docProps/core.xml")
    for name in ("modified", "created"):
        found = child(root, name)
        if found is not None and (moment := dates.moment((found.text or "").strip(), zone)):
            return moment.replace(microsecond=0)
    return None


# --- The file that pandoc reads ----------------------------------------------------------------


def _root(name: str, *children: Element) -> Element:
    root = Element(f"{{{W}}}{name}")
    root.extend(children)
    return root


def _packed(parts: dict[str, Element], package: Package) -> bytes:
    """A Word file of these parts, without pictures or anything else."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        overrides = "".join(
            f'<Override PartName="/word/{name}.xml" ContentType="{_MAIN}.'
            f'{"document.main" if name == "document" else name}+xml"/>'
            for name in parts
        )
        kinds = (
            '<Default Extension="rels"'
            ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
        )
        archive.writestr(
            "[Content_Types].xml", f'<Types xmlns="{_TYPES}">{kinds}{overrides}</Types>'
        )
        top = Element("Relationships", {"xmlns": PACKAGE})
        top.append(_relationship("rId1", "officeDocument", "word/document.xml"))
        archive.writestr("_rels/.rels", written(top))
        for name, root in parts.items():
            archive.writestr(f"word/{name}.xml", written(root))
        own = Element("Relationships", {"xmlns": PACKAGE})
        for number, name in enumerate(parts):
            if name != "document":
                own.append(_relationship(f"part{number}", name, f"{name}.xml"))
        own.extend(_links(package, package.main))
        archive.writestr("word/_rels/document.xml.rels", written(own))
        for name in _NOTES:
            if name in parts:
                root = Element("Relationships", {"xmlns": PACKAGE})
                root.extend(_links(package, next(iter(package.related(name)))))
                archive.writestr(f"word/_rels/{name}.xml.rels", written(root))
    return out.getvalue()


def _links(package: Package, path: str) -> Iterator[Element]:
    for key, one in package.relations(path).items():
        if one.kind == "hyperlink" and one.external:
            yield _relationship(key, "hyperlink", one.target, external=True)


def _relationship(key: str, kind: str, target: str, *, external: bool = False) -> Element:
    values = {"Id": key, "Type": f"{_OFFICE}/{kind}", "Target": target}
    return Element("Relationship", values | ({"TargetMode": "External"} if external else {}))
