"""Many requests on few connections that stay open: more than a browser, less than an attack."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

CONNECTIONS = 20
"""nginx closes a connection after a thousand requests."""


def burst(port: int, paths: Sequence[str], agent: str = "Mozilla/5.0 (burst)") -> list[int]:
    """Ask 127.0.0.1 for all these paths; the statuses, in the same order."""
    return asyncio.run(_burst(port, paths, agent))


async def _burst(port: int, paths: Sequence[str], agent: str) -> list[int]:
    shares = [paths[start::CONNECTIONS] for start in range(CONNECTIONS)]
    told = await asyncio.gather(*(_one(port, share, agent) for share in shares if share))
    statuses = [0] * len(paths)
    for start, share in enumerate(told):
        statuses[start::CONNECTIONS] = share
    return statuses


async def _one(port: int, paths: Sequence[str], agent: str) -> list[int]:
    """Over one connection, and another where the server closed it."""
    headers = f"Host: localhost\r\nUser-Agent: {agent}\r\n"
    statuses: list[int] = []
    while len(statuses) < len(paths):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            for path in paths[len(statuses) :]:
                writer.write(f"GET {path} HTTP/1.1\r\n{headers}\r\n".encode())
                head = await reader.readuntil(b"\r\n\r\n")
                lines = head.decode("latin-1").lower().split("\r\n")
                length = next((line for line in lines if line.startswith("content-length:")), ":0")
                await reader.readexactly(int(length.partition(":")[2]))
                statuses.append(int(lines[0].split()[1]))
                if "connection: close" in lines:
                    break
        finally:
            writer.close()
            await writer.wait_closed()
    return statuses
