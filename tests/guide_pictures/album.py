"""All pictures of the guide: their names, what they show, and how each is made."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.guide_pictures import forge
from tests.guide_pictures.camera import Camera, camera, keep
from tests.guide_pictures.material import (
    ADDRESS,
    NAME,
    POST,
    SLUG,
    WRONG_DATE,
    Said,
    draft,
    draw,
    example,
    listen,
    put_example,
    wrong_date,
)
from tests.guide_pictures.paper import icon, page, text
from tests.guide_pictures.terminal import terminal
from tests.guide_pictures.workplace import Workplace

_PAGE_WIDTH = 720
"""Of the site's pages, in CSS pixels: the text without anything beside it."""

_DRAWINGS: dict[str, Callable[[Said], str]] = {
    "hop-thu-1.png": lambda said: forge.open_mailbox(),
    "hop-thu-2.png": lambda said: forge.add_file(),
    "hop-thu-3.png": forge.drag,
    "hop-thu-4.png": lambda said: forge.commit(),
    "hop-thu-5.png": forge.request,
    "hop-thu-6.png": forge.remarks,
    "hop-thu-7.png": lambda said: forge.merge(),
    "kiem-tra.png": lambda said: terminal(".venv/bin/inv check", said.check),
    "ma-dien-thoai.png": lambda said: terminal("make serve PHONE=1", said.phone),
}
_PAGES = ("bai-va-trang.webp", "bo-anh.webp", "loi-khi-xem-thu.png", "ban-nhap.png")

_BESIDE = """
.pair { display: grid; grid-template-columns: 452px 1fr; gap: 16px; align-items: start; }
.pair pre { font-size: 12.5px; line-height: 1.5; padding: 10px 14px; }
.tree { padding: 8px 14px; margin-bottom: 10px; }
.tree div + div { padding-left: 24px; }
.pair img { display: block; width: 100%; border: 1px solid #d0d7de; border-radius: 6px; }
"""


def shows(said: Said) -> dict[str, str]:
    """The words of each picture that come from elsewhere: when they change, it is out of date."""
    remarks = "\n".join(f"{one.line}: {one.body}" for one in said.remarks)
    return {
        **dict.fromkeys(_DRAWINGS, ""),
        "hop-thu-3.png": "\n".join(said.files),
        "hop-thu-5.png": f"{said.title}\n\n{said.body}",
        "hop-thu-6.png": remarks,
        "kiem-tra.png": said.check,
        "ma-dien-thoai.png": said.phone,
        "bai-va-trang.webp": example(),
        "bo-anh.webp": example(),
        "loi-khi-xem-thu.png": wrong_date(),
        "ban-nhap.png": draft(),
    }


def make_all(work: Path, folder: Path) -> Iterator[Path]:
    """Make every picture in a folder; their paths as they are ready."""
    folder.mkdir(parents=True, exist_ok=True)
    place = Workplace.make(work / "site")
    photos = draw(work / "photos")
    said = listen(place, photos)
    words = shows(said)
    with camera() as eye:
        for name, drawing in _DRAWINGS.items():
            keep(eye.draw(drawing(said)), folder / name, words[name])
            yield folder / name
        for name, taken in zip(_PAGES, _pages(eye, place, photos), strict=True):
            keep(taken, folder / name, words[name])
            yield folder / name


def _pages(eye: Camera, place: Workplace, photos: Path) -> Iterator[bytes]:
    """Pages of the preview, in the order of `_PAGES`."""
    put_example(place, example(), photos)
    with place.preview() as origin:
        tab = eye.open(_PAGE_WIDTH, 900)
        tab.goto(f"{origin}/{ADDRESS}")
        yield _beside(eye, example(), _shot(tab, ".post__head", ".post__signature"))
        yield _shot(tab, ".post__gallery", ".post__gallery")

        tab.set_viewport_size({"width": _PAGE_WIDTH, "height": 500})
        place.write(POST, wrong_date())
        expect(tab.get_by_role("alert")).to_contain_text(WRONG_DATE, timeout=30_000)
        tab.locator(".post__head").evaluate("head => scrollTo(0, head.offsetTop - 12)")
        yield tab.screenshot()

        place.write(POST, draft())
        expect(tab.locator(".post .note")).to_contain_text("Bản nháp", timeout=30_000)
        yield _shot(tab, ".post__head", ".post__head")


def _shot(tab: Page, first: str, last: str) -> bytes:
    """What lies between the top of one element and the bottom of another, photos loaded."""
    for photo in tab.locator(".post img").all():
        photo.scroll_into_view_if_needed()
        photo.evaluate("photo => photo.decode()")
    tab.evaluate("scrollTo(0, 0)")
    above, below = (tab.locator(name).bounding_box() for name in (first, last))
    assert above
    assert below
    top = max(0, above["y"] - 16)
    height = below["y"] + below["height"] + 16 - top
    clip = {"x": 0, "y": top, "width": _PAGE_WIDTH, "height": height}
    return tab.screenshot(full_page=True, clip=clip)  # type: ignore[arg-type]


def _beside(eye: Camera, written: str, taken: bytes) -> bytes:
    """A post's folder and text, and the page that comes of it."""
    names = ("index.md", "anh-01.jpg", "anh-02.jpg", "anh-03.jpg")
    listed = "".join(f"<div>{icon('file')} {name}</div>" for name in names)
    tree = f'<div class="box tree"><div>{icon("folder")} {SLUG}</div>{listed}</div>'
    head = '<div class="head"><b>index.md</b></div>'
    source = f'<div class="box">{head}<pre>{text(written)}</pre></div>'
    image = base64.b64encode(taken).decode()
    right = f'<img src="data:image/png;base64,{image}" alt="{NAME}">'
    html = page(f'<div class="pair"><div>{tree}{source}</div>{right}</div>', _BESIDE)
    return eye.draw(html, 1000, 1.5)
