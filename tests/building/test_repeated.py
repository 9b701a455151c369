"""Many builds in one process: each is as if it were the first."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator

import pytest
from pelican import signals
from pelican.contents import Content

from tests.support.sites import Site


@pytest.fixture
def warning() -> Iterator[None]:
    """Pelican warns in every build, of the same thing in the same words."""

    def warn(_: object) -> None:
        logging.getLogger("pelican.generators").warning("một điều lạ")

    signals.article_generator_finalized.connect(warn)
    yield
    signals.article_generator_finalized.disconnect(warn)


def test_a_warning_counts_in_every_build(
    site: Site, warning: None, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        assert site.build() == 1
        assert "Pelican: một điều lạ" in capsys.readouterr().err


def test_a_failed_build_leaves_no_handler_of_logs(site: Site) -> None:
    before = logging.getLogger().handlers[:]
    site.write("tin-tuc/2021/bai/index.md", "---\n---\n")
    assert site.build() == 1
    assert logging.getLogger().handlers == before


def test_no_post_outlives_its_build(site: Site) -> None:
    site.post("bai")
    assert site.build() == 0
    gc.collect()
    assert not [one for one in gc.get_objects() if isinstance(one, Content)]


@pytest.mark.parametrize("enabled", [True, False])
def test_garbage_is_collected_afterwards_as_it_was_before(site: Site, enabled: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        for category, code in (("Thông báo", 0), ("Không có", 1)):
            site.post("mot", category=category)
            assert site.build() == code
            assert gc.isenabled() == enabled
    finally:
        (gc.enable if before else gc.disable)()
