"""Logs of made-up readers: the same requests in every format that we read."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import quote

from plugins.values import Struct, replace
from plugins.visits.log_files import zstd

HANOI = timezone(timedelta(hours=7))
BROWSERS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/120.0.0.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
    " Gecko) Version/17.1 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:121.0) Gecko/20100101 Firefox/121.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " coc_coc_browser/120.0.200 Chrome/114.0.5735.210 Safari/537.36",
    "Mozilla/5.0 (Linux; Android 13; SM-A546E) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Version/4.0 Chrome/119.0.6045.193 Mobile Safari/537.36 Zalo android/12110513",
)
CRAWLERS = (
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "Mozilla/5.0 (compatible; coccocbot-web/1.0; +http://help.coccoc.com/searchengine)",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2;"
    " +https://openai.com/gptbot)",
    "curl/7.88.1",
    "python-requests/2.31.0",
)


class Hit(Struct, frozen=True, kw_only=True):
    """One request as a server saw it."""

    at: int
    """Seconds since 1970."""
    id: str = ""
    address: str = "203.0.113.7"
    method: str = "GET"
    status: int = 200
    target: str = "/luot-xem.gif?p=%2F"
    purpose: str = ""
    agent: str = BROWSERS[0]


def hit(when: str, page: str | None = "/", **changes: object) -> Hit:
    """A view of a page at a time in Vietnam, `2021-01-11T08:41:24`."""
    at = int(datetime.fromisoformat(when).replace(tzinfo=HANOI).timestamp())
    target = "/luot-xem.gif" if page is None else f"/luot-xem.gif?p={quote(page, safe='')}"
    return replace(Hit(at=at, target=target), **changes)  # type: ignore[arg-type]


def escaped(text: str) -> bytes:
    r"""As nginx's `escape=default` writes a value."""
    return b"".join(
        bytes([byte]) if 32 <= byte < 127 and byte not in b'"\\' else b"\\x%02X" % byte
        for byte in text.encode(errors="surrogateescape")
    )


def _local(at: int, zone: timezone) -> bytes:
    return datetime.fromtimestamp(at, zone).strftime("%d/%b/%Y:%H:%M:%S %z").encode()


def own(hit: Hit) -> bytes:
    """Our format."""
    fields = [hit.id or "-", f"{hit.at}.000", hit.address, hit.method, str(hit.status)]
    fields += [hit.target, hit.purpose or "-", hit.agent or "-"]
    return b"\t".join([b"lx1", *map(escaped, fields)]) + b"\n"


def common(hit: Hit, zone: timezone = HANOI) -> bytes:
    """The common log format."""
    return b'%b - - [%b] "%b %b HTTP/1.1" %d 43\n' % (
        hit.address.encode(),
        _local(hit.at, zone),
        hit.method.encode(),
        escaped(hit.target),
        hit.status,
    )


def combined(hit: Hit, zone: timezone = HANOI) -> bytes:
    """The combined log format."""
    tail = b' "https://thu-vien.example.org/" "%b"\n' % escaped(hit.agent or "-")
    return common(hit, zone)[:-1] + tail


def as_json(hit: Hit) -> bytes:
    """JSON with the names of nginx's variables."""
    values = {
        "request_id": hit.id,
        "time_iso8601": datetime.fromtimestamp(hit.at, UTC).isoformat(),
        "remote_addr": hit.address,
        "request": f"{hit.method} {hit.target} HTTP/2.0",
        "status": str(hit.status),
        "http_user_agent": hit.agent,
        "http_sec_purpose": hit.purpose,
    }
    return json.dumps(values, ensure_ascii=False).encode(errors="surrogateescape") + b"\n"


FORMATS: dict[str, Callable[[Hit], bytes]] = {
    "own": own,
    "combined": combined,
    "json": as_json,
    "common": common,
}
PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "plain": bytes,
    "gzip": gzip.compress,
    # As the program zstd does; Python leaves the sum out.
    "zstd": lambda data: zstd.compress(data, options={zstd.CompressionParameter.checksum_flag: 1}),
}


def write_site_log(path: Path, lines: int, days: Sequence[str], seed: int = 1) -> int:
    """A whole site's log in the combined format: pages, files and crawlers, one line in twenty a
    counted image; gives how many those are."""
    pixels = 0
    with path.open("wb") as file:
        for block in _site_blocks(lines, days, seed):
            pixels += block.count(b"/luot-xem.gif?")
            file.write(block)
    return pixels


def _site_blocks(lines: int, days: Sequence[str], seed: int) -> Iterator[bytes]:
    draw = random.Random(seed)
    begins = [datetime.fromisoformat(day).replace(tzinfo=HANOI) for day in days]
    pages = [f"/tin-tuc/2021/bai-viet-so-{number}/" for number in range(400)] + ["/", "/tin-tuc/"]
    files = [f"/anh/{draw.getrandbits(80):020x}-480.avif" for _ in range(2000)]
    files += [f"/static/main.{draw.getrandbits(80):020x}.js", "/static/chu.woff2", "/favicon.ico"]
    browsers = [
        agent.replace("120.0.0.0", f"{draw.randrange(90, 131)}.0.0.0").encode()
        for agent in BROWSERS
        for _ in range(60)
    ]
    readers = [
        (b"%d.%d.%d.%d" % (*draw.choices(range(1, 255), k=4),), draw.choice(browsers))
        for _ in range(max(50, lines // 100))
    ]
    crawlers = [(b"66.249.66.%d" % n, CRAWLERS[n % len(CRAWLERS)].encode()) for n in range(200)]
    done = 0
    while done < lines:
        batch = min(10_000, lines - done)
        block = []
        for number in range(done, done + batch):
            share = number / lines * len(begins)
            begin = begins[int(share)] + timedelta(seconds=int(share % 1 * 86_000))
            if number % 10_000 == done % 10_000:
                local = begin.strftime("%d/%b/%Y:%H:%M:%S +0700").encode()
            dice = draw.random()
            address, agent = draw.choice(crawlers if dice > 0.9 else readers)
            page = draw.choice(pages).encode()
            if dice < 0.05:
                target = b"/luot-xem.gif?p=" + page.replace(b"/", b"%2F")
            else:
                target = page if dice < 0.2 or dice > 0.9 else draw.choice(files).encode()
            block.append(
                b'%b - - [%b] "GET %b HTTP/1.1" 200 %d "https://thu-vien.example.org%b" "%b"\n'
                % (address, local, target, draw.randrange(43, 99_999), page, agent)
            )
        done += batch
        yield b"".join(block)
