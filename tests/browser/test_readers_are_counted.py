"""Fifty readers among crawlers and programs, through the real server, browser and counter."""

from __future__ import annotations

import itertools
import subprocess
import time
from datetime import datetime
from pathlib import Path

import pytest
from crawleruseragents import CRAWLER_USER_AGENTS_DATA
from playwright.sync_api import Browser

from plugins.counting.logs import Places, count_logs
from plugins.settings import site_settings
from plugins.visits.counts import parse_counts
from tests.support.awstats import page_views
from tests.support.debian import find_program
from tests.support.houses import House
from tests.support.nginx import Nginx, serving

pytestmark = pytest.mark.browser

READERS = 50
CURLS = 500
AGENTS = (
    "Mozilla/5.0 (Linux; Android 13; SM-A145F) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/131.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/131.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
    " Gecko) Version/17.6 Mobile/15E148 Safari/604.1",
)
CRAWLERS = (
    "Googlebot/", "bingbot", "Slurp", "Wget", "LinkedInBot", "Python-urllib",
    "python-requests", "YandexBot", "Baiduspider", "facebookexternalhit", "Twitterbot",
    "SemrushBot", "AhrefsBot", "MJ12bot", "DotBot", "Applebot", "archive.org_bot", "CCBot",
    "DuckDuckBot", "Exabot", "ia_archiver", "msnbot", "SeznamBot", "Sogou web spider",
    "UptimeRobot", "Discordbot", "Pinterestbot", "WhatsApp", "TelegramBot", "GPTBot",
)  # fmt: skip
TAKEN_FOR_PEOPLE = ("WhatsApp",)
"""Crawlers that AWStats 7.8 does not know."""
CRAWLED = 2
"""Pages that each crawler asks for."""
PAGES = ("/", "/tin-tuc/", "/tin-tuc/2021/mot/", "/tin-tuc/2021/hai/")


def crawlers() -> list[str]:
    """One name of each kind, as it was seen in logs."""
    seen = [name for entry in CRAWLER_USER_AGENTS_DATA for name in entry["instances"]]
    return [next(name for name in seen if kind in name) for kind in CRAWLERS]


def image(page: str) -> str:
    return f"/luot-xem.gif?p={page.replace('/', '%2F')}"


def crawl(server: Nginx) -> int:
    """Each kind reads pages, and some of them images too."""
    hits = 0
    for number, agent in enumerate(crawlers()):
        headers = {"User-Agent": agent, "X-Forwarded-For": f"198.51.100.{number}"}
        for page in PAGES[:CRAWLED]:
            assert server.ask(page, headers=headers).status == 200
            if number % 3 == 0:
                server.ask(image(page), headers=headers)
                hits += 1
    return hits


def curl(server: Nginx, folder: Path) -> int:
    """Many requests of one program, half of them for the image."""
    urls = [server.origin + path for path in (PAGES[0], image(PAGES[0]))] * (CURLS // 2)
    lines = "\n".join(f'url = "{url}"\noutput = "/dev/null"' for url in urls)
    (folder / "curlrc").write_text(lines, encoding="utf-8")
    subprocess.run(
        [find_program("curl", "curl"), "--silent", "--config", folder / "curlrc"], check=True
    )
    return CURLS // 2


def read(browser: Browser, server: Nginx, number: int) -> int:
    """One person reads two pages or three, the last of them once more; how many views."""
    context = browser.new_context(
        user_agent=AGENTS[number % len(AGENTS)],
        java_script_enabled=number % 5 != 0,
        extra_http_headers={"X-Forwarded-For": f"203.0.113.{number}"},
        locale="vi-VN",
    )
    try:
        page = context.new_page()
        pages = PAGES[: 2 + number % 2]
        for one in pages:
            page.goto(server.origin + one, wait_until="load")
        if number % 7 == 0:
            page.reload(wait_until="load")
        return len(pages) + (number % 7 == 0)
    finally:
        context.close()


def test_exactly_the_readers(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "house").mkdir()
    house = House(tmp_path / "house")
    house.settings("visit_source='log'")
    for slug in ("mot", "hai"):
        house.site.post(slug)
    house.build()
    with serving(tmp_path / "server", house.site.output, trusted=["127.0.0.1"]) as server:
        machines = curl(server, tmp_path)
        views = 0
        for number in range(READERS):
            views += read(browser, server, number)
            if number == READERS // 2:
                machines += crawl(server)
        server.lines(server.pixel_log, views + machines)
        people = page_views(settled(server.main_log), tmp_path / "awstats").people

    site = site_settings(name="Thư viện", url="https://example.org", categories=["Tin"])
    places = Places(content=house.site.content, state=tmp_path / "so.sqlite")
    outcome = count_logs([server.pixel_log], places, site, datetime.now(site.zone))
    assert outcome.problems == []
    counts, _ = parse_counts(places.counts.read_bytes(), "")
    assert counts is not None
    assert counts.total == READERS
    assert sum(counts.paths.values()) == views
    assert set(counts.paths) == {*PAGES[:3]}
    assert f"  {views + machines} lượt xem mới (người {views}, máy {machines})" in (
        outcome.sentences[0].splitlines()
    )
    # AWStats counts pages in the server's main log.
    assert people == views + CRAWLED * len(TAKEN_FOR_PEOPLE)


def settled(log: Path) -> Path:
    """The log, once no line is added to it any more."""
    sizes = (time.sleep(0.2) or log.stat().st_size for _ in itertools.count())
    for before, after in itertools.pairwise(sizes):
        if before == after:
            return log
    raise AssertionError
