"""Rooms as Pelican's plugins. An adapter is imported when Pelican asks it to register, for Pelican
takes longer to import than all the rest, and commands that only read the settings do without."""

from __future__ import annotations

import importlib
import traceback

from plugins.values import Struct


class Adapter(Struct, frozen=True):
    """The adapter of one room, for PLUGINS in pelicanconf.py."""

    room: str

    def register(self) -> None:
        """Pelican calls this for each build. An adapter that fails ends the build: Pelican would
        only log it, and build a site without the room."""
        try:
            importlib.import_module(f"plugins.{self.room}.adapter").register()
        except Exception as error:
            traceback.print_exc()
            raise SystemExit(1) from error
