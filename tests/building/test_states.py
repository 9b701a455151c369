"""What becomes of each post: where it can be read, and where it is listed."""

from __future__ import annotations

import re
from typing import Any

import pelican.settings
import pytest
from pelican import signals

from plugins.values import replace
from tests.support.sites import Site

# Front matter beyond title and date; whether it has a page of its own, and stands in lists.
STATES = {
    "published": ({}, True, True),
    "hidden": ({"status": "hidden"}, True, False),
    "withdrawn": ({"status": "withdrawn"}, True, False),
    "expired": ({"expires": "2021-02-28 12:00"}, True, False),
    "not yet expired": ({"expires": "2021-03-01 08:00:01"}, True, True),
    "draft": ({"status": "draft"}, False, False),
    "scheduled": ({"date": "2021-03-01 08:00:01"}, False, False),
    "just due": ({"date": "2021-03-01 08:00:00"}, True, True),
}


@pytest.mark.parametrize("state", STATES)
def test_where_a_post_can_be_seen(site: Site, state: str) -> None:
    fields, has_page, listed = STATES[state]
    site.post("bai", title="Bài thử", **fields)
    assert site.build() == 0
    assert (site.output / "tin-tuc/2021/bai/index.html").exists() == has_page
    for address in ("", "tin-tuc/", "chuyen-muc/tin-hoat-dong/"):
        assert ("/tin-tuc/2021/bai/" in site.page(address)) == listed
    years = site.output / "tin-tuc/2021/index.html"
    assert years.exists() == listed


@pytest.mark.parametrize("state", ["draft", "scheduled"])
def test_a_preview_shows_and_marks_what_is_not_published(site: Site, state: str) -> None:
    site.post("bai", title="Bài thử", **STATES[state][0])
    assert site.build(drafts=True) == 0
    mark = {"draft": "Bản nháp", "scheduled": "hẹn giờ"}[state]
    assert mark.lower() in site.page("tin-tuc/2021/bai/").lower()
    lists = ("", "tin-tuc/", "tin-tuc/2021/", "chuyen-muc/tin-hoat-dong/")
    for address in lists:
        assert "/tin-tuc/2021/bai/" in site.page(address)
        assert re.search(f'class="entry__sample">{mark}<', site.page(address), re.IGNORECASE)
    assert site.build() == 0
    assert not (site.output / "tin-tuc/2021/bai").exists()


def test_a_preview_marks_a_draft_of_a_page(site: Site) -> None:
    site.write("trang/moi.md", "---\ntitle: Trang mới\nstatus: draft\n---\nChữ.\n")
    assert site.build(drafts=True) == 0
    assert "Bản nháp: chưa đăng, bạn đọc chưa thấy trang này." in site.page("moi/")
    assert site.build() == 0
    assert not (site.output / "moi").exists()


def test_a_withdrawn_page_leaves_a_notice(site: Site) -> None:
    text = "---\ntitle: Trang cũ\nmenu: 1\nstatus: withdrawn\n---\nBí mật.\n"
    site.write("trang/cu.md", text)
    assert site.build() == 0
    assert "Thư viện đã gỡ trang này" in site.page("cu/")
    assert "Bí mật" not in site.page("cu/")
    assert "/cu/" not in site.page("")


def test_the_address_prefix_of_a_site_below_a_folder(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every link of a site at https://example.org/thu-vien begins with /thu-vien/."""
    read = pelican.settings.read_settings

    def below(*args: Any, **kwargs: Any) -> dict[str, Any]:
        settings: dict[str, Any] = read(*args, **kwargs)
        settings["SITE"] = replace(settings["SITE"], url="https://example.org/thu-vien")
        return settings

    monkeypatch.setattr(pelican.settings, "read_settings", below)
    site.post("bai", title="Bài", body="[kia](../kia/index.md) và [nhà](/tin-tuc/).\n")
    site.post("kia", title="Kia")
    assert site.build() == 0
    for address in ("", "tin-tuc/2021/bai/", "404.html"):
        links = re.findall(r'(?:href|src)="(/[^"]*)"', site.page(address))
        assert links
        assert [link for link in links if not link.startswith("/thu-vien/")] == []


def test_what_ends_a_build_is_said(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    def end(_: object) -> None:
        raise SystemExit("Một tiến trình xử lý ảnh bị hệ thống dừng.")

    signals.article_generator_finalized.connect(end)
    try:
        assert site.build() == 1
    finally:
        signals.article_generator_finalized.disconnect(end)
    assert "Một tiến trình xử lý ảnh bị hệ thống dừng." in capsys.readouterr().err
