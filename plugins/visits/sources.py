"""Names that server, pages and commands share, whatever source the figures come from."""

PIXEL = "luot-xem.gif"
"""Site path of the image that a reader's browser loads once for each page view (source `log`)."""

PAGE_KEY = "p"
"""The image's query parameter that holds the page's address, `/tin-tuc/...`, without the site's own
base path; percent-encoded."""

LIVE_JSON = "luot-truy-cap.json"
"""Site path of the live sums: the contract without `paths` and `recent`."""

LIVE_HTML = "luot-truy-cap.html"
"""Site path of the live rows of the block, which nginx puts into pages (SSI)."""
