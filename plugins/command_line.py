"""Values that commands take by their place, though they can do without: invoke cannot do that."""

from __future__ import annotations

PLACES = {
    "visits": ("--log", {"--log", "--content", "--state", "--live", "--now", "--from"}),
    "site-age": ("--url", {"--url", "-u", "--days", "-d"}),
    "rollback": ("--release", {"--release", "--to"}),
    "inbox": ("--name", {"--name", "-n", "--content", "-c", "--format", "-f", "--folder", "-o"}),
}
"""By command: the option that such a value is for, and all options with a value."""


def name_places(tokens: list[str]) -> None:
    """Make `visits A B` of the command line into `visits --log=A --log=B`.

    By its place invoke takes only what a command cannot do without, and would look for commands A
    and B.
    """
    option, with_value = PLACES.get(tokens[0] if tokens else "", ("", set[str]()))
    before = ["", *tokens[1:]]
    if option:
        tokens[1:] = [
            token if token.startswith("-") or last in with_value else f"{option}={token}"
            for last, token in zip(before, tokens[1:], strict=False)
        ]
