"""The site's settings: one frozen value, checked when it loads, all mistakes at once."""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from plugins.values import Struct, defaults_of, names_of
from plugins.vietnamese import nearest, nfc, slugify

LIVE = ("log", "goatcounter", "json")
"""Sources of visits that a page can ask for the figures of now."""

VISIT_SOURCES = ("none", "snapshot", *LIVE)
"""Where visit figures can come from."""

PHOTO_FORMATS = ("avif", "webp", "jpeg")
"""Formats a rendition can have. JPEG must be among those chosen: every browser shows it."""


class SettingsError(SystemExit):
    """Wrong settings, all of them, in plain words.

    A SystemExit because Pelican prints a traceback for every other exception, and the reader
    of this message may not know Python.
    """

    def __init__(self, mistakes: list[str], file: str = "pelicanconf.py") -> None:
        self.mistakes = tuple(mistakes)
        lines = "\n".join(f"  - {mistake}" for mistake in mistakes)
        super().__init__(f"Thiết lập trong {file} chưa đúng:\n{lines}")


class SiteSettings(Struct, frozen=True, kw_only=True):
    """What another library would change. Build it with `site_settings`, which checks it."""

    name: str
    """The library's name, as in the header."""
    url: str
    """The public address, `https://example.org` or `https://example.org/thu-vien`."""
    categories: tuple[str, ...]
    """Names of the categories, in the order of the home page."""
    parent: str = ""
    """The body the library belongs to."""
    address: str = ""
    phone: str = ""
    email: str = ""
    hours: tuple[str, ...] = ()
    """Opening hours, a line each."""
    security_contact: str = ""
    """Whom to tell of a hole in the site, in /.well-known/security.txt: a mail address or an
    address that begins with https://; empty: there is no such file."""
    notice: str = ""
    """A sentence in the footer, for example that the site is a demonstration."""
    timezone: str = "Asia/Ho_Chi_Minh"
    holidays: str = "VN"
    """Whose public holidays `inv check` holds the timetable against: a country of ISO 3166-1 as
    `VN`, a part of one of ISO 3166-2 as `GB-SCT`; empty: nobody's."""
    menu: tuple[tuple[str, str], ...] = ()
    """Titles and site paths; pages with a `menu` field follow."""
    accent: tuple[str, str] | None = None
    """The strong colour on light and on dark paper, as `#rrggbb`; None: the theme's own."""
    posts_per_page: int = 20
    newest_on_home: int = 6
    section_on_home: int = 3
    """Posts shown of each category on the home page."""
    photo_widths: tuple[int, ...] = (480, 960, 1600)
    """Widths of renditions, in pixels; the middle one is what old browsers get."""
    photo_formats: tuple[str, ...] = ("avif", "jpeg")
    """The best first. Beside another format JPEG is made at the middle width only."""
    avif_quality: int = 52
    """Quality of renditions, 1 to 95, as Pillow counts it: each format has a scale of its own."""
    webp_quality: int = 76
    jpeg_quality: int = 76
    alt_required: bool = False
    """Whether a photo without words of its own is an error; else it is a warning."""
    visit_source: str = "snapshot"
    """Where visit figures come from: `none` counts nothing; `snapshot` shows what stands in
    `content/luot-truy-cap.json`; `log`: the server's log of a tiny image; `goatcounter`; `json`:
    any address that answers the contract of that file."""
    visit_address: str = ""
    """Of `goatcounter` the counter, `https://name.goatcounter.com`; of `json` the address."""
    visits_before: int = 0
    """Visits that the old portal had counted; added to what `log` and `goatcounter` count."""
    visits_from: str = ""
    """The day on which our own counting starts, as `2021-03-01`; empty: whatever the source has."""
    visit_days_open: int = 3
    """Days, today not among them, for which late lines of a log are still counted; then the day's
    salt is destroyed and its sums stand."""
    search: bool = True
    """Whether readers can search; else the search page is a list of all posts, and no index is
    made."""
    privacy_page: str = "quyen-rieng-tu"
    """Slug of the page that ends with what the visit counter does, in words."""
    offline: bool = True
    """Whether readers' browsers keep the pages that were read, for when there is no network; with
    False they drop what they kept."""
    workers: int = 0
    """Processes that make renditions or read many posts; 0: one for each core."""

    def __post_init__(self) -> None:
        """Raise SettingsError when a value is wrong, also after `replace`."""
        if mistakes := list(_mistakes(self)):
            raise SettingsError(mistakes)

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of dates in content."""
        return ZoneInfo(self.timezone)

    @property
    def base_path(self) -> str:
        """The path of `url` without a slash at its end: empty when the site is at the root."""
        return urlsplit(self.url).path.rstrip("/")

    @property
    def visit_origin(self) -> str:
        """Scheme and host of `visit_address`, as a content security policy names them; empty when
        it is the site's own host, or there is none."""
        origin = _origin(self.visit_address)
        return "" if origin == _origin(self.url) else origin


def site_settings(**values: Any) -> SiteSettings:
    """Settings from keyword arguments; unknown and missing names are mistakes like the others.

    Raises SettingsError with every mistake.
    """
    fields, defaults = names_of(SiteSettings), defaults_of(SiteSettings)
    mistakes = []
    for name in values:
        if name not in fields:
            close = nearest(name, fields)
            mistakes.append(
                f"không có thiết lập “{name}”" + (f"; có phải “{close}”?" if close else "")
            )
    missing = [name for name in fields if name not in values and name not in defaults]
    mistakes += [f"thiếu thiết lập “{name}”" for name in missing]
    known = {name: _frozen(value) for name, value in values.items() if name in fields}
    if not mistakes:
        return SiteSettings(**known)
    stand_in = types.SimpleNamespace(**defaults | known)
    raise SettingsError(mistakes + list(_mistakes(stand_in)))


def _frozen(value: Any) -> Any:
    """Lists as tuples, so that settings can be written either way."""
    if isinstance(value, list | tuple):
        return tuple(_frozen(item) for item in value)
    return value


def _fits(value: Any, hint: Any) -> bool:
    """Whether `value` is of the annotated type; only the forms used above are known."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is types.UnionType:
        return any(_fits(value, argument) for argument in arguments)
    if origin is tuple:
        if not isinstance(value, tuple):
            return False
        if arguments[-1] is Ellipsis:
            return all(_fits(item, arguments[0]) for item in value)
        return len(value) == len(arguments) and all(map(_fits, value, arguments))
    if hint is int:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, hint)


_FORMS: dict[Any, str] = {
    str: "một dòng chữ trong dấu nháy",
    int: "một số nguyên",
    bool: "True hoặc False",
    tuple[str, ...]: "một danh sách dòng chữ",
    tuple[int, ...]: "một danh sách số nguyên",
    tuple[tuple[str, str], ...]: "một danh sách cặp (tên, địa chỉ)",
    tuple[str, str] | None: "một cặp màu hoặc None",
}

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
"""Control characters and ends of lines: no feed, calendar or header of a server holds them."""

_MENU_ADDRESS = re.compile(r"https?://[^\s\\]+|(?!/)(?:(?!://)[^\s\\])*")
"""Browsers take a backslash for a slash, and pass by blanks in an address (WHATWG URL)."""

_CONTACT = re.compile(r"[\w.+-]+@[\w.-]+\.\w+|https://[!-~]+", re.ASCII)

Check = tuple[str, Callable[[Any], bool], str]


def _seen(value: Any) -> bool:
    """Whether a text, or each in a list, is one line without anything unseen."""
    if isinstance(value, str):
        return not _UNSEEN.search(value)
    return all(map(_seen, value))


def _colour(text: str) -> bool:
    return re.fullmatch(r"#[0-9a-fA-F]{6}", text) is not None


def _zone_exists(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _public_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.query


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower() if url else ""


def _plain_address(url: str) -> bool:
    """Whether browsers and their policies read the address alike: no other sign in its host."""
    form = r"https?://[A-Za-z0-9.-]+(?::\d+)?(?:/[\w.~%/-]*)?"
    return re.fullmatch(form, url, re.ASCII) is not None and not url.endswith("/")


def _distinct_slugs(names: tuple[str, ...]) -> bool:
    slugs = [slugify(name) for name in names]
    return all(slugs) and len(set(slugs)) == len(slugs)


_SHOWN = (
    *("name", "parent", "address", "phone", "email", "notice"),
    *("hours", "categories", "menu"),
)
"""Settings whose text pages show."""

_CHECKS: tuple[Check, ...] = (
    *((name, _seen, "có ký tự ẩn hoặc xuống dòng: xóa rồi gõ lại") for name in _SHOWN),
    ("name", bool, "không được để trống"),
    ("url", _public_address, "phải là địa chỉ như https://example.org"),
    ("url", lambda url: not url.endswith("/"), "không có dấu / ở cuối"),
    ("categories", bool, "cần ít nhất một chuyên mục"),
    ("categories", _distinct_slugs, "các chuyên mục phải có tên khác nhau, có chữ"),
    (
        "security_contact",
        lambda contact: not contact or _CONTACT.fullmatch(contact) is not None,
        "phải là địa chỉ thư như cntt@example.org hoặc địa chỉ bắt đầu bằng https://, không có"
        " dấu cách",
    ),
    (
        "categories",
        lambda names: all(name == " ".join(nfc(name).split()) for name in names),
        "không được có dấu cách thừa, và chữ có dấu phải là Unicode dựng sẵn: bài viết sẽ không"
        " tìm thấy",
    ),
    ("timezone", _zone_exists, "không phải tên múi giờ; ví dụ Asia/Ho_Chi_Minh"),
    (
        "holidays",
        lambda code: re.fullmatch(r"(?:[A-Z]{2}(?:-[A-Z0-9]{1,3})?)?", code) is not None,
        "phải là mã ISO 3166 của một nước hay vùng, như VN hoặc GB-SCT, hoặc để trống",
    ),
    (
        "menu",
        lambda menu: all(title and _MENU_ADDRESS.fullmatch(path) for title, path in menu),
        "mỗi mục cần tên và địa chỉ không có dấu / ở đầu, ví dụ ('Tin tức', 'tin-tuc/'), hoặc"
        " địa chỉ bắt đầu bằng https://",
    ),
    ("accent", lambda pair: pair is None or all(map(_colour, pair)), "màu viết như #7a1f1f"),
    ("posts_per_page", lambda n: 1 <= n <= 500, "phải từ 1 đến 500"),
    ("newest_on_home", lambda n: 1 <= n <= 50, "phải từ 1 đến 50"),
    ("section_on_home", lambda n: 0 <= n <= 50, "phải từ 0 đến 50"),
    ("photo_widths", bool, "cần ít nhất một chiều rộng"),
    (
        "photo_widths",
        lambda widths: list(widths) == sorted(set(widths)) and all(16 <= w <= 8192 for w in widths),
        "phải tăng dần, không trùng, từ 16 đến 8192",
    ),
    (
        "photo_formats",
        lambda formats: set(formats) <= set(PHOTO_FORMATS) and len(set(formats)) == len(formats),
        f"chỉ chọn trong: {', '.join(PHOTO_FORMATS)}, mỗi thứ một lần",
    ),
    ("photo_formats", lambda formats: "jpeg" in formats, "phải có jpeg, cho trình duyệt cũ"),
    ("avif_quality", lambda n: 1 <= n <= 95, "phải từ 1 đến 95"),
    ("webp_quality", lambda n: 1 <= n <= 95, "phải từ 1 đến 95"),
    ("jpeg_quality", lambda n: 1 <= n <= 95, "phải từ 1 đến 95"),
    (
        "visit_source",
        lambda source: source in VISIT_SOURCES,
        f"chỉ chọn trong: {', '.join(VISIT_SOURCES)}",
    ),
    (
        "visit_address",
        lambda url: not url or (_public_address(url) and _plain_address(url)),
        "phải là địa chỉ như https://ten.goatcounter.com, không có dấu / ở cuối,"
        " tên miền có dấu viết theo dạng xn--",
    ),
    ("visits_before", lambda n: n >= 0, "không được âm"),
    (
        "visits_from",
        lambda day: not day or _is_day(day),
        "phải là ngày viết như 2021-03-01, hoặc để trống",
    ),
    ("visit_days_open", lambda n: 3 <= n <= 60, "phải từ 3 đến 60"),
    (
        "privacy_page",
        lambda slug: slug == slugify(slug),
        "phải là tên tệp trong content/trang, không có .md",
    ),
    ("workers", lambda n: 0 <= n <= 256, "phải từ 0 đến 256"),
)


def _mistakes(settings: Any) -> Iterator[str]:
    """Everything that is wrong with the values, one sentence each."""
    hints = typing.get_type_hints(SiteSettings)
    right = set()
    for name in names_of(SiteSettings):
        if not hasattr(settings, name):
            continue
        value, hint = getattr(settings, name), hints[name]
        if _fits(value, hint):
            right.add(name)
        else:
            yield f"“{name}” phải là {_FORMS[hint]}, không phải {value!r}"
    for name, check, sentence in _CHECKS:
        if name in right and not check(getattr(settings, name)):
            yield f"“{name}” {sentence} (đang là {getattr(settings, name)!r})"
    if {"visit_source", "visit_address"} <= right:
        asked = settings.visit_source in ("goatcounter", "json")
        if asked and not settings.visit_address:
            yield f"visit_source={settings.visit_source!r} cần thêm “visit_address”"
        if settings.visit_address and not asked:
            yield "“visit_address” chỉ dùng khi visit_source là goatcounter hoặc json"
