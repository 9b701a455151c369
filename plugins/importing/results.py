"""What readers see of a post that was made: the other side of the count of words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from plugins.body import Body, split_slots
from plugins.importing import words
from plugins.importing.documents import Block, Picture, inlines_of, text_of
from plugins.importing.markdown_text import markdown, without_looks
from plugins.importing.page_text import parse, visible_text
from plugins.markdown_body import convert
from plugins.values import Struct


class Seen(Struct, frozen=True, kw_only=True):
    """Words of a body, without the numbers that lists and footnotes count by themselves; these,
    of lists, are `numbers`."""

    words: Counter[str]
    numbers: Counter[str]


def seen(body: Body) -> Seen:
    """The words of a body as the site shows it."""
    soup = parse("".join(part for part in split_slots(body.html) if isinstance(part, str)))
    numbers: Counter[str] = Counter()
    for tag in soup.select("sup[id^=fnref], a.footnote-backref"):
        tag.decompose()
    for tag in soup.find_all("ol"):
        start = tag.get("start")
        first = int(start) if isinstance(start, str) and start.isdecimal() else 1
        items = tag.find_all("li", recursive=False)
        numbers.update(str(first + place) for place in range(len(items)))
    captions = [image.caption for slot in body.slots for image in slot.images]
    return Seen(words=words.count(visible_text(soup), *captions), numbers=numbers)


def faithful(blocks: Sequence[Block]) -> list[Block]:
    """The same blocks, without bold and italics where Markdown would show their marks as signs."""
    return [block if _shows(block) else without_looks(block) for block in blocks]


def _shows(block: Block) -> bool:
    """Whether each sign of a block is shown, and no other."""
    if any(isinstance(one, Picture) or one.note for one in inlines_of([block])):
        return True  # the count of words sees to these
    body = convert(markdown([block], {}, {}), path="tin-tuc/2000/x/index.md")
    shown = visible_text(parse(body.html))
    return "".join(shown.split()) == "".join(text_of(block).split())
