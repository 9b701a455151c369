"""The page of common errors, from what the checks say of broken inputs."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from plugins.lint import find_problems
from plugins.problems import LEVEL_WORDS, Problem
from tests.common_errors.broken import SECTIONS
from tests.common_errors.cases import Case
from tests.conftest import ROOT
from tests.content.reading import LIBRARY, NOW

PAGE = ROOT / "docs/loi-thuong-gap.md"
LONGEST = 110
"""Characters of a line that is shown."""
SAME = 30
"""Characters in which messages of one kind begin alike."""

INTRODUCTION = """\
<!-- Do máy viết từ chính các phép kiểm tra: python -m tests.common_errors -->
# Lỗi thường gặp

`.venv/bin/inv check` đọc mọi tệp nội dung và nói hết một lần: tệp nào, dòng nào, sai gì, sửa thế
nào. **LỖI** thì trang chưa được dựng (trang cũ vẫn còn nguyên); **LƯU Ý** chỉ là lời nhắc, và lỗi
của bản nháp cũng chỉ là lời nhắc.

- `.venv/bin/inv check --fix` tự sửa những điều chắc chắn rồi kể lại từng chỗ: chữ có dấu ghép rời,
  dấu cách thừa ở cuối dòng, dấu xuống dòng lẫn lộn, tên trường gõ lệch một chữ, ngày viết thành
  `2021-01-11`. Câu chữ trên trang không đổi.
- Chữ đúng mà máy ngờ là sai (tên riêng, tiếng địa phương, tên vở kịch): ghi vào
  `content/tu-rieng.txt`, mỗi dòng một từ hay một cụm từ; sau dấu `#` là ghi chú.

Vài chữ hay gặp: **trường** là một dòng `tên: giá trị` ở phần đầu bài, như `date: 21/04/2021`;
**khóa** là tên đứng trước dấu hai chấm trong ngoặc nhọn, như `file` trong `{file: anh-01.jpg}`.

Dưới đây là những câu mà máy có thể nói, mỗi câu có một ví dụ gây ra nó và cách sửa. Tìm nhanh bằng
Ctrl+F.
"""


def written() -> str:
    """The whole page."""
    parts = [INTRODUCTION]
    told: set[str] = set()
    for title, cases in SECTIONS.items():
        parts.append(f"## {title}\n")
        for case in cases:
            for problem in problems_of(case):
                key = _template(problem.message)
                if key not in told:
                    told.add(key)
                    parts.append(_entry(problem, case))
    return "\n".join(parts)


def problems_of(case: Case) -> list[Problem]:
    """All that a check says of a content folder, from top to bottom."""
    with tempfile.TemporaryDirectory() as work:
        content = Path(work, "content")
        content.mkdir()
        for name, data in case.files.items():
            path = content / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data.encode() if isinstance(data, str) else data)
        for name, target in (case.links or {}).items():
            (content / name).symlink_to(target)
        problems = find_problems(content, LIBRARY, NOW, Path(work, "cache"))[1]
    return sorted(problems, key=lambda problem: problem.sort_key)


def _template(message: str) -> str:
    """A message without what is of one file only."""
    return re.sub(r"“[^”]*”|\d+|\S+/\S+|#\S+", "…", message)[:SAME]


def _entry(problem: Problem, case: Case) -> str:
    place = problem.path + (f":{problem.line}" if problem.line else "")
    lines = [f"### {_escaped(problem.message)}", "", f"{LEVEL_WORDS[problem.level]} ở `{place}`"]
    lines += [f"\n```\n{shown}\n```" for shown in _shown(problem, case)]
    if problem.hint:
        lines += ["", f"**Cách sửa:** {_escaped(problem.hint)}"]
    return "\n".join([*lines, ""])


def _shown(problem: Problem, case: Case) -> Iterator[str]:
    """The line that is wrong, where there is one to see."""
    data = case.files.get(problem.path, b"")
    if problem.line and isinstance(data, str):
        line = data.split("\n")[problem.line - 1].replace("\x07", "␇")
        if line.strip() and "```" not in line:
            yield line if len(line) <= LONGEST else line[:LONGEST] + "…"


def _escaped(text: str) -> str:
    """Text as Markdown shows it as it is."""
    text = re.sub(r"([\\`*_\[\]#|])", r"\\\1", text.replace("\x07", "␇"))
    return text.replace("<", "&lt;").replace("\n", " ")
