"""XML inside office files: small enough, without declarations of its own, not nested for ever."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import (
    Element,
    ParseError,
    TreeBuilder,
    XMLParser,
    register_namespace,
    tostring,
)

from plugins.importing.documents import SourceError

MAX_DEPTH = 200
"""Elements inside one another; Word's own files have a few dozen."""

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
# ISO/IEC 29500 Strict has other names for the same things.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R.encode()),
)

register_namespace("w", W)
register_namespace("r", R)


def damaged() -> SourceError:
    """The error of a file that nobody can read."""
    hint = "mở bằng Word (Word có thể tự sửa), lưu lại thành .docx rồi nhập tệp mới"
    return SourceError("tệp Word bị hỏng", hint)


class _Builder(TreeBuilder):
    """Refuses what no program writes: document types, whose entities can grow without end."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0

    def start(self, tag: str, attrs: dict[str, str]) -> Element:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise damaged()
        return super().start(tag, attrs)

    def end(self, tag: str) -> Element:
        self._depth -= 1
        return super().end(tag)

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        raise damaged()


def parse(data: bytes) -> Element:
    """The root of a part. Raises SourceError."""
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    parser = XMLParser(target=_Builder())  # noqa: S314 (no document type gets through)
    try:
        parser.feed(data)
        root: Element = parser.close()
    except (ParseError, ValueError, LookupError):
        raise damaged() from None
    return root


def written(root: Element) -> bytes:
    """A part as it lies in a file."""
    data: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return data


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def child(element: Element | None, name: str) -> Element | None:
    """The first child of this local name."""
    if element is None:
        return None
    return next((one for one in element if local(one) == name), None)


def value(element: Element | None, name: str = "val") -> str:
    """An attribute by its local name; empty when it is not there."""
    if element is None:
        return ""
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), "")


def is_on(element: Element | None) -> bool:
    """Whether a property that is on or off is there and on."""
    return element is not None and value(element).lower() not in ("0", "false", "off", "none")


def below(element: Element, *names: str) -> Iterator[Element]:
    """All elements below, of these local names."""
    return (one for one in element.iter() if one is not element and local(one) in names)
