"""JSON-LD of pages against schema.org's vocabulary: types, properties and what each may hold.

The vocabulary is read out of the type declarations of schema-dts (npm, Apache-2.0), which are made
from schema.org's own file (CC BY-SA 3.0); it is installed with the other tools, not copied.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from typing import Any

from plugins.values import Struct
from tests.audit.findings import Finding, Outcome
from tests.audit.installing import package
from tests.audit.sites import BuiltSite

_CLASS = re.compile(
    r"^(?:export )?interface (\w+?)(Base|Leaf)(?: extends ([\w, <>]+))? \{\n(.*?)^\}",
    re.MULTILINE | re.DOTALL,
)
_PROPERTY = re.compile(
    r"(/\*\*(?:(?!\*/).)*?\*/\s*)?^    \"(\w+)\"\?: SchemaValue<(.+?), \"\w+\">;",
    re.MULTILINE | re.DOTALL,
)
_LEAF_TYPE = re.compile(r"^    \"@type\": \"(\w+)\";", re.MULTILINE)
_WHOLE = ("https://", "http://")  # a site may be tried on a machine without a certificate
_MEMBERS = re.compile(r"^export type (\w+) = (\"https://schema\.org/.*);$", re.MULTILINE)

_TEXTS = {"Text", "URL", "CssSelectorType", "PronounceableText", "XPathType"}
_NUMBERS = {"Number", "Integer", "Float"}
_DURATION = re.compile(r"P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?")
_DISTANCE = re.compile(r"\d+(\.\d+)? \w+")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?(Z|[+-]\d\d:\d\d)?")


class Vocabulary(Struct, frozen=True, kw_only=True):
    """Types with those above them, their own properties (with the types of values), properties that
    should not be used any more, and members of enumerations."""

    above: dict[str, tuple[str, ...]]
    types: frozenset[str]
    properties: dict[str, dict[str, frozenset[str]]]
    old: frozenset[str]
    members: dict[str, frozenset[str]]

    def kinds_of(self, type_: str) -> Iterator[str]:
        """A type and all above it."""
        yield type_
        for one in self.above.get(type_, ()):
            yield from self.kinds_of(one)

    def values_of(self, type_: str, name: str) -> frozenset[str]:
        """What a property of a type may hold; empty when it has no such property."""
        found: set[str] = set()
        for one in self.kinds_of(type_):
            found |= self.properties.get(one, {}).get(name, frozenset())
        return frozenset(found)


@cache
def vocabulary() -> Vocabulary:
    """schema.org as it is installed. Raises MissingError."""
    file = package("schema-dts") / "dist/schema.d.ts"
    return parse_vocabulary(file.read_text(encoding="utf-8"))


def parse_vocabulary(text: str) -> Vocabulary:
    """Read the declarations of schema-dts."""
    above: dict[str, tuple[str, ...]] = {}
    properties: dict[str, dict[str, frozenset[str]]] = {}
    old = set()
    for name, _, extended, body in _CLASS.findall(text):
        names = [one.strip().removesuffix("Base") for one in extended.split(",") if one.strip()]
        above[name] = (*above.get(name, ()), *(one for one in names if one != name))
        found = properties.setdefault(name, {})
        for comment, prop, values in _PROPERTY.findall(body):
            if "@deprecated" in comment:
                old.add(f"{name}.{prop}")
            found[prop] = frozenset(one.strip() for one in values.split("|"))
    members = {
        name: frozenset(re.findall(r"\"(?:https://schema\.org/)?(\w+)\"", values))
        for name, values in _MEMBERS.findall(text)
    }
    types = frozenset(_LEAF_TYPE.findall(text))
    return Vocabulary(
        above=above, types=types, properties=properties, old=frozenset(old), members=members
    )


def check_structured_data(site: BuiltSite) -> Outcome:
    """Hold the data of all pages against the vocabulary. Raises MissingError."""
    words = vocabulary()
    findings: list[Finding] = []
    types: dict[str, int] = {}
    for page in site.pages:
        where = page.address or "/"
        named: set[str] = set()
        asked: set[str] = set()
        for line, text in page.data:
            try:
                data = json.loads(text)
            except ValueError as error:
                findings.append(Finding(where=f"{where}:{line}", what=f"không phải JSON: {error}"))
                continue
            for node in _nodes(data):
                types[str(node.get("@type"))] = types.get(str(node.get("@type")), 0) + 1
                if "@id" in node:
                    (named if len(node) > 1 else asked).add(node["@id"])
            if data.get("@context") not in ("https://schema.org", "https://schema.org/"):
                findings.append(
                    Finding(where=f"{where}:{line}", what=f"@context {data.get('@context')}")
                )
            for top in data.get("@graph", [data]):
                findings += [
                    Finding(where=f"{where}:{line}", what=what) for what in problems_of(top, words)
                ]
        # What a page says by name only must be said on the page, or be a page.
        unknown = {one for one in asked - named if "#" in one and one.split("#")[0].endswith(where)}
        findings += [
            Finding(where=where, what=f"@id {one} không có ở đây") for one in sorted(unknown)
        ]
    rows = [(name, str(count)) for name, count in sorted(types.items()) if name != "None"]
    return Outcome(
        looked_at=f"{sum(types.values())} nút, {len(rows)} kiểu; từ vựng {len(words.types)} kiểu",
        findings=tuple(dict.fromkeys(findings)),
        table=(("kiểu", "số nút"), *rows),
    )


def problems_of(node: dict[str, Any], words: Vocabulary) -> Iterator[str]:
    """What is wrong with a node and those within it."""
    if [*node] == ["@id"]:
        return
    type_ = node.get("@type")
    if type_ not in words.types:
        yield f"không có kiểu {type_!r}"
        return
    for name, value in node.items():
        if name.startswith("@"):
            continue
        allowed = words.values_of(type_, name)
        if not allowed:
            yield f"{type_} không có thuộc tính {name}"
            continue
        if any(f"{one}.{name}" in words.old for one in words.kinds_of(type_)):
            yield f"{type_}.{name} không còn được khuyên dùng"
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                yield from _within(type_, name, one, allowed, words)
            elif not _plain(one, allowed, words):
                yield f"{type_}.{name}: {str(one)[:80]!r} không phải {' | '.join(sorted(allowed))}"


def _within(
    type_: str, name: str, node: dict[str, Any], allowed: frozenset[str], words: Vocabulary
) -> Iterator[str]:
    if "@type" in node and not allowed & {*words.kinds_of(node["@type"])}:
        yield f"{type_}.{name}: {node['@type']} không phải {' | '.join(sorted(allowed))}"
    yield from problems_of(node, words)


def _plain(value: object, allowed: frozenset[str], words: Vocabulary) -> bool:
    """Whether a value that is no node is one of these."""
    if isinstance(value, bool):
        return "Boolean" in allowed
    if isinstance(value, int | float):
        return bool(_NUMBERS & allowed) and not (
            "Number" not in allowed and isinstance(value, float) and "Float" not in allowed
        )
    if not isinstance(value, str) or not value.strip():
        return False
    if _TEXTS & allowed == {"URL"} and "Text" not in allowed and value.startswith(_WHOLE):
        return True
    if "Text" in allowed:
        return True
    return any(
        (
            "Date" in allowed and _parses(date.fromisoformat, value),
            "DateTime" in allowed and "T" in value and _parses(datetime.fromisoformat, value),
            "Time" in allowed and _TIME.fullmatch(value),
            "Duration" in allowed and _DURATION.fullmatch(value),
            "Distance" in allowed and _DISTANCE.fullmatch(value),
            "Boolean" in allowed and value in ("True", "False"),
            any(
                value.removeprefix("https://schema.org/") in words.members.get(a, ())
                for a in allowed
            ),
            # A thing by its address (https://schema.org/docs/gs.html, section 1c).
            value.startswith(_WHOLE) and "IdReference" in allowed,
        )
    )


def _parses(parse: Any, value: str) -> bool:
    try:
        parse(value)
    except ValueError:
        return False
    return True


def _nodes(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "@type" in value or "@id" in value:
            yield value
        for one in value.values():
            yield from _nodes(one)
    elif isinstance(value, list):
        for one in value:
            yield from _nodes(one)
