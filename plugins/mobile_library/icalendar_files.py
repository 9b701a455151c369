"""The timetable as iCalendar files, RFC 5545. The door to `icalendar`.

Nothing in them comes from the clock: a file changes with the tables and the settings only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit

from icalendar import Calendar, Event, Timezone, vRecur
from icalendar.prop import vInline

from plugins.addresses import CALENDAR, MOBILE_LIBRARY, stop_calendar
from plugins.files import digest
from plugins.mobile_library.calendar import Session, moved_session
from plugins.mobile_library.notices import day_words
from plugins.mobile_library.pages import TITLE
from plugins.mobile_library.series import ANCHOR, Series, series
from plugins.mobile_library.stops import DAYS, Service, Stop
from plugins.mobile_library.tables import SAMPLE
from plugins.settings import SiteSettings
from plugins.values import replace
from plugins.whole_addresses import whole

REFRESH = timedelta(hours=12)
"""How often programs are asked to look for changes."""

_BEGIN, _END = b"BEGIN:VCALENDAR\r\n", b"END:VCALENDAR\r\n"
_DAY_ENDS = time(23, 59, 59)


class Calendars:
    """The calendars of one site; what several of them hold is made once."""

    def __init__(
        self, stops: Sequence[Stop], changed: Iterable[Session], site: SiteSettings
    ) -> None:
        self._site, self._zone = site, site.zone
        self._host = urlsplit(site.url).hostname
        self._time_zone: bytes = Timezone.from_tzid(site.timezone).to_ical()
        self._changed: dict[str, list[Session]] = defaultdict(list)
        self._moved_here: dict[str, list[Session]] = defaultdict(list)
        for session in changed:
            self._changed[session.stop.slug].append(session)
            if session.moved_to and session.moved_to.stop.slug != session.stop.slug:
                self._moved_here[session.moved_to.stop.slug].append(session)
        self._head: bytes = _common(site).to_ical().removesuffix(_END)
        self._stops = stops
        self._events: dict[str, bytes] = {}
        self._places: dict[tuple[str, str], bytes] = {}

    def of_all(self) -> bytes:
        """The calendar of all stops."""
        events = map(self._events_of, self._stops)
        return self._calendar(f"{TITLE} - {self._site.name}", CALENDAR, MOBILE_LIBRARY, events)

    def of_stop(self, stop: Stop) -> bytes:
        """The calendar of one stop, with sessions that were moved there from other stops."""
        guests = map(self._guest, self._moved_here[stop.slug])
        events = (self._events_of(stop), *guests)
        return self._calendar(f"{TITLE}: {stop.name}", stop_calendar(stop.slug), stop.url, events)

    def _calendar(self, name: str, address: str, page: str, events: Iterable[bytes]) -> bytes:
        calendar = Calendar()
        calendar.add("name", name)  # RFC 7986; the X- properties are older
        calendar.add("x-wr-calname", name)
        calendar.add("source", whole(address, self._site), parameters={"VALUE": "URI"})
        calendar.add("url", whole(page, self._site))
        own: bytes = calendar.to_ical().removeprefix(_BEGIN).removesuffix(_END)
        return b"".join([self._head, own, self._time_zone, *events, _END])

    def _events_of(self, stop: Stop) -> bytes:
        """The events of a stop's own timetable, with what became of each changed session."""
        if stop.slug not in self._events:
            events = (
                event
                for service in stop.services
                if (found := series(service)) is not None
                for event in self._series_events(stop, service, found)
            )
            self._events[stop.slug] = b"".join(events)
        return self._events[stop.slug]

    def _series_events(self, stop: Stop, service: Service, found: Series) -> Iterator[bytes]:
        changed = [one for one in self._changed[stop.slug] if one.service == service]
        uid = self._uid(stop, service)
        sequence = len(found.exceptions) + len(changed)
        told = [one.announced for one in changed if one.announced is not None]
        yield self._series_event(stop, service, found, uid, sequence, max([ANCHOR, *told]))
        for session in changed:
            yield self._change_event(session, uid, sequence, override=True)

    def _series_event(
        self, stop: Stop, service: Service, found: Series, uid: str, sequence: int, told: date
    ) -> bytes:
        session = Session(
            date=found.first,
            arrival=service.arrival,
            departure=service.departure,
            stop=stop,
            service=service,
            announced=max(told, service.start or told),
        )
        event = self._event(session, f"Xe thư viện: {stop.name}", uid, sequence)
        rule = vRecur.from_ical(replace(found.rule, until=None).rule)
        if found.rule.until:
            end = datetime.combine(found.rule.until, _DAY_ENDS, self._zone)
            rule["UNTIL"] = [end.astimezone(UTC)]
        event.add("rrule", rule)
        if found.exceptions:
            event.add("exdate", [self._moment(day, service.arrival) for day in found.exceptions])
        return self._at_place(event, session)

    def _change_event(self, session: Session, uid: str, sequence: int, *, override: bool) -> bytes:
        """What became of a changed session: it is cancelled, or elsewhere."""
        shown = moved_session(session) or session
        what = "Xe nghỉ" if shown is session else "Xe dời buổi"
        event = self._event(shown, f"{what}: {shown.stop.name}", uid, sequence)
        if shown is session:
            event.add("status", "CANCELLED")
        if override:
            event.add("recurrence-id", self._moment(session.date, session.arrival))
        return self._at_place(event, shown)

    def _guest(self, session: Session) -> bytes:
        """A session moved to another stop, as an event of that stop's calendar."""
        uid = f"{session.date:%Y%m%d}-{self._uid(session.stop, session.service)}"
        return self._change_event(session, uid, 0, override=False)

    def _event(self, session: Session, summary: str, uid: str, sequence: int) -> Event:
        event = Event()
        start = self._moment(session.date, session.arrival)
        end = self._moment(session.date, session.departure)
        event.add("uid", uid)
        event.add("dtstamp", datetime.combine(session.announced or ANCHOR, time(), self._zone))
        event.add("sequence", sequence)
        event.add("dtstart", start)
        if end > start:  # RFC 5545, 3.8.2.2: later than the start, or not there
            event.add("dtend", end)
        event.add("summary", summary)
        if lines := list(_description(session)):
            event.add("description", "\n".join(lines))
        return event

    def _at_place(self, event: Event, session: Session) -> bytes:
        """The event with what all events of one stop and organisation say."""
        stop, organisation = session.stop, session.service.organisation
        key = stop.slug, organisation
        if key not in self._places:
            place = Event()
            place.add("location", ", ".join(filter(None, (stop.name, stop.place))))
            if stop.latitude is not None and stop.longitude is not None:
                # As numbers of RFC 5545, which have no exponents.
                place["geo"] = vInline(f"{stop.latitude:.6f};{stop.longitude:.6f}")
            place.add("url", whole(stop.url, self._site))
            place.add("categories", [TITLE])
            if organisation:
                place.add("contact", organisation)
            place.add("transp", "TRANSPARENT")  # who knows when the van comes is not busy then
            self._places[key] = place.to_ical().removeprefix(b"BEGIN:VEVENT\r\n")
        own: bytes = event.to_ical().removesuffix(b"END:VEVENT\r\n")
        return own + self._places[key]

    def _uid(self, stop: Stop, service: Service) -> str:
        """A name that stays when an editor mends times, rule, end or exceptions of a row, or moves
        the row in the table."""
        key = _row_key(service)
        number = [_row_key(one) for one in stop.services[: stop.services.index(service)]].count(key)
        parts = (stop.slug, *key, str(number))
        return f"{digest(*(part.encode() for part in parts))}@{self._host}"

    def _moment(self, day: date, clock: str) -> datetime:
        return datetime.combine(day, time.fromisoformat(clock), self._zone)


def _common(site: SiteSettings) -> Calendar:
    """What all calendars begin with."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{site.name}//{TITLE}//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-timezone", site.timezone)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", f"PT{REFRESH.seconds // 3600}H")
    return calendar


def _row_key(service: Service) -> tuple[str, ...]:
    start = service.start.isoformat() if service.start else ""
    return DAYS[service.weekday], service.route, start


def _description(session: Session) -> Iterator[str]:
    """Lines for readers."""
    if session.note:
        yield session.note
    if old := session.moved_from:
        yield f"Thay cho buổi {old.arrival}, {day_words(old.date)}, {old.stop.name}"
    service = session.service
    if names := ", ".join(filter(None, (service.route, service.mobile))):
        yield names
    if service.timetable:
        yield service.timetable
    if session.stop.sample:
        yield SAMPLE
