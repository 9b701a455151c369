"""Pictures that stand for links where they are shared (https://ogp.me): their style and names."""

from __future__ import annotations

from pathlib import Path

from plugins.files import digest
from plugins.galleries.cache import Cache
from plugins.galleries.images.making import make_plain_card, recipe, styled
from plugins.galleries.pictures import FOLDER
from plugins.galleries.renditions import SHARE, CardStyle, Kind, Rendition, file_name
from plugins.head import HeadImage
from plugins.settings import SiteSettings

FACE = "static/fonts/newsreader-600.woff2"
"""The face of headlines in the theme."""

ACCENT = ("#8e2f12", "#f0a582")
"""As in css/tokens.css, on light and on dark ground."""

_RENDITION = Rendition(size=SHARE, format="jpeg", kind=Kind.SHARE)


def card_style(site: SiteSettings, theme: Path) -> CardStyle | None:
    """How cards look; None where the theme has not got the face: then none are drawn."""
    face = theme / FACE
    try:
        data = face.read_bytes()
    except OSError:
        return None
    return CardStyle(
        name=site.name,
        parent=site.parent,
        accent=site.accent or ACCENT,
        face=face,
        face_digest=digest(data),
    )


def card_image(of: str) -> HeadImage:
    """The card with this digest, as pages name it."""
    name = file_name(of, _RENDITION)
    return HeadImage(url=FOLDER + name, width=SHARE.width, height=SHARE.height)


def plain_card_digest(style: CardStyle, quality: int) -> str:
    """Names the card of pages that have no photo."""
    return digest(recipe((_RENDITION,), quality, ()), styled(style).encode())


def plain_card(style: CardStyle, cache: Cache, quality: int) -> HeadImage:
    """The card of pages that have no photo, made when the cache lacks it. Raises PhotoError."""
    name = plain_card_digest(style, quality)
    if cache.find(name) is None:
        made = make_plain_card(style, cache.folder, file_name(name, _RENDITION), quality)
        cache.remember(name, made)
    return card_image(name)
