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


class ComposeError(ValueError):
    """A value that no front matter can hold: the field and the value."""


def compose(kind: Kind, fields: Mapping[str, Any], body: str, zone: tzinfo) -> bytes:
    """A content file. Values are those that `parse_document` gives for a field: text, `datetime`,
    bool, tuples of text, tuples of PhotoEntry; empty ones are left out.

    What was composed is read again, and is the same. Raises ComposeError.
    """
    lines = ["---"]
    given = {name: value for name, value in fields.items() if value not in ("", (), None, False)}
    for name in FIELDS[kind]:
        if name in given:
            lines += _field(name, given[name])
    data = nfc("\n".join([*lines, "---", "", body.strip("\n"), ""])).encode()
    read = parse_document(data, "", kind, zone)
    for name, value in given.items():
        if _bare(read.fields.get(name)) != _bare(value):
            raise ComposeError(f"{name}: {value!r}")
    return data


def _field(name: str, value: Any) -> list[str]:
    if name == "photos":
        return [f"{name}:", *(line for entry in value for line in _photo(entry))]
    if isinstance(value, tuple):
        return [f"{name}: [{', '.join(map(_quoted, value))}]"]
    if isinstance(value, datetime):
        return [f"{name}: {value:%Y-%m-%d %H:%M:%S}"]
    if isinstance(value, bool):
        return [f"{name}: true"]
    if name in LITERAL_FIELDS and value == " ".join(value.split()) and value[0] not in _OPENING:
        return [f"{name}: {value}"]
    return [f"{name}: {_quoted(str(value))}"]


def _photo(entry: PhotoEntry) -> list[str]:
    lines = [f"  - file: {_quoted(entry.file)}"]
    lines += [f"    alt: {_quoted(entry.alt)}", f"    caption: {_quoted(entry.caption)}"]
    if entry.hide:
        lines.append("    hide: true")
    if entry.blur:
        boxes = ", ".join(f"[{', '.join(map(str, box))}]" for box in entry.blur)
        lines.append(f"    blur: [{boxes}]")
    return lines


def _quoted(text: str) -> str:
    """A YAML scalar: JSON's strings are YAML's."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _bare(value: Any) -> Any:
    """In NFC, without the lines on which parts of it stand."""
    if isinstance(value, str):
        return nfc(value)
    if isinstance(value, Sequence):
        return [_bare(one) for one in value]
    if isinstance(value, PhotoEntry):
        return (_bare(value.file), _bare(value.alt), _bare(value.caption), value.hide, value.blur)
    return value
