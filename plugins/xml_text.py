"""Text that XML can hold."""

from __future__ import annotations

import re

# All but XML 1.0's production 2 (Char): no reference makes these legal either. Named as they are,
# not as what is left: re takes 3 ms at each start to compile that.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def xml_text(text: str) -> str:
    """The text without the characters that XML 1.0 forbids, such as U+FFFE or half a pair."""
    return _FORBIDDEN.sub("", text)
