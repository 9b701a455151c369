"""The house rules of docs/architecture.md, held against the imports of every module."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

PLUGINS = ROOT / "plugins"
MODULES = sorted(PLUGINS.rglob("*.py"))

# One door per library: who may import it. "adapter" is a room's adapter.py.
DOORS = {
    "pelican": {"adapter", "building", "writer/site_writer.py"},
    "PIL": {"galleries/images"},
    "brotli": {"publishing/packing.py"},
    "pillow_heif": {"galleries/images"},
    "markdown": {"markdown_body.py"},
    "msgspec": {"values.py"},
    "nh3": {"raw_html.py"},
    "yaml": {"yaml_nodes.py"},
    "bs4": {"importing", "lint/output.py"},
    "pypandoc": {"importing/pandoc.py"},
    "tqdm": {"progress.py"},
    "feedgenerator": {"feeds/formats.py"},
    "holidays": {"mobile_library/public_holidays.py"},
    "icalendar": {"mobile_library/icalendar_files.py"},
    "dateutil": set(),  # for tests: it can look for ever for a day that never comes
    "rcssmin": {"assets/bundle.py"},
    "rjsmin": {"assets/bundle.py"},
    "jinja2": {"writer/compiled.py", "writer/site_writer.py", "writer/templates.py"},
    "sqlite3": {"content/readings.py", "visits/state.py"},
    "crawleruseragents": {"visits/machines.py"},
    "backports": {"visits/log_files.py"},
    "compression": {"visits/log_files.py"},
    "zxingcpp": {"qr.py"},
    "watchfiles": {"preview/watch.py"},
    "av": {"videos/frames.py"},
    "pagefind_bin": {"search/pagefind.py"},
}

BASE = {path.stem for path in PLUGINS.glob("*.py")} - {"__init__"}
CORE = {"content"}  # posts and pages: every feature may know them
# Who may import features: the rooms that put a whole together.
COMPOSERS = {
    "building",
    "caching",
    "counting",
    "feeds",
    "importing",
    "inbox",
    "lint",
    "online",
    "photos",
    "posting",
    "preview",
    "publishing",
    "reporting",
    "samples",
    "sizing",
    "writer",
    "zipping",
}
# Features that may know one other: posters are renditions.
NEIGHBOURS = {("videos", "galleries")}


def _name(path: Path) -> str:
    return path.relative_to(PLUGINS).as_posix()


def _imports(path: Path) -> Iterator[str]:
    """Full names of all modules that a file imports, at its top or inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{_name(path)}: relative import"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _under_type_checking(path: Path) -> set[str]:
    """Imports that only the type checker sees."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            for inner in ast.walk(node):
                if isinstance(inner, ast.ImportFrom) and inner.module:
                    found |= {inner.module, *(f"{inner.module}.{a.name}" for a in inner.names)}
    return found


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_libraries_are_imported_at_their_doors_only(path: Path) -> None:
    name = _name(path)
    kinds = {name, name.split("/")[0], name.rpartition("/")[0]} | (
        {"adapter"} if name.endswith("/adapter.py") else set()
    )
    for imported in _imports(path):
        library = imported.split(".")[0]
        if library in DOORS:
            assert kinds & DOORS[library], f"{name} imports {library}"


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_arrows_run_one_way(path: Path) -> None:
    name = _name(path)
    room = name.split("/")[0] if "/" in name else ""
    for imported in set(_imports(path)) - _under_type_checking(path):
        parts = imported.split(".")
        assert parts[0] not in {"tests", "tasks", "pelicanconf", "publishconf"}, imported
        if parts[0] != "plugins" or len(parts) < 2:
            continue
        target = parts[1]
        if target in BASE:
            continue
        assert room, f"{name} is a base noun and imports the room {target}"
        allowed = (
            target == room or target in CORE or room in COMPOSERS or (room, target) in NEIGHBOURS
        )
        assert allowed, f"{name}: {room} imports {target}"


# The clock, the locale, the network, git and the environment come in as arguments.
WORLD = {"locale", "socket", "urllib.request", "http.client", "time", "environ", "getenv"}
# Adapters and programs that talk to a person, or to other hosts, may look at the world.
WORLDLY = {"building", "preview", "lint", "online", "posting", "publishing"}


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_nouns_know_no_clock_network_or_environment(path: Path) -> None:
    name = _name(path)
    if name.endswith(("__init__.py", "/adapter.py")) or name.split("/")[0] in WORLDLY:
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not WORLD & (set(_imports(path)) | names), name
    clocks = {"now", "today", "utcnow"} if name != "build.py" else {"today", "utcnow"}
    called = {
        node.func.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    assert not clocks & called, name


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_adapters_stay_short(path: Path) -> None:
    if path.name in ("__init__.py", "adapter.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 125, _name(path)


def test_every_module_imports_alone() -> None:
    """In a fresh interpreter each, so that no module leans on what another imported first."""
    names = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in MODULES
    ]
    # One process that forgets all our modules between imports is as good as many, and faster.
    program = (
        "import importlib, sys\n"
        "for name in sys.argv[1:]:\n"
        "    for known in [m for m in sys.modules if m.split('.')[0] == 'plugins']:\n"
        "        del sys.modules[known]\n"
        "    importlib.import_module(name)\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program, *names],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
