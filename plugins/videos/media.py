"""The files beside a video's text: film, poster and captions, found and checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from plugins.content.posts import Film
from plugins.frontmatter import decode
from plugins.galleries.images.opening import PhotoError
from plugins.galleries.index import Known, look
from plugins.galleries.jobs import photo_problem
from plugins.problems import Problem, as_warnings, has_errors
from plugins.values import Struct
from plugins.videos.films import is_film, probe
from plugins.videos.pages import origin_of
from plugins.videos.probes import FilmError, Probe
from plugins.videos.web_safety import conversion, findings
from plugins.videos.webvtt import beyond, parse_webvtt
from plugins.vietnamese import nearest, nfc

FOLDER = "video"
LARGE = 50_000_000
"""Bytes from which a film had better lie elsewhere."""


class CaptionFile(Struct, frozen=True, kw_only=True):
    """A WebVTT file and the language it is in, a BCP 47 tag."""

    lang: str
    path: Path


class Media(Struct, frozen=True, kw_only=True):
    """What was found of one video; None where there is nothing, or nothing usable."""

    film: Path | None = None
    probe: Probe | None = None
    poster: Path | None = None
    poster_known: Known | None = None
    captions: tuple[CaptionFile, ...] = ()


def find_media(content: Path, films: Iterable[Film]) -> tuple[dict[str, Media], list[Problem]]:
    """Media by the paths of their videos, and everything that is wrong with them."""
    folder = content / FOLDER
    if not folder.is_dir():
        return {}, []
    files = {
        nfc(path.name): path
        for path in sorted(folder.iterdir())
        if path.is_file() and not path.is_symlink() and not path.name.startswith((".", "~"))
    }
    found = {}
    # Each once: two videos may share a film or captions.
    problems: dict[Problem, None] = {}
    used: set[str] = set()
    for film in films:
        search = _Search(film, files)
        found[film.path] = search.media()
        used |= search.used
        quiet = film.state in ("draft", "withdrawn")  # nothing of either is published
        told = as_warnings(search.problems) if quiet else search.problems
        problems |= dict.fromkeys(told)
    unread = {f"{FOLDER}/{name}" for name in files if _is_text(name)} - found.keys()
    for name in files:
        # A video that is itself in error may well use it: nobody shall delete a film for that.
        if name not in used and not _is_text(name) and not unread:
            message, hint = "không video nào dùng tệp này", "ghi tên tệp vào một video, hoặc xóa"
            path = f"{FOLDER}/{name}"
            problems[Problem(path=path, message=message, hint=hint, level="warning")] = None
    return found, list(problems)


def _is_text(name: str) -> bool:
    return name.lower().endswith((".md", ".markdown"))


class _Search:
    """Looks for the files that one video names."""

    def __init__(self, film: Film, files: Mapping[str, Path]) -> None:
        self.film, self.files = film, files
        self.used: set[str] = set()
        self.problems: list[Problem] = []

    def media(self) -> Media:
        film, found = self._film()
        poster, poster_known = self._poster()
        return Media(
            film=film,
            probe=found,
            poster=poster,
            poster_known=poster_known,
            captions=tuple(self._captions(found.seconds if found else self.film.seconds)),
        )

    def _find(self, field: str, name: str) -> Path | None:
        self.used.add(name)
        path = self.files.get(name)
        if path is None:
            close = nearest(name, (other for other in self.files if not _is_text(other)))
            hint = f"có phải là “{close}”?" if close else "chép tệp vào cạnh tệp .md của video"
            self._complain(field, f"không có tệp “{name}”", hint)
        return path

    def _complain(self, field: str, message: str, hint: str, *, warning: bool = False) -> None:
        self.problems.append(
            Problem(
                path=self.film.path,
                line=self.film.lines.get(field),
                message=message,
                hint=hint,
                level="warning" if warning else "error",
            )
        )

    def _film(self) -> tuple[Path | None, Probe | None]:
        source = self.film.source
        if source.kind == "url" and not origin_of(source.value):
            hint = "gõ địa chỉ như https://thuvien.example.org/phim.mp4, tên miền không dấu"
            self._complain("source", f"không dùng được địa chỉ “{source.value}”", hint)
        if source.kind != "file":
            return None, None
        path = self._find("source", source.value)
        if path is None:
            return None, None
        if not is_film(source.value):
            message = f"“{source.value}” không phải phim MP4 hay WebM"
            self._complain("source", message, conversion(source.value))
            return None, None
        try:
            found = probe(path)
        except FilmError as error:
            place = f"{FOLDER}/{source.value}"
            self.problems.append(Problem(path=place, message=error.message, hint=error.hint))
            return None, None
        self._judge(source.value, found)
        return path, found

    def _judge(self, name: str, found: Probe) -> None:
        """What readers would suffer from."""
        for finding in findings(name, found):
            self.problems.append(
                Problem(
                    path=f"{FOLDER}/{name}",
                    message=finding.message,
                    hint=finding.hint,
                    level="error" if finding.fatal else "warning",
                )
            )
        if found.seconds is None and self.film.seconds is None:
            hint = "thêm dòng duration: phút:giây, ví dụ duration: 1:35"
            self._complain("source", "không rõ phim dài bao lâu", hint, warning=True)
        if found.size > LARGE:
            megabytes = round(found.size / 1_000_000)
            hint = "nén nhỏ lại, hoặc đưa lên YouTube rồi gõ source: {youtube: MÃ}"
            self._complain("source", f"phim nặng {megabytes} MB", hint, warning=True)

    def _poster(self) -> tuple[Path | None, Known | None]:
        name = self.film.poster
        path = self._find("poster", name) if name else None
        if path is None:
            return None, None
        try:
            return path, look(path)
        except PhotoError as error:
            self.problems.append(photo_problem(f"{FOLDER}/{name}", error))
            return None, None

    def _captions(self, seconds: int | None) -> Iterable[CaptionFile]:
        """Captions of a film of this length, where it is known."""
        for lang, name in self.film.captions:
            path = self._find("captions", name)
            if path is None:
                continue
            place = f"{FOLDER}/{name}"
            text, problems = decode(path.read_bytes(), place)
            if not problems:
                cues, problems = parse_webvtt(text, place)
                problems += beyond(cues, seconds, place) if seconds is not None else ()
            self.problems += problems
            if not has_errors(problems):
                yield CaptionFile(lang=lang, path=path)
