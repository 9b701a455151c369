"""The inside of a paragraph: runs of text put in order, pictures taken out of sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plugins.importing.documents import Align, Inline, Paragraph, Run
from plugins.values import replace

PICTURE, PICTURE_END = "\ufdd4", "\ufdd5"
"""Around the number of a picture, in text that came through such a program."""

CENTRE, RIGHT, TITLE, CAPTION = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
"""Marks at the beginning of a paragraph that came through a program which would not tell more than
its text. Unicode has no characters there, and no text can bring them: `word` takes them out."""

_MARKS = CENTRE + RIGHT + TITLE + CAPTION


def paragraphs_of(
    inlines: Sequence[Inline], align: Align = "", *, caption: bool = False
) -> Iterator[Paragraph]:
    """Paragraphs of what a source has in one: an empty line ends one, pictures stand alone.

    Pictures at the beginning come before the text, others after it: no sentence is torn apart.
    """
    for part in _split(inlines):
        before: list[Inline] = []
        after: list[Inline] = []
        runs: list[Run] = []
        for one in part:
            if isinstance(one, Run):
                runs.append(one)
            elif any(run.text.strip(" \n" + _MARKS) or run.note for run in runs):
                after.append(one)
            else:
                before.append(one)
        text, marks = _without_marks(tidy_runs(runs))
        side: Align = "center" if CENTRE in marks else "right" if RIGHT in marks else align
        if before:
            yield Paragraph(inlines=tuple(before), align=side)
        if text:
            yield Paragraph(
                inlines=tuple(text),
                align=side,
                caption=caption or CAPTION in marks,
                title=TITLE in marks,
            )
        if after:
            yield Paragraph(inlines=tuple(after), align=side)


def _split(inlines: Sequence[Inline]) -> Iterator[list[Inline]]:
    """Parts between empty lines."""
    part: list[Inline] = []
    breaks = 0
    for one in inlines:
        blank = isinstance(one, Run) and not one.text.strip() and not one.note
        if isinstance(one, Run) and one.text == "\n":
            breaks += 1
        elif not blank:
            if breaks > 1:
                yield part
                part = []
            breaks = 0
        part.append(one)
    yield part


def tidy_runs(runs: Sequence[Run]) -> list[Run]:
    """Runs with single blanks, none at the ends of lines; neighbours of one look are one run."""
    done: list[Run] = []
    for run in runs:
        text = run.text
        if text != "\n" and not run.note:
            at_start = not done or done[-1].text.endswith((" ", "\n"))
            text = " ".join(("|" + text + "|").split())[1:-1]
            text = text.lstrip() if at_start else text
        elif text == "\n" and done:
            done[-1] = replace(done[-1], text=done[-1].text.rstrip(" "))
            if not done[-1].text and not done[-1].note:
                done.pop()
        if not text and not run.note:
            continue
        if done and text != "\n" and done[-1].text != "\n" and _same(done[-1], run):
            done[-1] = replace(done[-1], text=done[-1].text + text)
        else:
            done.append(replace(run, text=text))
    while done and not done[0].note and not done[0].text.strip():
        done.pop(0)
    while done and not done[-1].note and not done[-1].text.strip():
        done.pop()
    if done and not done[-1].note:
        done[-1] = replace(done[-1], text=done[-1].text.rstrip())
    return done


def _same(one: Run, other: Run) -> bool:
    return not one.note and not other.note and replace(one, text="") == replace(other, text="")


def _without_marks(runs: list[Run]) -> tuple[list[Run], str]:
    """The runs without the marks at their beginning, and these."""
    if not runs:
        return runs, ""
    bare = runs[0].text.lstrip(_MARKS)
    marks = runs[0].text[: len(runs[0].text) - len(bare)]
    if not marks:
        return runs, ""
    return tidy_runs([replace(runs[0], text=bare), *runs[1:]]), marks
