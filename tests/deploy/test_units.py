"""Timers, services, users and folders: what they name exists, and agrees with the other files."""

from __future__ import annotations

import re
import shlex
import shutil
import stat
import subprocess
from configparser import ConfigParser
from pathlib import Path

import pytest

import tasks
from plugins.publishing.releases import CURRENT
from tests.conftest import ROOT
from tests.support.debian import is_root

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
SERVICES = [path for path in UNITS if path.suffix == ".service"]
HOME = "/opt/thu-vien"

# The paths that a server has by itself.
OF_DEBIAN = {"/bin/sh", "/run/nginx.pid", "/etc/nginx/mime.types"}


class _Unit(ConfigParser):
    def optionxform(self, optionstr: str) -> str:
        return optionstr


def read(path: Path) -> _Unit:
    """A unit; a setting that stands there twice is an error."""
    unit = _Unit(interpolation=None, delimiters=("=",), comment_prefixes=("#",))
    unit.read_string(path.read_text(encoding="utf-8"), source=path.name)
    return unit


def folders() -> dict[str, tuple[str, str, str]]:
    """What the server has after systemd-tmpfiles: path → mode, user, group."""
    lines = (DEPLOY / "tmpfiles.d/thu-vien.conf").read_text(encoding="utf-8").splitlines()
    found = [line.split() for line in lines if not line.startswith("#")]
    return {path: (mode, user, group) for _, path, mode, user, group in found}


def user() -> str:
    """Whom systemd-sysusers makes."""
    text = (DEPLOY / "sysusers.d/thu-vien.conf").read_text(encoding="utf-8")
    (line,) = (shlex.split(line) for line in text.splitlines() if not line.startswith("#"))
    assert line[0] == "u"
    assert line[-1] == HOME
    return line[1]


def command(path: Path) -> list[str]:
    """What a service runs, without the shell around it."""
    words = shlex.split(read(path)["Service"]["ExecStart"])
    if words[0] == "/bin/sh":
        assert words[1] == "-c"
        words = shlex.split(words[2].removeprefix("exec "))
    return words


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_the_command_exists_with_these_options(path: Path) -> None:
    program, name, *rest = command(path)
    assert program in (".venv/bin/inv", f"{HOME}/.venv/bin/inv")
    task = getattr(tasks, name)
    known = {f"--{name}" for argument in task.get_arguments() for name in argument.names}
    options = {word.partition("=")[0] for word in rest if word.startswith("--")}
    assert options <= known


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_every_path_is_made_or_belongs_to_the_project(path: Path) -> None:
    text = "\n".join(
        f"{key}={value}" for section in read(path).values() for key, value in section.items()
    )
    for found in re.findall(r"(?<![\w./])/[\w./-]+", text.replace("file://", "")):
        if found.startswith(HOME):
            inside = found.removeprefix(HOME).removeprefix("/")
            if not inside.startswith(".venv"):
                assert (ROOT / inside).exists(), found
        else:
            known = {*folders(), *OF_DEBIAN}
            assert found in known or str(Path(found).parent) in known, found


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_services_may_do_no_more_than_they_must(path: Path) -> None:
    service = read(path)["Service"]
    assert service["Type"] == "oneshot"
    assert service["User"] == service["Group"] == user()
    assert service["WorkingDirectory"] == HOME
    for setting in ("NoNewPrivileges", "ProtectHome", "PrivateTmp", "PrivateDevices"):
        assert service[setting] == "yes"
    assert service["ProtectSystem"] == "strict"
    assert service["CapabilityBoundingSet"] == ""
    # Only who asks a counter has a network, and only who counts reads logs.
    asks, counts = "hoi" in path.name, "luot" in path.name
    assert (service.get("PrivateNetwork") == "yes") is not asks
    assert ("SupplementaryGroups" in service) is counts
    written = set(service["ReadWritePaths"].split())
    made = {one for one in written if not one.startswith(HOME)}
    assert all(folders()[one][1] == user() for one in made)


@pytest.mark.parametrize("path", [p for p in UNITS if p.suffix == ".timer"], ids=lambda p: p.name)
def test_timers_start_their_service(path: Path) -> None:
    assert path.with_suffix(".service") in SERVICES
    assert read(path)["Install"]["WantedBy"] == "timers.target"


def test_who_reads_the_logs() -> None:
    made = folders()
    log = "/var/log/thu-vien"
    assert made[log] == ("2750", "root", "www-data")
    for name in ("luot-xem.log", "trang.log"):
        assert made[f"{log}/{name}"] == ("0640", "www-data", "www-data")
    counts = read(DEPLOY / "systemd/thu-vien-luot.service")["Service"]
    assert counts["SupplementaryGroups"] == "www-data"
    assert made["/var/lib/thu-vien/luot"] == ("0700", user(), user())
    assert made["/var/lib/thu-vien/live"][0] == "0755"
    rules = (DEPLOY / "logrotate/thu-vien").read_text(encoding="utf-8")
    assert {line for line in rules.splitlines() if line.startswith("/")} == {
        path for path in made if path.endswith(".log")
    }


def test_the_server_finds_what_is_counted_and_published() -> None:
    server = (DEPLOY / "nginx/thu-vien.conf").read_text(encoding="utf-8")
    counts = " ".join(command(DEPLOY / "systemd/thu-vien-luot.service"))
    (live,) = re.findall(r"--live=(\S+)", counts)
    assert f"alias {live}/" in server
    (log,) = re.findall(r"access_log (\S+) thu_vien_luot;", server)
    assert f" {log}* " in counts
    (site,) = re.findall(r"root (\S+);", server)
    place, _, link = site.rpartition("/")
    assert link == CURRENT
    assert f"--to={place}" in command(DEPLOY / "systemd/thu-vien-dang.service")
    assert str(Path(place).parent) in folders()


def test_the_guide_names_every_file() -> None:
    guide = (DEPLOY / "README.md").read_text(encoding="utf-8")
    for path in DEPLOY.rglob("*"):
        if path.is_file() and path.name != "README.md":
            name = path.relative_to(DEPLOY).as_posix()
            short = re.sub(r"(luot|dang)\.(service|timer)$", r"\1.*", name)
            assert f"`{short}`" in guide, name


# --- The real tools, where this machine has them ----------------------------------------------


def tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not here: no systemd on this machine")
    return found


def test_systemd_takes_the_units(tmp_path: Path) -> None:
    program = tool("systemd-analyze")
    for path in UNITS:
        text = path.read_text(encoding="utf-8").replace(f"{HOME}/.venv/bin/inv", "/bin/true")
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    found = [tmp_path / path.name for path in UNITS]
    done = subprocess.run(
        [program, "verify", "--man=no", *found], capture_output=True, encoding="utf-8", check=False
    )
    ours = [line for line in done.stderr.splitlines() if "thu-vien" in line]
    assert (done.returncode, ours) == (0, []), done.stderr


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_systemd_finds_them_safe(path: Path) -> None:
    done = subprocess.run(
        [tool("systemd-analyze"), "security", "--offline=yes", "--threshold=20", path],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_systemd_makes_the_folders(tmp_path: Path) -> None:
    program = tool("systemd-tmpfiles")
    if not is_root():
        pytest.skip("only root gives folders to others")
    rules = (DEPLOY / "tmpfiles.d/thu-vien.conf").read_text(encoding="utf-8")
    for name in (user(), "www-data"):  # whom this machine may not have
        rules = re.sub(rf"(?<= ){name}\b", "root", rules)
    file = tmp_path / "thu-vien.conf"
    file.write_text(rules, encoding="utf-8")
    root = tmp_path / "root"
    root.mkdir()
    done = subprocess.run(
        [program, "--create", f"--root={root}", file],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    for name, (mode, _, _) in folders().items():
        assert stat.S_IMODE((root / name[1:]).stat().st_mode) == int(mode, 8), name


def test_systemd_makes_the_user() -> None:
    done = subprocess.run(
        [tool("systemd-sysusers"), "--dry-run", DEPLOY / "sysusers.d/thu-vien.conf"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_systemd_knows_the_hour() -> None:
    for path in UNITS:
        if path.suffix == ".timer":
            when = read(path)["Timer"]["OnCalendar"]
            done = subprocess.run([tool("systemd-analyze"), "calendar", when], check=False,
                                  capture_output=True, encoding="utf-8")  # fmt: skip
            assert done.returncode == 0, done.stderr
