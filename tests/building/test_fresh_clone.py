"""In a fresh clone that has got the folders which workflows keep, nothing is made twice."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NoReturn

import pytest
from PIL import Image

from plugins.search import adapter
from plugins.search.records import Record
from plugins.videos import stills
from tests.support.forges import kept_folders
from tests.support.sites import Site, tree
from tests.videos.making import video_text

SAMPLE_FILM = Path(__file__).parents[2] / "content/video/mot-chuyen-xe-thu-vien.mp4"


@pytest.fixture
def first(tmp_path: Path) -> Site:
    """A published site with photos, a film without a poster, and texts to be found."""
    site = Site(root=tmp_path / "một", cache=tmp_path / "một/.cache")
    site.post("bai", title="Bài có ảnh")
    for number in range(2):
        Image.effect_noise((500 + number, 400), 80).save(
            site.content / f"tin-tuc/2021/bai/a{number}.png"
        )
    site.write("video/phim.md", video_text(source="{file: phim.mp4}"))
    site.write("video/phim.mp4", SAMPLE_FILM.read_bytes())
    assert site.build(publish=True, search="required") == 0
    return site


@pytest.mark.parametrize("forge", ["GitHub", "GitLab"])
def test_nothing_is_made_anew(
    first: Site,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    forge: str,
) -> None:
    assert "0 ảnh xử lý mới" not in capsys.readouterr().out
    other = Site(root=tmp_path / "hai", cache=tmp_path / "hai/.cache")
    shutil.copytree(first.content, other.content, copy_function=shutil.copyfile)  # times of now
    for folder in kept_folders(forge):
        if (first.root / folder).exists():
            shutil.copytree(first.root / folder, other.root / folder)

    def never(*_: object) -> NoReturn:
        raise AssertionError

    monkeypatch.setattr(adapter, "make_index", never)
    monkeypatch.setattr(stills, "take_still", never)
    assert other.build(publish=True, search="required") == 0
    assert "0 ảnh xử lý mới" in capsys.readouterr().out
    assert tree(other.output) == tree(first.output)


def test_a_changed_text_has_a_new_index(first: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Record] = []

    def make(records: tuple[Record, ...]) -> dict[str, bytes]:
        made.extend(records)
        return {}

    monkeypatch.setattr(adapter, "make_index", make)
    first.post("bai", title="Bài đã sửa")
    assert first.build(publish=True, search="required") == 0
    assert "Bài đã sửa" in [record.title for record in made]
