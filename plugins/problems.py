"""What is wrong with the content: one value, two printers, one exit code."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from plugins.files import digest
from plugins.values import Struct, replace

Level = Literal["error", "warning"]

LEVEL_WORDS: dict[Level, str] = {"error": "LỖI", "warning": "LƯU Ý"}


class Problem(Struct, frozen=True, kw_only=True):
    """One thing to mend.

    `path` is relative to the content folder, with `/`; `line` and `column` count from 1.
    `message` says what is wrong, `hint` what to do instead; both are for editors, in Vietnamese.
    """

    path: str
    message: str
    hint: str = ""
    line: int | None = None
    column: int | None = None
    level: Level = "error"

    @property
    def sort_key(self) -> tuple[str, int, int, str]:
        """Order of the report: by file, then from top to bottom."""
        return (self.path, self.line or 0, self.column or 0, self.message)


def as_sentence(text: str) -> str:
    """A message or a hint as running text has it: with a full stop, unless it has its own end."""
    return text if text.endswith((".", "?", "!", "…")) else f"{text.removesuffix(':')}."


def as_warnings(problems: Iterable[Problem]) -> list[Problem]:
    """The same problems as warnings: a draft's errors must not stop the others."""
    return [replace(problem, level="warning") for problem in problems]


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether a build must stop."""
    return any(problem.level == "error" for problem in problems)


def _printable(text: str) -> str:
    """Text that cannot steer a terminal: control characters are shown as escapes."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def as_text(problem: Problem, root: str = "") -> str:
    """`path:line: LỖI: what is wrong`, and below it the cure."""
    place = "/".join(part for part in (root.rstrip("/"), problem.path) if part)
    for number in (problem.line, problem.column):
        if number is not None:
            place += f":{number}"
    text = f"{_printable(place)}: {LEVEL_WORDS[problem.level]}: {_printable(problem.message)}"
    return text + (f"\n    Cách sửa: {_printable(problem.hint)}" if problem.hint else "")


def as_code_quality(problem: Problem, root: str = "") -> dict[str, Any]:
    """An entry of a report that marks lines of a merge request on GitLab, in the form that it
    documents under "Code Quality report format"."""
    words = problem.message + (f" Cách sửa: {problem.hint}" if problem.hint else "")
    path = "/".join(part for part in (root.rstrip("/"), problem.path) if part)
    line = problem.line or 1
    return {
        "description": words,
        "check_name": "inv check",
        "fingerprint": digest(f"{path}:{line}:{problem.column}:{words}".encode()),
        "severity": "major" if problem.level == "error" else "minor",
        "location": {"path": path, "lines": {"begin": line}},
    }


def as_github(problem: Problem, root: str = "") -> str:
    """A workflow command that annotates the line in a pull request."""
    text = problem.message
    if problem.hint:
        text = f"{as_sentence(text)} Cách sửa: {problem.hint}"
    return _annotation(problem.level, problem, text, root)


def as_github_notice(path: str, line: int, text: str, root: str = "") -> str:
    """An annotation of a line in which nothing is wrong."""
    return _annotation("notice", Problem(path=path, line=line, message=text), text, root)


def _annotation(level: str, problem: Problem, text: str, root: str) -> str:
    """Escapes as GitHub documents under "Workflow commands": `%`, CR and LF, and in properties
    also `:` and `,`."""

    def data(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    def value(text: str) -> str:
        return data(text).replace(":", "%3A").replace(",", "%2C")

    place = "/".join(part for part in (root.rstrip("/"), problem.path) if part)
    properties = [f"file={value(place)}"]
    if problem.line is not None:
        properties.append(f"line={problem.line}")
    if problem.column is not None:
        properties.append(f"col={problem.column}")
    return f"::{level} {','.join(properties)}::{data(text)}"


def report(problems: Iterable[Problem], root: str = "") -> str:
    """All problems from top to bottom, then one line that counts them."""
    ordered = sorted(problems, key=lambda problem: problem.sort_key)
    errors = sum(problem.level == "error" for problem in ordered)
    lines = [as_text(problem, root) for problem in ordered]
    if ordered:
        lines.append(f"Tổng cộng: {errors} lỗi, {len(ordered) - errors} lưu ý.")
    return "\n".join(lines)
