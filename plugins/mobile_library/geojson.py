"""Stops as GeoJSON, RFC 7946."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from plugins.mobile_library.stops import Stop
from plugins.mobile_library.timetable_csv import row
from plugins.settings import SiteSettings
from plugins.whole_addresses import whole

SERVICE = (
    "organisation", "mobile", "route", "day", "type", "arrival", "departure", "frequency", "start",
    "end", "exceptions", "timetable",
)  # fmt: skip
"""What is said of each row of the timetable: the schema's columns that are not of the stop."""


def stops_geojson(stops: Sequence[Stop], site: SiteSettings) -> bytes:
    """All stops, each on a line of its own; those that nobody measured have no geometry."""
    head = {"type": "FeatureCollection", **_bbox(stops)}
    features = ",\n".join(_json(_feature(stop, site)) for stop in stops)
    return f'{_json(head)[:-1]},"features":[\n{features}\n]}}\n'.encode()


def _feature(stop: Stop, site: SiteSettings) -> dict[str, Any]:
    place = _position(stop)
    properties = {
        "name": stop.name,
        "community": stop.community,
        "address": stop.address,
        "postcode": stop.postcode,
        "url": whole(stop.url, site),
        "services": [_service(row(stop, service)) for service in stop.services],
    }
    return {
        "type": "Feature",
        "id": stop.slug,
        "geometry": {"type": "Point", "coordinates": place} if place else None,
        "properties": {name: value for name, value in properties.items() if value},
    }


def _service(cells: dict[str, str]) -> dict[str, str]:
    return {name: cells[name] for name in SERVICE if cells[name]}


def _position(stop: Stop) -> list[float] | None:
    """Longitude before latitude (3.1.1)."""
    known = stop.longitude is not None and stop.latitude is not None
    return [stop.longitude, stop.latitude] if known else None  # type: ignore[list-item]  # known


def _bbox(stops: Sequence[Stop]) -> dict[str, list[float]]:
    """West, south, east, north (5); no member when no stop was measured."""
    places = [place for stop in stops if (place := _position(stop))]
    if not places:
        return {}
    longitudes, latitudes = zip(*places, strict=True)
    return {"bbox": [min(longitudes), min(latitudes), max(longitudes), max(latitudes)]}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
