"""What stands for the program."""

from __future__ import annotations

import pytest

from plugins.program import parts, program


@pytest.mark.parametrize(
    "name",
    [
        *("plugins/body.py", "plugins/content/readings.py", "pelicanconf.py", "publishconf.py"),
        *("jinja2-", "markdown-", "markupsafe-", "pelican-", "pyyaml-", "3."),
    ],
)
def test_the_program_is_all_that_works_on_content(name: str) -> None:
    found = list(parts())
    assert any(part.lower().startswith(name.encode()) for part in found)
    assert len(set(found)) > 200  # names and texts of all modules
    assert program() == program()
