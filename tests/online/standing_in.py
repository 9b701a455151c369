"""A host on loopback that answers as told, and remembers what it was asked."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from plugins.online.verdicts import Services
from plugins.values import Struct, field


class Answer(Struct, frozen=True, kw_only=True):
    """What is said at an address; `head` is the status for HEAD where it is another one.

    `silent` says nothing until the host ends, `cut` ends in the middle; `age` is the header.
    """

    status: int = 200
    head: int = 0
    kind: str = "video/mp4"
    data: bytes = b"x"
    to: str = ""
    silent: bool = False
    cut: bool = False
    age: str = ""


class Host(Struct):
    """The host: `answers` by path; what is not there is 404."""

    address: str
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def services(self) -> Services:
        """This host as YouTube."""
        return Services(oembed=f"{self.address}/oembed", stills=f"{self.address}/vi")


@contextmanager
def standing_in() -> Iterator[Host]:
    """A host for as long as the block runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self._answer()

        def do_GET(self) -> None:
            self._answer()

        def _answer(self) -> None:
            part = self.headers.get("Range", "")
            host.asked.append(" ".join(filter(None, (self.command, self.path, part))))
            path = self.path.partition("?")[0]
            found = host.answers.get(self.path) or host.answers.get(path) or Answer(status=404)
            if found.silent:
                host.over.wait(30)
                return
            only_head = self.command == "HEAD"
            self.send_response(found.head if only_head and found.head else found.status)
            if found.to:
                self.send_header("Location", found.to)
            if found.age:
                self.send_header("Age", found.age)
            self.send_header("Content-Type", found.kind)
            self.send_header("Content-Length", str(len(found.data) + 9 * found.cut))
            self.end_headers()
            if not only_head:
                self.wfile.write(found.data)

        def log_message(self, *_: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: Any) -> None:
            """Who asks may hang up before all is said."""

    server = Server(("127.0.0.1", 0), Handler)
    host = Host(address=f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield host
    finally:
        host.over.set()
        server.shutdown()
        thread.join()
        server.server_close()
