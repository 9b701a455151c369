"""Addresses: the closed map from content files to pages."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.addresses import (
    RESERVED,
    address_of,
    category_address,
    output_file,
    series_address,
    tag_address,
    year_address,
)


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("tin-tuc/2021/hoi-nghi/index.md", "tin-tuc/2021/hoi-nghi/"),
        ("tin-tuc/2021/Hội nghị/index.md", "tin-tuc/2021/hoi-nghi/"),
        ("trang/lien-he.md", "lien-he/"),
        ("video/le-hoi.md", "video/le-hoi/"),
        ("tin-tuc/2021/hoi-nghi/INDEX.md", None),
        ("tin-tuc/2021/hoi-nghi/index.markdown", None),
        ("tin-tuc/2021/hoi-nghi/khac.md", None),
        ("tin-tuc/2021/hoi-nghi.md", None),
        ("tin-tuc/2021/a/b/index.md", None),
        ("tin-tuc/21/hoi-nghi/index.md", None),
        ("tin-tuc/20211/hoi-nghi/index.md", None),
        ("tin-tuc/2021/…/index.md", None),
        ("trang/a/b.md", None),
        ("trang/….md", None),
        ("README.md", None),
        ("../trang/a.md", None),
        ("/trang/a.md", None),
        ("", None),
    ],
)
def test_address_of(path: str, address: str | None) -> None:
    assert address_of(path) == address


@given(st.sampled_from(["tin-tuc/2021/{}/index.md", "trang/{}.md", "video/{}.md", "{}"]), st.text())
def test_addresses_are_safe(form: str, name: str) -> None:
    address = address_of(form.format(name))
    assert address is None or re.fullmatch(r"([a-z0-9][a-z0-9-]*/)+", address)


def test_lists() -> None:
    assert year_address(2021) == "tin-tuc/2021/"
    assert year_address(987) == "tin-tuc/0987/"
    assert category_address("thong-bao") == "chuyen-muc/thong-bao/"
    assert tag_address("hoi-nghi") == "tu-khoa/hoi-nghi/"
    assert series_address("110-nam") == "dong-su-kien/110-nam/"


@pytest.mark.parametrize(
    "address",
    [
        "tin-tuc/",
        "chuyen-muc/",
        "tu-khoa/",
        "dong-su-kien/",
        "trich-dan/",
        "xe-thu-vien/",
        "video/",
        "tim-kiem/",
        "feeds/",
        "anh/",
        "static/",
        "404.html",
        "sitemap.xml",
        "robots.txt",
        "index.html",
    ],
)
def test_addresses_of_the_site_are_reserved(address: str) -> None:
    # A page made from trang/<name>.md would answer at the same place, or beside it.
    assert address.split(".", maxsplit=1)[0].strip("/") in RESERVED


@pytest.mark.parametrize("make", [category_address, tag_address, series_address])
def test_no_page_can_take_the_place_of_a_list(make: object) -> None:
    assert callable(make)
    assert make("x").split("/")[0] in RESERVED


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("", "index.html"),
        ("tin-tuc/", "tin-tuc/index.html"),
        ("404.html", "404.html"),
        ("cu/bai-1.htm", "cu/bai-1.htm"),
    ],
)
def test_output_file(address: str, file: str) -> None:
    assert output_file(address) == file
