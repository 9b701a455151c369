"""Content files, proof-read: what was read before with the same bytes is not read again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from plugins.content.scan import SourceFile
from plugins.files import digest, read_bytes, read_if_there, write_atomically
from plugins.frontmatter import Document, decode
from plugins.problems import Problem
from plugins.program import program
from plugins.proofreading.confusions import FILE as CONFUSIONS
from plugins.proofreading.own_words import FILE, OwnWords, parse_own_words
from plugins.proofreading.prose import place_of
from plugins.proofreading.reading import is_clean, proofread
from plugins.vietnamese import nfc

NAME = "proofreading.json"
"""The file in the cache folder."""

MOST = 25
"""Findings that are told of one file: who has more begins with these."""

TEXT_FIELDS = ("title", "summary", "author", "gallery_title", "series")

Place = tuple[int | None, int | None, str, str]
"""Line and column from 1, message, hint."""


def proofread_files(
    content: Path, files: Iterable[SourceFile], documents: Iterable[Document], cache: Path
) -> list[Problem]:
    """Warnings about the words of content files; `cache` is the folder of what was found before."""
    words = read_if_there(content / FILE)
    own = parse_own_words(words)
    ground = digest(program(), CONFUSIONS.read_bytes(), words)
    known = _load(cache / NAME, ground)
    by_path = {document.path: document for document in documents}
    found: dict[str, list[Place]] = {}
    problems = []
    for file in files:
        document = by_path.get(nfc(file.path))
        if document is None or not document.lines:
            continue  # of what cannot be read there is more to say
        try:
            data = read_bytes(f"{content}/{file.path}")
        except OSError:
            continue
        name = digest(data)
        if name not in found:
            places = known.get(name)
            found[name] = list(_places(document, data, own)) if places is None else places
        problems += [
            Problem(
                path=document.path,
                line=line,
                column=column,
                message=message,
                hint=hint,
                level="warning",
            )
            for line, column, message, hint in found[name]
        ]
    if found.keys() != known.keys():
        record = {"ground": ground, "found": found}
        with suppress(OSError):
            data = json.dumps(record, ensure_ascii=False).encode()
            write_atomically(cache / NAME, data, shared=True)
    return problems


def _places(document: Document, data: bytes, own: OwnWords) -> Iterator[Place]:
    """What is odd in one file, at most MOST places."""
    text = decode(data, document.path)[0]
    if is_clean(text):
        return
    places = sorted(
        [*_in_fields(document, own), *_in_body(document, text, own)],
        key=lambda place: (place[0] or 0, place[1] or 0),
    )
    yield from places[:MOST]
    if len(places) > MOST:
        line, column, *_ = places[MOST]
        message = f"còn {len(places) - MOST} chỗ nữa nên soát lại từ đây"
        yield line, column, message, "sửa những chỗ trên rồi kiểm tra lại"


def _in_fields(document: Document, own: OwnWords) -> Iterator[Place]:
    fields = document.fields
    texts = [(document.lines.get(name), fields.get(name, "")) for name in TEXT_FIELDS]
    texts += [(document.lines.get("tags"), tag) for tag in fields.get("tags", ())]
    for entry in fields.get("photos", ()):
        texts += [(entry.line, entry.alt), (entry.line, entry.caption)]
    if correction := fields.get("correction"):
        texts.append((document.lines.get("correction"), correction.text))
    for line, text in texts:
        for finding in proofread(text, own):
            yield line, None, finding.message, finding.hint


def _in_body(document: Document, text: str, own: OwnWords) -> Iterator[Place]:
    body = "\n".join(text.split("\n")[document.body_line - 1 :])
    for finding in proofread(body, own):
        line, column = place_of(body, finding.place)
        yield line + document.body_line, column + 1, finding.message, finding.hint


def _load(file: Path, ground: str) -> dict[str, list[Place]]:
    """What was found before by the same program with the same lists; else nothing."""
    try:
        record: Any = json.loads(file.read_bytes())
        if record["ground"] != ground:
            return {}
        return {name: [_place(*one) for one in places] for name, places in record["found"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _place(line: int | None, column: int | None, message: str, hint: str) -> Place:
    return line, column, message, hint
