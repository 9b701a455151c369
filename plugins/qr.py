"""QR codes (ISO/IEC 18004). The door to `segno`."""

from __future__ import annotations

from itertools import groupby

_QUIET = 4
"""Modules of white around the symbol, as the standard asks for."""
_MASK = 2
"""Readers take any. To choose the best of the eight makes a symbol five times as slow."""


def qr_path(text: str) -> tuple[int, str]:
    """The width of a text's symbol with its quiet zone, in modules, and the path of its dark ones
    for an SVG stroke as wide as a module.

    Error correction M: 15 % of a poster may be torn or dirty.
    """
    import segno  # noqa: PLC0415  # only for pages that are made anew

    matrix = segno.make(text, error="m", micro=False, boost_error=False, mask=_MASK).matrix
    path = [f"M{_QUIET} {_QUIET + 0.5}"]
    for modules in matrix:
        for dark, run in groupby(modules):
            length = len(list(run))
            path.append(f"h{length}" if dark else f"m{length} 0")
        path.append(f"m-{len(modules)} 1")
    return len(matrix) + 2 * _QUIET, "".join(path)
