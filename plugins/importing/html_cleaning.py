"""HTML as people save it, made into HTML that means what browsers show: implied end tags written
out, scripts, hidden parts and controls taken out, nothing nested without end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from html.parser import HTMLParser

from plugins.importing.documents import Left, shorten
from plugins.importing.letters import without_marks
from plugins.values import Struct

MAX_DEPTH = 60
"""Elements inside one another; deeper ones lose their tags and keep their text."""

VOID = {"br", "hr", "img", "wbr"}
_UNSEEN = {"script", "style", "template", "noscript", "noframes", "datalist", "title"}
_FRAMES = {"iframe", "object", "embed", "applet", "video", "audio", "frame"}
_DRAWINGS = {"svg", "math", "canvas"}
_CONTROLS = {"button", "select", "textarea", "option"}
_DROPPED = _UNSEEN | _FRAMES | _DRAWINGS | _CONTROLS
_DROPPED_VOID = {"embed", "frame", "input", "link", "meta", "base", "area", "source", "track"} | {
    "param",
    "col",
    "keygen",
    "bgsound",
}
BLOCKS = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
]
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
# HTML Living Standard, 13.2.6.4.7: what a start tag ends that was left open, and up to where.
_ENDS: dict[str, tuple[set[str], set[str]]] = {
    **dict.fromkeys(_HEADINGS, (_HEADINGS | {"p"}, set())),
    "li": ({"li", "p"}, {"ul", "ol", "menu", "dir"}),
    "dt": ({"dt", "dd", "p"}, {"dl"}),
    "dd": ({"dt", "dd", "p"}, {"dl"}),
    "tr": ({"tr", "caption"}, {"table"}),
    "td": ({"td", "th"}, {"table"}),
    "th": ({"td", "th"}, {"table"}),
    **dict.fromkeys(("tbody", "thead", "tfoot"), ({"tbody", "thead", "tfoot"}, {"table"})),
    **dict.fromkeys(("rt", "rp"), ({"rt", "rp"}, {"ruby"})),
}
# What is read above a word stands behind it in plain text, within brackets of our own.
_BEFORE, _BEHIND = {"rt": " ("}, {"rt": ")"}
_WALLS = {"table", "td", "th", "caption"}
_TABLE_PARTS = {"table", "tbody", "thead", "tfoot", "tr", "td", "th"}
_ATTRIBUTES = (
    "align alt class colspan data-custom-style data-original data-src face href id name rel role"
    " rowspan src start style type"
)
_KEPT = tuple(_ATTRIBUTES.split())
_DECLARED = re.compile("<[!?]")
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|mso-hide\s*:\s*all)", re.IGNORECASE)
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)")
_STYLE_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_FONT = re.compile(r"font-family\s*:\s*([^;}]+)", re.IGNORECASE)


class Page(Struct, frozen=True, kw_only=True):
    """A page in order: `html` can be read by anything.

    `fonts` are pairs of a CSS selector of one name and the font it sets; `address` is where the
    page says it was, `published` what it says of its date.
    """

    html: str
    title: str = ""
    address: str = ""
    published: str = ""
    generator: str = ""
    fonts: tuple[tuple[str, str], ...] = ()
    left: tuple[Left, ...] = ()


def tidy(text: str) -> Page:
    """Put a page in order. Never raises; of broken markup the text is kept."""
    # Conditional comments that show their content, `<![if !vml]>`, and what Python's parser would
    # stumble over; comments proper hide what they hold.
    cleaner = _Cleaner()
    text = _without_declarations(without_marks(text).replace("\0", ""))
    # Behind the last `>` nothing is a tag; Python's parser would look for its end again and again.
    end = text.rfind(">") + 1
    cleaner.feed(text[:end] + text[end:].replace("<", "&lt;"))
    cleaner.close()
    return cleaner.page()


def _without_declarations(text: str) -> str:
    """The text with its comments, but without `<!…>` and `<?…>`, whose line ends stay, so that
    lines keep their numbers. What has no end is text."""
    parts: list[str] = []
    done = 0
    while (at := _next(text, done)) >= 0:
        parts.append(text[done:at])
        comment = text.startswith("<!--", at) and not text.startswith(("<!-->", "<!--->"), at)
        end = text.find("-->" if comment else ">", at + 2)
        if end < 0:
            rest = text[at:]
            return "".join([*parts, rest.replace("<!", "&lt;!").replace("<?", "&lt;?")])
        done = end + (3 if comment else 1)
        parts.append(text[at:done] if comment else "\n" * text.count("\n", at, done))
    return "".join([*parts, text[done:]])


def _next(text: str, start: int) -> int:
    found = _DECLARED.search(text, start)
    return found.start() if found else -1


class _Cleaner(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._out: list[str] = []
        self._open: list[str] = []
        self._left: list[Left] = []
        self._scripts = 0
        self._title: list[str] = []
        self._meta: dict[str, str] = {}
        self._fonts: list[tuple[str, str]] = []
        # The element that is left out at the moment, how deep we are in it, and its text.
        self._dropped, self._depth, self._text = "", 0, list[str]()
        self._from, self._hidden = 0, False

    # --- What the parser calls -------------------------------------------------------------

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if self._dropped:
            self._depth += tag == self._dropped and tag not in VOID | _DROPPED_VOID
        elif tag in _DROPPED or tag in _DROPPED_VOID:
            self._drop(tag, values)
        elif "hidden" in values or _HIDDEN.search(values.get("style", "")):
            if tag not in VOID:
                self._leave_out(tag, hidden=True)
        else:
            self._start(tag, values)

    def handle_startendtag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        # To browsers the slash means nothing, but with it XML leaves out the end tag: <o:p/>.
        self.handle_starttag(tag, attrs)
        if ((":" in tag or tag in _DROPPED) and not self._dropped) or (
            self._dropped == tag and tag in _DROPPED
        ):
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._dropped:
            if tag == self._dropped:
                self._depth -= 1
                if not self._depth:
                    self._end_left_out()
            return
        if tag in VOID:
            return
        walls = set() if tag in _TABLE_PARTS else _WALLS
        if tag in _TABLE_PARTS - {"table"}:
            walls = {"table"}
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place] == tag:
                self._close_to(place)
                return
            if self._open[place] in walls:
                return

    def handle_data(self, data: str) -> None:
        if self._dropped:
            self._text.append(data)
        elif self._open[-1:] != ["rp"]:
            self._out.append(escape(data, quote=False))

    def handle_comment(self, data: str) -> None:
        if found := _SAVED_FROM.search(data):
            self._meta.setdefault("saved", found[1])

    # --- Order -----------------------------------------------------------------------------

    def _start(self, tag: str, values: dict[str, str]) -> None:
        if tag in BLOCKS and tag not in _TABLE_PARTS - {"table"}:
            self._end({"p"}, _WALLS)
        if tag in _ENDS:
            tags, walls = _ENDS[tag]
            self._end(tags, walls if tag in _TABLE_PARTS else walls | _WALLS)
        if tag not in VOID and len(self._open) >= MAX_DEPTH:
            self._out.append("<br>" if tag in BLOCKS else "")
            return
        kept = [(name, values[name]) for name in _KEPT if name in values]
        line = [("data-line", str(self.getpos()[0]))] if tag in ("img", "a") else []
        words = "".join(f' {name}="{escape(value)}"' for name, value in [*kept, *line])
        name = tag if re.fullmatch(r"[a-z][a-z0-9]*", tag) else "span"
        self._out.append(f"<{name}{words}>" + _BEFORE.get(tag, ""))
        if tag not in VOID:
            self._open.append(tag)

    def _end(self, tags: set[str], walls: set[str]) -> None:
        """End the outermost open element of these, but none outside of a wall."""
        found = None
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place] in walls:
                break
            if self._open[place] in tags:
                found = place
        if found is not None:
            self._close_to(found)

    def _close_to(self, place: int) -> None:
        while len(self._open) > place:
            tag = self._open.pop()
            name = tag if re.fullmatch(r"[a-z][a-z0-9]*", tag) else "span"
            self._out.append(_BEHIND.get(tag, "") + f"</{name}>")

    # --- What is left out ------------------------------------------------------------------

    def _drop(self, tag: str, values: dict[str, str]) -> None:
        line = f"dòng {self.getpos()[0]}"
        if tag == "script":
            self._scripts += 1
        elif tag == "meta":
            name = values.get("property") or values.get("name") or ""
            self._meta.setdefault(name.lower(), values.get("content", ""))
        elif tag == "link" and "canonical" in values.get("rel", "").lower().split():
            self._meta.setdefault("canonical", values.get("href", ""))
        elif tag in _FRAMES:
            source = values.get("src") or values.get("data") or ""
            what = f"khung nhúng hoặc phim <{tag}>" + (
                f" ({shorten(source, 80)})" if source else ""
            )
            # A marker, for whoever knows whether it stands in the article.
            self._out.append(f'<span data-frame="{escape(f"{line}|{what}")}"></span>')
        if tag not in _DROPPED_VOID:
            self._leave_out(tag)

    def _leave_out(self, tag: str, *, hidden: bool = False) -> None:
        self._dropped, self._depth, self._text = tag, 1, []
        self._from, self._hidden = self.getpos()[0], hidden

    def _end_left_out(self, *, unclosed: bool = False) -> None:
        tag, text = self._dropped, "".join(self._text)
        self._dropped = ""
        line = f"dòng {self._from}"
        shown = shorten(text)
        if unclosed and tag in _UNSEEN and text.strip():
            message = f"thẻ <{tag}> không đóng nên mọi thứ sau nó không hiện: “{shown}”"
            self._left.append(Left(message=message, where=line, eyes=True))
        elif self._hidden and text.strip():
            message = f"phần bị ẩn trên trang: “{shown}”"
            self._left.append(Left(message=message, where=line))
        elif tag == "title" and not self._title:
            self._title.append(text)
        elif tag == "style":
            self._fonts += _fonts_in(text)
        elif tag in _DRAWINGS:
            message = f"hình vẽ hoặc công thức <{tag}>" + (f": “{shown}”" if shown else "")
            self._left.append(Left(message=message, where=line, eyes=True))
        elif tag in _CONTROLS and text.strip():
            self._left.append(Left(message=f"nút hoặc ô nhập: “{shown}”", where=line))

    def page(self) -> Page:
        """What was read, when all of it was."""
        if self._dropped:
            self._text.append(self.rawdata)  # what the parser holds back for want of an end
            self._end_left_out(unclosed=True)
        self._close_to(0)
        left = list(self._left)
        if self._scripts:
            left.append(Left(message=f"{self._scripts} đoạn mã (script)"))
        address = self._meta.get("canonical") or self._meta.get("saved", "")
        return Page(
            html="".join(self._out),
            title="".join(self._title),
            address=address,
            published=self._meta.get("article:published_time", ""),
            generator=self._meta.get("generator", ""),
            fonts=tuple(self._fonts),
            left=tuple(left),
        )


def _fonts_in(style: str) -> list[tuple[str, str]]:
    """The fonts that a style sheet gives to selectors of one name: `p.MsoNormal`, `span`."""
    found = []
    for selectors, rules in _STYLE_RULE.findall(style.replace("<!--", "").replace("-->", "")):
        if font := _FONT.search(rules):
            for selector in selectors.split(","):
                if re.fullmatch(r"\s*[\w.-]+\s*", selector):
                    found.append((selector.strip(), font[1].strip()))
    return found
