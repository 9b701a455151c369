"""Every kind of page, from a small phone to a desktop and in both modes: nothing sticks out, axe
finds nothing, the browser says nothing."""

from __future__ import annotations

import pytest

from tests.browser.axe import violations
from tests.browser.reading import Reader
from tests.browser.sample_site import KINDS, LONG
from tests.support.hostile import PAGE, POST, STOP, VIDEO

pytestmark = pytest.mark.browser

WIDTHS = (1280, 768, 360, 320)

# The post of the repository's own content.
CONFERENCE = "tin-tuc/2021/hoi-nghi-tong-ket-cong-tac-thu-vien-nam-2020/"

PAGES = [
    *(("sample", address) for address in KINDS.values()),
    *(("empty", a) for a in ("", "tin-tuc/", "chuyen-muc/thong-bao/", "404.html")),
    *(("empty", a) for a in ("xe-thu-vien/", "xe-thu-vien/so-lieu/", "video/")),
    *(("hostile", a) for a in ("", POST, PAGE, VIDEO, "video/", "xe-thu-vien/", f"{STOP}cho/")),
    *(("real", a) for a in ("", "tin-tuc/", "tin-tuc/2021/", "chuyen-muc/hoi-nghi-su-kien/")),
    *(("real", a) for a in ("tu-khoa/van-hoa-doc/", CONFERENCE, "gioi-thieu/", "lien-he/")),
    *(("real", a) for a in ("quyen-rieng-tu/", "tro-nang/", "xe-thu-vien/", "video/")),
    *((site, "xe-thu-vien/so-lieu/") for site in ("hostile", "real")),
    *(("real", a) for a in (f"{STOP}nha-van-hoa-thon-khe-mau/", "video/mot-chuyen-xe-thu-vien/")),
]

# What makes a page scroll sideways, and text that nobody can reach.
STICKS_OUT = """() => {
  const width = document.documentElement.clientWidth;
  const scrolls = (node) => {
    for (; node && node !== document.body; node = node.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(node).overflowX)) return true;
      if (node.matches('.visually-hidden')) return true;
    }
    return false;
  };
  const found = [];
  if (document.documentElement.scrollWidth > width) {
    found.push(`page: ${document.documentElement.scrollWidth}px on ${width}px`);
  }
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (texts.nextNode()) {
    range.selectNodeContents(texts.currentNode);
    const parent = texts.currentNode.parentElement;
    for (const box of range.getClientRects()) {
      if ((box.right > width + 1 || box.left < -1) && box.width > 1 && !scrolls(parent)) {
        found.push(`${parent.className || parent.tagName}: "${texts.currentNode.data.trim()}"`);
        break;
      }
    }
  }
  for (const node of document.querySelectorAll('img, svg, button, input')) {
    const box = node.getBoundingClientRect();
    if (box.right > width + 1 && !scrolls(node)) found.push(node.outerHTML.slice(0, 120));
  }
  return found;
}"""

# What is wrong with the document itself, whatever its width.
UNSOUND = """() => {
  const found = [];
  if (document.documentElement.lang !== 'vi') found.push('lang');
  if (!document.title) found.push('title');
  const headings = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')];
  const levels = headings.map((heading) => Number(heading.tagName[1]));
  levels.reduce((before, level, index) => {
    const text = headings[index].textContent;
    if (level > before + 1) found.push(`h${level} after h${before}: ${text}`);
    return level;
  }, 0);
  const tops = levels.filter((level) => level === 1).length;
  if (tops !== 1) found.push(`${tops} h1`);
  for (const image of document.images) {
    const name = image.getAttribute('src');
    const [width, height] = ['width', 'height'].map((side) => Number(image.getAttribute(side)));
    if (!image.hasAttribute('alt')) found.push(`no alt: ${name}`);
    if (image.closest('[data-photo]') && !image.alt) found.push(`empty alt: ${name}`);
    if (!(width > 0 && height > 0)) found.push(`no size: ${name}`);
    const ratio = image.naturalWidth / image.naturalHeight;
    if (ratio && Math.abs(ratio - width / height) > 0.02) found.push(`wrong size: ${name}`);
  }
  for (const node of document.querySelectorAll('[style]')) found.push(`style on ${node.tagName}`);
  return found;
}"""


@pytest.mark.parametrize(
    ("site", "address"), PAGES, ids=[f"{site}-/{address}" for site, address in PAGES]
)
def test_pages(reader: Reader, site: str, address: str) -> None:
    page = reader.open(address, site, stay=address == KINDS["redirect"])
    found = {"document": page.evaluate(UNSOUND), "axe": violations(page)}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        found[f"{width}px"] = page.evaluate(STICKS_OUT)
    found["axe at 320px"] = violations(page)
    assert {check: problems for check, problems in found.items() if problems} == {}


# Lists may leave out the beginnings of posts, which a click shows; a chart every second name.
WORDS = """() => {
  for (const node of document.querySelectorAll('.entry__summary, .chart text')) node.remove();
  return document.body.innerText;
}"""


def test_a_redirect_leads_on(reader: Reader) -> None:
    page = reader.open(KINDS["redirect"])
    page.wait_for_url(f"**/{LONG}")
    assert page.get_by_role("heading", level=1).inner_text().startswith("Hội nghị")


def test_nothing_is_said_after_a_while(reader: Reader) -> None:
    """Browsers wait some seconds before they complain of a font that was loaded for nothing."""
    for kind in ("post", "404", "home"):
        page = reader.open(KINDS[kind])
    page.wait_for_timeout(4000)
