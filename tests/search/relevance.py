"""What readers type, and what they must find first in the content of this repository.

A row is the query, the address expected, and among how many first results it must stand. The
address is empty where nothing is to be found; `filters` are those of the page's address.
"""

from __future__ import annotations

import unicodedata

from plugins.values import Struct

CONFERENCE = "tin-tuc/2021/hoi-nghi-tong-ket-cong-tac-thu-vien-nam-2020/"
CARDS = "tin-tuc/2021/huong-dan-lam-the-ban-doc/"
TET = "tin-tuc/2021/lich-phuc-vu-tet-tan-suu/"
LAW = "tin-tuc/2021/luat-thu-vien-mot-so-diem-can-biet/"
SPRING = "tin-tuc/2021/chuyen-xe-dau-xuan/"
KHE_MAU = "tin-tuc/2020/xe-thu-vien-ve-thon-khe-mau/"
WEEK = "tin-tuc/2020/tuan-le-huong-ung-hoc-tap-suot-doi/"
CONTEST = "tin-tuc/2020/hoi-thi-ke-chuyen-theo-sach/"
CRICKET = "tin-tuc/2020/doc-lai-de-men-phieu-luu-ky/"
FILM = "video/mot-chuyen-xe-thu-vien/"
CRICKET_FILM = "video/mo-sach-ra-la-len-duong/"
PRIVACY = "quyen-rieng-tu/"
CONTACT = "lien-he/"
ACCESS = "tro-nang/"
ABOUT = "gioi-thieu/"
VAN = "xe-thu-vien/"
STOPS = f"{VAN}diem-dung/"


class Query(Struct, frozen=True, kw_only=True):
    """One row."""

    typed: str
    address: str
    within: int
    filters: str = ""


def _first(typed: str, address: str, filters: str = "") -> Query:
    return Query(typed=typed, address=address, within=1, filters=filters)


def _early(typed: str, address: str, filters: str = "") -> Query:
    return Query(typed=typed, address=address, within=3, filters=filters)


def _nothing(typed: str, filters: str = "") -> Query:
    return Query(typed=typed, address="", within=0, filters=filters)


def _apart(text: str) -> str:
    """Letters and marks apart, as macOS and some keyboards have them."""
    return unicodedata.normalize("NFD", text)


RELEVANCE = (
    # With the right marks.
    _first("đồng chí", CONFERENCE),
    _first("hội nghị tổng kết", CONFERENCE),
    _first("Luật Thư viện", LAW),
    _first("gia hạn sách", CARDS),
    _early("làm thẻ bạn đọc", CARDS),
    _first("Tết Nguyên đán", TET),
    _first("Dế Mèn phiêu lưu ký", CRICKET),
    _first("Tô Hoài", CRICKET),
    _first("kể chuyện theo sách", CONTEST),
    _first("học tập suốt đời", WEEK),
    _early("thôn Khe Mẫu", KHE_MAU),
    _first("Đèo Mẫu", f"{STOPS}cho-phien-deo-mau/"),
    _early("Đèo Mẫu", SPRING),
    _first("thùng sách", KHE_MAU),
    _early("Trại giam Hồng Ca", CONFERENCE),
    _first("giấy tờ tùy thân", CARDS),
    _first("Pháp lệnh Thư viện", LAW),
    _first("quyền riêng tư", PRIVACY),
    _first("xe thư viện lưu động", VAN),
    _first("điểm dừng", VAN),
    _first("liên hệ", CONTACT),
    _first("trợ năng", ACCESS),
    _first("ba giải Ba", CONTEST),
    _first("thùng nhận sách cạnh cổng", CARDS),
    # Without marks, đ among them.
    _first("dong chi", CONFERENCE),
    _first("hoi nghi tong ket", CONFERENCE),
    _first("luat thu vien", LAW),
    _early("lam the ban doc", CARDS),
    _first("de men phieu luu ky", CRICKET),
    _first("to hoai", CRICKET),
    _early("deo mau", SPRING),
    _first("duong doi dau tien", CRICKET),
    _first("dai hoi dang", CONFERENCE),
    _first("dia dien tu", CONTACT),
    _first("thu vien luu dong", VAN),
    _early("xe thu vien", VAN),
    _early("lich xe thu vien", VAN),
    _first("tet nguyen dan", TET),
    _early("trai giam hong ca", CONFERENCE),
    _first("truong tieu hoc dong mau", f"{STOPS}truong-tieu-hoc-dong-mau/"),
    _first("cho phien", f"{STOPS}cho-phien-deo-mau/"),
    _first("nha van hoa phuong vi du", f"{STOPS}nha-van-hoa-phuong-vi-du/"),
    # Some marks, others left out; wrong marks.
    _first("hội nghi tổng kêt", CONFERENCE),
    _first("đong chi", CONFERENCE),
    _first("luât thư viên", LAW),
    _first("dế men", CRICKET),
    _first("gia han sach", CARDS),
    # Capitals, and forms of Unicode.
    _first("LUẬT THƯ VIỆN", LAW),
    _first("ĐỒNG CHÍ", CONFERENCE),
    _first(_apart("Luật Thư viện"), LAW),
    _first(_apart("đồng chí"), CONFERENCE),
    _first(_apart("giấy tờ tuỳ thân"), CARDS),
    # Both places of a tone: the text has khỏe, tùy and Hòa.
    _first("giấy tờ tuỳ thân", CARDS),
    _first("mạnh khoẻ", TET),
    _first("mạnh khỏe", TET),
    _early("văn hoá đọc", LAW),
    _early("văn hóa đọc", LAW),
    # Official numbers, figures, dates.
    _first("329/QĐ-TTg", CONFERENCE),
    _first("329/qd-ttg", CONFERENCE),
    _first("329 QĐ TTg", CONFERENCE),
    _first("89/QĐ-TTg", CONFERENCE),
    _first("124/KH-UBND", CONFERENCE),
    _first("46/2019/QH14", LAW),
    _first("46 2019 qh14", LAW),
    _early("196.072", ABOUT),
    _early("3.595 thẻ", CONFERENCE),
    _first("35.000.000 đồng", CONFERENCE),
    _first("21 tháng 4", LAW),
    _first("COVID-19", CONFERENCE),
    _first("22/02/2021", SPRING),
    # Phrases.
    _first('"sách mượn trong Tết"', TET),
    _first("“đồng chí”", CONFERENCE),
    _nothing('"nghị hội"'),
    _nothing('"thư viện đồng chí"'),
    # The beginning of a word that is still being typed.
    _first("hội thi kể chuy", CONTEST),
    _first("phieu lu", CRICKET),
    # Filters.
    _first("thư viện", CONFERENCE, "chuyen-muc=hoi-nghi-su-kien&nam=2021"),
    _first("xe thư viện", KHE_MAU, "nam=2020&phong=to-xe-thu-vien-luu-dong"),
    _first("sách", LAW, "phong=phong-nghiep-vu&nam=2021"),
    _first("dế", CRICKET_FILM, "chuyen-muc=video"),
    _first("xe thư viện", FILM, "chuyen-muc=video"),
    _early("", SPRING, "nam=2021"),
    _early("đèo", f"{STOPS}cho-phien-deo-mau/", "chuyen-muc=diem-dung-xe-thu-vien"),
    _nothing("đồng chí Nguyễn Hoàng Long", "nam=2020"),
    # The newest first.
    _first("thư viện", SPRING, "xep=moi&chuyen-muc=xe-thu-vien-luu-dong"),
    # A word that stands nowhere is told, and the others are looked for.
    _first("qwerty luật thư viện", LAW),
    # A lone i or y.
    _first("phiêu lưu kí", CRICKET),
    _first("kỉ niệm 110 năm", CONFERENCE),
    # What is not found: a letter mistaken or added, blanks left out, figures without their dots.
    _nothing("phjêu"),
    _nothing("thưu viêện"),
    _nothing("dongchi"),
    _nothing("196072"),
)
