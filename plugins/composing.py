"""Content files as text: front matter that is read back as what was meant."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from plugins.fields import FIELDS, LITERAL_FIELDS, Kind, PhotoEntry
from plugins.frontmatter import parse_document
from plugins.vietnamese import nfc

_PLAIN = re.compile(r"[^\W_](?:[\w .()/…–-]*[\w.)…])?")
"""What YAML takes as it stands, in brackets too."""
_OPENING = frozenset("\"'|>")
_EMPTY: tuple[object, ...] = ("", (), None, False)


class ComposeError(ValueError):
    """A value that no front matter can hold: the field and the value."""


def compose(kind: Kind, fields: Mapping[str, Any], body: str, zone: tzinfo) -> bytes:
    """A content file. Values are those that `parse_document` gives for a field: text, `datetime`,
    bool, tuples of text, tuples of PhotoEntry; empty ones are left out.

    What was composed is read again, and is the same. Raises ComposeError.
    """
    given = {name: value for name, value in fields.items() if value not in _EMPTY}
    lines = ["---", *head_lines(kind, given), "---", "", body.strip("\n"), ""]
    data = nfc("\n".join(lines)).encode()
    read = parse_document(data, "", kind, zone)
    for name, value in given.items():
        if _bare(read.fields.get(name)) != _bare(value):
            raise ComposeError(f"{name}: {value!r}")
    return data


def head_lines(kind: Kind, fields: Mapping[str, Any]) -> list[str]:
    """The lines between the two `---`, in the order in which fields are told to editors."""
    return [
        line
        for name in FIELDS[kind]
        if fields.get(name) not in _EMPTY
        for line in _field(name, fields[name])
    ]


def _field(name: str, value: Any) -> list[str]:
    if name == "photos":
        return [f"{name}:", *(f"  - {_photo(entry)}" for entry in value)]
    if isinstance(value, tuple):
        return [f"{name}: [{', '.join(map(_quoted, value))}]"]
    if isinstance(value, datetime):
        return [f"{name}: {_moment(value)}"]
    if isinstance(value, bool):
        return [f"{name}: true"]
    if name in LITERAL_FIELDS and value == " ".join(value.split()) and value[0] not in _OPENING:
        return [f"{name}: {value}"]
    return [f"{name}: {_quoted(str(value))}"]


def _moment(value: datetime) -> str:
    """A day alone where nobody said when; years with four digits, which `%Y` has not everywhere."""
    return value.replace(tzinfo=None, microsecond=0).isoformat(" ").removesuffix(" 00:00:00")


def _photo(entry: PhotoEntry) -> str:
    """An entry in one line, as the editors' guide has it; what is to be filled in stands there."""
    parts = [f"file: {_quoted(entry.file)}"]
    parts += [f"alt: {_text(entry.alt)}"] if entry.alt or not entry.caption else []
    parts.append(f"caption: {_text(entry.caption)}")
    parts += ["hide: true"] if entry.hide else []
    if entry.blur:
        boxes = ", ".join(f"[{', '.join(map(str, box))}]" for box in entry.blur)
        parts.append(f"blur: [{boxes}]")
    return "{" + ", ".join(parts) + "}"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _quoted(text: str) -> str:
    """A YAML scalar: JSON's strings are YAML's."""
    return text if _PLAIN.fullmatch(text) else _text(text)


def _bare(value: Any) -> Any:
    """In NFC, without the lines on which parts of it stand."""
    if isinstance(value, str):
        return nfc(value)
    if isinstance(value, Sequence):
        return [_bare(one) for one in value]
    if isinstance(value, PhotoEntry):
        return (_bare(value.file), _bare(value.alt), _bare(value.caption), value.hide, value.blur)
    return value
