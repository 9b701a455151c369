"""Renditions for the preview, made when a browser first asks for them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from threading import BoundedSemaphore, Lock

from plugins.galleries.images.opening import PhotoError
from plugins.galleries.orders import fill_order
from plugins.reasons import reason


class Darkroom:
    """Makes each file once, a few at a time, and tells on the terminal what cannot be made."""

    def __init__(self, folder: Path, say: Callable[[str], None]) -> None:
        self._folder, self._say = folder, say
        self._seats = BoundedSemaphore(os.cpu_count() or 1)
        self._lock = Lock()
        self._locks: dict[str, Lock] = {}
        self._told: set[str] = set()

    def develop(self, name: str) -> Path | None:
        """The file of this name; None when no page of the last build names it, or it is broken."""
        with self._lock:
            lock = self._locks.setdefault(name, Lock())
        with lock, self._seats:
            try:
                return fill_order(self._folder, name)
            except PhotoError as error:
                self._tell(f"{error.message}: {error.hint}", name)
            except OSError as error:
                self._tell(f"không ghi được ảnh ({reason(error)})", name)
        return None

    def _tell(self, text: str, name: str) -> None:
        original = name.partition("-")[0]
        if original not in self._told:
            self._told.add(original)
            self._say(text)
