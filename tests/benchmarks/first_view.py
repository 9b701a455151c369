"""What a page's first view weighs, block by block.

`python -m tests.benchmarks.first_view output/tin-tuc/2021/<slug>/index.html` prints for each block
its bytes, and how many the packed page would lose without it.
"""

from __future__ import annotations

import gzip
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

LIMIT = 14 * 1024

BLOCKS: Mapping[str, str] = {
    "title, description, canonical": r"<title>.*?(?=<meta property|<link rel=.alternate)",
    "for sharing (og:, article:)": r"<meta property.*?<meta name=.twitter[^>]*>",
    "feeds": r"(?:<link rel=.alternate[^>]*>\s*)+",
    "icon, fonts": r"<link rel=.icon.*?(?=<meta http-equiv)",
    "content security policy": r"<meta http-equiv=.Content-Security-Policy[^>]*>",
    "styles": r"<style>.*?</style>",
    "header and menu": r"<header class=.header.*?</nav>",
    "quotation": r"<section class=.banner.*?</section>",
    "post: head": r"<header class=.post__head.*?</header>",
    "post: text": r"<div class=.post__body.*?(?=<(?:section|footer) class=.post__)",
    "post: gallery": r"<section class=.post__gallery.*?</section>",
    "post: tags, sharing": r"<footer class=.post__after.*?</footer>",
    "related, newer, older": r"(?:<section class=.related.*)?<nav class=.pager.*?</nav>",
    "aside: van": r"<section class=.aside__block. data-coming.*?</section>",
    "aside: videos": r"<section class=.aside__block.>\s*<h2[^>]*>Thư viện video.*?</section>",
    "aside: visits": r"<section class=.aside__block[^>]*>\s*<h2[^>]*>Lượt truy cập.*?</section>",
    "footer": r"<footer class=.footer.>.*?</footer>",
    "scripts": r"<template>.*?</template>\s*<script>.*?</script>",
    "JSON-LD": r"<script type=.application/ld\+json.*?</script>",
}


def packed(text: str) -> int:
    """Bytes after gzip at its best: what a server sends that knows no Brotli."""
    return len(gzip.compress(text.encode(), 9, mtime=0))


def weigh(page: str) -> Iterator[tuple[str, int, int]]:
    """Each block: name, bytes, and bytes that the packed page has because of it."""
    whole = packed(page)
    for name, pattern in BLOCKS.items():
        found = re.search(pattern, page, re.DOTALL)
        if found:
            left = page[: found.start()] + page[found.end() :]
            yield name, len(found[0].encode()), whole - packed(left)


def components(page: str) -> Iterator[tuple[str, int, int]]:
    """The same of the stylesheet, by the words that classes begin with."""
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    whole = packed(page)
    names = sorted({*re.findall(r"\.([a-z]+)(?=[\w-]*\{)", style[1])}) if style else []
    for name in names:
        left = re.sub(rf"(?<=[}}{{])\.{name}(?:__|--)?[\w-]*\{{[^{{}}]*\}}", "", page)
        if left != page:
            yield f".{name}", len(page) - len(left), whole - packed(left)


def main(path: str) -> None:
    """Print the tables."""
    page = Path(path).read_text(encoding="utf-8")
    whole = packed(page)
    print(f"{'':32}{'bytes':>8}{'packed':>8}")
    for name, size, share in (*weigh(page), *components(page)):
        print(f"{name:32}{size:8}{share:8}")
    print(f"{'the page':32}{len(page.encode()):8}{whole:8}   {LIMIT - whole} left of {LIMIT}")


if __name__ == "__main__":
    main(sys.argv[1])
