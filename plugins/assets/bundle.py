"""Stylesheets, scripts and other files of the theme, named after their content."""

from __future__ import annotations

import base64
import hashlib
import posixpath
import re
from collections.abc import Collection, Mapping
from pathlib import Path
from urllib.parse import quote

import rcssmin
import rjsmin

from plugins.files import digest
from plugins.head import Policy
from plugins.settings import SiteSettings
from plugins.values import Struct

ENTRY = "css/main.css"

PUBLISHED = frozenset(
    {
        ".avif", ".css", ".gif", ".ico", ".jpeg", ".jpg", ".js", ".json", ".mjs", ".png", ".svg",
        ".webmanifest", ".webp", ".woff", ".woff2",
    }
)  # fmt: skip
"""Endings of the theme's files that are published."""

MARK = "favicon.svg"
"""The library's mark: the icon of its pages, and the picture in their head."""

WITHIN = 1_000
"""Bytes of a mark that is put into the pages themselves; a larger one is a file."""

LATE = "inline/late.js"
"""The script that stands in the pages themselves."""

PLAIN = "plain"
"""The style of pages that show nothing of their own kind."""

# A comment behind an import names the styles that it is in; without one it is in all.
_IMPORT = re.compile(
    r'@import\s+url\("([^"]+)"\)\s*(?:layer\(([\w.-]+)\))?\s*;'
    r"(?:[ \t]*/\*[ \t]*on:[ \t]*([\w, -]*\w)[ \t]*\*/)?"
)
_URL = re.compile(r'url\("(?!data:|https?:|#)([^"?#]+)([?#][^"]*)?"\)')


class Style(Struct, frozen=True, kw_only=True):
    """A stylesheet that goes into pages, and their content security policy, which names what is
    inline by its hash (CSP Level 3, section 2.3.1)."""

    css: str
    directives: Mapping[str, str]

    def csp(self, policy: Policy = ()) -> str:
        """The policy of a page, which may let in more than others do."""
        directives = dict(self.directives)
        for name, sources in policy:
            directives[name] = f"{directives.get(name, '')} {sources}".lstrip()
        return "; ".join(f"{name} {sources}" for name, sources in directives.items())


class Assets(Struct, frozen=True, kw_only=True):
    """What templates see, and the bytes to publish.

    `whole` is the stylesheet with all its components, `styles` are its parts by the names in
    `css/main.css`: a page carries what its kind shows. `scripts` and `files` map names to site
    paths; `contents` maps site paths to bytes. `late` is the script in the pages themselves, which
    asks for the others once the text is painted. `mark` is the address of the mark, which holds all
    of it where it is small (RFC 2397): nothing is asked for before the first paint. `offline` tells
    whether pages are kept for readers.
    """

    whole: Style
    styles: Mapping[str, Style]
    scripts: Mapping[str, str]
    files: Mapping[str, str]
    contents: Mapping[str, bytes]
    late: str = ""
    mark: str = ""
    offline: bool = False


class AssetError(ValueError):
    """A file of the theme that is missing or names one that is missing."""


def load_assets(
    static: Path,
    base_path: str = "",
    extra_css: str = "",
    let_in: Mapping[str, str] | None = None,
    left_out: Collection[str] = (),
) -> Assets:
    """Read the folder `theme/static`. Raises AssetError.

    A folder in `js` is one script. `extra_css` is added at the end of the stylesheet, `base_path`
    before addresses in it. `let_in` are hosts elsewhere by directive of the content security
    policy, `left_out` parts of scripts that this site has no use for.
    """
    contents: dict[str, bytes] = {}
    parts: dict[str, list[bytes]] = {}
    files: dict[str, str] = {}

    def publish(name: str, data: bytes) -> str:
        stem, ending = posixpath.splitext(posixpath.basename(name))
        address = f"static/{stem}.{digest(data)}{ending}"
        contents[address] = data
        return address

    for path in sorted(p for p in static.rglob("*") if p.is_file()):
        name = path.relative_to(static).as_posix()
        if name.startswith(("css/", "inline/", "worker/")) or not _is_published(path, static):
            continue
        data = path.read_bytes()
        if path.suffix == ".js":
            data = small_script(data)
        if not name.startswith("js/"):
            files[name] = publish(name, data)
        elif path.parent.name == "js":
            parts[path.stem] = [data]
        elif path.stem not in left_out:
            parts.setdefault(path.parent.name, []).append(_alone(data))
    scripts = {name: publish(f"{name}.js", b"\n".join(code)) for name, code in parts.items()}

    def address_in_css(match: re.Match[str]) -> str:
        name = posixpath.normpath(posixpath.join("css", match[1]))
        if name not in files:
            raise AssetError(f"theme/static/css: không có tệp {match[1]}")
        return f'url("{base_path}/{files[name]}{match[2] or ""}")'

    def style(text: str) -> Style:
        css = _URL.sub(address_in_css, text) + extra_css
        css = rcssmin.cssmin(css).replace("</", "<\\/")
        return Style(css=css, directives=_directives(css, late, let_in or {}))

    late = _inline(static / LATE)
    sheet = static / ENTRY
    return Assets(
        whole=style(_inline_imports(sheet)),
        styles={name: style(_inline_imports(sheet, name)) for name in _style_names(sheet)},
        scripts=scripts,
        files=files,
        contents=contents,
        late=late,
        mark=_mark(files.get(MARK, ""), contents, base_path),
    )


def _mark(address: str, contents: Mapping[str, bytes], base_path: str) -> str:
    data = contents.get(address, b"")
    if not data:
        return ""
    if len(data) > WITHIN:
        return f"{base_path}/{address}"
    return f"data:image/svg+xml,{quote(data.strip(), safe='=:/;,()')}"


def _is_published(path: Path, static: Path) -> bool:
    """Whether a file is of a kind that pages ask for, and really lies here: backups of editors,
    keys and whatever a link leads to stay where they are."""
    inside = path.resolve().is_relative_to(static.resolve())
    hidden = any(part.startswith((".", "~")) for part in path.relative_to(static).parts)
    return inside and not hidden and path.suffix in PUBLISHED


def _alone(code: bytes) -> bytes:
    """A part of a script; one that fails does not take the next ones along."""
    return b"try{" + code + b"}catch(error){console.error(error)}"


def small_script(code: bytes) -> bytes:
    """A script without comments and needless blanks."""
    return bytes(rjsmin.jsmin(code.decode("utf-8")).encode())


def _style_names(entry: Path) -> list[str]:
    """The styles that the comments of the stylesheet name, and the plain one."""
    found = _IMPORT.findall(entry.read_text(encoding="utf-8"))
    return sorted({PLAIN, *(name for *_, on in found for name in _names(on))})


def _names(on: str) -> list[str]:
    return [name.strip() for name in on.split(",")] if on else []


def _inline_imports(entry: Path, style: str = "") -> str:
    """The stylesheet with its imports put in, each within its cascade layer: those of a style, or
    all."""

    def inline(match: re.Match[str]) -> str:
        if style and match[3] and style not in _names(match[3]):
            return ""
        path = entry.parent / match[1]
        try:
            text = path.read_text(encoding="utf-8")
        except FileNotFoundError:
            raise AssetError(f"theme/static/css/main.css: không có tệp {match[1]}") from None
        return f"@layer {match[2]}{{{text}}}" if match[2] else text

    return _IMPORT.sub(inline, entry.read_text(encoding="utf-8"))


def _inline(path: Path) -> str:
    """A script that goes into pages, empty where the theme has none."""
    return small_script(path.read_bytes()).decode() if path.is_file() else ""


def _directives(css: str, script: str, let_in: Mapping[str, str]) -> dict[str, str]:
    """A content security policy that lets in this stylesheet, this script and nothing else inline,
    and nothing from elsewhere but from the hosts of `let_in`."""
    directives = {
        "default-src": "'self'",
        "script-src": f"'self' {_hash(script)}" if script else "'self'",
        "style-src": _hash(css),
        "img-src": "'self' data:",
        "base-uri": "'self'",
        "form-action": "'self'",
        "object-src": "'none'",
    }
    for name, host in let_in.items():
        directives[name] = f"{directives.get(name, directives['default-src'])} {host}"
    return directives


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def accent_css(accent: tuple[str, str] | None) -> str:
    """The site's own strong colour over the theme's `--cinnamon`; unlayered, so it wins."""
    if accent is None:
        return ""
    return f":root{{--cinnamon:light-dark({accent[0]},{accent[1]})}}"


def counter_hosts(site: SiteSettings) -> dict[str, str]:
    """The host of a visit counter elsewhere, by directive: it is asked for figures, and GoatCounter
    is told of views by an image."""
    if not site.visit_origin:
        return {}
    images = {"img-src": site.visit_origin} if site.visit_source == "goatcounter" else {}
    return {**images, "connect-src": site.visit_origin}
