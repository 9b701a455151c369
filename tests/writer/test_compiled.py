"""Compiled templates of earlier builds: right, or compiled again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from plugins import kept
from plugins.writer.compiled import Compiled
from tests.support.sites import Site

TEXT = "{% for x in xs %}{{ x }},{% endfor %}"


class Counting(Environment):
    """Counts the templates that it compiles."""

    compiled = 0

    def compile(self, *arguments: object, **options: object) -> object:  # type: ignore[override]  # Jinja overloads it
        self.compiled += 1
        return super().compile(*arguments, **options)  # type: ignore[call-overload]


def render(folder: Path, text: str = TEXT) -> tuple[str, int]:
    """What a template says in an environment that knows only the folder, and what was compiled."""
    environment = Counting(loader=DictLoader({"a": text}), bytecode_cache=Compiled(folder))
    return environment.get_template("a").render(xs=[1, 2]), environment.compiled


def _each(folder: Path, change: Callable[[bytes], bytes]) -> None:
    (file,) = folder.iterdir()
    file.write_bytes(change(file.read_bytes()))


def test_a_template_is_compiled_once(tmp_path: Path) -> None:
    assert [render(tmp_path / "new") for _ in range(3)] == [("1,2,", 1), ("1,2,", 0), ("1,2,", 0)]
    assert render(tmp_path / "new", TEXT.replace(",", ";")) == ("1;2;", 1)
    assert len(list((tmp_path / "new").iterdir())) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda data: b"",
        lambda data: data[:-1],
        lambda data: data[:30],
        lambda data: data[:-9] + bytes([data[-9] ^ 1]) + data[-8:],
        lambda data: b"0" * 20 + data[20:],
    ],
    ids=["empty", "cut", "short", "one bit", "sum"],
)
def test_broken_code_is_no_code(tmp_path: Path, change: Callable[[bytes], bytes]) -> None:
    render(tmp_path)
    _each(tmp_path, change)
    assert render(tmp_path) == ("1,2,", 1)
    assert render(tmp_path) == ("1,2,", 0)


def test_another_program_compiles_for_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    render(tmp_path)
    monkeypatch.setattr(kept, "program", lambda: b"another")
    assert render(tmp_path) == ("1,2,", 1)


def test_where_nothing_can_be_written_all_is_compiled(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert [render(tmp_path / "file") for _ in range(2)] == [("1,2,", 1)] * 2


def test_published_builds_compile_everything_anew(site: Site) -> None:
    site.post("mot")
    folder = site.cache / "templates"
    assert site.build(publish=True) == 0
    assert not folder.exists()
    assert site.build() == 0
    assert len(list(folder.iterdir())) > 10
