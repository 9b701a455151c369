"""Files beside a video's text: found, or missed with the name that was meant."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from PIL import Image

from plugins.content.posts import Film
from plugins.problems import Problem
from plugins.videos import media as media_module
from plugins.videos.media import Media, find_media
from tests.videos.making import (
    FTYP,
    MDAT,
    PICTURE,
    SOUND,
    WEBVTT,
    a_film,
    box,
    entry,
    film,
    late,
    trak,
    webm,
)

FILE = ("file", "phim.mp4")
PAGE = "video/phim.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """content/video/ with a film, a poster, captions and the text."""
    made = tmp_path / "video"
    made.mkdir()
    (made / "phim.md").write_text("…", encoding="utf-8")
    (made / "phim.mp4").write_bytes(film())
    Image.new("RGB", (64, 36)).save(made / "bia.jpg")
    (made / "loi.vtt").write_text(WEBVTT, encoding="utf-8")
    return made


WHOLE = {"source": FILE, "poster": "bia.jpg", "captions": (("vi", "loi.vtt"),)}


def find(folder: Path, *films: Film) -> tuple[dict[str, Media], list[str]]:
    found, problems = find_media(folder.parent, films)
    assert all(problem.hint for problem in problems)
    return found, [told(problem) for problem in problems]


def told(problem: Problem) -> str:
    place = f"{problem.path}:{problem.line}" if problem.line else problem.path
    return f"{place}: {'? ' if problem.level == 'warning' else ''}{problem.message}"


def test_everything_is_found(folder: Path) -> None:
    found, problems = find(folder, a_film(**WHOLE))
    assert problems == []
    media = found[PAGE]
    assert (media.film, media.poster) == (folder / "phim.mp4", folder / "bia.jpg")
    assert media.probe is not None
    assert media.probe.seconds == 95
    assert media.poster_known is not None
    size = media.poster_known.probe.size
    assert (size.width, size.height) == (64, 36)
    assert [(caption.lang, caption.path) for caption in media.captions] == [
        ("vi", folder / "loi.vtt")
    ]


def test_names_in_whatever_form_the_file_system_has_them(folder: Path) -> None:
    for old, new in (("phim.mp4", "Chuyến xe.mp4"), ("bia.jpg", "bìa.jpg"), ("loi.vtt", "lời.vtt")):
        (folder / old).rename(folder / unicodedata.normalize("NFD", new))
    found, problems = find(
        folder,
        a_film(source=("file", "Chuyến xe.mp4"), poster="bìa.jpg", captions=(("vi", "lời.vtt"),)),
    )
    assert problems == []
    assert found[PAGE].film is not None
    assert found[PAGE].poster is not None
    assert len(found[PAGE].captions) == 1


def test_no_folder_and_no_films(tmp_path: Path) -> None:
    assert find_media(tmp_path, []) == ({}, [])
    (tmp_path / "video").mkdir()
    assert find_media(tmp_path, []) == ({}, [])


@pytest.mark.parametrize("kind", ["youtube", "url"])
def test_a_film_elsewhere_needs_no_file(folder: Path, kind: str) -> None:
    value = "https://example.org/a.mp4" if kind == "url" else "dQw4w9WgXcQ"
    found, problems = find(folder, a_film(**WHOLE | {"source": (kind, value)}))
    assert found[PAGE].film is None
    assert found[PAGE].poster is not None
    assert problems == ["video/phim.mp4: ? không video nào dùng tệp này"]


@pytest.mark.parametrize(
    ("values", "problem", "hint"),
    [
        ({"source": ("file", "Phim.MP4")}, "4: không có tệp “Phim.MP4”", "phim.mp4"),
        ({"source": ("file", "phim.mp")}, "4: không có tệp “phim.mp”", "phim.mp4"),
        ({"source": ("file", "zzz.mov")}, "4: không có tệp “zzz.mov”", "chép tệp vào cạnh"),
        ({"poster": "bia.png"}, "5: không có tệp “bia.png”", "bia.jpg"),
        ({"captions": (("vi", "lời.vtt"),)}, "6: không có tệp “lời.vtt”", "loi.vtt"),
    ],
    ids=str,
)
def test_a_missing_file_and_the_name_that_was_meant(
    folder: Path, values: dict[str, object], problem: str, hint: str
) -> None:
    problems = find_media(folder.parent, [a_film(**WHOLE | values)])[1]
    (error,) = (found for found in problems if found.level == "error")
    assert told(error) == f"{PAGE}:{problem}"
    assert hint in error.hint


def test_the_text_itself_is_never_what_was_meant(folder: Path) -> None:
    (folder / "phim.mp4").unlink()
    _, (problem,) = find_media(folder.parent, [a_film(**WHOLE)])
    assert problem.message == "không có tệp “phim.mp4”"
    assert ".md”" not in problem.hint


def test_all_that_is_missing_is_told_at_once(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()
    captions = (("vi", "loi.vtt"), ("en", "en.vtt"))
    found, problems = find(folder, a_film(**WHOLE | {"captions": captions}))
    assert problems == [
        f"{PAGE}:4: không có tệp “phim.mp4”",
        f"{PAGE}:5: không có tệp “bia.jpg”",
        f"{PAGE}:6: không có tệp “loi.vtt”",
        f"{PAGE}:6: không có tệp “en.vtt”",
    ]
    assert found == {PAGE: Media()}


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("phim.mov", film(), f"{PAGE}:4: “phim.mov” không phải phim MP4 hay WebM"),
        ("phim.md", b"", f"{PAGE}:4: “phim.md” không phải phim MP4 hay WebM"),
        ("chu.mp4", "chữ".encode(), "video/chu.mp4: tệp này không phải phim MP4"),
        ("cut.mp4", film()[:-9], "video/cut.mp4: phim bị hỏng hoặc chép chưa hết"),
        ("rong.MP4", b"", "video/rong.MP4: tệp này không phải phim MP4"),
        ("mp4.webm", film(), "video/mp4.webm: tệp này không phải phim WebM"),
        ("webm.mp4", webm(), "video/webm.mp4: tệp này không phải phim MP4"),
        ("cut.webm", webm()[:-1], "video/cut.webm: phim bị hỏng hoặc chép chưa hết"),
    ],
)
def test_what_is_no_film(folder: Path, name: str, data: bytes, problem: str) -> None:
    (folder / "phim.mp4").unlink()
    (folder / name).write_bytes(data)
    found, problems = find(folder, a_film(**WHOLE | {"source": ("file", name)}))
    assert problems == [problem]
    assert (found[PAGE].film, found[PAGE].probe) == (None, None)


@pytest.mark.parametrize("name", ["a.mp4", "A.MP4", "a.m4v", "a.webm", "A.WebM"])
def test_endings_of_films(folder: Path, name: str) -> None:
    (folder / "phim.mp4").unlink()
    (folder / name).write_bytes(webm() if name.lower().endswith("webm") else film())
    found, problems = find(folder, a_film(**WHOLE | {"source": ("file", name)}))
    assert problems == []
    assert found[PAGE].film == folder / name


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (film(tracks=SOUND), "video/phim.mp4: phim không có hình, chỉ có tiếng"),
        (
            film(tracks=trak(entry(b"hvc1"))),
            "video/phim.mp4: nhiều trình duyệt không phát được hình HEVC (H.265) trong tệp MP4",
        ),
        (
            late(),
            "video/phim.mp4: ? phim chỉ phát được sau khi tải hết"
            " (mục lục của phim nằm ở cuối tệp)",
        ),
        (film(seconds=3 * 3600), "video/phim.mp4: ? phim dài 3 giờ 00 phút, ít ai xem hết"),
        (FTYP + box(b"moov", PICTURE) + MDAT, f"{PAGE}:4: ? không rõ phim dài bao lâu"),
    ],
    ids=["no picture", "HEVC", "index last", "three hours", "no length"],
)
def test_what_readers_would_suffer_from(folder: Path, data: bytes, problem: str) -> None:
    (folder / "phim.mp4").write_bytes(data)
    assert find(folder, a_film(**WHOLE))[1] == [problem]
    (folder / "phim.mp4").write_bytes(film())
    assert find(folder, a_film(**WHOLE))[1] == []


def test_the_editor_may_say_how_long_a_film_is(folder: Path) -> None:
    (folder / "phim.mp4").write_bytes(FTYP + box(b"moov", PICTURE) + MDAT)
    assert find(folder, a_film(**WHOLE, seconds=95))[1] == []


def test_what_two_videos_share_is_told_once(folder: Path) -> None:
    (folder / "phim.mp4").write_bytes(film(tracks=SOUND))
    (folder / "loi.vtt").write_bytes(b"x")
    assert len(find(folder, a_film(**WHOLE), a_film("hai", **WHOLE))[1]) == 2


def test_a_large_film_had_better_lie_elsewhere(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(media_module, "LARGE", len(film()))
    assert find(folder, a_film(**WHOLE))[1] == []
    monkeypatch.setattr(media_module, "LARGE", len(film()) - 1)
    found, problems = find(folder, a_film(**WHOLE))
    assert problems == [f"{PAGE}:4: ? phim nặng 0 MB"]
    assert found[PAGE].film is not None


@pytest.mark.parametrize(
    ("address", "right"),
    [
        ("https://thuvien.example.org/phim/a.mp4", True),
        ("https://example.org:8443/a.mp4?b=1", True),
        ("https://xn--thvin-lta3q.example/a.mp4", True),
        ("https://thưviện.example/a.mp4", False),  # no content security policy can name it
        ("https://[", False),
        ("https://[::1]/a.mp4", False),
        ("https:///a.mp4", False),
        ("https://a;script-src/*", False),
        ("https://a,b/", False),
        ("https://user:word@example.org/a.mp4", False),
        ("https://*/a.mp4", False),
        ("https://a.example\\b/", False),
    ],
)
def test_an_address_that_the_page_can_let_in(folder: Path, address: str, right: bool) -> None:
    film = a_film(source=("url", address))
    problems = [problem for problem in find(folder, film)[1] if problem.startswith(PAGE)]
    assert problems == ([] if right else [f"{PAGE}:4: không dùng được địa chỉ “{address}”"])


def test_a_large_film_is_told_by_its_weight(folder: Path) -> None:
    with (folder / "phim.mp4").open("wb") as file:
        file.write(film() + (0).to_bytes(4) + b"mdat")
        file.truncate(59_600_000)  # takes no place on the disk
    assert find(folder, a_film(**WHOLE))[1] == [f"{PAGE}:4: ? phim nặng 60 MB"]


def test_a_poster_that_is_no_photo(folder: Path) -> None:
    (folder / "bia.jpg").write_text("chữ", encoding="utf-8")
    found, problems = find(folder, a_film(**WHOLE))
    assert problems == ["video/bia.jpg: tệp này là chữ, không phải ảnh"]
    assert (found[PAGE].poster, found[PAGE].poster_known) == (None, None)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (WEBVTT.encode(), ""),
        (b"WEBVTT", ""),
        (b"\xef\xbb\xbfWEBVTT\r\n\r\n", ""),
        (b"WEBVTT - phim\n", ""),
        (b"WEBVTT\tphim\n", ""),
        (b"", ":1: không phải tệp WebVTT"),
        (b"WEBVTTX\n", ":1: không phải tệp WebVTT"),
        (b"\nWEBVTT\n", ":1: không phải tệp WebVTT"),
        (b"webvtt\n", ":1: không phải tệp WebVTT"),
        (b"1\n00:00:00,000 --> 00:00:02,000\nSubRip\n", ":1: không phải tệp WebVTT"),
        (b"WEBVTT\n\xff", ":2: tệp không phải chữ UTF-8"),
        (WEBVTT.encode("utf-16"), ":1: tệp được lưu theo bảng mã UTF-16"),
    ],
)
def test_captions_are_webvtt(folder: Path, data: bytes, problem: str) -> None:
    (folder / "loi.vtt").write_bytes(data)
    found, problems = find(folder, a_film(**WHOLE))
    assert problems == ([f"video/loi.vtt{problem}"] if problem else [])
    assert len(found[PAGE].captions) == (0 if problem else 1)


@pytest.mark.parametrize(
    ("values", "problems"),
    [
        ({}, []),
        ({"source": FILE, "poster": "bia.jpg"}, ["video/loi.vtt:7: lời này bắt đầu khi phim đã"]),
        ({"seconds": 95}, ["video/loi.vtt:7: lời này bắt đầu khi phim đã"]),
        ({"seconds": 3600}, []),
        # The film knows better than the editor how long it is.
        ({"source": FILE, "seconds": 3600}, ["video/loi.vtt:7: lời này bắt đầu khi phim đã"]),
    ],
    ids=["nobody knows", "the film", "the editor", "long enough", "both"],
)
def test_captions_beyond_the_end_of_the_film(
    folder: Path, values: dict[str, object], problems: list[str]
) -> None:
    text = f"{WEBVTT}\n\n02:00.000 --> 02:01.000\nLời\n"
    (folder / "loi.vtt").write_text(text, encoding="utf-8")
    found, told_ = find(folder, a_film(captions=(("vi", "loi.vtt"),), **values))
    errors = [problem for problem in told_ if ": ? " not in problem]
    assert len(errors) == len(problems)
    assert all(one.startswith(start) for one, start in zip(errors, problems, strict=True))
    assert len(found[PAGE].captions) == (0 if problems else 1)


def test_overlapping_captions_are_published_with_a_warning(folder: Path) -> None:
    text = f"{WEBVTT}\n00:01.000 --> 00:03.000\nLời\n"
    (folder / "loi.vtt").write_text(text, encoding="utf-8")
    found, problems = find(folder, a_film(**WHOLE))
    assert problems == ["video/loi.vtt:6: ? lời này hiện chồng lên lời ở dòng 3"]
    assert len(found[PAGE].captions) == 1


def test_files_that_no_video_uses_are_told(folder: Path) -> None:
    for name in ("thừa.mp4", ".DS_Store", "~nháp.mp4"):
        (folder / name).write_bytes(b"x")
    (folder / "thu-muc").mkdir()
    (folder / "link.mp4").symlink_to(folder / "phim.mp4")
    assert find(folder, a_film(**WHOLE))[1] == ["video/thừa.mp4: ? không video nào dùng tệp này"]


def test_a_file_may_belong_to_a_video_that_could_not_be_read(folder: Path) -> None:
    (folder / "hai.md").write_text("…", encoding="utf-8")
    (folder / "hai.mp4").write_bytes(film())
    assert find(folder, a_film(**WHOLE))[1] == []
    assert find(folder, a_film(**WHOLE), a_film("hai"))[1] == [
        "video/hai.mp4: ? không video nào dùng tệp này"
    ]


def test_a_link_is_no_file(folder: Path) -> None:
    (folder / "phim.mp4").unlink()
    (folder / "phim.mp4").symlink_to("/etc/hostname")
    assert find(folder, a_film(**WHOLE))[1] == [f"{PAGE}:4: không có tệp “phim.mp4”"]


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_what_is_not_published_stops_nothing(folder: Path, state: str) -> None:
    (folder / "phim.mp4").write_bytes(b"x")
    (folder / "loi.vtt").write_bytes(b"x")
    values = WHOLE | {"poster": "khong-co.jpg", "state": state}
    problems = find(folder, a_film(**values))[1]
    assert len(problems) == 4
    assert all(": ? " in problem for problem in problems)


@pytest.mark.parametrize("state", ["published", "hidden", "scheduled"])
def test_what_is_published_or_will_be_must_be_right(folder: Path, state: str) -> None:
    assert find(folder, a_film(**WHOLE | {"state": state, "poster": "khong.jpg"}))[1][0] == (
        f"{PAGE}:5: không có tệp “khong.jpg”"
    )


def test_two_videos_may_share_a_file(folder: Path) -> None:
    found, problems = find(folder, a_film(**WHOLE), a_film("hai", **WHOLE))
    assert problems == []
    assert found[PAGE] == found["video/hai.md"]
