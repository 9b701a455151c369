"""`inv video-check` and `inv video-poster`: what they say, write and return."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from PIL import Image

from plugins.online import video_check, video_poster
from plugins.online.posters import LARGEST, youtube_id
from tests.online.standing_in import Answer, Host, standing_in
from tests.support.sites import Site, tree
from tests.videos.making import video_text

GONE, PRIVATE, BUSY = "A" * 11, "B" * 11, "C" * 11
THERE = "dQw4w9WgXcQ"


@pytest.fixture
def host() -> Iterator[Host]:
    with standing_in() as made:
        for id_, status in ((GONE, 404), (PRIVATE, 401), (BUSY, 503), (THERE, 200)):
            page = f"https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3D{id_}"
            made.answers[f"/oembed?url={page}&format=json"] = Answer(status=status)
        yield made


def youtube(site: Site, name: str, id_: str, **fields: str) -> None:
    site.write(f"video/{name}.md", video_text(source=f"{{youtube: {id_}}}", **fields))


def test_every_film_is_told_with_its_line(
    site: Site, host: Host, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, id_ in (("a", THERE), ("b", GONE), ("c", PRIVATE), ("d", BUSY), ("e", GONE)):
        youtube(site, name, id_)
    youtube(site, "g", GONE, status="withdrawn")
    youtube(site, "h", GONE, status="draft")
    site.write("video/own.md", video_text(source="{file: phim.mp4}"))
    site.write("video/hong.md", video_text(source="{youtube: x}"))
    assert video_check(site.content, host.services) == 1
    out, err = capsys.readouterr()
    place = f"{site.content}/video"
    cure = "    Cách sửa: sửa source, hoặc gỡ video: status: withdrawn"
    gone = f"4: LỖI: không còn xem được: YouTube không có video {GONE}"
    assert out.splitlines() == [
        f"{place}/b.md:{gone}",
        cure,
        f"{place}/c.md:4: LỖI: không còn xem được: video {PRIVATE} để riêng tư,"
        " hoặc không cho nhúng vào trang khác",
        "    Cách sửa: mở quyền xem và nhúng của video trên YouTube; không được thì sửa source,"
        " hoặc gỡ video: status: withdrawn",
        f"{place}/d.md:4: LƯU Ý: chưa hỏi được: YouTube trả lời mã 503",
        "    Cách sửa: chạy lại lệnh này sau; nếu vẫn vậy, mở thử bằng trình duyệt",
        f"{place}/e.md:{gone}",
        cure,
        f"{place}/h.md:{gone}",
        cure,
        "Tổng cộng: 4 lỗi, 1 lưu ý.",
        "Đã hỏi 6 video ở nơi khác: 1 còn, 4 không còn, 1 chưa hỏi được.",
    ]
    assert err == "1 video còn lỗi nên chưa hỏi: chạy inv check.\n"
    assert len(host.asked) == 4  # a film of two videos is asked for once


@pytest.mark.parametrize(
    ("id_", "code", "sums"),
    [(THERE, 0, "1 còn, 0 không"), (GONE, 1, "0 còn, 1 không"), (BUSY, 2, "0 còn, 0 không")],
)
def test_the_exit_code(
    site: Site, host: Host, id_: str, code: int, sums: str, capsys: pytest.CaptureFixture[str]
) -> None:
    youtube(site, "a", id_)
    assert video_check(site.content, host.services) == code
    assert sums in capsys.readouterr().out


def test_nothing_to_ask(site: Site, host: Host, capsys: pytest.CaptureFixture[str]) -> None:
    assert video_check(site.content, host.services) == 0
    assert host.asked == []
    assert video_check(site.root / "khong-co", host.services) == 1
    assert "không có thư mục nội dung" in capsys.readouterr().err


def still(width: int = 1280, height: int = 720) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (width, height), "green").save(data, "JPEG")
    return data.getvalue()


def test_a_poster_is_laid_beside_the_text(
    site: Site, host: Host, capsys: pytest.CaptureFixture[str]
) -> None:
    youtube(site, "phim", THERE)
    youtube(site, "sau", THERE)
    host.answers[f"/vi/{THERE}/hq720.jpg"] = Answer(data=still())
    assert video_poster(site.content, THERE, host.services) == 0
    assert (site.content / "video/phim.jpg").read_bytes() == still()
    assert host.asked == [f"GET /vi/{THERE}/{name}.jpg" for name in ("maxresdefault", "hq720")]
    out = capsys.readouterr().out
    assert f"Đã ghi {site.content}/video/phim.jpg (1280×720)." in out
    for name in ("phim", "sau"):
        assert f"thêm dòng này vào {site.content}/video/{name}.md\n    poster: phim.jpg\n" in out
    youtube(site, "phim", THERE, poster="phim.jpg")
    assert site.build() == 0
    assert any(name.startswith("anh/") for name in tree(site.output))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(status=404), "YouTube không có ảnh bìa nào"),
        (Answer(status=500), "Chưa hỏi được YouTube: máy chủ trả lời mã 500"),
        (Answer(data=still(120, 90)), "YouTube không có ảnh bìa nào"),
        (Answer(data=b"<svg onload=alert(1)>"), "không phải ảnh JPEG"),
        (Answer(data=still()[:200]), "Ảnh YouTube gửi về không dùng được"),
        (Answer(data=bytes(LARGEST + 1)), "Chưa hỏi được YouTube: câu trả lời lớn hơn 5 MB"),
    ],
    ids=["none", "busy", "in place of one", "no photo", "cut short", "too large"],
)
def test_without_a_poster_nothing_is_written(
    site: Site, host: Host, answer: Answer, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    youtube(site, "phim", THERE)
    host.answers |= {
        f"/vi/{THERE}/{name}.jpg": answer
        for name in ("maxresdefault", "hq720", "sddefault", "hqdefault", "mqdefault")
    }
    assert video_poster(site.content, THERE, host.services) == 1
    err = capsys.readouterr().err
    assert words in err
    assert "Cách sửa" in err
    assert list(tree(site.content)) == ["video/phim.md"]


def test_what_is_there_is_not_overwritten(
    site: Site, host: Host, capsys: pytest.CaptureFixture[str]
) -> None:
    youtube(site, "phim", THERE)
    site.write("video/phim.jpg", b"mine")
    assert video_poster(site.content, THERE, host.services) == 1
    assert "không ghi đè" in capsys.readouterr().err
    youtube(site, "phim", THERE, poster="bia.jpg")
    assert video_poster(site.content, THERE, host.services) == 1
    assert "đã có poster: bia.jpg" in capsys.readouterr().err
    assert (site.content / "video/phim.jpg").read_bytes() == b"mine"
    assert host.asked == []


def test_whom_the_poster_is_for(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert video_poster(site.content, THERE) == 1
    assert f"source: {{youtube: {THERE}}}" in capsys.readouterr().err
    assert video_poster(site.content, '"><script>') == 2
    assert "gõ 11 ký tự" in capsys.readouterr().err
    assert video_poster(site.root / "khong-co", THERE) == 1


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        (THERE, THERE),
        (f"https://www.youtube.com/watch?v={THERE}", THERE),
        (f"https://m.youtube.com/watch?app=m&v={THERE}&t=5", THERE),
        (f"https://youtu.be/{THERE}?si=x", THERE),
        (f"https://www.youtube.com/shorts/{THERE}", THERE),
        ("https://youtu.be/-AAAAAAAAA_", "-AAAAAAAAA_"),
        ("", ""),
        (THERE + "x", ""),
        ("../../passwd", ""),
        (f"https://youtube.com.example.org/{THERE}", ""),
        (f"https://example.org/?v={THERE}", ""),
    ],
)
def test_an_id_or_an_address(text: str, id_: str) -> None:
    assert youtube_id(text) == id_
