"""Calls that break in the middle: the disk is full, or the process is killed. `python -m` this is
the process that `killable` starts."""

from __future__ import annotations

import errno
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from plugins.values import Struct
from tests.conftest import ROOT

_TOUCHES = {
    *("open", "os.mkdir", "os.rmdir", "os.chmod"),
    *("os.link", "os.symlink", "os.rename", "os.remove"),
}
_KILLED = 9

Killed = Callable[..., bool]
"""`killed(step, folder, function, *arguments)` calls a module's function in a process that dies, as
by `kill -9`, just before it touches anything below the folder for the `step`th time, from 0 on;
whether the function came to its end."""


class Counted(Struct, kw_only=True):
    """How often a function was called."""

    times: int = 0


@contextmanager
def full_at(
    step: int, owner: object, name: str, *, but: Path | None = None, code: int = errno.ENOSPC
) -> Iterator[Counted]:
    """The function `name` of a class or module finds a full disk when it is called for the `step`th
    time, from 0 on; calls whose first argument lies below `but` do not count."""
    real = getattr(owner, name)
    counted = Counted()

    def full(*arguments: Any, **options: Any) -> object:
        if but is None or not Path(arguments[0]).is_relative_to(but):
            counted.times += 1
            if counted.times == step + 1:
                raise OSError(code, os.strerror(code))
        return real(*arguments, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owner, name, full)
        yield counted


@contextmanager
def without_links() -> Iterator[None]:
    """As between two disks: files have one name."""

    def link(*_: object) -> None:
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "link", link)
        yield


@contextmanager
def killable() -> Iterator[Killed]:
    """One process whose copies run the functions: its start takes longer than they do."""
    with subprocess.Popen(
        [sys.executable, "-m", __name__], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:

        def killed(
            step: int, folder: Path, function: Callable[..., object], *arguments: object
        ) -> bool:
            assert process.stdin
            assert process.stdout
            pickle.dump((step, str(folder), function, arguments), process.stdin)
            process.stdin.flush()
            code = int(process.stdout.readline())
            assert code in (0, _KILLED)
            return code == 0

        yield killed


def _serve() -> None:
    while True:
        try:
            call = pickle.load(sys.stdin.buffer)  # noqa: S301 (from the test that started this)
        except EOFError:
            return
        child = os.fork()
        if not child:
            _run(*call)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def _run(step: int, folder: str, function: Callable[..., object], arguments: list[object]) -> None:
    """Ends this process."""
    left = step

    def touches(path: object) -> bool:
        """Below an open folder things are named by their names alone."""
        if not isinstance(path, str | Path):
            return False
        return not Path(path).is_absolute() or Path(path).is_relative_to(folder)

    def watch(event: str, touched: tuple[object, ...]) -> None:
        nonlocal left
        if event in _TOUCHES and any(map(touches, touched[: 1 + (event != "open")])):
            left -= 1
            if left < 0:
                os._exit(_KILLED)

    sys.addaudithook(watch)
    code = 1
    try:
        function(*arguments)
        code = 0
    finally:
        os._exit(code)


if __name__ == "__main__":
    _serve()
