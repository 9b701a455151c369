"""What differs on the public host."""

from pelicanconf import *  # noqa: F403

# For example, with `from dataclasses import replace`:
# SITE = replace(SITE, url="https://thuvien.example.org", notice="")
