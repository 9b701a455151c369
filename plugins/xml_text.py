"""Text that XML can hold."""

from __future__ import annotations

import re

# XML 1.0, production 2 (Char): no reference makes the others legal either.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """The text without the characters that XML 1.0 forbids, such as U+FFFE or half a pair."""
    return _FORBIDDEN.sub("", text)
