#!/usr/bin/env bash
# One issue says that publishing fails, for as long as it does: opened by the first failure, told of
# each further one, closed by the next success. The label finds it again, whatever its title became.
# OUTCOME is the result of the last job, RUN the address of its log.
set -euo pipefail
label=dang-hong
number=$(gh issue list --label "$label" --state open --limit 1 --json number --jq '.[].number')
if [ "$OUTCOME" = success ]; then
    if [ -n "$number" ]; then
        gh issue close "$number" --comment "Đã đăng lại được: $RUN"
    fi
    exit
fi
words=$(mktemp)
cat >"$words" <<END
Lần đăng mới nhất không xong; bạn đọc vẫn thấy bản đăng thành công gần nhất.

- Nhật ký: $RUN
- Bước nào đỏ trong nhật ký thì đọc bước đó: lỗi nội dung ghi rõ tệp, dòng và cách sửa.
- Sửa rồi gửi lên nhánh main là trang được đăng lại. Lỗi do mạng hay máy chủ: mở nhật ký, bấm
  “Re-run failed jobs”.

Vấn đề này tự đóng khi đăng được.
END
if [ -n "$number" ]; then
    gh issue comment "$number" --body "Vẫn chưa đăng được: $RUN"
    exit
fi
gh label create "$label" --force --color b60205 --description "Trang chưa đăng được" >/dev/null
gh issue create --label "$label" --title "Không đăng được trang" --body-file "$words"
