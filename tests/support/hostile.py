"""A site whose every field of every data file holds text that wants to be something else."""

from __future__ import annotations

import csv
import io
import json
import shutil

from plugins.mobile_library import results, stops, trips
from plugins.quotes.quotations import BANNER_LENGTH
from tests.conftest import ROOT
from tests.support.sites import Site

WORD = "ừ" * 5000
HOSTILE = (
    "<script>alert(1)</script>]]>\"'</style></title><!--&amp;&#60;{{ 7*7 }}{% raw %}"
    f"<img src=x onerror=alert(2)>📚🇻🇳 {WORD}"
)
"""Markup, the ends of everything, a template, entities, characters beyond the first plane, and a
word without a place to break."""

POST = "tin-tuc/2021/doc/"
VIDEO = "video/doc/"
PAGE = "doc/"
STOP = "xe-thu-vien/diem-dung/"
BANNER = ("banner", "other")
"""Marks of quotations that are short enough for it."""


def text(mark: str) -> str:
    """The hostile text, told apart by `mark`."""
    return f"{mark} {HOSTILE}"


def short(mark: str) -> str:
    """As much of it as the banner takes."""
    return text(mark)[:BANNER_LENGTH]


def _quoted(mark: str) -> str:
    """The same as a YAML scalar: JSON's strings are YAML's."""
    return json.dumps(text(mark), ensure_ascii=False)


def _table(columns: tuple[str, ...], *rows: dict[str, str]) -> str:
    """A CSV file with the hostile text wherever a row has nothing else."""
    out = io.StringIO()
    table = csv.writer(out, quoting=csv.QUOTE_ALL)
    table.writerow(columns)
    for row in rows:
        table.writerow([row.get(name, text(name)) for name in columns])
    return out.getvalue()


def fill(site: Site) -> None:
    """Write the content: one of everything."""
    site.post(
        "doc",
        title=_quoted("title"),
        author=_quoted("author"),
        summary=_quoted("summary"),
        tags=f"[{_quoted('tag')}]",
        series=_quoted("series"),
        gallery_title=_quoted("gallery_title"),
        photos=f"\n  - {{file: anh-1.jpg, alt: {_quoted('alt')}, caption: {_quoted('caption')}}}",
        correction=f"{{date: 2021-01-12, text: {_quoted('correction')}}}",
        category="Thông báo",
        sample="true",
        body=f"Mở đầu.\n\n    {HOSTILE}\n",
    )
    photo = ROOT / "tests/support/data/small.jpg"
    shutil.copy(photo, site.content / POST / "anh-1.jpg")
    site.post("sau", title=_quoted("newer"), date="2021-01-12", category="Thông báo")
    words = f"title: {_quoted('page')}\nsummary: {_quoted('page summary')}\nmenu: 1"
    site.write("trang/doc.md", f"---\n{words}\n---\nNội dung.\n")
    words = f"title: {_quoted('video')}\nsummary: {_quoted('video summary')}\n"
    words += f"tags: [{_quoted('video tag')}]\nposter: doc.jpg\n"
    words += "date: 2021-01-05\nsource: {youtube: abcdefghijk}"
    site.write("video/doc.md", f"---\n{words}\n---\nLời.\n")
    shutil.copy(photo, site.content / "video/doc.jpg")
    texts = [_quoted("quote"), *(json.dumps(short(mark), ensure_ascii=False) for mark in BANNER)]
    by = f"author: {_quoted('by')}, source: {_quoted('source')}"
    site.write("trich-dan.yml", "".join(f"- {{text: {words}, {by}}}\n" for words in texts))
    day = {"day": "Thursday", "type": "Public", "arrival": "08:00", "departure": "09:00"}
    day |= {"frequency": "FREQ=WEEKLY", "start": "2021-01-07", "end": "", "exceptions": ""}
    day |= {"geox": "104.8", "geoy": "21.7", "timetable": "https://example.org/?a=<b>&\"'"}
    site.write(stops.FILE, _table(stops.COLUMNS, day | {"stop": "Chợ"}, day, day))
    trip = {"stop": "cho", "visitors": "1", "loans": "2", "remote": "yes", "route": ""}
    trip |= {"new_date": "", "new_arrival": "", "new_stop": "", "announced": ""}
    site.write(
        trips.FILE,
        _table(
            trips.COLUMNS,
            trip | {"date": "2021-01-07", "status": "served"},
            trip | {"date": "2021-03-04", "status": "cancelled"},
        ),
    )
    targets = {"year": "2021", "measure": "sessions", "target": "4"}
    site.write(results.FILE, _table(results.COLUMNS, targets))
    counts = {"version": 1, "as_of": "2021-02-28T23:00:00+07:00", "total": 10**15}
    paths = {"/" + text("path"): 1, f"/{POST}": 10**15}
    recent = {"since": "0001-01-01", "paths": paths}
    site.write("luot-truy-cap.json", json.dumps(counts | {"paths": paths, "recent": recent}))
