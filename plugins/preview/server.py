"""The web server of the preview: built pages that reload, and the stream that tells them to."""

from __future__ import annotations

import json
import mimetypes
import os
import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import gethostname, socket

from plugins.galleries.pictures import FOLDER as PHOTOS
from plugins.preview.channel import Channel, State
from plugins.preview.darkroom import Darkroom
from plugins.preview.hosts import WRONG_NAME, is_ours, own_names
from plugins.preview.pages import EVENTS, SCRIPT, Found, Moved, locate, notice, with_reload
from plugins.values import asdict

# A dead connection is noticed only by writing to it.
HEARTBEAT_SECONDS = 15.0

# Not left to the system's own table: on Windows that one may call a script plain text.
_TYPES = {
    ".atom": "application/atom+xml",
    ".avif": "image/avif",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".geojson": "application/geo+json",
    ".html": "text/html; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mp4": "video/mp4",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".wasm": "application/wasm",
    ".webm": "video/webm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}


class PreviewServer(ThreadingHTTPServer):
    """Serves `output`; `channel` says which build that is."""

    daemon_threads = True
    # On Windows this option would let a second server share the port unnoticed.
    allow_reuse_address = os.name != "nt"

    def __init__(
        self, address: tuple[str, int], output: Path, channel: Channel, darkroom: Darkroom
    ) -> None:
        self.output = output
        self.channel = channel
        self.darkroom = darkroom
        self.names = frozenset({address[0].lower(), *own_names(gethostname())})
        super().__init__(address, _Handler)

    def handle_error(self, request: socket | tuple[bytes, socket], client_address: object) -> None:
        """A browser that leaves in the middle of an answer is no error."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: PreviewServer
    protocol_version = "HTTP/1.1"
    # Else the body waits until the browser has acknowledged the head: up to 40 ms.
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        if not is_ours(self.headers.get("Host"), self.server.names):
            self._refuse()
            return
        path = self.path.partition("?")[0]
        if path == EVENTS:
            self._stream()
        elif path == SCRIPT:
            self._answer(HTTPStatus.OK, Path(__file__).with_name("reload.js"))
        else:
            self._page()

    def _refuse(self) -> None:
        """A page of another site may have been led here by a name of its own (DNS rebinding)."""
        body = notice("Không mở được bằng tên này", WRONG_NAME)
        self.send_response(HTTPStatus.MISDIRECTED_REQUEST)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self._send(body)

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_message(self, format: str, *args: object) -> None:
        """Silence: the terminal is for builds."""

    def _page(self) -> None:
        output = self.server.output
        match locate(output, self.path):
            case Moved(address=address):
                self.send_response(HTTPStatus.MOVED_PERMANENTLY)
                self.send_header("Location", address)
                self._send(b"")
            case Found(file=file):
                self._answer(HTTPStatus.OK, file)
            case None if photo := self._photo():
                self._answer(HTTPStatus.OK, photo)
            case None:
                self._answer(HTTPStatus.NOT_FOUND, output / "404.html")

    def _photo(self) -> Path | None:
        """A rendition that no build has made yet."""
        folder, _, name = self.path.partition("?")[0].rpartition("/")
        return self.server.darkroom.develop(name) if f"{folder}/".endswith(f"/{PHOTOS}") else None

    def _answer(self, status: HTTPStatus, file: Path) -> None:
        # Read before the page: a build that ends in between makes the page reload once more.
        version = self.server.channel.state.version
        suffix = file.suffix.lower()
        try:
            body = file.read_bytes()
        except OSError:
            # Also a file that a build took away after it was found.
            status, suffix = HTTPStatus.NOT_FOUND, ".html"
            body = notice("Chưa có trang này", "Trang chưa dựng xong, hoặc địa chỉ không đúng.")
        if suffix == ".html":
            body = with_reload(body, version, missing=status == HTTPStatus.NOT_FOUND)
        self.send_response(status)
        guess = mimetypes.types_map.get(suffix, "application/octet-stream")
        self.send_header("Content-Type", _TYPES.get(suffix, guess))
        self._send(body)

    def _send(self, body: bytes) -> None:
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _stream(self) -> None:
        """Server-sent events: the state now, and every one after it."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command == "HEAD":
            return
        channel = self.server.channel
        seen: State | None = None
        while True:
            state = channel.wait(seen, HEARTBEAT_SECONDS)
            if channel.closed:
                return
            self.wfile.write(
                f"data: {json.dumps(asdict(state))}\n\n".encode() if state else b":\n\n"
            )
            seen = state or seen
