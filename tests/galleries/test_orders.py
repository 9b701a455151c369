"""Orders: what the preview's pages name is made when it is asked for, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from plugins.galleries import orders
from plugins.galleries.images.making import Job, make
from plugins.galleries.images.opening import PhotoError
from plugins.galleries.index import look
from plugins.galleries.jobs import plan_job
from plugins.galleries.orders import NAME, fill_order, write_orders
from plugins.galleries.renditions import Use, file_name
from plugins.settings import site_settings
from tests.galleries.making import encoded, film, scene
from tests.support.sites import tree

SITE = site_settings(
    name="Thư viện", url="https://example.org", categories=["Tin"], photo_widths=(160, 320)
)
PLACE = "tin-tuc/2021/bai/a.jpg"


@pytest.fixture
def job(tmp_path: Path) -> Job:
    """The ordered renditions of one photo."""
    return ordered(tmp_path, encoded(scene(), "JPEG"))


def ordered(tmp_path: Path, data: bytes) -> Job:
    path = tmp_path / "a.jpg"
    path.write_bytes(data)
    blur = ((0.1, 0.2, 0.25, 0.3),)
    job = plan_job(path, look(path), SITE, tmp_path / "cache", use=Use.POST, blur=blur)
    write_orders(job.folder, [(PLACE, job)])
    return job


def names(job: Job) -> list[str]:
    return [file_name(job.digest, rendition) for rendition in job.renditions]


def made(job: Job) -> dict[str, bytes]:
    return {name: data for name, data in tree(job.folder).items() if name != NAME}


def test_each_file_is_made_when_it_is_asked_for(job: Job) -> None:
    assert made(job) == {}
    for count, name in enumerate(names(job), 1):
        assert fill_order(job.folder, name) == job.folder / name
        assert sorted(made(job)) == sorted(names(job)[:count])


def test_a_file_that_is_there_is_not_made_again(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    name = names(job)[0]
    fill_order(job.folder, name)
    monkeypatch.setattr(orders, "make", None)
    job.source.unlink()
    assert fill_order(job.folder, name) == job.folder / name


def test_unknown_names_are_nobodys_order(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orders, "make", None)  # nothing is even decoded
    digest = job.digest
    for name in (
        "", "-", ".", "..", "a.jpg", NAME, digest, f"{digest}-", f"{digest}-161.avif",
        f"{digest}-160.avif.tmp~", f"{digest}-160.AVIF", f"{digest}-160.avif/",
        f"{digest}-../a.jpg",
        f"../{digest}-160.avif", f"./{digest}-160.avif", f"{digest}-160%2eavif", f"{digest}.json",
        f"x{digest}-160.avif", "0" * 20 + "-160.avif", f"{digest}-160.avif\0", "đ" * 300,
        f"{digest}-" + "9" * 300,
    ):  # fmt: skip
        assert fill_order(job.folder, name) is None, name
    assert made(job) == {}


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"7", b"null", b'{"DIGEST": 7}', b'{"DIGEST": ["a", {}]}',
             b'{"DIGEST": ["a", null]}', b'{"DIGEST": []}', b"\xff"],
)  # fmt: skip
def test_broken_orders_are_none(job: Job, data: bytes) -> None:
    (job.folder / NAME).write_bytes(data.replace(b"DIGEST", job.digest.encode()))
    assert fill_order(job.folder, names(job)[0]) is None
    write_orders(job.folder, [(PLACE, job)])
    assert fill_order(job.folder, names(job)[0]) is not None


def test_without_orders_there_is_nothing(tmp_path: Path) -> None:
    assert fill_order(tmp_path / "none", "a-160.avif") is None


def test_orders_add_up_until_they_are_written_afresh(job: Job, tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    path = tmp_path / "b/b.gif"
    path.write_bytes(film("GIF", scene(), scene().rotate(180), duration=50))
    second = plan_job(path, look(path), SITE, job.folder, use=Use.CARD)
    write_orders(job.folder, [("video/b.gif", second)])
    for name in (names(job)[0], *names(second)):
        assert fill_order(job.folder, name) is not None
    write_orders(job.folder, [("video/b.gif", second)], afresh=True)
    assert list(json.loads((job.folder / NAME).read_bytes())) == [second.digest]
    assert fill_order(job.folder, names(job)[1]) is None


def test_a_photo_that_was_replaced_is_not_made_under_its_old_name(job: Job) -> None:
    """Names stand for content: a wrong file here would be published one day."""
    name = names(job)[0]
    first = job.source.read_bytes()
    job.source.write_bytes(encoded(scene().rotate(180), "JPEG"))
    assert fill_order(job.folder, name) is None
    job.source.unlink()
    assert fill_order(job.folder, name) is None
    assert made(job) == {}
    job.source.write_bytes(first)
    assert fill_order(job.folder, name) is not None


def test_orders_are_made_as_a_build_would(job: Job, tmp_path: Path) -> None:
    for name in names(job):
        fill_order(job.folder, name)
    (tmp_path / "b").mkdir()
    make(orders._from_record(json.loads((job.folder / NAME).read_bytes())[job.digest][1],
                             tmp_path / "b"))  # fmt: skip
    assert made(job) == tree(tmp_path / "b")


def test_a_broken_photo_is_named(tmp_path: Path) -> None:
    job = ordered(tmp_path, encoded(scene(), "JPEG", quality=95)[:-600])
    with pytest.raises(PhotoError) as caught:
        fill_order(job.folder, names(job)[0])
    assert caught.value.message == f"{PLACE}: ảnh bị hỏng hoặc chép chưa hết"
    assert caught.value.hint == "chép lại ảnh từ máy ảnh hoặc điện thoại"
    assert made(job) == {}
