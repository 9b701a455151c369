"""Questions to other hosts end, whatever the host does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from plugins.online import asking
from plugins.online.asking import NoAnswerError, ask
from tests.online.standing_in import Answer, Host, standing_in


@pytest.fixture
def host() -> Iterator[Host]:
    with standing_in() as made:
        yield made


def test_an_answer(host: Host) -> None:
    host.answers["/a"] = Answer(kind="image/jpeg; charset=x", data=b"abc")
    reply = ask(f"{host.address}/a", most=3)
    assert (reply.status, reply.kind, reply.data) == (200, "image/jpeg", b"abc")
    assert ask(f"{host.address}/a").data == b""
    assert ask(f"{host.address}/b", most=9).status == 404


@pytest.mark.parametrize(
    ("answer", "data"),
    [
        (Answer(status=404, data=b'"0"'), b'"0"'),
        (Answer(status=500, data=b"x" * 11), b"x" * 10),
        (Answer(status=403, data=b"abc", cut=True), b"abc"),
    ],
    ids=["short", "too long", "cut short"],
)
def test_what_is_said_beside_an_error(host: Host, answer: Answer, data: bytes) -> None:
    host.answers["/a"] = answer
    reply = ask(f"{host.address}/a", most=10)
    assert (reply.status, reply.data) == (answer.status, data)
    assert ask(f"{host.address}/a").data == b""


@pytest.mark.parametrize(
    ("said", "age"),
    [("", 0), ("3600", 3600), ("-5", 0), ("x", 0), ("²", 0), ("9" * 5000, 0)],
    ids=repr,
)
def test_how_old_an_answer_is(host: Host, said: str, age: int) -> None:
    host.answers["/a"] = Answer(age=said.encode().decode("latin-1"))
    assert ask(f"{host.address}/a").age == age


def test_an_address_as_people_paste_it(host: Host) -> None:
    ask(f"{host.address}/phim tiếng%20Việt?a=b&c=%C3%A1#d")
    assert host.asked == ["GET /phim%20ti%E1%BA%BFng%20Vi%E1%BB%87t?a=b&c=%C3%A1"]


def test_redirects_keep_the_method(host: Host) -> None:
    host.answers["/a"] = Answer(status=302, to="/b")
    host.answers["/b"] = Answer()
    assert ask(f"{host.address}/a", method="HEAD").address == f"{host.address}/b"
    assert host.asked == ["HEAD /a", "HEAD /b"]


@pytest.mark.parametrize(
    "to", ["file:///etc/passwd", "ftp://127.0.0.1/", "data:,a", "javascript:a"]
)
def test_redirects_lead_to_the_web_only(host: Host, to: str) -> None:
    host.answers["/a"] = Answer(status=302, to=to)
    assert ask(f"{host.address}/a", most=99).status == 302


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer(data=b"x" * 11), "lớn hơn"),
        (Answer(silent=True), "máy chủ trả lời quá chậm"),
        (Answer(data=b"abc", cut=True), "máy chủ ngắt kết nối"),
    ],
    ids=["too long", "silent", "cut short"],
)
def test_what_is_no_answer(host: Host, answer: Answer, reason: str) -> None:
    host.answers["/a"] = answer
    with pytest.raises(NoAnswerError, match=reason):
        ask(f"{host.address}/a", most=20 if answer.cut else 10, patience=0.3)


def test_redirects_in_a_circle_end(host: Host) -> None:
    host.answers["/a"] = Answer(status=302, to="/a")
    assert ask(f"{host.address}/a").status == 302


def test_a_host_that_drips_is_not_waited_for(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "DEADLINE", -1.0)
    host.answers["/a"] = Answer()
    with pytest.raises(NoAnswerError, match="quá chậm"):
        ask(f"{host.address}/a", most=10)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("file:///etc/passwd", "đây không phải địa chỉ web"),
        ("ftp://127.0.0.1/", "đây không phải địa chỉ web"),
        ("http://127.0.0.1:1/", "không kết nối được|máy chủ ngắt kết nối"),
        ("http://khong-co.invalid/", "không tìm thấy máy chủ|không kết nối được"),
        ("https://[", "không kết nối được"),
        ("", "không kết nối được"),
    ],
)
def test_who_cannot_be_asked(address: str, reason: str) -> None:
    with pytest.raises(NoAnswerError, match=reason):
        ask(address, patience=1)
