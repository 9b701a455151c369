"""Videos on built sites: list, pages and block, and nothing of what was not published."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from PIL import Image

from plugins.build import Build
from plugins.lint import check
from plugins.values import replace
from tests.browser.late_scripts import LATE
from tests.support.sites import Site, tree
from tests.videos.making import WEBVTT, box, film, video_text

PAGE = "video/phim/"
FILE = {
    "source": "{file: phim.mp4}",
    "poster": "bia.png",
    "captions": "[{lang: vi, file: loi.vtt}, {lang: tyz, file: loi.vtt}]",
}


def poster(colour: str = "red") -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (640, 360), colour).save(data, "PNG")
    return data.getvalue()


def fill(site: Site, **fields: str) -> None:
    """A film of our own with everything that belongs to it."""
    site.write("video/phim.md", video_text("Phim của ta", **FILE | fields))
    site.write("video/phim.mp4", film(inside=box(b"udta", b"SECRET place")))
    site.write("video/bia.png", poster())
    site.write("video/loi.vtt", WEBVTT)


def soup(site: Site, address: str) -> BeautifulSoup:
    return BeautifulSoup(site.page(address), "html.parser")


def main(site: Site, address: str) -> Tag:
    """What a page says itself, without header, blocks and footer."""
    found = soup(site, address).find("main")
    assert isinstance(found, Tag)
    return found


def block(site: Site) -> Tag:
    """The block beside every page."""
    heading = soup(site, "").select_one("aside").find("h2", string="Thư viện video")  # type: ignore[union-attr]
    assert isinstance(heading, Tag)
    assert isinstance(heading.parent, Tag)
    return heading.parent


def words(element: Tag) -> str:
    return " ".join(element.get_text(" ").split())


def links(element: Tag) -> list[str]:
    return [str(link["href"]) for link in element.find_all("a", href=True)]


def published(site: Site, *endings: str) -> list[str]:
    return [name for name in tree(site.output) if name.endswith(endings)]


def test_the_page_of_a_film(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    fill(site, tags="[trẻ em]")
    assert site.build() == 0
    assert capsys.readouterr().err == ""
    page = main(site, PAGE)
    text = words(page)
    for expected in ("Phim của ta", "Lời của phim.", "1:35", "(0,1 MB)", "trẻ em"):
        assert expected in text, expected
    (element,) = page.find_all("video")
    assert element["preload"] == "none"
    assert not element.has_attr("autoplay")
    (name,) = published(site, ".mp4")
    assert name.startswith(PAGE)
    assert element.source["src"] == f"/{name}"
    assert f"/{name}" in links(page)
    assert (site.output / str(element["poster"]).lstrip("/")).is_file()
    captions = [(t["srclang"], t["label"], t["src"]) for t in page.find_all("track")]
    (vtt,) = published(site, ".vtt")
    assert captions == [("vi", "Tiếng Việt", f"/{vtt}"), ("tyz", "tyz", f"/{vtt}")]
    assert (site.output / vtt).read_text(encoding="utf-8") == WEBVTT


def test_the_published_film_says_nothing_of_its_maker(site: Site) -> None:
    fill(site)
    assert site.build() == 0
    (name,) = published(site, ".mp4")
    original = (site.content / "video/phim.mp4").read_bytes()
    data = (site.output / name).read_bytes()
    assert len(data) == len(original)
    assert data != original
    for path, content in tree(site.output).items():
        assert b"SECRET" not in content, path


def test_a_cached_film_that_was_cut_short_is_made_anew(site: Site) -> None:
    fill(site)
    assert site.build() == 0
    before = tree(site.output)
    (cached,) = (site.cache / "films").glob("*.mp4")
    cached.write_bytes(cached.read_bytes()[:40])
    assert site.build(site.root / "again") == 0
    assert tree(site.root / "again") == before


def test_a_changed_film_gets_another_address(site: Site) -> None:
    fill(site)
    assert site.build() == 0
    (before,) = published(site, ".mp4")
    site.write("video/phim.mp4", film(seconds=96))
    assert site.build() == 0
    (after,) = published(site, ".mp4")
    assert before != after
    assert "1:36" in words(main(site, PAGE))


@pytest.mark.parametrize(
    ("fields", "length"), [({}, "1:35"), ({"duration": "2:00"}, "2:00")], ids=str
)
def test_the_editor_knows_the_length_better(
    site: Site, fields: dict[str, str], length: str
) -> None:
    fill(site, **fields)
    assert site.build() == 0
    assert length in words(main(site, PAGE))
    assert length in words(block(site))


def test_youtube_is_asked_for_nothing_before_the_click(site: Site) -> None:
    site.write("video/phim.md", video_text(source="{youtube: dQw4w9WgXcQ}"))
    assert site.build() == 0
    page = soup(site, PAGE)
    assert "https://www.youtube.com/watch?v=dQw4w9WgXcQ" in links(page)
    assert page.find(["iframe", "video", "embed", "object"]) is None
    loads = [
        str(element[name])
        for element in page.find_all(True)
        for name in ("src", "srcset", "poster", "data", "action", "imagesrcset")
        if element.has_attr(name)
    ]
    loads += [
        str(link["href"])
        for link in page.find_all("link", href=True)
        if "canonical" not in link["rel"] and "alternate" not in link["rel"]
    ]
    loads = [load for load in loads if not load.startswith("data:")]
    assert loads
    assert all(load.startswith("/") and not load.startswith("//") for load in loads), loads
    assert not page.find_all("link", rel=["preconnect", "dns-prefetch", "prerender"])
    policy = page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
    assert isinstance(policy, Tag)
    assert "frame-src https://www.youtube-nocookie.com" in str(policy["content"])
    assert "youtube" not in site.page("video/")
    assert "youtube" not in site.page("")


def test_a_film_at_another_address(site: Site) -> None:
    site.write("video/phim.md", video_text(source="{url: 'https://example.org/a.mp4?b=1&c'}"))
    assert site.build() == 0
    page = soup(site, PAGE)
    (element,) = page.find_all("video")
    assert element["preload"] == "none"
    assert element.source["src"] == "https://example.org/a.mp4?b=1&c"
    policy = page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
    assert isinstance(policy, Tag)
    assert "media-src 'self' https://example.org" in str(policy["content"])


def test_the_list_and_the_block(site: Site) -> None:
    fill(site)
    for number in range(1, 5):
        site.write(
            f"video/p{number}.md",
            video_text(f"Số {number}", f"2021-02-0{number}", source="{youtube: dQw4w9WgXcQ}"),
        )
    assert site.build() == 0
    films = [f"/video/p{number}/" for number in (4, 3, 2, 1)] + [f"/{PAGE}"]
    found = [link for link in links(main(site, "video/")) if link in films]
    assert list(dict.fromkeys(found)) == films
    assert [link for link in links(block(site)) if link != "/video/"] == films[:3]
    assert "/video/" in links(block(site))
    text = words(main(site, "video/"))
    assert "Phim của ta" in text
    assert "1:35" in text
    neighbours = links(main(site, "video/p1/"))
    assert {"/video/p2/", f"/{PAGE}"} <= set(neighbours)


def test_a_long_list_has_pages(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    # Settings are read anew for each build: the one place to reach them is where they are used.
    begin = vars(Build)["begin"].__func__

    def with_two(kind: type[Build], settings: Any) -> Build:
        site = replace(settings["SITE"], posts_per_page=2)
        return begin(kind, settings | {"SITE": site})

    monkeypatch.setattr(Build, "begin", classmethod(with_two))
    for number in range(7):
        site.write(
            f"video/p{number}.md",
            video_text(f"Số {number}", f"2021-01-0{number + 1}", source="{youtube: dQw4w9WgXcQ}"),
        )
    assert site.build() == 0
    shown = {
        address: [
            number for number in range(7) if f"/video/p{number}/" in links(main(site, address))
        ]
        for address in ("video/", "video/trang/2/", "video/trang/1/")
    }
    assert shown == {"video/": [4, 5, 6], "video/trang/2/": [2, 3], "video/trang/1/": [0, 1]}
    assert "/video/trang/2/" in links(main(site, "video/"))
    assert {"/video/", "/video/trang/1/"} <= set(links(main(site, "video/trang/2/")))
    assert "/video/trang/2/" in links(main(site, "video/trang/1/"))


@pytest.mark.parametrize("folder", [False, True])
def test_without_videos_there_is_a_sentence(site: Site, folder: bool) -> None:
    site.post("bai")
    if folder:
        (site.content / "video").mkdir()
    assert site.build() == 0
    assert "Chưa có video nào." in words(main(site, "video/"))
    assert "Chưa có video nào." in words(block(site))


SECRETS = {
    "summary": "TÓM TẮT KÍN", "tags": "[thẻ kín]", "body": "LỜI KÍN.\n", "duration": "7:77:77",
}  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "has_page"),
    [
        ({"status": "withdrawn"}, True),
        ({"status": "draft"}, False),
        ({"date": "2021-03-01 08:00:01"}, False),
    ],
    ids=["withdrawn", "draft", "scheduled"],
)
def test_nothing_is_published_of_what_is_not_published(
    site: Site, fields: dict[str, str], has_page: bool
) -> None:
    fill(site, **{**SECRETS, "duration": "7:17", **fields})
    site.post("bai")
    assert site.build() == 0
    assert published(site, ".mp4", ".vtt") == []
    # But for the card that pages without a photo share.
    names = [name for name in tree(site.output) if name.startswith("anh/")]
    assert [name for name in names if not name.endswith("-share.jpg")] == []
    assert (site.output / PAGE).exists() == has_page
    for name, data in tree(site.output).items():
        for secret in ("KÍN", "thẻ kín", "7:17", "1:35", "phim.mp4"):
            assert secret.encode() not in data, (name, secret)
            assert json.dumps(secret).strip('"').encode() not in data, (name, secret)
        if name not in (f"{PAGE}index.html",) and not name.startswith("feeds/"):
            assert "Phim của ta".encode() not in data, name
    assert "Chưa có video nào." in words(main(site, "video/"))
    if has_page:
        page = soup(site, PAGE)
        assert "Thư viện đã gỡ video này." in words(page)
        assert page.find(["video", "iframe", "track"]) is None
        assert page.find("meta", attrs={"name": "robots", "content": "noindex"})


def test_a_withdrawn_youtube_film_is_linked_no_more(site: Site) -> None:
    site.write("video/phim.md", video_text(source="{youtube: dQw4w9WgXcQ}", status="withdrawn"))
    assert site.build() == 0
    text = site.page(PAGE)
    assert "dQw4w9WgXcQ" not in text
    assert "youtube" not in text


def test_withdrawing_takes_the_files_away(site: Site) -> None:
    fill(site)
    assert site.build() == 0
    assert published(site, ".mp4", ".vtt") != []
    fill(site, status="withdrawn")
    assert site.build() == 0
    assert published(site, ".mp4", ".vtt") == []
    # But for the card that pages without a photo share.
    names = [name for name in tree(site.output) if name.startswith("anh/")]
    assert [name for name in names if not name.endswith("-share.jpg")] == []
    # The editor may take the files themselves away as well.
    for name in ("phim.mp4", "bia.png", "loi.vtt"):
        (site.content / "video" / name).unlink()
    assert site.build() == 0


def test_a_hidden_film_has_its_page_and_is_in_no_list(site: Site) -> None:
    fill(site, status="hidden")
    assert site.build() == 0
    assert main(site, PAGE).find("video") is not None
    assert f"/{PAGE}" not in site.page("video/")
    assert f"/{PAGE}" not in site.page("")
    assert "noindex" in site.page(PAGE)


def test_a_preview_shows_drafts(site: Site) -> None:
    fill(site, status="draft")
    assert site.build(drafts=True) == 0
    assert "Bản nháp" in words(main(site, PAGE))
    assert len(published(site, ".mp4")) == 1
    assert f"/{PAGE}" not in links(main(site, "video/"))


def test_the_same_files_give_the_same_bytes(site: Site) -> None:
    fill(site)
    assert site.build() == 0
    assert site.build(site.root / "again") == 0
    fresh = replace(site, cache=site.root / "fresh")
    assert fresh.build(site.root / "third") == 0
    assert tree(site.output) == tree(site.root / "again") == tree(site.root / "third")


ATTACKS = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "]]><!-- --><img src=x onerror=alert(1)>",
    "\" onmouseover=\"alert(1)' x='",
    "</title></style></textarea><svg onload=alert(1)>",
    "{{ 7 * 7 }}{% include 'base.html' %}",
    "🚐👩\u200d👧",
    "&lt;b&gt; &amp; &#60;",
    "ô" * 5000,
)


def assert_tame(page: str) -> BeautifulSoup:
    """Nothing of the data became an element, an attribute or an address."""
    found = BeautifulSoup(page, "html.parser")
    for element in found.find_all(True):
        assert not any(name.startswith("on") for name in element.attrs), element.name
        assert element.name not in ("svg", "textarea") or not element.has_attr("onload")
        assert element.get("src") != "x"
    for script in found.find_all("script"):
        if script.get("type") == "application/ld+json":
            json.loads(script.get_text())
        elif script.get_text() != LATE:
            assert script.get("src"), script
            assert not script.get_text()
    return found


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda text: text[:20])
@pytest.mark.parametrize("source", ["file", "youtube"])
def test_whatever_is_in_a_field_is_text_on_every_page(site: Site, attack: str, source: str) -> None:
    quoted = "'{}'".format(attack.replace("'", "''"))
    fields = {
        "summary": f"Tóm tắt {attack}",
        "tags": f"['thẻ {quoted[1:]}]",
        "captions": f"[{{lang: {quoted}, file: loi.vtt}}]",
    }
    if source == "youtube":
        fields |= {"source": "{youtube: dQw4w9WgXcQ}"}
    fill(site, **fields)
    site.write("video/hai.md", video_text(f"Tên {attack}", **FILE | fields))
    assert site.build() == 0
    seen = " ".join(attack.split())
    for path in site.output.rglob("*.html"):
        found = assert_tame(path.read_text(encoding="utf-8"))
        name = path.relative_to(site.output).as_posix()
        shown = " ".join(found.get_text(" ").split())
        if name in ("index.html", "video/index.html", "video/hai/index.html", f"{PAGE}index.html"):
            assert f"Tên {seen}" in shown, name
        if name == f"{PAGE}index.html":
            assert f"Từ khóa: thẻ {seen}" in shown
            description = found.find("meta", attrs={"name": "description"})
            assert isinstance(description, Tag)
            assert str(description["content"]).startswith(f"Tóm tắt {seen}"[:60])
            if source == "file":
                assert found.track["srclang"] == seen  # type: ignore[index]


@pytest.mark.parametrize(
    ("fields", "line", "message"),
    [
        ({"source": "{youtube: '\"><script>'}"}, 4, "trường “source”: không phải mã YouTube"),
        ({"source": "{url: 'javascript:alert(1)'}"}, 4, "trường “source”: không phải địa chỉ"),
        ({"source": "{url: 'https://a;script-src/*'}"}, 4, "không dùng được địa chỉ"),
        ({"source": "{file: ../../a.mp4}"}, 4, "trường “source”: tên tệp phim phải là tên"),
        ({"poster": "../bia.png"}, 5, "trường “poster”: tên tệp phải là tên một tệp"),
        ({"duration": "<b>"}, 7, "trường “duration”: không hiểu thời lượng “<b>”"),
    ],
    ids=str,
)
def test_hostile_sources_stop_the_build(
    site: Site, fields: dict[str, str], line: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(site, **fields)
    assert site.build() == 1
    assert f"video/phim.md:{line}: LỖI: {message}" in capsys.readouterr().err


def test_a_photo_in_the_text_is_an_error_with_the_cure(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(site, body="Lời.\n\n![mô tả](bia.png)\n")
    assert site.build() == 1
    err = capsys.readouterr().err
    assert "video/phim.md:11: LỖI: trang và video không kèm ảnh được (“bia.png”)" in err
    assert "Cách sửa: đăng ảnh trong một bài ở tin-tuc/ rồi liên kết tới bài đó" in err


TERRIBLE: dict[str, str | bytes] = {
    "video/a.md": video_text(**FILE | {"poster": "bìa.png", "source": "{file: Phim.mp4}"}),
    "video/phim.mp4": film(),
    "video/bia.png": poster(),
    "video/b.md": video_text(source="{file: cut.mp4}", poster="chu.png", captions="[{lang: vi}]"),
    "video/cut.mp4": film()[:-1],
    "video/chu.png": "chữ",
    "video/c.md": video_text(source="{file: c.mov}", captions="[{lang: vi, file: c.srt}]"),
    "video/c.mov": film(),
    "video/c.srt": "1\n",
    "video/d.md": video_text(source="{file: d.mp4}", status="draft"),
    "video/e.md": video_text("", "mai"),
    "video/f.md": video_text(source="{file: cut.mp4}", poster="chu.png"),
}
REPORT = [
    ("video/a.md:4", "LỖI", "không có tệp “Phim.mp4”"),
    ("video/a.md:5", "LỖI", "không có tệp “bìa.png”"),
    ("video/a.md:6", "LỖI", "không có tệp “loi.vtt”"),
    ("video/b.md:6", "LỖI", "trường “captions”: mỗi phụ đề cần lang và file"),
    ("video/c.md:4", "LỖI", "“c.mov” không phải phim MP4"),
    ("video/c.srt:1", "LỖI", "không phải tệp WebVTT"),
    ("video/chu.png", "LỖI", "tệp này là chữ, không phải ảnh"),
    ("video/cut.mp4", "LỖI", "phim bị hỏng hoặc chép chưa hết"),
    ("video/d.md:4", "LƯU Ý", "không có tệp “d.mp4”"),
    ("video/e.md:1", "LỖI", "thiếu trường “source”"),
    ("video/e.md:2", "LỖI", "trường “title”: còn để trống"),
    ("video/e.md:3", "LỖI", "trường “date”: không hiểu ngày “mai”"),
]


def assert_report(text: str, site: Site) -> None:
    findings = [line for line in text.splitlines() if ": LỖI: " in line or ": LƯU Ý: " in line]
    expected = [f"{site.content}/{place}: {level}: {start}" for place, level, start in REPORT]
    assert len(findings) == len(expected), text
    for finding, start in zip(findings, expected, strict=True):
        assert finding.startswith(start), f"{finding}\n{start}"
    assert text.count("    Cách sửa: ") == len(expected), text


def test_everything_is_reported_at_once(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    for path, data in TERRIBLE.items():
        site.write(path, data)
    assert site.build() == 1
    assert_report(capsys.readouterr().err, site)
    assert not site.output.exists()
    assert check(site.content) == 1
    assert_report(capsys.readouterr().out, site)


def test_a_photo_in_a_draft_only_warns(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    video = (
        "---\ntitle: Phim\ndate: 2021-01-01\nsource: {youtube: abcdefghijk}\nstatus: draft\n---\n"
    )
    site.write("video/phim.md", video + "![ảnh](bia.png)\n")
    site.write("trang/nhap.md", "---\ntitle: Nháp\nstatus: draft\n---\n![ảnh](bia.png)\n")
    assert site.build() == 0
    err = capsys.readouterr().err
    for path in ("video/phim.md:7", "trang/nhap.md:5"):
        assert f"{path}: LƯU Ý: trang và video không kèm ảnh được" in err
