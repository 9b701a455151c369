"""Follows every name and attribute that a template reads through the types of the contract."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, nodes

from plugins.values import Struct
from plugins.writer.templates import ENVIRONMENT, filters
from tests.conftest import ROOT

TEMPLATES = ROOT / "theme/templates"
_GLOBALS = {"loop": Any, "range": Any}

Scope = dict[str, Any]


class TemplateTypes:
    """Checks templates of one folder; `problems` are sentences, `seen` the templates read."""

    def __init__(self, folder: Path = TEMPLATES, known_filters: Iterable[str] = ()) -> None:
        options = {k: v for k, v in ENVIRONMENT.items() if k != "undefined"}
        loader = FileSystemLoader(folder)
        self.environment = Environment(loader=loader, **options)  # noqa: S701 (nothing is rendered)
        self.environment.filters.update(dict.fromkeys(known_filters, str))
        self.problems: list[str] = []
        self.seen: set[str] = set()
        self._at = ""
        self._open: list[str] = []

    def check(self, name: str, names: Mapping[str, Any]) -> None:
        """Check a template that is rendered with `names`, and all that it includes."""
        self._template(name, dict(names))

    def _template(self, name: str, scope: Scope) -> None:
        if name in self._open:  # a macro file that another one imports
            return
        self.seen.add(name)
        before = self._at
        self._at = name
        self._open.append(name)
        source = (self.environment.loader.get_source(self.environment, name))[0]  # type: ignore[union-attr]
        self._body(self.environment.parse(source).body, {**_GLOBALS, **scope})
        self._open.pop()
        self._at = before

    def _say(self, node: nodes.Node, words: str) -> None:
        self.problems.append(f"{self._at}:{node.lineno}: {words}")

    def _body(self, body: list[nodes.Node], scope: Scope) -> None:
        for node in body:
            self._statement(node, scope)

    def _statement(self, node: nodes.Node, scope: Scope) -> None:
        match node:
            case nodes.Extends():
                self._template(_constant(node.template), scope)
            case nodes.Include():
                self._template(_constant(node.template), scope)
            case nodes.FromImport():
                name = _constant(node.template)
                self._template(name, {})
                source = self.environment.loader.get_source(self.environment, name)[0]  # type: ignore[union-attr]
                macros = {m.name: m for m in self.environment.parse(source).find_all(nodes.Macro)}
                for given in node.names:
                    alias = given[1] if isinstance(given, tuple) else given
                    original = given[0] if isinstance(given, tuple) else given
                    scope[alias] = (name, macros[original], macros)
            case nodes.For():
                self._for(node, scope)
            case nodes.If():
                self._type(node.test, scope)
                for body in (node.body, node.else_):
                    self._body(body, dict(scope))
                for branch in node.elif_:
                    self._statement(branch, scope)
            case nodes.With():
                inner = dict(scope)
                for target, value in zip(node.targets, node.values, strict=True):
                    _bind(target, self._type(value, scope), inner)
                self._body(node.body, inner)
            case nodes.Assign():
                _bind(node.target, self._type(node.node, scope), scope)
            case nodes.Macro():
                scope[node.name] = (self._at, node, {})
            case nodes.Block() | nodes.Scope() | nodes.ScopedEvalContextModifier():
                self._body(node.body, dict(scope))
            case nodes.Output():
                for part in node.nodes:
                    self._type(part, scope)
            case _:
                self._type(node, scope)

    def _for(self, node: nodes.For, scope: Scope) -> None:
        inner = dict(scope)
        _bind(node.target, _element(self._type(node.iter, scope)), inner)
        if node.test is not None:
            self._type(node.test, inner)
        self._body(node.body, inner)
        self._body(node.else_, dict(scope))

    def _type(self, node: nodes.Node, scope: Scope) -> Any:
        match node:
            case nodes.TemplateData() | nodes.Const():
                return type(node.value) if isinstance(node, nodes.Const) else str
            case nodes.Name():
                if node.name in scope:
                    return scope[node.name]
                self._say(node, f"“{node.name}” is not in the contract")
                return Any
            case nodes.Getattr():
                return self._attribute(node, self._type(node.node, scope), node.attr)
            case nodes.Getitem():
                of = self._type(node.node, scope)
                self._type(node.arg, scope)
                return _item(of)
            case nodes.Filter():
                return self._filter(node, scope)
            case nodes.Call():
                return self._call(node, scope)
            case nodes.CondExpr():
                self._type(node.test, scope)
                found = {self._type(part, scope) for part in (node.expr1, node.expr2) if part}
                return typing.Union[tuple(found)]  # noqa: UP007 (built at run time)
            case nodes.Tuple() | nodes.List():
                parts = {self._type(part, scope) for part in node.items}
                return tuple[parts.pop() if len(parts) == 1 else Any, ...]  # type: ignore[misc]
            case nodes.Add():
                parts = {self._type(part, scope) for part in (node.left, node.right)}
                return parts.pop() if len(parts) == 1 else Any
            case nodes.Test():
                if node.name != "defined":
                    self._type(node.node, scope)
                return bool
            case _:
                for child in node.iter_child_nodes():
                    self._type(child, scope)
                return Any

    def _filter(self, node: nodes.Filter, scope: Scope) -> Any:
        of = self._type(node.node, scope) if node.node else Any
        for part in node.args:
            self._type(part, scope)
        if node.name not in self.environment.filters:
            self._say(node, f"there is no filter “{node.name}”")
        return of if node.name in ("select", "safe") else str

    def _call(self, node: nodes.Call, scope: Scope) -> Any:
        called = self._type(node.node, scope)
        given = [self._type(part, scope) for part in node.args]
        named = {part.key: self._type(part.value, scope) for part in node.kwargs}
        if isinstance(called, tuple):  # a macro: its body with the types of this call
            place, macro, around = called
            inner: Scope = {**_GLOBALS}
            inner |= {name: (place, other, around) for name, other in around.items()}
            inner |= {arg.name: Any for arg in macro.args}
            inner |= {arg.name: of for arg, of in zip(macro.args, given, strict=False)}
            inner |= named
            before, self._at = self._at, place
            self._body(macro.body, inner)
            self._at = before
            return str
        return Any

    def _attribute(self, node: nodes.Node, of: Any, name: str) -> Any:
        found = set()
        for kind in _alternatives(of):
            if kind in (Any, object) or isinstance(kind, tuple):
                return Any
            if kind is type(None):
                continue  # the template asked first; StrictUndefined catches it when it did not
            known = _members(kind)
            if name not in known:
                self._say(node, f"{getattr(kind, '__name__', kind)} has no “{name}”")
                return Any
            found.add(known[name])
        return typing.Union[tuple(found)] if found else Any  # noqa: UP007


def _constant(node: nodes.Node) -> str:
    assert isinstance(node, nodes.Const), "templates name others by constants only"
    return str(node.value)


def _bind(target: nodes.Node, of: Any, scope: Scope) -> None:
    if isinstance(target, nodes.Name):
        scope[target.name] = of
    else:
        for part in target.find_all(nodes.Name):
            scope[part.name] = Any


def _alternatives(of: Any) -> Iterator[Any]:
    if typing.get_origin(of) in (typing.Union, types.UnionType):
        for part in typing.get_args(of):
            yield from _alternatives(part)
    elif typing.get_origin(of) is typing.Literal:
        yield str
    else:
        yield of


def _element(of: Any) -> Any:
    for kind in _alternatives(of):
        arguments = typing.get_args(kind)
        if arguments:
            return arguments[0]
    return Any


def _item(of: Any) -> Any:
    for kind in _alternatives(of):
        arguments = typing.get_args(kind)
        if arguments:
            return arguments[-1] if arguments[-1] is not Ellipsis else arguments[0]
    return Any


def _members(kind: Any) -> dict[str, Any]:
    """Public attributes and properties of a type, with their own types; methods are Any."""
    kind = typing.get_origin(kind) or kind
    members: dict[str, Any] = {n: Any for n in dir(kind) if not n.startswith("_")}
    for base in reversed(kind.__mro__):
        for name, value in vars(base).items():
            if isinstance(value, property) and value.fget and not name.startswith("_"):
                members[name] = typing.get_type_hints(value.fget).get("return", Any)
    if (isinstance(kind, type) and issubclass(kind, Struct)) or getattr(
        kind, "_is_protocol", False
    ):
        members |= typing.get_type_hints(kind)
    return members


def filter_names() -> list[str]:
    """The filters of our own."""
    import pelicanconf  # noqa: PLC0415 (its settings are needed nowhere else)

    return list(filters(pelicanconf.SITE))
