"""Every field, key, column and setting is either filled with the corpus somewhere, or takes none of
its texts but such as it names. A new one fails here until it is one or the other."""

from __future__ import annotations

import json
from datetime import timedelta, timezone
from typing import Any

import pytest

from plugins.fields import FIELDS, PHOTO_KEYS, Kind
from plugins.frontmatter import parse_document
from plugins.mobile_library import stops, trips
from plugins.quotes import quotations
from plugins.settings import SettingsError, SiteSettings, site_settings
from plugins.values import names_of
from plugins.vietnamese import slugify
from tests.security.corpus import corpus
from tests.security.hostile_settings import SHOWN
from tests.security.hostile_site import FILLED

ZONE = timezone(timedelta(hours=7))
RIGHT = {"name": "Thư viện", "url": "https://example.org", "categories": ["Tin"]}
NAMES = ("cover", "poster")
"""Names of files: they may be anything that stays in its folder."""


def shut(kind: Kind) -> list[tuple[Kind, str]]:
    """Fields whose values have a form; `category` is one of the settings."""
    open_ones = FILLED[kind] | {*NAMES, "category"}
    return [(kind, name) for name in FIELDS[kind] if name not in open_ones]


def test_the_list_of_filled_fields_is_of_this_day() -> None:
    assert all(FILLED[kind] <= FIELDS[kind].keys() for kind in FIELDS)
    assert FILLED["photo"] | {"file", "hide", "blur"} == {*PHOTO_KEYS}
    assert FILLED["quotation"] | {"days", "weight", "sample"} == {*quotations.KEYS}
    assert FILLED["stops"] | {
        *("geox", "geoy", "day", "type", "arrival", "departure"),
        *("frequency", "start", "end", "exceptions", "timetable"),
    } == {*stops.COLUMNS}
    assert FILLED["trips"] | {
        *("date", "stop", "status", "visitors", "loans", "remote"),
        *("new_date", "new_arrival", "new_stop", "announced"),
    } == {*trips.COLUMNS}


def wrong(kind: Kind, name: str, text: str) -> bool:
    source = f"---\n{name}: {json.dumps(text, ensure_ascii=False)}\n---\n\nLời.\n"
    document = parse_document(source.encode(), f"x/{name}.md", kind, ZONE)
    return any(name in one.message or one.line for one in document.problems if one.line == 2)


@pytest.mark.parametrize(
    ("kind", "name"), [pair for kind in FIELDS for pair in shut(kind)], ids=str
)
def test_fields_of_a_form_take_no_text_of_the_corpus(kind: Kind, name: str) -> None:
    assert [text for text in corpus() if not wrong(kind, name, text)] == []


@pytest.mark.parametrize("name", NAMES)
def test_names_of_files_lead_out_of_no_folder(name: str) -> None:
    kind: Kind = "post" if name == "cover" else "video"
    away = [text for text in corpus() if {"/", "\\"} & {*text}]
    assert len(away) > 100
    assert [text for text in away if not wrong(kind, name, text)] == []


SHUT_VALUES: dict[str, Any] = {
    "menu": lambda text: [("Tin", text)],
    "accent": lambda text: (text, text),
    "photo_formats": lambda text: ["jpeg", text],
}


def taken(name: str, text: str) -> bool:
    """Whether a setting may have this value."""
    value = SHUT_VALUES.get(name, lambda text: text)(text)
    more = {"visit_source": "json"} if name == "visit_address" else {}
    try:
        site_settings(**RIGHT | more | {name: value})
    except SettingsError:
        return False
    return True


def test_settings_are_shown_with_the_corpus_or_have_a_form() -> None:
    """No number and no flag is a text."""
    texts = {name for name in names_of(SiteSettings) if "str" in SiteSettings.__annotations__[name]}
    shut = {
        *("url", "timezone", "holidays", "security_contact", "accent", "photo_formats"),
        *("visit_source", "visit_address", "visits_from", "privacy_page"),
    }
    assert texts == SHOWN | shut
    for name in sorted(shut - {"privacy_page", "security_contact"}):
        assert [text for text in corpus() if taken(name, text)] == [], name
    contacts = [text for text in corpus() if taken("security_contact", text)]
    assert all(text.startswith("https://") and text.isprintable() for text in contacts)
    slugs = [text for text in corpus() if taken("privacy_page", text)]
    assert slugs == [text for text in slugs if text == slugify(text)]


def test_a_menu_leads_to_the_own_site_or_to_a_web_page() -> None:
    led = [text for text in corpus() if taken("menu", text)]
    assert led
    for text in led:
        assert not {"\\", " ", "\t", "\n"} & {*text}, text
        assert not text.startswith("/"), text
        assert "://" not in text or text.startswith(("https://", "http://")), text


@pytest.mark.parametrize("name", sorted(SHOWN - {"menu"}))
def test_settings_have_no_unseen_characters(name: str) -> None:
    for text in ("a\0b", "a\nb", "\x1b[2J", "a\x7fb", "\ufffe"):
        several = name in ("hours", "categories")
        assert not taken(name, [text] if several else text), (name, text)  # type: ignore[arg-type]
