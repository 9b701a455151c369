"""Files in the content folder: too large ones, and photos that lie there twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.lint import find_problems
from plugins.lint.large_files import FILE_BYTES, PHOTO_BYTES, REFUSED_BYTES
from plugins.problems import Problem
from tests.content.reading import LIBRARY, NOW, video_text
from tests.galleries.making import encoded, scene
from tests.support.sites import Site

POST = "tin-tuc/2021/bai"
PHOTO = encoded(scene(), "JPEG")


def check(site: Site) -> list[Problem]:
    problems = find_problems(site.content, LIBRARY, NOW, site.cache)[1]
    return sorted(problems, key=lambda problem: problem.sort_key)


def sized(path: Path, size: int) -> None:
    """Make a file longer, without filling the disk."""
    with path.open("r+b") as file:
        file.truncate(size)


def test_twins_are_told_where_both_would_show(site: Site) -> None:
    entries = "[{file: a.jpg, alt: a}, {file: b.jpg, alt: b}, {file: c.jpg, hide: true}]"
    site.post("bai", photos=entries)
    site.post("khac", photos="[{file: a.jpg, alt: a}]")
    for name in ("a.jpg", "b.jpg", "c.jpg"):
        site.write(f"{POST}/{name}", PHOTO)
    site.write("tin-tuc/2021/khac/a.jpg", PHOTO)
    (problem,) = (one for one in check(site) if "giống hệt" in one.message)
    assert (problem.path, problem.level) == (f"{POST}/b.jpg", "warning")
    assert problem.message == "ảnh giống hệt “a.jpg”: bạn đọc sẽ thấy một ảnh hai lần"


@pytest.mark.parametrize("more", [0, 1])
def test_large_files(site: Site, more: int) -> None:
    site.post("bai", photos="[{file: a.jpg, alt: a}]")
    site.write("video/phim.md", video_text())
    sized(site.write(f"{POST}/a.jpg", PHOTO), PHOTO_BYTES + more)
    sized(site.write("video/phim.mp4", b"x"), FILE_BYTES + more)
    sized(site.write(f"{POST}/b.pdf", b"x"), FILE_BYTES + more)
    found = [one for one in check(site) if "nặng" in one.message]
    assert {one.level for one in found} <= {"warning"}
    assert [(one.path, one.message.split(":")[0], one.hint[:22]) for one in found] == [
        (f"{POST}/a.jpg", "ảnh nặng 15 MB", "chuyển ảnh sang một th"),
        (f"{POST}/b.pdf", "tệp nặng 52 MB", "thu nhỏ tệp, hoặc để t"),
        ("video/phim.mp4", "tệp nặng 52 MB", "thu nhỏ: ffmpeg -i phi"),
    ][: 3 * more]


@pytest.mark.parametrize("more", [0, 1])
def test_what_the_forge_refuses_is_an_error_wherever_it_lies(site: Site, more: int) -> None:
    site.post("bai")
    names = [f"{POST}/b.pdf", "trang/a/c.zip", "video/phim-goc.mov", "xe-thu-vien/anh.tif"]
    for name in names:
        sized(site.write(name, b"x"), REFUSED_BYTES + more)
    found = [one for one in check(site) if one.level == "error"]
    assert [one.path for one in found] == names * more
    for one in found:
        assert one.message == "tệp nặng 105 MB: GitHub không nhận tệp lớn hơn 100 MB"
        assert one.hint.startswith("thu nhỏ")
    told = [one for one in check(site) if "nặng" in one.message]
    assert len({one.path for one in told}) == len(told)
