"""What is told of originals that were written anew."""

from __future__ import annotations

from plugins.galleries.images.burning import WHOLE, Burnt

HISTORY = (
    "Lịch sử git vẫn giữ bản cũ của những ảnh này: nếu kho đã công khai, nhờ kỹ thuật viên xóa"
    " chúng khỏi lịch sử (git filter-repo) rồi đẩy lại kho (git push --force)."
)


def burnt_words(done: Burnt) -> str:
    """What was done to one original."""
    parts = []
    if WHOLE in done.boxes:
        parts.append("đã làm mờ cả ảnh")
    elif done.boxes:
        parts.append(f"đã làm mờ {len(done.boxes)} ô")
    if done.stripped:
        parts.append("đã bỏ " + ("nơi chụp (GPS) và " if done.place else "") + "thông tin đi kèm")
    return ", ".join(parts) or "không phải sửa"
