"""The sitemap: every page that may be found, once, and no other."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pelican.settings
import pytest
from PIL import Image

from plugins.head import Head, HeadImage
from plugins.settings import site_settings
from plugins.values import replace
from plugins.writer.sitemap import robots_txt, sitemap
from tests.support.sites import Site, tree

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
IMAGES = "{http://www.google.com/schemas/sitemap-image/1.1}"
SETTINGS = site_settings(name="Thư viện", url="https://example.org", categories=["Tin"])
BELOW = replace(SETTINGS, url="https://example.org/thu-vien")
DATE = datetime(2021, 1, 11, 8, 41, 24, tzinfo=UTC)


def head(path: str, **changes: Any) -> Head:
    return Head(**{"title": "Trang", "path": path, "kind": "page", **changes})


def entries(data: bytes) -> list[ElementTree.Element]:
    """The entries, after what the schema asks for: https://www.sitemaps.org/protocol.html."""
    root = ElementTree.fromstring(data)  # noqa: S314 (our own)
    assert root.tag == f"{SPACE}urlset"
    for url in root:
        assert url.tag == f"{SPACE}url"
        names = [part.tag for part in url]
        assert names[0] == f"{SPACE}loc"
        assert names.count(f"{SPACE}loc") == 1
        assert names.count(f"{SPACE}lastmod") <= 1
        assert set(names) <= {f"{SPACE}loc", f"{SPACE}lastmod", f"{IMAGES}image"}
    return list(root)


def addresses(data: bytes) -> list[str]:
    return [url.findtext(f"{SPACE}loc") or "" for url in entries(data)]


def test_an_empty_sitemap() -> None:
    assert entries(sitemap([], SETTINGS)) == []


def test_pages_that_may_be_found_by_path() -> None:
    heads = [head("b/"), head("404.html", noindex=True, kind="error"), head(""), head("a/")]
    found = ["https://example.org/", "https://example.org/a/", "https://example.org/b/"]
    assert addresses(sitemap(heads, SETTINGS)) == found
    assert sitemap(heads, SETTINGS) == sitemap(heads[::-1], SETTINGS), "in whatever order"
    assert addresses(sitemap(heads, BELOW))[1] == "https://example.org/thu-vien/a/"


@pytest.mark.parametrize(
    ("dates", "changed"),
    [
        ({}, None),
        ({"published": DATE}, "2021-01-11T08:41:24+00:00"),
        ({"published": DATE, "modified": DATE.replace(day=12)}, "2021-01-12T08:41:24+00:00"),
    ],
)
def test_the_last_change(dates: dict[str, datetime], changed: str | None) -> None:
    (url,) = entries(sitemap([head("a/", **dates)], SETTINGS))
    assert url.findtext(f"{SPACE}lastmod") == changed


def test_all_pictures_of_a_page() -> None:
    images = tuple(HeadImage(url=f"anh/{n}.jpg", width=1, height=1) for n in range(1100))
    (url,) = entries(sitemap([head("a/", images=images)], BELOW))
    found = [node.text for node in url.iter(f"{IMAGES}loc")]
    assert found[:2] == [f"https://example.org/thu-vien/anh/{n}.jpg" for n in (0, 1)]
    assert len(found) == 1000, "as many as Google takes"


def test_odd_addresses_stay_xml() -> None:
    odd = [head("a/?b&c"), head("<d>"), head("e\ufffe/")]
    found = addresses(sitemap(odd, SETTINGS))
    assert sorted(found) == [f"https://example.org/{path}" for path in ("<d>", "a/?b&c", "e/")]


@pytest.mark.parametrize("site", [SETTINGS, BELOW], ids=["root", "below"])
def test_robots(site: Any) -> None:
    assert robots_txt(site, date(2021, 3, 1)).decode() == (
        f"User-agent: *\nAllow: /\n\nSitemap: {site.url}/sitemap.xml\n"
        "\n# Bản dựng ngày 2021-03-01\n"
    )


def _fill(site: Site) -> None:
    photo = site.content / "tin-tuc/2021/co-anh/anh.jpg"
    site.post("co-anh", title="Bài có ảnh", tags="[sách]", series="Ngày sách")
    Image.new("RGB", (900, 600), "green").save(photo)
    site.post("cu", 2020, title="Bài cũ", date="2020-05-01", redirect_from="[/cu.html]")
    site.post("an", title="Bài ẩn", status="hidden")
    site.post("nhap", title="Bản nháp", status="draft")
    site.post("hen-gio", title="Bài hẹn giờ", date="2021-06-01")
    site.post("da-go", title="Bài đã gỡ", status="withdrawn")
    site.write("trang/lien-he.md", "---\ntitle: Liên hệ\n---\nĐịa chỉ.\n")


@pytest.mark.parametrize("drafts", [False, True], ids=["build", "preview"])
@pytest.mark.parametrize("url", ["https://example.org", "https://example.org/thu-vien"])
def test_every_page_that_may_be_found_is_there_and_exists(
    site: Site, monkeypatch: pytest.MonkeyPatch, url: str, drafts: bool
) -> None:
    read = pelican.settings.read_settings

    def at(*args: Any, **kwargs: Any) -> dict[str, Any]:
        settings: dict[str, Any] = read(*args, **kwargs)
        settings["SITE"] = replace(settings["SITE"], url=url)
        return settings

    monkeypatch.setattr(pelican.settings, "read_settings", at)
    _fill(site)
    assert site.build(drafts=drafts) == 0
    data = (site.output / "sitemap.xml").read_bytes()
    found = addresses(data)
    assert len(set(found)) == len(found)
    may_be_found = {
        url + "/" + path.relative_to(site.output).as_posix().removesuffix("index.html")
        for path in site.output.rglob("*.html")
        if '<meta name="robots" content="noindex">' not in path.read_text(encoding="utf-8")
    }
    assert set(found) == may_be_found
    assert f"{url}/tin-tuc/2021/co-anh/" in found
    assert not re.search(rb"/(an|nhap|hen-gio|da-go|cu\.html|404\.html)[/<]", data)
    pictures = re.findall(rf"<image:loc>{url}/([^<]+)</image:loc>", data.decode())
    assert pictures
    assert [name for name in pictures if not (site.output / name).is_file()] == []
    assert f"\nSitemap: {url}/sitemap.xml\n" in site.page("robots.txt")


def test_a_build_that_fails_leaves_the_old_sitemap(site: Site) -> None:
    _fill(site)
    assert site.build() == 0
    before = tree(site.output)
    site.post("moi", title="Bài mới")
    site.post("hong", title="Bài hỏng", category="Không có")
    assert site.build() == 1
    assert tree(site.output) == before


def test_a_build_that_ends_while_pages_are_written_leaves_the_old_sitemap(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    _fill(site)
    assert site.build() == 0
    before = (site.output / "sitemap.xml").read_bytes()
    site.post("moi", title="Bài mới")

    def full(*_: Any) -> bool:
        raise OSError(28, "No space left on device", "feeds/video.rss.xml")

    monkeypatch.setattr("plugins.feeds.adapter.FeedsGenerator.generate_output", full)
    assert site.build() == 1
    assert (site.output / "sitemap.xml").read_bytes() == before


def test_an_empty_site_has_a_sitemap(site: Site) -> None:
    assert site.build() == 0
    found = addresses((site.output / "sitemap.xml").read_bytes())
    assert {"https://example.org/", "https://example.org/tin-tuc/"} <= set(found)


def test_the_sitemap_goes_with_its_build(site: Site, tmp_path: Path) -> None:
    """Same content, same bytes; and a new post is in it at once."""
    _fill(site)
    assert site.build() == 0
    assert site.build(output=tmp_path / "other") == 0
    first = (site.output / "sitemap.xml").read_bytes()
    assert (tmp_path / "other/sitemap.xml").read_bytes() == first
    site.post("moi", title="Bài mới")
    assert site.build() == 0
    assert b"/tin-tuc/2021/moi/" in (site.output / "sitemap.xml").read_bytes()
