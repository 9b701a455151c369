"""The rows that a server puts into pages are those of a build, told by newer figures."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from jinja2 import TemplateError

from plugins.values import replace
from plugins.visits.counts import Counts
from plugins.writer.live_rows import live_rows
from tests.conftest import ROOT
from tests.support.houses import House

AS_OF = datetime(2021, 2, 28, 23, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
COUNTS = Counts(as_of=AS_OF, total=196072, today=12, month=345, year=6789, online=3)
STUB = '<!--# block name="luot" -->\n'


def test_the_same_markup_as_in_a_page(tmp_path: Path) -> None:
    """Who is online is not in a page that a build made: its row is the only one that differs."""
    house = House(tmp_path)
    house.settings("visit_source='log'")
    figures = {"total": 196072, "today": 12, "month": 345, "year": 6789, "online": 3}
    text = json.dumps({"version": 1, "as_of": AS_OF.isoformat(), **figures})
    house.site.write("luot-truy-cap.json", text)
    house.build()
    baked = house.site.page("").partition(STUB)[2].partition("<!--# endblock")[0]
    assert live_rows(replace(COUNTS, online=None), AS_OF).decode() == baked
    online = live_rows(COUNTS, AS_OF).decode()
    before = ' hidden><dt>Đang truy cập</dt><dd class="aside__figure">–</dd>'
    assert baked.count(before) == 1
    shown = '><dt>Đang truy cập</dt><dd class="aside__figure">3</dd>'
    assert online == baked.replace(before, shown)


def test_stale_figures_tell_nobody_online() -> None:
    rows = live_rows(COUNTS, AS_OF + timedelta(minutes=11)).decode()
    assert "hidden><dt>Đang truy cập</dt>" in rows
    assert "196.072" in rows


def test_times_are_of_the_zone_of_now() -> None:
    assert live_rows(replace(COUNTS, as_of=AS_OF.astimezone(UTC)), AS_OF) == live_rows(
        COUNTS, AS_OF
    )
    assert b"28/02/2021 11:00:00 CH" in live_rows(COUNTS, AS_OF)


def test_another_theme(tmp_path: Path) -> None:
    partial = tmp_path / "templates/partials/visit_rows.html"
    with pytest.raises(TemplateError):
        live_rows(COUNTS, AS_OF, tmp_path)
    partial.parent.mkdir(parents=True)
    partial.write_text("{% for row in figures.rows %}{{ row.name }} {% endfor %}", encoding="utf-8")
    assert live_rows(COUNTS, AS_OF, tmp_path) == b"today month year total online "


def test_it_needs_neither_pelican_nor_what_reads_posts() -> None:
    """It is rendered once a minute."""
    heavy = ["pelican", "docutils", "markdown", "yaml", "PIL", "icalendar", "av"]
    program = "import sys, plugins.writer.live_rows; print(*sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not {*heavy} & {*done.stdout.split()}
