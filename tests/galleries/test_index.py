"""The index: what is known of originals, and when it is not to be trusted."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plugins.galleries import index as module
from plugins.galleries.images.opening import PhotoError
from plugins.galleries.images.probing import probe
from plugins.galleries.index import NAME, Index, look
from tests.galleries.making import encoded, film, scene
from tests.support.draw_heic import phone_exif

NAMES = ("a.jpg", "tin-tuc/đọc sách.png", "b.gif")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Three originals of three kinds."""
    folder = tmp_path / "content"
    (folder / "tin-tuc").mkdir(parents=True)
    (folder / NAMES[0]).write_bytes(encoded(scene(), "JPEG", exif=phone_exif()))
    (folder / NAMES[1]).write_bytes(encoded(scene(40, 30), "PNG"))
    (folder / NAMES[2]).write_bytes(film("GIF", scene(40, 30), scene(40, 30).rotate(90)))
    return folder


def look_at_all(tmp_path: Path, content: Path) -> tuple[int, dict[str, Any]]:
    """What one run finds out: how many originals it read, and what it knows of each."""
    index = Index(tmp_path / "cache", content)
    known = {name: index.look(content / name) for name in NAMES if (content / name).exists()}
    index.save()
    return index.read, known


def settle(tmp_path: Path, seconds: int = 10) -> None:
    """As if the index had been written some time after the originals."""
    later = time.time() + seconds
    os.utime(tmp_path / "cache" / NAME, (later, later))


def test_unchanged_originals_are_not_opened(
    tmp_path: Path, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, first = look_at_all(tmp_path, content)
    assert read == 3
    settle(tmp_path)
    before = (tmp_path / "cache" / NAME).stat().st_mtime_ns
    opened: list[str] = []
    real = Path.open

    def spy(path: Path, *args: Any, **more: Any) -> Any:
        opened.append(path.name)
        return real(path, *args, **more)

    monkeypatch.setattr(Path, "open", spy)
    monkeypatch.setattr(module, "probe", lambda path: opened.append(path.name))
    read, second = look_at_all(tmp_path, content)
    assert (read, [name for name in opened if name != NAME]) == (0, [])
    assert second == first
    assert (tmp_path / "cache" / NAME).stat().st_mtime_ns == before, "written without need"


def test_what_it_tells_is_what_looking_tells(tmp_path: Path, content: Path) -> None:
    look_at_all(tmp_path, content)
    settle(tmp_path)
    _, known = look_at_all(tmp_path, content)
    assert known == {name: look(content / name) for name in NAMES}
    assert known["a.jpg"].probe.taken is not None
    assert known["a.jpg"].probe.place
    assert known["b.gif"].probe.moving
    assert all(one.probe == probe(content / name) for name, one in known.items())


def touch(path: Path) -> None:
    os.utime(path, ns=(1_600_000_000_000_000_000, 1_600_000_000_000_000_000))


def clone(path: Path) -> None:
    """Another file with the same bytes."""
    data = path.read_bytes()
    path.unlink()
    path.write_bytes(data)


@pytest.mark.parametrize("change", [touch, clone])
def test_after_a_clone_each_is_read_once_and_none_is_probed(
    tmp_path: Path, content: Path, change: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, first = look_at_all(tmp_path, content)
    settle(tmp_path)
    for name in NAMES:
        change(content / name)
    probed: list[Path] = []
    monkeypatch.setattr(module, "probe", probed.append)
    assert look_at_all(tmp_path, content) == (3, first)
    assert probed == []
    settle(tmp_path)
    assert look_at_all(tmp_path, content) == (0, first)


def test_the_index_holds_in_another_folder(tmp_path: Path, content: Path) -> None:
    """A cache that was carried to another machine; times are kept as `cp -a` does."""
    look_at_all(tmp_path, content)
    record = (tmp_path / "cache" / NAME).read_text(encoding="utf-8")
    assert str(tmp_path) not in record
    assert sorted(json.loads(record)["files"]) == sorted(NAMES)


def other(path: Path) -> bytes:
    """Other pixels in a file of the same size."""
    data = path.read_bytes()
    changed = encoded(scene().rotate(180), "JPEG", exif=phone_exif())
    return (changed + bytes(len(data)))[: len(data)]


def in_place(path: Path) -> None:
    path.write_bytes(other(path))


def by_rename(path: Path) -> None:
    new = path.with_suffix(".new")
    new.write_bytes(other(path))
    new.replace(path)


def with_its_old_time(path: Path) -> None:
    """What `rsync -t` and unpacking do: only the inode's own time tells."""
    before = path.stat()
    in_place(path)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize("change", [in_place, by_rename, with_its_old_time])
def test_a_replaced_file_of_the_same_size_is_noticed(
    tmp_path: Path, content: Path, change: Callable[[Path], None]
) -> None:
    path = content / "a.jpg"
    touch(path)
    before = path.stat()
    _, first = look_at_all(tmp_path, content)
    settle(tmp_path)
    change(path)
    assert path.stat().st_size == before.st_size
    assert (path.stat().st_mtime_ns == before.st_mtime_ns) == (change is with_its_old_time)
    read, second = look_at_all(tmp_path, content)
    assert read == 1
    assert second["a.jpg"].digest == look(path).digest != first["a.jpg"].digest
    assert second["b.gif"] == first["b.gif"]


def test_what_changed_just_before_the_index_was_written_is_read_again(
    tmp_path: Path, content: Path
) -> None:
    """Within a clock's tick a file can change twice and show one time."""
    _, first = look_at_all(tmp_path, content)
    settle(tmp_path, 0)
    assert look_at_all(tmp_path, content) == (3, first)
    settle(tmp_path, 1)
    assert look_at_all(tmp_path, content) == (3, first)
    settle(tmp_path, 3)
    assert look_at_all(tmp_path, content) == (0, first)


def changed(record: dict[str, Any], **values: Any) -> bytes:
    return json.dumps(record | values).encode()


BROKEN: dict[str, Callable[[dict[str, Any]], bytes]] = {
    "empty": lambda record: b"",
    "cut short": lambda record: json.dumps(record).encode()[:-20],
    "no text": lambda record: b"\xff\xfe\0\0",
    "a list": lambda record: b"[]",
    "a number": lambda record: b"7",
    "nothing in it": lambda record: b"{}",
    "an older version": lambda record: changed(record, version=0),
    "a newer version": lambda record: changed(record, version=99),
    "files are a list": lambda record: changed(record, files=[]),
    "photos are a list": lambda record: changed(record, photos=[1]),
    "a stamp is too short": lambda record: changed(record, files={"a.jpg": [1, 2]}),
    "a stamp is text": lambda record: changed(record, files={"a.jpg": ["1", "2", "3", "4"]}),
    "a probe is too short": lambda record: changed(record, photos={"x": [1]}),
    "a time is none": lambda record: changed(record, photos={"x": [1, 1, "hôm qua", 0, 0, 1]}),
    "photos are missing": lambda record: changed(record, photos={}),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_index_is_no_index(tmp_path: Path, content: Path, kind: str) -> None:
    _, first = look_at_all(tmp_path, content)
    file = tmp_path / "cache" / NAME
    file.write_bytes(BROKEN[kind](json.loads(file.read_bytes())))
    settle(tmp_path)
    assert look_at_all(tmp_path, content)[1] == first
    settle(tmp_path)
    assert look_at_all(tmp_path, content) == (0, first), "not mended"


def test_an_index_that_cannot_be_a_file_stops_nothing_before_it_is_saved(
    tmp_path: Path, content: Path
) -> None:
    (tmp_path / "cache" / NAME).mkdir(parents=True)
    index = Index(tmp_path / "cache", content)
    assert index.look(content / "a.jpg") == look(content / "a.jpg")


def test_a_broken_photo_is_named_each_time_and_read_again_once_mended(
    tmp_path: Path, content: Path
) -> None:
    path = content / "a.jpg"
    whole = path.read_bytes()
    path.write_bytes(b"")
    for _ in range(2):
        index = Index(tmp_path / "cache", content)
        with pytest.raises(PhotoError, match="rỗng"):
            index.look(path)
        index.look(content / "b.gif")
        index.save()
        settle(tmp_path)
    path.write_bytes(whole)
    index = Index(tmp_path / "cache", content)
    assert index.look(path) == look(path)


def test_a_photo_that_cannot_be_read_is_a_problem(content: Path) -> None:
    with pytest.raises(PhotoError) as caught:
        look(content / "khong-co.jpg")
    assert caught.value.message.startswith("không đọc được tệp (")
    assert caught.value.hint == "kiểm tra tệp"


def test_what_is_gone_is_forgotten(tmp_path: Path, content: Path) -> None:
    look_at_all(tmp_path, content)
    settle(tmp_path)
    (content / "a.jpg").unlink()
    index = Index(tmp_path / "cache", content)
    index.forget_all_but({NAMES[1], NAMES[2], "c.jpg"})
    index.save()
    record = json.loads((tmp_path / "cache" / NAME).read_bytes())
    assert sorted(record["files"]) == sorted(NAMES[1:])
    assert len(record["photos"]) == 2


def test_a_full_disk_leaves_the_old_index(
    tmp_path: Path, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_at_all(tmp_path, content)
    before = (tmp_path / "cache" / NAME).read_bytes()
    real = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        real(path, data[:20])
        raise OSError(28, "No space left on device", str(path))

    touch(content / "a.jpg")
    monkeypatch.setattr(Path, "write_bytes", full)
    look_at_all(tmp_path, content)  # an index is a help, not a need
    assert [path.name for path in (tmp_path / "cache").iterdir()] == [NAME]
    assert (tmp_path / "cache" / NAME).read_bytes() == before
