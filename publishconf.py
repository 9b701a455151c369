"""What differs on the public host."""

import os

from pelicanconf import *  # noqa: F403 (Pelican's way)
from pelicanconf import SITE
from plugins.values import replace

# A fork publishes under its own address without a change here.
if address := os.environ.get("SITE_URL", "").strip():
    SITE = replace(SITE, url=address)

# For example: SITE = replace(SITE, notice="")

SITEURL = SITE.url
CLEAN_BUILD = True  # what is published takes nothing from what earlier builds read
HOST_FILES = True  # _headers, _redirects and security.txt, which only public hosts read

# What the host takes, in bytes; 0: as much as one likes. `inv site-size` tells how full it is.
SITE_LIMIT = 1_000_000_000
"""“Published GitHub Pages sites may be no larger than 1 GB” (GitHub Docs, “GitHub Pages limits”);
so it is on GitLab.com. Of a server of one's own: the room on its disk."""
REPOSITORY_LIMIT = 1_000_000_000
"""“GitHub Pages source repositories have a recommended limit of 1 GB” (there). Nothing is refused
above it, so it is a warning; of the folder .git of a whole clone."""
