"""Releases on another machine, by rsync over SSH: laid out there as `releases` does it here.

That machine needs a POSIX shell with GNU's or BusyBox's tools, and rsync. What is sent is what
changed; the switch is one command there, so that a line that breaks leaves the old site. Two runs
at once do not mix: each fills a folder of its own, and the later one finds another release served
than the one that it began with, and gives up.
"""

from __future__ import annotations

import os
import secrets
import shlex
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from plugins.publishing import manifests
from plugins.publishing.destinations import Remote
from plugins.publishing.manifests import NAME, Manifest
from plugins.publishing.plain_folder import MADE_BY, MARKER
from plugins.publishing.releases import CURRENT, FOLDER, FaultyError, Standing, chosen, fill
from plugins.publishing.surveys import LASTING
from plugins.values import Struct


class ServerError(RuntimeError):
    """The server cannot be reached, or refuses: what, where, and how to mend it."""


class Seen(Struct, frozen=True, kw_only=True):
    """What stands at a place of a server; `manifest` is that of the current release."""

    standing: Standing
    manifest: Manifest | None


_OPTIONS = ("-o", "BatchMode=yes", "-o", "ConnectTimeout=20")
"""ssh asks nothing: a timer has nobody to answer."""

_DAY = 86_400

_BUSY, _FOREIGN = 75, 76
"""What our scripts end with, beside the codes of programs."""

_RULE = "%%%"

_BEGIN = """\
if [ ! -e {folder}/{marker} ]; then
    if [ -n "$(ls -A . 2>/dev/null)" ]; then exit {foreign}; fi
    mkdir -p {folder} && printf '%s\\n' {text} >{folder}/{marker} || exit 1
fi
"""

_LOOK = """\
[ -e {folder}/{marker} ] || exit {foreign}
ls -1 {folder}
printf '%s\\n' {rule}
readlink {current} || :
printf '%s\\n' {rule}
cat {current}/{marker} 2>/dev/null || :
"""

# A lock that a broken line left goes after ten minutes, and what was being sent after a day.
_LOCKED = """\
find {folder} -maxdepth 1 -name .switch~ -mmin +10 -exec rmdir {{}} \\;
find {folder} -maxdepth 1 -name '.*.new~' -mmin +1440 -exec rm -rf {{}} +
mkdir {folder}/.switch~ 2>/dev/null || exit {busy}
trap 'rmdir {folder}/.switch~' EXIT
[ "$(readlink {current} || :)" = {before} ] || exit {busy}
"""

_TAKE_OVER = """\
take() {{
    [ -f "$1/$3" ] && [ ! -e "$2/$3" ] || return 0
    case $3 in */*) mkdir -p "$2/${{3%/*}}";; esac
    ln "$1/$3" "$2/$3" 2>/dev/null || cp -p "$1/$3" "$2/$3"
}}
"""

_SWITCH = """\
ln -sfn {target} .{current}.new~ && mv -T .{current}.new~ {current} || exit 1
"""


def need_programs() -> None:
    """Raises ServerError where this machine has no ssh or no rsync."""
    for name, package in (("ssh", "openssh-client"), ("rsync", "rsync")):
        if shutil.which(name) is None:
            raise ServerError(
                f"Máy này chưa có {name}. Cách sửa: cài nó (trên Debian/Ubuntu: apt install"
                f" {package}), rồi chạy lại."
            )


def look(server: Remote, *, begin: bool = False) -> Seen:
    """What stands there; with `begin` a missing folder is made. Raises ServerError."""
    script = _filled(_BEGIN) if begin else ""
    text = _on(server, script + _filled(_LOOK), make=begin)
    names, link, told = [*text.split(f"{_RULE}\n"), "", ""][:3]
    current = link.strip().removeprefix(f"{FOLDER}/")
    found = sorted(name for name in names.splitlines() if NAME.fullmatch(name))
    return Seen(
        standing=Standing(names=tuple(found), current=current if current in found else ""),
        manifest=manifests.parse(told),
    )


def release(
    server: Remote,
    there: Standing,
    sources: Mapping[str, Path],
    made: Manifest,
    *,
    at: datetime,
    keep: int,
    aside: Path,
) -> str:
    """Add a release and show it; its name. `there` is what stood there when this run began, `aside`
    a path beside which this machine may put the release together.

    Raises ServerError, OSError; then what was served is served still.
    """
    name = manifests.name_of(at, made.digest, there.names)
    own = secrets.token_hex(4)
    tree, new = aside.with_name(f"{aside.name}.{own}.sent~"), f".{name}.{own}.new~"
    for left in aside.parent.glob(f"{aside.name}.*.sent~"):  # by a run that was killed
        if at.timestamp() - left.stat().st_mtime > _DAY:
            shutil.rmtree(left)
    try:
        fill(tree, sources, made)
        _send(server, tree, new, there.current)
    except BaseException:
        _try_to_remove(server, new)
        raise
    finally:
        shutil.rmtree(tree, ignore_errors=True)
    gone = manifests.pruned((*there.names, name), name, keep)
    script = [
        _locked(there.current),
        _filled(_TAKE_OVER),
        *(_take(there.current, new, kept) for kept in made.kept if there.current),
        f"mv {_in(new)} {_in(name)} || exit 1\n",
        _switch(name),
        *(f"mv {_in(old)} {_in(f'.{old}.new~')} && rm -rf {_in(f'.{old}.new~')}\n" for old in gone),
        "exit 0\n",
    ]
    try:
        _on(server, "".join(script))
    except ServerError:
        _try_to_remove(server, new)
        raise
    return name


def roll_back(server: Remote, to: str, at: datetime) -> str:
    """Show an earlier release; its name. Raises FaultyError, ServerError."""
    seen = look(server)
    there = seen.standing
    name = chosen(there, to)
    made = manifests.parse(_on(server, f"cat {_in(name)}/{MARKER}\n"))
    if made is None:
        raise FaultyError(f"bản {name} không còn nguyên vẹn; hãy chọn bản khác (--list)")
    script = [_locked(there.current)]
    if left := seen.manifest:
        files = {**left.kept, **dict.fromkeys(left.lasting)}
        kept = {**made.kept, **manifests.carried(left, {*made.lasting}, at)}
        text = manifests.text_of(manifests.with_kept(made, kept))
        script += [
            _filled(_TAKE_OVER),
            *(_take(there.current, name, file) for file in files if file not in made.lasting),
            f"printf %s {shlex.quote(text)} >{_in(name)}/{MARKER}.tmp~ &&"
            f" mv {_in(name)}/{MARKER}.tmp~ {_in(name)}/{MARKER} || exit 1\n",
        ]
    _on(server, "".join([*script, _switch(name), "exit 0\n"]))
    return name


def _send(server: Remote, tree: Path, new: str, current: str) -> None:
    """Copy `tree` there. What the current release has already is linked there, not sent: files
    whose name tells their bytes by name and size, others by a checksum. Times are not sent: what
    did not change keeps the one it has, whichever machine built it."""
    place = f"{server.host}:{server.path}/{FOLDER}"
    files = [
        path.relative_to(tree).as_posix() for path in sorted(tree.rglob("*")) if path.is_file()
    ]
    lasting = [name for name in files if LASTING.search(name)]
    others = [name for name in files if not LASTING.search(name)]
    for names, how in ((lasting, "--size-only"), (others, "--checksum")):
        line = ["rsync", "--recursive", "--perms", "--chmod=Du=rwx,Dgo=rx,Fu=rw,Fgo=r", how]
        line += ["--protect-args", "--files-from=-", "--rsh", shlex.join(["ssh", *_OPTIONS])]
        line += [f"--link-dest=../{current}"] if current else []
        _run([*line, f"{tree}/", f"{place}/{new}/"], server, "\n".join(names) + "\n")


def _try_to_remove(server: Remote, new: str) -> None:
    try:
        _on(server, f"rm -rf {_in(new)}\n")
    except ServerError:
        return  # the line is broken; a later run does it


def _locked(current: str) -> str:
    before = shlex.quote(f"{FOLDER}/{current}") if current else "''"
    return _filled(_LOCKED, before=before)


def _take(source: str, target: str, name: str) -> str:
    return f"take {_in(source)} {_in(target)} {shlex.quote(name)}\n"


def _switch(name: str) -> str:
    return _filled(_SWITCH, target=f"{FOLDER}/{name}")


def _in(name: str) -> str:
    return f"{FOLDER}/{name}"


def _filled(text: str, **values: str) -> str:
    marker = shlex.quote(f'{{"made_by": "{MADE_BY}", "version": 2}}')
    return text.format(
        folder=FOLDER,
        current=CURRENT,
        marker=MARKER,
        text=marker,
        rule=_RULE,
        busy=_BUSY,
        foreign=_FOREIGN,
        **values,
    )


def _on(server: Remote, script: str, *, make: bool = False) -> str:
    """What a script of the shell there says; it runs in the folder of the place."""
    path = shlex.quote(server.path)
    begin = f"mkdir -p {path} || exit 1\n" if make else ""
    begin += f"cd {path} || exit 1\n"
    line = ["ssh", *_OPTIONS, server.host, "exec sh -s"]
    return _run(line, server, begin + script)


def _run(line: Sequence[str], server: Remote, given: str) -> str:
    try:
        done = subprocess.run(
            line,
            input=given.encode(),
            capture_output=True,
            env={**os.environ, "LC_ALL": "C"},
            check=False,
        )
    except FileNotFoundError:
        need_programs()
        raise
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace")
        raise ServerError(_explained(server, done.returncode, said))
    return done.stdout.decode("utf-8", "replace")


_TROUBLES: Iterable[tuple[str, str, str]] = (
    (
        "Host key verification failed",
        "máy này chưa biết khóa của máy chủ, hoặc khóa đó đã đổi",
        "gõ “ssh {host}” một lần, so dấu vân tay của khóa với người quản trị máy chủ, rồi chạy lại",
    ),
    (
        "Permission denied (",
        "máy chủ không nhận khóa của máy này, hoặc máy này không có khóa",
        "tạo khóa bằng “ssh-keygen” rồi đưa lên bằng “ssh-copy-id {host}”",
    ),
    (
        "Could not resolve hostname",
        "không có máy nào tên như vậy, hoặc máy này không có mạng",
        "xem lại tên máy và mạng",
    ),
    (
        "Connection refused",
        "máy chủ không mở cổng SSH",
        "bật SSH ở đó, hoặc ghi cổng đúng vào ~/.ssh/config",
    ),
    ("timed out", "máy chủ không trả lời", "xem máy chủ có chạy không, tường lửa có chặn không"),
    (
        "No space left on device",
        "đĩa của máy chủ đã đầy",
        "dọn bớt ở đó, hoặc giữ ít bản hơn (--keep)",
    ),
    (
        "Disk quota exceeded",
        "máy chủ hết phần đĩa dành cho tài khoản này",
        "dọn bớt ở đó, hoặc giữ ít bản hơn (--keep)",
    ),
    ("Read-only file system", "đĩa của máy chủ chỉ cho đọc", "hỏi người quản trị máy chủ"),
    ("rsync: not found", "máy chủ chưa có rsync", "cài nó ở đó: apt install rsync"),
    ("rsync: command not found", "máy chủ chưa có rsync", "cài nó ở đó: apt install rsync"),
    (
        "Permission denied",
        "không có quyền ghi vào {path}",
        "trên máy chủ, giao thư mục đó cho tài khoản này: chown",
    ),
)
"""Words of ssh, rsync and the shell (LC_ALL=C), what they mean, and what to do."""


def _explained(server: Remote, code: int, said: str) -> str:
    values = {"host": server.host, "path": server.path}
    at = f"{server.host}:{server.path}"
    if code == _BUSY:
        return f"{at}: một lần đăng khác vừa xen vào; hãy chạy lại."
    if code == _FOREIGN:
        return (
            f"{at}: thư mục này không do inv publish tạo ra. Cách sửa: chọn một thư mục chưa có,"
            " hoặc trống."
        )
    for words, what, cure in _TROUBLES:
        if words in said:
            return f"{at}: {what}. Cách sửa: {cure}.".format_map(values)
    last = said.strip().splitlines()[-3:]
    return f"{at}: lệnh trên máy chủ không chạy được (mã {code}). " + " / ".join(last)
