"""Home visits: rows of type Private leave no trace in what is published or printed."""

from __future__ import annotations

import gzip
import html
import io
import json
import zipfile
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from plugins.lint import check
from plugins.mobile_library import stops, trips
from plugins.vietnamese import fold, slugify
from tests.mobile_library.making import stop_table, trip_table
from tests.support.sites import Site, tree

PUBLIC = (
    {"frequency": ""},
    {"stop": "Chợ phiên", "day": "Thursday", "geox": "104.5", "geoy": "21.9"},
    {"stop": "Chợ phiên", "day": "Friday", "arrival": "13:00", "departure": "15:00"},
)
HOME = {
    "organisation": "Hội Chữ Thập Kín",
    "mobile": "Xe riêng 9",
    "route": "Tuyến chăm sóc",
    "community": "Xã Giấu",
    "stop": "Nhà bà Hoa",
    "address": "Ngõ Kín 7",
    "postcode": "33987",
    "geox": "104.123456",
    "geoy": "21.654321",
    "day": "Wednesday",
    "type": "Private",
    "arrival": "05:55",
    "departure": "06:06",
    "frequency": "FREQ=MONTHLY;BYDAY=3WE",
    "start": "2020-07-15",
    "exceptions": "2021-07-21",
    "timetable": "https://example.org/ba-hoa",
}
SECRETS = [
    cell for name, cell in HOME.items() if name not in ("type", "day", "frequency", "start")
] + [
    "15/07/2020",
    "21/07/2021",
    "2020-07-15",
    "FREQ=MONTHLY;BYDAY=3WE",
    "bà Hoa",
    "104.123",
    "21.654",
]
HOMES = (
    HOME,
    HOME | {"type": "private", "stop": "Nhà ông Kín"},
    HOME | {"type": " PRIVATE ", "community": "Xã Cường Thịnh", "stop": "Trường tiểu học"},
)


def forms(secret: str) -> set[bytes]:
    """A text as any of our files may write it."""
    texts = {secret, html.escape(secret), quote(secret), json.dumps(secret)[1:-1]}
    texts |= {slugify(secret), fold(secret)} if not secret[:1].isdigit() else set()
    return {text.encode() for text in texts if len(text) > 3}


def opened(data: bytes) -> Iterator[bytes]:
    """A file's bytes, and what is compressed in them."""
    yield data
    if data.startswith(b"\x1f\x8b"):
        yield gzip.decompress(data)
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from (archive.read(name) for name in archive.namelist())


def fill(site: Site, *rows: dict[str, str]) -> None:
    site.write(stops.FILE, stop_table(*rows))
    served = {"date": "2021-02-23", "stop": "cho-phien", "status": "served", "visitors": "40"}
    cancelled = {"date": "2021-03-02", "stop": "truong-tieu-hoc", "status": "cancelled"}
    site.write(trips.FILE, trip_table(served, cancelled))
    site.post("chuyen-xe", title="Xe về trường", trip="2021-02-23 cho-phien")


MIXED = (HOMES[0], PUBLIC[0], HOMES[1], PUBLIC[1], HOMES[2], PUBLIC[2])


def test_no_byte_of_the_output_tells_of_a_home_visit(site: Site) -> None:
    fill(site, *MIXED)
    assert site.build() == 0
    written = tree(site.output)
    assert any("cho-phien" in name for name in written)
    for name, data in written.items():
        assert not name.endswith(".br"), "how is it read here?"
        for content in (name.encode(), *opened(data)):
            for secret in SECRETS:
                found = [form for form in forms(secret) if form in content]
                assert not found, (name, secret)


def test_home_visits_change_no_byte(site: Site) -> None:
    fill(site, *MIXED)
    assert site.build(site.root / "with") == 0
    fill(site, *PUBLIC)
    assert site.build(site.root / "without") == 0
    assert tree(site.root / "with") == tree(site.root / "without")


WRONG: tuple[dict[str, str], ...] = (
    {"day": "Nhà bà Hoa"},
    {"arrival": "Ngõ Kín 7", "departure": "Xã Giấu"},
    {"frequency": "Nhà bà Hoa"},
    {"exceptions": "Nhà bà Hoa"},
    {"timetable": "bà Hoa"},
    {"stop": "=Nhà bà Hoa", "address": "@Ngõ Kín 7"},
    {"departure": "05:00"},
    {"end": "2019-01-01"},
    {"frequency": "FREQ=MONTHLY;BYDAY=3TU"},
)
"""Each wrong in a way of its own, where a message might quote what is private."""


@pytest.mark.parametrize("wrong", [{}, *WRONG], ids=str)
def test_what_a_check_says_of_a_home_visit_is_its_line(
    site: Site, wrong: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    fill(site, *PUBLIC, HOME | wrong)
    check(site.content)
    said = capsys.readouterr().out
    if wrong:
        assert f"{stops.FILE}:5: " in said
    site.build()
    said += capsys.readouterr().err
    for secret in ("Hoa", "Ngõ Kín", "Xã Giấu", "104.123456", "21.654321", "chăm sóc", "33987"):
        assert secret not in said
