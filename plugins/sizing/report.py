"""What is said of sizes and limits, in Vietnamese."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from plugins.problems import Problem, as_sentence
from plugins.sizing.forecast import LEAST_HISTORY, SOON, Forecast
from plugins.sizing.limits import FILE
from plugins.sizing.repository import Repository
from plugins.values import Struct
from plugins.vietnamese import format_date, format_size

_MOST_PARTS = 5

HOW = (
    "Cách tính: cộng cỡ trang, ảnh, phim của các bài đăng trong 365 ngày qua (ít hơn thì quy ra một"
    " năm; ngày lấy từ sitemap.xml), coi mọi phần khác"
    " lớn lên cùng tỉ lệ. Khi còn ít bài, con số này cao hơn thật."
)


class Item(Struct, frozen=True, kw_only=True):
    """A thing that has a size: its name, its setting in publishconf.py, how full that is, its
    largest parts, whether it may not go beyond, the cure when it is tight, and what else there is
    to say of the size."""

    name: str
    setting: str
    forecast: Forecast
    parts: Mapping[str, int]
    hard: bool
    cure: str
    note: str = ""


def site_item(place: str, forecast: Forecast, parts: Mapping[str, int]) -> Item:
    """The built site in the folder `place`."""
    return Item(
        name=f"Trang đã dựng ({place.rstrip('/')}/)",
        setting="SITE_LIMIT",
        forecast=forecast,
        parts=parts,
        hard=True,
        cure="trong pelicanconf.py bớt một chiều rộng ở photo_widths hoặc hạ avif_quality, để phim"
        " dài lên YouTube, hoặc chuyển sang máy chủ riêng (docs/publishing.md)",
    )


def repository_item(found: Repository, limit: int, growth: float | None) -> Item:
    """The repository, which is taken to grow by so many bytes a year."""
    files = f"các tệp của bản này {format_size(found.checked_out)}"
    lacks = "đây là bản sao nông, thiếu lịch sử, nên không biết .git của kho đầy đủ lớn hơn bao"
    least = not found.whole
    return Item(
        name="Kho mã (.git)",
        setting="REPOSITORY_LIMIT",
        forecast=Forecast(size=found.git, limit=limit, growth=growth, at_least=least),
        parts=found.parts,
        hard=False,
        cure="thu nhỏ ảnh trước khi đưa vào (inv post --photos, inv photos --add tự thu), để phim"
        " dài lên YouTube, hoặc đưa ảnh gốc vào Git LFS (docs/publishing.md)",
        note=files if found.whole else f"{files}; {lacks} nhiêu",
    )


def lines(item: Item, today: date) -> Iterator[str]:
    """What there is to say of an item to a person at a terminal."""
    forecast = item.forecast
    yield f"{item.name}: {_used(forecast)}." + (f" {_sentence(item.note)}" if item.note else "")
    yield f"    {_growth(forecast, today)}"
    largest = sorted(item.parts.items(), key=lambda part: (-part[1], part[0]))[:_MOST_PARTS]
    if told := "; ".join(f"{name} {format_size(size)}" for name, size in largest if size > 0):
        yield f"    Lớn nhất: {told}."


def problem(item: Item, today: date) -> Problem | None:
    """What is to be mended, if anything."""
    state = item.forecast.state
    if state in ("free", "fine"):
        return None
    said = f"{item.name}: {_used(item.forecast)}"
    if state == "over":
        message = f"{said}: đã vượt giới hạn"
        level = item.hard
    else:
        message = f"{said}. {_growth(item.forecast, today)}"
        level = False
    return Problem(
        path=FILE,
        message=message,
        hint=f"{item.cure}; nếu nơi đăng nhận nhiều hơn thì sửa {item.setting}",
        level="error" if level else "warning",
    )


def table(items: list[Item], today: date) -> str:
    """A table in Markdown, for the summary of a run on a forge."""
    rows = [
        "| | Đang lớn | Giới hạn | Đã dùng | Mỗi năm thêm | Đầy |",
        "|---|---:|---:|---:|---:|---|",
    ]
    for item in items:
        forecast = item.forecast
        limit, share = "không", "–"
        if forecast.limit:
            limit, share = format_size(forecast.limit), _percent(forecast.share)
        more = "chưa rõ" if forecast.growth is None else format_size(forecast.growth)
        rows.append(
            f"| {item.name} | {_size(forecast)} | {limit} | {share} | {more}"
            f" | {_full(forecast, today)} |"
        )
    notes = [f"{item.name}: {_sentence(item.note)}" for item in items if item.note]
    return "\n".join(["### Dung lượng", "", *rows, "", *notes, HOW, ""])


def _used(forecast: Forecast) -> str:
    said = _size(forecast)
    if forecast.limit:
        said += f" trong {format_size(forecast.limit)}, tức {_percent(forecast.share)}"
    return said


def _size(forecast: Forecast) -> str:
    return f"{'ít nhất ' if forecast.at_least else ''}{format_size(forecast.size)}"


def _growth(forecast: Forecast, today: date) -> str:
    if forecast.growth is None:
        return f"Chưa dự báo được: chưa có bài nào đăng từ {LEAST_HISTORY} ngày trước trở về trước."
    if not forecast.growth:
        return "Không dự báo: 365 ngày qua không có bài mới."
    said = f"Mỗi năm thêm khoảng {format_size(forecast.growth)}"
    return f"{said}; {_full(forecast, today)}." if forecast.limit else f"{said}."


def _full(forecast: Forecast, today: date) -> str:
    if not forecast.limit:
        return "không giới hạn"
    if forecast.state == "over":
        return "đã đầy"
    if forecast.at_least:
        return "bao giờ đầy thì phải chạy ở bản sao đầy đủ mới biết"
    if forecast.years is None:
        return "chưa rõ"
    day = forecast.reached(today)
    if day is None:
        return "còn hơn 50 năm nữa mới đầy"
    soon = f", chưa tới {SOON:.0f} năm nữa" if forecast.years < SOON else ""
    return f"cứ thế thì đầy vào khoảng {format_date(day)[3:]}{soon}"


def _percent(share: float) -> str:
    return f"{share * 100:.1f}%".replace(".", ",")


def _sentence(text: str) -> str:
    return as_sentence(text[:1].upper() + text[1:])
