"""A published site in a few files, of each kind that the server treats in its own way."""

from __future__ import annotations

from pathlib import Path

DIGEST = "560c0748921de4a1a381"

BAKED = "<dd>12.345</dd>"
"""The row that publishing wrote into the page."""


def page(base: str = "") -> str:
    """A page whose row nginx may replace, and other hosts leave as it is."""
    return (
        f'<!doctype html>\n<p>Lượt truy cập</p><!--# block name="luot" -->{BAKED}<!--# endblock -->'
        f'<!--# include virtual="{base}/luot-truy-cap.html" stub="luot" -->\n' + "<!-- x -->" * 99
    )


def write_site(folder: Path, base: str = "") -> Path:
    """Write it; `folder` is what `inv publish --to` names."""
    files: dict[str, str | bytes] = {
        "index.html": page(base),
        "tin-tuc/2021/bai/index.html": page(base),
        "tin-tuc/2021/anh/index.html": page(base),
        "404.html": "<!doctype html>\n<h1>Không có trang này</h1>" + page(base),
        "robots.txt": "User-agent: *\n",
        "sw.js": "// worker",
        "sitemap.xml": "<urlset/>",
        "feeds/tin-tuc.atom.xml": "<feed>ế</feed>",
        "feeds/tin-tuc.json": "{}",
        "xe-thu-vien/lich.ics": "BEGIN:VCALENDAR\r\n",
        "xe-thu-vien/lich.csv": "tuyến\n",
        "xe-thu-vien/diem-dung.geojson": "{}",
        f"static/quotes.{DIGEST}.js": "let x = 'ế';" * 99,
        f"static/favicon.{DIGEST}.svg": "<svg/>",
        f"static/newsreader-600.{DIGEST}.woff2": b"wOF2",
        f"static/trich-dan.{DIGEST}.json": "[]",
        f"anh/{DIGEST}-960.avif": b"avif",
        f"anh/{DIGEST}-1200-share.jpg": b"jpeg",
        f"video/phim/{DIGEST}.mp4": bytes(range(256)),
        f"video/phim/{DIGEST}.webm": b"webm",
        f"video/phim/{DIGEST}.vtt": "WEBVTT\n",
        "luot-xem.gif": b"not this one",
        ".release.json": "{}",
        ".well-known/security.txt": "Contact: mailto:a@example.org\n",
    }
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    return folder
