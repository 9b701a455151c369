"""Links to addresses of the site and to places within pages: whether there is something."""

from __future__ import annotations

import pytest

from tests.content.reading import found, load, page_text, video_text, warned
from tests.support.sites import Site

PATH = "tin-tuc/2021/bai/index.md"


@pytest.fixture
def full(site: Site) -> Site:
    """A site with one of each."""
    text = 'Mở.\n\n## Kết quả\n\n<p id="bang-1">a</p>\n'
    site.post("khac", tags="[ngày hội]", series="Chuyện kể", redirect_from="/cu/1.html", body=text)
    site.post("nhap", status="draft")
    site.post("go", status="withdrawn")
    site.write("trang/lien-he.md", page_text(body="## Bản đồ"))
    site.write("video/le-hoi.md", video_text())
    return site


@pytest.mark.parametrize(
    "href",
    [
        "/",
        "/#noi-dung",
        "/tin-tuc/2021/khac/",
        "/tin-tuc/2021/khac",
        "/tin-tuc/2021/khac/index.html?in=1",
        "/tin-tuc/2021/go/",
        "/tin-tuc/2021/khac/#ket-qua",
        "/tin-tuc/2021/khac/#bang-1",
        "/tin-tuc/2021/khac/#anh-3",
        "/cu/1.html",
        "/lien-he/#ban%2Ddo",
        "/video/le-hoi/#t=83",
        "/tin-tuc/",
        "/tin-tuc/2021/01/",
        "/chuyen-muc/thong-bao/",
        "/tu-khoa/ngay-hoi/",
        "/dong-su-kien/chuyen-ke/",
        "/xe-thu-vien/diem-dung/cho/#lich-tuan",
        "/tim-kiem/?q=a",
        "/feeds/tin-tuc.rss.xml",
        "/favicon.ico",
        "../khac/index.md#ket-qua",
        "../../../video/le-hoi.md#t=5",
        "#muc-hai",
        "#hinh-anh",
        "#top",
        "//a.vn/x",
    ],
)
def test_links_that_lead_somewhere(full: Site, href: str) -> None:
    full.post("bai", body=f"[x]({href})\n\n## Mục hai\n\nChú[^1].\n\n[^1]: thích\n")
    assert load(full).problems == ()


@pytest.mark.parametrize(
    ("href", "message", "hint"),
    [
        (
            "/tin-tuc/2021/khacc/",
            "liên kết tới /tin-tuc/2021/khacc/, nhưng trang web không có địa chỉ đó",
            "có phải là /tin-tuc/2021/khac/?",
        ),
        (
            "/video/le-hoi-2/",
            "liên kết tới /video/le-hoi-2/, nhưng trang web không có địa chỉ đó",
            "có phải là /video/le-hoi/?",
        ),
        (
            "/chuyen-muc/thong-ba/",
            "liên kết tới /chuyen-muc/thong-ba/, nhưng trang web không có địa chỉ đó",
            "có phải là /chuyen-muc/thong-bao/?",
        ),
        (
            "/tu-khoa/xyzzy/",
            "liên kết tới /tu-khoa/xyzzy/, nhưng trang web không có địa chỉ đó",
            "mở chuyên mục hay từ khóa đó rồi chép địa chỉ",
        ),
    ],
)
def test_addresses_that_nothing_answers(full: Site, href: str, message: str, hint: str) -> None:
    full.post("bai", body=f"Mở.\n\n[x]({href})")
    (problem,) = load(full).problems
    assert (problem.path, problem.line, problem.level) == (PATH, 9, "error")
    assert (problem.message, problem.hint) == (message, hint)


def test_what_may_be_answered_by_others_is_a_warning(full: Site) -> None:
    full.post(
        "bai",
        body="[a](/lien-hee/) [b](/opac/) [c](/tin-tuc/2021/nhap/) [d](#muc-ba)"
        " [e](../khac/index.md#xyz)"
        "\n\n[f](/tin-tuc/2021/khac/#ket-qu)\n\n## Mục hai",
    )
    catalog = load(full)
    assert found(catalog) == []
    problems = sorted(catalog.problems, key=lambda problem: problem.sort_key)
    assert [(one.line, one.message, one.hint) for one in problems] == [
        (
            7,
            f"liên kết tới #muc-ba, nhưng {PATH} không có mục đó",
            "có phải là #muc-hai?",
        ),
        (
            7,
            "liên kết tới #xyz, nhưng tin-tuc/2021/khac/index.md không có mục đó",
            "các mục: #ket-qua, #bang-1",
        ),
        (
            7,
            "liên kết tới /lien-hee/, nhưng trang web không có địa chỉ đó",
            "có phải là /lien-he/? Là trang khác trên cùng máy chủ thì gõ đủ https://…",
        ),
        (
            7,
            "liên kết tới /opac/, nhưng trang web không có địa chỉ đó",
            "Là trang khác trên cùng máy chủ thì gõ đủ https://…",
        ),
        (
            7,
            "liên kết tới tin-tuc/2021/nhap/index.md, nhưng bài đó chưa đăng",
            "đăng bài đó trước, hoặc bỏ liên kết",
        ),
        (
            9,
            "liên kết tới #ket-qu, nhưng tin-tuc/2021/khac/index.md không có mục đó",
            "có phải là #ket-qua?",
        ),
    ]


def test_a_draft_may_lead_nowhere(full: Site) -> None:
    full.post("bai", status="draft", body="[x](/tin-tuc/2021/khacc/)")
    assert [line for _, line, _ in warned(load(full))] == [8]


def test_files_beside_pages_are_told(full: Site) -> None:
    full.write("trang/ban-do.jpg", b"x")
    full.write("trang/sau/ban-do.pdf", b"x")
    message = "tệp này không được đăng: trang không kèm ảnh hay tài liệu"
    assert warned(load(full)) == [
        ("trang/ban-do.jpg", None, message),
        ("trang/sau/ban-do.pdf", None, message),
    ]
