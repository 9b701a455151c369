"""How pages are held against their twins and watched in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from tests.browser.chromium import WITHOUT_WORKER
from tests.browser.late_scripts import RAN, WATCH

# What pages are made of by the rules of browsers, of both sites: whether each pair has the same
# elements in the same order with the same names of attributes, but for what depends on words (how
# near posts are to each other, a film's text); where only the hostile one has some kind of element;
# which its texts have; and where its addresses lead.
COMPARED = """async (pairs) => {
  const tag = (node) => {
    const names = node.getAttributeNames();
    return `${node.localName} ${names.length > 1 ? names.sort().join(" ") : names}`;
  };
  const told = (node) => {
    let text = `<${tag(node)}>`;
    for (let child = node.firstElementChild; child; child = child.nextElementSibling) {
      text += told(child);
    }
    return `${text}/`;
  };
  const leading = ["href", "src", "action", "formaction", "data", "poster", "cite", "xlink:href"];
  const read = async (name) => {
    const source = await (await fetch(`/${name}`)).text();
    const page = new DOMParser().parseFromString(source, "text/html");
    for (const node of page.querySelectorAll(".related")) node.remove();
    const found = { kinds: new Set(), typed: new Set(), addresses: new Set() };
    const text = page.querySelector(".prose");
    for (const node of page.querySelectorAll("*")) {
      (text?.contains(node) ? found.typed : found.kinds).add(tag(node));
      for (const name of leading) {
        if (node.hasAttribute(name)) found.addresses.add(node.getAttribute(name));
      }
    }
    for (const node of page.querySelectorAll(".prose > *")) node.remove();
    return { ...found, made: told(page.documentElement) };
  };
  const [typed, schemes, unlike, strange] = [new Set(), new Set(), [], []];
  const compare = async () => {
    for (let pair; (pair = pairs.pop()) !== undefined; ) {
      const [hostile, harmless] = await Promise.all(pair.map(read));
      if (hostile.made !== harmless.made) unlike.push(pair[0]);
      if ([...hostile.kinds].some((kind) => !harmless.kinds.has(kind))) strange.push(pair[0]);
      for (const kind of hostile.typed) typed.add(kind);
      for (const address of hostile.addresses) {
        if (harmless.addresses.has(address)) continue; // the theme's own
        let scheme = "leads nowhere";
        try { scheme = new URL(address, location).protocol; } catch {}
        schemes.add(scheme);
      }
    }
  };
  await Promise.all(Array.from({ length: 8 }, compare));
  return { typed: [...typed], schemes: [...schemes], unlike, strange };
}"""


# Names of all elements of each page with those of their attributes.
ELEMENTS = """(sources) => sources.map((source) => {
  const page = new DOMParser().parseFromString(source, "text/html");
  const nodes = [...page.querySelectorAll("*")];
  return nodes.map((node) => `${node.localName} ${node.getAttributeNames()}`).join("; ");
})"""


def html_files(output: Path) -> list[str]:
    found = (path.relative_to(output).as_posix() for path in output.rglob("*.html"))
    return sorted(name for name in found if not name.startswith("cu/"))


@contextmanager
def watched(browser: Browser, origin: str, *, policy: bool) -> Iterator[tuple[Page, list[str]]]:
    """A page, and what runs on it or asks another host: that list is to stay empty."""
    context = browser.new_context(bypass_csp=not policy, locale="vi-VN")
    said: list[str] = []
    page = context.new_page()
    page.add_init_script(WITHOUT_WORKER)
    page.add_init_script(WATCH)

    def asked(request: Request) -> None:
        if not request.url.startswith((f"{origin}/", "data:")):
            said.append(f"{request.frame.url}: asks {request.url}")

    page.on("dialog", lambda dialog: (said.append(f"{page.url}: dialog"), dialog.dismiss()))
    page.on("request", asked)

    def spoke(message: ConsoleMessage) -> None:
        # A colour that an editor typed, with a warning: it shows nothing and asks nobody.
        if not message.text.startswith("Applying inline style"):
            said.append(f"{message.location['url']}: {message.text}")

    page.on("console", spoke)
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    page.on("popup", lambda popup: said.append(f"{page.url}: opens {popup.url}"))
    yield page, said
    context.close()


# What a mouse and a keyboard would set off, without going anywhere.
TOUCHED = """(page) => {
  for (const node of (page ?? document).querySelectorAll("main *")) {
    for (const name of ["mouseover", "focus", "pointerenter"]) {
      node.dispatchEvent(new Event(name, { bubbles: true }));
    }
  }
}"""

# The same on pages side by side in frames, which takes half the time; those that led away.
VISITED = f"""async (names) => {{
  const touch = {TOUCHED};
  const ran = {RAN};
  const away = [];
  const visit = async () => {{
    for (let name; (name = names.pop()) !== undefined; ) {{
      const frame = document.createElement("iframe");
      Object.assign(frame, {{ width: 1280, height: 800, src: `/${{name}}` }});
      const loaded = new Promise((done) => {{ frame.onload = done; }});
      document.body.append(frame);
      await loaded;
      while (!ran(frame.contentWindow)) await new Promise(requestAnimationFrame);
      touch(frame.contentDocument);
      if (frame.contentWindow.location.pathname !== `/${{name}}`) away.push(name);
      frame.remove();
    }}
  }};
  await Promise.all(Array.from({{ length: 6 }}, visit));
  return away;
}}"""
