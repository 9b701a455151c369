"""Links, killed runs and files that cannot be removed."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.samples import remove_samples
from tests.samples.test_remove_samples import ONE_OF_EACH, fill
from tests.support.sites import Site, tree


def test_nothing_outside_is_touched_through_links(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    outside = Site(root=site.root / "outside")
    fill(outside)
    outside.write("trich-dan.yml", "- {text: a, author: A, sample: true}\n")
    outside.write("xe-thu-vien/a.csv", "note\nDữ liệu mẫu\n")
    before = tree(outside.content)
    site.post("mau", sample="true")
    for link, target in (
        ("tin-tuc/2020", "tin-tuc/2021"),
        ("tin-tuc/2021/mau/anh", "tin-tuc/2021/that"),
        ("tin-tuc/2021/mau/anh.jpg", "tin-tuc/2021/that/anh.jpg"),
        ("tin-tuc/2021/mau-2", "tin-tuc/2021/mau"),
        ("trang", "trang"),
        ("trich-dan.yml", "trich-dan.yml"),
        ("luot-truy-cap.json", "khong-co.json"),
        ("xe-thu-vien", "xe-thu-vien"),
    ):
        (site.content / link).symlink_to(outside.content / target)
    remove_samples(site.content)
    assert tree(outside.content) == before
    assert not (site.content / "tin-tuc/2021/mau").exists()
    assert sorted(path.name for path in site.content.iterdir() if path.is_symlink()) == [
        "luot-truy-cap.json", "trang", "trich-dan.yml", "xe-thu-vien",
    ]  # fmt: skip
    assert "trich-dan.yml: LỖI: đây là một liên kết (symlink)" in capsys.readouterr().err


def test_tables_that_are_links(site: Site) -> None:
    outside = site.root / "a.csv"
    outside.write_text("note\nDữ liệu mẫu\n", encoding="utf-8")
    (site.content / "xe-thu-vien").mkdir()
    (site.content / "xe-thu-vien/a.csv").symlink_to(outside)
    assert remove_samples(site.content) == 1
    assert (site.content / "xe-thu-vien/a.csv").is_symlink()
    assert outside.read_text("utf-8") == "note\nDữ liệu mẫu\n"


def test_killed_on_the_way_the_next_run_finishes(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(site)
    real = Path.unlink
    for _ in range(20):
        left = 1

        def die(path: Path, missing_ok: bool = False) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                raise KeyboardInterrupt
            real(path, missing_ok=missing_ok)

        monkeypatch.setattr(Path, "unlink", die)
        try:
            remove_samples(site.content)
        except KeyboardInterrupt:
            continue
        break
    assert [*tree(site.content)] == sorted(p for p, (_, stays) in ONE_OF_EACH.items() if stays)


def test_what_cannot_be_removed_is_named(
    site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    site.post("mau", sample="true")

    def refuse(path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "unlink", refuse)
    assert remove_samples(site.content) == 1
    assert "tin-tuc/2021/mau/index.md: không có quyền" in capsys.readouterr().err
