"""Figures of any address that answers the contract: taken as told, or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest

from plugins.online import asking
from plugins.online.counters import LARGEST
from plugins.visits.counts import FILE, Counts, Recent
from tests.online.figures import OLD, fetch, keep, settings, written
from tests.online.standing_in import Answer, Host, standing_in
from tests.support.sites import Site


@pytest.fixture
def host() -> Iterator[Host]:
    with standing_in() as made:
        yield made


FIGURES: dict[str, Any] = {
    "version": 1,
    "as_of": "2021-03-11T08:00:00+07:00",
    "total": 2000,
    "today": 9,
    "online": 4,
    "paths": {"/tin-tuc/2021/a/": 7},
    "recent": {"since": "2021-03-01", "paths": {"/tin-tuc/2021/a/": 3}},
}


def contract(host: Host, changes: Mapping[str, Any] | bytes, **more: Any) -> None:
    data = changes if isinstance(changes, bytes) else json.dumps(FIGURES | changes).encode()
    host.answers["/so-lieu.json"] = Answer(kind="application/json", data=data, **more)


def test_an_address_that_answers_the_contract(site: Site, host: Host) -> None:
    keep(site, OLD)
    contract(host, {})
    fetch(site, settings(host, "json", "/so-lieu.json", visits_before=195_000))
    assert host.asked == ["GET /so-lieu.json"]
    assert written(site) == Counts(
        as_of=datetime(2021, 3, 11, 1, tzinfo=UTC),
        total=2000,  # as told: it knows what was before
        today=9,
        online=None,  # of that moment only
        paths={"/tin-tuc/2021/a/": 7},
        recent=Recent(since=date(2021, 3, 1), paths={"/tin-tuc/2021/a/": 3}),
    )


@pytest.mark.parametrize(
    ("changes", "more", "words"),
    [
        ({"version": 2}, {}, "không theo quy ước"),
        ({"total": "2.000"}, {}, "“total” phải là số nguyên không âm"),
        ({"total": -1, "today": 1.5}, {}, "“total” phải là số nguyên không âm; “today” phải"),
        ({"total": 10**30}, {}, "con số lớn quá mức"),
        ({"total": 2000, "today": 2**53}, {}, "con số lớn quá mức"),
        ({"total": 999}, {}, "nhỏ hơn số đang có"),
        ({"as_of": "2021-03-10T08:00:00+07:00"}, {}, "cũ hơn (tính đến 10/03/2021 8:00:00 SA)"),
        ({"as_of": "2021-03-11T08:36:00+07:00"}, {}, "ở tương lai"),
        ({"as_of": "2021-03-11T08:00:00"}, {}, "“as_of” phải là ngày giờ có múi giờ"),
        (b"", {}, "không có chữ nào"),
        (b"<!doctype html>", {}, "tệp không phải JSON"),
        (b"[1]", {}, "tệp phải là một đối tượng JSON"),
        (b"[" * 100_000, {}, "tệp không phải JSON"),
        (b'{"total": ' + b"9" * 5000 + b"}", {}, "tệp không phải JSON"),
        (b"\xff\xfe", {}, "tệp không phải JSON"),
        (bytes(LARGEST + 1), {}, "câu trả lời lớn hơn 2 MB"),
        ({}, {"status": 404}, "máy chủ trả lời mã 404"),
        ({}, {"status": 500}, "máy chủ trả lời mã 500"),
        ({}, {"cut": True}, "máy chủ ngắt kết nối"),
        ({}, {"silent": True}, "máy chủ trả lời quá chậm"),
        ({}, {"status": 302, "to": "file:///etc/passwd"}, "máy chủ trả lời mã 302"),
        ({}, {"status": 302, "to": "/so-lieu.json"}, "máy chủ trả lời mã 302"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_an_address_that_does_not(
    site: Site,
    host: Host,
    changes: Mapping[str, Any] | bytes,
    more: dict[str, Any],
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if more.get("silent"):
        monkeypatch.setitem(asking.ask.__kwdefaults__, "patience", 0.3)
    before = keep(site, OLD)
    contract(host, changes, **more)
    fetch(site, settings(host, "json", "/so-lieu.json"))
    err = capsys.readouterr().err
    assert words in err
    assert "Cách sửa: " in err
    assert "Giữ số cũ: 1.000" in err
    assert (site.content / FILE).read_bytes() == before
