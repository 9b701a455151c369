"""`inv site-age`: what is said of a site's age, and the exit code."""

from __future__ import annotations

from datetime import date

import pytest

from plugins.build_day import FILE, read_day
from plugins.online.site_age import site_age
from tests.online.standing_in import Answer, standing_in
from tests.support.sites import NOW, Site

TODAY = date(2021, 3, 10)
BUILT = "User-agent: *\r\n\n# Bản dựng ngày {}\n"


def text(day: str) -> Answer:
    return Answer(kind="text/plain", data=BUILT.format(day).encode())


@pytest.mark.parametrize(
    ("answer", "code", "words"),
    [
        (text("2021-03-10"), 0, "dựng ngày 10/03/2021: còn mới."),
        (text("2021-03-08"), 0, "còn mới"),
        (text("2021-03-11"), 0, "còn mới"),  # its clock is ahead
        (text("2021-03-07"), 1, "dựng ngày 07/03/2021, đã 3 ngày: "),
        (text("2021-13-07"), 2, "không ghi ngày dựng."),
        (Answer(data=b"\xff" * 99), 2, "không ghi ngày dựng."),
        (Answer(data=b"x" * 200_000), 2, "chưa hỏi được: câu trả lời lớn hơn"),
        (Answer(status=404), 2, "máy chủ trả lời mã 404."),
    ],
)
def test_the_age_of_a_site(answer: Answer, code: int, words: str) -> None:
    with standing_in() as host:
        host.answers[f"/thu-vien/{FILE}"] = answer
        age = site_age(f"{host.address}/thu-vien/", TODAY, 2)
    assert age.code == code
    assert words in age.words
    assert ("    Cách sửa: " in age.words) == (code > 0)


def test_a_host_that_is_away() -> None:
    with standing_in() as host:
        address = host.address
    age = site_age(address, TODAY, 2)
    assert (age.code, "chưa hỏi được: " in age.words) == (2, True)


@pytest.mark.parametrize("publish", [False, True])
def test_a_build_tells_its_day(site: Site, publish: bool) -> None:
    """And the next day's another, though nothing else has changed."""
    site.post("mot")
    for now, day in ((NOW, date(2021, 3, 1)), ("2021-03-02T00:00:01", date(2021, 3, 2))):
        assert site.build(now=now, publish=publish) == 0
        assert read_day((site.output / FILE).read_bytes()) == day
