"""`inv site-age`: whether the public site was built lately."""

from __future__ import annotations

import sys
from datetime import date, datetime

from plugins.build_day import FILE, read_day
from plugins.configuration import read_configuration
from plugins.online.asking import NoAnswerError, ask
from plugins.values import Struct

_MOST = 100_000


def tell_site_age(address: str = "", days: int = 2) -> int:
    """Print how old the site at `address` is, the settings' own where none is given; the exit code
    of its Age."""
    site = read_configuration().site
    age = site_age(address or site.url, datetime.now(site.zone).date(), days)
    print(age.words, file=sys.stderr if age.code else sys.stdout)
    return age.code


class Age(Struct, frozen=True, kw_only=True):
    """What to say of a site's age, and the exit code: 0 fresh, 1 too old, 2 nobody knows."""

    code: int
    words: str


def site_age(address: str, today: date, days: int) -> Age:
    """Ask the site at `address` when it was built; more than so many days ago is too old."""
    place = f"{address.rstrip('/')}/{FILE}"
    later = f"chạy lại sau; nếu vẫn vậy, mở thử {place} bằng trình duyệt"
    try:
        reply = ask(place, most=_MOST)
    except NoAnswerError as error:
        return Age(code=2, words=f"{place}: chưa hỏi được: {error.reason}.\n    Cách sửa: {later}")
    day = read_day(reply.data) if reply.status == 200 else None
    if day is None:
        why = "không ghi ngày dựng" if reply.status == 200 else f"máy chủ trả lời mã {reply.status}"
        cure = f"xem địa chỉ đã đúng chưa, đăng lại trang một lần; {later}"
        return Age(code=2, words=f"{place}: {why}.\n    Cách sửa: {cure}")
    old = (today - day).days
    told = f"Trang {address} dựng ngày {day:%d/%m/%Y}"
    if old <= days:
        return Age(code=0, words=f"{told}: còn mới.")
    return Age(
        code=1,
        words=f"{told}, đã {old} ngày: bài hẹn giờ, trích dẫn và lịch xe trên trang không còn đúng."
        "\n    Cách sửa: xem lần đăng gần nhất hỏng ở đâu, hoặc lịch đăng hằng đêm có bị tắt không,"
        " rồi đăng lại",
    )
