"""Every kind of page for every reader: enlarged, spaced, by keyboard, in one's own colours, without
motion, pictures, styles or scripts (WCAG 2.2, level AA)."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.axe import more_contrast
from tests.browser.reading import Reader
from tests.browser.sample_site import KINDS
from tests.browser.test_every_page import STICKS_OUT, WORDS
from tests.browser.test_modes import MOVING
from tests.support.sites import NOW

pytestmark = pytest.mark.browser

REDIRECT = "redirect"
"""It is gone at once, and what it says has no style."""

STYLED = [kind for kind in KINDS if kind != REDIRECT]

of_every_kind = pytest.mark.parametrize("kind", STYLED)


def opened(reader: Reader, kind: str, **options: Any) -> Page:
    """A page of this kind on the day of the build: what is over by now is hidden by scripts."""
    return reader.open(KINDS[kind], stay=kind == REDIRECT, at=NOW, **options)


def words(page: Page) -> Counter[str]:
    return Counter(re.findall(r"\w+", page.evaluate(WORDS).lower()))


def on_a_phone(page: Page, *, height: int = 800) -> None:
    page.set_viewport_size({"width": 320, "height": height})
    menu = page.locator("summary.menu__toggle")
    if menu.count():
        menu.click()


# 1.4.12, word for word. A sheet that a script makes is past the page's policy.
SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
}"""


def enlarged(page: Page) -> dict[str, list[str]]:
    """What is wrong with a page at 200 %, the size of text that a reader set in the system (1.4.4);
    it stays so."""
    settings = page.context.new_cdp_session(page)
    settings.send("Page.enable")
    settings.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    found = {"did not grow": page.evaluate(SMALL)}
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        found[f"200 % at {width}px"] = page.evaluate(STICKS_OUT) + page.evaluate(CUT_OFF)
    return found


# Text that the box around it cuts off or that lies over other text.
CUT_OFF = """() => [...document.querySelectorAll('body *')].flatMap((node) => {
  const style = getComputedStyle(node);
  const cuts = /hidden|clip/.test(style.overflowX + style.overflowY);
  if (!cuts || node.matches('.visually-hidden, svg, svg *') || !node.checkVisibility()) return [];
  const over = node.scrollHeight > node.clientHeight + 2 || node.scrollWidth > node.clientWidth + 2;
  return over && node.innerText.trim() && style.webkitLineClamp === 'none'
    ? [`${node.className || node.tagName}: ${node.innerText.slice(0, 60)}`] : [];
})"""


# Text that is not at least twice 12 px.
SMALL = """() => {
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode.parentElement;
    const size = parseFloat(getComputedStyle(node).fontSize);
    const seen = texts.currentNode.data.trim() && node.checkVisibility();
    if (seen && !node.closest('svg, .visually-hidden') && size < 24) {
      found.push(`${size}px: ${node.className || node.tagName}`);
    }
  }
  return found;
}"""


# 2.5.8: a target is 24 × 24, stands in a sentence, or has room for a circle of 24 around it.
SMALL_TARGETS = """() => {
  const all = [...document.querySelectorAll('a[href], button, summary, input, select, textarea')]
    .filter((node) => node.checkVisibility() && !node.matches('.visually-hidden'));
  const boxes = all.map((node) => {
    // A headline may stand for its whole entry.
    const after = getComputedStyle(node, '::after');
    const around = after.position === 'absolute' && after.content !== 'none'
      ? node.closest('article, li') : node;
    return around.getBoundingClientRect();
  });
  const small = boxes.map((box) => box.width < 24 || box.height < 24);
  const middle = (box) => [box.x + box.width / 2, box.y + box.height / 2];
  const far = (point, box) => Math.hypot(
    Math.max(box.left - point[0], 0, point[0] - box.right),
    Math.max(box.top - point[1], 0, point[1] - box.bottom));
  const inSentence = (node) => getComputedStyle(node).display === 'inline'
    && [...node.parentElement.childNodes].some(
      (one) => one.nodeType === 3 && /[\\p{L}\\d]{2}/u.test(one.data));
  return all.flatMap((node, i) => {
    if (!small[i] || inSentence(node)) return [];
    const near = boxes.some((box, j) => j !== i && !all[j].contains(node) && !node.contains(all[j])
      && (far(middle(boxes[i]), box) < 12 || small[j]
        && Math.hypot(...middle(box).map((value, k) => value - middle(boxes[i])[k])) < 24));
    return near ? [`${Math.round(boxes[i].width)}×${Math.round(boxes[i].height)}: `
      + node.outerHTML.slice(0, 120)] : [];
  });
}"""


@of_every_kind
def test_enlarged_spaced_and_touched(reader: Reader, kind: str) -> None:
    """One after the other, for opening a page is what takes time."""
    page = opened(reader, kind)
    wide = words(page)
    found = {"targets": page.evaluate(SMALL_TARGETS)}
    on_a_phone(page)
    found["targets at 320px"] = page.evaluate(SMALL_TARGETS)
    # 1.4.10: 1280 × 1024 enlarged four times.
    page.set_viewport_size({"width": 320, "height": 256})
    found["400 %"] = page.evaluate(STICKS_OUT)
    found["lost at 400 %"] = [*(wide - words(page))]
    page.evaluate(SPACING)
    found["spaced"] = page.evaluate(STICKS_OUT) + page.evaluate(CUT_OFF)
    found["lost when spaced"] = [*(wide - words(page))]
    page.set_viewport_size({"width": 1280, "height": 800})
    found["spaced at 1280px"] = page.evaluate(STICKS_OUT) + page.evaluate(CUT_OFF)
    page.evaluate("() => { document.adoptedStyleSheets = []; }")
    found |= enlarged(page)
    found["lost at 200 %"] = [*(wide - words(page))]
    page.emulate_media(reduced_motion="reduce")
    found["moves"] = page.evaluate(MOVING)
    assert {check: problems for check, problems in found.items() if problems} == {}


def test_small_targets_are_found(reader: Reader) -> None:
    """Else the test above could not fail."""
    page = opened(reader, "page")
    page.evaluate(
        """() => { document.querySelector('main').innerHTML =
          '<ul><li><a href="#1">1</a></li><li><a href="#2">2</a></li></ul>';
          const style = (name, css) => document.querySelectorAll(name).forEach(
            (node) => { node.style.font = css; });
          style('main li, main a', '9px/1 sans-serif'); }"""
    )
    assert len(page.evaluate(SMALL_TARGETS)) == 2


# Body text is AAA as it is; with more contrast all of it.
@pytest.mark.parametrize("kind", ["home", "post", "page", "mobile library", "figures", "film"])
def test_contrast(reader: Reader, kind: str) -> None:
    page = opened(reader, kind)
    if page.locator(".prose").count():
        assert more_contrast(page, ".prose") == []
    page.emulate_media(contrast="more")
    assert more_contrast(page, "") == []


# Drawn by colour alone: a line, a bar, a dot. Whatever has no border, text or picture must not be
# of the colour of the page when the system's colours replace ours.
VANISHED = """() => {
  const paper = getComputedStyle(document.body).backgroundColor;
  return [...document.querySelectorAll('main svg:not(.photo__tone) *')].flatMap((node) => {
    if (!node.checkVisibility() || node.closest('.stop__code')) return [];
    if (!node.matches('rect, circle, path, line, text')) return [];
    const style = getComputedStyle(node);
    const drawn = [style.fill, style.stroke].filter((colour) => colour !== 'none');
    return drawn.some((colour) => colour !== paper) ? [] : [node.outerHTML.slice(0, 120)];
  });
}"""


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("kind", ["figures", "mobile library", "stop", "post", "home"])
def test_what_is_drawn_stays_in_forced_colours(reader: Reader, kind: str, mode: str) -> None:
    page = opened(reader, kind, forced_colors="active", color_scheme=mode)
    assert page.evaluate(VANISHED) == []
    assert page.evaluate(STICKS_OUT) == []
    current = page.locator(".menu [aria-current]")
    if current.count():
        other = page.locator(".menu__link:not([aria-current])").first
        edges = [
            one.evaluate("(node) => getComputedStyle(node).borderBottomColor")
            for one in (current.first, other)
        ]
        assert edges[0] != edges[1], "the page one is on is marked by a line"


# Without scripts a page says the same, but for what only scripts could do.
@pytest.mark.parametrize("kind", KINDS)
def test_without_javascript(reader: Reader, kind: str) -> None:
    page = opened(reader, kind)
    with_scripts = words(page)
    without = reader.open(KINDS[kind], stay=kind == REDIRECT, java_script_enabled=False)
    assert without.evaluate(STICKS_OUT) == []
    assert without.evaluate(DEAD) == []
    lost = with_scripts - Counter(re.findall(r"\w+", without.inner_text("body").lower()))
    assert sum(lost.values()) <= MADE_BY_SCRIPTS.get(kind, 6), lost


# Buttons that do nothing without scripts are not shown (those that send a form do something); nor
# are boxes without anything in them.
DEAD = """() => [
  ...[...document.querySelectorAll('button:not(form[action] button), form:not([action])')].filter(
    (node) => node.checkVisibility()).map((node) => node.outerHTML.slice(0, 120)),
  ...[...document.querySelectorAll('section, aside, nav, ul, ol, table, figure, main, header')]
    .filter((node) => node.checkVisibility() && !node.innerText.trim()
      && !node.querySelector('img, svg, video'))
    .map((node) => `empty: ${node.outerHTML.slice(0, 120)}`),
]"""

MADE_BY_SCRIPTS = {"mobile library": 60, "search": 60}
"""Words of buttons (print, copy, nearest stop), of what a script says about this moment, and of the
form that only a script can answer."""


# Each link and button that is shown has words, those of a picture included.
NAMELESS = """() => [...document.querySelectorAll('a[href], button, summary')].filter((node) =>
  node.checkVisibility() && !node.innerText.trim() && !node.ariaLabel
  && ![...node.querySelectorAll('img')].some((image) => image.alt.trim()))
  .map((node) => node.outerHTML.slice(0, 120))"""

# The menu is closed then, as on a phone.
UNSTYLED = """() => {
  for (const style of document.querySelectorAll('style')) style.remove();
  for (const details of document.querySelectorAll('.menu details')) details.open = true;
}"""

# What comes when a page is read from its top: places of the parts that every page has.
PARTS = """() => ['.skip', 'header', '.menu', '.banner', 'main', 'h1', '.aside', '.footer']
  .flatMap((name) => {
    const node = document.querySelector(name);
    return node ? [[name, node.getBoundingClientRect().top + scrollY]] : [];
  })"""


# Without styles a drawing has the size that it says itself, or none.
HUGE = """() => [...document.querySelectorAll('svg')].filter((node) => {
  const box = node.getBoundingClientRect();
  return node.checkVisibility() && box.height > innerHeight;
}).map((node) => node.outerHTML.slice(0, 100))"""


@of_every_kind
def test_without_pictures_and_without_styles(reader: Reader, kind: str) -> None:
    """Words stand where pictures are wanting; without styles all is in the order of reading."""
    before = words(opened(reader, kind))
    page = opened(reader, kind, pictures=False)
    found = {
        "sticks out": page.evaluate(STICKS_OUT),
        "lost with the pictures": [*(before - words(page))],
        "nameless": page.evaluate(NAMELESS),
    }
    page.evaluate(UNSTYLED)
    places = page.evaluate(PARTS)
    if kind == "home":  # its headline is the library's name
        places = [place for place in places if place[0] != "h1"]
    tops = [top for _, top in places]
    found["order"] = [] if tops == sorted(tops) else places
    found["huge"] = page.evaluate(HUGE)
    found["lost with the styles"] = [*(before - words(page))]
    assert {check: problems for check, problems in found.items() if problems} == {}
