"""Programs that tests drive: found on this machine, or installed from Debian's packages."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from shutil import which

_ADMIN = ("/usr/sbin", "/sbin", "/usr/local/sbin")
"""Where servers lie, which need not be on a user's PATH."""


class ProgramMissingError(Exception):
    """It is not here, and could not be installed."""


def find_program(name: str, package: str, *, at: str = "") -> Path:
    """The program of this name, or at this path; installed where this is Debian and we are root.

    Raises ProgramMissingError with a sentence that says what to install.
    """
    found = _installed(name, at)
    if found is None and is_debian_root():
        print(f"Cài {package} từ kho của hệ điều hành ...", file=sys.__stderr__, flush=True)
        install(package)
        found = _installed(name, at)
    if found is None:
        raise ProgramMissingError(
            f"Kiểm thử máy chủ cần {name}: hãy cài (trên Debian/Ubuntu: apt install {package})"
            " rồi chạy lại."
        )
    return found


def is_root() -> bool:
    """Whether we may do anything here."""
    return os.name == "posix" and os.geteuid() == 0


def is_debian_root() -> bool:
    """Whether packages can be installed."""
    return is_root() and Path("/etc/debian_version").exists() and which("apt-get") is not None


def install(package: str) -> None:
    """Install a package; one that cannot be had (a mirror is down, say) is left to the caller."""
    succeeds(["apt-get", "update"])
    succeeds(["apt-get", "install", "-y", "--no-install-recommends", package])
    if package.startswith("nginx") and Path("/run/systemd/system").exists():
        # Tests start their own; the one that its package starts was not here before.
        succeeds(["systemctl", "disable", "--now", "nginx"])


def succeeds(command: Sequence[str]) -> bool:
    """Run a command quietly; whether it ended well."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False
    )
    return done.returncode == 0


def _installed(name: str, at: str) -> Path | None:
    if at:
        return Path(at) if Path(at).exists() else None
    places = os.pathsep.join([os.environ.get("PATH", ""), *_ADMIN])
    found = which(name, path=places)
    return Path(found) if found else None
