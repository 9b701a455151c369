"""A broken input: a small content folder."""

from __future__ import annotations

from collections.abc import Mapping

from plugins.values import Struct
from tests.support.sites import post_text

POST = "tin-tuc/2021/bai/index.md"


class Case(Struct, frozen=True):
    """Files of a content folder by their paths; an empty folder is a path with a slash at its
    end. `links` are symbolic links and what they lead to."""

    files: Mapping[str, str | bytes]
    links: Mapping[str, str] | None = None


def head(*lines: str) -> Case:
    """A post with these lines in its front matter; fields that every post has are given unless
    one of the lines names them."""
    given = {line.split(":")[0] for line in lines}
    first = {"title": "Một bài", "date": "2021-01-11", "category": "Tin hoạt động"}
    text = [f"{name}: {value}" for name, value in first.items() if name not in given]
    return Case({POST: "\n".join(["---", *text, *lines, "---", "", "Nội dung.", ""])})


def body(text: str, **files: str | bytes) -> Case:
    """A post with this body, and photos beside it."""
    beside = {f"tin-tuc/2021/bai/{name.replace('__', '.')}": data for name, data in files.items()}
    return Case({POST: post_text(body=text + "\n"), **beside})


def page(*lines: str) -> Case:
    """A page with these lines in its front matter."""
    return Case(
        {"trang/lien-he.md": "\n".join(["---", "title: Liên hệ", *lines, "---", "Chữ.", ""])}
    )


def video(*lines: str, **files: str | bytes) -> Case:
    """A video with these lines in its front matter, and files beside it."""
    text = ["---", "title: Phim", "date: 2021-01-11", *lines, "---", "Lời.", ""]
    beside = {f"video/{name.replace('__', '.')}": data for name, data in files.items()}
    return Case({"video/phim.md": "\n".join(text), **beside})


def table(name: str, columns: str, *rows: str) -> Case:
    """A table of the mobile library."""
    return Case({f"xe-thu-vien/{name}.csv": "\n".join([columns, *rows, ""])})
