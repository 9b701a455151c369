"""Posters taken from films, on built sites; a stand-in for PyAV takes the stills."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from plugins.lint import check
from plugins.values import replace
from plugins.videos import frames, stills
from plugins.videos.probes import FilmError
from tests.support.sites import Site, tree
from tests.videos.making import SOUND, film, video_text

PAGE = "video/phim/"
MISSING = "chưa có ảnh bìa, mà bộ đọc phim (PyAV) chưa cài"


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of films of which a still was taken; their pictures are red."""
    names: list[str] = []

    def take(path: Path, container: str) -> bytes:
        names.append(path.name)
        data = io.BytesIO()
        Image.new("RGB", (640, 360), "red").save(data, "PNG")
        return data.getvalue()

    monkeypatch.setattr(stills, "take_still", take)
    monkeypatch.setattr(stills, "is_installed", lambda: True)
    return names


@pytest.fixture
def missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """PyAV is not there."""
    monkeypatch.setattr(stills, "is_installed", lambda: False)


def fill(site: Site, name: str = "phim", **fields: str) -> None:
    site.write(f"video/{name}.md", video_text(**{"source": "{file: phim.mp4}"} | fields))
    site.write("video/phim.mp4", film())


def renditions(site: Site) -> list[str]:
    """But for the card that pages without a photo share."""
    names = (name for name in tree(site.output) if name.startswith("anh/"))
    return [name for name in names if not name.endswith("-share.jpg")]


def test_a_poster_from_the_film(
    site: Site, taken: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    fill(site)
    assert site.build() == 0
    assert capsys.readouterr().err == ""
    (player,) = BeautifulSoup(site.page(PAGE), "html.parser").find_all("video")
    assert str(player["poster"]).lstrip("/") in renditions(site)
    assert (player["width"], player["height"]) == ("640", "360")
    assert taken == ["phim.mp4"]


def test_what_was_taken_is_kept_by_content(site: Site, taken: list[str]) -> None:
    fill(site)
    assert site.build() == 0
    before = tree(site.output)
    (site.content / "video/phim.mp4").rename(site.content / "video/hai.mp4")
    site.write("video/phim.md", video_text(source="{file: hai.mp4}"))
    assert site.build(site.root / "again", publish=False) == 0
    assert tree(site.root / "again") == before
    assert taken == ["phim.mp4"]
    site.write("video/hai.mp4", film(seconds=96))
    assert site.build() == 0
    assert taken == ["phim.mp4", "hai.mp4"]


def test_another_machine_gives_the_same_bytes(site: Site, taken: list[str]) -> None:
    fill(site)
    assert site.build() == 0
    assert replace(site, cache=site.root / "fresh").build(site.root / "again") == 0
    assert tree(site.root / "again") == tree(site.output)


def test_a_still_that_was_spoilt_in_the_cache_is_taken_anew(site: Site, taken: list[str]) -> None:
    fill(site)
    assert site.build() == 0
    (kept,) = (site.cache / "stills").iterdir()
    kept.write_bytes(b"x")
    assert site.build(site.root / "again") == 0
    assert tree(site.root / "again") == tree(site.output)
    assert len(taken) == 2


def test_what_was_kept_serves_where_pyav_is_missing(
    site: Site, taken: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(site)
    assert site.build() == 0
    monkeypatch.setattr(stills, "is_installed", lambda: False)
    assert site.build(site.root / "again") == 0
    assert tree(site.root / "again") == tree(site.output)


def test_the_editors_poster_wins(site: Site, taken: list[str]) -> None:
    fill(site, poster="bia.jpg")
    data = io.BytesIO()
    Image.new("RGB", (64, 36)).save(data, "JPEG")
    site.write("video/bia.jpg", data.getvalue())
    assert site.build() == 0
    assert (taken, len(renditions(site)) > 0) == ([], True)


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        ({"status": "withdrawn"}, 0),
        ({"status": "draft"}, 0),
        ({"date": "2021-03-01 08:00:01"}, 0),
        ({"status": "hidden"}, 1),
        ({"source": "{youtube: dQw4w9WgXcQ}"}, 0),
        ({"source": "{url: 'https://example.org/a.mp4'}"}, 0),
    ],
    ids=["withdrawn", "draft", "scheduled", "hidden", "YouTube", "elsewhere"],
)
def test_of_what_is_not_shown_nothing_is_taken(
    site: Site, taken: list[str], fields: dict[str, str], count: int
) -> None:
    fill(site, **fields)
    assert site.build() == 0
    assert len(taken) == count
    assert bool(renditions(site)) == bool(count)


def test_without_pyav_a_film_has_no_poster_and_the_cure_is_told(
    site: Site, missing: None, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(site)
    assert site.build() == 0
    err = capsys.readouterr().err
    assert f"video/phim.md:4: LƯU Ý: {MISSING}" in err
    assert "Cách sửa: chạy make video một lần, hoặc đặt một ảnh cạnh phim" in err
    assert renditions(site) == []
    assert check(site.content) == 0
    assert MISSING in capsys.readouterr().out


def test_a_film_that_cannot_be_decoded_stops_the_build(
    site: Site, taken: list[str], monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    def fail(path: Path, container: str) -> bytes:
        raise FilmError("không lấy được hình nào từ phim", "chép lại")

    monkeypatch.setattr(stills, "take_still", fail)
    fill(site)
    fill(site, "hai")
    fill(site, "ba", status="draft")
    assert site.build() == 1
    assert capsys.readouterr().err.count("video/phim.mp4: LỖI: không lấy được hình nào") == 1
    assert not site.output.exists()


def test_a_draft_that_cannot_be_decoded_stops_nobody(
    site: Site, taken: list[str], monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    def fail(path: Path, container: str) -> bytes:
        raise FilmError("không lấy được hình nào từ phim", "chép lại")

    monkeypatch.setattr(stills, "take_still", fail)
    fill(site, status="draft")
    assert site.build(drafts=True) == 0
    assert "video/phim.mp4: LƯU Ý: không lấy được hình nào" in capsys.readouterr().err


def test_a_film_without_picture_is_told_once(
    site: Site, missing: None, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(site)
    site.write("video/phim.mp4", film(tracks=SOUND))
    assert site.build() == 1
    err = capsys.readouterr().err
    assert "video/phim.mp4: LỖI: phim không có hình, chỉ có tiếng" in err
    assert MISSING not in err


def test_whether_pyav_is_installed_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames.importlib.util, "find_spec", lambda name: None)
    assert not frames.is_installed()
    monkeypatch.setattr(frames.importlib.util, "find_spec", lambda name: name == "av" or None)
    assert frames.is_installed()
