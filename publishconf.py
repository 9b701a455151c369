"""What differs on the public host."""

import os

from pelicanconf import *  # noqa: F403
from pelicanconf import SITE
from plugins.values import replace

# A fork publishes under its own address without a change here.
if address := os.environ.get("SITE_URL", "").strip():
    SITE = replace(SITE, url=address)

# For example: SITE = replace(SITE, notice="")

SITEURL = SITE.url
CLEAN_BUILD = True  # what is published takes nothing from what earlier builds read
HOST_FILES = True  # _headers, _redirects and security.txt, which only public hosts read
