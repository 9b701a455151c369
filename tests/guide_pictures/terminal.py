"""A window of a terminal, with what a command printed."""

from __future__ import annotations

import re

from tests.guide_pictures.paper import page, text

_STYLE = """
.window { border: 1px solid #8c959f; border-radius: 8px; overflow: hidden; }
.bar { background: #d0d7de; padding: 5px 14px; font-weight: 600; font-size: 13px; }
.window pre { padding: 12px 16px; background: #16191d; color: #e6edf3; font-size: 14px;
  line-height: 1.55; }
.typed { color: #fff; font-weight: 700; }
.error { color: #ff8f87; font-weight: 700; } .remark { color: #f2cc60; font-weight: 700; }
.cure { color: #7ee787; }
.code { display: inline-block; background: #fff; color: #000; font: 13px/1 "DejaVu Sans Mono",
  Consolas, Menlo, monospace; }
"""
_COLOURS = {"LỖI": "error", "LƯU Ý": "remark", "Cách sửa": "cure"}
_ON_WHITE = re.compile("\x1b\\[30;107m(.*)\x1b\\[0m\n?")


def terminal(typed: str, said: str) -> str:
    """The command as it was typed, and its words; a QR code stands in one piece."""
    code = "\n".join(_ON_WHITE.findall(said))
    words = text(_ON_WHITE.sub("", said))
    for word, colour in _COLOURS.items():
        words = re.sub(rf"(: |    )({word})(?=:)", rf'\1<b class="{colour}">\2</b>', words)
    drawn = f'<span class="code">{code}</span>\n' if code else ""
    return page(
        f'<div class="window"><div class="bar">Cửa sổ lệnh</div><pre>$ <span class="typed">'
        f"{text(typed)}</span>\n{drawn}{words}</pre></div>",
        _STYLE,
    )
