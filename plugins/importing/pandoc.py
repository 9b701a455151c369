"""Word files as HTML, by pandoc. The only module that imports `pypandoc`, an optional extra."""

from __future__ import annotations

import functools
import importlib
import subprocess

from plugins.importing.documents import SourceError

SECONDS = 120
"""A file that takes longer was made to."""
MEGABYTES = 1500
"""Of memory, at most."""


def missing() -> SourceError:
    """The error of a machine without pandoc."""
    hint = (
        "chạy make word để cài; hoặc trong Word lưu thành “Trang web, lọc bớt” (.html)"
        " rồi nhập tệp đó"
    )
    return SourceError("chưa có bộ đọc tệp Word (pandoc)", hint)


def html_of(data: bytes) -> str:
    """The text of a Word file; pictures and whatever lies outside the file are not looked at.

    Raises SourceError.
    """
    line = [_program(), "+RTS", f"-M{MEGABYTES}M", "-RTS", "--sandbox", "--wrap=none"]
    line += ["--from=docx", "--to=html"]
    try:
        done = subprocess.run(line, input=data, capture_output=True, check=False, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        message = f"pandoc đọc tệp Word này quá {SECONDS} giây"
        raise SourceError(message, "chia tệp thành nhiều phần rồi nhập từng phần") from None
    except OSError:
        raise missing() from None
    if done.returncode:
        raise SourceError(
            "pandoc không đọc được tệp Word này",
            "mở bằng Word, chọn Lưu thành… Word (.docx) rồi nhập tệp mới",
        )
    return done.stdout.decode("utf-8", errors="replace")


@functools.cache
def _program() -> str:
    """The path of pandoc. Raises SourceError where there is none."""
    try:
        path: str = importlib.import_module("pypandoc").get_pandoc_path()
    except (ImportError, OSError):
        raise missing() from None
    return path
