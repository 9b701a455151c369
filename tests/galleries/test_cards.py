"""Pictures that stand for links where they are shared: the words on them, their weight, their cuts,
and which page has which."""

from __future__ import annotations

import os
import re
import shutil
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFont, ImageStat

from plugins.galleries.cards import FACE, card_style, plain_card_digest
from plugins.galleries.images import cards
from plugins.galleries.images.cards import LIGHTEST, covered, fitting, packed, plain
from plugins.galleries.images.opening import PhotoError
from plugins.galleries.orders import fill_order
from plugins.galleries.renditions import SHARE, CardStyle
from plugins.settings import site_settings
from plugins.values import replace
from plugins.vietnamese import nfc
from tests.conftest import ROOT
from tests.galleries.making import encoded, opened, scene
from tests.support.houses import House
from tests.support.sites import Site, tree

SITE = site_settings(
    name="Thư viện tỉnh", parent="Sở Văn hóa", url="https://example.org", categories=["Tin"]
)
THEME = ROOT / "theme"
FONT = THEME / FACE
WIDTH = SHARE.width - 128
BOX = (SHARE.width, SHARE.height)

_VOWELS = [nfc(vowel) for vowel in ("a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y")]
LETTERS = [
    *(nfc(v + tone) for v, tone in product(_VOWELS, ["", *"\u0300\u0301\u0303\u0309\u0323"])),
    *"bcdđghklmnpqrstvxfjwz",
]
SIGNS = "0123456789.,:;!?…–-“”‘’()/%&'\"+«»"


def style() -> CardStyle:
    made = card_style(SITE, THEME)
    assert made is not None
    return made


def drawn(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT, size, layout_engine=ImageFont.Layout.BASIC)


# --- The face --------------------------------------------------------------------------------


def test_every_letter_of_vietnamese_has_a_glyph_of_its_own() -> None:
    font = drawn(60)
    shapes: dict[bytes, str] = {bytes(font.getmask("\uffff")): "none"}
    for letter in [*LETTERS, *(letter.upper() for letter in LETTERS), *SIGNS]:
        mask = font.getmask(letter)
        assert mask.getbbox(), letter
        shape = bytes(mask) + repr(mask.size).encode()
        assert shapes.setdefault(shape, letter) == letter
    assert len(LETTERS) == 93


@pytest.mark.parametrize(("size", "most"), [*cards._SIZES, (96, 2), (76, 3), (34, 2)])
def test_marks_that_stand_on_each_other_do_not_meet_the_line_above(size: int, most: int) -> None:
    font = drawn(size)
    highest = min(font.getbbox(letter.upper(), anchor="ls")[1] for letter in LETTERS)
    lowest = max(font.getbbox(letter, anchor="ls")[3] for letter in LETTERS)
    assert lowest < round(size * cards._LEADING) + highest
    assert most >= 2


@pytest.mark.parametrize("headline", ["Ễ Ộ Ữ Ậ Ẵ Ỷ", "ỄỘỮẬ " * 12, "ỵợgỵ " * 30, "Ễ" * 400])
def test_nothing_of_a_letter_is_cut_off(headline: str) -> None:
    """On black, what is white or nearly so is ink, and none of it touches an edge or the name."""
    card = covered(Image.new("RGB", BOX), headline, style()).convert("L")
    ink = card.point(lambda value: 255 if value > 100 else 0).getbbox()
    assert ink is not None
    left, top, right, bottom = ink
    assert left >= 50
    assert top >= 50
    assert right <= SHARE.width - 50
    assert bottom <= SHARE.height - 50


# --- Lines -----------------------------------------------------------------------------------

LONG = (
    "Thông báo về việc tổ chức hội nghị tổng kết công tác thư viện năm 2020, triển khai nhiệm vụ"
    " năm 2021 và trao giấy khen của Sở Văn hóa, Thể thao và Du lịch cho các tập thể, cá nhân"
    " có thành tích xuất sắc"
)


@pytest.mark.parametrize(
    ("text", "lines", "size"),
    [
        ("Luật Thư viện", 1, 68),
        ("Hội nghị tổng kết công tác Thư viện năm 2020", 2, 68),
        ("Hội nghị tổng kết công tác Thư viện năm 2020 và triển khai nhiệm vụ năm 2021", 2, 60),
        (LONG[:140], 4, 52),
        (LONG, 4, 52),
        ("", 0, 68),
        ("🙂", 0, 68),
        ("a" * 200, 4, 52),
        ("a" * 4000, 4, 52),
    ],
)
def test_lines_and_sizes(text: str, lines: int, size: int) -> None:
    found, chosen = fitting(text, FONT, WIDTH)
    assert (len(found), chosen) == (lines, size)
    assert all(drawn(size).getlength(line) <= WIDTH for line in found)


def test_what_is_too_long_ends_at_a_word() -> None:
    lines, _ = fitting(LONG, FONT, WIDTH)
    told = " ".join(lines)
    assert told.endswith("…")
    assert LONG.startswith(told[:-1] + " ") or LONG.startswith(told[:-1] + ", ")


def test_lines_are_about_as_long_as_each_other() -> None:
    lines, size = fitting("Hội nghị tổng kết công tác Thư viện năm 2020", FONT, WIDTH)
    assert lines == ["Hội nghị tổng kết công", "tác Thư viện năm 2020"]
    assert size == 68


def test_what_the_face_lacks_is_left_out() -> None:
    assert fitting("Sách 📚 hay\u200b 書", FONT, WIDTH)[0] == ["Sách hay"]


@given(st.text(alphabet=st.sampled_from([*LETTERS[:80], " ", " ", ".", "🙂", "\t"]), max_size=300))
def test_words_keep_their_order_and_none_is_cut(text: str) -> None:
    lines, size = fitting(text, FONT, WIDTH)
    assert len(lines) <= dict(cards._SIZES)[size]
    words = text.replace("🙂", "").split()
    if any(drawn(52).getlength(word) > WIDTH for word in words):
        return
    told = " ".join(lines).split()
    if told != words:
        assert told[-1].endswith("…")
        assert told[:-1] == words[: len(told) - 1]
        assert words[len(told) - 1].startswith(told[-1].rstrip("…"))
        assert words[len(told) - 1].rstrip(".") == told[-1].rstrip("…").rstrip(".")


# --- Pictures --------------------------------------------------------------------------------


def test_a_card_is_light_whatever_the_photo() -> None:
    noise = Image.frombytes("RGB", BOX, os.urandom(3 * BOX[0] * BOX[1]))
    for photo in (noise, scene(*BOX)):
        data = packed(covered(photo, LONG, style()), 95)
        assert len(data) <= LIGHTEST
    assert len(packed(noise, 95)) <= LIGHTEST


def test_the_same_bytes_each_time() -> None:
    for draw in (lambda: covered(scene(*BOX), LONG, style()), lambda: plain(style())):
        assert packed(draw(), 76) == packed(draw(), 76)


def test_words_can_be_read_on_a_white_photo() -> None:
    """White on what is left of it: 4.5 to 1, as WCAG asks of text (1.4.3)."""
    photo = Image.new("RGB", BOX, "white")
    for headline in ("Luật Thư viện", LONG):
        lines, size = fitting(headline, FONT, WIDTH)
        card = covered(photo, headline, style()).convert("L")
        top = round(SHARE.height - 64 - 66 - size * 1.34 * (len(lines) - 1) - size * 1.15)
        brightest = card.crop((0, top, 40, SHARE.height)).getextrema()[1]
        assert isinstance(brightest, int)
        luminance = ((brightest / 255 + 0.055) / 1.055) ** 2.4
        assert 1.05 / (luminance + 0.05) >= 4.5
    assert card.crop((0, 0, SHARE.width, 30)).getextrema() == (255, 255)


def test_the_photo_itself_is_not_drawn_upon() -> None:
    photo = scene(*BOX)
    before = photo.tobytes()
    covered(photo, "Luật", style())
    assert photo.tobytes() == before


def test_a_face_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.woff2").write_bytes(b"no face")
    with pytest.raises(PhotoError, match="phông chữ"):
        plain(replace(style(), face=tmp_path / "a.woff2"))


# --- Pages -----------------------------------------------------------------------------------


def shared(site: Site, address: str) -> str:
    """The file that a page names to be shown where it is shared."""
    found = re.findall(
        r'<meta property="og:image" content="[^"]*/(anh/[^"]+)">', site.page(address)
    )
    assert len(found) <= 1
    return found[0] if found else ""


@pytest.fixture
def pictured(site: Site) -> Site:
    """A post with a photo, one with a tiny one, one without, one that is hidden."""
    for slug, size in (("bai", (800, 600)), ("nho", (300, 200)), ("an", (800, 600))):
        site.post(slug, title=f"Bài {slug}", status="hidden" if slug == "an" else "published")
        file = site.content / f"tin-tuc/2021/{slug}/anh.jpg"
        file.write_bytes(encoded(scene(*size), "JPEG"))
    site.post("khong", title="Bài không ảnh")
    site.write("trang/lien-he.md", "---\ntitle: Liên hệ\n---\nX.\n")
    assert site.build() == 0
    return site


def test_which_page_has_which_card(pictured: Site) -> None:
    plain_one = shared(pictured, "")
    own = shared(pictured, "tin-tuc/2021/bai/")
    assert own != plain_one
    assert shared(pictured, "tin-tuc/2021/nho/").endswith("-300.jpg")  # too small for words
    for address in ("tin-tuc/", "tin-tuc/2021/khong/", "lien-he/", "tu-khoa/"):
        assert shared(pictured, address) == plain_one, address
    for address in ("tin-tuc/2021/an/", "404.html"):
        assert shared(pictured, address) == ""
    for name in (own, plain_one):
        assert opened(pictured.output / name).size == BOX
        assert (pictured.output / name).stat().st_size <= LIGHTEST
    assert len(list((pictured.output / "anh").glob("*-share.jpg"))) == 2


def test_the_card_shows_the_photo_rather_its_upper_half(site: Site) -> None:
    tall = Image.new("RGB", (1200, 2400), "blue")
    tall.paste("red", (0, 600, 1200, 1400))
    site.post("bai")
    (site.content / "tin-tuc/2021/bai/anh.png").write_bytes(encoded(tall, "PNG"))
    assert site.build() == 0
    card = opened(site.output / shared(site, "tin-tuc/2021/bai/"))
    red, green, blue = ImageStat.Stat(card.crop((0, 0, 1200, 200))).mean
    assert red > 240
    assert green < 15
    assert blue < 15


def test_another_headline_makes_another_card_and_nothing_else(pictured: Site) -> None:
    before = tree(pictured.output / "anh")
    pictured.post("bai", title="Bài khác")
    assert pictured.build() == 0
    after = tree(pictured.output / "anh")
    (gone,), (new,) = before.keys() - after.keys(), after.keys() - before.keys()
    assert f"anh/{new}" == shared(pictured, "tin-tuc/2021/bai/")
    assert before[gone] != after[new]


def test_another_name_or_colour_of_the_library_makes_all_cards_anew(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.site.post("bai")
    (house.site.content / "tin-tuc/2021/bai/anh.jpg").write_bytes(encoded(scene(800, 600), "JPEG"))
    seen: set[str] = set()
    for changes in ("notice=''", "name='Thư viện khác'", "accent=('#112233', '#ddeeff')"):
        house.settings(changes)
        house.build()
        found = {shared(house.site, address) for address in ("", "tin-tuc/2021/bai/")}
        assert len(found) == 2
        assert not found & seen
        seen |= found


def test_a_theme_without_the_face_has_no_cards(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.site.post("bai")
    (house.site.content / "tin-tuc/2021/bai/anh.jpg").write_bytes(encoded(scene(800, 600), "JPEG"))
    css = house.theme / "static/css/fonts.css"
    css.write_text(css.read_text(encoding="utf-8").replace("-600.woff2", "-400-italic.woff2"))
    base = house.theme / "templates/base.html"
    text = base.read_text(encoding="utf-8")
    base.write_text(text.replace("newsreader-600", "newsreader-400-italic"), encoding="utf-8")
    (house.theme / FACE).unlink()
    house.build()
    assert shared(house.site, "") == ""
    assert re.fullmatch(r"anh/\w+-800\.jpg", shared(house.site, "tin-tuc/2021/bai/"))


def test_the_preview_draws_a_card_when_somebody_asks_for_it(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.post("bai")
    photo = site.content / "tin-tuc/2021/bai/anh.jpg"
    photo.write_bytes(encoded(scene(800, 600), "JPEG"))
    assert site.build() == 0
    name = shared(site, "tin-tuc/2021/bai/").removeprefix("anh/")
    data = (site.output / "anh" / name).read_bytes()
    shutil.rmtree(site.cache / "photos")
    from plugins.building import build  # noqa: PLC0415

    kept = {"now": "2021-03-01T08:00:00+07:00", "cache": site.cache}
    assert build(site.content, site.root / "lazy", lazy_photos=True, **kept) == 0  # type: ignore[arg-type]
    photos = site.cache / "photos"
    assert not (photos / name).exists()
    assert fill_order(photos, name) == photos / name
    assert (photos / name).read_bytes() == data


def test_the_plain_card_is_named_after_all_that_is_on_it() -> None:
    known = {plain_card_digest(style(), 76), plain_card_digest(style(), 77)}
    accent = ("#000000", "#ffffff")
    for change in ({"name": "x"}, {"parent": "x"}, {"accent": accent}, {"face_digest": "x"}):
        known.add(plain_card_digest(replace(style(), **change), 76))
    assert len(known) == 6
    assert plain_card_digest(replace(style(), face=Path("elsewhere")), 76) in known
