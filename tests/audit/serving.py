"""A server for a built site that packs and caches as deploy/nginx/thu-vien.conf does."""

from __future__ import annotations

import gzip
import mimetypes
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

_TYPES = {
    ".avif": "image/avif",
    ".css": "text/css",
    ".csv": "text/csv",
    ".geojson": "application/geo+json",
    ".html": "text/html",
    ".ics": "text/calendar",
    ".js": "text/javascript",
    ".json": "application/json",
    ".mp4": "video/mp4",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".vtt": "text/vtt",
    ".wasm": "application/wasm",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "text/xml",
}
_PACKED = re.compile(r"text/|image/svg|application/(json|geo|javascript|wasm)")
_IMMUTABLE = re.compile(r"[./][0-9a-f]{20}(-[0-9a-z-]+)?\.[a-z0-9]+$")
_LEVEL = 5
_LEAST = 512


@contextmanager
def serving(folder: Path, base: str = "") -> Iterator[str]:
    """Serve a folder below the path `base`; the site's address without a slash at its end."""
    handler = partial(_Handler, folder, base, {})
    with _Server(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}{base}"
        server.shutdown()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up early is no error."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __init__(self, folder: Path, base: str, packed: dict[Path, bytes], *args: object) -> None:
        self._folder, self._base, self._packed = folder, base, packed
        super().__init__(*args)  # type: ignore[arg-type]

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def do_GET(self) -> None:
        self._answer(body=True)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def _answer(self, *, body: bool) -> None:
        path = unquote(urlsplit(self.path).path)
        file, status = self._find(path), 200
        if file is None:
            file, status = self._folder / "404.html", 404
        if file.is_dir():
            self.send_response(301)
            self.send_header("Location", f"{path}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        data = file.read_bytes() if file.is_file() else b""
        kind = _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0]
        kind = kind or "application/octet-stream"
        self.send_response(status)
        charset = "; charset=utf-8" if kind.startswith("text/") else ""
        self.send_header("Content-Type", f"{kind}{charset}")
        forever = _IMMUTABLE.search(path)
        age = "public, max-age=31536000, immutable" if forever else "max-age=60"
        self.send_header("Cache-Control", age)
        self.send_header("X-Content-Type-Options", "nosniff")
        if _PACKED.match(kind) and len(data) >= _LEAST:
            self.send_header("Vary", "Accept-Encoding")
            if "gzip" in self.headers.get("Accept-Encoding", ""):
                if file not in self._packed:
                    self._packed[file] = gzip.compress(data, _LEVEL, mtime=0)
                data = self._packed[file]
                self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if body:
            self.wfile.write(data)

    def _find(self, path: str) -> Path | None:
        """The file or the folder without its slash; None where there is nothing."""
        if not path.startswith(f"{self._base}/"):
            return None
        path = path.removeprefix(self._base).lstrip("/")
        if ".." in Path(path).parts:
            return None
        file = self._folder / (f"{path}index.html" if not path or path.endswith("/") else path)
        return file if file.exists() else None
