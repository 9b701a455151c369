"""What can be found, and what cannot."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from plugins.search.pagefind import ENTRY, FOLDER
from tests.conftest import ROOT
from tests.support.sites import Site

STOPS = """stop,day,type,arrival,departure,route,community
Chợ Mẫu,Monday,Public,08:00,10:00,Tuyến 1,Xã Mẫu
Nhà riêng,Monday,Private,08:00,10:00,Tuyến 1,Xã Mẫu
"""


def fragments(output: Path) -> dict[str, dict[str, Any]]:
    """What the index holds, by site path."""
    found = {}
    for path in (output / FOLDER / "fragment").iterdir():
        data = gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd")
        fragment = json.loads(data)
        found[fragment["url"]] = fragment
    return found


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """One of everything, also what must not be found."""
    root = tmp_path_factory.mktemp("records")
    site = Site(root=root, cache=root / "cache")
    site.content.mkdir()
    site.post(
        "day-du",
        title="Bài đầy đủ",
        author="Phòng Thử",
        tags="[nhãn hiếm]",
        series="Loạt bài thử",
        summary="Tóm tắt riêng.",
        correction="{date: 2021-01-12, text: Đính chính thử.}",
        photos="[{file: anh.jpg, caption: Chú thích thử, alt: Ảnh}]",
        body="Đoạn **đầu**.\n\n<!-- ghi chú kín -->\n\n- mục\n",
    )
    shutil.copy(ROOT / "tests/support/data/small.jpg", site.content / "tin-tuc/2021/day-du/anh.jpg")
    for state in ("draft", "hidden", "withdrawn"):
        site.post(state, title=f"Bài {state}", status=state, body="Chữ kín.")
    site.post("het-han", title="Bài hết hạn", expires="2021-02-01", body="Chữ kín.")
    site.post("hen", title="Bài hẹn", date="2031-01-01", body="Chữ kín.")
    site.write("trang/lien-he.md", "---\ntitle: Liên hệ\n---\nĐịa chỉ thử.\n")
    site.write("trang/an.md", "---\ntitle: Trang kín\nstatus: hidden\n---\nChữ kín.\n")
    film = "date: 2021-01-05\nsource: {youtube: abcdefghijk}\n"
    site.write("video/phim.md", f"---\ntitle: Phim thử\n{film}---\nLời kể thử.\n")
    site.write("video/go.md", f"---\ntitle: Phim kín\n{film}status: withdrawn\n---\nChữ kín.\n")
    site.write("xe-thu-vien/diem-dung.csv", STOPS)
    assert site.build(search="required") == 0
    return site


def test_only_what_is_published_can_be_found(built: Site) -> None:
    assert sorted(fragments(built.output)) == [
        "lien-he/",
        "tin-tuc/2021/day-du/",
        "video/phim/",
        "xe-thu-vien/",
        "xe-thu-vien/diem-dung/cho-mau/",
    ]
    everything = b"".join(
        gzip.decompress(path.read_bytes()) for path in (built.output / FOLDER).rglob("*.pf_*")
    ).decode(errors="replace")
    assert "ầyꞏ" in everything
    assert "kínꞏ" not in everything


def test_all_words_of_a_post(built: Site) -> None:
    text = fragments(built.output)["tin-tuc/2021/day-du/"]["content"].replace("ꞏ", "")
    assert text.replace("ḏ", "đ").replace("Ḏ", "Đ") == (
        "Bài đầy đủ Tóm tắt riêng. Đoạn đầu. mục · Đính chính thử. Chú thích thử · Phòng Thử"
        " · Loạt bài thử · nhãn hiếm"
    )


def test_what_is_told_and_filtered_by(built: Site) -> None:
    found = fragments(built.output)
    told = {url: one["meta"]["told"].replace("ꞏ", "") for url, one in found.items()}
    assert told["tin-tuc/2021/day-du/"] == "Tin hoạt ḏộng · 11 `/01 `/2021 · Phòng Thử"
    assert told["video/phim/"] == "Video · 05 `/01 `/2021"
    assert found["tin-tuc/2021/day-du/"]["meta"]["filters"] == (
        "ꞏchuyenmuctinhoatdongꞏ ꞏnam2021ꞏ ꞏphongphongthuꞏ"
    )


def test_the_page_offers_what_there_is(built: Site) -> None:
    page = built.page("tim-kiem/")
    for value in (
        "tin-hoat-dong",
        "video",
        "trang-gioi-thieu",
        "diem-dung-xe-thu-vien",
        "2021",
        "phong-thu",
    ):
        assert f'<option value="{value}">' in page
    assert '<option value="van-ban">' not in page
    assert "Bài đầy đủ" in page
    for hidden in ("Bài draft", "Bài hidden", "Bài withdrawn", "Bài hết hạn", "Bài hẹn"):
        assert hidden not in page


def test_what_names_the_files_is_there(built: Site) -> None:
    entry = json.loads((built.output / FOLDER / ENTRY).read_text(encoding="utf-8"))
    assert entry["languages"]["vi"]["page_count"] == 5
    assert (built.output / FOLDER / f"pagefind.{entry['languages']['vi']['hash']}.pf_meta").exists()
