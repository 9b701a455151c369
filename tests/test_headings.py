"""Headings in a body: which of them readers would stumble over."""

from __future__ import annotations

import pytest

from plugins.markdown_body import convert

H1 = "dùng một dấu #, mà tên bài đã là đầu đề lớn nhất của trang"
EMPTY = "đầu đề trống: người nghe trang nghe thấy một đầu đề không có chữ"


def warned(text: str) -> list[tuple[int | None, str, str]]:
    made = convert(text, path="tin-tuc/2021/bai/index.md", first_line=6)
    assert {problem.level for problem in made.problems} <= {"warning"}
    return [(problem.line, problem.message, problem.hint) for problem in made.problems]


@pytest.mark.parametrize(
    "text",
    [
        "Không có đầu đề.",
        "## A\n\n### B\n\n#### C\n\n## D\n\n### E",
        "### A\n\n### B",  # the page puts them where they belong
        "### A\n\n## B",
        "> ## A\n\n### B",
        "A\n---\n\n### B",
        "```\n# không phải đầu đề\n```",
        "## ![mô tả](anh.jpg)",
        "## `mã`\n\n## **Đậm**\n\n## &amp;",
    ],
)
def test_headings_in_order(text: str) -> None:
    assert warned(text) == []


def test_one_terrible_outline() -> None:
    lines = ["# A", "", "#### B *c*", "", "##", "", "Chữ", "===", "", "> ## D", "", "- ##### D", ""]
    assert warned("\n".join([*lines, "## D", "", "##### D", "", "## ", ""])) == [
        (6, f"đầu đề “A” {H1}", "gõ ## A"),
        (8, "đầu đề “B c” nhảy từ # xuống ####, người nghe trang tưởng sót một mục", "gõ ## B c"),
        (10, EMPTY, "gõ chữ sau dấu #, hoặc xóa dòng"),
        (12, f"đầu đề “Chữ” {H1}", "gõ ## Chữ"),
        (17, "đầu đề “D” nhảy từ ## xuống #####, người nghe trang tưởng sót một mục", "gõ ### D"),
        (21, "đầu đề “D” nhảy từ ## xuống #####, người nghe trang tưởng sót một mục", "gõ ### D"),
        (23, EMPTY, "gõ chữ sau dấu #, hoặc xóa dòng"),
    ]
