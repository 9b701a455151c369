"""Every setting of the site. Another library changes the first section and nothing else."""

import logging
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
if str(ROOT) not in sys.path:  # the `pelican` command does not put it there
    sys.path.insert(0, str(ROOT))

# Behind that, or they would not be found.
from plugins.adapters import Adapter  # noqa: E402
from plugins.content.pelican_log import explain_missing_folder  # noqa: E402
from plugins.settings import site_settings  # noqa: E402
from plugins.writer.templates import ENVIRONMENT  # noqa: E402

# --- The library ----------------------------------------------------------------------------

SITE = site_settings(
    name="Thư viện tỉnh Yên Bái",
    parent="Sở Văn hóa, Thể thao và Du lịch tỉnh Yên Bái",
    url="https://example.org",
    notice="Trang trình diễn, không phải trang chính thức của thư viện.",
    categories=[
        "Tin hoạt động",
        "Hội nghị - Sự kiện",
        "Xe thư viện lưu động",
        "Giới thiệu sách",
        "Thông báo",
        "Văn bản",
    ],
    menu=[
        ("Trang chủ", ""),
        ("Tin tức", "tin-tuc/"),
        ("Xe thư viện", "xe-thu-vien/"),
        ("Video", "video/"),
    ],
)

# --- Pelican --------------------------------------------------------------------------------

SITENAME = SITE.name
SITEURL = SITE.url
TIMEZONE = SITE.timezone
DEFAULT_LANG = "vi"
LOCALE = ["C"]  # dates and numbers come from plugins/vietnamese.py, never from the machine

PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
CACHE_PATH = ".cache"
ARTICLE_PATHS = ["tin-tuc"]
PAGE_PATHS = ["trang"]
STATIC_PATHS: list[str] = []  # originals never leave content/
THEME_STATIC_PATHS: list[str] = []  # plugins/assets publishes the theme's files
IGNORE_FILES = [".*", "~*"]
READERS = {"rst": None, "html": None}
FORMATTED_FIELDS: list[str] = []
ARTICLE_TRANSLATION_ID = None
PAGE_TRANSLATION_ID = None


def ARTICLE_ORDER_BY(article):  # noqa: N802 (Pelican's name)
    """Newest first; of one moment, by path."""
    return (-article.date.timestamp(), article.item.path)


def PAGE_ORDER_BY(page):  # noqa: N802 (Pelican's name)
    """By address."""
    return page.url


# Lists, feeds and addresses are made by the plugins.
DIRECT_TEMPLATES: list[str] = []
CATEGORY_SAVE_AS = TAG_SAVE_AS = AUTHOR_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None

ROOMS = [
    "content",
    "galleries",
    "quotes",
    "mobile_library",
    "videos",
    "visits",
    "assets",
    "lists",
    "feeds",
    "search",
    "writer",
]
PLUGINS = [Adapter(room) for room in ROOMS]
logging.getLogger("pelican").addFilter(explain_missing_folder)  # plugins would come too late

JINJA_ENVIRONMENT = ENVIRONMENT
