"""Live preview: build, serve `output` on this machine, build again and reload when a file changes.

loop → watch (what changed?) → keeper → builder (a process that builds again and again)
     → channel → server → reload.js in the page
"""

from __future__ import annotations

import errno
import signal
import sys
from contextlib import closing
from functools import partial
from pathlib import Path
from threading import Event, Thread

from plugins.configuration import read_configuration
from plugins.preview.channel import Channel, State
from plugins.preview.darkroom import Darkroom
from plugins.preview.keeper import Keeper
from plugins.preview.loop import keep_building, new_version, tell
from plugins.preview.phone import EVERYWHERE, LOOPBACK, invitation, own_address
from plugins.preview.server import PreviewServer
from plugins.preview.watch import snapshot

# What pages are made of besides the content, below the folder the command runs in.
SOURCES = ("theme", "plugins", "pelicanconf.py")


def serve(
    content: Path, output: Path, *, host: str = LOOPBACK, port: int = 8000, phone: bool = False
) -> int:
    """Show the site until Ctrl+C; the exit code of the command.

    With `phone` other machines of the network may open it too.
    """
    if phone and host == LOOPBACK:
        host = EVERYWHERE
    channel = Channel(State(version=new_version()))
    try:
        darkroom = Darkroom(read_configuration().photos, partial(_say, error=True))
        server = PreviewServer((host, port), output, channel, darkroom)
    except (OSError, OverflowError) as error:
        _say(_cannot_listen(error, host, port), error=True)
        return 1
    roots = [content, *map(Path, SOURCES)]
    # `kill` ends it as Ctrl+C does, so that no builder is left at work.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        with closing(Keeper(content, output)) as keeper:
            before = snapshot(roots)
            first = keeper.build_in_the_open()
            tell(channel, first)
            shown = "localhost" if host in (LOOPBACK, EVERYWHERE) else host
            address = f"http://{shown}:{server.server_port}/"
            if host == EVERYWHERE:
                _say(invitation(own_address(), server.server_port, drawn=sys.stdout.isatty()))
            _say(f"Xem trang tại {address} (dừng: Ctrl+C). Sửa tệp rồi lưu, trang sẽ tự tải lại.")
            keep_building(
                roots,
                before=before,
                first=first,
                build=keeper.build,
                channel=channel,
                say=_say,
                stop=Event(),
            )
    except KeyboardInterrupt:
        _say("\nĐã dừng xem thử. Bước tiếp theo: make test, hoặc git commit.")
    finally:
        channel.close()
        server.shutdown()
        server.server_close()
    return 0


def _cannot_listen(error: Exception, host: str, port: int) -> str:
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        return (
            f"Cổng {port} đang được một chương trình khác dùng (có thể là một cửa sổ xem thử"
            f" khác). Hãy đóng chương trình đó, hoặc dùng cổng khác: make serve PORT={port + 1}"
        )
    return f"Không mở được máy chủ xem thử ở {host}:{port} ({error}). Hãy thử HOST hoặc PORT khác."


def _say(text: str, *, error: bool = False) -> None:
    # Flushed, so that it stands in order with what the builds say.
    print(text, file=sys.stderr if error else sys.stdout, flush=True)
