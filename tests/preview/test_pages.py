"""Which file answers an address, and what is put into a served page."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.preview.pages import Found, Moved, locate, notice, with_reload


@pytest.fixture
def output(tmp_path: Path) -> Path:
    site = tmp_path / "output"
    post = site / "tin-tuc" / "2021" / "hội nghị"
    post.mkdir(parents=True)
    (site / "trống").mkdir()
    for page in (site / "index.html", site / "tệp.txt", post / "index.html"):
        page.touch()
    (tmp_path / "bí mật.txt").touch()
    (site / "lối ra").symlink_to(tmp_path)
    return site


@pytest.mark.parametrize(
    ("target", "file"),
    [
        ("/", "index.html"),
        ("/?q=thư viện", "index.html"),
        ("/index.html", "index.html"),
        ("/t%E1%BB%87p.txt", "tệp.txt"),
        ("/tin-tuc/2021/h%E1%BB%99i%20ngh%E1%BB%8B/", "tin-tuc/2021/hội nghị/index.html"),
        ("//tin-tuc//../index.html", "index.html"),
    ],
)
def test_found(output: Path, target: str, file: str) -> None:
    assert locate(output, target) == Found(file=output / file)


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("/tin-tuc", "/tin-tuc/"),
        ("/tin-tuc/2021/h%E1%BB%99i%20ngh%E1%BB%8B", "/tin-tuc/2021/h%E1%BB%99i%20ngh%E1%BB%8B/"),
        ("/tin-tuc?a=/&b", "/tin-tuc/?a=/&b"),
        # Two slashes would name another host.
        ("//tin-tuc", "/tin-tuc/"),
    ],
)
def test_a_folder_gets_its_slash(output: Path, target: str, address: str) -> None:
    assert locate(output, target) == Moved(address=address)


@pytest.mark.parametrize(
    "target",
    [
        "/không-có",
        "/trống/",
        "/tệp.txt/",
        "/../bí mật.txt",
        "/%2e%2e/bí%20mật.txt",
        "/..%2fbí mật.txt",
        "/tin-tuc/../../bí mật.txt",
        "/lối ra/bí mật.txt",
        "/lối ra/",
        "/lối ra",
        "/index.html%00",
        "/%ff",
        "/" + "a" * 5000,
    ],
)
def test_not_found(output: Path, target: str) -> None:
    assert locate(output, target) is None


def test_not_found_before_the_first_build(tmp_path: Path) -> None:
    assert locate(tmp_path / "chưa có", "/") is None


TAG = b'<script src="/__preview__/reload.js" data-version="7" defer></script>'


@pytest.mark.parametrize(
    ("page", "served"),
    [
        (b"<body><p>a</p></body></html>", b"<body><p>a</p>" + TAG + b"</body></html>"),
        (b"<pre></body></pre></BODY >", b"<pre></body></pre>" + TAG + b"</BODY >"),
        (b"<p>a", b"<p>a" + TAG),
        (b"", TAG),
    ],
)
def test_with_reload(page: bytes, served: bytes) -> None:
    assert with_reload(page, "7") == served


def test_a_page_that_stands_for_a_missing_one_says_so() -> None:
    assert b'data-version="v1" data-missing defer' in with_reload(b"", "v1", missing=True)


def test_words_are_escaped() -> None:
    assert b'data-version="&lt;&quot;"' in with_reload(b"", '<"')
    page = notice("a <b>", "c & d")
    assert b"<h1>a &lt;b&gt;</h1><p>c &amp; d</p>" in page
