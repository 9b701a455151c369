"""Releases on another machine: the real rsync, and an ssh that runs its command right here."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from plugins.publishing import publish, releases, rollback, servers
from plugins.publishing.destinations import RefusedError, Remote, remote
from plugins.publishing.manifests import Manifest
from plugins.publishing.packing import PACKABLE, packed
from plugins.publishing.plain_folder import MARKER
from plugins.publishing.releases import FaultyError, standing
from plugins.publishing.servers import ServerError, look, release, roll_back
from plugins.publishing.surveys import survey
from tests.publishing import built
from tests.publishing.built import BEGIN, assets
from tests.support.debian import find_program
from tests.support.sites import NOW, Site, tree

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no POSIX shell on Windows")

HOST = "lan@web.example"

SSH = """\
#!/bin/sh
# Takes what ssh takes, checks the host, and runs the command here, as a shell of that account.
while [ "${1#-}" != "$1" ]; do [ "$1" = -l ] && user=$2; shift 2; done
if [ "${user:+$user@}$1" != lan@web.example ]; then
    echo "Could not resolve hostname $1" >&2
    exit 255
fi
shift
echo "$*" >>"$0.log"
if [ -s "$0.says" ]; then . "$0.says"; fi
exec sh -c "$*"
"""


@pytest.fixture
def ssh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The stand-in, first on the PATH; what lies in `ssh.says` beside it runs before a command."""
    find_program("rsync", "rsync")
    program = tmp_path / "bin/ssh"
    program.parent.mkdir()
    program.write_text(SSH, encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=os.pathsep)
    monkeypatch.delenv("SITE_URL", raising=False)
    return program


@pytest.fixture
def server(ssh: Path, tmp_path: Path) -> Remote:
    assert ssh.exists()
    return Remote(host=HOST, path=str(tmp_path / "srv/thu-vien"))


def put(server: Remote, number: int, *, keep: int = 5, at: datetime | None = None) -> str:
    """What `inv publish` does after the build; the release's name."""
    home = Path(server.path).parents[1]
    seen = look(server, begin=True)
    site = built.write(home / "built", number)
    found = survey(site, PACKABLE)
    copies = packed(site, found.digests, home / "packed")
    at = at or BEGIN + timedelta(minutes=number)
    made = releases.made_of(found, copies, seen.manifest, at)
    sources = {**{name: site / name for name in found.files}, **copies}
    return release(server, seen.standing, sources, made, at=at, keep=keep, aside=home / "aside")


def shown(server: Remote) -> dict[str, bytes]:
    return {
        name: data
        for name, data in tree((Path(server.path) / "current").resolve()).items()
        if not name.endswith((".gz", ".br", MARKER))
    }


def test_it_is_laid_out_as_on_this_machine(server: Remote, tmp_path: Path) -> None:
    there = Path(server.path)
    name = put(server, 1)
    assert standing(there) == look(server).standing
    assert standing(there).current == name
    assert releases.is_place(there)
    here = tmp_path / "here/srv"
    here.parent.mkdir()
    assert built.publish(here, 1) == name
    assert tree(here) == tree(there)
    assert not (tmp_path / "aside").exists()
    assert {path.name for path in tmp_path.iterdir()} == {"bin", "srv", "built", "packed", "here"}
    # A web server of another account reads all of it, whatever the umask here.
    assert all(path.stat().st_mode & 0o444 == 0o444 for path in there.rglob("*"))


def test_only_what_changed_is_sent(server: Remote) -> None:
    first = Path(server.path) / "releases" / put(server, 1)
    second = Path(server.path) / "releases" / put(server, 2)  # all files are made anew
    assert shown(server) == {**built.built(2), **assets(1)}
    for name in ("anh/same.jpg", "robots.txt", *assets(1)):
        assert (first / name).samefile(second / name), name
    assert not (first / "index.html").samefile(second / "index.html")
    # The same site, built on another machine: as good as nothing is new.
    before = {name: (second / name).stat().st_ino for name in built.built(2)}
    third = Path(server.path) / "releases" / put(server, 2, at=BEGIN + timedelta(hours=1))
    assert {name: (third / name).stat().st_ino for name in built.built(2)} == before


def test_the_last_ones_are_kept(server: Remote) -> None:
    made = [put(server, number, keep=3) for number in range(1, 6)]
    folder = Path(server.path) / "releases"
    assert sorted(path.name for path in folder.iterdir()) == [MARKER, *made[-3:]]


def test_back_and_forth(server: Remote) -> None:
    at = BEGIN + timedelta(hours=1)
    first, second, third = (put(server, number) for number in (1, 2, 3))
    assert roll_back(server, "", at) == second
    assert shown(server) == {**built.built(2), **assets(1), **assets(3)}
    assert roll_back(server, "", at) == first
    with pytest.raises(FaultyError, match="không còn bản nào cũ hơn"):
        roll_back(server, "", at)
    assert roll_back(server, third, at) == third
    assert shown(server) == {**built.built(3), **assets(1), **assets(2)}
    roll_back(server, first, at)
    put(server, 4)
    assert shown(server) == {**built.built(4), **assets(1), **assets(2), **assets(3)}
    put(server, 5, at=BEGIN + timedelta(days=50))
    assert shown(server) == {**built.built(5), **assets(4)}


def test_what_another_run_did_meanwhile_stays(server: Remote) -> None:
    put(server, 1)
    real = servers._send

    def slow(*arguments: object) -> None:
        real(*arguments)  # type: ignore[arg-type]
        servers._send = real
        put(server, 2)

    servers._send = slow  # type: ignore[assignment]
    try:
        with pytest.raises(ServerError, match="một lần đăng khác vừa xen vào"):
            put(server, 3)
    finally:
        servers._send = real
    assert shown(server) == {**built.built(2), **assets(1)}
    assert not list((Path(server.path) / "releases").glob(".*~"))


def test_a_lock_of_now_is_another_runs_an_old_one_is_not(server: Remote) -> None:
    put(server, 1)
    lock = Path(server.path) / "releases/.switch~"
    lock.mkdir()
    with pytest.raises(ServerError, match="một lần đăng khác"):
        put(server, 2)
    old = datetime.now(UTC).timestamp() - 3600
    os.utime(lock, (old, old))
    put(server, 3)
    assert shown(server).items() >= built.built(3).items()
    assert not lock.exists()


@pytest.mark.parametrize("command", range(5))
def test_a_line_that_breaks_leaves_what_was_shown(server: Remote, ssh: Path, command: int) -> None:
    """At each of the commands of a publishing."""
    put(server, 1)
    log, says = Path(f"{ssh}.log"), Path(f"{ssh}.says")
    log.unlink()
    says.write_text(
        f'if [ "$(wc -l <"$0.log")" -eq {command + 1} ]; then\n'
        'echo "Connection reset" >&2; exit 255; fi\n',
        encoding="utf-8",
    )
    if command == 4:  # look, two of rsync, the switch: there is no fifth
        put(server, 2)
        assert log.read_text(encoding="utf-8").count("\n") == 4
    else:
        with pytest.raises(ServerError, match="Connection reset"):
            put(server, 2)
        assert shown(server) == built.built(1)
    says.unlink()
    put(server, 3)
    assert shown(server).items() >= built.built(3).items()
    assert not list((Path(server.path) / "releases").glob(".*~"))


TROUBLES: list[tuple[str, int, str]] = [
    ("Host key verification failed.", 255, "gõ “ssh lan@web.example” một lần"),
    ("lan@web.example: Permission denied (publickey).", 255, "ssh-copy-id lan@web.example"),
    (
        "ssh: Could not resolve hostname web.example: Name or service not known",
        255,
        "không có máy nào",
    ),
    ("ssh: connect to host web.example port 22: Connection refused", 255, "không mở cổng SSH"),
    ("ssh: connect to host web.example port 22: Connection timed out", 255, "không trả lời"),
    ("mkdir: cannot create directory 'x': No space left on device", 1, "đĩa của máy chủ đã đầy"),
    ("mkdir: cannot create directory 'x': Permission denied", 1, "không có quyền ghi vào"),
    ("sh: 1: rsync: not found", 127, "cài nó ở đó: apt install rsync"),
    ("something new", 3, "(mã 3). something new"),
]


@pytest.mark.parametrize(("said", "code", "told"), TROUBLES, ids=lambda value: str(value)[:30])
def test_what_a_server_says_is_explained(
    server: Remote, ssh: Path, said: str, code: int, told: str
) -> None:
    Path(f"{ssh}.says").write_text(f'echo "{said}" >&2\nexit {code}\n', encoding="utf-8")
    with pytest.raises(ServerError) as error:
        put(server, 1)
    assert told in str(error.value)
    assert str(error.value).startswith(f"{HOST}:{server.path}: ")
    assert "\n" not in str(error.value)


def test_a_folder_of_others_is_not_touched(server: Remote) -> None:
    there = Path(server.path)
    there.mkdir(parents=True)
    (there / "thu.txt").touch()
    for action in (lambda: put(server, 1), lambda: roll_back(server, "", BEGIN)):
        with pytest.raises(ServerError, match="không do inv publish tạo ra"):
            action()
    assert [path.name for path in there.iterdir()] == ["thu.txt"]


@pytest.mark.parametrize("name", ["ssh", "rsync"])
def test_programs_that_are_missing(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    name: str,
) -> None:  # fmt: skip
    folder = tmp_path / "bin"
    folder.mkdir()
    other = folder / ("rsync" if name == "ssh" else "ssh")
    other.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(folder))
    assert publish(site.content, f"{HOST}:/srv/x", cache=site.cache) == 1
    assert f"Máy này chưa có {name}. Cách sửa: cài nó" in capsys.readouterr().err


def test_the_commands(site: Site, server: Remote, capsys: pytest.CaptureFixture[str]) -> None:
    to = f"{HOST}:{server.path}"
    site.post("mot", title="Một")
    assert publish(site.content, to, now=NOW, cache=site.cache) == 0
    first = shown(server)
    assert "Máy chủ web phục vụ" in capsys.readouterr().out
    assert site.build(search="required", publish=True) == 0
    assert first == tree(site.output)
    site.post("mot", title="Khác")
    assert publish(site.content, to, now=NOW, cache=site.cache) == 0
    assert "giữ thêm" in capsys.readouterr().out
    assert rollback("", cache=site.cache) == 0
    assert f"{to} nay hiện bản" in capsys.readouterr().out
    assert shown(server).items() >= first.items()
    assert rollback(to, listing=True, cache=site.cache) == 0
    assert capsys.readouterr().out.count("\n") == 2
    assert publish(site.content, to, now=NOW, cache=site.cache, plain=True) == 1
    assert "--plain chỉ dùng cho thư mục trên máy này" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("to", "found"),
    [
        ("lan@web.example:/srv/x", Remote(host="lan@web.example", path="/srv/x")),
        ("web:/srv/x/", Remote(host="web", path="/srv/x")),
        ("/srv/x", None),
        ("srv", None),
        ("./a:b", None),
        ("C:\\srv", None),
        ("C:/srv", None),
        ("", None),
    ],
)
def test_a_server_is_told_from_a_folder(to: str, found: Remote | None) -> None:
    assert remote(to) == found


@pytest.mark.parametrize(
    "to",
    [
        "-oProxyCommand=x:/srv/x",
        "lan@-x:/srv/x",
        "web;x:/srv/x",
        "web:srv/x",
        "web:~/x",
        "web:",
        "web:/",
        "web:/srv/../etc",
        "web:/srv/x y",
        "web:/srv/$(x)",
        "web:/srv/x\ny",
        "web:/srv/-x'",
    ],
)
def test_odd_servers_are_refused(to: str) -> None:
    with pytest.raises(RefusedError):
        assert remote(to) is None


def test_a_manifest_is_never_a_command(server: Remote, tmp_path: Path) -> None:
    """Names in a manifest over there come from there: they are words, whatever they say."""
    first = Path(server.path) / "releases" / put(server, 1)
    evil = Manifest(
        digest="x",
        files=1,
        pages=1,
        size=1,
        lasting=(f"anh/x;touch {tmp_path}/evil.jpg", "anh/$(touch evil).jpg", "anh/'\n.jpg"),
        kept={},
    )
    make: Callable[[Manifest], str] = releases.manifests.text_of
    (first / MARKER).write_text(make(evil), encoding="utf-8")
    put(server, 2)
    roll_back(server, "", BEGIN)
    assert not list(tmp_path.rglob("evil*"))
