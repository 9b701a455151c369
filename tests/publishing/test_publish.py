"""`inv publish` and `inv rollback` as a whole: releases side by side, and only good ones."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.publishing import plain_folder, publish, rollback
from plugins.publishing.manifests import NAME
from plugins.publishing.plain_folder import MARKER
from plugins.publishing.releases import standing
from plugins.turns import turn
from tests.conftest import ROOT
from tests.support.debian import is_root
from tests.support.sites import NOW, Site, tree

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows gives links to administrators")

Said = pytest.CaptureFixture[str]


@pytest.fixture
def place(site: Site, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site of one post, and where it is to go."""
    monkeypatch.delenv("SITE_URL", raising=False)
    site.post("mot", title="Một")
    return site.root / "srv"


def run(
    site: Site, to: Path | str, *, keep: int = 5, force: bool = False, forget: bool = False
) -> int:
    return publish(
        site.content, str(to), now=NOW, cache=site.cache, keep=keep, force=force, forget=forget
    )


def back(site: Site, to: Path | str = "", release: str = "", *, listing: bool = False) -> int:
    return rollback(str(to), release, listing=listing, cache=site.cache)


def shown(place: Path) -> dict[str, bytes]:
    """What is served, without packed copies."""
    files = tree((place / "current").resolve())
    return {name: data for name, data in files.items() if not name.endswith((".gz", ".br", MARKER))}


def test_a_web_server_may_read_all_of_it(site: Site, place: Path) -> None:
    """Whatever the umask of who publishes."""
    before = os.umask(0o077)
    try:
        assert run(site, place) == 0
        assert os.umask(0o077) == 0o077
    finally:
        os.umask(before)
    modes = {
        (path.is_dir(), path.stat().st_mode & 0o777)
        for path in [place, *place.rglob("*")]
        if not path.is_symlink()
    }
    assert modes == {(True, 0o755), (False, 0o644)}


def test_it_publishes_what_a_build_gives(site: Site, place: Path, capsys: Said) -> None:
    assert run(site, place) == 0
    files = shown(place)
    there = standing(place)
    said = capsys.readouterr().out.splitlines()
    assert said[-2].startswith(f"Đã đăng {len(files)} tệp (")
    assert said[-2].endswith(f"bản {there.current}.")
    assert said[-1].startswith(f"Máy chủ web phục vụ {place}/current/")
    assert NAME.fullmatch(there.current)
    assert site.build(search="required", publish=True) == 0
    assert files == tree(site.output)


def test_the_same_again_writes_nothing_and_is_one_release(
    site: Site, place: Path, capsys: Said
) -> None:
    run(site, place)
    before = tree((place / "current").resolve())
    capsys.readouterr()
    assert run(site, place) == 0
    assert "(0 tệp mới hoặc đổi" in capsys.readouterr().out
    after = tree((place / "current").resolve())
    assert before == after
    run(site, place, keep=1)
    assert len(standing(place).names) == 1


def test_back_to_the_release_before(site: Site, place: Path, capsys: Said) -> None:
    run(site, place)
    first = shown(place)
    site.post("mot", title="Tên sai")
    run(site, place)
    second = shown(place)
    capsys.readouterr()
    assert back(site, listing=True) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.endswith("← đang đăng") for line in lines] == [True, False]
    assert back(site) == 0  # where was published last
    assert f"{place} nay hiện bản {standing(place).current}" in capsys.readouterr().out
    assert shown(place).items() >= first.items()
    assert back(site, place, lines[0].split()[0]) == 0
    assert shown(place).items() >= second.items()


def test_where_nothing_was_published(site: Site, place: Path, capsys: Said) -> None:
    (place / "releases").mkdir(parents=True)
    for to, words in (
        ("", "Chưa biết quay lại ở đâu"),
        (place, "thư mục này không giữ các bản đã đăng"),
        (place / "none", "thư mục này không giữ các bản đã đăng"),
        (site.content, "thư mục này không giữ các bản đã đăng"),
    ):
        assert back(site, to) == 1
        said = capsys.readouterr()
        assert words in said.err
        assert (said.out, said.err.count("\n")) == ("", 1)


def test_a_build_with_errors_touches_nothing(site: Site, place: Path, capsys: Said) -> None:
    run(site, place)
    before = tree(place)
    site.post("mot", date="32/13/2021")
    assert run(site, place) == 1
    assert "không có ngày giờ" in capsys.readouterr().err
    assert tree(place) == before


@pytest.mark.parametrize("there", [False, True])
def test_nothing_is_made_when_the_first_build_fails(site: Site, place: Path, there: bool) -> None:
    if there:
        place.mkdir()
    site.post("mot", date="32/13/2021")
    assert run(site, place) == 1
    assert place.exists() is there
    assert not tree(site.root / "srv")


def test_half_a_site_is_not_published(site: Site, place: Path, capsys: Said) -> None:
    for number in range(60):
        site.post(f"bai-{number}", title=f"Bài {number}")
    run(site, place)
    before = standing(place)
    for number in range(60):
        shutil.rmtree(site.content / f"tin-tuc/2021/bai-{number}")
    capsys.readouterr()
    assert run(site, place) == 1
    said = capsys.readouterr().err
    assert "không đăng, bản đang đăng vẫn còn nguyên" in said
    assert "chạy lại với --force" in said
    assert standing(place) == before
    assert run(site, place, force=True) == 0
    assert not (place / "current/tin-tuc/2021/bai-1").exists()


def test_what_must_go_goes(site: Site, place: Path) -> None:
    run(site, place)
    site.post("mot", title="Khác")
    run(site, place)
    site.post("mot", title="Khác nữa")
    assert run(site, place, forget=True) == 0
    assert len(standing(place).names) == 1
    assert site.build(search="required", publish=True) == 0
    assert shown(place) == tree(site.output)


def test_a_folder_of_the_old_kind_goes_on(site: Site, place: Path, capsys: Said) -> None:
    """What the web server was told to serve is where it was."""
    assert publish(site.content, str(place), now=NOW, cache=site.cache, plain=True) == 0
    site.post("mot", title="Khác")
    capsys.readouterr()
    assert run(site, place) == 0
    assert "Thư mục này chỉ giữ một bản" in capsys.readouterr().out
    assert plain_folder.is_release(place)
    assert "Khác" in (place / "index.html").read_text(encoding="utf-8")
    assert not (place / "releases").exists()


def test_a_release_is_no_place(site: Site, place: Path, capsys: Said) -> None:
    run(site, place)
    before = tree(place)
    capsys.readouterr()
    for inside in ("current", "releases", "current/tin-tuc", "releases/new"):
        for plain in (False, True):
            to = str(place / inside)
            assert publish(site.content, to, now=NOW, cache=site.cache, plain=plain) == 1
            assert "đây là nơi giữ các bản đã đăng" in capsys.readouterr().err
    assert tree(place) == before


def test_a_place_of_releases_is_not_replaced(site: Site, place: Path, capsys: Said) -> None:
    run(site, place)
    before = tree(place)
    assert publish(site.content, str(place), now=NOW, cache=site.cache, plain=True) == 1
    assert "hãy bỏ --plain" in capsys.readouterr().err
    assert publish(site.content, str(place), now=NOW, cache=site.cache, keep=0) == 1
    assert "--keep 0: phải giữ ít nhất 1 bản" in capsys.readouterr().err
    assert tree(place) == before


def test_one_at_a_time(site: Site, place: Path, capsys: Said) -> None:
    run(site, place)
    before = tree(place)
    site.post("mot", title="Khác")
    with turn(place / "releases/.lock~"):
        assert run(site, place) == 1
        assert back(site, place) == 1
    assert capsys.readouterr().err.count("một lần đăng khác đang chạy") == 2
    assert tree(place) == before
    assert run(site, place) == 0


def test_two_at_once(site: Site, place: Path) -> None:
    """In processes of their own: one publishes, the other says that it is not its turn, or both do
    one after the other. Nothing is left lying about."""
    code = (
        "import sys; from pathlib import Path; from plugins.publishing import publish\n"
        "content, to, now, cache = sys.argv[1:]\n"
        "sys.exit(publish(Path(content), to, now=now, cache=Path(cache)))"
    )
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", code, site.content, place, NOW, site.cache],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "SITE_URL": "https://a.example"},
        )
        for _ in range(2)
    ]
    ends = [(one.communicate(), one.returncode) for one in runs]
    assert 0 in {code for _, code in ends}, ends
    for (_, said), code in ends:
        assert code == 0 or "một lần đăng khác đang chạy" in said
    assert {path.name for path in place.iterdir()} == {"current", "releases"}
    names = {path.name for path in (place / "releases").iterdir()}
    assert names == {MARKER, *standing(place).names}
    assert "https://a.example/" in (place / "current/index.html").read_text(encoding="utf-8")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, of 8 MB."""
    if sys.platform != "linux" or not is_root():
        pytest.skip("only root mounts a small disk, on Linux")
    disk = tmp_path / "disk"
    disk.mkdir()
    mount, umount = shutil.which("mount"), shutil.which("umount")
    line = [str(mount), "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(disk)]
    if subprocess.run(line, capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nobody mount")
    try:
        yield disk
    finally:
        subprocess.run([str(umount), str(disk)], check=True)


def test_a_full_disk(site: Site, place: Path, small_disk: Path, capsys: Said) -> None:
    del place
    srv = small_disk / "srv"
    assert run(site, srv) == 0
    before = tree(srv)
    site.post("mot", title="Khác")
    (small_disk / "filler").write_bytes(bytes(8 << 20 >> 1))
    free = os.statvfs(small_disk)
    (small_disk / "rest").write_bytes(bytes(max(0, free.f_bavail * free.f_frsize - 32_768)))
    capsys.readouterr()
    assert run(site, srv) == 1
    said = capsys.readouterr().err
    assert "Không ghi được" in said
    assert "Bản đang đăng vẫn còn nguyên" in said
    assert tree(srv) == before
    (small_disk / "rest").unlink()
    (small_disk / "filler").unlink()
    assert run(site, srv) == 0
    assert "Khác" in (srv / "current/index.html").read_text(encoding="utf-8")
