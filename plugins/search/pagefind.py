"""The search index as Pagefind makes it. The door to `pagefind_bin`.

Its program is spoken to as Pagefind's own wrappers for Node and Python do: requests and answers are
JSON in Base64, each with a comma behind it. The one for Python waits a tenth of a second for each
answer: minutes, for some thousand posts.
"""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from fnmatch import fnmatchcase
from io import BufferedReader
from pathlib import Path
from typing import Any

from plugins.reasons import reason
from plugins.search.records import Record
from plugins.search.spelling import keyword, spell

FOLDER = "pagefind/"
"""Where the index lies on the site."""

ENTRY = "pagefind-entry.json"
"""Names the other files: it is written last."""

_LANGUAGE = "vi"
_BROKE_OFF = "Pagefind dừng giữa chừng"
_WANTED = (
    "fragment/*",
    "index/*",
    "pagefind.js",
    "pagefind-worker.js",
    "*.pf_meta",
    "wasm.*",
    ENTRY,
)
"""What a browser asks for, in the order in which to publish it: not Pagefind's own pages."""


class IndexingError(Exception):
    """There is no index; a Vietnamese sentence says why."""


def program() -> Path:
    """The program of this machine. Raises IndexingError where there is none."""
    try:
        from pagefind_bin import get_executable  # noqa: PLC0415  # not everywhere to be had

        found: Path = get_executable()
    except (ImportError, FileNotFoundError) as error:
        raise IndexingError(
            "chưa cài được Pagefind, chương trình lập chỉ mục tìm kiếm, trên máy này"
        ) from error
    return found


def make_index(records: Iterable[Record]) -> dict[str, bytes]:
    """The files of the index by their names in FOLDER, in the order in which to publish them.

    The same records in the same order give the same bytes. Raises IndexingError.
    """
    command = [str(program()), "--service"]
    try:
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            try:
                files = _speak(process, records)
            except BaseException:
                process.kill()
                raise
            finally:
                with suppress(OSError):
                    process.stdin.close()  # type: ignore[union-attr]  # it ends: nobody asks more
    except BrokenPipeError as error:
        raise IndexingError(_BROKE_OFF) from error
    except OSError as error:
        message = f"không chạy được Pagefind ({reason(error)})"
        raise IndexingError(message) from error
    return {
        name: files[name]
        for wanted in _WANTED
        for name in sorted(files)
        if fnmatchcase(name, wanted)
    }


def _speak(process: subprocess.Popen[bytes], records: Iterable[Record]) -> dict[str, bytes]:
    """All is said before anything is heard: it keeps in its memory what it has not come to.

    It is asked for the files, not to write them: it says that it has before it has.
    """
    say, hear = process.stdin, process.stdout
    count = 0
    for count, request in enumerate(_requests(records), 1):
        message = json.dumps({"message_id": count, "payload": request}).encode()
        say.write(base64.b64encode(message) + b",")  # type: ignore[union-attr]  # a pipe
    say.flush()  # type: ignore[union-attr]  # a pipe
    for answer in _answers(hear):  # type: ignore[arg-type]  # a pipe
        if answer["payload"]["type"] == "Error":
            raise IndexingError(f"Pagefind: {answer['payload']['message']}")
        if answer["message_id"] == count:
            files = answer["payload"]["files"]
            return {file["path"]: base64.b64decode(file["content"]) for file in files}
    raise IndexingError(_BROKE_OFF)


def _answers(hear: BufferedReader) -> Iterator[Any]:
    parts: list[bytes] = []
    while data := hear.read1():
        *ends, rest = data.split(b",")
        for end in ends:
            yield json.loads(base64.b64decode(b"".join([*parts, end])))
            parts.clear()
        parts.append(rest)


def _requests(records: Iterable[Record]) -> Iterator[Mapping[str, Any]]:
    yield {"type": "NewIndex", "config": {}}
    for record in records:
        title = spell(record.title)
        yield {
            "type": "AddRecord",
            "index_id": 0,
            "url": record.url,
            # The title stands in the text too, so that the words of a phrase have places there.
            "content": f"{title}\n{spell(record.text)}",
            "language": _LANGUAGE,
            # Not as Pagefind's filters, whose files are other ones each time. A word that stands
            # only in here has no place in the text.
            "meta": {
                "title": title,
                "told": spell(record.told),
                "filters": " ".join(keyword(*pair) for pair in record.filters.items()),
            },
            "sort": {"ngay": record.moment},
        }
    yield {"type": "GetFiles", "index_id": 0}
