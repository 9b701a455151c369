"""Whether there is something where the links of content files lead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set

from plugins.addresses import (
    RESERVED,
    category_address,
    is_sites_own,
    series_address,
    tag_address,
)
from plugins.body import Body
from plugins.content.posts import State
from plugins.frontmatter import Document
from plugins.headings import PAGE_IDS
from plugins.link_targets import Link, Reference
from plugins.problems import Level, Problem
from plugins.values import Struct
from plugins.vietnamese import nearest, slugify

_SHOWN: frozenset[State | None] = frozenset(
    {"published", "hidden", "expired", "withdrawn", "error"}
)
_TERMS = ("chuyen-muc/", "tu-khoa/", "dong-su-kien/")
_ANSWERING = RESERVED - {"tin-tuc", "video"}
"""First parts of addresses that are not those of content files."""


class Targets(Struct, frozen=True, kw_only=True):
    """Where links may lead: states by content path, content paths by site path, ids on the page
    of each content file, addresses of categories, tags and series, old addresses."""

    states: Mapping[str, State]
    files: Mapping[str, str]
    anchors: Mapping[str, tuple[str, ...]]
    terms: Set[str]
    redirects: Set[str]


def addresses_of_terms(categories: Iterable[str], documents: Iterable[Document]) -> set[str]:
    """Addresses of the lists that categories, tags and series have."""
    tags: set[str] = set()
    series: set[str] = set()
    for document in documents:
        tags.update(document.fields.get("tags", ()))
        if name := document.fields.get("series"):
            series.add(name)
    return {
        *(category_address(slugify(name)) for name in categories),
        *(tag_address(slugify(name)) for name in tags),
        *(series_address(slugify(name)) for name in series),
    }


def link_problems(document: Document, body: Body, targets: Targets) -> Iterator[Problem]:
    """Links to content files, site paths and places in them that are not there, or not to be read
    yet."""
    draft = document.fields.get("status") == "draft"
    found = [(one.line, _wrong_file(one, targets.states)) for one in body.links]
    found += [(one.line, _wrong_reference(one, targets)) for one in body.references]
    for line, wrong in found:
        if wrong is not None:
            message, hint, level = wrong
            yield Problem(
                path=document.path,
                line=line,
                message=message,
                hint=hint,
                level="warning" if draft else level,
            )


_Wrong = tuple[str, str, Level] | None


def _wrong_file(link: Link, states: Mapping[str, State]) -> _Wrong:
    state = states.get(link.target)
    if state in _SHOWN:
        return None
    if state is None:
        close = nearest(link.target, states)
        message = f"liên kết tới {link.target}, nhưng không có tệp đó"
        return message, _guess(close) or "kiểm tra tên thư mục của bài", "error"
    return _unpublished(link.target)


def _unpublished(target: str) -> _Wrong:
    message = f"liên kết tới {target}, nhưng bài đó chưa đăng"
    return message, "đăng bài đó trước, hoặc bỏ liên kết", "warning"


def _guess(close: str | None) -> str:
    return f"có phải là {close}?" if close else ""


def _wrong_reference(reference: Reference, targets: Targets) -> _Wrong:
    target = reference.target
    if not target:
        address = _as_page(reference.address)
        target = targets.files.get(address, "")
        if not target:
            return _wrong_address(address, targets)
        if targets.states.get(target) not in _SHOWN:
            return _unpublished(target)
    return _wrong_fragment(reference.fragment, target, targets.anchors)


def _as_page(address: str) -> str:
    """A site path in the form that pages have: servers take it with or without its end."""
    address = address.removesuffix("index.html")
    last = address.rpartition("/")[2]
    return f"{address}/" if last and "." not in last else address


def _wrong_address(address: str, targets: Targets) -> _Wrong:
    first, _, rest = address.partition("/")
    message = f"liên kết tới /{address}, nhưng trang web không có địa chỉ đó"
    if address in targets.redirects or "." in address.rpartition("/")[2]:
        return None
    if rest and address.startswith(_TERMS):
        if address in targets.terms:
            return None
        hint = _guess(_like(address, targets.terms))
        return message, hint or "mở chuyên mục hay từ khóa đó rồi chép địa chỉ", "error"
    if is_sites_own(address) or first in _ANSWERING:
        return None
    hint = _guess(_like(address, targets.files))
    if first in RESERVED:
        return message, hint or "mở trang đó rồi chép địa chỉ", "error"
    # The library's server may answer there with something else: its catalogue, say.
    hint = f"{hint} " if hint else ""
    return message, f"{hint}Là trang khác trên cùng máy chủ thì gõ đủ https://…", "warning"


def _like(address: str, known: Iterable[str]) -> str | None:
    """The address whose last part is most like that of `address`, among those of its kind."""
    folder, _, name = address.strip("/").rpartition("/")
    kind = folder.partition("/")[0]
    names = {
        one.strip("/").rpartition("/")[2]: one
        for one in known
        if one.count("/") == address.count("/") and one.startswith(kind)
    }
    close = nearest(name, names)
    return f"/{names[close]}" if close else None


def _wrong_fragment(fragment: str, target: str, anchors: Mapping[str, tuple[str, ...]]) -> _Wrong:
    known = anchors.get(target)
    # A film's page knows moments too; to browsers "top" is the top (WHATWG HTML, 7.4.2.3).
    if not fragment or known is None or fragment.lower() == "top" or target.startswith("video/"):
        return None
    if fragment in known or PAGE_IDS.fullmatch(fragment):
        return None
    close = nearest(fragment, known)
    message = f"liên kết tới #{fragment}, nhưng {target} không có mục đó"
    choices = f"các mục: {', '.join(f'#{one}' for one in known[:5])}" if known else "bỏ phần sau #"
    return message, _guess(f"#{close}" if close else None) or choices, "warning"
