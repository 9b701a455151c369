"""`inv publish --plain` as a whole: the build goes aside, and only a good one is swapped in."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from plugins.publishing import publish
from plugins.publishing.plain_folder import MARKER
from plugins.turns import BusyError, lock_beside, turn
from tests.conftest import ROOT
from tests.support.sites import NOW, Site, tree


@pytest.fixture
def place(site: Site, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site of one post, and where it is to go."""
    monkeypatch.delenv("SITE_URL", raising=False)
    site.post("mot", title="Một")
    return site.root / "srv"


def run(site: Site, place: Path, now: str = NOW) -> int:
    return publish(site.content, str(place), now=now, cache=site.cache, plain=True)


def beside(place: Path) -> list[str]:
    return sorted(path.name for path in place.parent.iterdir() if place.name in path.name)


def test_it_publishes_what_a_build_gives(
    site: Site, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(site, place) == 0
    files = tree(place)
    assert f"Đã đăng {len(files) - 1} tệp (" in capsys.readouterr().out
    del files[MARKER]
    assert site.build(search="required", publish=True) == 0
    assert files == tree(site.output)
    assert beside(place) == ["srv"]


def test_the_same_again_is_the_same_and_writes_nothing(
    site: Site, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(site, place)
    before = tree(place)
    capsys.readouterr()
    assert run(site, place) == 0
    assert "(0 tệp mới hoặc đổi" in capsys.readouterr().out
    assert tree(place) == before


def test_what_is_gone_from_content_is_gone_from_the_release(site: Site, place: Path) -> None:
    post = site.post("hai", title="Hai")
    run(site, place)
    shutil.rmtree(post.parent)
    (place / "left-by-hand.txt").touch()
    assert run(site, place) == 0
    assert not (place / "tin-tuc/2021/hai").exists()
    assert not (place / "left-by-hand.txt").exists()


def test_a_lost_list_of_files_lets_nothing_stale_through(site: Site, place: Path) -> None:
    post = site.post("hai", title="Hai")
    run(site, place)
    shutil.rmtree(post.parent)
    shutil.rmtree(site.cache / "outputs")
    assert run(site, place) == 0
    assert not (place / "tin-tuc/2021/hai").exists()


def test_a_build_with_errors_touches_nothing(
    site: Site, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(site, place)
    before = tree(place)
    site.post("mot", date="32/13/2021")
    assert run(site, place) == 1
    assert "không có ngày giờ" in capsys.readouterr().err
    assert tree(place) == before
    assert beside(place) == ["srv"]


@pytest.mark.parametrize("now", ["hôm nay", NOW])
def test_nothing_is_made_when_the_first_build_fails(site: Site, place: Path, now: str) -> None:
    site.post("mot", date="32/13/2021")
    assert run(site, place, now=now) == 1
    assert beside(place) == []


def test_a_build_that_fails_still_brings_back_what_a_killed_run_left(
    site: Site, place: Path
) -> None:
    run(site, place)
    before = tree(place)
    place.rename(place.with_name(".srv.old~"))
    site.post("mot", date="32/13/2021")
    assert run(site, place) == 1
    assert tree(place) == before
    assert beside(place) == ["srv"]


def test_a_full_disk(
    site: Site, place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(site, place)
    before = tree(place)
    site.post("mot", title="Khác")

    def full(_: object, target: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))

    monkeypatch.setattr(os, "link", full)
    monkeypatch.setattr("plugins.publishing.plain_folder.shutil.copyfile", full)
    assert run(site, place) == 1
    said = capsys.readouterr().err
    assert "Không ghi được" in said
    assert "Bản đang đăng vẫn còn nguyên" in said
    assert tree(place) == before
    assert beside(place) == ["srv"]


def test_a_link_is_followed(site: Site, place: Path) -> None:
    link = site.root / "www"
    link.symlink_to(place)
    assert run(site, link) == 0
    assert link.is_symlink()
    assert (place / "index.html").is_file()
    assert beside(link) == ["www"]


def test_refusals_are_one_sentence(
    site: Site, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place.mkdir()
    (place / "thu.txt").touch()
    assert run(site, place) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert said.startswith(f"{place}: thư mục không trống")
    assert [path.name for path in place.iterdir()] == ["thu.txt"]


def test_one_at_a_time(site: Site, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with turn(lock_beside(place)):
        assert run(site, place) == 1
        assert "một lần đăng khác đang chạy" in capsys.readouterr().err
        assert not place.exists()
        with pytest.raises(BusyError), turn(lock_beside(place)):
            pass
        with turn(lock_beside(place.with_name("other"))):
            pass
    assert run(site, place) == 0
    assert beside(place) == ["srv"]


def test_a_lock_that_a_killed_run_left_stops_nobody(site: Site, place: Path) -> None:
    place.with_name(".srv.lock~").touch()
    assert run(site, place) == 0
    assert beside(place) == ["srv"]


def test_the_command(site: Site, place: Path) -> None:
    """In its own process, at the address that the environment names."""

    def inv(address: str) -> subprocess.CompletedProcess[str]:
        line = [sys.executable, "-m", "invoke", "publish", "--plain", "--now", NOW]
        line += ["--content", str(site.content), "--to", str(place)]
        environment = {**os.environ, "SITE_URL": address}
        return subprocess.run(
            line, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False
        )

    done = inv("https://thu-vien.github.io/ban-sao")
    assert done.returncode == 0, done.stderr
    assert "https://thu-vien.github.io/ban-sao/" in (place / "index.html").read_text("utf-8")
    before = tree(place)
    wrong = inv("thu-vien.github.io")
    assert wrong.returncode == 1
    assert "“url” phải là địa chỉ như https://example.org" in wrong.stderr
    assert tree(place) == before
