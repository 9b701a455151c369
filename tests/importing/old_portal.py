"""Pages as the old portal showed them, made from posts of the repository."""

from __future__ import annotations

import html
import re
from pathlib import Path

from plugins.frontmatter import parse_document
from plugins.markdown_body import convert
from plugins.settings import site_settings
from plugins.vietnamese import format_datetime
from tests.conftest import ROOT

SITE = site_settings(
    name="Thư viện tỉnh",
    url="https://example.org",
    categories=[
        "Tin hoạt động",
        "Hội nghị - Sự kiện",
        "Xe thư viện lưu động",
        "Giới thiệu sách",
        "Thông báo",
        "Văn bản",
    ],
)
CONFERENCE = "tin-tuc/2021/hoi-nghi-tong-ket-cong-tac-thu-vien-nam-2020"

_PAGE = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
 "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<!-- saved from url=(0058)http://thuvien.example.vn/tin-tuc-su-kien/hoi-nghi-482.html -->
<html xmlns="http://www.w3.org/1999/xhtml"><head><meta charset="utf-8">
<title>{title} - Thư viện tỉnh Yên Bái</title>
<script type="text/javascript">var x = "<p>không phải chữ</p>";</script>
<style>.a {{ color: red }}</style></head>
<body><form name="aspnetForm" method="post" action="./"><input type="hidden" name="__VIEWSTATE">
<div id="header"><a href="/"><img src="logo.png" alt="Thư viện tỉnh"></a> THƯ VIỆN TỈNH</div>
<ul class="menu"><li><a href="/">Trang chủ</a><li><a href="/gt">Giới thiệu</a>
<li><a href="/tin">Tin hoạt động</a><li><a href="/tb">Thông báo</a></ul>
<table width="100%"><tr><td class="main" valign="top">
<div class="breadcrumb"><a href="/">Trang chủ</a> » <a href="/tin">Tin tức</a> »
 <a href="/hn">{category}</a></div>
<h2 class="tieude">{title}</h2>
<div class="ngay"><b>Ngày xuất bản:</b> <span>{date}</span></div>
<div class="noidung">{body}
<p style="text-align: right"><strong>{author}</strong></p>
<p align="center"><b>{gallery}</b></p>
{photos}</div>
<div class="tools"><a href="javascript:print()">In trang</a> <a href="#">Quay lại</a></div>
</td><td class="right">
<div class="box"><h3>XE THƯ VIỆN LƯU ĐỘNG</h3><div>Loading...</div></div>
<div class="box"><h3>THƯ VIỆN VIDEO</h3><div>Loading...</div><iframe src="http://v.vn/1"></iframe></div>
<div class="box"><h3>LƯỢT TRUY CẬP</h3><div>Loading...</div></div>
</td></tr></table>
<div id="footer">Bản quyền thuộc Thư viện tỉnh Yên Bái. Điện thoại: 0216 3 852 000</div>
</form></body></html>"""


def conference() -> str:
    """The page of the conference; its photos lie in `hoi-nghi_files`."""
    file = ROOT / "content" / CONFERENCE / "index.md"
    document = parse_document(file.read_bytes(), f"{CONFERENCE}/index.md", "post", SITE.zone)
    fields = document.fields
    photos = "\n".join(
        f'<p align="center"><img src="hoi-nghi_files/{entry.file}" alt=""><br>'
        f"<i>{html.escape(entry.caption)}</i></p>"
        for entry in fields["photos"]
    )
    body = convert(document.body, path=f"{CONFERENCE}/index.md").html
    return _PAGE.format(
        title=fields["title"],
        category=fields["category"],
        date=format_datetime(fields["date"]),
        body=_as_the_old_editor_left_it(body),
        author=fields["author"],
        gallery=fields["gallery_title"],
        photos=photos,
    )


def photos_of_conference() -> dict[str, bytes]:
    """The photos by name."""
    folder: Path = ROOT / "content" / CONFERENCE
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.jpg"))}


def _as_the_old_editor_left_it(body: str) -> str:
    return re.sub(r"</(p|li|td|th|tr)>", "", body.replace('class="cell--right"', "align=right"))
