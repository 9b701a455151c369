"""Web pages that are odd, broken or hostile: a good post, a draft that says why, or an error."""

from __future__ import annotations

import base64
import unicodedata
from typing import Any

import pytest

from plugins.importing.articles import Choices
from plugins.values import Struct
from tests.importing.making import body_text, bring, errors, messages, picture, problems, read
from tests.support.sites import Site

WORD_HTML = """<html xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word"><head>
<meta http-equiv=Content-Type content="text/html; charset={charset}">
<meta name=Generator content="Microsoft Word 15 (filtered)">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Print</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {{margin:0cm; font-family:"Times New Roman"}} p.Cu {{font-family:".VnTime"}}
--></style></head><body lang=VI>
<p class=MsoTitle align=center><b>{title}<o:p></o:p></b></p>
{body}
</body></html>"""


def word(body: str, *, title: str = "Tiêu đề bài", charset: str = "utf-8") -> str:
    """A page as Word saves it."""
    return WORD_HTML.format(body=body, title=title, charset=charset)


def page(body: str, head: str = "") -> str:
    """A page of the old portal."""
    return (
        f"<html><head><meta charset=utf-8>{head}<title>Tiêu đề bài</title></head><body>"
        "<h1>Tiêu đề bài</h1><p>Ngày xuất bản: 11/01/2021 8:41:24 SA</p>"
        f"<p>Đoạn văn mở đầu.</p>{body}</body></html>"
    )


def cp1258(text: str) -> bytes:
    """Text in windows-1258, which has no letter with two marks: its tones stand behind."""
    letters = []
    for letter in text:
        whole = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in whole if mark in "\u0300\u0301\u0303\u0309\u0323")
        if letter == "đ" or not tone:
            letters.append(letter)
        else:
            bare = "".join(mark for mark in whole if mark not in tone)
            letters.append(unicodedata.normalize("NFC", bare) + tone)
    return "".join(letters).encode("cp1258")


class Case(Struct, frozen=True, kw_only=True):
    """A page; `has` stands in the post, `lacks` does not, `says` is what to look at."""

    data: str | bytes
    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


def case(data: str | bytes, **how: Any) -> Case:
    """A case."""
    return Case(data=data, **how)


BULLET = (
    "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]>"
    "<span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span>"
    "</span></span><![endif]>{}</p>"
)
OLD = "Th­ viÖn tØnh Yªn B¸i tæ chøc Héi nghÞ tæng kÕt n¨m 2020."
NEW = "Thư viện tỉnh Yên Bái tổ chức Hội nghị tổng kết năm 2020."
PNG = base64.b64encode(picture("PNG")).decode()
DEEP = "<div>" * 5000 + "đáy" + "</div>" * 5000
CELLS = "".join(f"<td>{n}" for n in range(3))

CASES = {
    "Word lưu thành HTML": case(
        word(
            "<p class=MsoNormal>Chữ <b style='mso-bidi-font-weight:normal'>đậm</b><o:p>&nbsp;</o:p>"
            "<![if !supportEmptyParas]>&nbsp;<![endif]></p>"
            + BULLET.format("ý một")
            + BULLET.format("ý hai")
            + "<!--[if gte vml 1]><v:shape>ẩn trong vml</v:shape><![endif]-->"
        ),
        has=("Chữ **đậm**", "- ý một\n- ý hai"),
        lacks=("ẩn trong vml", "Print", "[if"),
    ),
    "windows-1258": case(
        cp1258(word("<p>Thư viện tỉnh Yên Bái phục vụ bạn đọc.</p>", charset="windows-1258")),
        has=("Thư viện tỉnh Yên Bái phục vụ bạn đọc.",),
    ),
    "windows-1258 không khai": case(
        cp1258("<h1>Bài viết</h1><p>Thư viện tỉnh, bạn đọc tổ chức, kể chuyện.</p>"),
        has=("Thư viện tỉnh, bạn đọc tổ chức, kể chuyện.",),
    ),
    "UTF-16": case(page("<p>Chữ UTF-16.</p>").encode("utf-16"), has=("Chữ UTF-16.",)),
    "UTF-8 có BOM": case(b"\xef\xbb\xbf" + page("<p>Có BOM.</p>").encode(), has=("Có BOM.",)),
    "khai sai bảng mã": case(
        page("<p>Bạn đọc.</p>").replace("charset=utf-8", "charset=iso-8859-1"), has=("Bạn đọc.",)
    ),
    "bảng mã không có thật": case(
        page("<p>Đọc.</p>").replace("charset=utf-8", "charset=khong-co"), has=("Đọc.",)
    ),
    "vài byte hỏng": case(
        page("<p>Chữ lành, chữ \x00h\x00ỏng.</p>").encode().replace(b"\x00", b"\xff"),
        has=("Chữ lành, chữ �h�ỏng.",),
        says=("2 byte không thành chữ nào theo bảng mã của tệp",),
    ),
    "TCVN3 theo phông": case(
        page(f'<p><font face=".VnTime">{OLD}</font> và chữ mới</p>'), has=(f"{NEW} và chữ mới",)
    ),
    "TCVN3 theo kiểu CSS": case(
        word(f"<p class=Cu>{OLD}</p><p class=MsoNormal>Chữ mới</p>"), has=(NEW, "Chữ mới")
    ),
    "TCVN3 theo style": case(page(f"<p style='font-family:\".VnTime\"'>{OLD}</p>"), has=(NEW,)),
    "TCVN3 chữ hoa": case(
        page("<p><span style='font-family:.VnTimeH'>th­ viÖn tØnh</span></p>"),
        has=("THƯ VIỆN TỈNH",),
    ),
    "TCVN3 theo mặt chữ": case(
        f"<html><body><h1>Héi nghÞ tæng kÕt</h1><p>{OLD}</p></body></html>".encode("latin-1"),
        has=(NEW,),
    ),
    "thẻ không đóng": case(
        page("<p>một<p>hai<ul><li>a<li>b</ul><table><tr><td>x<td>y<tr><td>1<td>2</table><b>đậm"),
        has=("một\n\nhai\n\n- a\n- b\n\n| x | y |\n|--|--|\n| 1 | 2 |\n\n**đậm**",),
    ),
    "thẻ đóng lẫn lộn": case(
        page("<p><b>a<i>b</b>c</i></p></div></td><p>d</p></b>e"), has=("**a*b***c", "d", "e")
    ),
    "thẻ cụt cuối trang": case(page("<p>hết rồi <a href='x"), has=("hết rồi",)),
    "chú thích không đóng": case(page("<p>thấy</p><!-- không đóng <p>vẫn giữ</p>"), has=("thấy",)),
    "khai báo lạ": case(
        page("<![CDATA[ ẩn ]]><![lạ[x]]><?php echo 1 ?><p>thấy</p><!x>"), has=("thấy",)
    ),
    "lồng 5.000 lớp": case(page(DEEP), has=("đáy",)),
    "danh sách lồng 40 lớp": case(
        page("<ul><li>mục" * 40 + "</ul>" * 40), has=("- mục\n    - mục",)
    ),
    "bảng lồng nhau": case(
        page(f"<table><tr><td>ngoài<td><table><tr>{CELLS}<tr>{CELLS}</table></table>"),
        has=("<table>", "ngoài"),
    ),
    "bảng gộp ô": case(
        page("<table><tr><th colspan=2>Gộp<tr><td>a<td rowspan=9>b<tr><td>c</table>"),
        has=('<th colspan="2">Gộp</th>', '<td rowspan="2">b</td>'),
    ),
    "gộp ô vô lý": case(
        page("<table><tr><td colspan=99999999999>a<td rowspan=-1>b<tr><td>c</table>"),
        has=("<th>a</th>", "<th>b</th>", "<td>c</td>"),
    ),
    "bảng chỉ để xếp chỗ": case(
        page("<table><tr><td>Chữ trong khung một cột</td></tr></table>"),
        has=("\nChữ trong khung một cột",),
        lacks=("<table>",),
    ),
    "script, iframe, javascript:": case(
        page(
            "<script>document.write('bẫy')</script><p onclick='x()'>an toàn</p>"
            '<a href="javascript:alert(1)">bấm</a> <a href=" JaVa\nScript:x">nữa</a>'
            '<iframe src="https://xau.vn/x"></iframe><object data=a.swf>không</object>'
        ),
        has=("an toàn", "bấm nữa"),
        lacks=("bẫy", "script", "onclick", "xau.vn"),
        says=(
            "bỏ khung nhúng hoặc phim <iframe> (https://xau.vn/x)",
            "bỏ khung nhúng hoặc phim <object> (a.swf)",
        ),
        told=("1 đoạn mã (script)", "bỏ liên kết ở “bấm”"),
    ),
    "script không đóng": case(
        page("<p>trước</p><script>x = 1; <p>sau này mất</p>"),
        has=("trước",),
        says=(
            "thẻ <script> không đóng nên mọi thứ sau nó không hiện: “x = 1; <p>sau này"
            " mất</p></body></html>”",
        ),
    ),
    "chữ bị ẩn": case(
        page("<p style='display:none'>giấu</p><p hidden>cũng giấu</p><p>hiện</p>"),
        has=("hiện",),
        lacks=("giấu",),
        told=("phần bị ẩn trên trang: “giấu”", "phần bị ẩn trên trang: “cũng giấu”"),
    ),
    "ảnh nhúng trong trang": case(
        page(f'<p><img src="data:image/png;base64,{PNG}" alt="Mô tả"></p><p><i>Chú thích</i></p>'),
        has=('![Mô tả](anh-01.png "Chú thích")',),
    ),
    "ảnh nhúng hỏng": case(
        page('<p><img src="data:image/png;base64,@@@"></p>'),
        says=("tệp này không phải ảnh JPEG, PNG, WebP, AVIF hay GIF",),
    ),
    "ảnh trỏ ra ngoài thư mục": case(
        page('<img src="../../../../etc/passwd"><img src="file:///etc/passwd"><img>'),
        says=(
            "ảnh không có địa chỉ (src)",
            "ảnh “../../../../etc/passwd” không có cạnh tệp nên không lấy được; lưu lại trang bằng"
            " trình duyệt, kiểu “Trang web, đầy đủ”",
            "ảnh “file:///etc/passwd” nằm ở máy chủ khác nên không lấy được; lưu lại trang bằng"
            " trình duyệt, kiểu “Trang web, đầy đủ”",
        ),
    ),
    "ảnh ở máy khác": case(
        page('<p><img src="http://192.0.2.1/a.jpg"></p>'),
        says=(
            "ảnh “http://192.0.2.1/a.jpg” nằm ở máy chủ khác nên không lấy được; lưu lại trang"
            " bằng trình duyệt, kiểu “Trang web, đầy đủ”",
        ),
    ),
    "địa chỉ vô lý": case(
        page('<a href="http://[::1">a</a> <a href="https://">b</a> <img src="http://[x">'),
        has=("a b",),
        says=("địa chỉ ảnh “http://[x” không đọc được",),
    ),
    "chữ giống Markdown": case(
        page("<p>1. một mình</p><p>&lt;b&gt; *sao* `mã` [a](b) \\ _x_ &amp;lt;</p><p>---</p>"),
        has=("1\\. một mình", "&lt;b> \\*sao\\* \\`mã\\` \\[a\\](b) \\\\ \\_x\\_ &amp;lt;"),
    ),
    "đoạn mã và chữ dựng sẵn": case(
        page("<pre>dòng 1\n  dòng 2</pre><code>x = y</code>"), has=("dòng 1<br>\ndòng 2", "x = y")
    ),
    "trích dẫn": case(
        page("<blockquote><p>lời</p><p>nói</p></blockquote>"), has=("> lời\n>\n> nói",)
    ),
    "danh sách định nghĩa": case(page("<dl><dt>Từ<dd>nghĩa</dl>"), has=("Từ", "nghĩa")),
    "số mũ": case(page("<p>25 m<sup>2</sup>, CO<sub>2</sub></p>"), has=("25 m<sup>2</sup>",)),
    "dấu rời và ký tự không nhìn thấy": case(
        page("<p>Tha\u0300nh pho\u0302\u0301 Ye\u0302n\u200b\u00a0Ba\u0301i\ufeff</p>"),
        has=("Thành phố Yên Bái",),
    ),
    "ký tự của phông riêng": case(
        page("<p>\uf0b7 chấm \ue123 lạ</p>"),
        has=("• chấm",),
        says=("1 ký tự chỉ phông riêng mới hiện được (U+E123): gõ lại",),
    ),
    "ngày trong cùng đoạn với bài": case(
        "<h1>Bài cũ</h1><div>Ngày xuất bản: 11/01/2021 8:41:24 SA<br>Chữ đầu bài.<br><br>Đoạn hai."
        "</div>",
        has=("Chữ đầu bài.\n\nĐoạn hai.",),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_each_page_gives_a_good_post(site: Site, name: str) -> None:
    one = CASES[name]
    outcome = bring(site, "bai.html", one.data)
    assert not outcome.errors, errors(outcome)
    text = body_text(site, outcome)
    for words in one.has:
        assert words in text
    for words in one.lacks:
        assert words not in text
    assert messages(outcome) == list(one.says)
    told = "\n".join(left.message for left in outcome.left)
    for words in one.told:
        assert words in told
    assert problems(site) == []


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("<html><body></body></html>", "không có chữ nào để làm thành bài"),
        ("<html><script>chỉ có mã</script></html>", "không có chữ nào để làm thành bài"),
        ("<p>" + "x" * 21_000_000, "trang hay văn bản lớn hơn 20 MB"),
    ],
)
def test_pages_without_a_post(site: Site, data: str, message: str) -> None:
    assert [said for said, _ in errors(bring(site, "a.html", data))] == [message]
    assert list(site.content.iterdir()) == []


def test_pictures_of_the_folder_that_browsers_save(site: Site) -> None:
    for place in ("bai_files/a.png", "hinh/b.png"):
        file = site.root / place
        file.parent.mkdir()
        file.write_bytes(picture("PNG", len(place)))
    (site.root / "ngoai.png").write_bytes(picture("PNG"))
    (site.root / "hinh/leo.png").symlink_to(site.root.parent)
    body = (
        '<img src="http://cu.vn/anh/a.png"><p>Chữ</p><img src="hinh%2Fb.png"><p>Chữ nữa</p>'
        '<img src="hinh/leo.png"><p>hết</p>'
    )
    outcome = bring(site, "bai.html", page(body))
    assert outcome.pictures == 2
    assert len(messages(outcome)) == 1
    text = body_text(site, outcome)
    assert text.index("anh-01.png") < text.index("Chữ nữa") < text.index("hết")


def test_relative_links_lead_to_the_old_address(site: Site) -> None:
    head = '<link rel="canonical" href="https://cu.vn/tin/bai-1.html">'
    outcome = bring(site, "a.html", page('<p><a href="../van-ban/2.pdf">tệp</a></p>', head))
    assert "[tệp](https://cu.vn/van-ban/2.pdf)" in body_text(site, outcome)
    assert outcome.old == ("/tin/bai-1.html",)


@pytest.mark.parametrize(
    ("address", "message"),
    [
        (f"http://cu.vn/?{'x' * 501}", "không dẫn tới một trang"),
        ("http://cu.vn/", "không dẫn tới một trang"),
        ("http://cu.vn/tin-tuc/2021/", "là của chính trang web mới"),
        ("http://[cu", ""),
    ],
)
def test_old_addresses_that_no_static_page_can_answer(
    site: Site, address: str, message: str
) -> None:
    outcome = bring(site, "a.html", page("", f'<link rel=canonical href="{address}">'))
    assert outcome.old == ()
    assert outcome.state == "made"
    assert any(message in left.message for left in outcome.left) or not message
    assert problems(site) == []


def test_an_old_address_with_a_question_mark_is_kept_for_the_server(site: Site) -> None:
    head = '<link rel=canonical href="http://cu.vn/default.aspx?id=5&amp;x=tin">'
    outcome = bring(site, "a.html", page("", head))
    assert outcome.old == ("/default.aspx?id=5&x=tin",)
    assert not any("địa chỉ" in left.message for left in outcome.left)
    assert problems(site) == []


def test_a_category_stands_in_the_path_above_the_title(site: Site) -> None:
    body = page("").replace(
        "<h1>", "<div>Trang chủ &gt; Tin tức &gt; <a href=/x>Giới thiệu sách</a></div><h1>"
    )
    document, _ = read(site, bring(site, "a.html", body, Choices()))
    assert document.fields["category"] == "Giới thiệu sách"
