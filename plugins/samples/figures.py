"""Sample visit figures: the whole of `luot-truy-cap.json`."""

from __future__ import annotations

import json

from plugins.problems import Problem
from plugins.samples.cuts import Cut, Part


def cut_figures(data: bytes, path: str) -> Cut:
    """The file as a part to take out when it says `"sample": true`."""
    try:
        values = json.loads(data)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        hint = "tệp này do máy ghi: lấy lại bản cũ, hoặc xóa tệp để ẩn con số"
        return Cut(
            problems=(Problem(path=path, line=line, message="tệp không phải JSON", hint=hint),)
        )
    if isinstance(values, dict) and values.get("sample") is True:
        return Cut(taken=(Part(path=path),))
    return Cut(kept=1)
