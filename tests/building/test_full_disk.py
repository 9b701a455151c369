"""A disk without room: the build says so, and the next one that has room is right."""

from __future__ import annotations

import random
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.values import replace
from tests.building.killing import full_at, operations
from tests.building.test_incremental import PHOTOS
from tests.support.houses import House
from tests.support.processes import POSIX

POINTS, LONG_POINTS = 6, 60


@pytest.fixture
def house(tmp_path: Path) -> House:
    """Ten posts, two of them with a photo each."""
    made = House(tmp_path)
    for number in range(10):
        made.site.post(f"bai-{number}", title=f"Bài {number}", body="Chữ.\n\n" * 300)
    for number, photo in enumerate((PHOTOS[0], PHOTOS[0])):
        data = photo.read_bytes()
        comment = b"\xff\xfe\x00\x03" + bytes([65 + number])
        path = made.site.content / f"tin-tuc/2021/bai-{number}/anh.jpg"
        path.write_bytes(data[:2] + comment + data[2:])
    return made


@pytest.fixture
def small_disk(house: House) -> Iterator[Path]:
    """A disk that holds next to nothing, for who may mount one."""
    disk = house.site.root / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(disk)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("only root may mount a disk, and not in every container")
    yield disk
    subprocess.run([str(shutil.which("umount")), "-l", str(disk)], check=True)


def _resize(disk: Path, kilobytes: int) -> None:
    command = ["mount", "-o", f"remount,size={kilobytes}k", str(disk)]
    subprocess.run(command, check=True, capture_output=True)


@pytest.mark.parametrize("what", ["output", "cache"])
def test_a_small_disk(
    house: House, small_disk: Path, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The site on a disk of its own, or what is kept between builds. It grows until a build is
    done; whichever way that ended, it was told."""
    folder = small_disk / what
    folder.mkdir()
    (house.site.root / what).symlink_to(folder)
    refused = 0
    for kilobytes in (16, 24, 40, 60, 100, 160, 250, 400, 650, 1000, 1600, 2500):
        _resize(small_disk, kilobytes)
        capsys.readouterr()
        code = house.site.build(now=house.now)
        told = capsys.readouterr().err
        if code == 0:
            break
        assert "Traceback" not in told, told
        assert code == 1
        assert "đĩa đã đầy.\n" in told
        assert "Cách sửa: " in told
        refused += 1
    assert refused > 2
    _resize(small_disk, 20_000)
    assert house.build() == _clean(house)


@POSIX
def test_a_disk_that_is_full_from_some_point_on(house: House, pytestconfig: pytest.Config) -> None:
    """In cold builds and after an edit; a build may do without what it would only keep."""
    chance = random.Random(5)
    whole = operations(house)
    codes = []
    for number in range(LONG_POINTS if pytestconfig.getoption("--long") else POINTS):
        if number % 2:
            shutil.rmtree(house.site.output)
            shutil.rmtree(house.site.cache)
        else:
            house.site.post(f"bai-{number % 10}", title=f"Khác {number}")
        at = chance.randrange(1, whole if number % 2 else whole // 4)
        code, told = full_at(house, at)
        assert "Traceback" not in told, told
        if code:
            assert "Không ghi được " in told
            assert ": đĩa đã đầy.\n    Cách sửa: " in told, told[-300:]
        codes.append(code)
        assert house.build() == _clean(house), (number, at)
    assert set(codes) <= {0, 1}
    assert sum(codes) > len(codes) / 3


def _clean(house: House) -> dict[str, bytes]:
    before, house.site = house.site, replace(house.site, cache=house.site.root / "sound")
    try:
        return house.build_clean()
    finally:
        house.site = before
