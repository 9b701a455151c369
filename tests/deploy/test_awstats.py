"""AWStats as a second opinion: it counts the pages of people in the server's main log."""

from __future__ import annotations

from pathlib import Path

from tests.deploy.site import DIGEST, write_site
from tests.support.awstats import PageViews, page_views
from tests.support.nginx import serving

CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/131.0 Safari/537.36"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:133.0) Gecko/20100101 Firefox/133.0"
GOOGLE = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"


def test_pages_of_people_and_of_robots(tmp_path: Path) -> None:
    with serving(tmp_path, write_site(tmp_path / "www/thu-vien")) as server:
        asked = [(CHROME, "/"), (CHROME, "/tin-tuc/2021/bai/"), (FIREFOX, "/"), (GOOGLE, "/")]
        asked += [(GOOGLE, "/tin-tuc/2021/bai/"), (CHROME, f"/static/quotes.{DIGEST}.js")]
        asked += [(CHROME, "/luot-xem.gif?p=%2F"), (CHROME, "/khong-co")]
        for agent, path in asked:
            server.ask(path, headers={"User-Agent": agent})
        assert len(server.lines(server.main_log, 7)) == 7
        found = page_views(server.main_log, tmp_path / "awstats")
    assert found == PageViews(people=3, others=3)  # two of the robot, one error
