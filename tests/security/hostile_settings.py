"""Settings that hold every text of the corpus that they may hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from plugins.settings import SettingsError, site_settings
from plugins.vietnamese import nfc
from tests.security.corpus import corpus
from tests.security.hostile_site import mark

SHOWN = {"name", "parent", "address", "phone", "email", "notice", "hours", "categories", "menu"}
"""Settings whose text pages show."""


def allowed() -> list[int]:
    """Numbers of the texts that settings take: others have characters that nobody sees."""
    return [number for number, text in enumerate(corpus()) if _taken(text)]


def _taken(text: str) -> bool:
    try:
        site_settings(name="T", url="https://a.vn", categories=["A"], notice=text)
    except SettingsError:
        return False
    return True


def settings_of(text_of: Callable[[int], str]) -> dict[str, Any]:
    """All of them in the settings that stand once, one each in those that are lists."""
    numbers = allowed()
    texts = [text_of(number) for number in numbers]
    whole = " ".join(texts)
    paths = [text_of(n).replace(" ", "-") for n in numbers if _leads(corpus()[n])]
    return {
        "name": whole,
        "parent": whole,
        "address": whole,
        "phone": whole,
        "email": whole,
        "notice": whole,
        "hours": texts,
        "categories": [category(number, text_of(number)) for number in numbers],
        "menu": [(text, "tin-tuc/") for text in texts] + [("Đi", path) for path in paths],
    }


def category(number: int, text: str) -> str:
    """As names of categories are typed."""
    return " ".join(nfc(text + mark(number)).split())


def _leads(path: str) -> bool:
    try:
        site_settings(name="T", url="https://a.vn", categories=["A"], menu=[("Đi", path)])
    except SettingsError:
        return False
    return True
