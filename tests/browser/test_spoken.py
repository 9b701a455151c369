"""What a screen reader says of each kind of page is what somebody has read and found good."""

from __future__ import annotations

import re

import pytest

from tests.browser.reading import Reader
from tests.browser.sample_site import KINDS
from tests.browser.spoken import FOLDER, file_of, spoken

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_spoken(reader: Reader, kind: str) -> None:
    assert spoken(reader, kind) == file_of(kind).read_text(encoding="utf-8")


def test_of_every_kind_and_no_other() -> None:
    assert {path.name for path in FOLDER.glob("*.yml")} == {file_of(kind).name for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS)
def test_everything_has_a_name(kind: str) -> None:
    """Roles that a reader jumps to or acts on."""
    text = file_of(kind).read_text(encoding="utf-8")
    nameless = re.findall(
        r"^\s*- (?:link|button|heading|img|navigation|region|table|textbox)\b"
        r"(?! \")(?!:? \[).*$",
        text,
        re.MULTILINE,
    )
    assert [line for line in nameless if not line.strip().startswith("- table")] == []
