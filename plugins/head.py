"""What a page says about itself in its <head>."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PageKind = Literal["home", "listing", "post", "page", "error"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """Title, description and site path of a page; `noindex` asks search engines to pass by."""

    title: str
    path: str
    kind: PageKind
    description: str = ""
    noindex: bool = False
