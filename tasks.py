"""Commands of the site. Thin on purpose: what they do lives in plugins/, tests/ and the tools.

Everything is imported when a task runs, so that `inv --list` answers at once, and nothing needs a
POSIX shell: `.venv\\Scripts\\inv build` works as it does elsewhere.
"""

import io
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from invoke.context import Context
from invoke.exceptions import Exit
from invoke.main import program
from invoke.tasks import task

from plugins.command_line import name_places

# Invoke keeps Python from storing what it compiled: each command would compile the plugins anew.
sys.dont_write_bytecode = bool(sys.flags.dont_write_bytecode)

# A Windows pipe or an old locale must not break on Vietnamese text.
for _stream in (sys.stdout, sys.stderr):
    if isinstance(_stream, io.TextIOWrapper):
        _stream.reconfigure(encoding="utf-8", errors="replace")


# Invoke imports this file after its own options, before it looks at the rest.
if _core := getattr(program, "core", None):
    name_places(_core.unparsed)


@task
def build(
    _: Context,
    content: str = "content",
    output: str = "output",
    publish: bool = False,
    now: str = "",
    drafts: bool = False,
    lazy_photos: bool = False,
    search: bool = False,
) -> None:
    """Dựng trang web từ thư mục nội dung; --drafts cho thấy cả bản nháp và bài hẹn giờ.

    --search lập cả chỉ mục tìm kiếm, nếu máy này lập được; --publish thì luôn lập.
    """
    from plugins.garbage import never_collected

    never_collected()  # first: nor while all the rest is imported
    from plugins.building import build

    code = build(
        Path(content),
        Path(output),
        publish=publish,
        now=now or None,
        drafts=drafts,
        lazy_photos=lazy_photos,
        search="required" if publish else "wished" if search else "",
    )
    _finish(code)


@task
def search(_: Context, content: str = "content", output: str = "output", now: str = "") -> None:
    """Dựng trang web cùng chỉ mục cho trang tìm kiếm /tim-kiem/."""
    from plugins.garbage import never_collected

    never_collected()
    from plugins.building import build

    _finish(build(Path(content), Path(output), now=now or None, search="required"))


@task(
    auto_shortflags=False,
    help={
        "to": "thư mục trên máy này, hoặc tài-khoản@máy-chủ:/thư/mục (qua SSH)",
        "content": "thư mục nội dung",
        "now": "thời điểm thay cho đồng hồ, ví dụ 2021-01-11T08:41:24",
        "plain": "thư mục --to chính là trang web, không giữ các bản trước (cho GitHub, GitLab)",
        "keep": "giữ bao nhiêu bản để quay lại được",
        "force": "đăng cả khi trang web nhỏ đi quá nửa",
        "forget": "xóa hẳn các bản trước, cả ảnh cũ của chúng: khi có điều phải gỡ ngay",
    },
)
def publish(
    _: Context,
    to: str = "",
    content: str = "content",
    now: str = "",
    plain: bool = False,
    keep: int = 5,
    force: bool = False,
    forget: bool = False,
) -> None:
    """Dựng rồi đăng trọn trang web vào --to; dựng hỏng thì bản đang đăng còn nguyên."""
    from plugins.garbage import never_collected

    never_collected()
    from plugins.publishing import publish

    _finish(
        publish(
            Path(content),
            to,
            now=now or None,
            plain=plain,
            keep=keep,
            force=force,
            forget=forget,
        )
    )


@task(
    auto_shortflags=False,
    help={
        "release": "tên một bản, hay đầu tên của nó; bình thường là bản trước bản đang đăng",
        "to": "nơi đã đăng; bình thường là nơi đăng gần nhất",
        "list": "chỉ liệt kê các bản",
    },
)
def rollback(_: Context, release: str = "", to: str = "", list_: bool = False) -> None:
    """Quay lại bản đã đăng trước đó; --list liệt kê các bản còn giữ."""
    from plugins.publishing import rollback

    _finish(rollback(to, release, listing=list_))


@task(name="zip")
def zip_(
    _: Context,
    post: str = "",
    drafts: bool = False,
    to: str = "",
    content: str = "content",
    now: str = "",
) -> None:
    """Đóng trang web, hoặc một bài (--post TÊN), thành tệp zip mở được không cần máy chủ."""
    from plugins.garbage import never_collected

    never_collected()
    from plugins.zipping import zip_site

    _finish(zip_site(Path(content), post=post, drafts=drafts, to=to, now=now or None))


@task
def check(_: Context, content: str = "content", format: str = "text", fix: bool = False) -> None:
    """Kiểm tra nội dung; --fix sửa điều chắc chắn; --format: text, github, gitlab, json."""
    from plugins.lint import check

    _finish(check(Path(content), format, fix=fix))


@task(name="list")
def list_(
    _: Context,
    content: str = "content",
    state: str = "",
    category: str = "",
    year: str = "",
    author: str = "",
    format: str = "text",
    now: str = "",
) -> None:
    """Liệt kê tệp nội dung và trạng thái; --state draft, --category, --year, --author để chọn."""
    from plugins.lint.listing import list_content

    _finish(
        list_content(
            Path(content),
            state=state,
            category=category,
            year=year,
            author=author,
            format=format,
            now=now,
        )
    )


@task
def remove_samples(_: Context, content: str = "content", dry_run: bool = False) -> None:
    """Bỏ mọi nội dung mẫu khỏi thư mục nội dung; --dry-run chỉ liệt kê những gì sẽ bỏ."""
    from plugins.samples import remove_samples

    _finish(remove_samples(Path(content), dry_run=dry_run))


@task(positional=["title"])
def post(
    _: Context,
    title: str,
    category: str = "",
    author: str = "",
    date: str = "",
    photos: str = "",
    edit: bool = True,
    content: str = "content",
) -> None:
    """Tạo bài nháp mới: thư mục, phần đầu; --photos THƯ-MỤC đưa ảnh vào; --no-edit không mở ra."""
    from plugins.posting import post

    _finish(
        post(
            Path(content),
            title,
            category=category,
            author=author,
            date=date,
            photos=photos,
            edit=edit,
        )
    )


@task(name="import", positional=["source"])
def import_(
    _: Context,
    source: str,
    content: str = "content",
    category: str = "",
    date: str = "",
    author: str = "",
    title: str = "",
    slug: str = "",
    photos: str = "",
    report: str = "",
    dry_run: bool = False,
) -> None:
    """Làm bài từ tệp Word, trang cổng cũ đã lưu, văn bản, hay cả một thư mục các tệp đó."""
    from plugins.importing import import_

    code = import_(
        Path(content),
        source,
        category=category,
        date=date,
        author=author,
        title=title,
        slug=slug,
        photos=photos,
        table=report,
        dry_run=dry_run,
    )
    _finish(code)


@task
def inbox(
    _: Context,
    name: str = "",
    content: str = "content",
    branches: bool = False,
    format: str = "text",
    folder: str = "",
) -> None:
    """Làm bài từ mỗi thư mục trong content/hop-thu/ (tệp Word và ảnh), hoặc từ một thư mục."""
    from plugins.inbox import inbox

    _finish(inbox(Path(content), name, branches=branches, format=format, folder=folder))


@task(positional=["post"])
def photos(
    _: Context, post: str, content: str = "content", burn: bool = False, add: str = ""
) -> None:
    """Ghi mục photos: của bài; --add THƯ-MỤC đưa thêm ảnh; --burn che, bỏ GPS trong ảnh gốc."""
    from plugins.photos import photos

    _finish(photos(Path(content), post, burn=burn, add=add))


@task
def cache(_: Context, content: str = "content", prune: bool = False) -> None:
    """Cho biết bộ nhớ đệm lớn bao nhiêu; --prune xóa những tệp không còn ai cần."""
    from plugins.caching import cache

    _finish(cache(Path(content), prune=prune))


@task
def trips(_: Context, year: str = "", content: str = "content", csv: str = "") -> None:
    """In kết quả năm của xe thư viện cho báo cáo; --csv ghi bảng theo tháng và tuyến ra tệp."""
    from plugins.reporting import trips

    _finish(trips(Path(content), year, csv))


@task(
    auto_shortflags=False,
    help={
        "from": "ngày đầu, như 01/01/2020; bình thường là đầu năm của ngày cuối",
        "to": "ngày cuối, như 31/12/2020; bình thường là hôm nay",
        "out": "thư mục để ghi báo cáo",
        "content": "thư mục nội dung",
        "state": "tệp trạng thái của bộ đếm lượt truy cập",
    },
)
def report(
    _: Context,
    from_: str = "",
    to: str = "",
    out: str = "bao-cao",
    content: str = "content",
    state: str = "luot-truy-cap.sqlite",
) -> None:
    """Lập số liệu cho báo cáo năm: bài, ảnh, chuyến xe, lượt truy cập theo tháng, theo phòng."""
    from plugins.reporting import period

    _finish(period(Path(content), from_, to, Path(out), Path(state)))


@task(
    iterable=["log"],
    auto_shortflags=False,
    help={
        "log": "một tệp nhật ký của máy chủ; gõ tên tệp không cần --log cũng được",
        "content": "thư mục nội dung; con số được ghi vào luot-truy-cap.json ở đó",
        "state": "tệp trạng thái của bộ đếm: giữ nó như giữ sổ, và sao lưu",
        "live": "thư mục để máy chủ web lấy con số mới nhất",
        "replay": "đếm lại từ đầu những ngày có trong các nhật ký này, kể cả ngày đã khóa sổ",
        "now": "thời điểm thay cho đồng hồ, ví dụ 2021-01-11T08:41:24",
        "from": "hỏi con số ở goatcounter hoặc json; bình thường theo pelicanconf.py",
        "report": "ghi báo cáo theo tháng, theo trang (trang web và bảng tính) vào thư mục này",
    },
    optional=["report"],
)
def visits(
    _: Context,
    log: list[str],
    content: str = "content",
    state: str = "luot-truy-cap.sqlite",
    live: str = "",
    replay: bool = False,
    now: str = "",
    from_: str = "settings",
    report: str | bool = "",
) -> None:
    """Đếm lượt truy cập từ nhật ký máy chủ web: inv visits TỆP... (.gz, .zst cũng được).

    Đưa cùng một tệp nhiều lần, tệp cũ lẫn tệp mới, theo thứ tự nào cũng ra cùng một con số.
    Mã thoát: 0 là xong; 1 là có tệp không đọc hay ghi được; 2 là gõ sai lệnh.
    """
    from plugins.counting import REPORT, visits

    _finish(
        visits(
            Path(content),
            log,
            state=state,
            live=live,
            replay=replay,
            now=now,
            from_=from_,
            # A bare --report comes as True.
            report=REPORT if report is True else str(report),
        )
    )


@task
def video_check(_: Context, content: str = "content") -> None:
    """Hỏi YouTube và các máy chủ khác xem video nào không còn (cần mạng)."""
    from plugins.online import video_check

    _finish(video_check(Path(content)))


@task(positional=["video"])
def video_poster(_: Context, video: str, content: str = "content") -> None:
    """Lấy ảnh bìa của video YouTube về cạnh tệp .md (cần mạng); mã bắt đầu bằng -: dán địa chỉ."""
    from plugins.online import video_poster

    _finish(video_poster(Path(content), video))


@task
def site_age(_: Context, url: str = "", days: int = 2) -> None:
    """Hỏi trang đang chạy xem dựng ngày nào (cần mạng); mã thoát 1 nếu cũ hơn --days ngày."""
    from plugins.online.site_age import tell_site_age

    _finish(tell_site_age(url, days))


@task(
    help={
        "output": "trang đã dựng để đo; của máy chủ riêng là thư mục current trong nơi đăng",
        "content": "thư mục nội dung đã dựng thành trang đó",
        "format": "text, hoặc github để cảnh báo hiện ra ở trang của lần chạy",
        "now": "thời điểm thay cho đồng hồ, ví dụ 2021-01-11T08:41:24",
    },
)
def site_size(
    _: Context,
    output: str = "output",
    content: str = "content",
    format: str = "text",
    now: str = "",
) -> None:
    """Cho biết trang và kho lớn bao nhiêu, bao giờ đầy; mã thoát 1 nếu vượt giới hạn nơi đăng."""
    from plugins.sizing import site_size

    _finish(site_size(Path(output), Path(content), format, now))


@task
def serve(
    _: Context,
    content: str = "content",
    output: str = ".cache/preview",  # not output/: it shows drafts, and must not be published
    host: str = "127.0.0.1",
    port: int = 8000,
    phone: bool = False,
) -> None:
    """Xem thử, trang tự tải lại khi nội dung đổi; --phone cho điện thoại cùng mạng mở được."""
    from plugins.preview import serve

    _finish(serve(Path(content), Path(output), host=host, port=port, phone=phone))


@task
def test(_: Context, long: bool = False) -> None:
    """Chạy toàn bộ kiểm thử; --long chạy đủ các phép thử ngẫu nhiên."""
    _finish(_run(["pytest", *(["--long"] if long else [])]))


@task
def lint(_: Context) -> None:
    """Soát mã nguồn: ruff và mypy."""
    # All of them, so that one run names everything.
    codes = [_run(line) for line in (["ruff", "check"], ["ruff", "format", "--check"], ["mypy"])]
    _finish(max(codes))


@task(
    help={
        "output": "một trang đã dựng, thay cho nội dung của kho này và trang thử",
        "url": "một trang đang chạy ở đâu đó: chép về rồi soát",
        "only": "chỉ những phần này, cách nhau bằng dấu phẩy: links, html, budgets, feeds, ...",
        "pages": "số trang của mỗi loại mà axe xem (mặc định 2); 0 là tất cả",
        "allow_missing": "thiếu công cụ (Node, Java, mạng) không làm lệnh hỏng",
    }
)
def audit(
    _: Context,
    output: str = "",
    url: str = "",
    only: str = "",
    pages: int = 2,
    allow_missing: bool = False,
) -> None:
    """Soát mọi loại trang: trợ năng, HTML, Lighthouse, liên kết, nguồn tin, lịch, sức nặng."""
    options = [f"--output={output}"] if output else []
    options += [f"--url={url}"] if url else []
    options += [f"--only={only}"] if only else []
    options += ["--allow-missing"] if allow_missing else []
    _finish(_run(["tests.audit", f"--pages={pages}", *options]))


@task
def bench(_: Context) -> None:
    """Đo tốc độ dựng trang, xem thử, xử lý ảnh, xe thư viện và đếm lượt truy cập."""
    for name in ("", ".preview", ".photos", ".mobile_library", ".visits"):
        _finish(_run([f"tests.benchmarks{name}"]))


@task
def lock(_: Context, upgrade: bool = False) -> None:
    """Ghi lại các tệp khóa phiên bản từ pyproject.toml (cần uv); --upgrade lấy bản mới."""
    _finish(_run(["tests.lock_files", *(["--upgrade"] if upgrade else [])]))


def _run(module: Sequence[str]) -> int:
    """Run a module of this environment: no PATH, no shell, the same on Windows."""
    return subprocess.run([sys.executable, "-m", *module], check=False).returncode


def _finish(code: int) -> None:
    if code:
        raise Exit(code=code)
