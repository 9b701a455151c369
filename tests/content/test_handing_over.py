"""Articles that a process keeps between its builds."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Any

import pytest
from pelican.contents import Article

from plugins import memory as module
from plugins.memory import Memory
from plugins.writer.outputs import Outputs
from tests.support.sites import Site, tree


@pytest.fixture
def memory(site: Site, monkeypatch: pytest.MonkeyPatch) -> Memory:
    """Of a process that has built five posts; e is the newest."""
    monkeypatch.setattr(module, "RACY", 0)
    for number, slug in enumerate("abcde", 1):
        site.post(slug, title=slug, date=f"2021-01-0{number}")
    made = Memory()
    for _ in range(2):
        assert site.build(memory=made) == 0
    return made


def test_what_was_edited_is_written_first(
    site: Site, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages: list[str] = []
    keeps = Outputs.keeps

    def spy(self: Outputs, name: str, made_of: str) -> bool:
        pages.append(name)
        return keeps(self, name, made_of)

    monkeypatch.setattr(Outputs, "keeps", spy)
    for edited in (["b"], ["a", "c"]):
        pages.clear()
        for slug in edited:
            site.post(slug, title=f"{slug}, sửa", date="2021-01-03")
        assert site.build(memory=memory) == 0
        letters = [Path(name).parts[2] for name in pages[:5]]
        assert sorted(letters[: len(edited)]) == edited
        assert sorted(letters) == [*"abcde"]
    assert site.page("").index("/e/") < site.page("").index("/d/"), "lists keep their order"


def test_only_edited_articles_are_made_and_no_build_is_held(
    site: Site, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    init = Article.__init__

    def spy(self: Article, *args: Any, **kwargs: Any) -> None:
        init(self, *args, **kwargs)
        made.append(self.title)

    monkeypatch.setattr(Article, "__init__", spy)
    site.post("b", title="Khác", date="2021-01-02")
    assert site.build(memory=memory) == 0
    assert made == ["Khác"]
    gc.collect()
    alive = sum(isinstance(one, Article) for one in gc.get_objects())
    for number in range(3):
        site.post("b", title=f"Khác {number}", date="2021-01-02")
        assert site.build(memory=memory) == 0
    gc.collect()
    assert sum(isinstance(one, Article) for one in gc.get_objects()) == alive


def test_a_draft_is_not_remembered_by_a_build_that_hides_drafts(site: Site, memory: Memory) -> None:
    site.post("a", title="a", status="draft", date="2021-01-01")
    for drafts in (True, False, True):
        assert site.build(memory=memory, drafts=drafts) == 0
        assert ("tin-tuc/2021/a/index.html" in tree(site.output)) == drafts
