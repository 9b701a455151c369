"""Lists that somebody typed: paragraphs that begin with a dash or a number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from plugins.importing.documents import Block, Items, Paragraph, Picture, Run
from plugins.importing.inlines import tidy_runs
from plugins.values import replace

_BULLET = re.compile(r"([-–—•+*▪▫➢·❖■❑→✓])\s*(?=[^\s\d\W]|[\"“'‘(\[])|([-–•+*▪▫➢·❖■])\s+(?=\S)")
_NUMBER = re.compile(r"(\d{1,3})\.\s+(?=\S)")


def with_lists(blocks: Sequence[Block]) -> list[Block]:
    """The same blocks, with at least two neighbours of such a form as a list."""
    done: list[Block] = []
    place = 0
    while place < len(blocks):
        bullets = _run_of(blocks, place, _BULLET)
        numbers = _counted(_run_of(blocks, place, _NUMBER))
        if len(bullets) > 1:
            done += _bulleted(bullets)
        elif len(numbers) > 1:
            items = tuple((_bare(paragraph, match),) for paragraph, match in numbers)
            done.append(Items(items=items, start=int(numbers[0][1][1])))
        else:
            done.append(blocks[place])
            place += 1
            continue
        place += max(len(bullets) if len(bullets) > 1 else 0, len(numbers))
    return done


Typed = tuple[Paragraph, re.Match[str]]


def _run_of(blocks: Sequence[Block], start: int, pattern: re.Pattern[str]) -> list[Typed]:
    found: list[Typed] = []
    for place in range(start, len(blocks)):
        block = blocks[place]
        if not isinstance(block, Paragraph) or block.align or block.caption:
            break
        first = block.inlines[0] if block.inlines else Run(text="")
        match = None if isinstance(first, Picture) else pattern.match(first.text)
        if match is None or _is_all_bold(block):
            break
        found.append((block, match))
    return found


def _is_all_bold(block: Paragraph) -> bool:
    """Then it rather is a heading."""
    return all(
        isinstance(one, Run) and (one.strong or not one.text.strip()) for one in block.inlines
    )


def _counted(typed: Sequence[Typed]) -> list[Typed]:
    """Those whose numbers follow one another."""
    counted = list(typed[:1])
    for paragraph, match in typed[1:]:
        if int(match[1]) != int(counted[-1][1][1]) + 1:
            break
        counted.append((paragraph, match))
    return counted if len(counted) > 1 else []


def _bulleted(typed: Sequence[Typed]) -> Iterator[Block]:
    """A list; other signs than the first one's stand for a level below, as offices write."""
    sign = _sign(typed[0][1])
    items: list[tuple[Paragraph, list[Paragraph]]] = []
    for paragraph, match in typed:
        bare = _bare(paragraph, match)
        if _sign(match) == sign or (items and _is_dash(_sign(match)) and _is_dash(sign)):
            items.append((bare, []))
        else:
            items[-1][1].append(bare)
    yield Items(
        items=tuple(
            (own, Items(items=tuple((one,) for one in below))) if below else (own,)
            for own, below in items
        )
    )


def _sign(match: re.Match[str]) -> str:
    return match[1] or match[2]


def _is_dash(sign: str) -> bool:
    return sign in "-–—"


def _bare(paragraph: Paragraph, match: re.Match[str]) -> Paragraph:
    """The paragraph without what it begins with."""
    first, *others = (one for one in paragraph.inlines if isinstance(one, Run))
    runs = tidy_runs([replace(first, text=first.text[match.end() :]), *others])
    return replace(paragraph, inlines=tuple(runs))
