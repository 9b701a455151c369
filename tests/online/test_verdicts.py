"""Films elsewhere: there, gone, or not to be asked for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from plugins.fields import VideoSource
from plugins.online import asking
from plugins.online.verdicts import Verdict, verdict
from tests.online.standing_in import Answer, Host, standing_in

ID = "dQw4w9WgXcQ"
YOUTUBE = VideoSource(kind="youtube", value=ID)
OEMBED = "/oembed?url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DdQw4w9WgXcQ&format=json"


@pytest.fixture
def host() -> Iterator[Host]:
    with standing_in() as made:
        yield made


def told(found: Verdict) -> str:
    assert (found.state == "there") == (found.message == "") == (found.hint == "")
    return f"{found.state} {found.message}".strip()


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (200, "there"),
        (400, f"gone không còn xem được: YouTube không có video {ID}"),
        (404, f"gone không còn xem được: YouTube không có video {ID}"),
        (401, f"gone không còn xem được: video {ID} để riêng tư, hoặc không cho nhúng vào trang"),
        (403, f"gone không còn xem được: video {ID} để riêng tư, hoặc không cho nhúng vào trang"),
        (429, "unknown chưa hỏi được: YouTube trả lời mã 429"),
        (500, "unknown chưa hỏi được: YouTube trả lời mã 500"),
    ],
)
def test_youtube(host: Host, status: int, words: str) -> None:
    host.answers[OEMBED] = Answer(status=status, kind="application/json", data=b"{}")
    assert told(verdict(YOUTUBE, host.services)).startswith(words)
    assert host.asked == [f"GET {OEMBED}"]


@pytest.mark.parametrize(
    ("answer", "asked", "words"),
    [
        (Answer(), ["HEAD"], "there"),
        (Answer(head=404), ["HEAD", "GET"], "there"),
        (Answer(head=405, status=206), ["HEAD", "GET"], "there"),
        (Answer(status=404), ["HEAD", "GET"], "gone không còn xem được: máy chủ không có tệp"),
        (Answer(status=410), ["HEAD", "GET"], "gone không còn xem được: máy chủ không có tệp"),
        (Answer(status=403), ["HEAD", "GET"], "unknown chưa hỏi được: máy chủ trả lời mã 403"),
        (Answer(status=503), ["HEAD", "GET"], "unknown chưa hỏi được: máy chủ trả lời mã 503"),
        (Answer(kind="text/html"), ["HEAD"], "gone không còn xem được: địa chỉ này giờ là một"),
        (
            Answer(status=302, to="/a.mp4"),
            ["HEAD"] * 5 + ["GET"] * 5,
            "unknown chưa hỏi được: máy chủ trả lời mã 302",
        ),
        (Answer(kind="application/octet-stream"), ["HEAD"], "there"),
    ],
)
def test_other_hosts(host: Host, answer: Answer, asked: list[str], words: str) -> None:
    host.answers["/a.mp4"] = answer
    source = VideoSource(kind="url", value=f"{host.address}/a.mp4")
    assert told(verdict(source, host.services)).startswith(words)
    lines = {"HEAD": "HEAD /a.mp4", "GET": "GET /a.mp4 bytes=0-0"}
    assert host.asked == [lines[one] for one in asked]


def test_a_film_that_moved_on_its_host_plays(host: Host) -> None:
    host.answers |= {"/a.mp4": Answer(status=301, to="/b.mp4"), "/b.mp4": Answer()}
    source = VideoSource(kind="url", value=f"{host.address}/a.mp4")
    assert told(verdict(source, host.services)) == "there"


def test_a_film_that_moved_to_another_host_does_not(host: Host) -> None:
    with standing_in() as other:
        other.answers["/b.mp4"] = Answer()
        host.answers["/a.mp4"] = Answer(status=301, to=f"{other.address}/b.mp4")
        source = VideoSource(kind="url", value=f"{host.address}/a.mp4")
        found = verdict(source, host.services)
    assert told(found).startswith("gone không còn xem được: phim đã chuyển sang máy chủ khác")
    assert f"{other.address}/b.mp4" in found.hint


@pytest.mark.parametrize("source", [YOUTUBE, VideoSource(kind="url", value="http://127.0.0.1:1/")])
def test_without_a_network_nothing_is_gone(source: VideoSource) -> None:
    with standing_in() as host:
        services = host.services
    found = verdict(source, services)
    assert told(found).startswith("unknown chưa hỏi được: ")


def test_a_silent_host_is_not_gone(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(asking.ask.__kwdefaults__, "patience", 0.3)
    host.answers["/oembed"] = Answer(silent=True)
    assert (
        told(verdict(YOUTUBE, host.services)) == "unknown chưa hỏi được: máy chủ trả lời quá chậm"
    )
