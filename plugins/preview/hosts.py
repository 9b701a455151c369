"""Names under which the preview answers.

A page of another site can have its own name lead to this machine and then read what answers there
as if it were its own (DNS rebinding): drafts, in our case. It cannot do so with an address, which
no name server answers for, nor with names that are not its own.
"""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import ip_address

WRONG_NAME = "Hãy mở bằng địa chỉ mà lệnh xem thử in ra, hoặc chạy lại với HOST là tên này."


def own_names(machine: str) -> Collection[str]:
    """Names that a local network has for this machine."""
    name = machine.lower()
    return {name, f"{name}.local"} if name else set()


def is_ours(host: str | None, names: Collection[str]) -> bool:
    """Whether a `Host` header (RFC 9110, section 7.2) names this machine; every browser sends one.

    `names` are those that are known besides `localhost`, in lower case.
    """
    if host is None:
        return True
    name = host.strip().lower()
    if name.startswith("["):
        name = name[1:].partition("]")[0]
    else:
        name = name.rpartition(":")[0] if name.count(":") == 1 else name
    try:
        ip_address(name)
    except ValueError:
        name = name.removesuffix(".")
        return name in names or name == "localhost" or name.endswith(".localhost")
    return True
