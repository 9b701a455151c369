"""`inv zip`: what is in the archive, and what is said."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from plugins.zipping import zip_site
from tests.conftest import ROOT
from tests.support.sites import NOW, Site

PHOTO = ROOT / "tests/support/data/small.jpg"


@pytest.fixture
def posts(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A post with a photo, and one in each state in which readers do not see it."""
    monkeypatch.chdir(site.root)
    site.post("ngay-hoi", title="Ngày hội", body="Xem [bản nháp](../nhap/index.md).\n")
    site.write("tin-tuc/2021/ngay-hoi/anh.jpg", PHOTO.read_bytes())
    site.post("nhap", title="Mật nháp", status="draft", redirect_from="[/cu.html]", body="Một.\n")
    site.write("tin-tuc/2021/nhap/anh.png", _png())
    site.post("hen", title="Mật hẹn giờ", date="2021-03-02", body="Hai.\n")
    site.post("an", title="Mật ẩn", status="hidden")
    site.post("go", title="Bài gỡ", status="withdrawn")
    site.post("het", title="Bài hết", expires="2021-02-01")
    return site


def _png() -> bytes:
    """Another photo than the other one."""
    import io  # noqa: PLC0415

    from PIL import Image  # noqa: PLC0415

    data = io.BytesIO()
    Image.linear_gradient("L").save(data, "PNG")
    return data.getvalue()


def make(posts: Site, **options: object) -> int:
    return zip_site(posts.content, **{"now": NOW, "cache": posts.cache, **options})  # type: ignore[arg-type]


def contents(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_site_without_drafts(posts: Site) -> None:
    assert make(posts) == 0
    files = contents(posts.root / "thu-vien-tinh-yen-bai.zip")
    assert next(iter(files)) == "index.html"
    assert "tin-tuc/2021/ngay-hoi/index.html" in files
    for text in ("Mật nháp", "Mật hẹn giờ"):
        assert not [name for name, data in files.items() if text.encode() in data]
    assert not {"sitemap.xml", "robots.txt", "404.html", "cu.html"} & files.keys()
    assert "tin-tuc/2021/an/index.html" in files, "readers may see it at its address"


def test_the_site_with_drafts(posts: Site) -> None:
    assert make(posts, drafts=True, to="ca-nhap.zip") == 0
    files = contents(posts.root / "ca-nhap.zip")
    assert b"c\xc3\xb3 c\xe1\xba\xa3 nh\xe1\xbb\xafng b\xc3\xa0i ch\xc6\xb0a" in files["index.html"]
    assert {"tin-tuc/2021/nhap/index.html", "tin-tuc/2021/hen/index.html"} < files.keys()


@pytest.mark.parametrize(
    ("slug", "note"),
    [
        ("nhap", "Bản xem trước, chưa đăng."),
        ("hen", "Bản xem trước, chưa đăng."),
        ("ngay-hoi", "Bản xem trước của một bài đã đăng."),
        ("an", "Bản xem trước của một bài đã đăng."),
    ],
)
def test_one_post(posts: Site, slug: str, note: str) -> None:
    """Nothing of another post that nobody may see yet, nor anybody else's photos."""
    assert make(posts, post=slug) == 0
    files = contents(posts.root / f"{slug}.zip")
    text = files["index.html"].decode()
    assert note in text
    assert [name for name in files if name.endswith(".html")] == ["index.html"]
    others = {"nhap": "Mật nháp", "hen": "Mật hẹn giờ", "an": "Mật ẩn"}
    for other, title in others.items():
        assert (title in text) == (other == slug)
    photos = [name for name in files if name.startswith("anh/")]
    assert bool(photos) == (slug in ("nhap", "ngay-hoi"))


def test_photos_of_other_posts_are_not_made(posts: Site) -> None:
    assert make(posts, post="hen") == 0
    assert not [*(posts.cache / "photos").glob("*.avif")]
    assert make(posts, post="nhap") == 0
    assert (
        len({name.name.partition("-")[0] for name in (posts.cache / "photos").glob("*.avif")}) == 1
    )


def test_a_draft_goes_when_another_post_is_packed(posts: Site) -> None:
    """They are built in the same place, one after the other."""
    assert make(posts, post="nhap") == 0
    first = (posts.root / "nhap.zip").read_bytes()
    assert make(posts, post="ngay-hoi") == 0
    assert "Mật nháp" not in contents(posts.root / "ngay-hoi.zip")["index.html"].decode()
    assert make(posts, post="nhap") == 0
    assert (posts.root / "nhap.zip").read_bytes() == first, "same content, same bytes"


@pytest.mark.parametrize(
    ("to", "file"),
    [
        ("", "nhap.zip"),
        ("bản in.zip", "bản in.zip"),
        ("bản in", "bản in.zip"),
        ("bản.1", "bản.1.zip"),
        ("content/..", "nhap.zip"),
        ("X.ZIP", "X.ZIP"),
    ],
)
def test_where_it_goes(posts: Site, to: str, file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert make(posts, post="nhap", to=to) == 0
    assert (posts.root / file).is_file()
    assert "bấm đúp vào index.html" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"post": "nhapp"}, "có phải là “nhap”?"),
        ({"post": "go"}, "tin-tuc/2021/go/index.md: LỖI: bài này đã gỡ"),
        ({"post": "het"}, "bài này hết hạn"),
        ({"post": "hong"}, "tin-tuc/2021/hong/index.md:3: LỖI: "),
        ({"post": "do"}, "tin-tuc/2021/do/index.md:3: LƯU Ý: "),
        ({"now": "mai"}, "--now: "),
        ({"to": "nowhere/a.zip", "post": "nhap"}, "Không ghi được nowhere/a.zip"),
    ],
)
def test_what_cannot_be_packed(
    posts: Site, options: dict[str, str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if options.get("post") == "hong":
        posts.post("hong", date="mai")
    if options.get("post") == "do":
        posts.post("do", date="mai", status="draft")
    assert make(posts, **options) == 1
    assert said in capsys.readouterr().err
    assert not [*posts.root.glob("*.zip*")]
