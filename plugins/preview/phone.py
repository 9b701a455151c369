"""The preview on a phone: which address it types, or reads off the screen."""

from __future__ import annotations

from socket import AF_INET, SOCK_DGRAM, socket

from plugins.qr import qr_lines

LOOPBACK = "127.0.0.1"
"""Only this machine."""
EVERYWHERE = "0.0.0.0"  # noqa: S104  # never unless asked for
"""All networks that this machine is in."""

_ELSEWHERE = ("192.0.2.1", 9)
"""An address of nobody (RFC 5737): to find the way there sends nothing."""
_BLACK_ON_WHITE, _AS_BEFORE = "\x1b[30;107m", "\x1b[0m"


def own_address() -> str | None:
    """This machine's address in the network that leads elsewhere; None when there is none."""
    with socket(AF_INET, SOCK_DGRAM) as way:
        try:
            way.connect(_ELSEWHERE)
        except OSError:
            return None
        found: str = way.getsockname()[0]
        return None if found.startswith("127.") or found == EVERYWHERE else found


def invitation(address: str | None, port: int, *, drawn: bool) -> str:
    """How a phone opens the preview, and who else can. `drawn` adds a QR code, for a terminal."""
    if address is None:
        return "Máy này chưa nối mạng nào: hãy nối Wi-Fi rồi chạy lại để xem trên điện thoại."
    url = f"http://{address}:{port}/"
    code = [f"{_BLACK_ON_WHITE}{line}{_AS_BEFORE}" for line in qr_lines(url)] if drawn else []
    return "\n".join(
        [
            *code,
            f"Trên điện thoại cùng mạng Wi-Fi: mở {url}" + (" hoặc quét mã trên." if drawn else ""),
            "CHÚ Ý: mọi máy trong mạng này đều xem được, cả bản nháp. Xem xong, bấm Ctrl+C.",
            "Không mở được? Cho Python qua tường lửa, và tránh mạng Wi-Fi dành cho khách.",
        ]
    )
