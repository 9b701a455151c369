"""Words that were typed twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from plugins.proofreading.findings import Finding
from plugins.proofreading.word_lists import word_list
from plugins.proofreading.words import Token, follow

_NEVER_TWICE = word_list(
    """
    bởi các cho cũng của đã đang đến để được hoặc khi mọi mỗi nên nếu nhưng như những ở phải
    rằng sau tại theo thì trên trong trước tới và vào vẫn về vì với
    """
)
"""Words of grammar: none of them is ever said twice, as "dần dần" and "xanh xanh" are."""
_ENDS_A_WORD = {
    "của": word_list("đồ vật"),
    "đến": word_list("điểm nơi"),
    "để": word_list("chỗ nơi"),
    "ở": word_list("chỗ nhà nơi đất"),
    "phải": word_list("bên cần lẽ mặt tay"),
    "sau": word_list("bên cây hôm lần mai mặt phía trang đằng"),
    "tại": word_list("hiện thực tồn"),
    "trên": word_list("bên cấp nêu như phía"),
    "trong": word_list("bên phía ở"),
    "trước": word_list("bên hôm kỳ lần mặt năm phía trang tháng tuần đằng"),
    "tới": word_list("kỳ năm sắp tháng thời tuần"),
    "vào": word_list("cửa lối ra đầu"),
    "về": word_list("lối trở đường"),
}
"""Behind these a word of grammar ends another word, and the same may follow: "hạn chế tồn tại tại
đơn vị", "phía sau sau khi"."""
_BEGINNERS = word_list("các cho của mọi mỗi những ở tại theo trong từ và về với")
"""After these a new word begins, so that what follows twice is not the end of one word and the
beginning of another ("trở thành thành viên")."""
_BOUND = word_list(
    """
    biên chất chức chương cơ cứu dục đoàn độc giáo gia hoạt hội huyện kết khoa kinh kỹ lãnh
    lịch luật nghị nghiệp nghiên ngữ nhiệm pháp phát phục phương quản quyết sáng sở sách tác
    tài thiếu thiết thiện thông thư thực tổ triển trình trưng truyền tuyên tỉnh văn viên
    viện việt vụ xã xuất xây
    """
)
"""Parts of words that are not said twice."""
_OFTEN_TWICE = word_list("bị càng đi lắm mãi mỗi ngày nhiều rất thật từng xa")


def doubled(text: str, found: Sequence[Token]) -> Iterator[Finding]:
    """A word, or several in a row, that came twice: only where it cannot be meant."""
    for size in (1, 2, 3, 4):
        for index in range(len(found) - 2 * size + 1):
            part = found[index : index + 2 * size]
            if any(part[n][0] != part[n + size][0] for n in range(size)):
                continue
            if not all(follow(text, one, other) for one, other in pairwise(part)):
                continue
            before = found[index - 1] if index and follow(text, found[index - 1], part[0]) else None
            second = text[part[size][1] : part[-1][2]]
            if _is_slip([word for word, *_ in part[:size]], before, second):
                words = " ".join(word for word, *_ in part)
                yield Finding(
                    place=part[size][1],
                    words=words,
                    message=f"gõ hai lần: “{words}”",
                    hint=f"giữ lại một “{' '.join(word for word, *_ in part[:size])}”",
                )


def _is_slip(words: Sequence[str], before: Token | None, second: str) -> bool:
    """Whether words that stand twice, the second time written `second`, are meant once."""
    if second != second.lower():  # a name
        return False
    if len(words) > 1:
        linked = words[-1] in _BEGINNERS  # "phòng trong của phòng trong của nhà"
        return not linked and words[0] not in _OFTEN_TWICE and len(set(words)) > 1
    if words[0] in _NEVER_TWICE:
        return before is None or before[0] not in _ENDS_A_WORD.get(words[0], ())
    return words[0] in _BOUND and before is not None and before[0] in _BEGINNERS
