"""The worker that keeps pages, the one that takes them away, and which of them is published."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from plugins.assets.workers import service_worker
from plugins.settings import SiteSettings, site_settings
from tests.conftest import ROOT
from tests.support.houses import House

STATIC = ROOT / "theme/static"


def site(url: str = "https://example.org", **settings: str) -> SiteSettings:
    return site_settings(name="Thư viện", url=url, categories=["Tin"], **settings)


def test_it_is_named_by_what_it_does() -> None:
    """The same input gives the same worker, any other another one."""
    made = [
        service_worker(STATIC, one, offline=True)
        for one in (
            site(),
            site("https://other.example"),
            site("https://example.org/thu-vien"),
            site(timezone="Asia/Tokyo"),
        )
    ]
    versions = [code.split(b'VERSION="')[1][:20] for code in made]
    assert versions[0] == versions[1]
    assert len({*versions}) == 3
    assert b'VAN="/thu-vien/xe-thu-vien/"' in made[2]


def test_without_the_setting_it_goes() -> None:
    code = service_worker(STATIC, site(), offline=False)
    assert b"unregister" in code
    assert b'"fetch"' not in code


@pytest.mark.parametrize(
    ("offline", "drafts", "keeps"),
    [(True, False, True), (False, False, False), (True, True, False)],
)
def test_what_a_build_publishes(tmp_path: Path, offline: bool, drafts: bool, keeps: bool) -> None:
    """A preview, which shows drafts, leaves nothing in a browser."""
    house = House(tmp_path)
    house.settings(f"offline={offline}")
    house.site.post("mot")
    house.site.write("trang/quyen-rieng-tu.md", "---\ntitle: Quyền riêng tư\n---\nNội dung.\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("plugins.building.ROOT", house.site.root)
        assert house.site.build(drafts=drafts) == 0
    assert ("unregister" in house.site.page("sw.js")) != keeps
    for address in ("", "tin-tuc/2021/mot/", "404.html"):
        (script,) = re.findall(r'"/(static/everywhere\.[^"]+)"', house.site.page(address))
        assert ("serviceWorker" in house.site.page(script)) == keeps
    told = "Những trang bạn đã mở được giữ trong trình duyệt trên máy của bạn"
    assert (told in house.site.page("quyen-rieng-tu/")) == offline
