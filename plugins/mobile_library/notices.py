"""What readers are told of changes: a notice for each cancelled or moved session."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from plugins.mobile_library.calendar import Session, moved_session
from plugins.values import Struct
from plugins.vietnamese import format_date, slugify, weekday_within

KEPT = timedelta(days=60)
"""How long a notice is told after the session, or the one instead of it."""


class Notice(Struct, frozen=True, kw_only=True):
    """A changed session at its old place, and the one that takes place instead."""

    session: Session
    instead: Session | None
    announced: date

    @property
    def anchor(self) -> str:
        """A name of its own at the stop's page."""
        session = self.session
        route = slugify(session.service.route)
        moment = f"{session.date}-{session.arrival.replace(':', '')}"
        return "-".join(filter(None, ("buoi", moment, route)))

    @property
    def url(self) -> str:
        """Where that is, as a site path."""
        return f"{self.session.stop.url}#{self.anchor}"

    @property
    def title(self) -> str:
        """What happened, where and when."""
        what = "Xe dời buổi" if self.instead else "Xe nghỉ"
        return f"{what}: {self.session.stop.name}, {day_words(self.session.date)}"


def day_words(day: date) -> str:
    """`thứ Năm 11/02/2021`."""
    return f"{weekday_within(day.weekday())} {format_date(day)}"


def make_notices(changed: Iterable[Session], today: date) -> tuple[Notice, ...]:
    """Notices of changed sessions to come and of the last weeks, newest first."""
    found: dict[str, Notice] = {}
    for session in changed:
        instead = moved_session(session)
        last = max(session.date, instead.date if instead else session.date)
        if session.announced is not None and last >= today - KEPT:
            notice = Notice(session=session, instead=instead, announced=session.announced)
            found[notice.url] = notice
    newest = sorted(found.values(), key=lambda notice: (notice.session.order, notice.url))
    newest.sort(key=lambda notice: notice.announced, reverse=True)
    return tuple(newest)
