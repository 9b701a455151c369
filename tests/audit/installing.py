"""The tools of an audit that are no Python: installed into .cache/audit, at the versions and with
the bytes that npm/package-lock.json names."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from tests.audit.findings import MissingError
from tests.conftest import ROOT

FOLDER = ROOT / ".cache/audit"
"""All that an audit writes."""

TOOLS = FOLDER / "tools"
LOCKED = Path(__file__).with_name("npm")
_FILES = ("package.json", ".npmrc", "package-lock.json")
_NODE = (22, 19)
"""What Lighthouse needs; an older npm may install it all the same."""

_JAVA = 17


def install() -> None:
    """Bring .cache/audit/tools to what the lock file says. Raises MissingError."""
    mark = TOOLS / "installed.json"
    wanted = (LOCKED / "package-lock.json").read_bytes()
    if mark.is_file() and mark.read_bytes() == wanted:
        return
    npm = shutil.which("npm")
    if npm is None:
        raise MissingError("máy này không có npm: hãy cài Node.js (https://nodejs.org) 20 trở lên")
    TOOLS.mkdir(parents=True, exist_ok=True)
    mark.unlink(missing_ok=True)
    for name in _FILES:
        shutil.copy(LOCKED / name, TOOLS)
    # Scripts of packages are not run: none of these needs one.
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    print(
        "Cài Lighthouse, Nu, linkinator vào .cache/audit (một lần, khoảng 400 MB) ...", flush=True
    )
    done = subprocess.run(command, cwd=TOOLS, capture_output=True, check=False, encoding="utf-8")
    if done.returncode:
        why = " ".join((done.stderr or done.stdout).split())[-300:]
        raise MissingError(f"npm không cài được (có mạng không?): {why}")
    mark.write_bytes(wanted)


def package(name: str) -> Path:
    """The folder of an installed package. Raises MissingError."""
    install()
    folder = TOOLS / "node_modules" / name
    if not folder.is_dir():
        raise MissingError(f"thiếu gói {name} trong {TOOLS.relative_to(ROOT)}")
    return folder


def node() -> Path:
    """A Node that is new enough, this machine's or what npm brought. Raises MissingError."""
    found = shutil.which("node")
    install()
    carried = sorted((TOOLS / "node_modules").glob("node-*/bin/node*"))
    for program in [*([Path(found)] if found else []), *carried]:
        said = _said([str(program), "--version"])
        version = tuple(map(int, re.findall(r"\d+", said)[:2]))
        if version >= _NODE:
            return program
    raise MissingError(f"cần Node.js {_NODE[0]}.{_NODE[1]} trở lên")


def java() -> str:
    """A Java that is new enough. Raises MissingError."""
    home = os.environ.get("JAVA_HOME")
    named = str(Path(home) / "bin/java") if home else "java"
    found = shutil.which(named) or shutil.which("java")
    version = re.search(r'version "(\d+)', _said([found, "-version"])) if found else None
    if not found or not version or int(version[1]) < _JAVA:
        raise MissingError(
            f"cần Java {_JAVA} trở lên (trên Debian/Ubuntu: apt install default-jre-headless)"
        )
    return found


def _said(command: list[str]) -> str:
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, encoding="utf-8"
    )
    return done.stdout
