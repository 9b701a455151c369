"""Blocks of text as Markdown that the site, and a forge, read as they were meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby

from plugins.importing.documents import (
    Block,
    Heading,
    Inline,
    Items,
    Paragraph,
    Picture,
    Quote,
    Run,
    Table,
    inlines_of,
    mapped,
    text_of,
)
from plugins.importing.inlines import tidy_runs
from plugins.importing.tables import is_simple, table_html, table_markdown
from plugins.values import replace

INDENT = "    "
"""What Python-Markdown wants below an item; other readers take it too."""

_ESCAPED = re.compile(r"[\\`*\[\]]|(?<![^\W_])_|_(?![^\W_])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_LINE_START = re.compile(r"(#{1,6}|[-+](?=\s|$)|>|:(?=\s)|={1,}\s*$|-{2,}\s*$|~{3,})")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_TITLE_SIGNS = {ord(c): f"&#{ord(c)};" for c in '"\\`<>[]&_*|'}
_HREF_SIGNS = {"(": "%28", ")": "%29", "<": "%3C", ">": "%3E", "[": "%5B", "]": "%5D", " ": "%20"}
_HREF_SIGNS |= {'"': "%22", "'": "%27", "*": "%2A", "\\": "%5C", "`": "%60", "|": "%7C"}

Names = Mapping[str, str]
"""Names of the files that pictures became, by their sources."""


def markdown(blocks: Sequence[Block], notes: Mapping[str, tuple[Block, ...]], names: Names) -> str:
    """The body of a post. Pictures without a name are left out, footnotes stand at the end."""
    writer = _Writer(names, notes)
    parts = [*writer.parts(blocks), *writer.footnotes()]
    return "\n\n".join(part for part in parts if part) + "\n" if any(parts) else ""


def without_looks(block: Block) -> Block:
    """The same text without bold and italics."""

    def bare(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return tuple(
            replace(one, strong=False, em=False) if isinstance(one, Run) else one for one in inlines
        )

    return mapped(block, bare)


class _Writer:
    def __init__(self, names: Names, notes: Mapping[str, tuple[Block, ...]]) -> None:
        self._names, self._notes = names, notes
        self._noted: list[str] = []

    def parts(self, blocks: Sequence[Block]) -> Iterator[str]:
        before: Block | None = None
        for block in blocks:
            if isinstance(before, Items) and isinstance(block, Items):
                yield "<!-- -->"  # else Markdown would make one list of the two
            yield self._part(block)
            if isinstance(block, Table) and not is_simple(block):
                # HTML can hold no footnote of Markdown's: the words follow the table.
                for run in inlines_of([block]):
                    if isinstance(run, Run) and run.note:
                        yield "(\\*) " + "<br>\n".join(self._note_texts(run.note))
            before = block

    def footnotes(self) -> Iterator[str]:
        """The words of all footnotes whose marks were written."""
        for key in dict.fromkeys(self._noted):
            texts = ("\n\n" + INDENT).join(map(_indented, self._note_texts(key) or [""]))
            yield f"[^{key}]: {texts}"

    def _note_texts(self, key: str) -> list[str]:
        runs = [b for b in self._notes.get(key, ()) if isinstance(b, Paragraph | Heading)]
        others = [b for b in self._notes.get(key, ()) if not isinstance(b, Paragraph | Heading)]
        return [*(self._inline(b.inlines) for b in runs), *(_escaped(text_of(b)) for b in others)]

    def _part(self, block: Block) -> str:
        if isinstance(block, Paragraph):
            pictures = [one for one in block.inlines if isinstance(one, Picture)]
            named = [
                (one, self._names[one.source]) for one in pictures if one.source in self._names
            ]
            if named:
                return "\n".join(_picture(one, name) for one, name in named)
            return guarded(self._inline(block.inlines))
        if isinstance(block, Heading):
            runs = [replace(one, text=one.text.replace("\n", " ")) for one in _runs(block.inlines)]
            text = self._inline(tidy_runs(runs))
            return f"{'#' * block.level} {text}" if text else ""
        if isinstance(block, Items):
            return self._list(block)
        if isinstance(block, Quote):
            lines = "\n\n".join(self.parts(block.blocks)).split("\n")
            return "\n".join(f"> {line}".rstrip() for line in lines)
        return table_markdown(block, self._inline) if is_simple(block) else table_html(block)

    def _list(self, block: Items) -> str:
        lines: list[str] = []
        loose = any(sum(isinstance(one, Paragraph) for one in item) > 1 for item in block.items)
        for number, item in enumerate(block.items, block.start or 0):
            mark = f"{number}. " if block.start is not None else "- "
            text = ""
            for place, one in enumerate(item):
                # Right below its first paragraph only a list is known as one without an empty line.
                tight = place == 1 and isinstance(one, Items)
                text += ("" if not place else "\n" if tight else "\n\n") + self._part(one)
            lines.append(mark + _indented(text))
        return ("\n\n" if loose else "\n").join(lines)

    def _inline(self, inlines: Sequence[Inline]) -> str:
        runs = [one for one in _runs(inlines) if not one.note or one.note in self._notes]
        self._noted += [run.note for run in runs if run.note]
        return inline_text(runs)


def _runs(inlines: Sequence[Inline]) -> list[Run]:
    return [one for one in inlines if isinstance(one, Run)]


def _picture(picture: Picture, name: str) -> str:
    title = f' "{picture.caption.translate(_TITLE_SIGNS)}"' if picture.caption else ""
    return f"![{_escaped(picture.alt)}]({name}{title})"


def _indented(text: str) -> str:
    first, *others = text.split("\n")
    return "\n".join([first, *(INDENT + line if line else "" for line in others)])


# --- Inside a paragraph ------------------------------------------------------------------------


def inline_text(inlines: Sequence[Inline]) -> str:
    """Runs as Markdown; lines end with `<br>`, which no editor takes for blanks to cut off."""
    return _linked(_runs(inlines))


def guarded(text: str) -> str:
    """Lines that begin like a heading, a list or a rule, made into plain text."""
    lines = text.split("\n")
    return "\n".join(
        _LINE_START.sub(_as_entity, _numberless(line), count=1)
        if _LINE_START.match(line)
        else _numberless(line)
        for line in lines
    )


def _numberless(line: str) -> str:
    match = _NUMBER.match(line)
    return f"{match[1]}\\{line[match.end() - 1 :]}" if match else line


def _as_entity(match: re.Match[str]) -> str:
    return f"&#{ord(match[0][0])};{match[0][1:]}"


def _linked(runs: Sequence[Run]) -> str:
    def link(href: str, text: str) -> str:
        return f"[{text}]({''.join(_HREF_SIGNS.get(c, c) for c in href)})"

    parts = []
    for href, group in groupby(runs, key=lambda run: run.href):
        text = _styled(list(group))
        parts.append(_wrapped(text, partial(link, href)) if href else text)
    return "".join(parts)


def _styled(runs: Sequence[Run]) -> str:
    parts = []
    for strong, group in groupby(runs, key=lambda run: run.strong):
        text = _slanted(list(group))
        parts.append(_wrapped(text, lambda core: f"**{core}**") if strong else text)
    return "".join(parts)


def _slanted(runs: Sequence[Run]) -> str:
    parts = []
    for em, group in groupby(runs, key=lambda run: run.em):
        text = "".join(map(_plain, group))
        parts.append(_wrapped(text, lambda core: f"*{core}*") if em else text)
    return "".join(parts)


def _wrapped(text: str, wrap: Callable[[str], str]) -> str:
    """Marks around the words of each line only, and around nothing but words."""
    done = []
    for line in text.split("<br>\n"):
        core = line.strip()
        begin = line[: len(line) - len(line.lstrip())]
        end = line[len(line.rstrip()) :] if core else ""
        done.append(begin + (wrap(core) if re.search(r"[^\W_]", core) else core) + end)
    return "<br>\n".join(done)


def _plain(run: Run) -> str:
    if run.note:
        return f"[^{run.note}]"
    text = "<br>\n".join(_escaped(line) for line in run.text.split("\n"))
    for tag in (run.script, "s" if run.struck else ""):
        if tag and text.strip():
            text = _wrapped(text, partial(_tagged, tag))
    return text


def _tagged(tag: str, core: str) -> str:
    return f"<{tag}>{core}</{tag}>"


def _escaped(text: str) -> str:
    text = _ENTITY.sub("&amp;", _ESCAPED.sub(r"\\\g<0>", text))
    return text.replace("<", "&lt;")
