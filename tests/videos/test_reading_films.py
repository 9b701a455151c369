"""A film is large: its bytes are read once, and not again while it stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.galleries import index
from tests.support.sites import Site
from tests.videos.making import box, film
from tests.videos.test_site import PAGE, fill


def test_a_film_is_read_when_it_is_new(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "RACY", 0)
    read: list[str] = []
    digest = index._sha256

    def spy(path: Path) -> str:
        read.append(path.name)
        return digest(path)

    monkeypatch.setattr(index, "_sha256", spy)
    names = []
    fill(site)
    for edit in (lambda: None, lambda: site.post("mot"), lambda: site.post("hai")):
        edit()
        assert site.build() == 0
        names.append({path.name for path in (site.output / PAGE).glob("*.mp4")})
    assert read.count("phim.mp4") == 1
    site.write("video/phim.mp4", film(inside=box(b"udta", b"another place")))
    assert site.build() == 0
    assert read.count("phim.mp4") == 2
    assert names[0] == names[1] == names[2]
    assert names[0] != {path.name for path in (site.output / PAGE).glob("*.mp4")}
