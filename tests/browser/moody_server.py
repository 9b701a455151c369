"""A server for one site that tests can switch off, hold up, and let answer whatever they like."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import urlsplit

from plugins.values import Struct, field

TYPES = {".avif": "image/avif", ".js": "text/javascript", ".woff2": "font/woff2"}


class Said(Struct, frozen=True, kw_only=True):
    """An answer in the place of the site's own."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class Moody(Struct, kw_only=True):
    """How the server feels. All paths are site paths with a slash before them."""

    folder: Path
    base: str = ""
    origin: str = ""
    down: bool = False
    says: dict[str, Said] = field(default_factory=dict)
    held: dict[str, Event] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def file(self, path: str) -> Path:
        """The file behind a path."""
        name = path.removeprefix(self.base).lstrip("/")
        return self.folder / (name + "index.html" if not name or name.endswith("/") else name)

    def text(self, path: str) -> str:
        """The site's own page."""
        return self.file(path).read_text(encoding="utf-8")

    def paths(self) -> list[str]:
        """What was asked for."""
        return [path for path, _ in self.asked]

    def answer(self, path: str) -> Said:
        """What a request gets."""
        if path in self.says:
            return self.says[path]
        file = self.file(path)
        if not path.startswith(f"{self.base}/") or not file.is_file():
            missing = (self.folder / "404.html").read_bytes()
            return Said(body=missing, status=404, headers={"content-type": "text/html"})
        kind = TYPES.get(file.suffix) or guess_type(file.name)[0] or "application/octet-stream"
        return Said(body=file.read_bytes(), headers={"content-type": kind})


@contextmanager
def moody_server(folder: Path, base: str = "") -> Iterator[Moody]:
    """Serve a built site at `base` of a free port of this machine."""
    mood = Moody(folder=folder, base=base)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            if mood.down:
                self.close_connection = True  # no answer at all, as with a dead line
                return
            mood.asked.append((path, {k.lower(): v for k, v in self.headers.items()}))
            if path in mood.held:
                mood.held[path].wait(20)
            said = mood.answer(path)
            self.send_response(said.status)
            # Or the browser's own cache would answer where the worker is to be seen.
            for name, value in {"cache-control": "no-cache", **said.headers}.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(said.body)))
            self.end_headers()
            self.wfile.write(said.body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            """A browser that hangs up early is no error."""

    with Server(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        mood.origin = f"http://127.0.0.1:{server.server_port}"
        yield mood
        for event in mood.held.values():
            event.set()
        server.shutdown()
        thread.join()
