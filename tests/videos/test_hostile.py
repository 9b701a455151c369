"""Films, posters and captions that nobody wrote by mistake: all of it told, nothing published."""

from __future__ import annotations

import pytest

from plugins.lint import check
from plugins.videos import stills
from tests.support.sites import Site, tree
from tests.videos.making import (
    FTYP,
    MDAT,
    SOUND,
    WEBVTT,
    box,
    element,
    entry,
    film,
    late,
    mvhd,
    sound,
    trak,
    video_text,
    webm,
    webm_track,
)

SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HOUR = 3600
UPWARDS = r"..\..\phim.mp4"


def own(name: str, **fields: str) -> str:
    return video_text(source=f"{{file: {name}}}", poster="bia.jpg", **fields)


TERRIBLE: dict[str, str | bytes] = {
    "video/youtube.md": video_text(source="{youtube: '\"><script>'}"),
    "video/passwd.md": video_text(source="{file: ../../etc/passwd}"),
    "video/tuyet-doi.md": video_text(source="{file: /etc/passwd}"),
    "video/windows.md": video_text(source=f"{{file: '{UPWARDS}'}}"),
    "video/js.md": video_text(source="{url: 'javascript:alert(1)'}"),
    "video/csp.md": video_text(source="{url: 'https://a;script-src/*'}"),
    "video/hai-nguon.md": video_text(source="{youtube: dQw4w9WgXcQ, file: phim.mp4}"),
    "video/svg.md": video_text(source="{youtube: dQw4w9WgXcQ}", poster="bia.svg"),
    "video/bia.svg": SVG,
    "video/svg-jpg.md": video_text(source="{youtube: dQw4w9WgXcQ}", poster="gia.jpg"),
    "video/gia.jpg": SVG,
    "video/ba-gio.md": own("ba-gio.mp4"),
    "video/ba-gio.mp4": film(seconds=3 * HOUR),
    "video/khong-hinh.md": own("khong-hinh.mp4"),
    "video/khong-hinh.mp4": film(tracks=SOUND),
    "video/trong.md": own("trong.mp4"),
    "video/trong.mp4": film(tracks=b""),
    "video/cut.md": own("cut.mp4"),
    "video/cut.mp4": film()[:-1],
    "video/cut-webm.md": own("cut.webm"),
    "video/cut.webm": webm()[:-1],
    "video/hevc.md": own("Phim mới.mp4"),
    "video/Phim mới.mp4": film(tracks=trak(entry(b"hvc1")) + trak(sound(b"samr"), handler=b"soun")),
    "video/cuoi.md": own("cuoi.mp4"),
    "video/cuoi.mp4": late(),
    "video/mkv.md": own("mkv.webm"),
    "video/mkv.webm": webm(doc_type=b"matroska", tracks=webm_track(b"V_MPEG4/ISO/AVC")),
    "video/doi-ten.md": own("doi-ten.mp4"),
    "video/doi-ten.mp4": "#EXTM3U\nfile:///etc/passwd\n",
    "video/html.md": own("html.webm", captions="[{lang: vi, file: html.vtt}]"),
    "video/html.webm": webm(element("1254c367", b"SECRET")),
    "video/html.vtt": (
        "WEBVTT\n\n00:00.000 --> 00:02.000\n<img src=x onerror=alert(1)>\n\n"
        "00:01,000 --> 00:03,000\nLời\n\n00:01.000 --> 00:09.000\nLời\n00:09.000 --> 00:10.000\n"
        "<b>a\n\n02:00.000 --> 02:01.000\nHết phim\n"
    ),
    "video/bia.jpg": "đây là chữ",
    "video/loi.vtt": WEBVTT,
}  # fmt: skip
FILE_CURE = "tên tệp phim phải là tên một tệp trong cùng thư mục, không phải “{}”"
REPORT = [
    ("ba-gio.mp4", "LƯU Ý", "phim dài 3 giờ 00 phút, ít ai xem hết"),
    ("bia.jpg", "LỖI", "tệp này là chữ, không phải ảnh"),
    ("bia.svg", "LỖI", "tệp này là chữ, không phải ảnh"),
    ("csp.md:4", "LỖI", "không dùng được địa chỉ “https://a;script-src/*”"),
    ("cuoi.mp4", "LƯU Ý", "phim chỉ phát được sau khi tải hết"),
    ("cut.mp4", "LỖI", "phim bị hỏng hoặc chép chưa hết"),
    ("cut.webm", "LỖI", "phim bị hỏng hoặc chép chưa hết"),
    ("doi-ten.mp4", "LỖI", "tệp này không phải phim MP4"),
    ("gia.jpg", "LỖI", "tệp này là chữ, không phải ảnh"),
    ("hai-nguon.md:4", "LỖI", "trường “source”: source cần đúng một khóa"),
    ("html.vtt:4", "LỖI", "phụ đề không được chứa HTML: “<img src=x onerror=alert(1)>”"),
    ("html.vtt:6", "LỖI", "không hiểu dòng thời gian “00:01,000 --> 00:03,000”"),
    ("html.vtt:9", "LƯU Ý", "lời này hiện chồng lên lời ở dòng 3"),
    ("html.vtt:11", "LỖI", "hai lời phụ đề dính vào nhau"),
    ("html.vtt:12", "LỖI", "thẻ <b> chưa đóng"),
    ("html.vtt:14", "LỖI", "lời này bắt đầu khi phim đã hết (phim dài 01:35)"),
    ("js.md:4", "LỖI", "trường “source”: không phải địa chỉ https: “javascript:alert(1)”"),
    ("khong-hinh.mp4", "LỖI", "phim không có hình, chỉ có tiếng"),
    ("mkv.webm", "LỖI", "nhiều trình duyệt không phát được hình H.264 trong tệp Matroska (MKV)"),
    ("passwd.md:4", "LỖI", f"trường “source”: {FILE_CURE.format('../../etc/passwd')}"),
    ("Phim mới.mp4", "LỖI",
     "nhiều trình duyệt không phát được hình HEVC (H.265), tiếng AMR trong tệp MP4"),
    ("trong.mp4", "LỖI", "phim không có hình, cũng không có tiếng"),
    ("tuyet-doi.md:4", "LỖI", f"trường “source”: {FILE_CURE.format('/etc/passwd')}"),
    ("windows.md:4", "LỖI", f"trường “source”: {FILE_CURE.format(UPWARDS)}"),
    ("youtube.md:4", "LỖI", "trường “source”: không phải mã YouTube: “\"><script>”"),
]  # fmt: skip


def findings(text: str, site: Site) -> list[str]:
    root = f"{site.content}/video/"
    assert text.count("    Cách sửa: ") == len(REPORT), text
    return [line.removeprefix(root) for line in text.splitlines() if line.startswith(root)]


def test_all_of_it_is_told_at_once_and_nothing_is_published(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    for path, data in TERRIBLE.items():
        site.write(path, data)
    assert site.build() == 1
    told = findings(capsys.readouterr().err, site)
    expected = sorted(f"{place}: {level}: {words}" for place, level, words in REPORT)
    assert len(told) == len(expected), told
    for line, start in zip(sorted(told), expected, strict=True):
        assert line.startswith(start), f"{line}\n{start}"
    assert not site.output.exists()
    assert check(site.content) == 1
    assert sorted(findings(capsys.readouterr().out, site)) == sorted(told)


@pytest.mark.parametrize(
    "path",
    ["youtube", "passwd", "svg", "svg-jpg", "khong-hinh", "cut", "cut-webm", "hevc", "html"],
)
def test_each_of_them_alone_stops_the_build(
    site: Site, path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write(f"video/{path}.md", TERRIBLE[f"video/{path}.md"])
    for name, data in TERRIBLE.items():
        if not name.endswith(".md") and name != "video/bia.jpg":
            site.write(name, data)
    site.write("video/phim.md", video_text(source="{youtube: dQw4w9WgXcQ}"))
    assert site.build() == 1
    assert "LỖI" in capsys.readouterr().err
    assert not site.output.exists()


def test_a_film_of_three_hours_is_published_all_the_same(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stills, "is_installed", lambda: False)
    site.write("video/phim.md", video_text(source="{file: phim.mp4}"))
    site.write("video/phim.mp4", film(seconds=3 * HOUR))
    assert site.build() == 0
    assert "3:00:00" in site.page("video/phim/")


def test_a_link_out_of_the_folder_is_no_film(site: Site) -> None:
    secret = site.root / "secret.mp4"
    secret.write_bytes(FTYP + box(b"moov", mvhd(1, 5)) + MDAT + b"SECRET")
    site.write("video/phim.md", video_text(source="{file: phim.mp4}"))
    (site.content / "video/phim.mp4").symlink_to(secret)
    assert site.build() == 1
    assert not site.output.exists()


def test_a_draft_with_all_of_it_stops_nobody(site: Site) -> None:
    for path, data in TERRIBLE.items():
        text = data
        if isinstance(data, str) and path.endswith(".md"):
            text = data.replace("---\n", "---\nstatus: draft\n", 1)
        site.write(path, text)
    site.post("bai")
    assert site.build() == 0
    assert not any(name.startswith("video/") and name != "video/index.html"
                   for name in tree(site.output))  # fmt: skip
