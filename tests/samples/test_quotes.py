"""Sample quotations are cut out by lines: everything else keeps its bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.quotes.quotations import parse_quotes
from plugins.samples.cuts import Cut
from plugins.samples.quotes import cut_quotes

REAL = "- text: Thật\n  author: Ca dao\n"
OTHER = "- text: Khác\n  author: Ca dao\n"
SAMPLE = "- text: Mẫu\n  author: B\n  sample: true\n"
DEEP_REAL = "  - text: Thật\n    author: Ca dao\n"
DEEP_SAMPLE = "  - text: Mẫu\n    author: B\n    sample: True\n"


def cut(text: str) -> Cut:
    return cut_quotes(text.encode(), "trich-dan.yml")


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        (REAL + SAMPLE, REAL),
        (SAMPLE + REAL, REAL),
        (SAMPLE + REAL + SAMPLE, REAL),
        (SAMPLE, ""),
        (SAMPLE.rstrip("\n"), ""),
        (REAL + SAMPLE.rstrip("\n"), REAL),
        # Comments stay, but for those inside a sample.
        ("# a\n" + SAMPLE + "# b\n" + REAL + "# c\n", "# a\n# b\n" + REAL + "# c\n"),
        ("# đầu\n" + SAMPLE + "# cuối", "# đầu\n# cuối"),
        ("- text: Mẫu\n  # ai?\n  author: B\n  sample: true\n  # hết\n" + REAL, REAL),
        ("- # ghi chú\n  text: Mẫu\n  author: B\n  sample: true\n" + REAL, REAL),
        ("-\n# ghi chú\n  text: Mẫu\n  author: B\n  sample: true\n" + REAL, REAL),
        # A gap goes with the sample after it, never with a quotation that stays.
        ("# đầu\n\n" + SAMPLE + "\n" + REAL, "# đầu\n\n" + REAL),
        (SAMPLE + "\n\n" + REAL, REAL),
        (REAL + SAMPLE + "\n" + OTHER, REAL + "\n" + OTHER),
        (REAL + "\n" + SAMPLE + "\n" + SAMPLE + "\n" + OTHER, REAL + "\n" + OTHER),
        # However it is written.
        ("- {text: Mẫu, author: B, sample: true}\n" + REAL, REAL),
        ("- {text: Mẫu,\n\n# a\nauthor: B,\nsample: true}\n" + REAL, REAL),
        ('- sample: "true"\n  text: "Mẫu\n- không phải câu mới"\n  author: B\n' + REAL, REAL),
        ("- sample: true\n  author: B\n  text: |\n    Mẫu\n    # không ghi chú\n" + REAL, REAL),
        ("- sample: true\n  author: B\n  text: >\n    Mẫu\n\n    nữa\n\n" + REAL, REAL),
        (DEEP_SAMPLE + DEEP_REAL, DEEP_REAL),
        (DEEP_SAMPLE + "  # thật\n" + DEEP_REAL, "  # thật\n" + DEEP_REAL),
        ("\ufeff" + SAMPLE + REAL, "\ufeff" + REAL),
        ("\ufeff" + SAMPLE, "\ufeff"),
        ((SAMPLE + REAL).replace("\n", "\r\n"), REAL.replace("\n", "\r\n")),
        ((SAMPLE + REAL).replace("\n", "\r"), REAL.replace("\n", "\r")),
        ("---\n" + SAMPLE + REAL + "...\n", "---\n" + REAL + "...\n"),
        ("---\n" + REAL + SAMPLE + "...\n", "---\n" + REAL + "...\n"),
        ("%YAML 1.1\n---\n# a\n" + SAMPLE + "...\n# b\n", "# a\n# b\n"),
        (REAL.replace("ậ", "a\u0323\u0302") + SAMPLE, REAL.replace("ậ", "a\u0323\u0302")),
        (REAL.replace("Thật", "a\u2028b") + SAMPLE, REAL.replace("Thật", "a\u2028b")),
    ],
)  # fmt: skip
def test_cut(text: str, rest: str) -> None:
    found = cut(text)
    assert found.rest is not None
    assert found.rest.decode() == rest
    assert found.problems == ()
    assert found.kept == rest.count("author")
    again = cut_quotes(found.rest, "trich-dan.yml")
    assert (again.taken, again.rest, again.kept) == ((), None, found.kept)
    assert parse_quotes(found.rest, "")[1] == []


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (b"- text: \xff\n  sample: true\n", 1, "tệp không phải chữ UTF-8"),
        (SAMPLE.encode("utf-16"), 1, "tệp được lưu theo bảng mã UTF-16"),
        (SAMPLE.encode() + b"- text: [a\n", 5, "dòng này viết chưa đúng, máy không hiểu"),
        (SAMPLE.encode() + b"- &a {text: a}\n- *a\n", 4, "không dùng được dấu & và *"),
        (
            SAMPLE.encode() + b"---\n" + SAMPLE.encode(),
            4,
            "dòng này viết chưa đúng, máy không hiểu",
        ),
        (b"text: a\nsample: true\n", 1, "tệp phải là một danh sách câu trích"),
        (b"[{text: a, author: A, sample: true},\n {text: b, author: B}]\n", 1, "không tách được"),
        (b"- text: a\n  author: A\n  sample: yes\n", 3, "sample phải là true hoặc false"),
        (b"- text: a\n  author: A\n  sample: [true]\n", 3, "sample phải là true hoặc false"),
        # What stays would read otherwise: its text ends with the gap before it.
        (b"- author: A\n  text: |+\n    a\n- {text: b, sample: true}\n\n", 4, "không tách được"),
    ],
)
def test_left_alone_and_named(text: bytes, line: int, message: str) -> None:
    found = cut_quotes(text, "trich-dan.yml")
    assert (found.taken, found.rest) == ((), None)
    (problem,) = found.problems
    assert (problem.path, problem.line) == ("trich-dan.yml", line)
    assert problem.message.startswith(message)


@pytest.mark.parametrize("text", ["", "# chỉ có ghi chú\n", REAL, "- a\n- sample: false\n", "[]\n"])
def test_nothing_to_cut(text: str) -> None:
    found = cut(text)
    assert (found.taken, found.rest, found.problems) == ((), None, ())


def test_what_goes_is_named() -> None:
    (part,) = cut(REAL + SAMPLE).taken
    assert (part.path, part.line, part.label) == ("trich-dan.yml", 3, "Mẫu")


WORDS = st.sampled_from(["Sách", "Đọc: sách", "# một", "- hai", "a\nb", "'", '"', "…", "{x}"])
STYLES = (
    '- text: "{0}"\n  author: A\n{1}',
    "- {{text: '{2}', author: A{3}}}\n",
    "-\n  author: A\n{1}  text: |-\n    {4}\n",
    "- author: >\n    A\n  text: >\n    {4}\n{1}",
)


@st.composite
def items(draw: st.DrawFn) -> tuple[str, bool]:
    """One quotation as it may be written, and whether it is marked."""
    words, sample = draw(WORDS), draw(st.booleans())
    return (
        draw(st.sampled_from(STYLES)).format(
            words.replace('"', '\\"').replace("\n", "\n  "),
            "  sample: true\n" if sample else "",
            words.replace("'", "''").replace("\n", "\n  "),
            ", sample: true" if sample else "",
            words.replace("\n", "\n    "),
        ),
        sample,
    )


@given(
    parts=st.lists(st.one_of(items(), st.sampled_from(["# ghi chú\n", "#\n", "# - text: a\n"]))),
    end=st.sampled_from(["\n", "\r\n"]),
    bom=st.booleans(),
)
def test_the_rest_keeps_its_bytes(parts: list[tuple[str, bool] | str], end: str, bom: bool) -> None:
    pairs = [(part, False) if isinstance(part, str) else part for part in parts]
    whole, rest = (
        ("\ufeff" * bom + "".join(t for t, sample in pairs if not (sample and cut))).replace(
            "\n", end
        )
        for cut in (False, True)
    )
    found = cut_quotes(whole.encode(), "trich-dan.yml")
    assert found.problems == ()
    assert len(found.taken) == sum(sample for _, sample in pairs)
    assert (whole.encode() if found.rest is None else found.rest) == rest.encode()
