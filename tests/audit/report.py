"""An audit as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.audit.findings import Run

_MOST = 100
"""Findings of one part that are written out."""


def as_markdown(runs: Sequence[Run]) -> str:
    """The whole report."""
    return "\n".join([*_lines(runs), ""])


def in_short(runs: Sequence[Run]) -> str:
    """A line for each part, for the terminal, and the first findings."""
    lines = []
    for run in runs:
        lines.append(f"{_mark(run):<9} {run.part:<16} {run.site:<8} {_count(run)}")
        lines += [f"          {one.where}: {one.what}" for one in run.outcome.findings[:5]]
        if len(run.outcome.findings) > 5:
            lines.append(f"          … và {len(run.outcome.findings) - 5} điều nữa")
    return "\n".join(lines)


def exit_code(runs: Sequence[Run], *, allow_missing: bool) -> int:
    """1 when anything was found, 2 when a part could not run and that is not allowed, else 0."""
    if any(run.outcome.findings for run in runs):
        return 1
    return 2 if any(run.outcome.missing for run in runs) and not allow_missing else 0


def _lines(runs: Sequence[Run]) -> Iterator[str]:
    yield "# Báo cáo soát trang"
    yield ""
    yield "| phần | trang nào | kết quả | xem xét | giây |"
    yield "|---|---|---|---|--:|"
    for run in runs:
        yield f"| {run.part} | {run.site} | {_mark(run)} | {_count(run)} | {run.seconds:.0f} |"
    for run in runs:
        out = run.outcome
        if not (out.findings or out.table or out.notes):
            continue
        yield ""
        yield f"## {run.part}: {run.site}"
        for note in out.notes:
            yield ""
            yield note
        if out.table:
            head, *rows = out.table
            yield ""
            yield _row(head)
            yield _row(["---"] + ["--:"] * (len(head) - 1))
            yield from map(_row, rows)
        if out.findings:
            yield ""
            yield from (f"- `{one.where}`: {_one_line(one.what)}" for one in out.findings[:_MOST])
            if len(out.findings) > _MOST:
                yield f"- … và {len(out.findings) - _MOST} điều nữa"


def _mark(run: Run) -> str:
    if run.outcome.missing:
        return "THIẾU"
    return "CÓ LỖI" if run.outcome.findings else "đạt"


def _count(run: Run) -> str:
    if run.outcome.missing:
        return _one_line(run.outcome.missing)
    found = len(run.outcome.findings)
    return f"{run.outcome.looked_at}{f': {found} điều cần sửa' if found else ''}"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(_one_line(cell).replace('|', chr(92) + '|') for cell in cells)} |"


def _one_line(text: str) -> str:
    return " ".join(text.split())
