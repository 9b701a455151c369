#!/usr/bin/env bash
# Each folder of the mailbox becomes a branch with a post, and a pull request with what is to be
# said of it. Run by inbox.yml; a folder whose branch is there already waits in its pull request.
set -euo pipefail
base=$(git rev-parse HEAD)
failed=0
parcels=$(mktemp)
.venv/bin/inv inbox --branches --format=github >"$parcels" || failed=1 # what is no parcel is told
while IFS=$'\t' read -r branch name; do
    [ -n "$branch" ] || continue
    if git ls-remote --exit-code --heads "$PUSH_TO" "$branch" >/dev/null; then
        echo "Bỏ qua “$name”: đã có nhánh $branch."
        continue
    fi
    git switch --quiet --force-create "$branch" "$base"
    git clean --quiet --force -d content
    words=$(mktemp -d)
    .venv/bin/inv inbox --format=github --folder="$words" --name="$name" || failed=1
    git add --all content
    if git diff --cached --quiet; then
        continue # it stays in the mailbox; what is wrong was said
    fi
    git -c user.name="Hộp thư" -c user.email="hop-thu@users.noreply.github.com" \
        commit --quiet --message="Content: $(cat "$words/title.txt")"
    git push --quiet "$PUSH_TO" "$branch"
    url=$(gh pr create --head "$branch" --base "$BASE" --title "$(cat "$words/title.txt")" \
        --body-file "$words/body.md")
    echo "$url"
    if [ -f "$words/review.json" ]; then
        gh api "repos/$GITHUB_REPOSITORY/pulls/${url##*/}/reviews" --input "$words/review.json" \
            >/dev/null
    fi
done <"$parcels"
exit "$failed"
