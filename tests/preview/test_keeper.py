"""A builder that stays at hand, and another one when it has to be."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from plugins.preview import keeper as module
from plugins.preview.keeper import Keeper
from plugins.preview.outcomes import Outcome
from tests.conftest import ROOT
from tests.preview.conftest import make_site
from tests.support.sites import post_text, tree

PATIENCE = 30.0
POST = Path("content/tin-tuc/2021/bai/index.md")
PAGE = Path("output/tin-tuc/2021/bai/index.html")


@pytest.fixture
def keeper(repository: Path) -> Iterator[Keeper]:
    with closing(Keeper(Path("content"), Path("output"), Path.cwd())) as keeper:
        yield keeper


def builder(outcome: Outcome) -> int:
    """The process that built."""
    found = re.search(r"<(\d+)>", outcome.said)
    assert found, outcome.said
    return int(found[1])


def add(file: str | Path, text: str) -> None:
    with Path(file).open("a", encoding="utf-8") as opened:
        opened.write(text)


def is_gone(pid: int) -> bool:
    """Whether a process is over, or is so soon."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            os.kill(pid, 0)
            # One that nobody waited for is over as well.
            if "\nState:\tZ" in Path(f"/proc/{pid}/status").read_text(encoding="utf-8"):
                return True
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.01)
    return False


def test_content_and_theme_are_built_by_the_same_process(keeper: Keeper) -> None:
    first = keeper.build()
    assert first.ok
    add(POST, "\nMột câu mới.\n")
    second = keeper.build([str(POST)])
    assert "Một câu mới." in PAGE.read_text(encoding="utf-8")
    add("theme/templates/article.html", "<!-- mẫu mới -->")
    third = keeper.build(["theme/templates/article.html"])
    assert builder(first) == builder(second) == builder(third)


@pytest.mark.parametrize(
    "file", ["pelicanconf.py", "plugins/vietnamese.py", "plugins/lists/ways.py"]
)
def test_changed_code_is_run_by_another_process(keeper: Keeper, file: str) -> None:
    first = keeper.build()
    add(file, "\nprint('mã mới')\n")
    second = keeper.build([file])
    assert second.ok
    assert "mã mới" in second.said
    assert builder(first) != builder(second)
    assert is_gone(builder(first))


def test_everything_that_is_said(keeper: Keeper) -> None:
    add(
        "pelicanconf.py",
        "import logging, subprocess, sys\n"
        "print('một', file=sys.stderr)\n"
        "os.write(1, 'hai\\n'.encode())\n"
        "subprocess.run([sys.executable, '-c', 'print(3)'], check=True)\n"
        "logging.getLogger('pelican').warning('bốn')\n"
        "os.write(2, b'a\\xff\\n')\n",
    )
    said = re.sub("<.*>", "", keeper.build().said).strip()
    assert said.startswith("một\nhai\n3\nbốn\na\N{REPLACEMENT CHARACTER}\nĐã dựng 1 bài")
    # Nothing is left over for the next.
    assert keeper.build().said.count("một") == 1


def test_mistakes_of_editors_and_their_cure(keeper: Keeper) -> None:
    good = POST.read_text(encoding="utf-8")
    POST.write_text("---\ntitle: Bài\n---\n", encoding="utf-8")
    failed = keeper.build()
    assert not failed.ok
    assert "index.md:1: LỖI" in failed.said
    POST.write_text(good, encoding="utf-8")
    assert keeper.build().ok


def test_a_draft_that_cannot_be_shown_and_its_cure(keeper: Keeper) -> None:
    """Its mistakes stop nobody else's work, and yet are told."""
    assert keeper.build().unfinished == ""
    draft = POST.parents[1] / "nhap/index.md"
    draft.parent.mkdir()
    draft.write_text(post_text(status="draft", date="mai"), encoding="utf-8")
    built = keeper.build()
    assert built.ok
    assert built.unfinished.startswith(f"{draft.as_posix()}:3: LƯU Ý: trường “date”")
    draft.write_text(post_text(status="draft", tags="[đọc]", modified="mai"), encoding="utf-8")
    assert keeper.build().unfinished == "", "it can be shown, with whatever else is wrong"


@pytest.mark.parametrize(
    "file", ["pelicanconf.py", "plugins/body.py", "plugins/preview/builder.py"]
)
def test_code_that_does_not_run_and_its_cure(keeper: Keeper, file: str) -> None:
    good = Path(file).read_text(encoding="utf-8")
    add(file, "\nđây không phải Python\n")
    for _ in range(2):
        failed = keeper.build([file])
        assert not failed.ok
        assert "SyntaxError" in failed.said
    Path(file).write_text(good, encoding="utf-8")
    assert keeper.build([file]).ok


def test_wrong_settings_are_said_without_a_traceback(keeper: Keeper) -> None:
    add("pelicanconf.py", "raise SystemExit('cài đặt sai')\n")
    failed = keeper.build()
    assert failed.said.splitlines()[1:] == ["cài đặt sai"]
    assert not failed.ok


def test_a_builder_that_died_in_its_sleep_is_not_missed(keeper: Keeper) -> None:
    first = keeper.build()
    os.kill(builder(first), signal.SIGKILL)
    assert is_gone(builder(first))
    second = keeper.build()
    assert second.ok
    assert builder(first) != builder(second)


def test_a_builder_that_dies_at_work(keeper: Keeper) -> None:
    assert keeper.build().ok
    good = Path("pelicanconf.py").read_text(encoding="utf-8")
    add("pelicanconf.py", "print('đến đây', flush=True)\nos.kill(os.getpid(), 9)\n")
    failed = keeper.build()
    assert not failed.ok
    assert "đến đây" in failed.said
    Path("pelicanconf.py").write_text(good, encoding="utf-8")
    assert keeper.build().ok


def test_a_builder_that_dies_without_a_word(keeper: Keeper) -> None:
    Path("pelicanconf.py").write_text("import os\nos.kill(os.getpid(), 9)\n", encoding="utf-8")
    assert "bị dừng giữa chừng" in keeper.build().said


def test_a_builder_that_will_not_go(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_GRACE", 0.1)
    good = Path("pelicanconf.py").read_text(encoding="utf-8")
    add("pelicanconf.py", "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n")
    first = keeper.build()
    Path("pelicanconf.py").write_text(good, encoding="utf-8")
    second = keeper.build(["pelicanconf.py"])
    assert second.ok
    assert is_gone(builder(first))


def test_in_the_open(keeper: Keeper, capfd: pytest.CaptureFixture[str]) -> None:
    outcome = keeper.build_in_the_open()
    assert (outcome.ok, outcome.said) == (True, "")
    assert "Đã dựng 1 bài" in capfd.readouterr().err
    assert "Đã dựng 1 bài" in keeper.build().said
    assert capfd.readouterr() == ("", "")


def test_in_the_open_a_failure_is_known_by_building_again(
    keeper: Keeper, capfd: pytest.CaptureFixture[str]
) -> None:
    add(POST, "[x](khong-co.md)\n")
    outcome = keeper.build_in_the_open()
    assert not outcome.ok
    assert "LỖI" in outcome.said
    assert "LỖI" in capfd.readouterr().err


def test_code_outside_the_plugins_is_named(keeper: Keeper) -> None:
    Path("rieng.py").touch()
    add("pelicanconf.py", "import rieng\n")
    assert keeper.build().sources == ("pelicanconf.py", "rieng.py")


def test_ctrl_c_is_not_for_the_builder(keeper: Keeper) -> None:
    """Python that is only starting would answer with a traceback."""
    assert os.getsid(builder(keeper.build())) != os.getsid(0)


def test_closing_ends_the_builder(repository: Path) -> None:
    with closing(Keeper(Path("content"), Path("output"), Path.cwd())) as keeper:
        pid = builder(keeper.build())
    assert is_gone(pid)


def test_a_killed_preview_leaves_no_builder(repository: Path) -> None:
    program = (
        "from pathlib import Path; from plugins.preview.keeper import Keeper;"
        "keeper = Keeper(Path('content'), Path('output'), Path.cwd());"
        "print(keeper.build().said, flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as preview:
        assert preview.stdout
        pid = builder(Outcome(ok=True, said=preview.stdout.readline()))
        preview.kill()
    assert is_gone(pid)


DEEP = "\n".join("    " * depth + "- a" for depth in range(400))
PHOTO = ROOT / "tests/support/data/small.jpg"


def edits(site: Path) -> Iterator[str]:
    """A long day; what is yielded says whether a build of it goes well."""
    post = site / POST
    second = site / "content/tin-tuc/2021/hai/index.md"
    add(post, "\nThêm một câu.\n")
    yield "good"
    second.parent.mkdir()
    second.write_text(post_text(title="Hai", tags="[sách, báo]"), encoding="utf-8")
    shutil.copy(PHOTO, second.parent)
    yield "good"
    second.write_text(post_text(title="Hai", body=DEEP), encoding="utf-8")
    yield "bad"
    add(post, "\nMột đoạn.\n\nHai đoạn.\n")
    yield "bad"
    second.write_text(post_text(title="Hai", tags="[báo]", body="![x](small.jpg)\n"), "utf-8")
    yield "good"
    add(site / "theme/templates/article.html", "{{ không có }}")
    yield "bad"
    template = site / "theme/templates/article.html"
    text = template.read_text(encoding="utf-8").replace("{{ không có }}", "")
    template.write_text(text.replace("<article", "<article data-moi", 1), encoding="utf-8")
    add(site / "theme/static/css/main.css", "\n.moi { color: red; }\n")
    yield "good"
    (site / "content/trang").mkdir()
    page = "---\ntitle: Liên hệ\nmenu: 1\n---\nNội dung.\n"
    (site / "content/trang/lien-he.md").write_text(page, encoding="utf-8")
    quotes = "- {text: Một câu, author: A}\n"
    (site / "content/trich-dan.yml").write_text(quotes, encoding="utf-8")
    yield "good"
    shutil.rmtree(second.parent)
    yield "good"


def test_a_day_of_edits_gives_what_fresh_processes_give(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To the byte, with nothing kept of earlier builds on the other side."""
    warm, fresh = make_site(tmp_path / "warm"), make_site(tmp_path / "fresh")
    builders = set()
    monkeypatch.chdir(warm)
    with closing(Keeper(Path("content"), Path("output"), Path.cwd())) as keeper:
        for expected, same in zip(edits(warm), edits(fresh), strict=True):
            assert expected == same
            monkeypatch.chdir(warm)
            outcome = keeper.build()
            builders.add(builder(outcome))
            monkeypatch.chdir(fresh)
            for name in ("output", ".cache"):
                shutil.rmtree(name, ignore_errors=True)
            with closing(Keeper(Path("content"), Path("output"), Path.cwd())) as once:
                reference = once.build()
            assert outcome.ok == reference.ok == (expected == "good"), outcome.said
            if outcome.ok:
                assert tree(warm / "output") == tree(fresh / "output")
            else:
                assert _words(outcome.said) == _words(reference.said)
    assert len(builders) == 1


def _words(said: str) -> str:
    """Without what differs between any two builds."""
    return re.sub(r"<\d+>|\d+,\d giây", "", said).replace("/warm/", "/fresh/")
