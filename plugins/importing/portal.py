"""A saved web page: a page of the old portal, what Word saves as one, any other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import tzinfo
from pathlib import Path

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from plugins.importing import dates, tcvn3
from plugins.importing.charsets import Decoded
from plugins.importing.documents import Document, Left
from plugins.importing.html_blocks import read_blocks
from plugins.importing.html_cleaning import BLOCKS, Page, tidy
from plugins.importing.letters import one_line
from plugins.importing.page_text import attribute, classes, parse, visible_text
from plugins.importing.pictures import of_page
from plugins.importing.surroundings import (
    LONG,
    category_of,
    find_article,
    is_side_title,
    left_out,
)

_FURNITURE = {"nav", "header", "footer", "aside", "menu", "dialog"}
_NAMES = re.compile(
    r"(?:^|[-_ ])(?:menu|nav|navbar|sidebar|side|footer|breadcrumbs?|banner|search|login|comments?"
    r"|share|social|related|other-?news|tin-?lien-?quan|tin-?khac|pagination|paging|tools|toolbar|advert|ads"
    r"|(?:left|right)-?col(?:umn)?|col(?:umn)?-?(?:left|right)|copyright|weblinks?)(?:$|[-_ ])",
    re.IGNORECASE,
)
_WORD_SAVED = re.compile(r"microsoft word|word\.document|libreoffice|openoffice", re.IGNORECASE)
_IGNORED = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_NOT_A_MARK = re.compile(r"[^\w]*(?:\d+|[a-z]|[ivx]+)[^\w]+", re.IGNORECASE)
_FONT = re.compile(r"font-family\s*:\s*([^;]+)|font\s*:[^;]*?([\"']?\.vn[^;,]*)", re.IGNORECASE)


def read_page(decoded: Decoded, path: Path, categories: Sequence[str], zone: tzinfo) -> Document:
    """Take a page apart."""
    page = tidy(decoded.text)
    soup = parse(page.html)
    left = [*page.left, *_damage(decoded), *_unicode(soup, page)]
    _name_marks(soup)
    words = visible_text(soup)
    by_word = _WORD_SAVED.search(page.generator) or soup.find(class_=re.compile("^Mso"))
    address = page.address if re.match(r"https?://", page.address) else ""
    before = visible_text(soup).split("\n")
    place = None if by_word else _date_element(soup, zone)
    if not by_word:
        left += _without_furniture(soup, place)
    root, outside = (soup, []) if place is None else _container(soup, place)
    read = read_blocks(root, address)
    words += f"\n{read.counted}"
    left += [*outside, *read.left]
    found = find_article(read.blocks, categories, zone, one_line(page.title))
    if found is None:
        return Document(
            blocks=read.blocks,
            words=words,
            notes=read.notes,
            date=dates.moment(page.published, zone) if page.published else None,
            category=category_of([], categories),
            address=address,
            left=tuple(left),
            picture=of_page(path),
        )
    return Document(
        blocks=found.blocks,
        words=words,
        notes=read.notes,
        title=found.title,
        date=found.date,
        date_line=found.date_line,
        category=found.category or category_of(_until_date(before), categories),
        address=address,
        left=(*left, *found.left),
        picture=of_page(path),
    )


def _damage(decoded: Decoded) -> list[Left]:
    if not decoded.lost:
        return []
    message = f"{decoded.lost} byte không thành chữ nào theo bảng mã của tệp"
    return [Left(message=message, where=f"dòng {decoded.line}", eyes=True)]


def _until_date(lines: Sequence[str]) -> list[str]:
    """The lines of a page down to the one with its date."""
    at = next((n for n, line in enumerate(lines) if dates.PUBLISHED.search(line)), 0)
    return [one_line(line) for line in lines[:at]]


# --- Old letters and typed marks ---------------------------------------------------------------


def _unicode(soup: BeautifulSoup, page: Page) -> list[Left]:
    """Convert what is in TCVN3, by the fonts or, where there are none, by the letters."""
    by_selector = {name.lower(): font for name, font in page.fonts}
    by_letters = False
    strings = [s for s in soup.descendants if type(s) is NavigableString]
    fonts = [_font_of(string, by_selector) for string in strings]
    if not any(map(tcvn3.is_old_font, fonts)):
        by_letters = tcvn3.looks_old(visible_text(soup))
    doubtful: list[str] = []
    for string, font in zip(strings, fonts, strict=True):
        if by_letters or tcvn3.is_old_font(font):
            converted = tcvn3.convert(str(string), font)
            doubtful += converted.doubtful
            string.replace_with(NavigableString(converted.text))
    return tcvn3_left(doubtful)


def tcvn3_left(doubtful: Sequence[str]) -> list[Left]:
    """What to look at after letters were converted."""
    if not doubtful:
        return []
    named = ", ".join(f"“{word}”" for word in dict.fromkeys(doubtful))
    message = f"chữ hay ký hiệu của phông cũ, đổi chưa chắc đúng: {named}"
    return [Left(message=message, eyes=True)]


def _font_of(string: NavigableString, by_selector: dict[str, str]) -> str:
    """The font that the nearest element sets which sets any."""
    for tag in string.parents:
        found = _FONT.search(attribute(tag, "style"))
        if found:
            return (found[1] or found[2]).strip()
        if face := attribute(tag, "face"):
            return face
        for name in classes(tag):
            for selector in (f"{tag.name}.{name}".lower(), f".{name}".lower()):
                if selector in by_selector:
                    return by_selector[selector]
        if tag.name in by_selector:
            return by_selector[tag.name]
    return ""


def _name_marks(soup: BeautifulSoup) -> None:
    """Bullets that Word writes as letters of its symbol fonts, as bullets."""
    for tag in soup.find_all(style=_IGNORED):
        text = "".join(tag.strings).strip()
        if text and not _NOT_A_MARK.fullmatch(text):
            tag.string = "• "


# --- The article among the rest ----------------------------------------------------------------


def _date_element(soup: BeautifulSoup, zone: tzinfo) -> Tag | None:
    """The smallest element that tells when the page was published."""
    for string in soup.find_all(string=re.compile(r"xuất\s+bản|ngày\s+đăng|cập\s+nhật", re.I)):
        for tag in list(string.parents)[:4]:
            text = visible_text(tag)
            if len(text) > 300:
                break
            if dates.published(one_line(text), zone):
                return tag
    return None


def _without_furniture(soup: BeautifulSoup, place: Tag | None) -> list[Left]:
    """Take menus, side blocks and the like out of the page; what they said."""
    left: list[Left] = []
    holds_date = {id(tag) for tag in place.parents} | {id(place)} if place else set()
    heading = soup.find(["h1"])
    holds_title = {id(tag) for tag in heading.parents} | {id(heading)} if heading else set()
    whole = len(visible_text(soup).split())
    for tag in soup.find_all(True):
        if id(tag) in holds_date or id(tag) in holds_title or soup not in tag.parents:
            continue
        names = f"{' '.join(classes(tag))} {attribute(tag, 'id')}"
        if tag.name not in BLOCKS:  # a part of a line, whose words may go on beside it
            continue
        if tag.name not in _FURNITURE and not _NAMES.search(names):
            continue
        text = visible_text(tag)
        long = [line for line in text.split("\n") if len(line.split()) >= LONG]
        if place is None and len(text.split()) * 2 > whole:
            continue
        what = f"khung <{tag.name}> của trang"
        if text.strip():
            left.append(left_out(what, [text], eyes=bool(long) and tag.name != "footer"))
        _take_out(soup, tag)
    for string in soup.find_all(string=lambda text: bool(text) and is_side_title(one_line(text))):
        parents = list(string.parents)
        if soup not in parents or id(parents[0]) in holds_date | holds_title:
            continue
        title = one_line(str(string))
        tag = parents[0]
        for parent in parents[1:]:
            if (
                parent.name in ("[document]", "body", "html")
                or id(parent) in holds_date | holds_title
                or not one_line(visible_text(parent)).startswith(title)
            ):
                break
            tag = parent
        text = visible_text(tag)
        if tag.name not in BLOCKS:
            continue
        if one_line(text) != title and not any(len(t.split()) >= LONG for t in text.split("\n")):
            left.append(left_out(f"khung bên “{title}”", [text]))
            _take_out(soup, tag)
    return left


def _container(soup: BeautifulSoup, place: Tag) -> tuple[Tag, list[Left]]:
    """The smallest element that holds the date, a line before it and most of what is said after
    it; and what stands outside."""
    strings = [s for s in soup.descendants if type(s) is NavigableString]
    last = next(reversed([s for s in place.descendants if type(s) is NavigableString]))
    first = next(s for s in place.descendants if type(s) is NavigableString)
    at, end = _index(strings, first), _index(strings, last)
    weights = [_weight(string) for string in strings]
    total = sum(weights[end + 1 :])
    if not total:
        weights = [len(string.split()) for string in strings]
        total = sum(weights[end + 1 :])
    place_of = {id(string): number for number, string in enumerate(strings)}
    chosen: Tag = soup
    for tag in place.parents:
        inside = [place_of[id(s)] for s in tag.descendants if type(s) is NavigableString]
        after = sum(weights[number] for number in inside if number > end)
        before = any(number < at and strings[number].strip() for number in inside)
        if before and after * 2 >= total and (tag.name in BLOCKS or tag is soup):
            chosen = tag
            break
    if chosen is soup:
        return chosen, []
    eyes = any(_weight(s) >= LONG for s in strings if chosen not in s.parents)
    _take_out(soup, chosen)
    text = visible_text(soup)
    return chosen, [left_out("phần ngoài bài", [text], eyes=eyes)] if text.strip() else []


def _take_out(soup: BeautifulSoup, tag: Tag) -> None:
    """Take an element out; what stood on either side of it stays apart."""
    tag.replace_with(soup.new_tag("hr"))


def _index(strings: Sequence[NavigableString], wanted: NavigableString) -> int:
    return next(number for number, string in enumerate(strings) if string is wanted)


def _weight(string: NavigableString) -> int:
    """The words of a text that reads like one: not of a link or a label."""
    number = len(string.split())
    linked = any(tag.name == "a" for tag in string.parents)
    return 0 if linked or number < 8 else number
