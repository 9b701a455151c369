"""Making many photos: bounded, the same bytes as alone, and never half a file."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from plugins.files import TEMPORARY
from plugins.galleries import workshop
from plugins.galleries.cache import Cache
from plugins.galleries.images.making import Job, Made, make
from plugins.galleries.images.opening import PhotoError
from plugins.galleries.index import look
from plugins.galleries.jobs import make_missing, plan_job
from plugins.galleries.orders import fill_order, write_orders
from plugins.galleries.renditions import Use, file_name
from plugins.galleries.workshop import MEMORY, make_all
from plugins.settings import site_settings
from plugins.values import replace
from tests.conftest import ROOT
from tests.galleries.making import encoded, film, scene, stripes
from tests.support.draw_heic import phone_exif
from tests.support.processes import POSIX, all_end
from tests.support.sites import NOW, Site, tree

SITE = site_settings(
    name="Thư viện", url="https://example.org", categories=["Tin"], photo_widths=(160, 320),
    workers=2,
)  # fmt: skip

ORIGINALS: dict[str, Callable[[], bytes]] = {
    "a.jpg": lambda: encoded(stripes(), "JPEG", exif=phone_exif(), quality=90),
    "b.png": lambda: encoded(scene(), "PNG"),
    "c.gif": lambda: film("GIF", scene(), scene().rotate(180), duration=80),
    "d.webp": lambda: encoded(stripes(), "WEBP"),
}


def jobs(originals: Path, cache: Path) -> list[tuple[str, Job]]:
    """A job for each original, one with a blurred box."""
    originals.mkdir(parents=True, exist_ok=True)
    found = []
    for name, data in ORIGINALS.items():
        path = originals / name
        path.write_bytes(data())
        blur = ((0.2, 0.2, 0.3, 0.3),) if name == "a.jpg" else ()
        job = plan_job(path, look(path), SITE, cache, use=Use.POST, blur=blur)
        found.append((f"tin-tuc/{name}", job))
    return found


def renditions(cache: Path) -> dict[str, bytes]:
    """The files of a cache without its records."""
    return {name: data for name, data in tree(cache).items() if not name.endswith(".json")}


def in_a_pool(placed: list[tuple[str, Job]]) -> None:
    outcomes = list(make_all([job for _, job in placed], 2))
    assert all(isinstance(outcome, Made) for _, outcome in outcomes)


def alone(placed: list[tuple[str, Job]]) -> None:
    for _, job in placed:
        make(job)


def file_by_file(placed: list[tuple[str, Job]]) -> None:
    folder = placed[0][1].folder
    write_orders(folder, placed)
    for _, job in placed:
        for rendition in reversed(job.renditions):
            assert fill_order(folder, file_name(job.digest, rendition)) is not None


def test_the_same_bytes_in_a_pool_alone_and_file_by_file(tmp_path: Path) -> None:
    found = {}
    for way in (in_a_pool, alone, file_by_file):
        way(jobs(tmp_path / "originals", tmp_path / way.__name__))
        found[way.__name__] = renditions(tmp_path / way.__name__)
    assert len(found["alone"]) == 4 * 3 + 1
    assert found["alone"] == found["in_a_pool"] == found["file_by_file"]


def test_every_job_comes_back_broken_or_not(tmp_path: Path) -> None:
    placed = jobs(tmp_path / "originals", tmp_path / "cache")
    (tmp_path / "originals/b.png").write_bytes(b"")
    (tmp_path / "originals/d.webp").unlink()
    outcomes = {job.source.name: outcome for job, outcome in make_all([j for _, j in placed], 2)}
    assert outcomes.keys() == ORIGINALS.keys()
    assert isinstance(outcomes["a.jpg"], Made)
    assert isinstance(outcomes["c.gif"], Made)
    for name, message in (("b.png", "rỗng"), ("d.webp", "không đọc được tệp")):
        outcome = outcomes[name]
        assert isinstance(outcome, PhotoError)
        assert message in outcome.message
        assert outcome.hint


class Pool:
    """Runs nothing; remembers what was under way together. The newest job ends first."""

    def __init__(self) -> None:
        self.under_way: dict[Future[Made | PhotoError], Job] = {}
        self.together: list[list[int]] = []

    def submit(self, _: object, job: Job) -> Future[Made | PhotoError]:
        future: Future[Made | PhotoError] = Future()
        self.under_way[future] = job
        return future

    def wait(self, futures: Any, return_when: str) -> Any:
        assert return_when == "FIRST_COMPLETED"
        assert set(futures) == set(self.under_way)
        self.together.append([job.memory for job in self.under_way.values()])
        future, _ = self.under_way.popitem()
        future.set_result(Made(tone="#000000", files=()))
        return type("Done", (), {"done": {future}})


@pytest.mark.parametrize(
    ("sizes", "together"),
    [
        ([100, 100, 100, 100], [[100, 100, 100], [100, 100, 100], [100, 100], [100]]),
        ([2000, 100, 100], [[2000], [100, 100], [100]]),
        ([100, 2000, 900, 100], [[2000], [900], [100, 100], [100]]),
        ([400, 300, 200], [[400], [300, 200], [300]]),
        ([400, 200, 200], [[400, 200], [400, 200], [400]]),
        ([300, 300, 300], [[300, 300], [300, 300], [300]]),
    ],
    ids=str,
)
def test_jobs_under_way_fit_into_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sizes: list[int], together: list[list[int]]
) -> None:
    template = Job(source=tmp_path, folder=tmp_path, digest="", renditions=(), quality=())
    waiting = [replace(template, memory=size * 1_000_000) for size in sorted(sizes)]
    pool = Pool()
    monkeypatch.setattr(workshop, "wait", pool.wait)
    done = [job for job, _ in workshop._run(pool, waiting, {}, 2)]  # type: ignore[arg-type]
    assert sorted(job.memory for job in done) == sorted(size * 1_000_000 for size in sizes)
    for group in pool.together:
        assert len(group) == 1 or sum(group) <= MEMORY
        assert len(group) <= 3, "two at work, one waiting"
    assert [sorted(memory // 1_000_000 for memory in group) for group in pool.together] == [
        sorted(group) for group in together
    ]


def full(monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """A disk that has room for so many files more, and then for half of one."""
    real = Path.write_bytes
    written: list[Path] = []

    def write(path: Path, data: bytes) -> int:
        written.append(path)
        if len(written) > after:
            real(path, data[: len(data) // 2])
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        return real(path, data)

    monkeypatch.setattr(Path, "write_bytes", write)


@pytest.mark.parametrize("after", range(4))
def test_a_full_disk_leaves_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    _, job = jobs(tmp_path / "originals", tmp_path / "cache")[0]
    make(replace(job, folder=tmp_path / "whole"))
    whole = renditions(tmp_path / "whole")
    with monkeypatch.context() as patch:
        full(patch, after)
        with pytest.raises(OSError, match="No space left"):
            list(make_missing([("a.jpg", job)], Cache(folder=tmp_path / "cache"), 1).made)
    there = tree(tmp_path / "cache") if (tmp_path / "cache").exists() else {}
    assert there.items() <= whole.items()
    assert len(there) == min(after, len(whole))
    stock = make_missing([("a.jpg", job)], Cache(folder=tmp_path / "cache"), 1)
    assert (stock.count, renditions(tmp_path / "cache")) == (1, whole)


def test_a_full_disk_is_said_with_the_cure(
    site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    site.post("bai", title="Bài")
    site.write("tin-tuc/2021/bai/a.png", ORIGINALS["b.png"]())
    with monkeypatch.context() as patch:
        full(patch, 2)
        assert site.build() == 1
    said = capsys.readouterr().err
    assert "Không ghi được " in said
    assert ": đĩa đã đầy." in said
    assert "Cách sửa: kiểm tra chỗ trống trên đĩa và quyền ghi, rồi chạy lại" in said
    assert "Traceback" not in said
    assert not any(name.endswith(TEMPORARY) for name in tree(site.root))
    assert site.build() == 0


def test_a_worker_that_is_killed_is_said_with_the_cure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    placed = jobs(tmp_path / "originals", tmp_path / "cache")
    monkeypatch.setattr(workshop, "_attempt", _dies)
    with pytest.raises(SystemExit) as caught:
        list(make_all([job for _, job in placed], 2))
    message = str(caught.value)
    assert message.startswith("Một tiến trình xử lý ảnh bị hệ thống dừng (thường vì hết bộ nhớ)")
    assert message.endswith(
        "Đặt workers=1 trong pelicanconf.py rồi chạy lại; nếu vẫn vậy, mở từng ảnh ấy, lưu lại."
    )
    named = message.partition("khi đang xử lý: ")[2].partition(". Đặt")[0].split(", ")
    assert 0 < len(named) <= 3 < len(placed)
    assert set(named) <= {job.source.as_posix() for _, job in placed}


def _dies(_: Job) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


PROGRAM = """
import signal, sys
from pathlib import Path
from plugins.building import build
if __name__ == "__main__":
    # Whoever runs the tests in the background may have had it ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    content, output, cache, now = sys.argv[1:]
    try:
        sys.exit(build(Path(content), Path(output), now=now, cache=Path(cache)))
    except KeyboardInterrupt:
        sys.exit(130)
"""


@pytest.fixture
def busy(site: Site) -> Site:
    """A site whose photos take some seconds."""
    site.post("bai", title="Bài")
    noise = Image.merge("RGB", [Image.effect_noise((1200, 900), 60) for _ in range(3)])
    data = encoded(noise, "JPEG", quality=80)
    for number in range(12):  # what follows the end of a JPEG is no part of its picture
        site.write(f"tin-tuc/2021/bai/{number}.jpg", data + bytes([number]))
    return site


@pytest.fixture
def building(busy: Site) -> Iterator[subprocess.Popen[str]]:
    """A build of it that has begun to make photos."""
    script = busy.root / "build.py"
    script.write_text(PROGRAM, encoding="utf-8")
    places = [str(place) for place in (busy.content, busy.output, busy.cache)]
    process = subprocess.Popen(
        [sys.executable, str(script), *places, NOW],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",  # of a machine without a locale
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    while not list((busy.cache / "photos").glob("*.avif")):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.01)
    yield process
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def no_half_file(busy: Site) -> None:
    """What a stopped build left is right as far as it goes, and the next one ends well."""
    begun = renditions(busy.cache / "photos")
    final = {name: data for name, data in begun.items() if not name.endswith(TEMPORARY)}
    assert 0 < len(final) < 12 * 4, "too late to stop it"
    assert not busy.output.exists()
    assert busy.build() == 0
    clean = Site(root=busy.root, cache=busy.root / "clean-cache")
    assert clean.build(output=busy.root / "clean") == 0
    assert tree(busy.output) == tree(busy.root / "clean")
    assert final.items() <= renditions(clean.cache / "photos").items()


@POSIX
def test_ctrl_c_leaves_no_half_file_and_nothing_running(
    busy: Site, building: subprocess.Popen[str]
) -> None:
    os.killpg(building.pid, signal.SIGINT)  # a terminal's Ctrl-C goes to all of them
    _, said = building.communicate(timeout=60)
    assert building.returncode == 130
    assert "Traceback" not in said, said
    assert all_end(building.pid)
    no_half_file(busy)


@POSIX
def test_a_killed_build_leaves_no_half_file_and_nothing_running(
    busy: Site, building: subprocess.Popen[str]
) -> None:
    building.kill()
    building.wait(60)
    alone = all_end(building.pid)
    no_half_file(busy)
    assert alone, "its workers wait for ever"
