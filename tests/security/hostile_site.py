"""A site with every text of the corpus in every field that an editor can fill, and its twin: the
same site with harmless words in the same places.

What the linter refuses somewhere is left out of both, and told: there the text was held.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from plugins.build import parse_now
from plugins.configuration import read_configuration
from plugins.lint import find_problems
from plugins.markdown_body import convert
from plugins.mobile_library import stops, trips
from plugins.problems import Problem
from plugins.quotes import quotations
from plugins.values import Struct, field
from tests.conftest import ROOT
from tests.security.corpus import corpus
from tests.support.sites import NOW, Site

Make = Callable[[str], str]


class Piece(Struct, frozen=True, kw_only=True):
    """A part of a file, whole lines: a field that `make` fills with a text of the corpus, or with
    `number` -1 what is the same everywhere. A file is nothing without its `vital` pieces."""

    name: str
    make: Make
    number: int = -1
    vital: bool = False


class Refused(Struct, frozen=True, kw_only=True):
    """A text that the linter does not let into a field."""

    name: str
    number: int
    problem: Problem


class Twins(Struct, frozen=True, kw_only=True):
    """Both sites, unbuilt; what of the corpus stands in the hostile one, by the field's name, and
    what was refused."""

    hostile: Site
    harmless: Site
    kept: dict[str, list[int]]
    refused: list[Refused] = field(default_factory=list)


def harmless(number: int) -> str:
    """What stands in the twin in the place of a text."""
    return f"Chữ lành {number}"


def mark(number: int) -> str:
    """What tells texts apart that differ in nothing of which an address can be made."""
    return f" m{number:03}"


def make_twins(root: Path) -> Twins:
    """Write the content of both sites."""
    texts = corpus()
    files = dict(_files(len(texts)))
    hostile = Site(root=root / "hostile", cache=root / "cache")
    twin = Site(root=root / "harmless", cache=root / "cache-of-twin")
    refused: list[Refused] = []
    for path, pieces in files.items():
        if pieces[-1].name.startswith("body "):
            files[path], found = _convertible(path, pieces, texts)
            refused += found
    _copy_files(hostile, files, texts)
    starts = _write(hostile, files, lambda n: texts[n])
    while found := _refused(hostile, files, starts):
        refused += found
        changed = {path: files[path] for path in {one.problem.path for one in found} & files.keys()}
        starts |= _write(hostile, changed, lambda n: texts[n])
    _copy_files(twin, files, map(harmless, range(len(texts))))
    # What becomes of a body depends on its text: of those only the beginning.
    plain = {
        path: [one for one in pieces if not one.name.startswith("body ")]
        for path, pieces in files.items()
    }
    _write(twin, plain, harmless)
    kept: dict[str, list[int]] = {}
    for piece in (piece for pieces in files.values() for piece in pieces if piece.number >= 0):
        kept.setdefault(piece.name, []).append(piece.number)
    return Twins(hostile=hostile, harmless=twin, kept=kept, refused=refused)


def _convertible(
    path: str, pieces: list[Piece], texts: Sequence[str]
) -> tuple[list[Piece], list[Refused]]:
    """The pieces of a body that may stand in one, each by itself and together, and the others."""

    def wrong(parts: Iterable[Piece]) -> Problem | None:
        body = "\n\n".join(one.make(texts[one.number]) for one in parts)
        found = (one for one in convert(body, path=path).problems if one.level == "error")
        return next(found, None)

    head, *rest = pieces
    alone = {piece.name: wrong([piece]) for piece in rest}
    together = wrong(piece for piece in rest if not alone[piece.name]) is None
    kept: list[Piece] = []
    refused = []
    for piece in rest:
        problem = alone[piece.name] or (None if together else wrong([*kept, piece]))
        if problem is None:
            kept += [piece, _same("\n")]
        else:
            refused.append(Refused(name=piece.name, number=piece.number, problem=problem))
    return [head, *kept], refused


def _refused(
    site: Site, files: dict[str, list[Piece]], starts: dict[str, list[int]]
) -> list[Refused]:
    """What the linter finds wrong; those pieces, or whole files, are taken out of `files`."""
    configuration = read_configuration()
    now = parse_now(NOW, configuration.site)
    problems = find_problems(site.content, configuration.site, now, site.cache)[1]
    found = []
    gone: dict[str, set[int]] = {}
    for problem in (one for one in problems if one.level == "error"):
        pieces, lines = files[problem.path], starts[problem.path]
        place = max(i for i, start in enumerate(lines) if start <= (problem.line or 1))
        places = {place} if pieces[place].number >= 0 else _addresses(pieces)
        assert places or problem.path in gone, problem
        for place in places:
            found.append(
                Refused(name=pieces[place].name, number=pieces[place].number, problem=problem)
            )
        gone.setdefault(problem.path, set()).update(places)
    for path, places in gone.items():
        if any(files[path][place].vital for place in places):
            del files[path]
            (site.content / path).unlink()
            if path.endswith("/index.md"):
                shutil.rmtree((site.content / path).parent)
        else:
            files[path] = [one for i, one in enumerate(files[path]) if i not in places]
    return found


def _addresses(pieces: list[Piece]) -> set[int]:
    """Where addresses stand in a body: the converter changes some, so that their line is not
    found."""
    words = ("link", "picture", "reference", "address", "href")
    named = enumerate(piece.name for piece in pieces)
    return {i for i, name in named if name.startswith("body ") and any(w in name for w in words)}


def _write(
    site: Site, files: dict[str, list[Piece]], text_of: Callable[[int], str]
) -> dict[str, list[int]]:
    """Write all files; the line on which each piece of each begins."""
    starts = {}
    for path, pieces in files.items():
        made = [one.make(text_of(one.number) if one.number >= 0 else "") + "\n" for one in pieces]
        counted = [part.replace("\r\n", "\n").replace("\r", "\n").count("\n") for part in made]
        starts[path] = [1 + sum(counted[:i]) for i in range(len(made))]
        site.write(path, "".join(made))
    return starts


def _copy_files(site: Site, files: Iterable[str], texts: Iterable[str]) -> None:
    """Photos, one beside each post and one named by each text that can be a name; and films."""
    photo = ROOT / "tests/support/data/small.jpg"
    for path in files:
        if path.endswith("/index.md"):
            folder = (site.content / path).parent
            folder.mkdir(parents=True)
            shutil.copy(photo, folder / "anh-1.jpg")
    named = site.content / "tin-tuc/2021/ten-tep"
    for number, text in enumerate(texts):
        name = f"{text}{mark(number)}.jpg"
        if not ({"/", "\0"} & set(name)) and not name.startswith((".", "~")):
            shutil.copy(photo, named / name)
    (site.content / "video").mkdir(exist_ok=True)
    for name in ("phim.mp4", "phim.jpg"):
        shutil.copy(ROOT / "tests/site/video" / name, site.content / "video")


def _files(count: int) -> Iterator[tuple[str, list[Piece]]]:
    for number in range(count):
        yield f"tin-tuc/2021/a{number:03}/index.md", list(_post(number))
        yield f"tin-tuc/2021/b{number:03}/index.md", list(_post_with_body(number))
        yield f"trang/c{number:03}.md", list(_page(number))
        yield f"video/d{number:03}.md", list(_video(number))
        yield f"video/d{number:03}.vtt", list(_cues(number))
    yield "tin-tuc/2021/ten-tep/index.md", [_same(_HEAD.format("Tên tệp") + "---\n\nLời.\n")]
    langs = [_quote_in_a_language(number) for number in range(count)]
    yield quotations.FILE, [_quote(number) for number in range(count)] + langs
    yield stops.FILE, list(_stops(count))
    yield trips.FILE, list(_trips(count))


_HEAD = "---\ntitle: {}\ndate: 2021-01-11\ncategory: Tin hoạt động\n"


def _same(text: str) -> Piece:
    return Piece(name="", make=lambda _: text.removesuffix("\n"))


def _yaml(text: str, number: int | None = None) -> str:
    """A YAML scalar: JSON's strings are YAML's."""
    return json.dumps(text if number is None else text + mark(number), ensure_ascii=False)


def _title(number: int) -> Make:
    """Every second title stands as it is: editors type no quotes."""

    def make(text: str) -> str:
        bare = number % 2 and text.isprintable() and text[:1] not in (" ", "'", '"', "|", ">")
        return f"title: {text}{mark(number)}" if bare else f"title: {_yaml(text, number)}"

    return make


def _post(number: int) -> Iterator[Piece]:
    """Every field of the front matter, and code in the body."""

    def piece(name: str, make: Make, *, vital: bool = False) -> Piece:
        return Piece(name=f"post {name}", number=number, make=make, vital=vital)

    yield _same("---")
    yield piece("title", _title(number), vital=True)
    yield _same("date: 2021-01-11 08:00\ncategory: Tin hoạt động")
    yield piece("summary", lambda text: f"summary: {_yaml(text)}")
    yield piece("author", lambda text: f"author: {_yaml(text)}")
    yield piece("tag", lambda text: f"tags: [{_yaml(text, number)}]")
    yield piece("series", lambda text: f"series: {_yaml(text, number)}")
    yield piece("gallery_title", lambda text: f"gallery_title: {_yaml(text)}")
    yield piece("correction", lambda text: f"correction: {{date: 2021-01-12, text: {_yaml(text)}}}")
    yield piece("redirect_from", lambda text: f"redirect_from: [{_yaml('/cu/' + text, number)}]")
    yield _same("photos:\n  - file: anh-1.jpg")
    yield piece("alt", lambda text: f"    alt: {_yaml(text)}")
    yield piece("caption", lambda text: f"    caption: {_yaml(text)}")
    yield _same("---\n\nLời.\n\n")
    yield piece("code", lambda text: "    " + text.replace("\r", "\n").replace("\n", "\n    "))


FILLED: dict[str, set[str]] = {
    "post": {
        *("title", "summary", "author", "tags", "series", "gallery_title"),
        *("correction", "redirect_from", "photos"),
    },
    "photo": {"alt", "caption"},
    "page": {"title", "summary", "redirect_from"},
    "video": {"title", "summary", "tags", "captions"},
    "quotation": {"text", "author", "source", "lang"},
    "stops": {"stop", "community", "address", "postcode", "organisation", "mobile", "route"},
    "trips": {"route", "note"},
}
"""What the texts are put into here."""

_BODY: dict[str, Make] = {
    "text": lambda text: text,
    "words": lambda text: f"Chữ {text} chữ",
    "heading": lambda text: f"## {text}",
    "list": lambda text: f"- {text}\n- b",
    "quotation": lambda text: f"> {text}",
    "table": lambda text: f"| a | b |\n|---|---|\n| {text} | c |",
    "link": lambda text: f"[liên kết]({text})",
    "link in angles": lambda text: f"[liên kết](<{text}>)",
    "link's title": lambda text: f'[liên kết](https://a.vn "{text}")',
    "link's text": lambda text: f"[{text}](https://a.vn)",
    "reference": lambda text: f"[liên kết][r]\n\n[r]: {text}",
    "automatic link": lambda text: f"<{text}>",
    "end of an address": lambda text: f"<https://a.vn/{text}>",
    "figure": lambda text: f'![{text}](anh-1.jpg "{text}")',
    "picture": lambda text: f"Chữ ![chữ]({text}) chữ",
    "footnote": lambda text: f"Câu[^n].\n\n[^n]: {text}",
    "footnote's name": lambda text: f"Câu[^{text}].\n\n[^{text}]: chữ",
    "fence": lambda text: f"```{text}\n{text}\n```",
    "code": lambda text: f"Mã `` {text} `` là mã.",
    "href": lambda text: f"<a href='{text}'>a</a>",
    "bare href": lambda text: f"<a href={text}>a</a>",
    "title": lambda text: f'<abbr title="{text}">a</abbr>',
    "class": lambda text: f'<p class="{text}">a</p>',
    "comment": lambda text: f"<!-- {text} -->",
    "element": lambda text: f"<details><summary>{text}</summary>{text}</details>",
}
"""Where a text can stand in a body."""


def _post_with_body(number: int) -> Iterator[Piece]:
    yield _same(_HEAD.format("Thân") + "---\n\nLời.\n\n")  # all of them share one card
    for name, make in _BODY.items():
        yield Piece(name=f"body {name}", number=number, make=make)


def _page(number: int) -> Iterator[Piece]:
    """Every fourth is named on all other pages; hidden ones are on none."""
    yield _same("---\nstatus: hidden" if number % 4 else "---")
    yield Piece(name="page title", number=number, make=_title(number), vital=True)
    yield Piece(name="page summary", number=number, make=lambda text: f"summary: {_yaml(text)}")
    yield Piece(
        name="page redirect_from",
        number=number,
        make=lambda text: f"redirect_from: [{_yaml('/cu/trang/' + text, number)}]",
    )
    yield _same("---\n\nLời.")


def _video(number: int) -> Iterator[Piece]:
    yield _same("---")
    yield Piece(name="video title", number=number, make=_title(number), vital=True)
    yield _same("date: 2021-01-05\nsource: {file: phim.mp4}\nposter: phim.jpg")
    yield _same(f"captions:\n  - {{lang: vi, file: d{number:03}.vtt}}")
    yield Piece(
        name="video lang",
        number=number,
        make=lambda text: f"  - {{lang: {_yaml(text)}, file: d{number:03}.vtt}}",
    )
    yield Piece(name="video summary", number=number, make=lambda text: f"summary: {_yaml(text)}")
    yield Piece(name="video tag", number=number, make=lambda text: f"tags: [{_yaml(text, number)}]")
    yield _same("---\n\nLời.\n\n0:00 Mở đầu")
    yield Piece(name="video moment", number=number, make=lambda text: f"0:01 {text}")


def _cues(number: int) -> Iterator[Piece]:
    yield _same("WEBVTT\n\n00:00.000 --> 00:02.000\nLời.")
    yield Piece(name="cue", number=number, make=lambda text: text)


def _quote(number: int) -> Piece:
    def make(text: str) -> str:
        return f"- {{text: {_yaml(text, number)}, author: {_yaml(text)}, source: {_yaml(text)}}}"

    return Piece(name="quotation", number=number, make=make)


def _quote_in_a_language(number: int) -> Piece:
    def make(text: str) -> str:
        lang = "en" if text == harmless(number) else text
        return f"- {{text: Câu{mark(number)}, author: A, lang: {_yaml(lang)}}}"

    return Piece(name="quotation lang", number=number, make=make)


def _row(columns: Iterable[str], values: dict[str, str], text: str) -> str:
    out = io.StringIO()
    table = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="")
    table.writerow([values.get(name, text) for name in columns])
    return out.getvalue()


_DAY = {"type": "Public", "arrival": "08:00", "departure": "09:00", "start": "2021-01-04"}
_DAY |= dict.fromkeys(("frequency", "end", "exceptions", "timetable", "geox", "geoy"), "")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _stops(count: int) -> Iterator[Piece]:
    """A stop for each text and each column that takes any, and one with sessions every day."""
    yield _same(_row(stops.COLUMNS, {name: name for name in stops.COLUMNS}, ""))
    for day in _DAYS:
        yield _same(_row(stops.COLUMNS, _DAY | {"day": day, "stop": "Chợ"}, "Chợ"))
    free = FILLED["stops"]
    for number in range(count):
        day = _DAY | {"day": _DAYS[number % 7]}

        def make(text: str, day: dict[str, str] = day, end: str = mark(number)) -> str:
            texts = {name: text + end * (name == "stop") for name in free}
            return _row(stops.COLUMNS, day | texts, "")

        yield Piece(name="stops", number=number, make=make)


def _trips(count: int) -> Iterator[Piece]:
    """Sessions that do not take place, and why."""
    yield _same(_row(trips.COLUMNS, {name: name for name in trips.COLUMNS}, ""))
    first = date.fromisoformat(NOW[:10])
    for number in range(count):
        told = dict.fromkeys(trips.COLUMNS, "") | {"stop": "cho", "status": "cancelled"}
        told["date"] = (first + timedelta(days=number)).isoformat()
        for column in sorted(FILLED["trips"]):
            others = {name: value for name, value in told.items() if name != column}
            others["date"] = (first + timedelta(days=2 * number + (column == "note"))).isoformat()

            def make(text: str, others: dict[str, str] = others) -> str:
                return _row(trips.COLUMNS, others, text)

            yield Piece(name=f"trips {column}", number=number, make=make)
