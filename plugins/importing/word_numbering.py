"""Numbers that Word counts by itself (ECMA-376, part 1, 17.9), where a list of Markdown cannot say
the same: `Điều 1.`, `1.1.`, and those of headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from plugins.importing.shapes import counted
from plugins.importing.word_styles import Styles
from plugins.importing.xml_parts import child, is_on, local, value
from plugins.values import Struct, field

_KINDS = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}
_COUNTED = {"decimal", "decimalZero", *_KINDS}
_PLACE = re.compile(r"%([1-9])")


class Level(Struct, frozen=True, kw_only=True):
    """How one level counts: `text` has `%1` for the number of the first level, and so on."""

    kind: str
    text: str
    start: int = 1
    legal: bool = False
    style: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether a list of HTML says the same."""
        return not self.text or (
            len(_PLACE.findall(self.text)) == 1 and not re.search(r"\w", _PLACE.sub("", self.text))
        )


class Numbering(Struct, kw_only=True):
    """Counts the numbered paragraphs of a file, from its beginning on.

    `levels` are those of each abstract numbering, `lists` names that of each numbering; `restarts`
    are numberings that begin anew, and with what; `written` are levels that stand in the text.
    """

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    written: set[tuple[str, int]] = field(default_factory=set)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _met: set[str] = field(default_factory=set)

    def level_of(
        self, properties: Element | None, style: str, styles: Styles
    ) -> tuple[str, int, Level] | None:
        """The numbering, the place of the level, counted from 0, and the level of a paragraph;
        None when nothing numbers it."""
        own = child(properties, "numPr")
        key = value(child(own, "numId"))
        place = value(child(own, "ilvl"))
        for one in styles.chain(style):
            if key:
                break
            key, place = one.list, place or one.level
        levels = self.levels.get(self.lists.get(key, ""), {})
        linked = (
            number for number, level in levels.items() if level.style and level.style == style
        )
        number = int(place) if place.isdecimal() and len(place) < 3 else next(linked, 0)
        level = levels.get(number)
        return None if level is None or level.kind in ("bullet", "none") else (key, number, level)

    def must_be_written(self, key: str, place: int) -> bool:
        """Whether no list counts as a level does: by its text, or since a list does not know of the
        level above, which stands in the text."""
        levels = self.levels[self.lists[key]]
        above = range(place + 1)
        return any(n in levels and not levels[n].is_plain for n in above) or any(
            (key, n) in self.written for n in above
        )

    def count(self, key: str, place: int) -> str | None:
        """Count a paragraph; what stands before it, or None where nobody here can count so."""
        abstract = self.lists[key]
        levels, counts = self.levels[abstract], self._counts.setdefault(abstract, {})
        starts = {number: level.start for number, level in levels.items()}
        if key not in self._met:
            self._met.add(key)
            for number in self.restarts.get(key, ()):
                counts.pop(number, None)
        starts |= self.restarts.get(key, {})
        counts[place] = counts[place] + 1 if place in counts else starts[place]
        for deeper in [number for number in counts if number > place]:
            del counts[deeper]
        for above in range(place):
            counts.setdefault(above, starts.get(above, 1))
        level = levels[place]
        used = [int(found) - 1 for found in _PLACE.findall(level.text)]
        if any(n > place or n not in levels or levels[n].kind not in _COUNTED for n in used):
            return None

        def written(match: re.Match[str]) -> str:
            number = int(match[1]) - 1
            kind = "decimal" if level.legal else levels[number].kind
            return _in_signs(counts[number], kind)

        return _PLACE.sub(written, level.text).strip()


def read_numbering(root: Element | None) -> Numbering:
    """The numberings of the part `numbering.xml`."""
    found = Numbering()
    for one in root if root is not None else ():
        if local(one) == "abstractNum":
            found.levels[value(one, "abstractNumId")] = dict(_levels(one))
        elif local(one) == "num":
            key = value(one, "numId")
            found.lists[key] = value(child(one, "abstractNumId"))
            restarts = {
                int(value(over, "ilvl")): int(value(child(over, "startOverride")))
                for over in one
                if local(over) == "lvlOverride"
                and _is_number(value(over, "ilvl"))
                and _is_number(value(child(over, "startOverride")))
            }
            if restarts:
                found.restarts[key] = restarts
    return found


def _levels(abstract: Element) -> Iterator[tuple[int, Level]]:
    for one in abstract:
        if local(one) != "lvl" or not _is_number(value(one, "ilvl")):
            continue
        start = value(child(one, "start"))
        yield (
            int(value(one, "ilvl")),
            Level(
                kind=value(child(one, "numFmt")) or "decimal",
                text=value(child(one, "lvlText")),
                start=int(start) if _is_number(start) else 1,
                legal=is_on(child(one, "isLgl")),
                style=value(child(one, "pStyle")),
            ),
        )


def _is_number(text: str) -> bool:
    return re.fullmatch("[0-9]{1,6}", text) is not None


def _in_signs(number: int, kind: str) -> str:
    if kind == "decimalZero":
        return f"{number:02}"
    return counted(number, _KINDS[kind]) if kind in _KINDS else str(number)
