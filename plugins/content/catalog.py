"""Everything written in the content folder, read once: posts, pages and every problem."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path

from plugins.addresses import RESERVED, is_sites_own, output_file
from plugins.body import Body
from plugins.content.old_addresses import (
    page_source,
    redirect_problems,
    redirects,
    server_source,
)
from plugins.content.posts import (
    Film,
    Page,
    Post,
    State,
    make_film,
    make_page,
    make_post,
    post_state,
    tag_term,
)
from plugins.content.reading_files import read_files
from plugins.content.readings import Readings
from plugins.content.references import Targets, addresses_of_terms, link_problems
from plugins.content.scan import SourceFile, scan
from plugins.fields import FIELDS
from plugins.frontmatter import Document
from plugins.memory import Memory, once
from plugins.problems import Level, Problem, as_warnings, has_errors
from plugins.settings import SiteSettings
from plugins.values import Struct
from plugins.vietnamese import format_date, nearest, nfc


class Catalog(Struct, frozen=True, kw_only=True, dict=True):
    """What was read. `states` has one entry for each of `files`, in the order of paths."""

    files: tuple[SourceFile, ...]
    documents: tuple[tuple[Document, Body], ...]
    posts: tuple[Post, ...]
    pages: tuple[Page, ...]
    films: tuple[Film, ...]
    states: tuple[tuple[str, State], ...]
    problems: tuple[Problem, ...]

    @functools.cached_property
    def items(self) -> dict[str, Post | Page]:
        """Posts and pages by their paths."""
        found: list[Post | Page] = [*self.posts, *self.pages]
        return {item.path: item for item in found}

    @property
    def unfinished(self) -> tuple[Problem, ...]:
        """What is wrong with drafts that lack so much that not even a preview can show them."""
        shown = self.items.keys() | {film.path for film in self.films}
        lost = {path for path, state in self.states if state == "draft" and path not in shown}
        return tuple(problem for problem in self.problems if problem.path in lost)

    def next_change(self, now: datetime) -> datetime | None:
        """The first moment after `now` at which a state may become another: the first of all
        moments in front matter."""
        moments = (
            value
            for document, _ in self.documents
            for value in document.fields.values()
            if isinstance(value, datetime) and value > now
        )
        return min(moments, default=None)


def load_catalog(
    content: Path,
    settings: SiteSettings,
    now: datetime,
    watch: Callable[[list[SourceFile]], Iterable[SourceFile]] = iter,
    readings: Readings | None = None,
    memory: Memory | None = None,
) -> Catalog:
    """Read the content folder. Nothing is written, and no problem stops the reading.

    `watch` is handed the files and gives them back one by one, for a progress bar; `readings`
    know what earlier builds read, `memory` what this process did.
    """
    files, problems = scan(content)
    posts: list[Post] = []
    pages: list[Page] = []
    films: list[Film] = []
    states: list[tuple[str, State]] = []
    documents: list[tuple[Document, Body]] = []
    with closing(read_files(content, files, settings, readings, memory)) as read:
        for file in watch(files):
            if not file.url:
                states.append((nfc(file.path), "error"))
                continue
            document, body = next(read)
            check = partial(_document_problems, document, body, settings)
            found = once(memory, ("problems", document.path), (document, body), check)
            problems += found
            problems += _from_the_future(document, now)
            documents.append((document, body))
            if has_errors(found):
                state: State = "error"
            elif not _complete(document):
                state = "draft"  # only a draft lacks fields without an error
            elif file.kind == "post":
                basis = (document, body, file.url, post_state(document, now))
                make = partial(make_post, document, body, file.url, now)
                posts.append(once(memory, ("post", document.path), basis, make))
                state = posts[-1].state
            elif file.kind == "page":
                pages.append(make_page(document, body, file.url))
                state = pages[-1].state
            else:
                films.append(make_film(document, body, file.url, now))
                state = films[-1].state
            states.append((document.path, state))
    by_path = dict(states)
    problems += _address_problems(files, by_path)
    problems += redirect_problems(
        [*posts, *pages], {output_file(file.url) for file in files if file.url}
    )
    targets = Targets(
        states=by_path,
        files={file.url: nfc(file.path) for file in files if file.url},
        anchors={document.path: body.anchors for document, body in documents},
        terms=addresses_of_terms(settings.categories, (document for document, _ in documents)),
        redirects={one.source for one in redirects([*posts, *pages])},
    )
    for document, body in documents:
        problems += link_problems(document, body, targets)
    wrong = {problem.path for problem in problems if problem.level == "error"}
    states = [(path, "error" if path in wrong else state) for path, state in states]
    return Catalog(
        files=tuple(files),
        documents=tuple(documents),
        posts=tuple(posts),
        pages=tuple(pages),
        films=tuple(films),
        states=tuple(states),
        problems=tuple(problems),
    )


def _complete(document: Document) -> bool:
    required = (name for name, field in FIELDS[document.kind].items() if field.required)
    return all(name in document.fields for name in required)


def _document_problems(document: Document, body: Body, settings: SiteSettings) -> list[Problem]:
    """What is wrong with one file; only warnings when it is a draft."""
    found = [*document.problems, *body.problems]
    fields = document.fields

    def add(name: str, message: str, hint: str, *, warning: bool = False) -> None:
        found.append(
            Problem(
                path=document.path,
                line=document.lines.get(name),
                message=message,
                hint=hint,
                level="warning" if warning else "error",
            )
        )

    category = fields.get("category")
    if category is not None and category not in settings.categories:
        close = nearest(category, settings.categories)
        choices = f"chọn một trong: {', '.join(settings.categories)}"
        hint = f"có phải là “{close}”?" if close else choices
        add("category", f"không có chuyên mục “{category}”", hint)
    for name in ("tags", "series"):
        values = fields.get(name) or ()
        for value in (values,) if isinstance(values, str) else values:
            if not tag_term(value).slug:
                add(name, f"trường “{name}”: “{value}” không có chữ nào", "gõ một từ có chữ cái")
    if document.kind == "post" and "date" in fields:
        year = document.path.split("/")[1]
        if f"{fields['date'].year:04}" != year:
            message = f"ngày thuộc năm {fields['date'].year} nhưng bài nằm trong thư mục {year}"
            add("date", message, "sửa ngày, hoặc chuyển bài sang thư mục của năm đó", warning=True)
    for old in fields.get("redirect_from", ()):
        if not server_source(old):
            add(
                "redirect_from",
                f"không trang nào có thể trả lời ở địa chỉ cũ “{old}”",
                "gõ đường dẫn không có .., ví dụ /tin-cu/bai-1.html hoặc /default.aspx?id=5",
            )
        elif page_source(old) and is_sites_own(page_source(old)):
            message = f"địa chỉ cũ “{old}” là của chính trang web"
            add("redirect_from", message, "xóa nó khỏi redirect_from")
    return as_warnings(found) if fields.get("status") == "draft" else found


def _from_the_future(document: Document, now: datetime) -> Iterator[Problem]:
    """Changes that are yet to come: feeds would have the post on top until then."""
    correction = document.fields.get("correction")
    known = max(now, document.fields.get("date", now))  # a scheduled post may change on its day
    for name, moment in (
        ("modified", document.fields.get("modified")),
        ("correction", correction.date if correction else None),
    ):
        if moment is not None and moment > known:
            yield Problem(
                path=document.path,
                line=document.lines.get(name),
                message=f"trường “{name}”: ngày {format_date(moment)} chưa tới",
                hint="gõ ngày đã sửa bài",
                level="warning",
            )


def _address_problems(files: list[SourceFile], states: dict[str, State]) -> list[Problem]:
    """Two files for one address, and pages that take an address of the site's own.

    What only a draft does wrong is a warning.
    """
    problems = []
    owners: dict[str, list[str]] = defaultdict(list)
    for file in files:
        path = nfc(file.path)
        draft = states[path] == "draft"
        if file.url:
            owners[file.url].append(path)
        if file.kind == "page" and file.url.rstrip("/") in RESERVED:
            message = f"địa chỉ /{file.url} là của chính trang web"
            problems.append(_on_first_line(path, message, "đổi tên tệp", draft=draft))
    for url, paths in owners.items():
        first, *others = sorted(paths, key=lambda path: (states[path] == "draft", path))
        for path in others:
            message, hint = f"có cùng địa chỉ /{url} với {first}", "đổi tên một trong hai"
            draft = states[path] == "draft"
            problems.append(_on_first_line(path, message, hint, draft=draft))
    return problems


def _on_first_line(path: str, message: str, hint: str, *, draft: bool) -> Problem:
    level: Level = "warning" if draft else "error"
    return Problem(path=path, line=1, message=message, hint=hint, level=level)
