"""The preview makes photos when a browser asks for them; pages never wait for that."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from threading import Barrier, Event, Thread

import pytest

import plugins.preview.darkroom
from plugins.building import build
from plugins.galleries import orders
from plugins.galleries.images.making import Job, Made, make
from plugins.galleries.orders import NAME
from plugins.preview.channel import Channel, State
from plugins.preview.darkroom import Darkroom
from plugins.preview.server import PreviewServer
from tests.galleries.making import encoded, opened, scene
from tests.support.sites import NOW, Site, tree

POST = "tin-tuc/2021/bai/"
TYPES = {"avif": "image/avif", "jpg": "image/jpeg", "webp": "image/webp"}


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def preview(site: Site, said: list[str]) -> Iterator[tuple[Site, HTTPConnection]]:
    """A post with a whole photo and a broken one, built without photos and served."""
    site.post("bai", title="Bài", body="![Tốt](tot.jpg)\n\n![Hỏng](hong.jpg)\n")
    whole = encoded(scene(1200, 900), "JPEG", quality=95)
    site.write(POST + "tot.jpg", whole)
    site.write(POST + "hong.jpg", encoded(scene(640, 480), "JPEG", quality=95)[:-1500])
    assert build(site.content, site.output, now=NOW, cache=site.cache, lazy_photos=True) == 0
    channel = Channel(State(version="v1"))
    darkroom = Darkroom(site.cache / "photos", said.append)
    with PreviewServer(("127.0.0.1", 0), site.output, channel, darkroom) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        browser = HTTPConnection("127.0.0.1", server.server_port, timeout=30)
        yield site, browser
        browser.close()
        channel.close()
        server.shutdown()
        thread.join()


def get(browser: HTTPConnection, path: str, method: str = "GET") -> tuple[int, str, bytes]:
    browser.request(method, path)
    response = browser.getresponse()
    return response.status, response.headers["Content-Type"], response.read()


def named(page: bytes | str, file: str) -> list[str]:
    """Addresses of the renditions of one figure, which the page's order tells."""
    text = page if isinstance(page, str) else page.decode()
    found = list(dict.fromkeys(re.findall(r"/anh/[\w.-]+", text[text.index("<main") :])))
    digests = list(dict.fromkeys(address.partition("-")[0] for address in found))
    digest = digests[("tot", "hong").index(file)]
    return [address for address in found if address.startswith(digest)]


def made(site: Site) -> dict[str, bytes]:
    """Renditions in the cache."""
    files = tree(site.cache / "photos")
    # But for the card that pages without a photo share.
    others = (".json", "-share.jpg")
    return {name: data for name, data in files.items() if not name.endswith(others)}


def test_a_page_comes_without_a_photo_made(preview: tuple[Site, HTTPConnection]) -> None:
    site, browser = preview
    status, _, page = get(browser, f"/{POST}")
    assert status == 200
    assert len(named(page, "tot")) >= 3
    assert made(site) == {}


def test_a_photo_is_made_when_it_is_asked_for(preview: tuple[Site, HTTPConnection]) -> None:
    site, browser = preview
    addresses = named(site.page(POST), "tot")
    for count, address in enumerate(addresses, 1):
        name = address.removeprefix("/anh/")
        status, type_, body = get(browser, f"{address}?v=1")
        assert (status, type_) == (200, TYPES[name.rpartition(".")[2]])
        assert made(site)[name] == body
        assert len(made(site)) == count, "others were made as well"
    sizes = {opened(site.cache / "photos" / a.removeprefix("/anh/")).width for a in addresses}
    assert sizes >= {480, 960}


def test_what_was_made_is_only_read(
    preview: tuple[Site, HTTPConnection], monkeypatch: pytest.MonkeyPatch
) -> None:
    site, browser = preview
    address = named(site.page(POST), "tot")[0]
    first = get(browser, address)
    monkeypatch.setattr(orders, "make", None)
    assert get(browser, address) == first
    assert get(browser, address, "HEAD") == (200, first[1], b"")


def test_many_requests_make_it_once(
    preview: tuple[Site, HTTPConnection], monkeypatch: pytest.MonkeyPatch
) -> None:
    site, browser = preview
    address = named(site.page(POST), "tot")[0]
    calls: list[object] = []
    together = Barrier(8)

    def once(job: Job, only: Collection[str] | None = None) -> Made:
        calls.append(only)
        return make(job, only)

    def ask(_: int) -> tuple[int, str, bytes]:
        one = HTTPConnection("127.0.0.1", browser.port, timeout=30)
        together.wait()
        try:
            return get(one, address)
        finally:
            one.close()

    monkeypatch.setattr(orders, "make", once)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(8)))
    assert {status for status, *_ in answers} == {200}
    assert len({body for *_, body in answers}) == 1
    assert calls == [{address.removeprefix("/anh/")}]


def test_pages_come_while_photos_are_made(
    preview: tuple[Site, HTTPConnection], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, browser = preview
    begun, end = Event(), Event()

    def slow(folder: Path, name: str) -> None:
        begun.set()
        end.wait(30)

    monkeypatch.setattr(plugins.preview.darkroom, "fill_order", slow)

    def ask(number: int) -> None:
        other = HTTPConnection("127.0.0.1", browser.port, timeout=30)
        get(other, f"/anh/{number}-480.avif")
        other.close()

    with ThreadPoolExecutor(20) as pool:
        for number in range(20):
            pool.submit(ask, number)
        assert begun.wait(30)
        assert get(browser, f"/{POST}")[0] == 200
        end.set()


def test_a_broken_photo_is_missing_and_named_once(
    preview: tuple[Site, HTTPConnection], said: list[str]
) -> None:
    site, browser = preview
    for address in named(site.page(POST), "hong") * 2:
        status, type_, _ = get(browser, address)
        assert (status, type_) == (404, "text/html; charset=utf-8")
    assert said == [
        "tin-tuc/2021/bai/hong.jpg: ảnh bị hỏng hoặc chép chưa hết:"
        " chép lại ảnh từ máy ảnh hoặc điện thoại"
    ]
    assert made(site) == {}
    assert get(browser, named(site.page(POST), "tot")[0])[0] == 200


def test_other_names_are_missing_and_touch_nothing(
    preview: tuple[Site, HTTPConnection], said: list[str]
) -> None:
    site, browser = preview
    address = named(site.page(POST), "tot")[0]
    name = address.removeprefix("/anh/")
    digest = name.partition("-")[0]
    secret = site.root / "bi-mat.jpg"
    secret.write_bytes(b"secret")
    before = tree(site.root)
    for path in (
        "/anh/", "/anh/x", "/anh/..", "/anh/../bi-mat.jpg", "/anh/%2e%2e/bi-mat.jpg",
        "/anh/..%2f..%2f..%2fbi-mat.jpg", f"/anh/{NAME}", "/anh/index.json", f"/anh/{digest}",
        f"/anh/{digest}-", f"/anh/{digest}-481.avif", f"/anh/{digest}.json", f"/anh/{name}/",
        f"/anh/{name}%00", f"/anh/{name}%2f", f"/anh/.{name}", f"/anh/%2e/{name}%2f..",
        f"/anh/{digest}-..%2f..%2fbi-mat.jpg", "/anh/" + "a" * 5000, f"/khac/{name}", f"/{name}",
        f"/anh/{name}.tmp~", "/anh/%ff%fe", "/anh/%", "//anh//", f"/anhx/{name}",
    ):  # fmt: skip
        status, _, body = get(browser, path)
        assert status in (301, 404), path
        assert b"secret" not in body
    assert tree(site.root) == before
    assert said == []


def test_a_photo_replaced_after_the_build_waits_for_the_next_one(
    preview: tuple[Site, HTTPConnection],
) -> None:
    site, browser = preview
    old = named(site.page(POST), "tot")[0]
    site.write(POST + "tot.jpg", encoded(scene(1200, 900).rotate(180), "JPEG"))
    assert get(browser, old)[0] == 404
    assert made(site) == {}
    assert build(site.content, site.output, now=NOW, cache=site.cache, lazy_photos=True) == 0
    new = named(site.page(POST), "tot")[0]
    assert new != old
    assert get(browser, new)[0] == 200
    assert get(browser, old)[0] == 404


def test_a_full_disk_is_said_once(
    preview: tuple[Site, HTTPConnection], said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    site, browser = preview

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    address = named(site.page(POST), "tot")[0]
    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        assert get(browser, address)[0] == 404
        assert get(browser, address)[0] == 404
    assert said == ["không ghi được ảnh (đĩa đã đầy)"]
    assert made(site) == {}
    assert get(browser, address)[0] == 200
