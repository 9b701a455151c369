"""The way through the forge's web pages, drawn: its words, none of its marks."""

from __future__ import annotations

import re

from tests.guide_pictures.material import NAME, Remark, Said
from tests.guide_pictures.paper import button, click, icon, page, text

_STYLE = """
.two { display: grid; grid-template-columns: 1fr 40px 1fr; align-items: center; }
.arrow { text-align: center; font-size: 24px; color: #59636e; }
.path { margin-bottom: 12px; font-weight: 600; }
.menu { position: absolute; right: 0; top: 44px; width: 210px; padding: 6px 0; z-index: 1;
  border: 2px solid #8c959f; }
.menu > div { padding: 7px 16px; }
.drop { border: 2px dashed #8c959f; border-radius: 6px; padding: 26px 14px 22px;
  text-align: center; font-size: 20px; margin-bottom: 14px; }
.dragged { display: inline-block; border: 1px solid #54aeff; background: #ddf4ff;
  border-radius: 6px; padding: 8px 14px; margin-top: 16px; font-size: 15px; }
.title { font-size: 24px; font-weight: 600; line-height: 1.3; }
.state { display: inline-block; padding: 3px 12px; border-radius: 16px; background: #1f883d;
  color: #fff; font-weight: 600; margin: 8px 0 16px; }
.body p, .body ul { margin: 0 0 10px; }
.body ul { padding-left: 22px; }
.body code, .remark code { background: #eff1f3; border-radius: 4px; padding: 1px 5px;
  font-size: 13px; }
.diff { display: grid; grid-template-columns: 44px 1fr; font-size: 13px; }
.diff .number { background: #b4f0c4; padding: 2px 8px; text-align: right; }
.diff .added { background: #dafbe1; padding: 2px 10px; overflow-wrap: anywhere;
  white-space: pre-wrap; }
.diff .skip { grid-column: 1 / 3; background: #f6f8fa; padding: 1px 14px; color: #59636e; }
.diff .remark { grid-column: 1 / 3; margin: 8px 12px; padding: 8px 14px; font-size: 15px; }
"""
_LISTED = (
    ("folder", "content"),
    ("folder", "docs"),
    ("folder", "plugins"),
    ("folder", "theme"),
    ("file", "README.md"),
)
_CONTENT = (
    ("folder", "hop-thu"),
    ("folder", "tin-tuc"),
    ("folder", "trang"),
    ("folder", "video"),
    ("file", "README.md"),
)


def _files(listed: tuple[tuple[str, str], ...], ringed: str = "", number: int = 0) -> str:
    rows = []
    for kind, name in listed:
        words = f"{icon(kind)} {name}"
        words = click(words, number) if name == ringed else words
        rows.append(f'<div class="row">{words}</div>')
    return f'<div class="box">{"".join(rows)}</div>'


def _tabs(names: tuple[str, ...], here: str, ringed: str = "", number: int = 0) -> str:
    parts = []
    for name in names:
        words = click(name, number) if name == ringed else name
        parts.append(f'<span class="{"here" if name == here else ""}">{words}</span>')
    return f'<div class="tabs">{"".join(parts)}</div>'


_REPOSITORY = ("Code", "Pull requests", "Actions")
_REQUEST = ("Conversation", "Commits", "Files changed")
_MAILBOX = '<div class="path">thu-vien / content / hop-thu</div>'


def open_mailbox() -> str:
    """Step 1."""
    first = f'<div><div class="path">thu-vien</div>{_files(_LISTED, "content", 1)}</div>'
    second = (
        f'<div><div class="path">thu-vien / content</div>{_files(_CONTENT, "hop-thu", 2)}</div>'
    )
    return page(f'<div class="two">{first}<div class="arrow">→</div>{second}</div>', _STYLE)


def add_file() -> str:
    """Step 2."""
    menu = (
        f'<div class="box menu"><div>+ Create new file</div><div>'
        f"{click(icon('up') + ' Upload files', 2)}</div></div>"
    )
    head = (
        '<div class="line" style="position: relative; margin-bottom: 16px">'
        '<span class="path grow" style="margin: 0">thu-vien / content / hop-thu</span>'
        f"{click(button('Add file', caret=True), 1)}{menu}</div>"
    )
    listed = _files((("folder", ".."), ("file", "README.md")))
    return page(f'{head}{listed}<div style="height: 40px"></div>', _STYLE)


def drag(said: Said) -> str:
    """Step 3."""
    dragged = f'<div class="dragged">{icon("folder")} {text(NAME)} {icon("pointer")}</div>'
    rows = "".join(
        f'<div class="row">{icon("file")} {text(f"{NAME}/{name}")}</div>' for name in said.files
    )
    invitation = "Drag files here to add them to your repository"
    choose = '<div class="link" style="font-size: 15px">Or choose your files</div>'
    return page(
        f'{_MAILBOX}<div class="drop">{invitation}{choose}{dragged}</div>'
        f'<div class="box">{rows}</div>',
        _STYLE,
    )


def commit() -> str:
    """Step 4."""
    return page(
        '<div class="box"><div class="head"><b>Commit changes</b></div><div class="row">'
        '<div class="field" style="margin-bottom: 8px">Add files via upload</div>'
        '<div class="field quiet" style="padding-bottom: 40px">Add an optional extended'
        " description…</div></div>"
        '<div class="row">◉ Commit directly to the <code>main</code> branch.<br>'
        '<span class="quiet">○ Create a new branch for this commit and start a pull request.'
        "</span></div></div>"
        f'<div class="line" style="margin: 18px 4px 6px">{click(button("Commit changes", go=True))}'
        '<span class="button">Cancel</span></div>',
        _STYLE,
    )


def request(said: Said) -> str:
    """Step 5."""
    return page(
        f"{_tabs(_REPOSITORY, 'Pull requests', 'Pull requests')}"
        f'<div class="title">{text(said.title)} <span class="quiet">#12</span></div>'
        f'<div class="state">{icon("branch")} Open</div>{_tabs(_REQUEST, "Conversation")}'
        f'<div class="box"><div class="head quiet">github-actions</div>'
        f'<div class="row body">{_markdown(said.body)}</div></div>',
        _STYLE,
    )


def remarks(said: Said) -> str:
    """Step 6: the lines that have remarks, and what stands between them."""
    lines = said.post.splitlines()
    wanted = {1, 2, *(one.line for one in said.remarks)}
    rows = []
    last = 0
    for number, line in enumerate(lines, 1):
        if number not in wanted:
            continue
        if number > last + 1:
            rows.append('<div class="skip">⋯</div>')
        last = number
        rows.append(
            f'<code class="number">{number}</code><code class="added">+ {text(line)}</code>'
        )
        rows += [_remark(one) for one in said.remarks if one.line == number]
    path = "content/tin-tuc/2021/…/index.md"
    edit = click(icon("pencil") + " Edit file", 3)
    menu = (
        '<div class="box menu" style="top: 52px; right: 10px">'
        f'<div>{edit}</div><div class="quiet">Delete file</div></div>'
    )
    head = (
        f'<div class="head line" style="position: relative"><code class="grow">{path}</code>'
        f"{click(button('⋯'), 2)}{menu}</div>"
    )
    return page(
        f"{_tabs(_REQUEST, 'Files changed', 'Files changed', 1)}"
        f'<div class="box">{head}<div class="diff">{"".join(rows)}</div></div>',
        _STYLE,
    )


def merge() -> str:
    """Step 7."""
    no_conflict = (
        '<div class="row"><b>This branch has no conflicts with the base branch</b><br>'
        '<span class="quiet">Merging can be performed automatically.</span></div>'
    )
    first = (
        f'<div class="box">{no_conflict}<div class="row" style="padding: 18px 14px">'
        f"{click(button('Merge pull request', go=True), 1)}</div></div>"
    )
    second = (
        '<div class="box"><div class="row"><div class="field">Merge pull request #12</div></div>'
        f'<div class="row line" style="padding: 18px 14px">'
        f"{click(button('Confirm merge', go=True), 2)}{button('Cancel')}</div></div>"
    )
    return page(f'<div class="two">{first}<div class="arrow">→</div>{second}</div>', _STYLE)


def _remark(remark: Remark) -> str:
    return f'<div class="box remark"><b>github-actions</b><br>{_inline(remark.body)}</div>'


def _markdown(body: str) -> str:
    """The few marks that the machine's words have."""
    parts = []
    for block in body.strip().split("\n\n"):
        lines = block.split("\n")
        if lines[0].startswith("- "):
            items = "".join(f"<li>{_inline(line.removeprefix('- '))}</li>" for line in lines)
            parts.append(f"<ul>{items}</ul>")
        else:
            parts.append(f"<p>{_inline(block)}</p>")
    return "".join(parts)


def _inline(words: str) -> str:
    html = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", words)  # what is no mark is escaped already
    html = re.sub(r"(?<!\\)`(.+?)`", r"<code>\1</code>", html)
    return re.sub(r"\\([\\`*_\[\]#!|])", r"\1", html)
