"""Headings that were typed as bold lines, and levels as a post has them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plugins.importing.documents import Block, Heading, Items, Paragraph, Run, plain
from plugins.values import replace

MOST_WORDS = 20
"""Of a bold line that is taken for a heading."""

_ROMAN = re.compile(r"(?:[IVX]{1,5}\s*[.)/-]|phần\s)", re.IGNORECASE)


def with_headings(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with bold lines as headings and levels that begin with 2 and leave none out."""
    deepest = max((b.level for b in blocks if isinstance(b, Heading)), default=0)
    bold = [place for place in range(len(blocks)) if _is_bold_line(blocks, place)]
    paragraphs = sum(isinstance(block, Paragraph | Items) for block in blocks)
    if len(bold) * 2 > paragraphs:  # all of it is bold
        bold = []
    roman = [place for place in bold if _ROMAN.match(_text(blocks[place]))]
    done: list[Block] = []
    for place, block in enumerate(blocks):
        if place in bold and isinstance(block, Paragraph):
            level = deepest + 1 + (1 if roman and place not in roman else 0)
            runs = (replace(one, strong=False) for one in block.inlines if isinstance(one, Run))
            done.append(Heading(inlines=tuple(runs), level=level))
        else:
            done.append(block)
    return _levelled(done)


def _levelled(blocks: Sequence[Block]) -> list[Block]:
    """No level is left out on the way down, and the highest is 2: the title is the first."""
    done: list[Block] = []
    above: list[int] = []
    for block in blocks:
        if isinstance(block, Heading):
            while above and above[-1] >= block.level:
                above.pop()
            above.append(block.level)
            done.append(replace(block, level=min(6, len(above) + 1)))
        else:
            done.append(block)
    return done


def _is_bold_line(blocks: Sequence[Block], place: int) -> bool:
    block = blocks[place]
    if not isinstance(block, Paragraph) or block.align == "right" or block.caption:
        return False
    runs = [one for one in block.inlines if isinstance(one, Run)]
    if len(runs) < len(block.inlines) or any(run.note or run.text == "\n" for run in runs):
        return False
    text = plain(block.inlines)
    follows = blocks[place + 1] if place + 1 < len(blocks) else None
    return (
        all(run.strong or not run.text.strip() for run in runs)
        and 0 < len(text.split()) <= MOST_WORDS
        and any(letter.isalpha() for letter in text)
        and text[-1] not in ".,;!…"
        and follows is not None
        and any(isinstance(one, Run) for one in getattr(follows, "inlines", [Run(text="")]))
    )


def _text(block: Block) -> str:
    return plain(block.inlines) if isinstance(block, Paragraph | Heading) else ""
