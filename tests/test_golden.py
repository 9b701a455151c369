"""The sample site gives exactly the golden pages, and these say what they should."""

from __future__ import annotations

import pytest

from tests.golden_site import GOLDEN, LIST, build_golden


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The sample site of today."""
    return build_golden(tmp_path_factory.mktemp("golden"))


def test_the_same_files(built: dict[str, str]) -> None:
    golden = {p.relative_to(GOLDEN).as_posix() for p in GOLDEN.rglob("*") if p.is_file()}
    assert set(built) == golden


@pytest.mark.parametrize(
    "name", sorted(p.relative_to(GOLDEN).as_posix() for p in GOLDEN.rglob("*") if p.is_file())
)
def test_the_same_text(built: dict[str, str], name: str) -> None:
    assert built[name] == (GOLDEN / name).read_text(encoding="utf-8")


POST = "tin-tuc/2021/bai-day-du/index.html"
SHOWN = {
    "date as on the old portal": "11/01/2021 8:41:24 SA",
    "modified": "12/01/2021 2:05:00 CH",
    "title as typed": "Bài đầy đủ: đủ mọi thứ #1 &lt;b&gt;&#34;&#39;&amp;",
    "department": "Phòng Hành chính - Tổng hợp",
    "lead": "Tóm tắt viết sẵn: có dấu hai chấm.",
    "correction": "Số buổi đúng là 175.",
    "gallery title": "Một số hình ảnh tại Hội nghị",
    "caption": "Chú thích ảnh giữa bài",
    "alt": 'alt="Mô tả riêng"',
    "quotation of the day": "Câu của ngày một tháng ba.",
    "its source, escaped": "Sách &lt;thử&gt;",
    "visits": "196.072",
    "next stop": "Trường Thử",
    "trip": "Chuyến xe thư viện ngày 05/01/2021",
    "video": "Phim thử",
    "link between posts": 'href="/tin-tuc/2021/bai-ngan/#muc"',
}


@pytest.mark.parametrize("what", SHOWN)
def test_the_post_page_shows(built: dict[str, str], what: str) -> None:
    assert SHOWN[what] in built[POST]


def test_nothing_that_should_not_be_seen_is_published(built: dict[str, str]) -> None:
    everything = "\n".join(built.values())
    for text in (
        "Chữ này không được thấy",
        "Bản nháp",
        "Bài hẹn giờ",
        "Nhà riêng",
        "anh-05",
        "BBBBBBBBBBB",
    ):
        assert text not in everything
    lists = "\n".join(
        text
        for name, text in built.items()
        if not name.startswith(("tin-tuc/2021/b", "video/phim-"))
    )
    for text in ("Bài đã gỡ", "Bài hết hạn", "Bài ẩn", "Phim đã gỡ", "Phim ẩn"):
        assert text not in lists
    assert LIST in built
