"""The data files of the mobile library, read together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from plugins.addresses import stop_address
from plugins.body import Body
from plugins.content.posts import Post
from plugins.files import read_if_there
from plugins.frontmatter import Document
from plugins.mobile_library import results, stops, trips
from plugins.mobile_library.calendar import change_problems
from plugins.mobile_library.results import TargetTable, parse_targets
from plugins.mobile_library.stops import Stop, parse_stops
from plugins.mobile_library.trips import Trip, parse_trips
from plugins.problems import Problem
from plugins.values import Struct
from plugins.vietnamese import nearest

_STOPS = stop_address("").rstrip("/") + "/"


class MobileLibraryFiles(Struct, frozen=True, kw_only=True):
    """What the data files say."""

    stops: tuple[Stop, ...]
    trips: tuple[Trip, ...]
    targets: TargetTable


def load_files(content: Path, today: date) -> tuple[MobileLibraryFiles, list[Problem]]:
    """Read the three files of the content folder, any of which may be missing.

    `today` tells what is over from what is yet to come.
    """
    known, problems = parse_stops(read_if_there(content / stops.FILE), stops.FILE)
    slugs = {stop.slug for stop in known}
    made, found = parse_trips(read_if_there(content / trips.FILE), trips.FILE, slugs, today)
    problems += found
    problems += change_problems(known, made, trips.FILE)
    targets, found = parse_targets(read_if_there(content / results.FILE), results.FILE)
    return MobileLibraryFiles(stops=known, trips=made, targets=targets), [*problems, *found]


def report_problems(posts: Iterable[Post], files: MobileLibraryFiles) -> list[Problem]:
    """Posts that report on a trip to a stop that is not there."""
    slugs = {stop.slug for stop in files.stops}
    problems = []
    for post in posts:
        if post.trip is None or post.trip.stop in slugs:
            continue
        close = nearest(post.trip.stop, slugs)
        problems.append(
            Problem(
                path=post.path,
                line=post.lines.get("trip"),
                message=f"trường “trip”: không có điểm dừng “{post.trip.stop}”",
                hint=f"có phải là “{close}”?" if close else "xem tên các điểm ở diem-dung.csv",
                level="warning",
            )
        )
    return problems


def stop_link_problems(
    documents: Iterable[tuple[Document, Body]], files: MobileLibraryFiles
) -> list[Problem]:
    """Links in texts to pages of stops that are not there."""
    addresses = {stop_address(stop.slug): stop.slug for stop in files.stops}
    problems = []
    for document, body in documents:
        for reference in body.references:
            address = reference.address.removesuffix("index.html").rstrip("/") + "/"
            if not address.startswith(_STOPS) or address == _STOPS or address in addresses:
                continue
            if "." in address:  # a stop's calendar, say
                continue
            close = nearest(address.removeprefix(_STOPS).rstrip("/"), addresses.values())
            problems.append(
                Problem(
                    path=document.path,
                    line=reference.line,
                    message=f"liên kết tới /{address}, nhưng không có điểm dừng đó",
                    hint=f"có phải là /{stop_address(close)}?"
                    if close
                    else "xem tên các điểm ở diem-dung.csv",
                    level="warning",
                )
            )
    return problems
