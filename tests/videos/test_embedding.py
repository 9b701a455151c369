"""Films in posts on built sites: what plays there, what may be loaded, what is only a link."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup, Tag

from tests.feeds.reading import ENDINGS, plainly
from tests.support.sites import Site
from tests.videos.making import video_text
from tests.videos.test_site import fill

POST = "tin-tuc/2021/bai/"
TUBE = "{youtube: dQw4w9WgXcQ}"


def post(site: Site, *films: str, **fields: str) -> None:
    links = "\n\n".join(f"[Phim {name}](../../../video/{name}.md)" for name in films)
    site.post("bai", body=f"Trước.\n\n{links}\n\nSau.\n", **fields)


def soup(site: Site, address: str = POST) -> BeautifulSoup:
    return BeautifulSoup(site.page(address), "html.parser")


def policy(site: Site, address: str = POST) -> str:
    found = soup(site, address).find("meta", attrs={"http-equiv": "Content-Security-Policy"})
    assert isinstance(found, Tag)
    return str(found["content"])


def opened(site: Site, address: str = POST) -> str:
    """What a page's policy lets in besides what all pages may load."""
    common = {part for part in policy(site, "").split("; ") if not part.startswith("style-src")}
    parts = policy(site, address).split("; ")  # each kind of page has a style of its own
    return "; ".join(p for p in parts if p not in common and not p.startswith("style-src"))


def plays(site: Site, address: str = POST) -> bool:
    return "/static/player." in site.page(address)


def test_a_film_of_our_own_plays_in_a_post(site: Site) -> None:
    fill(site)
    post(site, "phim")
    assert site.build() == 0
    (body,) = soup(site).select(".post__body")
    player, link = body.select(".player, .player + p")
    (element,) = player.select("video")
    assert (element["preload"], element["aria-label"]) == ("none", "Phim của ta")
    assert element.select_one("source")["src"].startswith("/video/phim/")  # type: ignore[index,union-attr]
    assert len(element.select("track")) == 2
    assert str(element["poster"]).startswith("/anh/")
    assert str(link) == '<p><a href="/video/phim/">Phim phim</a></p>'
    assert plays(site)
    assert opened(site) == ""
    assert "\x1e" not in site.page(POST)


def test_a_sample_says_so_where_it_stands(site: Site) -> None:
    fill(site, sample="true")
    site.write("video/tube.md", video_text(source=TUBE, sample="true"))
    post(site, "phim", "tube")
    assert site.build() == 0
    notes = [note.get_text(" ", strip=True) for note in soup(site).select(".player__note")]
    assert [note.endswith(("Video mẫu", "Video mẫu.")) for note in notes] == [True, True]
    for ending in ENDINGS:
        (read,) = plainly((site.output / f"feeds/tin-tuc.{ending}").read_bytes(), ending)
        assert read.html.count("Video mẫu") == 2


def test_two_films_from_elsewhere(site: Site) -> None:
    site.write("video/tube.md", video_text(source=TUBE))
    site.write("video/xa.md", video_text(source="{url: 'https://tv.example.org/a.mp4'}"))
    site.write("video/xa2.md", video_text(source="{url: 'https://a.example.org/b.mp4'}"))
    post(site, "tube", "xa", "xa2", "xa")
    site.post("khac")
    assert site.build() == 0
    assert len(soup(site).select(".player")) == 4
    assert opened(site) == (
        "frame-src https://www.youtube-nocookie.com;"
        " media-src 'self' https://a.example.org https://tv.example.org"
    )
    assert soup(site).find("iframe") is None
    assert "https://www.youtube.com/watch?v=dQw4w9WgXcQ" in site.page(POST)
    for address in ("", "tin-tuc/", "tin-tuc/2021/khac/", "video/"):
        assert opened(site, address) == "", address
        assert not plays(site, address), address
        assert "youtube" not in site.page(address), address


@pytest.mark.parametrize(
    ("fields", "warned"),
    [
        ({"status": "withdrawn"}, False),
        ({"status": "draft"}, True),
        ({"date": "2031-01-01"}, True),
    ],
    ids=["withdrawn", "draft", "scheduled"],
)
def test_what_is_not_shown_is_a_plain_link(
    site: Site, fields: dict[str, str], warned: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write("video/phim.md", video_text(source=TUBE, **fields))
    post(site, "phim")
    assert site.build() == 0
    assert ("bài đó chưa đăng" in capsys.readouterr().err) == warned
    (body,) = soup(site).select(".post__body")
    assert re.sub(r"\n+", "", body.decode_contents()) == (
        '<p>Trước.</p><p><a href="/video/phim/">Phim phim</a></p><p>Sau.</p>'
    )
    assert not plays(site)
    assert opened(site) == ""


def test_a_film_that_is_not_there_is_an_error(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write("video/phim.md", video_text(source=TUBE))
    site.post("bai", body="Chữ.\n\n[x](../../../video/phin.md)\n")
    assert site.build() == 1
    err = capsys.readouterr().err
    assert "LỖI: liên kết tới video/phin.md, nhưng không có tệp đó" in err
    assert "Cách sửa: có phải là video/phim.md?" in err


def test_a_hidden_film_may_stand_in_a_post(site: Site) -> None:
    site.write("video/phim.md", video_text(source=TUBE, status="hidden"))
    post(site, "phim")
    assert site.build() == 0
    assert len(soup(site).select(".player")) == 1


def test_a_preview_shows_drafts_in_drafts(site: Site) -> None:
    site.write("video/phim.md", video_text(source=TUBE, status="draft"))
    post(site, "phim", status="draft")
    assert site.build(drafts=True) == 0
    assert len(soup(site).select(".player")) == 1


@pytest.mark.parametrize("fields", [{"status": "withdrawn"}, {"expires": "2021-02-01"}], ids=str)
def test_nothing_plays_in_a_post_that_is_gone(site: Site, fields: dict[str, str]) -> None:
    site.write("video/phim.md", video_text(source=TUBE))
    post(site, "phim", **fields)
    assert site.build() == 0
    assert not plays(site)
    assert opened(site) == ""
    assert soup(site).select(".player") == []


def test_a_post_follows_its_film(site: Site) -> None:
    """Another build knows that the page depends on the film."""
    fill(site)
    post(site, "phim")
    assert site.build() == 0
    site.write("video/phim.md", video_text("Tên mới", source=TUBE))
    for name in ("phim.mp4", "bia.png", "loi.vtt"):
        (site.content / "video" / name).unlink()
    assert site.build() == 0
    assert "Tên mới" in site.page(POST)
    assert opened(site) == "frame-src https://www.youtube-nocookie.com"
    site.write("video/phim.md", video_text("Tên mới", source=TUBE, status="withdrawn"))
    assert site.build() == 0
    assert not plays(site)
    assert opened(site) == ""


@pytest.mark.parametrize("pictured", [True, False])
def test_feeds_have_a_link_with_the_picture(site: Site, pictured: bool) -> None:
    if pictured:
        fill(site)
    else:
        site.write("video/phim.md", video_text(source=TUBE))
    post(site, "phim")
    assert site.build() == 0
    for ending in ENDINGS:
        (read,) = plainly((site.output / f"feeds/tin-tuc.{ending}").read_bytes(), ending)
        text = re.sub(r"\n+", "", read.html)
        page = re.search(r'href="(https://[^"]+/video/phim/)"', text)
        assert page is not None
        link = f'<p><a href="{page[1]}">Phim phim</a></p><p>Sau.</p>'
        picture = rf'<p><a href="{page[1]}"><img src="https://[^"]+" width="640" height="360"'
        assert text.endswith(link)
        assert bool(re.search(picture + rf' alt="Phim của ta"></a></p>{link}', text)) == pictured
        assert "\x1e" not in text
        assert "<video" not in text
