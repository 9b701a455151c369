"""HTML that an editor typed into a body: what may be published of it. The door to `nh3`.

Markdown passes HTML through, so a pasted script would reach every reader. nh3 reads HTML by the
rules by which browsers do (WHATWG), and has the last word; a parser of our own only says what and
where, in words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urlsplit

from plugins.problems import Level, Problem, has_errors
from plugins.source_lines import SourceLines

LINK_SCHEMES = ("http", "https", "mailto", "tel", "geo")

RAW_IMAGE = re.compile("<(?:img|picture|source)\\b", re.IGNORECASE)

TAGS = frozenset(
    {
        "a", "abbr", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code", "col",
        "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure",
        "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "ins", "kbd", "li", "mark", "ol", "p", "pre",
        "q", "rp", "rt", "ruby", "s", "samp", "section", "small", "span", "strong", "sub",
        "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul",
        "var", "wbr",
    }
)  # fmt: skip
"""What a text may hold: words, their weight, lists, tables. No forms, scripts, frames, media."""

_EVERYWHERE = frozenset(
    {
        "aria-hidden", "aria-label", "aria-labelledby", "class", "dir", "id", "lang", "role",
        "tabindex", "title",
    }
)  # fmt: skip
_ATTRIBUTES = {
    "a": {"href"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "del": {"cite", "datetime"},
    "details": {"open"},
    "ins": {"cite", "datetime"},
    "li": {"value"},
    "ol": {"start", "reversed", "type"},
    "q": {"cite"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope", "abbr"},
    "time": {"datetime"},
}
_FETCHED = frozenset({"background", "ping", "poster", "src", "srcset"})
"""Attributes for which browsers ask other hosts; `style` may, too."""

_VOID = frozenset({"br", "col", "hr", "wbr"})
_CLOSED_BY_OTHERS = frozenset(
    {
        "caption", "colgroup", "dd", "dt", "li", "p", "rp", "rt", "tbody", "td", "tfoot", "th",
        "thead", "tr",
    }
)  # fmt: skip
"""Elements whose end tags may be left out (WHATWG HTML, 13.1.2.4)."""

_IMAGES = frozenset({"img", "picture", "source"})  # have a message of their own
_CURES = {
    "script": "xóa thẻ; muốn nhúng phim thì đăng video ở video/ rồi liên kết tới",
    "iframe": "thay bằng liên kết: [bản đồ](https://…); phim thì đăng ở video/ rồi liên kết tới",
    "style": "xóa thẻ; màu và chữ do giao diện của trang lo",
    "font": "bỏ thẻ, giữ chữ; muốn đậm gõ **chữ**, nghiêng gõ *chữ*",
    "center": "bỏ thẻ, giữ chữ",
    "video": "đặt phim vào video/ rồi liên kết tới, phim sẽ hiện ngay trong bài",
    "audio": "thay bằng liên kết tới tệp âm thanh: [nghe](https://…)",
    "embed": "thay bằng liên kết: [chữ](https://…)",
    "object": "thay bằng liên kết: [chữ](https://…)",
    "form": "thay bằng liên kết tới nơi điền mẫu: [chữ](https://…)",
}
_NAME = re.compile(r"<\s*/?\s*([a-zA-Z][^\s/<>]*)")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*)\s*:")
_WORD = re.compile(r"[^\s\"'<>/=]+")
_IDS = re.compile(r" id=[\"']?([^\s\"'>]+)")
# Functions of CSS that take an address, and escapes, which can spell them (CSS Syntax, 4.3.7).
_STYLE_FETCHES = re.compile(r"(?:url|src|image|image-set)\(|\\|@", re.IGNORECASE)
_IGNORED_IN_SCHEMES = re.compile(r"[\x00-\x20]+")


def element_ids(html: str) -> tuple[str, ...]:
    """The ids of all elements, in order."""
    return tuple(_IDS.findall(html))


class _Tags(HTMLParser):
    """All tags in their order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str, dict[str, str]]] = []
        """Name, the tag as it was typed, attributes."""
        self.open: Counter[str] = Counter()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.found.append((tag, self.get_starttag_text() or f"<{tag}", values))
        self.open[tag] += tag not in _VOID

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)  # to browsers the slash says nothing

    def handle_endtag(self, tag: str) -> None:
        self.open[tag] -= 1


def raw_html_problems(
    html: str, blocks: Sequence[object], path: str, lines: SourceLines, *, wrong: bool
) -> list[Problem]:
    """What of a body's `html` must not be published; `blocks` is the HTML that was typed into it,
    `wrong` says that the body has errors already.

    Errors: what could run, what no safe list holds, what is left open and would swallow the rest
    of the page. Warnings: attributes that do nothing here.
    """
    typed_blocks = [block for block in blocks if isinstance(block, str) and block.startswith("<")]
    if not typed_blocks:
        return []
    problems: list[Problem] = []
    tags = _Tags("\n".join(typed_blocks))
    for name, typed, attributes in tags.found:
        for message, hint, level in _wrong_with(name, attributes):
            line = lines.next_tag(typed, name)
            problems.append(Problem(path=path, line=line, message=message, hint=hint, level=level))
    for name in sorted(TAGS - _CLOSED_BY_OTHERS):
        if tags.open[name]:
            typed = f"<{name}" if tags.open[name] > 0 else f"</{name}"
            what = "chưa đóng" if tags.open[name] > 0 else "đóng thừa"
            problems.append(
                Problem(
                    path=path,
                    line=lines.next_with(typed),
                    message=f"thẻ <{name}> {what}: phần còn lại của trang sẽ hiện sai",
                    hint=f"mỗi <{name}> cần đúng một </{name}>",
                )
            )
    if not (wrong or has_errors(problems) or _is_safe(html)):
        message = "HTML trong bài viết sai: trình duyệt sẽ hiểu khác với điều đã gõ"
        hint = "viết lại phần đó bằng Markdown, hoặc gõ lại các thẻ cho đủ và đúng chỗ"
        line = lines.next_with(typed_blocks[0].split("\n")[0])
        problems.append(Problem(path=path, line=line, message=message, hint=hint))
    return problems


def _wrong_with(name: str, attributes: dict[str, str]) -> Iterator[tuple[str, str, Level]]:
    """What is wrong with one tag: message, cure, level."""
    if name in _IMAGES:
        return
    if name not in TAGS:
        message = f"thẻ <{name}> không dùng được trong bài"
        if name in ("script", "iframe", "object", "embed"):
            message += ": nó chạy mã của người khác trên máy bạn đọc"
        yield message, _CURES.get(name, "bỏ thẻ, giữ chữ; cần dấu < thì gõ &lt;"), "error"
        return
    for attribute, value in attributes.items():
        if attribute.startswith("on"):
            message = f"thuộc tính {attribute} của <{name}> là mã chạy trên máy bạn đọc"
            yield message, f"xóa {attribute}=…", "error"
        elif attribute in _FETCHED or (attribute == "style" and _STYLE_FETCHES.search(value)):
            message = f"thuộc tính {attribute} của <{name}> bắt máy bạn đọc tải tệp từ nơi khác"
            yield message, f"xóa {attribute}=…", "error"
        elif attribute == "href":
            scheme = _scheme(value)
            if scheme and scheme not in LINK_SCHEMES:
                hint = "dùng địa chỉ bắt đầu bằng https://, mailto: hoặc tel:"
                yield f"liên kết “{value}” không dùng được", hint, "error"
        elif attribute not in _EVERYWHERE and attribute not in _ATTRIBUTES.get(name, ()):
            message = f"thuộc tính {attribute} của <{name}> không có tác dụng trên trang"
            yield message, f"xóa {attribute}=…", "warning"


def _scheme(href: str) -> str:
    """The scheme as browsers read it (WHATWG URL): blanks and control characters count for
    nothing."""
    try:
        return urlsplit(_IGNORED_IN_SCHEMES.sub("", href)).scheme.lower()
    except ValueError:
        return "?"


def _is_safe(html: str) -> bool:
    """Whether nh3, which is told of everything that could be a name, finds nothing that our parser
    did not see: then what that one allowed is all there is."""
    import nh3  # noqa: PLC0415  # most texts have no HTML, and builds start without it

    names = {name.lower() for name in _NAME.findall(html)}
    words = {word.lower() for word in _WORD.findall(html)}
    schemes = {word.lower() for word in _SCHEME.findall(unescape(html))}

    def cleaned(tags: Set[str], attributes: set[str], schemes: set[str]) -> str:
        return nh3.clean(
            html,
            tags=set(tags),
            clean_content_tags=set(),
            attributes=dict.fromkeys(tags, attributes),
            url_schemes=schemes,
            link_rel=None,
        )

    allowed = {word for word in words if not word.startswith("on")}
    strict = cleaned(TAGS | _IMAGES, allowed, set(LINK_SCHEMES))
    everything = cleaned(TAGS | _IMAGES | names, words, schemes | set(LINK_SCHEMES))
    links = [sum(name == "a" for name, *_ in one.found) for one in (_Tags(html), _Tags(strict))]
    return strict == everything and links[0] == links[1]
