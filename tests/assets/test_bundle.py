"""What the theme's files become: scripts of parts, and the mark within the page."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest

from plugins.assets.bundle import WITHIN, load_assets

SMALL = b'<svg xmlns="http://www.w3.org/2000/svg"><path fill="#8e2f12" d="M0 0h64"/></svg>\n'
LARGE = b"<svg>" + b" " * WITHIN + b"</svg>"

Static = Callable[..., Path]


@pytest.fixture
def static(tmp_path: Path) -> Static:
    """A theme's `static` of these files."""

    def make(files: dict[str, bytes]) -> Path:
        for name, data in {"css/main.css": b"", **files}.items():
            path = tmp_path / "static" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return tmp_path / "static"

    return make


def test_a_folder_of_scripts_is_one_script_in_the_order_of_names(static: Static) -> None:
    parts = {"js/all/b.js": b"two();", "js/all/a.js": b"one();  // first", "js/own.js": b"own();"}
    assets = load_assets(static(parts))
    assert assets.scripts.keys() == {"all", "own"}
    assert assets.contents[assets.scripts["own"]] == b"own();"
    assert assets.contents[assets.scripts["all"]] == (
        b"try{one();}catch(error){console.error(error)}\n"
        b"try{two();}catch(error){console.error(error)}"
    )


def test_a_part_that_a_site_has_no_use_for_is_left_out(static: Static) -> None:
    folder = static({"js/all/a.js": b"one();", "js/all/b.js": b"two();", "js/b.js": b"own();"})
    whole, less = load_assets(folder), load_assets(folder, left_out=["b"])
    assert b"two" in whole.contents[whole.scripts["all"]]
    assert b"two" not in less.contents[less.scripts["all"]]
    assert whole.scripts["b"] == less.scripts["b"], "a script of its own is asked for by name"


def test_the_script_in_pages_is_named_by_the_policy(static: Static) -> None:
    code = b"later(() => ask());  // for the others"
    assets = load_assets(static({"inline/late.js": code, "js/own.js": b"own();"}))
    assert assets.late == "later(()=>ask());"
    assert assets.scripts.keys() == {"own"}, "it is no file"
    digest = base64.b64encode(hashlib.sha256(assets.late.encode()).digest()).decode()
    assert f"script-src 'self' 'sha256-{digest}';" in assets.whole.csp()


def test_a_theme_without_a_script_in_pages(static: Static) -> None:
    assets = load_assets(static({}))
    assert assets.late == ""
    assert "script-src 'self';" in assets.whole.csp()


def test_a_page_may_let_in_more(static: Static) -> None:
    """Sources are added to a directive that all pages have, another directive to the others."""
    style = load_assets(static({})).whole
    own = style.csp((("script-src", "'wasm-unsafe-eval'"), ("frame-src", "https://a.example")))
    common = style.csp().replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
    assert own == f"{common}; frame-src https://a.example"


def test_a_small_mark_is_within_the_page(static: Static) -> None:
    assets = load_assets(static({"favicon.svg": SMALL}), "/thu-vien")
    kind, _, data = assets.mark.partition(",")
    assert kind == "data:image/svg+xml"
    assert unquote(data).encode() == SMALL.strip()
    assert not set('<>"# \n') & {*data}
    assert assets.files["favicon.svg"] in assets.contents, "browsers ask for the icon"


def test_a_large_mark_is_a_file(static: Static) -> None:
    assets = load_assets(static({"favicon.svg": LARGE}), "/thu-vien")
    assert assets.mark == f"/thu-vien/{assets.files['favicon.svg']}"


def test_a_theme_without_a_mark(static: Static) -> None:
    assert load_assets(static({})).mark == ""
