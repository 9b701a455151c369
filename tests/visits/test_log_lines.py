"""Lines of every format that is read, and lines that only look like one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.visits.log_lines import LONGEST, Request, parse_line
from tests.visits.logs import FORMATS, Hit, as_json, combined, common, hit, own

AT = int(datetime(2021, 1, 11, 1, 41, 24, tzinfo=UTC).timestamp())
ONE = hit("2021-01-11T08:41:24", "/tin-tuc/", id="0123456789abcdef" * 2)


def parsed(line: bytes) -> Request:
    request = parse_line(line.removesuffix(b"\n"))
    assert request is not None
    return request


@pytest.mark.parametrize("name", FORMATS)
def test_a_request_in_every_format(name: str) -> None:
    assert parsed(FORMATS[name](ONE)) == Request(
        id=ONE.id.encode() if name in ("own", "json") else b"",
        at=AT,
        address=b"203.0.113.7",
        method=b"GET",
        status=b"200",
        target=b"/luot-xem.gif?p=%2Ftin-tuc%2F",
        purpose=b"",
        agent=None if name == "common" else ONE.agent.encode(),
    )


@pytest.mark.parametrize("name", FORMATS)
def test_addresses_of_the_newer_kind(name: str) -> None:
    line = FORMATS[name](hit("2021-01-11T08:41:24", address="2001:db8::7"))
    assert parsed(line).address == b"2001:db8::7"


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_that_went_through_windows(name: str) -> None:
    line = FORMATS[name](ONE).removesuffix(b"\n")
    assert parsed(line + b"\r") == parsed(line)


_WORDS = st.text(
    st.characters(codec="utf-8", exclude_characters="\udfff"), min_size=1, max_size=60
).filter(lambda text: text.strip("- ") == text)


@given(agent=_WORDS, name=st.sampled_from(["own", "combined", "json"]))
def test_any_words_of_a_browser_come_out_as_they_went_in(agent: str, name: str) -> None:
    assert parsed(FORMATS[name](hit("2021-01-11T08:41:24", agent=agent))).agent == agent.encode()


@pytest.mark.parametrize("name", ["own", "combined", "json"])
def test_no_browser_named(name: str) -> None:
    assert parsed(FORMATS[name](hit("2021-01-11T08:41:24", agent=""))).agent == b""
    assert parsed(FORMATS[name](hit("2021-01-11T08:41:24", agent="-"))).agent == b""


@pytest.mark.parametrize(
    "line",
    [
        combined(ONE, UTC),
        combined(ONE, timezone(-timedelta(hours=9, minutes=30))),
        common(ONE, timezone(timedelta(hours=14))),
        as_json(ONE).replace(b"time_iso8601", b"time"),
        b'{"msec":"1610329284.999","remote_addr":"1.2.3.4","request_uri":"/","request_method":"GET",'
        b'"status":200}',
        b'{"time":1610329284,"remote_addr":"1.2.3.4","request":"GET / HTTP/1.1","status":200}',
        b'{"time_local":"11/Jan/2021:08:41:24 +0700","remote_addr":"1.2.3.4","request_uri":"/",'
        b'"request_method":"GET","status":"200"}',
        b'{"time_iso8601":"2021-01-11T01:41:24Z","remote_addr":"1.2.3.4","status":"200",'
        b'"request":"GET / HTTP/1.1"}',
    ],
)
def test_the_same_moment(line: bytes) -> None:
    assert parsed(line).at == AT


def test_what_servers_add_at_the_end_of_the_combined_format() -> None:
    line = combined(ONE).removesuffix(b"\n") + b' "10.0.0.1, 10.0.0.2" 0.005'
    assert parsed(line) == parsed(combined(ONE))


def test_a_log_without_names_of_browsers_is_told_from_an_empty_name() -> None:
    assert (
        parsed(b'{"time":1,"remote_addr":"::1","request":"GET / HTTP/1.1","status":200}').agent
        is None
    )


def test_names_of_requests_go_by_either_key() -> None:
    assert parsed(as_json(ONE).replace(b"request_id", b"id")).id == ONE.id.encode()


def test_apache_writes_quotes_in_its_own_way() -> None:
    line = combined(hit("2021-01-11T08:41:24", agent="?")).replace(b'"?"', rb'"Mo\"zilla\\"')
    assert parsed(line).agent == b'Mo"zilla\\'


def test_a_user_cannot_forge_the_date() -> None:
    line = common(ONE).replace(b"- - [", b"- a [01/Jan/2020:00:00:00 +0700] b [")
    assert parsed(line).at == AT


def test_a_line_is_read_up_to_a_length() -> None:
    line = own(hit("2021-01-11T08:41:24", agent="M" * (2 * LONGEST)))
    assert parsed(line) == parsed(line[:LONGEST] + b"\n")


_OWN = own(ONE).removesuffix(b"\n")
_COMBINED = combined(ONE).removesuffix(b"\n")
_JSON = as_json(ONE).removesuffix(b"\n")


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\0\0\0",
        b"lx1\t",
        _OWN.rpartition(b"\t")[0],
        _OWN + b"\tmore",
        _OWN.replace(b"lx1", b"lx2"),
        _OWN.replace(b".000", b"e99"),
        _OWN.replace(b"1610329284", b"9" * 400),
        _OWN.replace(b"203.0.113.7", b"<script>"),
        _OWN.replace(b"\t200\t", b"\tok\t"),
        _COMBINED[:-1],
        _COMBINED.replace(b"11/Jan", b"31/Feb"),
        _COMBINED.replace(b"11/Jan", b"11/Foo"),
        _COMBINED.replace(b":08:", b":24:"),
        _COMBINED.replace(b":24 ", b":61 "),
        _COMBINED.replace(b"2021", b"0000"),
        _COMBINED.replace(b"+0700", b"+9900"),
        _COMBINED.replace(b"203.0.113.7", b"203.0.113.7\x1b[2J"),
        _COMBINED.replace(b"203.0.113.7", b"a" * 300),
        _COMBINED.replace(b"HTTP/1.1", b""),
        _JSON[:-1],
        _JSON.replace(b"2021", b"99999"),
        _JSON.replace(b"+00:00", b""),
        _JSON.replace(b'"200"', b"true"),
        _JSON.replace(b'"200"', b"2e400"),
        _JSON.replace(b"remote_addr", b"addr"),
        _JSON.replace(b'"request"', b'"r"'),
        b"{" * 100_000,
        b'{"a":' * 100_000,
        b'{"time":' + b"9" * 5000 + b"}",
        b"[]",
        b"{}",
        b"MZ\x90\0\x03",
    ],
)
def test_no_line_of_a_log(line: bytes) -> None:
    assert parse_line(line) is None


@given(st.binary(max_size=300))
def test_any_bytes(line: bytes) -> None:
    assert parse_line(line) is None


@given(
    line=st.sampled_from([_OWN, _COMBINED, _JSON]),
    at=st.integers(0, 400),
    length=st.integers(0, 9),
    put=st.binary(max_size=9).filter(lambda data: b"\n" not in data),
)
def test_a_line_in_which_something_went_wrong(
    line: bytes, at: int, length: int, put: bytes
) -> None:
    request = parse_line(line[:at] + put + line[at + length :])
    assert request is None or (request.at >= 0 and request.method and len(request.status) == 3)


def test_what_is_no_unicode_is_kept_to_the_byte() -> None:
    for name in ("own", "combined", "json"):
        line = FORMATS[name](Hit(at=AT, agent="\udcff\udc80Mozilla"))
        assert parsed(line).agent == b"\xff\x80Mozilla"


def test_half_a_pair_in_json_does_not_end_the_run() -> None:
    assert parsed(as_json(ONE).replace(b"Mozilla", rb"\ud800")).agent == b"\xef\xbf\xbd"
