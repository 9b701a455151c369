"""Every kind of original as sRGB with 8 bits a channel."""

from __future__ import annotations

import io

from PIL import Image, ImageCms

_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


def to_srgb(picture: Image.Image) -> Image.Image:
    """RGB with 8 bits a channel; transparent pixels on white, as on paper."""
    profile = picture.info.get("icc_profile")
    if picture.mode.startswith("I;16") or picture.mode in ("I", "F"):
        picture = picture.point(lambda value: value / 256).convert("L")
    if picture.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in picture.info:
        colours = picture if picture.mode == "RGBA" else picture.convert("RGBA")
        picture = Image.new("RGB", colours.size, "white")
        picture.paste(colours, mask=colours.getchannel("A"))
    elif picture.mode == "P":
        picture = picture.convert("RGB")
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(picture, source, _SRGB, outputMode="RGB")
            return converted if converted is not None else picture.convert("RGB")
        except (ImageCms.PyCMSError, OSError):  # a profile for another mode, or a broken one
            pass
    return picture if picture.mode == "RGB" else picture.convert("RGB")
