"""A stand-in for the host of videos: what is asked of other hosts, answered on this machine."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from playwright.sync_api import Page, Route

from tests.browser.reading import Reader

PLAYER = "https://www.youtube-nocookie.com/embed/abcdefghijk"

_ANSWER = "<!doctype html><html lang=vi><title>Phim</title><button>Phát</button></html>"


class VideoHost:
    """Answers requests of a page to other hosts and remembers them in `asked`, without queries.

    The reader's watch would take each for a trouble; those to the player are none.
    """

    def __init__(self, page: Page, reader: Reader) -> None:
        self.page, self.reader = page, reader
        self.asked: list[str] = []

    def __enter__(self) -> Self:
        self.page.route("https://**/*", self._answer)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        troubles = self.reader.troubles
        troubles[:] = [words for words in troubles if "//www.youtube-nocookie.com/" not in words]

    def _answer(self, route: Route) -> None:
        self.asked.append(route.request.url.partition("?")[0])
        route.fulfill(body=_ANSWER, content_type="text/html; charset=utf-8")

    def settle(self) -> None:
        """Wait for whatever else might still be asked for."""
        self.page.wait_for_timeout(300)
