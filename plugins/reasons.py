"""Why the system refused, in Vietnamese: its own words are English, or the machine's."""

from __future__ import annotations

import errno

_WORDS = {
    errno.EACCES: "không có quyền",
    errno.EBUSY: "chương trình khác đang dùng",
    errno.EEXIST: "đã có sẵn",
    errno.EFBIG: "tệp lớn hơn mức cho phép",
    errno.EINVAL: "hệ thống không nhận tên hay giá trị này",
    errno.EIO: "đĩa bị lỗi",
    errno.EISDIR: "đây là một thư mục",
    errno.ELOOP: "liên kết vòng tròn",
    errno.EMFILE: "đang mở quá nhiều tệp",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.ENFILE: "máy đang mở quá nhiều tệp",
    errno.ENOENT: "không có tệp hay thư mục này",
    errno.ENOMEM: "máy hết bộ nhớ",
    errno.ENOSPC: "đĩa đã đầy",
    errno.ENOTDIR: "một phần của đường dẫn không phải thư mục",
    errno.ENOTEMPTY: "thư mục không trống",
    errno.EPERM: "hệ thống không cho phép",
    errno.EROFS: "đĩa này chỉ cho đọc",
    errno.EXDEV: "ở hai ổ đĩa khác nhau",
}
if hasattr(errno, "EDQUOT"):  # not on Windows
    _WORDS[errno.EDQUOT] = "đã dùng hết dung lượng được cấp"


def reason(error: OSError) -> str:
    """Why it failed, without a full stop; the system's words where we know none."""
    return _WORDS.get(error.errno or 0) or error.strerror or str(error)
