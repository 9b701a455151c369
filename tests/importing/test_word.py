"""Word files, odd and hostile ones among them: a good post, a draft that says why, or an error with
its cure."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from plugins.galleries.images.probing import probe
from plugins.importing import pandoc
from plugins.importing.articles import Choices
from plugins.importing.documents import SourceError
from plugins.values import Struct, field
from tests.galleries.making import encoded
from tests.importing.making import (
    KNOWN,
    body_text,
    bring,
    errors,
    messages,
    picture,
    problems,
    read,
)
from tests.importing.word_files import (
    bold,
    cell,
    docx,
    drawing,
    item,
    para,
    relation,
    run,
    styled,
    table,
    text_box,
)
from tests.support.draw_heic import phone_exif
from tests.support.sites import Site

TITLE = bold("Tiêu đề bài", align="center")
TEXT = para("Đoạn văn mở đầu của bài viết, có vài chữ để đọc.")
END = para("Đoạn văn kết thúc bài viết.")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


class Case(Struct, frozen=True, kw_only=True):
    """A file's body; `has` stands in the post, `not_in` does not, `says` is what to look at."""

    body: tuple[str, ...]
    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    more: dict[str, Any] = field(default_factory=dict)


def case(*body: str, **how: Any) -> Case:
    """A case between a title and an end."""
    more = {k: v for k, v in how.items() if k not in ("has", "lacks", "says")}
    known = {k: v for k, v in how.items() if k in ("has", "lacks", "says")}
    return Case(body=(TITLE, TEXT, *body, END), more=more, **known)


IMAGE = relation("rA", "image", "media/image1.png")
PNG = {"media/image1.png": picture("PNG")}
WMF = b"\xd7\xcd\xc6\x9a" + bytes(60)
NESTED = table(
    cell("Ngoài một") + cell("Ngoài hai"),
    cell(table(cell("Trong một") + cell("Trong hai"), cell("3") + cell("4"))) + cell("Bên cạnh"),
)

CASES = {
    "bảng lồng nhau": case(NESTED, has=("<table>", "Trong hai", "Bên cạnh")),
    "ô gộp ngang và dọc": case(
        table(
            cell("Kết quả", properties='<w:gridSpan w:val="2"/>'),
            cell("Năm 2020", properties='<w:vMerge w:val="restart"/>') + cell("12.000"),
            cell("", properties="<w:vMerge/>") + cell("8.500"),
        ),
        has=('<th colspan="2">Kết quả</th>', '<td rowspan="2">Năm 2020</td>', "<td>8.500</td>"),
    ),
    "ô gộp dọc còn giấu chữ": case(
        table(
            cell("Trên", properties='<w:vMerge w:val="restart"/>') + cell("1"),
            cell("Dưới bị che", properties="<w:vMerge/>") + cell("2"),
        ),
        has=("Dưới bị che",),
    ),
    "bảng thường": case(
        table(cell("Chỉ tiêu") + cell("Số"), cell("Lượt | bạn đọc") + cell("140.700")),
        has=("| Chỉ tiêu | Số |\n|--|--|\n| Lượt &#124; bạn đọc | 140.700 |",),
    ),
    "chú thích cuối trang": case(
        para("Theo Luật", '<w:r><w:footnoteReference w:id="2"/></w:r>', " mới."),
        parts={"footnotes": f'<w:footnote w:id="2">{para("Luật số 46/2019/QH14.")}</w:footnote>'},
        has=("Theo Luật[^1] mới.", "[^1]: Luật số 46/2019/QH14."),
    ),
    "chú thích cuối tài liệu": case(
        para("Nguồn", '<w:r><w:endnoteReference w:id="3"/></w:r>'),
        parts={"endnotes": f'<w:endnote w:id="3">{para("Sách cũ.")}</w:endnote>'},
        has=("Nguồn[^1]", "[^1]: Sách cũ."),
    ),
    "hộp chữ": case(
        para("Đoạn có hộp", text_box(para("Chữ trong hộp"), para("Dòng hai"))),
        has=("Đoạn có hộp\n\nChữ trong hộp\n\nDòng hai",),
        says=("hộp chữ (text box) được đưa xuống sau đoạn này: “Chữ trong hộp Dòng hai”",),
    ),
    "theo dõi thay đổi": case(
        para(
            "Giữ ",
            "<w:ins><w:r><w:t>thêm</w:t></w:r></w:ins>",
            "<w:del><w:r><w:delText>xóa rồi</w:delText></w:r></w:del>",
            "<w:moveFrom><w:r><w:t>chuyển đi</w:t></w:r></w:moveFrom>",
            "<w:moveTo><w:r><w:t xml:space='preserve'> chuyển đến</w:t></w:r></w:moveTo>",
        ),
        has=("Giữ thêm chuyển đến",),
        lacks=("xóa rồi", "chuyển đi"),
        says=(
            "chữ đã xóa (Theo dõi thay đổi) không đưa vào bài: “xóa rồi”",
            "chữ đã xóa (Theo dõi thay đổi) không đưa vào bài: “chuyển đi”",
        ),
    ),
    "lời bình": case(
        parts={"comments": f'<w:comment w:author="Lan">{para("Xem lại số")}</w:comment>'},
        says=("lời bình của Lan không đưa vào bài: “Xem lại số”",),
    ),
    "đầu trang và chân trang": case(
        parts={"header1": para("Mật: không phổ biến"), "footer1": para("Trang 3/4")},
        says=("chữ ở đầu trang không đưa vào bài: “Mật: không phổ biến”",),
    ),
    "ảnh WMF": case(
        para(drawing("rW")),
        relations=relation("rW", "image", "media/a.wmf"),
        media={"media/a.wmf": WMF},
        says=("ảnh kiểu WMF không đăng được; lưu lại thành PNG hay JPEG",),
    ),
    "ảnh WMF có chú thích": case(
        para(drawing("rW")),
        styled("Chuthich", "Toàn cảnh hội nghị"),
        relations=relation("rW", "image", "media/a.wmf"),
        media={"media/a.wmf": WMF},
        has=("*Toàn cảnh hội nghị*",),
        says=("ảnh kiểu WMF không đăng được; lưu lại thành PNG hay JPEG",),
    ),
    "ảnh EMF": case(
        para(drawing("rW")),
        relations=relation("rW", "image", "media/a.emf"),
        media={"media/a.emf": b"\x01\0\0\0" + bytes(36) + b" EMF"},
        says=("ảnh kiểu EMF không đăng được; lưu lại thành PNG hay JPEG",),
    ),
    "ảnh có mô tả và chú thích": case(
        para("Đây là", drawing("rA", "Hội trường đông người"), " hội trường"),
        para(run("Ảnh: Phòng Nghiệp vụ", "<w:i/>")),
        relations=IMAGE,
        media=PNG,
        has=('Đây là hội trường\n\n![Hội trường đông người](anh-01.png "Ảnh: Phòng Nghiệp vụ")',),
    ),
    "ảnh có lời của máy": case(
        para(drawing("rA", "C:\\Users\\a\\DSC_0001.JPG")),
        relations=IMAGE,
        media=PNG,
        has=("![](anh-01.png)",),
    ),
    "ảnh ở máy khác": case(
        para(drawing("rX", link=True)),
        relations=relation("rX", "image", "http://10.0.0.1/a.png", external=True),
        says=("ảnh ở nơi khác, không lấy về: http://10.0.0.1/a.png",),
    ),
    "ảnh ngoài tệp nén": case(
        para(drawing("rX")),
        relations=relation("rX", "image", "../../../../etc/passwd"),
        says=("tệp Word nhắc đến ảnh etc/passwd nhưng không có ảnh đó",),
    ),
    "ảnh không có quan hệ": case(para(drawing("r404")), says=("ảnh không có trong tệp Word",)),
    "ảnh hỏng": case(
        para(drawing("rA")),
        relations=IMAGE,
        media={"media/image1.png": picture("JPEG", size=(400, 300))[:900]},
        says=("ảnh bị hỏng hoặc chép chưa hết (chép lại ảnh từ máy ảnh hoặc điện thoại)",),
    ),
    "công thức": case(
        para("Ta có ", "<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>", " đúng."),
        has=("Ta có x+1 đúng.",),
        says=("công thức toán thành chữ thường, có thể mất số mũ, phân số: “x+1”",),
    ),
    "đối tượng nhúng": case(
        para("<w:r><w:object><o:OLEObject/></w:object></w:r>"),
        says=("đối tượng nhúng (bảng tính, tệp khác…) không đưa vào được",),
    ),
    "biểu đồ": case(
        para(
            "<w:r><w:drawing><a:graphic><a:graphicData><c:chart r:id='x'/></a:graphicData>"
            "</a:graphic></w:drawing></w:r>"
        ),
        says=("biểu đồ không đưa vào được: chụp lại thành ảnh PNG",),
    ),
    "sơ đồ SmartArt": case(
        para("<w:r><w:drawing><a:graphicData><dgm:relIds/></a:graphicData></w:drawing></w:r>"),
        says=("sơ đồ SmartArt không đưa vào được: chụp lại thành ảnh PNG",),
    ),
    "chữ nghệ thuật": case(
        para("<w:r><w:pict><v:shape><v:textpath string='Chào mừng'/></v:shape></w:pict></w:r>"),
        says=("chữ nghệ thuật (WordArt) không đưa vào được: “Chào mừng”",),
    ),
    "nội dung nhúng": case(
        '<w:altChunk r:id="rZ"/>', says=("nội dung nhúng từ tệp khác (altChunk)",)
    ),
    "chữ ẩn": case(
        para("Thấy ", run("không thấy", "<w:vanish/>")),
        has=("Thấy",),
        lacks=("không thấy",),
        says=("chữ bị ẩn trong Word: “không thấy”",),
    ),
    "danh sách": case(
        item("một"),
        item("hai"),
        para("giữa"),
        item("ba", 2),
        item("bốn", 2),
        has=("- một\n- hai", "1. ba\n2. bốn"),
    ),
    "danh sách chữ cái": case(
        item("điểm đầu", 3), item("điểm sau", 3), has=("a) điểm đầu\n\nb) điểm sau",)
    ),
    "gạch đầu dòng gõ tay": case(
        para("- thứ nhất"),
        para("+ ý nhỏ"),
        para("- thứ hai"),
        has=("- thứ nhất\n    - ý nhỏ\n- thứ hai",),
    ),
    "chữ giống Markdown": case(
        para("# không * phải _đề_ mục [x](y) <b>&amp;"),
        para("3. riêng một dòng"),
        has=("&#35; không \\* phải", "\\[x\\](y) &lt;b>&amp;amp;", "3\\. riêng"),
    ),
    "đề mục đậm": case(
        bold("I. KẾT QUẢ"),
        para("Đạt."),
        bold("1. Bạn đọc"),
        para("Đông."),
        has=("## I. KẾT QUẢ", "### 1. Bạn đọc"),
    ),
    "đề mục đánh số tự động": case(
        para("Kết quả", properties='<w:pStyle w:val="u1"/><w:numPr><w:numId w:val="2"/></w:numPr>'),
        has=("## 1. Kết quả",),
    ),
    "phông VnTime": case(
        styled("Cu", "Héi nghÞ tæng kÕt c«ng t¸c Th­ viÖn n¨m 2020"),
        para(
            run("Hµ Néi", '<w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/>'),
            run(" và Unicode: thư viện"),
        ),
        has=("Hội nghị tổng kết công tác Thư viện năm 2020", "HÀ NỘI và Unicode: thư viện"),
    ),
    "phông VnTime với ư là dấu nối ẩn": case(
        styled(
            "Cu", '<w:r><w:t>Th</w:t><w:softHyphen/><w:t xml:space="preserve"> viÖn</w:t></w:r>'
        ),
        has=("Thư viện",),
    ),
    "phông VnTime đáng ngờ": case(
        styled("Cu", "Yên Bái"),
        has=("Yên Bái",),
        says=("chữ hay ký hiệu của phông cũ, đổi chưa chắc đúng: “Bái”",),
    ),
    "chữ tách rời dấu": case(
        para("Tha\u0300nh phô\u0301 Hồ Chí Minh"), has=("Thành phố Hồ Chí Minh",)
    ),
    "ký hiệu Wingdings": case(
        para('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', run(" xong")),
        has=("✓ xong",),
    ),
    "ký hiệu lạ": case(
        para('<w:r><w:sym w:font="Symbol" w:char="F061"/></w:r>', run(" là gì")),
        has=("□ là gì",),
        says=("chữ hay ký hiệu của phông cũ, đổi chưa chắc đúng: “ký hiệu F061 của phông Symbol”",),
    ),
    "liên kết": case(
        para(
            '<w:hyperlink r:id="rL">' + run("trang web") + "</w:hyperlink>",
            '<w:hyperlink r:id="rJ">' + run(" bẫy") + "</w:hyperlink>",
        ),
        relations=relation("rL", "hyperlink", "https://a.vn/b_c?d=(1)&e", external=True)
        + relation("rJ", "hyperlink", "javascript:alert(1)", external=True),
        has=("[trang web](https://a.vn/b_c?d=%281%29&e) bẫy",),
        lacks=("javascript",),
    ),
    "kiểu Title": Case(body=(styled("Tiu", "Tên bài theo kiểu"), TEXT), has=("Đoạn văn mở đầu",)),
    "điều khiển nội dung": case(
        f"<w:sdt><w:sdtContent>{para('Trong ô điền')}</w:sdtContent></w:sdt>",
        para("<w:sdt><w:sdtContent>" + run("giữa dòng") + "</w:sdtContent></w:sdt>", " hết"),
        has=("Trong ô điền", "giữa dòng hết"),
    ),
    "thẻ thông minh": case(
        para("<w:smartTag>" + run("Yên Bái") + "</w:smartTag>", " đẹp"), has=("Yên Bái đẹp",)
    ),
    "trường tính sẵn": case(
        para(
            '<w:fldSimple w:instr=" DATE ">' + run("11/01/2021") + "</w:fldSimple>",
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            "<w:r><w:instrText> PAGEREF x </w:instrText></w:r>"
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
            " trang 5",
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        ),
        has=("11/01/2021 trang 5",),
    ),
    "ngắt dòng và tab": case(
        para("<w:r><w:t>một</w:t><w:br/><w:t>hai</w:t><w:tab/><w:t>ba</w:t></w:r>"),
        has=("một<br>\nhai ba",),
    ),
    "thụt lề không phải trích dẫn": case(
        para("Thụt vào", properties='<w:ind w:left="720"/>'), has=("\nThụt vào",), lacks=(">",)
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_each_file_gives_a_good_post(site: Site, name: str) -> None:
    one = CASES[name]
    outcome = bring(site, "bai.docx", docx(*one.body, **one.more))
    assert not outcome.errors, errors(outcome)
    assert messages(outcome) == list(one.says)
    assert outcome.state == ("draft" if one.says else "made")
    text = body_text(site, outcome)
    for words in one.has:
        assert words in text
    for words in one.lacks:
        assert words not in text
    assert problems(site) == []
    for message in one.says:  # the file says so too
        assert message[:30] in (site.content / outcome.post).read_text(encoding="utf-8")


def test_a_whole_letter(site: Site) -> None:
    data = docx(
        para("SỞ VĂN HÓA", properties='<w:jc w:val="center"/>'),
        para(
            run("Yên Bái, ngày 08 tháng 01 năm 2021", "<w:i/>"), properties='<w:jc w:val="right"/>'
        ),
        bold("HỘI NGHỊ TỔNG KẾT", align="center"),
        bold("công tác thư viện năm 2020", align="center"),
        TEXT,
        bold("Phòng Nghiệp vụ", align="right"),
    )
    outcome = bring(site, "thu.docx", data, Choices(category="Thông báo"))
    document, _ = read(site, outcome)
    assert outcome.state == "made"
    assert document.fields["title"] == "HỘI NGHỊ TỔNG KẾT công tác thư viện năm 2020"
    assert document.fields["date"].isoformat() == "2021-01-08T00:00:00+07:00"
    assert document.fields["author"] == "Phòng Nghiệp vụ"
    assert "SỞ VĂN HÓA" in document.body
    assert "Phòng Nghiệp vụ" not in document.body


def test_the_date_of_the_file_when_there_is_no_other(site: Site) -> None:
    outcome = bring(site, "a.docx", docx(TITLE, TEXT, END), Choices(category="Thông báo"))
    document, _ = read(site, outcome)
    assert document.fields["date"].isoformat() == "2021-01-11T08:41:24+07:00"
    assert [left.message for left in outcome.left] == [
        "ngày đăng lấy theo lúc lưu tệp: 11/01/2021 8:41:24 SA; nếu sai, sửa dòng date:"
    ]


def test_two_hundred_pictures(site: Site) -> None:
    numbers = range(200)
    data = docx(
        TITLE,
        TEXT,
        bold("Một số hình ảnh tại Hội nghị"),
        *(para(drawing(f"p{n}")) + para(f"Ảnh thứ {n + 1}") for n in numbers),
        relations="".join(relation(f"p{n}", "image", f"media/{n}.png") for n in numbers),
        media={f"media/{n}.png": picture("PNG", (n, 1, 1)) for n in numbers},
    )
    outcome = bring(site, "bai.docx", data)
    assert (outcome.state, outcome.pictures) == ("made", 200)
    document, body = read(site, outcome)
    assert document.fields["gallery_title"] == "Một số hình ảnh tại Hội nghị"
    photos = document.fields["photos"]
    assert [(p.file, p.caption) for p in photos] == [
        (f"anh-{n + 1:03}.png", f"Ảnh thứ {n + 1}") for n in numbers
    ]
    assert body.slots == ()
    assert problems(site, wordless=True) == []


def test_places_are_taken_out_of_photos(site: Site, tmp_path: Path) -> None:
    photo = tmp_path / "goc.jpg"
    photo.write_bytes(encoded(Image.new("RGB", (64, 48), "red"), "JPEG", exif=phone_exif()))
    assert probe(photo).place
    data = docx(
        TITLE,
        TEXT,
        para(drawing("rA")),
        END,
        relations=relation("rA", "image", "media/a.jpeg"),
        media={"media/a.jpeg": photo.read_bytes()},
    )
    outcome = bring(site, "bai.docx", data)
    assert not probe((site.content / outcome.post).with_name("anh-01.jpg")).place


# --- Files that give no post -------------------------------------------------------------------


def _zip(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return out.getvalue()


def _bomb() -> bytes:
    return _zip(word__document_xml=b"<w:document>" + b" " * 70_000_000)


def _many() -> bytes:
    return _zip(word__document_xml=b"<w/>", **{f"f{n}": b"" for n in range(5001)})


def _damaged() -> bytes:
    data = bytearray(docx(TITLE, *([TEXT] * 200)))
    at = data.index(b"word/document.xml") + 60
    data[at : at + 40] = bytes(40)
    return bytes(data)


ENTITIES = (
    b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    b'<w:document xmlns:w="x">&b;</w:document>'
)

REFUSED = {
    "rỗng": (b"", "tệp rỗng"),
    "chỉ có dấu cách": (b"  \n", "tệp rỗng"),
    "có mật khẩu": (OLE + "EncryptedPackage".encode("utf-16-le"), "tệp Word có mật khẩu"),
    "doc cũ": (OLE + b"WordDocument", "tệp Office kiểu cũ (.doc), không đọc được"),
    "rtf": (b"{\\rtf1\\ansi chao}", "tệp RTF, không đọc được"),
    "pdf": (b"%PDF-1.4 ...", "tệp PDF, không đọc được"),
    "mht": (b"MIME-Version: 1.0\nContent-Type: multipart/related", "trang web lưu kiểu MHT"),
    "zip cụt": (docx(TITLE, TEXT)[:400], "tệp Word bị hỏng"),
    "zip hỏng giữa chừng": (_damaged(), "tệp Word bị hỏng"),
    "bom nén": (_bomb(), "tệp Word bung ra quá lớn, có thể là tệp phá hoại"),
    "quá nhiều tệp con": (_many(), "tệp Word bung ra quá lớn, có thể là tệp phá hoại"),
    "thực thể XML": (_zip(word__document_xml=ENTITIES), "tệp Word bị hỏng"),
    "XML hỏng": (_zip(word__document_xml=b"<w:document><w:body>"), "tệp Word bị hỏng"),
    "lồng quá sâu": (
        docx("<w:sdt><w:sdtContent>" * 300 + "</w:sdtContent></w:sdt>" * 300),
        "tệp Word bị hỏng",
    ),
    "odt": (_zip(content_xml=b"<x/>"), "tệp OpenDocument (.odt), không đọc được"),
    "zip thường": (_zip(anh=b"x"), "tệp nén này không phải tệp Word"),
    "excel": (
        _zip(
            xl__workbook_xml=b"<x/>",
            **{
                "_rels/.rels": (
                    b'<Relationships xmlns="x"><Relationship Id="a" Type="x/officeDocument"'
                    b' Target="xl/workbook.xml"/></Relationships>'
                )
            },
        ),
        "tệp Excel, không phải Word",
    ),
    "không có chữ": (docx(para(), para("  ")), "không có chữ nào để làm thành bài"),
    "ảnh đổi đuôi": (picture(), "“bai.docx” không phải văn bản"),
    "nhị phân": (b"\0\1\2\3" * 50, "không phải tệp Word, trang web hay văn bản"),
    "chữ đổi đuôi": (b"chi la chu", "tệp Word bị hỏng: không mở được như một tệp .docx"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_said_with_its_cure(site: Site, name: str) -> None:
    data, message = REFUSED[name]
    outcome = bring(site, "bai.docx", data)
    assert outcome.state == "failed"
    ((said, hint),) = errors(outcome)
    assert said.startswith(message)
    assert len(hint) > 15
    assert list(site.content.iterdir()) == []


def test_everything_that_only_an_editor_knows_is_asked_at_once(site: Site) -> None:
    outcome = bring(site, "a.docx", docx(TEXT * 3, saved=""), Choices())
    assert [message for message, _ in errors(outcome)] == [
        "không tìm thấy ngày đăng",
        "không biết bài thuộc chuyên mục nào",
    ]
    hint = errors(outcome)[1][1]
    assert '--category "Tin hoạt động"' in hint
    assert "“Văn bản”" in hint
    outcome = bring(site, "a.docx", docx(TITLE, TEXT), Choices(category="Thong báo"))
    assert errors(outcome) == [("không có chuyên mục “Thong báo”", "có phải là “Thông báo”?")]


def test_without_pandoc_the_cure_is_told(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def none_there() -> str:
        raise pandoc.missing()

    monkeypatch.setattr(pandoc, "_program", none_there)
    outcome = bring(site, "bai.docx", docx(TITLE, TEXT), KNOWN)
    ((message, hint),) = errors(outcome)
    assert message == "chưa có bộ đọc tệp Word (pandoc)"
    assert "make word" in hint


def test_pandoc_that_fails_or_never_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SourceError, match="pandoc không đọc được"):
        pandoc.html_of(b"PK no file")
    monkeypatch.setattr(pandoc, "SECONDS", 0.000001)
    with pytest.raises(SourceError, match="quá"):
        pandoc.html_of(docx(TITLE))
