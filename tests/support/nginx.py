"""The real nginx on loopback, with the configuration that is shipped and other paths in it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path

from plugins.values import Struct
from tests.conftest import ROOT
from tests.support import debian

SHIPPED = ROOT / "deploy/nginx/thu-vien.conf"
PACKAGE = "nginx"

BROTLI = ROOT / "deploy/nginx/thu-vien-brotli.conf"

_MAIN = """\
{module}
{user}
worker_processes {workers};
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
    include {types};
    default_type application/octet-stream;
    sendfile on;
    access_log {folder}/other.log;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/thu-vien.conf;
}}
"""
"""What Debian's nginx.conf says around a site, with all files in one folder."""


class Answer(Struct, frozen=True, kw_only=True):
    """What a server said. Names of headers are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


class Nginx(Struct, frozen=True, kw_only=True):
    """A running server. `folder` holds all that it writes."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes]

    @property
    def origin(self) -> str:
        """Its address, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def logs(self) -> Path:
        """Where both logs are."""
        return self.folder / "log"

    @property
    def pixel_log(self) -> Path:
        """The log that `inv visits` reads."""
        return self.logs / "luot-xem.log"

    @property
    def main_log(self) -> Path:
        """The log of all else."""
        return self.logs / "trang.log"

    @property
    def live(self) -> Path:
        """Where the live figures are looked for."""
        return self.folder / "live"

    @property
    def errors(self) -> str:
        """What it complained of."""
        return (self.folder / "error.log").read_text(encoding="utf-8", errors="replace")

    def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        headers: dict[str, str] | None = None,
        host: str = "127.0.0.1",
    ) -> Answer:
        """Ask once, without following anything."""
        connection = HTTPConnection(host, self.port, timeout=10)
        try:
            connection.request(method, path, headers=headers or {})
            answer = connection.getresponse()
            told = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(status=answer.status, headers=told, body=answer.read())
        finally:
            connection.close()

    def lines(self, log: Path, count: int) -> list[bytes]:
        """The lines of a log as soon as there are so many: it is written after the answer."""
        deadline = time.monotonic() + 20
        while True:
            found = log.read_bytes().splitlines() if log.exists() else []
            if len(found) >= count or time.monotonic() > deadline:
                return found
            time.sleep(0.01)

    def reopen(self) -> None:
        """Have it open its logs anew, as logrotate does."""
        self.process.send_signal(signal.SIGUSR1)


def find_nginx() -> Path:
    """The program; raises ProgramMissingError with what to install."""
    return debian.find_program("nginx", PACKAGE)


def configuration(
    folder: Path,
    site: Path,
    port: int,
    *,
    base: str = "",
    trusted: Sequence[str] = (),
    without: Sequence[str] = (),
) -> str:
    """The shipped file with the paths and the port of a test.

    `base` is the path the site lives under, changed as deploy/README.md says; `site` has that name
    then. `trusted` are proxies whose X-Forwarded-For is believed, by the lines that
    the file has as comments; `without` are lines that an administrator takes out.
    """
    text = SHIPPED.read_text(encoding="utf-8")
    if base:
        assert base == f"/{site.name}"
        text = under_path(text, base)
    for old, new in (
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("listen [::]:80;", f"listen [::1]:{port};" if has_ipv6() else ""),
        ("/srv/www/thu-vien/current/.nginx/", f"{site}/.nginx/"),
        ("/srv/www/goc;", f"{site.parent};")
        if base
        else ("/srv/www/thu-vien/current;", f"{site};"),
        ("/etc/nginx/snippets/", f"{folder}/snippets/"),
        ("/var/log/thu-vien/", f"{folder}/log/"),
        ("/var/lib/thu-vien/live/", f"{folder}/live/"),
        ("/etc/nginx/mime.types", str(types_file())),
    ):
        assert old in text, old
        text = text.replace(old, new)
    for line in without:
        assert f"\n    {line}\n" in text
        text = text.replace(f"\n    {line}\n", "\n")
    if trusted:
        line = "# set_real_ip_from 192.0.2.1;"
        assert line in text
        text = text.replace(line, "\n".join(f"set_real_ip_from {one};" for one in trusted))
        text = re.sub(r"# (real_ip_\w+ .*;)", r"\1", text)
    return text


def under_path(text: str, base: str) -> str:
    """What deploy/README.md says to do for a site at https://host/thu-vien."""
    readme = (ROOT / "deploy/README.md").read_text(encoding="utf-8")
    (command,) = re.findall(r"sed -E -i '(.*)' .*thu-vien\.conf", readme)
    done = subprocess.run(
        [debian.find_program("sed", "sed"), "-E", command.replace("/thu-vien/", f"{base}/")],
        input=text.encode(),
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()


def types_file() -> Path:
    """nginx's own table of types, wherever its package put it."""
    places = ("/etc/nginx", "/usr/local/etc/nginx", "/opt/homebrew/etc/nginx")
    return next(Path(place) / "mime.types" for place in places if Path(place).exists())


def has_ipv6() -> bool:
    """Whether this machine has a loopback of that kind: some containers do not."""
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6):
            return True
    except OSError:
        return False


@contextmanager
def serving(
    folder: Path,
    site: Path,
    *,
    base: str = "",
    trusted: Sequence[str] = (),
    without: Sequence[str] = (),
    module: Path | None = None,
    workers: int = 2,
    stop: signal.Signals = signal.SIGQUIT,
) -> Iterator[Nginx]:
    """A server of the folder `site` for as long as the block runs; its files go into `folder`.

    `module` is that of brotli, where the server is to have it.
    """
    program = find_nginx()
    for name in ("log", "live", "snippets"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    if module:
        shutil.copy(BROTLI, folder / "snippets")
    with ExitStack() as stack:
        for _ in range(20):  # another process may take the port between two looks
            port = _free_port()
            text = configuration(folder, site, port, base=base, trusted=trusted, without=without)
            (folder / "thu-vien.conf").write_text(text, encoding="utf-8")
            main = _MAIN.format(
                module=f"load_module {module};" if module else "",
                folder=folder,
                types=types_file(),
                workers=workers,
                user="user root;" if debian.is_root() else "",  # temporary folders are its own
            )
            (folder / "nginx.conf").write_text(main, encoding="utf-8")
            check(program, folder)
            process = subprocess.Popen(
                [program, "-p", folder, "-c", folder / "nginx.conf", "-e", folder / "error.log"],
                stdin=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            stack.callback(_end, process, stop)
            if _answers(process, port):
                break
        else:
            raise AssertionError((folder / "error.log").read_text(encoding="utf-8"))
        yield Nginx(folder=folder, port=port, process=process)


def check(program: Path, folder: Path) -> None:
    """`nginx -t`: no error and no warning."""
    done = subprocess.run(
        [program, "-t", "-q", "-p", folder, "-c", folder / "nginx.conf", "-e", "stderr"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stderr


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


def _answers(process: subprocess.Popen[bytes], port: int) -> bool:
    deadline = time.monotonic() + 20
    while process.poll() is None and time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return process.poll() is None
    return False


def _end(process: subprocess.Popen[bytes], how: signal.Signals) -> None:
    if process.poll() is None:
        process.send_signal(how)
    with suppress(subprocess.TimeoutExpired):
        process.wait(10)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)  # workers that outlived it
    process.wait(10)
