"""The catalog: every content file has a state, and every problem is found in one reading."""

from __future__ import annotations

import tempfile
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.content.catalog import Catalog, load_catalog
from plugins.content.old_addresses import redirects
from plugins.content.posts import STATES
from plugins.problems import has_errors
from tests.content.reading import LIBRARY, NOW, found, load, page_text, video_text, warned
from tests.support.sites import Site, post_text


def test_an_empty_folder_and_a_missing_one(site: Site) -> None:
    assert load(site) == Catalog(
        files=(), documents=(), posts=(), pages=(), films=(), states=(), problems=()
    )
    (problem,) = load_catalog(site.root / "không có", LIBRARY, NOW).problems
    assert (problem.level, problem.path) == ("error", "")
    assert problem.message == "không có thư mục nội dung (content) ở đường dẫn đã cho"


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, "published"),
        ({"date": "2021-03-01 08:00:00"}, "published"),
        ({"date": "2021-03-01 08:00:01"}, "scheduled"),
        ({"date": "2021-03-01 08:00:01", "status": "hidden"}, "scheduled"),
        ({"date": "2021-03-01 08:00:01", "status": "draft"}, "draft"),
        ({"date": "2021-03-01 08:00:01", "status": "withdrawn"}, "withdrawn"),
        ({"status": "published"}, "published"),
        ({"status": "hidden"}, "hidden"),
        ({"expires": "2021-03-01 08:00:00"}, "expired"),
        ({"expires": "2021-03-01 08:00:01"}, "published"),
        ({"expires": "2021-02-01", "status": "hidden"}, "expired"),
        ({"expires": "2021-02-01", "status": "withdrawn"}, "withdrawn"),
        ({"expires": "2021-02-01", "status": "draft"}, "draft"),
        ({"category": "Tin đồn"}, "error"),
        ({"category": "Tin đồn", "status": "draft"}, "draft"),
        ({"date": "mai", "status": "draft"}, "draft"),
        ({"màu": "đỏ"}, "error"),
    ],
    ids=str,
)
def test_the_state_of_a_post(site: Site, fields: dict[str, str], state: str) -> None:
    site.post("bai", **fields)
    assert load(site).states == (("tin-tuc/2021/bai/index.md", state),)


def test_states_add_up(site: Site) -> None:
    site.post("a")
    site.post("b", status="hidden")
    site.post("c", date="")
    site.post("d", date="2022-01-01", year=2022)
    site.write("tin-tuc/2021/e/index.md", b"\xff")
    site.write("trang/gioi-thieu.md", page_text())
    site.write("trang/cu.md", page_text("status: withdrawn"))
    site.write("video/phim.md", video_text())
    site.write("video/phim-2.md", video_text("status: draft"))
    site.write("README.md", "Hướng dẫn")
    catalog = load(site)
    assert dict(catalog.states) == {
        "tin-tuc/2021/a/index.md": "published",
        "tin-tuc/2021/b/index.md": "hidden",
        "tin-tuc/2021/c/index.md": "error",
        "tin-tuc/2021/e/index.md": "error",
        "tin-tuc/2022/d/index.md": "scheduled",
        "trang/cu.md": "withdrawn",
        "trang/gioi-thieu.md": "published",
        "video/phim-2.md": "draft",
        "video/phim.md": "published",
    }
    assert [path for path, _ in catalog.states] == sorted(path for path, _ in catalog.states)


NAMES = st.sampled_from(["a", "A", "b c", "B-C", "đ", "…", "index", "tin-tuc", "a\u0309", "\u1ea3"])
PLACES = st.sampled_from(
    [
        "tin-tuc/2021/{}/index.md",
        "tin-tuc/2021/{}.md",
        "tin-tuc/{}/index.md",
        "trang/{}.md",
        "video/{}.md",
    ]
)
LINES = st.sampled_from(
    [
        "",
        "status: draft",
        "status: hidden",
        "màu: đỏ",
        "expires: 2021-02-01",
        "redirect_from: /x/",
        "date: mai",
    ]
)


@settings(max_examples=30)
@given(st.dictionaries(st.tuples(PLACES, NAMES), LINES, max_size=8))
def test_nothing_is_lost(files: dict[tuple[str, str], str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = Site(root=Path(folder))
        site.content.mkdir()
        for (place, name), line in files.items():
            head = ["title: Bài", "date: 2021-01-11", "category: Tin hoạt động", line]
            site.write(place.format(name), "\n".join(["---", *filter(None, head), "---", ""]))
        catalog = load(site)
        written = sum(path.is_file() for path in site.content.rglob("*"))
    states = dict(catalog.states)
    assert len(catalog.states) == written
    assert set(states.values()) <= STATES.keys()
    for problem in catalog.problems:
        assert problem.message
        assert problem.hint
        if problem.level == "error":
            assert states.get(problem.path) == "error"


def test_one_terrible_folder(site: Site) -> None:
    site.write("tin-tuc/2021/khong-utf8/index.md", b"---\ntitle: \xff\n---\n")
    site.write("tin-tuc/2021/khong-dau/index.md", "Chỉ có chữ")
    site.write("tin-tuc/2021/yaml/index.md", "---\ntags: [a\n---\n")
    site.post("la", sumary="x")
    site.post("ngay", date="32/13/2021")
    site.write("tin-tuc/2021/hai-lan/index.md", post_text(title="a\ntitle: b"))
    site.post("trong", title="")
    site.post("muc", category="Thong bao")
    site.post("lien-ket", body="Đoạn.\n\n[a](../khong-co/index.md)")
    site.post("lien-ket-2", body="Đoạn.\n\n[b](ftp://x)")
    site.post("the", tags="[a, …]", series="'!!!'")
    site.post("bai-1", body="một")
    site.post("bai_1", body="hai")
    site.write("tin-tuc/2021/chi-anh/anh.jpg", b"x")
    site.write("tin-tuc/2021/le.md", post_text())
    site.write("trang/tin-tuc.md", page_text())
    site.write("trang/a/b.md", page_text())
    news = "tin-tuc/2021"
    assert found(load(site)) == [
        (f"{news}/bai_1/index.md", 1, f"có cùng địa chỉ /{news}/bai-1/ với {news}/bai-1/index.md"),
        (f"{news}/chi-anh", None, "thư mục này không có index.md nên không thành bài nào"),
        (f"{news}/hai-lan/index.md", 3, "trường “title” có hai lần"),
        (f"{news}/khong-dau/index.md", 1, "tệp không có phần đầu"),
        (f"{news}/khong-utf8/index.md", 2, "tệp không phải chữ UTF-8"),
        (f"{news}/la/index.md", 5, "không có trường “sumary”"),
        (f"{news}/le.md", 1, "tệp không nằm đúng chỗ nên sẽ không được đăng"),
        (f"{news}/lien-ket-2/index.md", 9, "liên kết “ftp://x” không dùng được"),
        (
            f"{news}/lien-ket/index.md",
            9,
            f"liên kết tới {news}/khong-co/index.md, nhưng không có tệp đó",
        ),
        (f"{news}/muc/index.md", 4, "không có chuyên mục “Thong bao”"),
        (f"{news}/ngay/index.md", 3, "trường “date”: không có ngày giờ “32/13/2021” trên lịch"),
        (f"{news}/the/index.md", 5, "trường “tags”: “…” không có chữ nào"),
        (f"{news}/the/index.md", 6, "trường “series”: “!!!” không có chữ nào"),
        (f"{news}/trong/index.md", 2, "trường “title”: còn để trống"),
        (f"{news}/yaml/index.md", 2, "dòng này viết chưa đúng, máy không hiểu"),
        ("trang/a/b.md", 1, "tệp không nằm đúng chỗ nên sẽ không được đăng"),
        ("trang/tin-tuc.md", 1, "địa chỉ /tin-tuc/ là của chính trang web"),
    ]


def test_the_cure_names_what_is_meant(site: Site) -> None:
    site.post("muc", category="Thong bao")
    site.post("muc-2", category="Ẩm thực")
    site.post("dich")
    site.post("lien-ket", body="[a](../dihc/index.md)")
    hints = {p.message: p.hint for p in load(site).problems}
    assert hints["không có chuyên mục “Thong bao”"] == "có phải là “Thông báo”?"
    assert hints["không có chuyên mục “Ẩm thực”"] == "chọn một trong: Tin hoạt động, Thông báo"
    message = "liên kết tới tin-tuc/2021/dihc/index.md, nhưng không có tệp đó"
    assert hints[message] == "có phải là tin-tuc/2021/dich/index.md?"


def test_two_names_for_one_address_name_each_other(site: Site) -> None:
    site.write("trang/lien-he.md", page_text())
    site.write("trang/Liên hệ.md", page_text())
    site.write("trang/LIEN_HE.md", page_text())
    assert found(load(site)) == [
        ("trang/Liên hệ.md", 1, "có cùng địa chỉ /lien-he/ với trang/LIEN_HE.md"),
        ("trang/lien-he.md", 1, "có cùng địa chỉ /lien-he/ với trang/LIEN_HE.md"),
    ]


def test_names_that_look_the_same_are_two_files(site: Site) -> None:
    for form in ("NFC", "NFD"):
        site.write(f"trang/{unicodedata.normalize(form, 'ảnh')}.md", page_text())
    if len(list((site.content / "trang").iterdir())) < 2:
        pytest.skip("this file system keeps one spelling")
    catalog = load(site)
    assert has_errors(catalog.problems)
    assert len(catalog.states) == 2


@pytest.mark.parametrize(
    ("folders", "names"),
    [
        ("tin-tuc/2021/x", ["anh.jpg"]),
        ("tin-tuc/2021/x", ["bai.docx"]),
        ("tin-tuc/2021/x/anh", ["1.jpg"]),
    ],
)
def test_a_folder_without_index(site: Site, folders: str, names: list[str]) -> None:
    for name in names:
        site.write(f"{folders}/{name}", b"x")
    ((path, line, message),) = found(load(site))
    assert (path, line) == ("tin-tuc/2021/x", None)
    assert message == "thư mục này không có index.md nên không thành bài nào"


@pytest.mark.parametrize("name", [".DS_Store", "~$bai.docx", ".index.md.swp"])
def test_leavings_of_other_programs_are_no_content(site: Site, name: str) -> None:
    site.write(f"tin-tuc/2021/x/{name}", b"x")
    site.write("tin-tuc/.obsidian/a/index.md", b"x")
    assert load(site).problems == ()


@pytest.mark.parametrize(
    "path",
    [
        "tin-tuc/bai.md",
        "tin-tuc/2021/bai.md",
        "tin-tuc/2021/bai/khac.md",
        "tin-tuc/2021/bai/con/index.md",
        "tin-tuc/hai/bai/index.md",
        "tin-tuc/2021/…/index.md",
        "trang/con/trang.md",
        "video/con/phim.md",
        "trang/trang.markdown",
    ],
)
def test_a_misplaced_file_is_an_error(site: Site, path: str) -> None:
    site.post("bai")
    site.write(path, post_text())
    message = "tệp không nằm đúng chỗ nên sẽ không được đăng"
    assert (path, 1, message) in found(load(site))


@pytest.mark.parametrize("folder", ["tin_tuc", "tin-tức", "trangs", "videos"])
def test_a_post_in_a_misspelt_folder_is_not_lost(site: Site, folder: str) -> None:
    site.write(f"{folder}/2021/bai/index.md", post_text())
    (problem,) = load(site).problems
    assert problem.path.startswith(folder)


def test_links_of_the_file_system_are_not_followed(site: Site, tmp_path: Path) -> None:
    outside = tmp_path / "ngoài"
    outside.mkdir()
    (outside / "index.md").write_text(post_text(), encoding="utf-8")
    site.post("that")
    (site.content / "tin-tuc/2021/gia").symlink_to(outside)
    (site.content / "tin-tuc/2021/that/anh.jpg").symlink_to(outside / "index.md")
    (site.content / "tin-tuc/2021/vong").symlink_to(site.content / "tin-tuc")
    catalog = load(site)
    assert [path for path, _ in catalog.states] == ["tin-tuc/2021/that/index.md"]
    assert found(catalog) == [
        (f"tin-tuc/2021/{name}", None, "đây là một liên kết (symlink), không phải tệp thật")
        for name in ("gia", "that/anh.jpg", "vong")
    ]


def test_the_year_of_the_folder_is_only_a_warning(site: Site) -> None:
    site.post("bai", year=2020)
    catalog = load(site)
    message = "ngày thuộc năm 2021 nhưng bài nằm trong thư mục 2020"
    assert warned(catalog) == [("tin-tuc/2020/bai/index.md", 3, message)]
    assert found(catalog) == []
    assert catalog.posts[0].url == "tin-tuc/2020/bai/"


def test_values_of_a_post(site: Site) -> None:
    site.post(
        "bai",
        title="a <b>\"'&",
        author="Phòng Nghiệp vụ",
        tags="[Hội nghị, Đọc sách]",
        series="110 năm",
        pinned="true",
        gallery_title="Ảnh: lễ hội",
        cover="a.jpg",
        sample="true",
        body="Đoạn một.\n\nĐoạn hai.",
    )
    (post,) = load(site).posts
    assert (post.path, post.url, post.folder) == (
        "tin-tuc/2021/bai/index.md",
        "tin-tuc/2021/bai/",
        "tin-tuc/2021/bai",
    )
    assert (post.title, post.author, post.cover, post.lines["cover"]) == (
        "a <b>\"'&",
        "Phòng Nghiệp vụ",
        "a.jpg",
        10,
    )
    assert (post.summary, post.lead) == ("Đoạn một.", "")
    assert [tag.url for tag in post.tags] == ["tu-khoa/hoi-nghi/", "tu-khoa/doc-sach/"]
    assert post.series is not None
    assert post.series.url == "dong-su-kien/110-nam/"
    assert (post.category.name, post.category.url) == ("Tin hoạt động", "chuyen-muc/tin-hoat-dong/")
    assert (post.pinned, post.sample, post.gallery_title) == (True, True, "Ảnh: lễ hội")


def test_a_written_summary_is_the_lead(site: Site) -> None:
    site.post("bai", summary="Tóm tắt: ngắn", body="Đoạn một.")
    (post,) = load(site).posts
    assert (post.summary, post.lead) == ("Tóm tắt: ngắn", "Tóm tắt: ngắn")
    assert post.gallery_title == "Một số hình ảnh"


def test_values_of_a_page(site: Site) -> None:
    site.write(
        "trang/Giới thiệu.md", page_text("menu: 2", "redirect_from: /gt/", body="Về thư viện.")
    )
    (page,) = load(site).pages
    assert (page.url, page.title, page.summary, page.menu, page.state) == (
        "gioi-thieu/",
        "Trang",
        "Về thư viện.",
        2,
        "published",
    )
    (redirect,) = redirects([page])
    assert (redirect.source, redirect.target) == ("gt/", "gioi-thieu/")


def test_an_unreadable_file_is_a_problem(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.post("bai")

    def refuse(path: str) -> bytes:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr("plugins.content.reading_files.read_bytes", refuse)
    catalog = load(site)
    message = "không đọc được tệp (không có quyền)"
    assert found(catalog) == [("tin-tuc/2021/bai/index.md", None, message)]
    assert catalog.states == (("tin-tuc/2021/bai/index.md", "error"),)


def test_a_change_that_is_yet_to_come(site: Site) -> None:
    """A slip of the pen would keep the post on top of the feeds."""
    known = {"modified": "2021-03-02", "correction": "{date: 01/03/2201, text: Sai}"}
    site.post("mot", **known)
    site.post("ba", date="2021-03-05", modified="2021-03-05")
    site.post("hai", modified="2021-02-28", correction="{date: 2021-02-28, text: Sai}")
    found = load_catalog(site.content, LIBRARY, NOW).problems
    assert [(p.path, p.line, p.level, p.message) for p in found] == [
        ("tin-tuc/2021/mot/index.md", 5, "warning", "trường “modified”: ngày 02/03/2021 chưa tới"),
        (
            "tin-tuc/2021/mot/index.md", 6, "warning",
            "trường “correction”: ngày 01/03/2201 chưa tới",
        ),
    ]  # fmt: skip
