"""What the parts of an audit say."""

from __future__ import annotations

from plugins.values import Struct, field


class Finding(Struct, frozen=True, kw_only=True):
    """Something wrong: where (a site path, with `:line` where there is one) and what."""

    where: str
    what: str


class Outcome(Struct, frozen=True, kw_only=True):
    """What a part found. `looked_at` says at how much, `table` are rows for the report (the first
    is the head), `missing` says why it could not run: then there are no findings."""

    looked_at: str = ""
    findings: tuple[Finding, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    notes: tuple[str, ...] = ()
    missing: str = ""


class MissingError(Exception):
    """A part cannot run here; the text says why, and what would help."""


class Run(Struct, frozen=True, kw_only=True):
    """One part of one site, for the report."""

    part: str
    site: str
    outcome: Outcome = field(default_factory=Outcome)
    seconds: float = 0.0
