"""Packed copies: the same bytes each time, made once, and only where they pay."""

from __future__ import annotations

import gzip
import os
import random
from pathlib import Path

import brotli
import pytest

from plugins.publishing import packing
from plugins.publishing.packing import PACKABLE, gzipped, packed
from plugins.publishing.surveys import survey

TEXT = "Thư viện lưu động đến trường. ".encode() * 99


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    site.mkdir()
    noise = random.Random(1).randbytes(2000)
    for name, data in {
        "index.html": TEXT,
        "same.html": TEXT,
        "short.html": TEXT[:511],
        "long.html": TEXT[:512],
        "live.html": TEXT + b'<!--# include virtual="/x" -->',
        "noise.json": noise,
        "photo.jpg": TEXT,
        "feed.xml": TEXT,
    }.items():
        (site / name).write_bytes(data)
    return site


def pack(site: Path) -> dict[str, Path]:
    return packed(site, survey(site, PACKABLE).digests, site.with_name("kept"))


def test_texts_are_packed_where_it_pays(site: Path) -> None:
    found = pack(site)
    names = ("index.html", "same.html", "long.html", "feed.xml")
    assert found.keys() == {f"{name}{ending}" for name in names for ending in (".gz", ".br")}
    for name, path in found.items():
        data = path.read_bytes()
        whole = gzip.decompress(data) if name.endswith(".gz") else brotli.decompress(data)
        assert whole == (site / name[:-3]).read_bytes()
    assert found["index.html.gz"] == found["same.html.gz"]


def test_packed_bytes_name_no_time_and_no_machine() -> None:
    data = gzipped(TEXT)
    assert data == gzipped(TEXT)
    assert data[:8] == b"\x1f\x8b\x08\0\0\0\0\0"  # RFC 1952: no name, no time


def test_what_was_packed_is_not_packed_again(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {name: path.stat().st_mtime_ns for name, path in pack(site).items()}
    (site / "feed.xml").write_bytes(TEXT + b"x" * 99)
    tried: list[bytes] = []
    monkeypatch.setattr(
        packing, "recipes", lambda: {".gz": lambda data, _: tried.append(data) or b""}
    )
    pack(site)
    assert tried == [TEXT + b"x" * 99]
    monkeypatch.undo()
    after = pack(site)
    assert {
        name for name, path in after.items() if path.stat().st_mtime_ns == before.get(name)
    } == {name for name in before if name.endswith(".gz") and name != "feed.xml.gz"}


def test_what_no_name_needs_leaves(site: Path) -> None:
    pack(site)
    for path in site.iterdir():
        path.unlink()
    assert pack(site) == {}
    assert os.listdir(site.with_name("kept")) == []  # noqa: PTH208


def test_without_brotli_there_is_gzip(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "brotli", None)
    assert {name[-3:] for name in pack(site)} == {".gz"}
