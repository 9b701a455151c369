"""What a page says of itself in schema.org's words, as JSON-LD 1.1."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from plugins.head import Head, HeadEvent, HeadImage, HeadPlace, HeadVideo
from plugins.moments import rfc3339
from plugins.settings import SiteSettings
from plugins.vietnamese import cut_at_word
from plugins.whole_addresses import whole

Node = dict[str, Any]

HEADLINE_LENGTH = 110
"""Characters of a headline that Google shows."""

_LANGUAGE = "vi"
# Where a browser or an older parser could see markup or the end of a line in a script.
_ESCAPES = {character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def graph(head: Head, site: SiteSettings) -> Node:
    """The page as a graph; empty when the page asks not to be found."""
    if head.noindex:
        return {}
    return {"@context": "https://schema.org", "@graph": list(_nodes(head, site))}


def as_script(graph: Mapping[str, Any]) -> Markup:
    """The graph as JSON that can stand in a <script>: no text in it can end the element."""
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    for character, escape in _ESCAPES.items():  # ten times as fast as str.translate
        text = text.replace(character, escape)
    return Markup(text)


def iso_duration(seconds: int) -> str:
    """A length of time in the form of ISO 8601: `PT1H2M3S`."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    parts = [f"{n}{unit}" for n, unit in ((hours, "H"), (minutes, "M"), (rest, "S")) if n]
    return "PT" + ("".join(parts) or "0S")


def _nodes(head: Head, site: SiteSettings) -> Iterator[Node]:
    yield _library(site, full=head.kind == "home")
    if head.kind == "home":
        yield _website(site)
    elif head.kind != "error":
        yield _breadcrumbs(head, site)
    if head.kind == "post":
        yield _article(head, site)
    if head.kind == "listing":
        yield _listing(head, site)
    if head.video:
        yield _video(head.video, head, site)
    if head.place:
        yield _place(head.place, whole(head.path, site))
        for number, event in enumerate(head.place.events, 1):
            yield _event(event, number, head, site)


def _library_id(site: SiteSettings) -> str:
    return whole("#library", site)


def _library(site: SiteSettings, *, full: bool) -> Node:
    """The library; all that is known of it stands on the home page."""
    node: Node = {
        "@type": "Library",
        "@id": _library_id(site),
        "name": site.name,
        "url": whole("", site),
    }
    if full:
        node["parentOrganization"] = _organization(site.parent) if site.parent else None
        node["address"], node["telephone"], node["email"] = site.address, site.phone, site.email
    return _told(node)


def _website(site: SiteSettings) -> Node:
    return {
        "@type": "WebSite",
        "@id": whole("#website", site),
        "name": site.name,
        "url": whole("", site),
        "inLanguage": _LANGUAGE,
        "publisher": {"@id": _library_id(site)},
    }


def _breadcrumbs(head: Head, site: SiteSettings) -> Node:
    steps = [("Trang chủ", ""), *((crumb.title, crumb.url) for crumb in head.trail)]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": title, "item": whole(path, site)}
            for number, (title, path) in enumerate([*steps, (head.title, head.path)], 1)
        ],
    }


def _article(head: Head, site: SiteSettings) -> Node:
    address = whole(head.path, site)
    changed = head.modified or head.published
    return _told(
        {
            "@type": "NewsArticle",
            "@id": f"{address}#article",
            "mainEntityOfPage": address,
            "headline": cut_at_word(head.title, HEADLINE_LENGTH),
            "description": head.description,
            "datePublished": rfc3339(head.published) if head.published else None,
            "dateModified": rfc3339(changed) if changed else None,
            "author": _author(head, site),
            "publisher": {"@id": _library_id(site)},
            "image": [_image(image, site) for image in head.images],
            "articleSection": head.section,
            "keywords": list(head.tags),
            "inLanguage": _LANGUAGE,
            "isAccessibleForFree": True,
        }
    )


def _author(head: Head, site: SiteSettings) -> Node:
    """A department of the library signs, or the library itself."""
    if not head.author:
        return {"@type": "Organization", "@id": _library_id(site), "name": site.name}
    return {**_organization(head.author), "parentOrganization": {"@id": _library_id(site)}}


def _organization(name: str) -> Node:
    return {"@type": "Organization", "name": name}


def _image(image: HeadImage, site: SiteSettings) -> Node:
    # Without its size: schema.org's `width` takes no number, and who shows it has the file.
    return _told(
        {
            "@type": "ImageObject",
            "url": whole(image.url, site),
            "caption": image.caption or image.alt,
        }
    )


def _listing(head: Head, site: SiteSettings) -> Node:
    return _told(
        {
            "@type": "CollectionPage",
            "@id": whole(head.path, site),
            "url": whole(head.path, site),
            "name": head.title,
            "description": head.description,
            "inLanguage": _LANGUAGE,
            "publisher": {"@id": _library_id(site)},
        }
    )


def _video(video: HeadVideo, head: Head, site: SiteSettings) -> Node:
    """A film; programs ask for its description, which its title must replace where it is empty."""
    address = whole(head.path, site)
    return _told(
        {
            "@type": "VideoObject",
            "@id": f"{address}#video",
            "mainEntityOfPage": address,
            "name": head.title,
            "description": head.description or head.title,
            "uploadDate": rfc3339(head.published) if head.published else None,
            "thumbnailUrl": [whole(image.url, site) for image in head.images],
            "duration": iso_duration(video.seconds) if video.seconds is not None else None,
            "contentUrl": whole(video.content_url, site) if video.content_url else None,
            "embedUrl": whole(video.embed_url, site) if video.embed_url else None,
            "transcript": video.transcript,
            "hasPart": list(_clips(video, address)),
            "inLanguage": _LANGUAGE,
            "publisher": {"@id": _library_id(site)},
        }
    )


def _clips(video: HeadVideo, address: str) -> Iterator[Node]:
    """Parts of a film; each ends where the next begins, and js/player.js reads the addresses."""
    ends = [*(clip.start for clip in video.clips[1:]), video.seconds]
    for clip, end in zip(video.clips, ends, strict=False):
        node = {
            "@type": "Clip",
            "name": clip.name,
            "startOffset": clip.start,
            "endOffset": end,
            "url": f"{address}?t={clip.start}",
        }
        yield _told(node)


def _place(place: HeadPlace, address: str) -> Node:
    node: Node = {
        "@type": "Place",
        "@id": f"{address}#place",
        "name": place.name,
        "address": place.address,
    }
    if place.latitude is not None and place.longitude is not None:
        node["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": place.latitude,
            "longitude": place.longitude,
        }
    return _told(node)


def _event(event: HeadEvent, number: int, head: Head, site: SiteSettings) -> Node:
    """Sessions of one row of the timetable, all of them: none of the days is that of the build."""
    address = whole(head.path, site)
    by_name = event.organizer and event.organizer != site.name
    trail = head.trail[-1].title if head.trail else site.name
    return {
        "@type": "Event",
        "@id": f"{address}#event-{number}",
        "name": f"{trail}: {head.title}",
        "url": address,
        "location": {"@id": f"{address}#place"},
        "organizer": _organization(event.organizer) if by_name else {"@id": _library_id(site)},
        "isAccessibleForFree": True,
        "inLanguage": _LANGUAGE,
        "eventSchedule": _schedule(event, site),
    }


def _schedule(event: HeadEvent, site: SiteSettings) -> Node:
    return _told(
        {
            "@type": "Schedule",
            "repeatFrequency": event.repeat,
            "byDay": [_day(day) for day in event.days],
            "byMonth": list(event.months),
            "byMonthDay": list(event.month_days),
            "startDate": event.start.isoformat() if event.start else None,
            "endDate": event.end.isoformat() if event.end else None,
            "repeatCount": event.count or None,
            "startTime": f"{event.arrival}:00",
            "endTime": f"{event.departure}:00",
            "scheduleTimezone": site.timezone,
            "exceptDate": [day.isoformat() for day in event.exceptions],
        }
    )


def _day(day: str) -> str:
    """A DayOfWeek; other text stays in the syntax of iCalendar."""
    return f"https://schema.org/{day}" if day.isalpha() else day


def _told(node: Node) -> Node:
    """The node without what nobody knows."""
    return {name: value for name, value in node.items() if value not in (None, "", [])}
