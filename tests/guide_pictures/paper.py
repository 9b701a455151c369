"""What all drawings share: colours, letters, and rings around what is to be clicked."""

from __future__ import annotations

from html import escape

# DejaVu Sans Mono, which "monospace" is on many machines, puts marks of Vietnamese letters beside
# them: where none of these faces is there, letters of any width are better.
_STYLE = """
* { box-sizing: border-box; }
body { margin: 0; padding: 20px 24px; background: #fff; overflow: hidden; color: #1f2328;
  font: 15px/1.5 system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; }
code, pre { font-family: "Noto Sans Mono", "Cascadia Mono", Consolas, Menlo, sans-serif; }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
svg { width: 16px; height: 16px; vertical-align: -2px; }
.box { border: 1px solid #d0d7de; border-radius: 6px; background: #fff; }
.head { padding: 8px 14px; background: #f6f8fa; border-bottom: 1px solid #d0d7de;
  border-radius: 6px 6px 0 0; }
.row { padding: 8px 14px; border-bottom: 1px solid #e4e8ec; }
.row:last-child { border-bottom: 0; }
.line { display: flex; gap: 12px; align-items: center; }
.grow { flex: 1; }
.quiet { color: #59636e; }
.link { color: #0969da; }
.button { display: inline-block; padding: 4px 14px; border: 1px solid #d0d7de; border-radius: 6px;
  background: #f6f8fa; font-weight: 600; white-space: nowrap; }
.go { background: #1f883d; border-color: #1f883d; color: #fff; }
.tabs { display: flex; gap: 22px; padding: 0 4px 8px; border-bottom: 1px solid #d0d7de;
  margin-bottom: 14px; }
.here { font-weight: 600; border-bottom: 3px solid #fd8c73; margin-bottom: -9px;
  padding-bottom: 6px; }
.click { outline: 3px solid #cf222e; outline-offset: 4px; border-radius: 6px; position: relative; }
.click[data-n]::after { content: attr(data-n); position: absolute; top: -19px; right: -22px;
  width: 24px; height: 24px; border-radius: 12px; background: #cf222e; color: #fff;
  font: 700 14px/24px system-ui, "DejaVu Sans", sans-serif; text-align: center; }
.field { border: 1px solid #d0d7de; border-radius: 6px; padding: 4px 12px; background: #fff; }
"""

_ICONS = {
    "folder": '<path fill="#54aeff" d="M1 3h5l2 2h7v9H1z"/>',
    "file": '<path fill="none" stroke="#59636e" d="M3.5 1.5h6l3 3v10h-9zM9.5 1.5v3h3"/>',
    "pencil": '<path fill="none" stroke="#1f2328" d="M2 14l1-4 8-8 3 3-8 8z"/>',
    "up": '<path fill="none" stroke="#1f2328" stroke-width="1.5"'
    ' d="M8 11V2M4 6l4-4 4 4M2 11v3h12v-3"/>',
    "pointer": '<path fill="#fff" stroke="#1f2328" d="M3 1l10 7-5 1-2 5z"/>',
    "branch": '<path fill="none" stroke="currentColor" stroke-width="1.5"'
    ' d="M4 4v8M12 8c0 3-8 1-8 4"/><g fill="currentColor"><circle cx="4" cy="3" r="2"/>'
    '<circle cx="4" cy="13" r="2"/><circle cx="12" cy="7" r="2"/></g>',
}


def page(body: str, style: str = "") -> str:
    """A drawing as a whole HTML page."""
    return (
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><style>{_STYLE}{style}</style>'
        f"</head><body>{body}</body></html>"
    )


def icon(name: str) -> str:
    """A small sign."""
    return f'<svg viewBox="0 0 16 16" aria-hidden="true">{_ICONS[name]}</svg>'


def text(words: str) -> str:
    """Words as HTML."""
    return escape(words, quote=False)


def click(inside: str, number: int = 0) -> str:
    """A red ring around what is clicked, with its turn where there are several."""
    turn = f' data-n="{number}"' if number else ""
    return f'<span class="click"{turn}>{inside}</span>'


def button(words: str, *, go: bool = False, caret: bool = False) -> str:
    """A button; `go` is the green one."""
    return f'<span class="button{" go" if go else ""}">{words}{" ▾" if caret else ""}</span>'
