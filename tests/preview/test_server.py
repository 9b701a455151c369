"""A real server, spoken to as a browser does."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from socket import IPPROTO_TCP, TCP_NODELAY, socket
from threading import Thread

import pytest

import plugins.preview
from plugins.preview.channel import Channel, State
from plugins.preview.darkroom import Darkroom
from plugins.preview.server import PreviewServer


@pytest.fixture
def output(tmp_path: Path) -> Path:
    site = tmp_path / "output"
    (site / "tin-tuc").mkdir(parents=True)
    (site / "index.html").write_text("<body>Trang nhà</body>", encoding="utf-8")
    (site / "tin-tuc" / "index.html").write_text("<body>Tin tức</body>", encoding="utf-8")
    (site / "404.html").write_text("<body>Không thấy</body>", encoding="utf-8")
    (site / "kiểu.css").write_text("a{}", encoding="utf-8")
    return site


@pytest.fixture
def channel() -> Channel:
    return Channel(State(version="v1"))


@pytest.fixture
def said() -> list[str]:
    """What the darkroom says on the terminal."""
    return []


@pytest.fixture
def server(
    output: Path, channel: Channel, tmp_path: Path, said: list[str]
) -> Iterator[PreviewServer]:
    darkroom = Darkroom(tmp_path / "photos", said.append)
    with PreviewServer(("127.0.0.1", 0), output, channel, darkroom) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        channel.close()
        server.shutdown()
        thread.join()


@pytest.fixture
def browser(server: PreviewServer) -> Iterator[HTTPConnection]:
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    yield connection
    connection.close()


def get(browser: HTTPConnection, path: str, method: str = "GET") -> tuple[HTTPResponse, str]:
    browser.request(method, path)
    response = browser.getresponse()
    return response, response.read().decode()


def test_a_page_learns_to_reload_and_the_file_does_not(
    browser: HTTPConnection, output: Path
) -> None:
    response, text = get(browser, "/")
    assert response.status == 200
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-store"
    assert text.startswith("<body>Trang nhà<script src=")
    assert 'data-version="v1"' in text
    assert "script" not in (output / "index.html").read_text(encoding="utf-8")


def test_other_files_stay_as_they_are(browser: HTTPConnection) -> None:
    response, text = get(browser, "/ki%E1%BB%83u.css")
    assert response.headers["Content-Type"] == "text/css; charset=utf-8"
    assert text == "a{}"


def test_head_sends_no_body(browser: HTTPConnection) -> None:
    whole, _ = get(browser, "/")
    response, text = get(browser, "/", "HEAD")
    assert response.status == 200
    assert response.headers["Content-Length"] == whole.headers["Content-Length"] != "0"
    assert text == ""
    # Nor does it lie in the way of the next answer.
    assert get(browser, "/ki%E1%BB%83u.css")[1] == "a{}"


def test_a_folder_without_slash(browser: HTTPConnection) -> None:
    response, _ = get(browser, "/tin-tuc?a=1")
    assert (response.status, response.headers["Location"]) == (301, "/tin-tuc/?a=1")
    # The connection is still good for the next request.
    assert get(browser, "/tin-tuc/")[0].status == 200


def test_the_sites_own_page_for_404(browser: HTTPConnection) -> None:
    response, text = get(browser, "/kh%C3%B4ng-c%C3%B3")
    assert response.status == 404
    assert "Không thấy<script" in text


def test_before_the_first_build(browser: HTTPConnection, output: Path) -> None:
    for page in output.rglob("*.html"):
        page.unlink()
    response, text = get(browser, "/")
    assert response.status == 404
    assert "chưa dựng xong" in text
    assert "/__preview__/reload.js" in text


def test_no_way_out_of_the_folder(browser: HTTPConnection, output: Path) -> None:
    (output.parent / "secret.txt").write_text("x", encoding="utf-8")
    for path in ("/../secret.txt", "/%2e%2e/secret.txt", "/tin-tuc/..%2f..%2fsecret.txt"):
        assert get(browser, path)[0].status == 404


def test_the_script(browser: HTTPConnection) -> None:
    response, text = get(browser, "/__preview__/reload.js")
    assert response.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert "EventSource" in text


def test_no_body_waits_for_the_head_to_arrive(
    server: PreviewServer, browser: HTTPConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nagle's algorithm would hold it back for up to 40 ms."""
    without_delay: list[int] = []

    def note(request: socket) -> None:
        without_delay.append(request.getsockopt(IPPROTO_TCP, TCP_NODELAY))
        request.close()

    monkeypatch.setattr(server, "shutdown_request", note)
    get(browser, "/")
    browser.close()
    while not without_delay:
        time.sleep(0.01)
    assert without_delay[0]


@pytest.mark.parametrize("path", ["/", "/__preview__/events", "/anh/x.avif"])
def test_another_sites_name_is_refused(browser: HTTPConnection, path: str) -> None:
    """Its page could read drafts as if they were its own (DNS rebinding)."""
    browser.request("GET", path, headers={"Host": "evil.example:8000"})
    response = browser.getresponse()
    assert response.status == 421
    text = response.read().decode()
    assert "địa chỉ mà lệnh xem thử in ra" in text
    assert "Trang nhà" not in text
    # The connection is still good for the next request.
    assert get(browser, "/")[0].status == 200


def next_event(response: HTTPResponse) -> dict[str, str]:
    line = response.readline().decode()
    assert response.readline() == b"\n"
    assert line.startswith("data: ")
    event: dict[str, str] = json.loads(line.removeprefix("data: "))
    return event


def test_the_stream_tells_the_state_and_every_new_one(
    browser: HTTPConnection, channel: Channel
) -> None:
    browser.request("GET", "/__preview__/events")
    response = browser.getresponse()
    assert response.headers["Content-Type"] == "text/event-stream; charset=utf-8"
    assert next_event(response) == {"version": "v1", "report": "", "failed": False}
    report = "tin.md:3: LỖI\n\ndata: x"
    channel.publish(State(version="v1", report=report, failed=True))
    assert next_event(response) == {"version": "v1", "report": report, "failed": True}
    channel.publish(State(version="v2"))
    assert next_event(response) == {"version": "v2", "report": "", "failed": False}
    channel.close()
    assert response.read() == b""


def test_a_taken_port_is_said_with_the_cure(
    server: PreviewServer, output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    port = server.server_port
    assert plugins.preview.serve(output, output, port=port) == 1
    said = capsys.readouterr().err
    assert f"Cổng {port} đang được một chương trình khác dùng" in said
    assert f"make serve PORT={port + 1}" in said


@pytest.mark.parametrize("port", [-1, 70_000])
def test_a_port_that_is_none(port: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert plugins.preview.serve(Path("a"), Path("b"), port=port) == 1
    assert "Không mở được máy chủ" in capsys.readouterr().err
