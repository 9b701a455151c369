"""How a page comes in over a slow link on a slow phone, for people to read; budgets of bytes are
what tests hold (tests/browser/test_weight.py).

`python -m tests.audit.slow_link FOLDER [ADDRESS ...]`: 400 kbit/s, 400 ms from request to answer, a
processor four times as slow (Chromium's own emulation), nothing in the cache, the median of five.
The emulation does not delay name look-up and handshakes; `text` is when text was first seen.
"""

from __future__ import annotations

import os
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from plugins.values import Struct
from tests.audit.serving import serving
from tests.audit.sites import read_site
from tests.browser.chromium import find_chromium, launch_arguments
from tests.browser.late_scripts import WATCH, all_ran

KBIT, DELAY, SLOWER, RUNS = 400, 400, 4, 5

_TIMES = """() => new Promise((resolve) => {
  const paints = performance.getEntriesByName('first-contentful-paint');
  const page = performance.getEntriesByType('navigation')[0];
  const all = [page, ...performance.getEntriesByType('resource')];
  const scripts = all.filter((one) => one.initiatorType === 'script').map((one) => one.responseEnd);
  const done = Math.max(page.loadEventStart, ...scripts);
  const started = all.filter((one) => one.startTime <= done);
  resolve({
    text: paints[0]?.startTime ?? NaN,
    done,
    bytes: started.reduce((sum, one) => sum + one.transferSize, 0),
    requests: started.length,
    before: all.filter((one) => one !== page && one.responseEnd
      && one.responseEnd <= (paints[0]?.startTime ?? 0)).length,
  });
})"""


class Visit(Struct, frozen=True, kw_only=True):
    """Medians, in seconds; bytes and requests until the page was done, scripts included; `before`
    are requests other than the page's own that were answered before the first paint."""

    text: float
    done: float
    bytes: int
    requests: int
    before: int


def visit(browser: Browser, url: str, *, slow: bool = True, runs: int = RUNS) -> Visit:
    """Open a page as on a phone."""
    found = []
    for _ in range(runs):
        context = browser.new_context(
            viewport={"width": 360, "height": 800},
            device_scale_factor=2,
            is_mobile=True,
            has_touch=True,
            locale="vi-VN",
        )
        context.add_init_script(WATCH)
        page = context.new_page()
        session = context.new_cdp_session(page)
        if slow:
            session.send("Network.enable")
            link = {
                "latency": DELAY,
                "downloadThroughput": KBIT * 125,
                "uploadThroughput": KBIT * 125,
            }
            session.send("Network.emulateNetworkConditions", {"offline": False, **link})
            session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto(url, wait_until="load", timeout=120_000)
        all_ran(page)
        found.append(page.evaluate(_TIMES))
        context.close()

    def middle(name: str) -> float:
        return statistics.median(one[name] for one in found)

    return Visit(
        text=middle("text") / 1000,
        done=middle("done") / 1000,
        bytes=int(middle("bytes")),
        requests=int(middle("requests")),
        before=int(middle("before")),
    )


def main(arguments: Sequence[str]) -> int:
    """Print a table."""
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,localhost"
    site = read_site(Path(arguments[0]))
    print("| page | text | done | KB until done | requests | before the first paint |")
    print("|---|--:|--:|--:|--:|--:|")
    with serving(site.folder, site.base) as origin, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=launch_arguments()
        )
        for address in arguments[1:] or [""]:
            one = visit(browser, f"{origin}/{address}")
            print(
                f"| /{address} | {one.text:.2f} s | {one.done:.2f} s | {one.bytes / 1024:.0f} |"
                f" {one.requests} | {one.before} |",
                flush=True,
            )
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
