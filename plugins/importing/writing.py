"""Which posts are there already: by address, and by the file they were imported from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from plugins.addresses import address_of
from plugins.content.scan import scan
from plugins.importing.documents import SourceError
from plugins.importing.front_matter import origin
from plugins.vietnamese import nfc

_HEAD = 200_000
"""Bytes of a post in which its front matter ends, with thousands of photos."""
_OLD = re.compile(r"[\s\[,][\"']?(/[^\s\"',\]]+)")
"""Old addresses, wherever a head has them."""


def taken(other: str) -> SourceError:
    """The error of a post in whose place there is something else already."""
    return SourceError(
        f"đã có bài khác ở địa chỉ này: {other}",
        "đặt tên khác: --slug ten-bai-2; nhập cả thư mục thì ghi tên ấy vào cột slug của map.csv",
    )


class Posts:
    """The posts of a content folder: by address, and by the file they were imported from."""

    def __init__(self, content: Path) -> None:
        self._content = content
        self._by_address: dict[str, str] = {}
        self._by_digest: dict[str, str] = {}
        self._by_old: dict[str, str] = {}
        for file in scan(content)[0]:
            if file.kind == "post" and file.url:
                self._by_address[file.url] = nfc(file.path)
                head = _head_of(content / file.path)
                if digest := origin(head):
                    self._by_digest[digest] = nfc(file.path)
                for old in _OLD.findall(head):
                    self._by_old[old] = nfc(file.path)

    def imported_from(self, digest: str) -> str:
        """The path of the post that came from a file; empty when none did."""
        return self._by_digest.get(digest, "")

    def in_the_way(self, path: str) -> str:
        """The post that answers where that of `path` would, or its folder; empty when none does."""
        other = self._by_address.get(address_of(path) or "", "")
        if not other and (self._content / path).parent.exists():
            other = path.rpartition("/")[0]
        return other

    def owner_of(self, old: str) -> str:
        """The post to which an old address leads already; empty when it leads nowhere."""
        return self._by_old.get(old, "")

    def add(self, path: str, digest: str, old: Sequence[str]) -> None:
        """Remember a post that was just put in its place."""
        self._by_old |= dict.fromkeys(old, path)
        self._by_address[address_of(path) or ""] = path
        self._by_digest[digest] = path


def _head_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            text = file.read(_HEAD).decode("utf-8", errors="replace")
    except OSError:
        return ""
    head, mark, _ = text.partition("\n---")
    return head if mark else ""
