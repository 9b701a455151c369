"""Lines and files that want to do harm: what is whole is counted, the rest is told."""

from __future__ import annotations

import gzip
import os
import random
from pathlib import Path

import pytest

from plugins.visits.log_files import zstd
from plugins.visits.log_views import page_path
from tests.counting.counting import Counter, told
from tests.support.processes import POSIX
from tests.visits.logs import FORMATS, combined, hit, own

GOOD = own(hit("2021-01-11T08:00:00", id="01" * 16))
WHOLE = combined(hit("2021-01-11T08:00:00"))
UNREADABLE = "dòng nhắc tới ảnh đếm nhưng không đọc được, bỏ qua; đây là dòng đầu tiên"


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    return Counter(root=tmp_path)


def test_a_terrible_log(counter: Counter) -> None:
    """All that is wrong with it at once; one line in it is a view."""
    lines = [
        b"\n",
        b"\0" * 1000 + b"\n",
        b"\xff\xfe\x1b[2J\x1b]0;toi\x07\n",
        b"lx1\tluot-xem.gif\n",  # 4
        GOOD.replace(b"GET", b"HEAD"),
        GOOD.replace(b"\t200\t", b"\t404\t"),
        GOOD.replace(b"/luot-xem.gif", b"/luot-xem.gif2"),
        GOOD.replace(b"/luot-xem.gif", b"/khac?p=/luot-xem.gif"),
        own(hit("2021-01-11T08:00:00", purpose="prefetch;prerender", id="02" * 16)),
        WHOLE.replace(b"11/Jan", b"31/Feb"),
        WHOLE.replace(b"203.0.113.7", b"203.0.113.7\x1b[31m, 10.0.0.1"),
        WHOLE.replace(b"2021", b"9999"),  # 12
        WHOLE.replace(b"2021", b"1970"),  # 13
        b'{"luot-xem.gif": ' + b"[" * 100_000 + b"\n",
        GOOD,
        GOOD[:-1],
    ]
    path = counter.log(lines)
    outcome = counter.run(path)
    assert told(outcome) == [
        f"{path}:4: LƯU Ý: 4 {UNREADABLE}",
        f"{path}:13: LƯU Ý: 1 lượt xem của ngày đã khóa sổ, không cộng thêm; đây là dòng đầu tiên",
        f"{path}:12: LƯU Ý: 1 lượt xem ghi giờ chưa tới, chưa cộng; đây là dòng đầu tiên",
    ]
    assert outcome.sentences[0].splitlines() == [
        "Đã đọc 15 dòng trong 1 tệp:",
        "  1 lượt xem mới (người 1, máy 0)",
        "  3 lần tải ảnh đếm không phải lượt xem",
        "  4 dòng nhắc tới ảnh đếm nhưng không đọc được, bỏ qua",
        "  1 lượt xem của ngày đã khóa sổ, không cộng thêm",
        "  1 lượt xem ghi giờ chưa tới, chưa cộng",
        "  5 dòng khác",
        "Thêm 1 dòng cuối tệp chưa ghi xong, để lần sau đếm.",
    ]
    assert counter.baked["total"] == 1


def test_browsers_that_call_themselves_anything(counter: Counter) -> None:
    names = [
        "Mozilla/5.0 " + "m" * (2 << 20),
        "Mozilla/5.0 \x1b[2J\x1b]0;x\x07",
        "Mozilla/5.0 \udcff\udcfe\x00",
        'Mozilla/5.0 "\\\t\n',
        "Mozilla/5.0 <script>alert(1)</script>",
        "Mozilla/5.0 \u202e\u200b",
    ]
    lines = [
        own(hit("2021-01-11T08:00:00", id=f"{n:032x}", agent=name)) for n, name in enumerate(names)
    ]
    counter.count(counter.log(lines))
    assert counter.baked["total"] == len(names)


def test_what_is_printed_cannot_steer_a_terminal(
    counter: Counter, capsys: pytest.CaptureFixture[str]
) -> None:
    from plugins.counting import visits  # noqa: PLC0415

    name = "\x1b[2J\x07.log"
    path = counter.log(b"lx1\tluot-xem.gif\n" + GOOD, name)
    agents = ["evil\x1b]0;x\x07bot/1.0", "\x1b[31m"]
    machines = [
        own(hit("2021-01-11T08:00:00", id=f"{n:032x}", agent=agent))
        for n, agent in enumerate(agents)
    ]
    more = counter.log(machines, "more")
    places = counter.places
    code = visits(
        places.content,
        [str(path), str(more), str(counter.root / "\x1b[1m")],
        state=str(places.state),
        now="2021-01-11T23:00:00",
        site=counter.site,
    )
    told = capsys.readouterr()
    assert code == 1
    assert "không phải trình duyệt 2" in told.out
    assert [c for c in told.out + told.err if not c.isprintable() and c != "\n"] == []


@pytest.mark.parametrize(
    ("query", "path"),
    [
        (b"p=%2Ftin-tuc%2F", "/tin-tuc/"),
        (b"a=1&p=%2Ftin-tuc%2F&p=%2F", "/tin-tuc/"),
        (b"p=/tin-tuc/", "/tin-tuc/"),
        (b"p=%2F", "/"),
        (b"p=%2Ftie%CC%82%CC%81ng-vi%E1%BB%87t%2F", "/tiếng-việt/"),
        (b"p=%2Fanh.gif", "/anh.gif"),
        (b"", ""),
        (b"p=", ""),
        (b"q=%2F", ""),
        (b"p=tin-tuc", ""),
        (b"p=https%3A%2F%2Fexample.com%2F", ""),
        (b"p=%2F%2Fexample.com%2F", ""),
        (b"p=%2F..%2F", ""),
        (b"p=%2Fa%2F..%2Fb", ""),
        (b"p=%2Fa%2F..", ""),
        (b"p=%2Fa%2F.%2Fb", ""),
        (b"p=%2Fa%00b", ""),
        (b"p=%2Fa%0Ab", ""),
        (b"p=%2F%1B%5B2J", ""),
        (b"p=%2Fa%20b", ""),
        (b"p=%2Fa%5Cb", ""),
        (b"p=%2F%3Cscript%3E", ""),
        (b"p=%2Fa%3Fb", ""),
        (b"p=%2Fa%23b", ""),
        (b"p=%2F%E2%80%AEtxt", ""),
        (b"p=%2F%FF", ""),
        (b"p=%2F" + b"a" * 499, "/" + "a" * 499),
        (b"p=%2F" + b"a" * 500, ""),
    ],
)
def test_pages_that_a_request_may_name(query: bytes, path: str) -> None:
    assert page_path(query) == path


def test_views_of_no_page_are_views(counter: Counter) -> None:
    lines = [
        own(hit("2021-01-11T08:00:00", page, id=f"{n:032x}"))
        for n, page in enumerate((None, "/../", "/a/", "//x"))
    ]
    counter.count(counter.log(lines))
    assert counter.baked["paths"] == {"/a/": 1}
    assert next(iter(counter.days().values())).views == 4


def no_log(path: Path) -> str:
    return f"{path}: LỖI: không dòng nào là dòng nhật ký đọc được"


@POSIX
def test_files_that_are_no_log(counter: Counter) -> None:
    root = counter.root
    os.mkfifo(root / "ong")
    draw = random.Random(1)
    files = {
        "anh": b"\x89PNG\r\n\x1a\n" + draw.randbytes(5000),
        "khong-dong": b"\x00\x01\x02luot-xem.gif",
        "chu": "Một trang văn bản\nluot-xem.gif\n".encode(),
        "trong": b"",
        "dang-ghi": GOOD[:40],
        "that": GOOD,
        "nen-hong": gzip.compress(GOOD * 50)[:-9],
        "nen-anh": zstd.compress(draw.randbytes(5000)),
    }
    paths = {name: counter.log(data, name) for name, data in files.items()}
    places = [root / "khong-co", root, root / "ong", *paths.values()]
    outcome = counter.run(*places)
    assert told(outcome) == [
        f"{root / 'khong-co'}: LỖI: không có tệp này",
        f"{root}: LỖI: đây là một thư mục",
        f"{root / 'ong'}: LỖI: đây không phải tệp thường",
        no_log(paths["anh"]),
        no_log(paths["khong-dong"]),
        no_log(paths["chu"]),
        f"{paths['nen-hong']}: LỖI: tệp nén gzip kết thúc dở dang",
        no_log(paths["nen-anh"]),
        f"{paths['chu']}:2: LƯU Ý: 1 {UNREADABLE}",
    ]
    assert all(problem.hint for problem in outcome.problems[:-1])
    assert "lx1" in outcome.problems[3].hint
    assert "combined" in outcome.problems[3].hint
    assert counter.baked["total"] == 1


def test_a_packed_log_that_ends_early_gives_what_is_whole(counter: Counter) -> None:
    draw = random.Random(1)
    lines = [
        own(hit("2021-01-11T08:00:00", id=f"{draw.getrandbits(128):032x}", address=f"10.0.0.{n}"))
        for n in range(200)
    ]
    path = counter.log(gzip.compress(b"".join(lines))[:-2000])
    outcome = counter.run(path)
    assert told(outcome) == [f"{path}: LỖI: tệp nén gzip kết thúc dở dang"]
    assert 20 < counter.baked["total"] < 200
    counter.count(counter.log(gzip.compress(b"".join(lines))))
    assert counter.baked["total"] == 200


@pytest.mark.parametrize("name", FORMATS)
def test_a_site_below_a_path(counter: Counter, name: str) -> None:
    counter = counter.having(url="https://example.org/thu-vien")
    one = hit("2021-01-11T08:00:00", "/tin-tuc/")
    path = counter.log([
        FORMATS[name](one),
        FORMATS[name](hit("2021-01-11T08:00:00", target="/thu-vien" + one.target)),
    ])  # fmt: skip
    counter.count(path)
    assert counter.baked["paths"] == {"/tin-tuc/": 1}


def test_a_log_without_names_of_browsers_goes_by_address(counter: Counter) -> None:
    lines = [
        FORMATS["common"](hit("2021-01-11T08:00:00", address=f"10.0.0.{n % 2}", agent=f"{n}"))
        for n in range(4)
    ]
    counter.count(counter.log(lines))
    assert counter.baked["total"] == 2
    assert next(iter(counter.days().values())).machines == {}


def test_many_made_up_names_do_not_fill_the_memory(counter: Counter) -> None:
    from plugins.visits import log_views  # noqa: PLC0415

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(log_views, "_MANY", 50)
        lines = [
            own(hit("2021-01-11T08:00:00", f"/{n}/", id=f"{n:032x}", agent=f"Mozilla/5.0 {n}"))
            for n in range(500)
        ]
        counter.count(counter.log(lines))
    assert counter.baked["total"] == 500
    assert len(counter.baked["paths"]) == 500
