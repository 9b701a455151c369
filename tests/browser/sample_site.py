"""A small site with one of everything, for the browser to look at."""

from __future__ import annotations

import json
import shutil

from PIL import Image

from tests.conftest import ROOT
from tests.support.draw_photos import draw_photos
from tests.support.sites import Site

SCALE = 0.18
"""Large enough for two widths of each photo, small enough to draw fast."""

LONG = "tin-tuc/2021/bai-dai/"
"""The post with everything a post can have: photo 1 is a figure, 2 and 3 stand in a gallery within
the text, 4 to 8 in the closing gallery."""

KINDS = {
    "home": "",
    "newest": "tin-tuc/",
    "older": "tin-tuc/trang/1/",
    "year": "tin-tuc/2021/",
    "month": "tin-tuc/2021/01/",
    "tags": "tu-khoa/",
    "all series": "dong-su-kien/",
    "category": "chuyen-muc/tin-hoat-dong/",
    "empty category": "chuyen-muc/van-ban/",
    "tag": "tu-khoa/doc-sach/",
    "series": "dong-su-kien/ngay-sach-2021/",
    "quotations": "trich-dan/",
    "post": LONG,
    "post with films": "tin-tuc/2020/bai-co-phim/",
    "short post": "tin-tuc/2021/tin-ngan-05/",
    "hidden": "tin-tuc/2021/bai-an/",
    "withdrawn": "tin-tuc/2021/bai-da-go/",
    "expired": "tin-tuc/2021/het-han/",
    "page": "lien-he/",
    "mobile library": "xe-thu-vien/",
    "figures": "xe-thu-vien/so-lieu/",
    "stop": "xe-thu-vien/diem-dung/truong-tieu-hoc-a/",
    "videos": "video/",
    "film": "video/phim-tai-cho/",
    "film on YouTube": "video/phong-su/",
    "withdrawn film": "video/phim-go/",
    "search": "tim-kiem/",
    "404": "404.html",
    "redirect": "tin-cu/bai-dai.html",
}
"""An address of every kind of page."""

# Words without a place to break, as file names and addresses are, and every kind of Markdown.
_BODY = (
    """
Đoạn mở đầu của bài: thư viện phục vụ bạn đọc **cả tuần**, kể cả *ngày lễ*; xem
[tin ngắn](../tin-ngan-05/index.md).

## Kết quả

| Chỉ tiêu | Thực hiện | So với kế hoạch | Ghi chú |
|:--|--:|--:|:--|
| Bổ sung sách | 12.000 bản | 141% | Từ ngân sách nhà nước |
| Phục vụ lưu động vùng sâu, vùng xa | 111 buổi | 139% | Khoảngcáchxanhấttừtrướcđếnnaylàmộttrămcây |

![Hội trường](anh-01.jpg "Hội trường buổi sáng")

### Chi tiết

- Mục một
- Mục hai
    1. Một ý
    2. Một ý nữa

> Sách mở ra trước mắt ta những chân trời mới.

![Giá sách](nhom-1.jpg "Giá sách mới") ![Sân trường](nhom-2.jpg)

#### Địa chỉ dài

<https://example.com/mot/dia-chi/rat-dai/khong-co-cho-nao-de-xuong-dong/tai-lieu-huong-dan-2021.pdf>

    mã = "một dòng mã rất dài không xuống dòng" * 20

## Kế hoạch

"""
    + "Câu văn dài để trang cuộn được, với đủ dấu tiếng Việt. " * 60
)

_STOPS = """organisation,mobile,route,community,stop,address,geox,geoy,day,type,arrival,departure,\
frequency,start
Dữ liệu mẫu,Xe 1,Tuyến 1,Văn Chấn,Trường tiểu học A,Thôn 1,104.8,21.7,Thursday,Public,\
08:00,10:30,,2021-01-07
Dữ liệu mẫu,Xe 1,Tuyến 1,Văn Chấn,Trường tiểu học A,Thôn 1,,,Monday,Public,08:00,10:30,,2021-01-07
Dữ liệu mẫu,Xe 1,Tuyến 1,Văn Yên,Trường THCS B,,,,Tuesday,Dynamic,13:30,16:00,\
FREQ=MONTHLY;BYDAY=1TU,2021-01-05
Dữ liệu mẫu,Xe 1,Tuyến 1,Văn Yên,Trường THCS B,,,,Monday,Public,13:30,15:00,,2021-03-08
"""

# Many calls and a long name: its poster must still be one sheet.
_STOPS += "".join(
    f"Dữ liệu mẫu,Xe 2,Tuyến 2,Xã có tên dài như tên của nhiều xã sau khi sáp nhập,Nhà sinh hoạt"
    f" cộng đồng thôn Trung Tâm cạnh sân vận động,Số {n},,,{day},Public,0{n}:00,09:30,,2021-08-02\n"
    for n, day in enumerate(("Wednesday", "Friday", "Saturday", "Sunday"), 5)
)

_TRIPS = """date,stop,status,visitors,loans,remote,note,new_date,new_arrival,new_stop
2021-01-07,truong-tieu-hoc-a,served,45,60,yes,,,,
2021-01-14,truong-tieu-hoc-a,served,,,no,,,,
2021-03-02,truong-thcs-b,cancelled,,,,Đường sạt lở,,,
2021-03-04,truong-tieu-hoc-a,moved,,,,Trường họp phụ huynh,2021-03-05,14:00,truong-thcs-b
"""

_VIDEO = """---
title: Phóng sự về xe thư viện
date: 2021-01-05
source: {youtube: abcdefghijk}
---
Lời kể.

0:00 Mở đầu
1:23 Xe lên đường
"""

_FILM = """---
title: Phim tại chỗ, có phụ đề và tên đủ dài để xuống dòng trên điện thoại
date: 2021-01-06
source: {file: phim.mp4}
poster: phim.jpg
captions: [{lang: vi, file: phim.vtt}]
tags: [phim thử]
sample: true
---
Lời kể của phim.

- 0:01 Tờ giấy đổi màu
"""

_SECOND = """---
title: Phim thứ hai trên YouTube
date: 2021-01-03
source: {youtube: bcdefghijkl}
poster: phim.jpg
---
"""

_WITH_FILMS = """Đoạn đầu.

[Phim tại chỗ](../../../video/phim-tai-cho.md)

Đoạn giữa.

[Phóng sự](/video/phong-su/)

[Phim thứ hai](../../../video/phim-hai.md)

Đoạn cuối.
"""

_GONE = """---
title: Phim đã gỡ
date: 2021-01-04
source: {youtube: abcdefghijl}
status: withdrawn
---
"""


def fill(site: Site) -> None:
    """Write the content."""
    site.post(
        "bai-dai",
        title="Hội nghị tổng kết công tác thư viện năm 2020 và triển khai nhiệm vụ năm 2021",
        author="Phòng Hành chính - Tổng hợp",
        category="Hội nghị - Sự kiện",
        tags="[đọc sách, hội nghị, nhiệm vụ trọng tâm của năm]",
        series="Ngày sách 2021",
        trip="2021-01-07 truong-tieu-hoc-a",
        summary="Tóm tắt viết riêng cho bài này.",
        modified="2021-01-12 09:00",
        gallery_title="Một số hình ảnh tại Hội nghị",
        correction="{date: 2021-01-12, text: Bản đầu ghi sai một con số.}",
        sample="true",
        redirect_from="[/tin-cu/bai-dai.html]",
        photos="\n"
        "  - {file: anh-02.jpg, alt: Phòng đọc, caption: Hình minh họa}\n"
        "  - {file: anh-03.jpg, alt: Xe thư viện, caption: Xe thư viện trên đường núi}\n"
        "  - {file: anh-04.jpg, alt: Bàn trao giải}",
        body=_BODY,
    )
    folder = site.content / LONG
    draw_photos(folder, SCALE)
    # Drawing takes longest: further photos are parts of these.
    for number in (1, 2):
        with Image.open(folder / f"anh-0{number}.jpg") as photo:
            photo.crop((0, 0, 500, 300)).save(folder / f"nhom-{number}.jpg")
    for number in range(1, 43):
        year = 2021 if number <= 12 else 2020
        site.post(
            f"tin-ngan-{number:02}",
            year,
            title=f"Tin ngắn số {number}",
            date=f"{year}-{number % 2 + 1:02}-{number % 27 + 1:02} 08:00",
            category=("Tin hoạt động", "Thông báo", "Giới thiệu sách")[number % 3],
            tags="[đọc sách]",
            body=f"Nội dung của tin ngắn số {number}.\n",
        )
    shutil.copy(folder / "nhom-1.jpg", site.content / "tin-tuc/2021/tin-ngan-03")
    site.post(
        "su-kien-2", title="Ngày sách, bài thứ hai", series="Ngày sách 2021", date="2021-01-14"
    )
    site.post("ghim", title="Tin được ghim", date="2021-01-20", pinned="true")
    site.post("bai-an", title="Bài ẩn", status="hidden")
    site.post("bai-da-go", title="Bài đã gỡ", status="withdrawn")
    site.post("het-han", title="Thông báo hết hạn", expires="2021-02-01")
    site.write("trang/lien-he.md", f"---\ntitle: Liên hệ\nmenu: 1\n---\n{'Nội dung. ' * 40}\n")
    site.write("trich-dan.yml", "- {text: Đọc sách là đối thoại với người xưa., author: Tục ngữ}\n")
    site.write("xe-thu-vien/diem-dung.csv", _STOPS)
    site.write("xe-thu-vien/chuyen-xe.csv", _TRIPS)
    site.write("xe-thu-vien/chi-tieu.csv", "year,measure,target\n2021,sessions,80\n")
    site.write("video/phong-su.md", _VIDEO)
    site.write("video/phim-tai-cho.md", _FILM)
    site.write("video/phim-go.md", _GONE)
    site.write("video/phim-hai.md", _SECOND)
    site.post("bai-co-phim", 2020, title="Bài có ba phim", date="2020-01-01", body=_WITH_FILMS)
    for name in ("phim.mp4", "phim.jpg", "phim.vtt"):
        shutil.copy(ROOT / "tests/site/video" / name, site.content / "video")
    counts: dict[str, object] = {
        "total": 1234567,
        "today": 12,
        "month": 345,
        "year": 6789,
        "online": 3,
    }
    counts |= {"version": 1, "as_of": "2021-02-28T23:00:00+07:00", "sample": True}
    site.write("luot-truy-cap.json", json.dumps(counts))
