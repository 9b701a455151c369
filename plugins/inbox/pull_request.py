"""What is said of new posts in a pull request: its text, and remarks at their lines."""

from __future__ import annotations

import json
from collections.abc import Sequence

from plugins.problems import LEVEL_WORDS, Problem, as_sentence
from plugins.values import Struct

MOST_REMARKS = 50
"""Remarks in one review: the forge refuses more at once, and nobody would read them."""

_BEGINNING = (
    "Máy đã nhập bài gửi vào hộp thư. Xem lại, sửa nếu cần, rồi bấm **Merge pull request** để đăng."
)


class Arrived(Struct, frozen=True, kw_only=True):
    """A parcel that became a post: its folder's name, the post's title and path in the content."""

    parcel: str
    title: str
    post: str
    photos: int
    draft: bool


def title(arrived: Sequence[Arrived]) -> str:
    """The pull request's title."""
    names = ", ".join(" ".join(one.title.split()) for one in arrived)
    return f"Bài mới: {names}" if arrived else "Hộp thư: chưa nhập được bài nào"


def body(arrived: Sequence[Arrived], problems: Sequence[Problem], root: str) -> str:
    """The pull request's text, in Markdown; `root` is the content folder."""
    lines = [_BEGINNING, ""]
    for one in arrived:
        photos = f", {one.photos} ảnh" if one.photos else ""
        draft = " **Bản nháp**: xóa dòng `status: draft` khi đã sửa xong." if one.draft else ""
        lines.append(f"- {_plain(one.title)}: `{root}/{one.post}`{photos}.{draft}")
    left = [
        problem for problem in problems if problem.line is None or not _is_new(problem, arrived)
    ]
    if left:
        lines += ["", "Cần xử lý:", ""]
        lines += [f"- {_where(problem, root)}: {_words(problem)}" for problem in left]
    number = len(problems) - len(left)
    if number:
        lines += ["", f"Có {number} lời nhắc ở từng dòng, xem thẻ **Files changed**."]
    return "\n".join(lines) + "\n"


def review(arrived: Sequence[Arrived], problems: Sequence[Problem], root: str) -> str:
    """The body of a request that creates a review: GitHub REST API, “Create a review for a pull
    request”. Empty without remarks."""
    remarks = [
        {"path": f"{root}/{problem.path}", "line": problem.line, "body": _words(problem)}
        for problem in problems
        if problem.line is not None and _is_new(problem, arrived)
    ][:MOST_REMARKS]
    if not remarks:
        return ""
    return json.dumps({"event": "COMMENT", "comments": remarks}, ensure_ascii=False)


def _is_new(problem: Problem, arrived: Sequence[Arrived]) -> bool:
    """Whether its file is one of those that the pull request brings."""
    return any(problem.path == one.post for one in arrived)


def _where(problem: Problem, root: str) -> str:
    line = f":{problem.line}" if problem.line is not None else ""
    return f"`{root}/{problem.path}{line}`".replace("\n", " ")


def _words(problem: Problem) -> str:
    cure = f" Cách sửa: {_plain(as_sentence(problem.hint))}" if problem.hint else ""
    return f"**{LEVEL_WORDS[problem.level]}**: {_plain(as_sentence(problem.message))}{cure}"


def _plain(text: str) -> str:
    """Text that means nothing to the forge: no mention, no link, no HTML."""
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace("@", "@\u200b")
    return " ".join(safe.translate({ord(c): f"\\{c}" for c in "\\`*_[]#!|"}).split())
