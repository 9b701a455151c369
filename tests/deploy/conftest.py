"""These tests drive a server as Debian has it; Windows knows neither its users nor its signals."""

from __future__ import annotations

import os

collect_ignore_glob = ["test_*.py"] if os.name == "nt" else []
