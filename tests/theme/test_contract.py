"""The contract with designers: templates read what it names, and builds hand over what it says."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from markupsafe import Markup

from plugins.assets.bundle import Assets
from plugins.galleries.pictures import Picture
from plugins.reporting.period import PeriodReport
from plugins.values import Struct
from plugins.visits.report import VisitReport
from plugins.visits.shown import Figures
from plugins.writer import contract
from plugins.writer.site_writer import SiteWriter
from tests.conftest import ROOT
from tests.golden_site import build_golden
from tests.theme.template_types import TEMPLATES, TemplateTypes, filter_names

PAGE = {**contract.EVERYWHERE, **contract.PAGE}
PICTURES = {
    "photo": Picture,
    "photos": tuple[Picture, ...],
    "label": str,
    "eager": bool,
}
"""What the galleries hand to the partials that they render into a post."""

RENDERED = {
    **{f"{name}.html": {**PAGE, **own} for name, own in contract.PAGES.items()},
    **{
        f"blocks/{name}.html": {**contract.EVERYWHERE, **own}
        for name, own in contract.BLOCKS.items()
    },
    **{f"feeds/{name}.html": own for name, own in contract.FEEDS.items()},
    **{f"partials/{name}.html": PICTURES for name in ("figure", "gallery", "inline_image")},
    "partials/visit_rows.html": {"figures": Figures},
    "visits_report.html": {"report": VisitReport, "assets": Assets, "made": datetime},
    "period_report.html": {"report": PeriodReport, "assets": Assets, "made": datetime},
}
"""Every template that Python renders, with what it gets."""


def _checked(folder: Path = TEMPLATES) -> TemplateTypes:
    return TemplateTypes(folder, filter_names())


@pytest.mark.parametrize("name", RENDERED)
def test_a_template_reads_only_what_the_contract_names(name: str) -> None:
    checker = _checked()
    checker.check(name, RENDERED[name])
    assert checker.problems == []


def test_every_template_is_used() -> None:
    checker = _checked()
    for name, names in RENDERED.items():
        checker.check(name, names)
    assert checker.seen == {p.relative_to(TEMPLATES).as_posix() for p in TEMPLATES.rglob("*.html")}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{{ visits.figures.as_of }}", "“visits” is not in the contract"),
        ("{{ article.titel }}", "ArticleView has no “titel”"),
        ("{{ article.text.body.htm }}", "Body has no “htm”"),
        ("{% for tag in article.tags %}{{ tag.titel }}{% endfor %}", "Term has no “titel”"),
        ("{% with g = article.gallery %}{{ g.foto }}{% endwith %}", "Gallery has no “foto”"),
        ("{% set c = article.cover %}{{ c.hight }}", "Picture has no “hight”"),
        ("{% if article.newer %}{{ article.newer.link }}{% endif %}", "Neighbour has no “link”"),
        ("{{ (article.cover or article.cover).alt }}{{ head.nope }}", "Head has no “nope”"),
        ("{{ article.title|shout }}", "there is no filter “shout”"),
        ("{% include 'part.html' %}", "ArticleView has no “wrong”"),
        (
            "{% from 'macro.html' import frame with context %}{{ frame(article.cover) }}",
            "Picture has no “widht”",
        ),
    ],
)
def test_what_is_not_in_the_contract_is_found(tmp_path: Path, text: str, problem: str) -> None:
    (tmp_path / "part.html").write_text("{{ article.wrong }}", encoding="utf-8")
    macro = "{% macro frame(photo) %}{{ photo.widht }}{% endmacro %}"
    (tmp_path / "macro.html").write_text(macro, encoding="utf-8")
    (tmp_path / "page.html").write_text(text, encoding="utf-8")
    checker = _checked(tmp_path)
    try:
        checker.check("page.html", RENDERED["article.html"])
    except AssertionError:
        pytest.fail("the checker gave up")
    assert [words.partition(": ")[2] for words in checker.problems] == [problem]


def _differences(value: Any, hint: Any, place: str, depth: int = 5) -> list[str]:
    """Where a value is not of its type, looking into it."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if hint is Any or depth == 0:
        return []
    if origin in (typing.Union, types.UnionType):
        tries = [_differences(value, argument, place, depth) for argument in arguments]
        return min(tries, key=len)
    if origin is typing.Literal:
        return [] if value in arguments else [f"{place}: {value!r}"]
    if origin is tuple:
        if not isinstance(value, tuple):
            return [f"{place}: {type(value)} is no tuple"]
        kinds = arguments[:1] * len(value) if arguments[1:] == (Ellipsis,) else arguments
        pairs = enumerate(zip(value, kinds, strict=True))
        return [d for n, (v, k) in pairs for d in _differences(v, k, f"{place}[{n}]", depth - 1)]
    kind = origin or hint
    if getattr(kind, "_is_protocol", False):
        return _members_differ(value, typing.get_type_hints(kind), place, depth)
    if not isinstance(value, kind):
        return [f"{place}: {type(value)} is no {kind}"]
    if issubclass(kind, Struct):
        return _members_differ(value, typing.get_type_hints(kind), place, depth)
    return []


def _members_differ(value: Any, hints: Mapping[str, Any], place: str, depth: int) -> list[str]:
    found = []
    for name, hint in hints.items():
        if not hasattr(value, name):
            found.append(f"{place}.{name} is missing")
        else:
            found += _differences(getattr(value, name), hint, f"{place}.{name}", depth - 1)
    return found


def test_a_build_hands_over_what_the_contract_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed: dict[str, list[dict[str, Any]]] = {}
    shared: dict[str, Any] = {}
    write_file = SiteWriter.write_file

    def spy(self: SiteWriter, name: str, template: Any, *args: Any, **kwargs: Any) -> None:
        kind = Path(template.name).stem
        handed.setdefault(kind, []).append(contract.page_names(kind, kwargs))
        shared.update(self.build.shared)
        write_file(self, name, template, *args, **kwargs)

    monkeypatch.setattr(SiteWriter, "write_file", spy)
    build_golden(tmp_path)
    assert set(handed) == set(contract.PAGES), "the sample site has a page of every kind"
    found = [
        difference
        for kind, pages in handed.items()
        for names in pages
        for name, value in names.items()
        for difference in _differences(value, contract.PAGES[kind][name], f"{kind}: {name}")
    ]
    hints = {**contract.EVERYWHERE, **contract.SECTIONS, "assets": contract.PAGE["assets"]}
    for name, hint in hints.items():
        found += _differences(shared[name], hint, name)
    assert found == []


@pytest.mark.parametrize(
    ("template", "given", "words"),
    [
        ("index", {}, "home"),
        ("article", {"page": 1}, "article"),
        ("nothing", {}, "nothing"),
    ],
)
def test_a_page_without_its_object_is_refused(
    template: str, given: dict[str, Any], words: str
) -> None:
    with pytest.raises(LookupError, match=words):
        contract.page_names(template, given)


def test_pelicans_other_names_stay_outside() -> None:
    given = {"listing": 1, "articles": [], "blog": True}
    assert contract.page_names("listing", given) == {"listing": 1}


def test_pelicans_other_attributes_stay_outside() -> None:
    page = SimpleNamespace(
        title="Một", url="mot/", state="published", content="<p>", sample=False, head=1, settings={}
    )
    view = contract.page_names("page", {"page": page})["page"]
    assert view == contract.PageView(
        title="Một", url="mot/", state="published", content=Markup("<p>"), sample=False, head=1
    )
    assert not hasattr(view, "settings")


DOCUMENT = (ROOT / "docs/templates.md").read_text(encoding="utf-8")


def test_the_document_for_designers_names_everything() -> None:
    wanted = {f"`{name}.html`" for name in contract.PAGES}
    wanted |= {f"`blocks/{name}.html`" for name in contract.BLOCKS}
    wanted |= {f"`feeds/{name}.html`" for name in contract.FEEDS}
    names = {**PAGE, **contract.SECTIONS}
    for own in (*contract.PAGES.values(), *contract.FEEDS.values()):
        names.update(own)
    wanted |= {f"`{name}`" for name in names} | {f"`{name}`" for name in filter_names()}
    assert sorted(words for words in wanted if words not in DOCUMENT) == []


def _types(hint: Any) -> set[Any]:
    """The types that a hint leads to, through containers."""
    arguments = [a for a in typing.get_args(hint) if a is not Ellipsis]
    if arguments:
        return set().union(*(_types(argument) for argument in arguments))
    return {hint}


def test_the_document_for_designers_names_every_attribute() -> None:
    """Of the objects that templates get themselves, and what these lead to in one step."""
    tops = [hint for own in contract.PAGES.values() for hint in own.values()]
    tops += [*contract.SECTIONS.values(), contract.PAGE["head"], contract.PAGE["blocks"]]
    missing = []
    for top in tops:
        for kind in _types(top) - {str, Any}:
            attributes = [n for n in typing.get_type_hints(kind) if not n.startswith("_")]
            missing += [
                f"{kind.__name__}.{name}" for name in attributes if f"`{name}`" not in DOCUMENT
            ]
    assert missing == []
