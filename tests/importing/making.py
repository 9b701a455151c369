"""Imports into a small content folder, for tests, and what came of them."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from PIL import Image

from plugins.body import Body
from plugins.frontmatter import Document, parse_document
from plugins.importing import words
from plugins.importing.articles import Choices
from plugins.importing.outcomes import Importer, Outcome
from plugins.importing.results import seen
from plugins.lint import find_problems
from plugins.markdown_body import convert
from plugins.problems import Problem
from tests.importing.old_portal import SITE
from tests.support.sites import Site

NOW = datetime(2026, 1, 1, tzinfo=SITE.zone)
DATE = datetime(2021, 1, 11, tzinfo=SITE.zone)
KNOWN = Choices(date=DATE, category="Tin hoạt động")
"""What an editor says of a file that tells neither."""


def bring(site: Site, name: str, data: bytes | str, choices: Choices = KNOWN) -> Outcome:
    """Write a file beside the content folder and import it."""
    file = site.root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return Importer(content=site.content, site=SITE).bring(file, choices)


def read(site: Site, outcome: Outcome) -> tuple[Document, Body]:
    """The post that was made, as the site reads it."""
    assert outcome.post, outcome.errors
    data = (site.content / outcome.post).read_bytes()
    document = parse_document(data, outcome.post, "post", SITE.zone)
    return document, convert(document.body, path=outcome.post, first_line=document.body_line)


def problems(site: Site, *, wordless: bool = False) -> list[Problem]:
    """What `inv check` says of the content; photos without words are not counted unless asked."""
    found = find_problems(site.content, SITE, NOW, site.cache)[1]
    return [one for one in found if wordless or "ảnh chưa có mô tả" not in one.message]


def post_words(document: Document, body: Body) -> Counter[str]:
    """The words that a reader sees of a post."""
    fields = document.fields
    texts = [fields["title"], fields.get("author", ""), fields.get("gallery_title", "")]
    captions = [entry.caption for entry in fields.get("photos", ())]
    return seen(body).words + words.count(*texts, *captions)


def messages(outcome: Outcome) -> list[str]:
    """What did not come along and must be looked at."""
    return [left.message for left in outcome.left if left.eyes]


def errors(outcome: Outcome) -> list[tuple[str, str]]:
    """Why a file failed."""
    return [(error.message, error.hint) for error in outcome.errors]


def picture(kind: str = "JPEG", colour: Any = "red", size: tuple[int, int] = (40, 30)) -> bytes:
    """A small picture."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind)
    return out.getvalue()


def body_text(site: Site, outcome: Outcome) -> str:
    """The Markdown of a post that was made."""
    return read(site, outcome)[0].body.strip()


def one_of_each(names: Sequence[str]) -> dict[str, bytes]:
    """Pictures of different colours by name."""
    return {
        name: picture(colour=(n * 37 % 256, n // 256 * 16, n * 91 % 256))
        for n, name in enumerate(names)
    }


def folder_names(path: Path) -> list[str]:
    """The names of what lies in a folder."""
    return sorted(one.name for one in path.iterdir())
