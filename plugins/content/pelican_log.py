"""What Pelican says while it works: its warnings are errors of the build, in our words."""

from __future__ import annotations

import logging

from plugins.content.scan import missing_folder


class PelicanWarnings(logging.Handler):
    """Pelican's own warnings, which would otherwise pass by."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def explain_missing_folder(record: logging.LogRecord) -> bool:
    """Pelican looks for the content folder before any plugin can: put its error in our words."""
    if record.exc_info and "path containing the content" in str(record.exc_info[1]):
        problem = missing_folder()
        record.msg, record.args = f"{problem.message}; {problem.hint}.", ()
        record.exc_info = None
    return True
