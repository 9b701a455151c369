"""How the building thread tells the serving threads what became of the last build."""

from __future__ import annotations

from threading import Condition

from plugins.values import Struct


class State(Struct, frozen=True, kw_only=True):
    """What an open page has to know."""

    version: str
    """Names the build whose pages are served; another one means: reload."""
    report: str = ""
    """Why the build after it failed; of one that did not, why drafts could not be shown."""
    failed: bool = False
    """Whether the build after it failed."""


class Channel:
    """The newest state, and a way to wait for the one after it."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._closed = False
        self._changed = Condition()

    @property
    def state(self) -> State:
        """The newest state."""
        return self._state

    @property
    def closed(self) -> bool:
        """Whether the server is stopping."""
        return self._closed

    def publish(self, state: State) -> None:
        """Tell everyone who waits."""
        with self._changed:
            self._state = state
            self._changed.notify_all()

    def close(self) -> None:
        """Let everyone who waits go home."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def wait(self, seen: State | None, timeout: float) -> State | None:
        """The state once it is another than `seen`; None after `timeout` seconds or on closing."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._state != seen, timeout)
            return None if self._closed or self._state == seen else self._state
