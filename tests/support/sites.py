"""Small content folders for tests, and builds of them."""

from __future__ import annotations

from pathlib import Path

from plugins.build import Search
from plugins.building import build
from plugins.memory import Memory
from plugins.values import Struct, field

NOW = "2021-03-01T08:00:00+07:00"
"""The moment at which tests build."""


def post_text(title: str = "Một bài", date: str = "2021-01-11 08:41:24", **fields: str) -> str:
    """Front matter and a body; keyword arguments are further fields, `body` the body."""
    body = fields.pop("body", "Nội dung của bài.\n")
    category = fields.pop("category", "Tin hoạt động")
    lines = [f"title: {title}", f"date: {date}", f"category: {category}"]
    lines += [f"{name}: {value}" for name, value in fields.items()]
    return "\n".join(["---", *lines, "---", "", body])


class Site(Struct, frozen=True, kw_only=True):
    """A content folder and the output of its builds, in a folder of their own."""

    root: Path
    cache: Path = field(default_factory=Path)

    @property
    def content(self) -> Path:
        """Where the sources are."""
        return self.root / "content"

    @property
    def output(self) -> Path:
        """Where the pages go."""
        return self.root / "output"

    def write(self, path: str, data: str | bytes) -> Path:
        """Write a file of the content folder."""
        file = self.content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data.encode() if isinstance(data, str) else data)
        return file

    def post(self, slug: str, year: int = 2021, **fields: str) -> Path:
        """Write a post."""
        return self.write(f"tin-tuc/{year}/{slug}/index.md", post_text(**fields))

    def build(
        self,
        output: Path | None = None,
        now: str = NOW,
        drafts: bool = False,
        publish: bool = False,
        search: Search = "",
        lazy_photos: bool = False,
        memory: Memory | None = None,
    ) -> int:
        """Build; the exit code."""
        return build(
            self.content,
            output or self.output,
            now=now,
            drafts=drafts,
            publish=publish,
            search=search,
            lazy_photos=lazy_photos,
            cache=self.cache,
            memory=memory,
        )

    def page(self, address: str) -> str:
        """The text of a built page."""
        name = address + "index.html" if address.endswith("/") or not address else address
        return (self.output / name).read_text(encoding="utf-8")


def tree(folder: Path) -> dict[str, bytes]:
    """All files below a folder with their bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
