"""The table of broken inputs, by sections of the page."""

from __future__ import annotations

from tests.common_errors.broken_data import COUNTS, QUOTES, VAN
from tests.common_errors.broken_media import FILMS, PHOTOS
from tests.common_errors.cases import POST, Case, body, head, page, video
from tests.support.sites import post_text

HEAD = (
    Case({POST: "Nội dung.\n"}),
    Case({POST: "---\ntitle: Một bài\n\nNội dung.\n"}),
    Case({POST: "---\n---\nNội dung.\n"}),
    Case({POST: "---\ntitle: Một bài\n---\nNội dung.\n"}),
    Case({POST: post_text().encode("utf-16")}),
    Case({POST: post_text(title="Tiếng Việt").encode("cp1258", "replace")}),
    Case({POST: post_text(body="Chữ\x07 lạ.\n")}),
    head('author: "Phòng\\0 Đọc"'),
    head("tags: [a, b"),
    head(f"tags: {'[' * 30}{']' * 30}"),
    head("tags: &a [b]", "series: *a"),
    head("ngay: 2021-01-11"),
    head("author: Phòng Đọc", "author: Phòng Mượn"),
    head("title:"),
    head("series: [a, b]"),
    head("date:"),
    head("date: 32/01/2021"),
    head("date: hôm qua"),
    head("date: 11/01/2021 15:00 SA"),
    head("date: 2020-12-31"),
    head("category: Tin hoat dong"),
    head("status: nháp"),
    head("pinned: có"),
    head("tags:", "  - sách", "  -"),
    head("tags: ['…']"),
    head("cover: ../anh.jpg"),
    head("photos:", "  - {tep: a.jpg}"),
    head("photos:", "  - {alt: Sân trường}"),
    head("photos:", "  - {file: a.jpg, file: b.jpg}"),
    head("photos:", "  - [a.jpg]"),
    head("photos: [{file: a.jpg, blur: [0.1, 0.2]}]"),
    head("photos: [{file: a.jpg, blur: [[0.1, 0.2, 0, 0]]}]"),
    head("photos: [{file: a.jpg, blur: [[10, 20, 30, 40]]}]"),
    head("photos: [a.jpg, a.jpg]"),
    head("correction: {date: 12/01/2021}"),
    head("correction: {date: 12/01/2099, text: Sửa số liệu}"),
    head("trip: chợ phiên"),
    head("redirect_from: /../tin?id=5"),
    head("redirect_from: /tin-tuc/2021/"),
    page("menu: đầu"),
    video("source: dQw4w9WgXcQ"),
    video("source: {youtube: dQw4w9WgXcQ, file: phim.mp4}"),
    video("source: {youtube: https://youtu.be/dQw4w9WgXcQ}"),
    video("source: {url: 'http://thuvien.vn/phim.mp4'}"),
    video("source: {youtube: dQw4w9WgXcQ}", "duration: 95 phút"),
    video("source: {youtube: dQw4w9WgXcQ}", "captions: [{lang: vi}]"),
)

TEXT = (
    body("# Kết quả\n\nChữ."),
    body("## Kết quả\n\n#### Sách"),
    body("##\n\nChữ."),
    body("- " * 2000 + "sâu"),
    body("[tin cũ](ftp://may-chu/tin.doc)"),
    body('[thông báo](https://example.org/thong-bao" rel="tin)'),
    body("[tin cũ](javascript:alert)"),
    body("[tin cũ](../tin-cu/)"),
    Case(
        {POST: post_text(body="[x](../kacc/index.md)\n"), "tin-tuc/2021/khac/index.md": post_text()}
    ),
    Case(
        {
            POST: post_text(body="[x](../nhap/index.md)\n"),
            "tin-tuc/2021/nhap/index.md": post_text(status="draft"),
        }
    ),
    body("[phim](/video/le-hoi/)"),
    body("[thông báo](/chuyen-muc/thong-ba/)"),
    body("[tra cứu](/opac/)"),
    body("## Kết quả\n\n[xem](#ket-qa)"),
    body("![sân](anh/san.jpg)"),
    body("![sân](https://may-chu-khac.vn/san.jpg)"),
    body('<img src="san.jpg">'),
    body("<script>alert(1)</script>"),
    body('<iframe src="https://ban-do.vn"></iframe>'),
    body('<font color="red">chữ đỏ</font>'),
    body('<b onclick="x()">chữ</b>'),
    body('<a href="javascript:x()">chữ</a>'),
    body('<table background="https://vi-du.vn/nen.png"><tr><td>ô</td></tr></table>'),
    body('<table style="width: 50%"><tr><td>ô</td></tr></table>'),
    body("<div>chữ"),
    body("chữ</b>"),
    body("<!--><p title=x></p><script>-->"),
)

WORDS = (
    body("Ngày đươc nghỉ."),
    body("Các nghành trong tỉnh."),
    body("Tại cơsở mới."),
    body("Sách của của em."),
    body("Thư viện tỉnh thư viện tỉnh mở cửa."),
    body("Đợt truyên truyền."),
    body("Hai  dấu cách."),
    body("Sách , báo."),
    body("Gọi ( trong giờ) số này."),
    body("Sách,báo cũ."),
    body("Thư viện(gọi tắt là thư)."),
    body("Sách,, báo."),
    body("Văn hoá, hòa bình, tòa nhà."),
    body("Chữ đươc.\n\n" * 27),
)

FILES = (
    Case({"tin-tuc/2021/bai/anh.txt": "chữ"}),
    Case({POST: post_text(), "tin-tuc/2021/ghi-chu.txt": "chữ"}),
    Case({"bai.md": post_text()}),
    Case({"tin-tuc/2021/bai/bai-viet.md": post_text()}),
    Case({POST: post_text(), "trang/ban-do.jpg": b"x"}),
    Case({POST: post_text()}, links={"tin-tuc/2021/bai/anh.jpg": "/kho-anh/anh.jpg"}),
    Case({"tin-tuc/2021/a-b/index.md": post_text(), "tin-tuc/2021/a_b/index.md": post_text()}),
    Case({"trang/video.md": "---\ntitle: Video\n---\nChữ.\n"}),
    Case(
        {
            "tin-tuc/2021/a/index.md": post_text(redirect_from="/cu/"),
            "tin-tuc/2021/b/index.md": post_text(redirect_from="/cu/"),
        }
    ),
    Case({"tin-tuc/2021/a/index.md": post_text(redirect_from="/tin-tuc/2021/a/")}),
)

SECTIONS: dict[str, tuple[Case, ...]] = {
    "Phần đầu của bài": HEAD,
    "Đầu đề, liên kết, HTML": TEXT,
    "Chữ nghĩa (chỉ là lưu ý)": WORDS,
    "Tệp và thư mục": FILES,
    "Ảnh": PHOTOS,
    "Video": FILMS,
    "Câu trích (trich-dan.yml)": QUOTES,
    "Xe thư viện": VAN,
    "Lượt truy cập (luot-truy-cap.json)": COUNTS,
}
