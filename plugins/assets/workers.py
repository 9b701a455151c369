"""The service worker: it keeps what was read on the reader's device. docs/offline.md tells how."""

from __future__ import annotations

import json
from pathlib import Path

from plugins.assets.bundle import small_script
from plugins.files import digest
from plugins.settings import SiteSettings

NAME = "sw.js"
"""Its site path: a worker rules what lies beside and below it (Service Workers, section 7.1)."""

_KEEPS, _GOES = "worker/offline.js", "worker/gone.js"


def service_worker(static: Path, site: SiteSettings, *, offline: bool) -> bytes:
    """The worker of the folder `theme/static`; without `offline` one that takes away whatever an
    earlier one kept, and itself. Raises OSError.

    It is named by its content, so that no worker reads what another one wrote.
    """
    code = small_script((static / (_KEEPS if offline else _GOES)).read_bytes())
    if not offline:
        return code
    facts = {"ZONE": site.timezone, "VAN": f"{site.base_path}/xe-thu-vien/"}
    facts["VERSION"] = digest(code, *(fact.encode() for fact in facts.values()))
    given = ",".join(f"{name}={json.dumps(fact)}" for name, fact in facts.items())
    return f"const {given};".encode() + code
