"""The pictures of the editors' guide, in docs/pictures/: made anew by `python -m
tests.guide_pictures`, so that they show what the commands say and what the pages look like today.

workplace (the real commands, on a small site) → material (what they said) → terminal, forge, pages
(HTML, or the site's own pages) → camera (Chromium) → docs/pictures/
"""
