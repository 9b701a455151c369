"""Captions: everything that is wrong with a WebVTT file, by its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.problems import Problem
from plugins.videos.cue_text import text_findings
from plugins.videos.webvtt import beyond, parse_webvtt
from tests.conftest import ROOT

PATH = "video/loi.vtt"
HEAD = "WEBVTT\n\n"


def told(problems: list[Problem]) -> list[str]:
    assert all(problem.hint and problem.path == PATH for problem in problems)
    return [f"{p.line}: {'? ' if p.level == 'warning' else ''}{p.message}" for p in problems]


def cue(text: str = "Lời", times: str = "00:00.000 --> 00:02.000") -> str:
    return f"{HEAD}{times}\n{text}\n"


@pytest.mark.parametrize(
    "text",
    [
        "WEBVTT",
        "WEBVTT phụ đề\n\n",
        "WEBVTT\nKind: captions\nLanguage: vi\n\n00:00.000 --> 00:02.000\nLời\n",
        f"{HEAD}NOTE ghi chú\nnhiều dòng\n\nNOTE\nmột dòng\n\n00:00.000 --> 00:02.000\nLời",
        f"{HEAD}STYLE\n::cue {{ color: white }}\n\nREGION\nid:a\n\n00:00.000 --> 00:02.000\nLời",
        f"{HEAD}1\n00:00.000 --> 00:02.000\nLời\n\n\n\n2\n01:00:02.000 --> 100:00:03.000\nLời\n",
        f"{HEAD}00:00.000\t-->  00:02.000 \nHai\ndòng",
        f"{HEAD}00:00.000 --> 00:02.000",
        cue(times="00:00.000 --> 00:02.000 align:start line:-1 position:10%,line-left size:35.5%"),
        cue(times="00:00.000 --> 00:02.000 vertical:rl line:0 region:a"),
        cue("<v.loud Cô Hoa>Chào <b>các</b> <i.x.y>em</i>"),
        cue("<ruby>漢<rt>hán</rt>字<rt>tự</ruby> <lang en>book</lang> <c>c</c> <u>u</u>"),
        cue("Một <00:01.000>hai\n<b>ba\nbốn</b>"),
        cue("5 &lt; 6 &amp; 7 > 6 &nbsp;&#233;"),
    ],
)
def test_captions_that_are_right(text: str) -> None:
    assert told(parse_webvtt(text, PATH)[1]) == []


def test_times() -> None:
    text = f"{HEAD}1\n00:01.500 --> 00:02.000\nA\n\n01:02:03.004 --> 01:02:04.000\nB\n"
    cues, problems = parse_webvtt(text, PATH)
    assert problems == []
    assert [(one.line, one.start, one.end) for one in cues] == [
        (4, 1500, 2000),
        (7, 3_723_004, 3_724_000),
    ]


HTML = "phụ đề không được chứa HTML: "


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("<script>alert(1)</script>", [f"4: {HTML}“<script>”", f"4: {HTML}“</script>”"]),
        ("Lời\n<img src=x onerror=alert(1)>", [f"5: {HTML}“<img src=x onerror=alert(1)>”"]),
        ("<b onclick=x>a</b>", [f"4: {HTML}“<b onclick=x>”", "4: thẻ </b> không có thẻ mở"]),
        ("a<br>b", [f"4: {HTML}“<br>”"]),
        ("<font color=red>a", [f"4: {HTML}“<font color=red>”"]),
        ("<svg/onload=alert(1)>", [f"4: {HTML}“<svg/onload=alert(1)>”"]),
        ("<!-- a -->".replace("-->", "->"), [f"4: {HTML}“<!-- a ->”"]),
        ("<>", [f"4: {HTML}“<>”"]),
        ("<B>a</B>", [f"4: {HTML}“<B>”", f"4: {HTML}“</B>”"]),
        ("5 < 6", ["4: dấu < không có dấu > đi kèm: “< 6”"]),
        ("<" * 9, ["4: dấu < không có dấu > đi kèm: “<<<<<<<<<”"]),
        ("<" + "ô" * 99 + ">", [f"4: {HTML}“<{'ô' * 39}”"]),
        ("<b>a\nb", ["5: thẻ <b> chưa đóng"]),
        ("<b><i>a</b></i>", ["4: thẻ </b> đóng sai thứ tự"]),
        ("a</i>", ["4: thẻ </i> không có thẻ mở"]),
        ("<v>a", ["4: thẻ <v> thiếu tên"]),
        ("<rt>a", ["4: thẻ <rt> phải nằm trong <ruby>"]),
        ("<00:99.000>a", [f"4: {HTML}“<00:99.000>”"]),
        ("Cô & trò", ["4: ? dấu & đứng một mình"]),
    ],
)
def test_words_of_a_caption(text: str, problem: list[str]) -> None:
    assert told(parse_webvtt(cue(text), PATH)[1]) == problem


@pytest.mark.parametrize(
    ("times", "problem"),
    [
        ("00:00,000 --> 00:02,000", "không hiểu dòng thời gian “00:00,000 --> 00:02,000”"),
        ("0:00.000 --> 0:02.000", "không hiểu dòng thời gian “0:00.000 --> 0:02.000”"),
        ("00:00.000-->00:02.000", "không hiểu dòng thời gian “00:00.000-->00:02.000”"),
        ("00:00.00 --> 00:02.00", "không hiểu dòng thời gian “00:00.00 --> 00:02.00”"),
        ("00:60.000 --> 61:00.000", "không hiểu dòng thời gian “00:60.000 --> 61:00.000”"),
        ("--> 00:02.000", "không hiểu dòng thời gian “--> 00:02.000”"),
        (f"{'9' * 5000}:00:00.000 --> 1", f"không hiểu dòng thời gian “{'9' * 80}”"),
        ("00:02.000 --> 00:02.000", "lời này kết thúc trước khi bắt đầu"),
        ("00:03.000 --> 00:02.000", "lời này kết thúc trước khi bắt đầu"),
        ("00:00.000 --> 00:02.000 x", "không có thiết lập “x”"),
        ("00:00.000 --> 00:02.000 onclick:x", "không có thiết lập “onclick:x”"),
        ("00:00.000 --> 00:02.000 align:middle", "không hiểu thiết lập “align:middle”"),
        ("00:00.000 --> 00:02.000 size:101%", "không hiểu thiết lập “size:101%”"),
        ("00:00.000 --> 00:02.000 line:0 line:1", "thiết lập line có hai lần"),
    ],
)
def test_the_line_of_times(times: str, problem: str) -> None:
    assert told(parse_webvtt(cue(times=times), PATH)[1]) == [f"3: {problem}"]


def test_a_comma_is_named_in_the_cure() -> None:
    _, (problem,) = parse_webvtt(cue(times="00:00,000 --> 00:02,000"), PATH)
    assert "dấu phẩy" in problem.hint


FIRST = "00:00.000 --> 00:02.000\nMột\n"


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", ["1: không phải tệp WebVTT"]),
        (f"WEBVTT\n{FIRST}", ["2: thiếu dòng trống sau dòng WEBVTT"]),
        (f"{HEAD}lạc\n\n{FIRST}", ["3: đoạn này không có dòng thời gian"]),
        (f"{HEAD}{FIRST}\nlạc\n", ["6: đoạn này không có dòng thời gian"]),
        (f"{HEAD}a\nb\n{FIRST}", ["3: đoạn này không có dòng thời gian"]),
        (
            f"{HEAD}{FIRST}00:02.000 --> 00:03.000\nHai\n00:03.000 --> 00:04.000\n<p>",
            [
                "5: hai lời phụ đề dính vào nhau",
                "7: hai lời phụ đề dính vào nhau",
                f"8: {HTML}“<p>”",
            ],
        ),
        (f"{HEAD}NOTE a\n{FIRST}", ["4: dấu --> nằm trong ghi chú NOTE"]),
        (f"{HEAD}{FIRST}\nSTYLE\na", ["6: đoạn STYLE nằm sau lời phụ đề nên không có tác dụng"]),
        (f"{HEAD}STYLE\n@IMPORT 'a'\nb: url (x)\n",
         ["4: đoạn STYLE đòi tải tệp khác", "5: đoạn STYLE đòi tải tệp khác"]),
        (f"{HEAD}{FIRST}\n00:01.999 --> 00:03.000\nHai\n",
         ["6: ? lời này hiện chồng lên lời ở dòng 3"]),
        (f"{HEAD}{FIRST}\n00:02.000 --> 00:03.000\nHai\n", []),
        (f"{HEAD}00:05.000 --> 00:06.000\nA\n\n{FIRST}\n00:05.500 --> 00:07.000\nB",
         ["6: lời này bắt đầu sớm hơn lời ở dòng 3",
          "9: ? lời này hiện chồng lên lời ở dòng 3"]),
        (f"{HEAD}00:00.000 --> 00:09.000\nA\n\n00:01.000 --> 00:02.000\nB\n\n"
         "00:03.000 --> 00:04.000\nC\n",
         ["6: ? lời này hiện chồng lên lời ở dòng 3", "9: ? lời này hiện chồng lên lời ở dòng 3"]),
        (f"{HEAD}1\n{FIRST}\n1\n00:02.000 --> 00:03.000\nHai\n",
         ["7: ? tên “1” đã dùng cho lời ở dòng 3"]),
    ],
)  # fmt: skip
def test_blocks(text: str, problems: list[str]) -> None:
    assert told(parse_webvtt(text, PATH)[1]) == problems


def test_cues_that_the_film_does_not_show() -> None:
    times = [("01:34", "01:35"), ("01:35", "01:36"), ("01:35", "01:37"), ("01:36", "02:00")]
    text = HEAD + "\n".join(f"{start}.000 --> {end}.000\nLời\n" for start, end in times)
    cues, _ = parse_webvtt(text, PATH)
    assert told(list(beyond(cues, 95, PATH))) == [
        "9: ? lời này kéo dài quá lúc hết phim (phim dài 01:35)",
        "12: lời này bắt đầu khi phim đã hết (phim dài 01:35)",
    ]
    assert list(beyond(cues, 120, PATH)) == []


def test_the_sample_captions_are_right() -> None:
    for path in (ROOT / "content/video").glob("*.vtt"):
        cues, problems = parse_webvtt(path.read_text(encoding="utf-8"), PATH)
        assert (problems, len(cues) > 2) == ([], True)


PIECES = st.sampled_from(
    ["WEBVTT", "\n", "\n\n", "00:01.000", " --> ", "00:02.000", "NOTE", "STYLE", "<b>", "</b>",
     "<", ">", "&", "-->", " ", "line:0", "1", "\t", "chữ", "<v ", "</"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_text_is_captions_or_explained(text: str) -> None:
    lines = text.count("\n") + 1
    cues, problems = parse_webvtt(text, PATH)
    told(problems)
    assert all(1 <= (problem.line or 0) <= lines for problem in problems)
    assert all(cue.start < cue.end for cue in cues)


@given(st.text(st.sampled_from("<>/bvcit \n&;.aA"), max_size=40))
def test_words_without_a_finding_hold_no_html(text: str) -> None:
    if not any(level == "error" for *_, level in text_findings(text.split("\n"))):
        for part in text.split("<")[1:]:
            assert part.lstrip("/")[:1] in tuple("bvciu"), text


def test_a_file_of_very_many_cues_that_stick_together() -> None:
    text = HEAD + "00:01.000 --> 00:02.000\n" * 20_000
    assert len(parse_webvtt(text, PATH)[0]) == 20_000
