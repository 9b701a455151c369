"""An open page follows the builds, under the content security policy of the site's pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from plugins.preview.channel import Channel, State
from plugins.preview.darkroom import Darkroom
from plugins.preview.loop import tell
from plugins.preview.outcomes import Outcome
from plugins.preview.server import PreviewServer
from tests.browser.chromium import find_chromium, launch_arguments

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Trang</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'self'; style-src 'none'">
<link rel="icon" href="/icon.svg"></head><body><h1>{}</h1></body></html>"""


@pytest.fixture
def output(tmp_path: Path) -> Path:
    write(tmp_path, "Bản một")
    icon = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    (tmp_path / "icon.svg").write_text(icon, encoding="utf-8")
    return tmp_path


def write(output: Path, title: str) -> None:
    (output / "index.html").write_text(PAGE.format(title), encoding="utf-8")


@pytest.fixture
def channel() -> Channel:
    return Channel(State(version="v1"))


@pytest.fixture
def console() -> list[str]:
    return []


@pytest.fixture
def page(output: Path, channel: Channel, console: list[str]) -> Iterator[Page]:
    program = find_chromium()  # may start Playwright itself, so not inside the `with` below
    darkroom = Darkroom(output, console.append)
    with (
        PreviewServer(("127.0.0.1", 0), output, channel, darkroom) as server,
        sync_playwright() as playwright,
    ):
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        browser = playwright.chromium.launch(executable_path=program, args=launch_arguments())
        page = browser.new_page()
        page.on("console", lambda message: console.append(message.text))
        page.on("pageerror", lambda error: console.append(str(error)))
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        yield page
        browser.close()
        channel.close()
        server.shutdown()
        thread.join()


def test_reload_and_report(page: Page, output: Path, channel: Channel, console: list[str]) -> None:
    heading = page.get_by_role("heading", level=1)
    problems = page.get_by_role("alert")
    expect(heading).to_have_text("Bản một")

    write(output, "Bản hai")
    tell(channel, Outcome(ok=True, said=""))
    expect(heading).to_have_text("Bản hai")

    report = "tin-tuc/a/index.md:3: LỖI: <img src=x onerror=alert(1)>"
    tell(channel, Outcome(ok=False, said=report))
    expect(problems).to_contain_text(report)
    expect(heading).to_have_text("Bản hai")
    assert problems.evaluate("e => getComputedStyle(e).position") == "fixed"

    # A page that is opened only now says so, too.
    page.reload()
    expect(problems).to_contain_text(report)
    problems.get_by_role("button", name="Đóng").press("Enter")
    expect(problems).to_have_count(0)

    tell(channel, Outcome(ok=False, said="còn một lỗi"))
    expect(problems).to_contain_text("còn một lỗi")
    write(output, "Bản ba")
    tell(channel, Outcome(ok=True, said=""))
    expect(heading).to_have_text("Bản ba")
    expect(problems).to_have_count(0)
    assert console == []


def test_before_any_page_is_there(page: Page, output: Path, channel: Channel) -> None:
    """The very first build fails: what is wrong, no word of an older page, and then the page."""
    problems = page.get_by_role("alert")
    heading = page.get_by_role("heading", level=1)
    (output / "index.html").unlink()
    page.reload()
    expect(heading).to_have_text("Chưa có trang này")
    tell(channel, Outcome(ok=False, said="a.md:1: LỖI: sai"))
    expect(problems).to_contain_text("a.md:1: LỖI: sai")
    expect(problems).to_contain_text("Chưa dựng được. Sửa xong rồi lưu")
    write(output, "Bản một")
    tell(channel, Outcome(ok=True, said=""))
    expect(heading).to_have_text("Bản một")
    expect(problems).to_have_count(0)


def test_a_draft_that_can_no_longer_be_shown_stays(
    page: Page, output: Path, channel: Channel
) -> None:
    """Builds go on without it; who looks at it sees why, and it comes back by itself."""
    problems = page.get_by_role("alert")
    heading = page.get_by_role("heading", level=1)
    report = "nhap/index.md:3: LƯU Ý: không hiểu ngày “mai”"

    # Another page is not disturbed by it.
    write(output, "Bản hai")
    tell(channel, Outcome(ok=True, said="", unfinished=report))
    expect(heading).to_have_text("Bản hai")
    expect(problems).to_have_count(0)

    (output / "index.html").unlink()
    tell(channel, Outcome(ok=True, said="", unfinished=report))
    expect(problems).to_contain_text(report)
    expect(heading).to_have_text("Bản hai")
    # Whoever opens it only now sees no page, but why.
    page.reload()
    expect(heading).to_have_text("Chưa có trang này")
    expect(problems).to_contain_text(report)

    # Another draft may still be broken.
    write(output, "Bản ba")
    tell(channel, Outcome(ok=True, said="", unfinished="khác/index.md:1: LƯU Ý"))
    expect(heading).to_have_text("Bản ba")
    expect(problems).to_have_count(0)
