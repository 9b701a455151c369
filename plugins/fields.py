"""The closed list of front matter fields, and how each value is checked and read.

What a field means to an editor is in docs/content-model.md; which fields exist is here and
nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, tzinfo
from typing import Any, Literal, TypeVar

from plugins.values import Struct
from plugins.vietnamese import DATE_HINT, nearest, nfc, parse_datetime
from plugins.yaml_nodes import FLAG_HINT, ONE_LINE_HINT, Node

_Value = TypeVar("_Value")

Kind = Literal["post", "page", "video"]

LITERAL_FIELDS = ("title", "author", "summary", "gallery_title")
"""A plain value of these is taken as it stands to the end of its line."""

STATUSES = {"published": "đăng", "draft": "bản nháp", "hidden": "ẩn", "withdrawn": "đã gỡ"}
"""What `status` may be, and what each means to an editor."""
VIDEO_SOURCES = ("youtube", "file", "url")
PHOTO_KEYS = ("file", "alt", "caption", "hide", "blur")


class PhotoEntry(Struct, frozen=True, kw_only=True):
    """An editor's words about one photo; `blur` boxes are fractions x, y, width, height."""

    file: str
    line: int
    alt: str = ""
    caption: str = ""
    hide: bool = False
    blur: tuple[tuple[float, float, float, float], ...] = ()


class Correction(Struct, frozen=True, kw_only=True):
    """A correction shown on the post."""

    date: datetime
    text: str


class TripReference(Struct, frozen=True, kw_only=True):
    """The trip of the mobile library that a post reports on."""

    date: date
    stop: str


class VideoSource(Struct, frozen=True, kw_only=True):
    """Where the film is: `kind` is one of VIDEO_SOURCES."""

    kind: str
    value: str


class FieldError(ValueError):
    """A value that cannot be; with the cure and, where it differs, the line.

    `more` are further errors of the same field.
    """

    def __init__(self, message: str, hint: str, line: int | None = None) -> None:
        super().__init__(message)
        self.message, self.hint, self.line = message, hint, line
        self.more: tuple[FieldError, ...] = ()


def _inside(node: Node, convert: Callable[[Node], _Value]) -> _Value:
    """Convert a part of a field; an error names the part's own line."""
    try:
        return convert(node)
    except FieldError as error:
        error.line = error.line or node.line
        raise


def _text(node: Node, what: str = "giá trị") -> str:
    if not isinstance(node.value, str):
        raise FieldError(f"{what} phải là một dòng chữ", ONE_LINE_HINT)
    return " ".join(node.value.split())


def _required_text(node: Node, zone: tzinfo) -> str:
    text = _text(node)
    if not text:
        raise FieldError("còn để trống", "gõ nội dung sau dấu hai chấm")
    return text


def _optional_text(node: Node, zone: tzinfo) -> str:
    return _text(node)


def _moment(node: Node, zone: tzinfo) -> datetime:
    text = _text(node)
    if not text:
        raise FieldError("còn để trống", DATE_HINT)
    try:
        return parse_datetime(text, zone)
    except ValueError as error:
        raise FieldError(str(error), DATE_HINT) from None


def _choice(known: Mapping[str, str]) -> Callable[[Node, tzinfo], str]:
    def convert(node: Node, zone: tzinfo) -> str:
        text = _text(node)
        if text not in known:
            choices = ", ".join(f"{word} ({meaning})" for word, meaning in known.items())
            raise FieldError(f"không có giá trị “{text}”", f"chọn một trong: {choices}")
        return text

    return convert


def _flag(node: Node, zone: tzinfo | None = None) -> bool:
    text = _text(node).lower()
    if text not in ("true", "false"):
        raise FieldError(f"không hiểu “{text}”", FLAG_HINT)
    return text == "true"


def _nodes(node: Node) -> list[Node]:
    """The items of a list; a single value counts as a list of one, an empty one as none."""
    if isinstance(node.value, list):
        return node.value
    return [node] if node.value != "" else []


def _texts(node: Node, zone: tzinfo) -> tuple[str, ...]:
    texts = []
    for item in _nodes(node):
        text = _inside(item, lambda part: _text(part, "mỗi mục trong danh sách"))
        if not text:
            raise FieldError("có mục trống trong danh sách", "xóa dòng trống đó", item.line)
        texts.append(text)
    return tuple(dict.fromkeys(texts))


def _tags(node: Node, zone: tzinfo) -> tuple[str, ...]:
    # `tags: hội nghị, năm 2020` is what people type: a list in one line.
    if isinstance(node.value, str):
        return tuple(
            dict.fromkeys(t for t in (" ".join(p.split()) for p in node.value.split(",")) if t)
        )
    return _texts(node, zone)


def _position(node: Node, zone: tzinfo) -> int:
    text = _text(node)
    if not re.fullmatch(r"\d{1,4}", text):
        raise FieldError(f"không phải số thứ tự: “{text}”", "gõ một số, ví dụ 2")
    return int(text)


def _seconds(node: Node, zone: tzinfo) -> int:
    """Length of a film: `95`, `1:35` or `1:02:03`; in seconds."""
    text = _text(node)
    if not re.fullmatch(r"\d{1,6}(:[0-5]\d){0,2}", text):
        raise FieldError(f"không hiểu thời lượng “{text}”", "gõ phút:giây, ví dụ 1:35")
    seconds = 0
    for part in text.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds


def _file_name(node: Node, what: str) -> str:
    text = nfc(_text(node, what))
    if not text or "/" in text or "\\" in text or text in (".", ".."):
        raise FieldError(
            f"{what} phải là tên một tệp trong cùng thư mục, không phải “{text}”",
            "gõ tên tệp, ví dụ anh-01.jpg, và đặt tệp cạnh bài",
            node.line,
        )
    return text


def _file(node: Node, zone: tzinfo) -> str:
    return _file_name(node, "tên tệp")


def _mapping(node: Node, known: tuple[str, ...], what: str) -> dict[str, Node]:
    if not isinstance(node.value, dict):
        raise FieldError(
            f"{what} phải gồm các dòng “khóa: giá trị”", f"các khóa: {', '.join(known)}", node.line
        )
    for key, line in node.repeated:
        raise FieldError(f"{what} ghi khóa “{key}” hai lần", "giữ lại một", line)
    for key in node.value:
        if key not in known:
            close = nearest(key, known)
            hint = f"có phải là “{close}”?" if close else f"các khóa: {', '.join(known)}"
            raise FieldError(f"{what} ghi khóa lạ “{key}”", hint, node.key_lines[key])
    return node.value


def _fraction(node: Node) -> float:
    text = _text(node)
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise FieldError(
            f"“{text}” không phải phần của ảnh", "gõ số từ 0 đến 1, ví dụ 0.25", node.line
        )
    return value


def _blur(node: Node) -> tuple[tuple[float, float, float, float], ...]:
    boxes = []
    for item in node.value if isinstance(node.value, list) else [node]:
        if not isinstance(item.value, list) or len(item.value) != 4:
            raise FieldError(
                "mỗi ô làm mờ cần bốn số", "gõ blur: [[x, y, rộng, cao]], số từ 0 đến 1", item.line
            )
        x, y, width, height = (_fraction(part) for part in item.value)
        if not (width and height):
            raise FieldError("ô làm mờ rỗng", "chiều rộng và chiều cao phải lớn hơn 0", item.line)
        boxes.append((x, y, width, height))
    return tuple(boxes)


def _photos(node: Node, zone: tzinfo) -> tuple[PhotoEntry, ...]:
    entries: dict[str, PhotoEntry] = {}
    errors: list[FieldError] = []
    for item in _nodes(node):
        try:
            entry = _inside(item, _photo)
            if entry.file in entries:
                first = entries[entry.file].line
                hint = f"xóa một (lần đầu ở dòng {first})"
                raise FieldError(f"ảnh “{entry.file}” có hai lần", hint, entry.line)
        except FieldError as error:
            errors.append(error)
        else:
            entries[entry.file] = entry
    if errors:
        errors[0].more = tuple(errors[1:])
        raise errors[0]
    return tuple(entries.values())


def _photo(node: Node) -> PhotoEntry:
    if isinstance(node.value, str):  # `- anh-01.jpg` is enough to set the order
        return PhotoEntry(file=_file_name(node, "tên ảnh"), line=node.line)
    keys = _mapping(node, PHOTO_KEYS, "một ảnh")
    if "file" not in keys:
        raise FieldError("một ảnh thiếu tên tệp", "thêm file: anh-01.jpg", node.line)
    return PhotoEntry(
        file=_inside(keys["file"], lambda part: _file_name(part, "tên ảnh")),
        line=keys["file"].line,
        alt=_inside(keys["alt"], _text) if "alt" in keys else "",
        caption=_inside(keys["caption"], _text) if "caption" in keys else "",
        hide=_inside(keys["hide"], _flag) if "hide" in keys else False,
        blur=_inside(keys["blur"], _blur) if "blur" in keys else (),
    )


def _correction(node: Node, zone: tzinfo) -> Correction:
    keys = _mapping(node, ("date", "text"), "correction")
    if set(keys) != {"date", "text"}:
        raise FieldError(
            "correction cần cả date và text", "gõ correction: {date: 12/01/2021, text: …}"
        )
    return Correction(
        date=_inside(keys["date"], lambda part: _moment(part, zone)),
        text=_inside(keys["text"], lambda part: _required_text(part, zone)),
    )


def _trip(node: Node, zone: tzinfo) -> TripReference:
    text = _text(node)
    match = re.fullmatch(r"(\S+)\s+([a-z0-9-]+)", text)
    try:
        if not match:
            raise ValueError
        day = parse_datetime(match[1], zone).date()
    except ValueError:
        raise FieldError(
            f"không hiểu chuyến xe “{text}”",
            "gõ ngày rồi tên điểm dừng: 2021-03-12 truong-tieu-hoc",
        ) from None
    return TripReference(date=day, stop=match[2])


def _source(node: Node, zone: tzinfo) -> VideoSource:
    keys = _mapping(node, VIDEO_SOURCES, "source")
    if len(keys) != 1:
        raise FieldError(
            "source cần đúng một khóa", "gõ source: {youtube: MÃ} hoặc source: {file: phim.mp4}"
        )
    ((kind, value),) = keys.items()
    if kind == "youtube" and not re.fullmatch(r"[A-Za-z0-9_-]{11}", _text(value)):
        raise FieldError(
            f"không phải mã YouTube: “{_text(value)}”", "gõ 11 ký tự sau v= trong địa chỉ video"
        )
    if kind == "file":
        return VideoSource(kind=kind, value=_file_name(value, "tên tệp phim"))
    if kind == "url" and not re.fullmatch(r"https://[^\s<>\"']+", _text(value)):
        raise FieldError(
            f"không phải địa chỉ https: “{_text(value)}”",
            "gõ địa chỉ đầy đủ, bắt đầu bằng https://",
        )
    return VideoSource(kind=kind, value=_text(value))


def _captions(node: Node, zone: tzinfo) -> tuple[tuple[str, str], ...]:
    captions = []
    for item in _nodes(node):
        keys = _mapping(item, ("lang", "file"), "captions")
        if set(keys) != {"lang", "file"}:
            raise FieldError(
                "mỗi phụ đề cần lang và file", "gõ - {lang: vi, file: phu-de.vtt}", item.line
            )
        captions.append(
            (_required_text(keys["lang"], zone), _file_name(keys["file"], "tên tệp phụ đề"))
        )
    return tuple(captions)


class Field(Struct, frozen=True):
    """How one field is checked and read."""

    convert: Callable[[Node, tzinfo], Any]
    required: bool = False


_COMMON = {
    "title": Field(_required_text, required=True),
    "summary": Field(_optional_text),
    "status": Field(_choice(STATUSES)),
    "sample": Field(_flag),
}

FIELDS: dict[Kind, dict[str, Field]] = {
    "post": _COMMON
    | {
        "date": Field(_moment, required=True),
        "category": Field(_required_text, required=True),
        "author": Field(_optional_text),
        "tags": Field(_tags),
        "modified": Field(_moment),
        "expires": Field(_moment),
        "cover": Field(_file),
        "photos": Field(_photos),
        "gallery_title": Field(_optional_text),
        "redirect_from": Field(_texts),
        "series": Field(_optional_text),
        "pinned": Field(_flag),
        "trip": Field(_trip),
        "correction": Field(_correction),
    },
    "page": _COMMON | {"menu": Field(_position), "redirect_from": Field(_texts)},
    "video": _COMMON
    | {
        "date": Field(_moment, required=True),
        "source": Field(_source, required=True),
        "poster": Field(_file),
        "duration": Field(_seconds),
        "captions": Field(_captions),
        "tags": Field(_tags),
    },
}
"""The closed list: every field of every kind of content file."""
