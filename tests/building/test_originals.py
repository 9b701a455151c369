"""Originals stay in the content folder: neither their bytes nor what cameras write into them."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from tests.support.draw_photos import PHOTOS, draw_photo
from tests.support.sites import Site, tree

# What begins metadata, and what the drawn photos have in theirs.
TRACES = (
    b"Exif",
    b"EXIF",
    b"GPS",
    b"xmp",
    b"XMP",
    b"http://ns.adobe.com",
    b"Sample Camera",
    b"2021:01:08",
)


@pytest.fixture(scope="module")
def trees(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The content and the output of a post with photos as cameras make them."""
    root = tmp_path_factory.mktemp("site")
    site = Site(root=root, cache=root / "cache")
    site.post("bai", title="Bài", body="![Hội trường](anh-01.jpg)\n")
    folder = site.content / "tin-tuc/2021/bai"
    # One with a place, one that lies on its side.
    draw_photo(PHOTOS[0], folder, 0.1)
    draw_photo(PHOTOS[3], folder, 0.1)
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"/>'
    Image.new("RGB", (300, 200), "teal").save(folder / "anh-07.png", xmp=xmp)
    Image.new("RGB", (300, 200), "navy").save(folder / "anh-08.webp", xmp=xmp)
    assert site.build() == 0
    return tree(site.content), tree(site.output)


def test_the_originals_have_traces(trees: tuple[dict[str, bytes], dict[str, bytes]]) -> None:
    """Else the tests below would find nothing anyway."""
    whole = b"".join(trees[0].values())
    assert all(trace in whole for trace in (b"Exif", b"Sample Camera", b"xmp", b"2021:01:08"))
    place = Image.open(io.BytesIO(trees[0][f"tin-tuc/2021/bai/{PHOTOS[0].file}"])).getexif()
    assert place.get_ifd(0x8825)


def test_no_original_is_published(trees: tuple[dict[str, bytes], dict[str, bytes]]) -> None:
    content, output = trees
    assert not set(content.values()) & set(output.values())
    assert not {name.rpartition("/")[2] for name in content} & {
        name.rpartition("/")[2] for name in output
    }


def test_renditions_have_pixels_and_nothing_else(
    trees: tuple[dict[str, bytes], dict[str, bytes]],
) -> None:
    images = {name: data for name, data in trees[1].items() if name.startswith("anh/")}
    assert {name.rpartition(".")[2] for name in images} == {"jpg", "avif"}
    for name, data in images.items():
        assert [trace for trace in TRACES if trace in data] == [], name
        image = Image.open(io.BytesIO(data))
        assert len(image.getexif()) == 0, name
        assert not {"exif", "xmp", "icc_profile", "comment", "photoshop"} & set(image.info), name
