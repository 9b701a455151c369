"""`inv photos POST`: entries for photos that nobody described; `--add`: photos brought in;
`--burn`: originals made fit to be seen by everybody."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from plugins.configuration import read_configuration
from plugins.files import write_atomically
from plugins.galleries.albums import wordless
from plugins.galleries.images.burning import burn
from plugins.galleries.images.opening import PhotoError
from plugins.galleries.index import Index
from plugins.galleries.jobs import photo_problem
from plugins.galleries.privacy import boxes_of
from plugins.galleries.stubs import StubError, add_stubs
from plugins.photos.arriving import bring_from, failed, missing_photos, told
from plugins.photos.burnt_words import HISTORY, burnt_words
from plugins.photos.posts import OnePost, PostError, find_post, open_post
from plugins.problems import Problem, has_errors, report
from plugins.reasons import reason
from plugins.values import replace
from plugins.vietnamese import natural_key


def photos(content: Path, words: str, *, burn: bool = False, add: str = "") -> int:
    """Add what `photos:` of a post lacks, or burn its originals; the exit code.

    `words` is a slug, a folder or a path of an index.md; `add` a folder of photos to bring in.
    """
    if not words.strip():
        print("Gõ tên thư mục của bài: inv photos <tên-bài>.", file=sys.stderr)
        return 2
    configuration = read_configuration()
    index = Index(configuration.photos, content)
    # Photos without words are no error here: this is the cure.
    site = replace(configuration.site, alt_required=False)
    try:
        post = open_post(content, find_post(content, words), index, site)
        index.save()
        if add:
            return _bring(content, post, add)
        code = _burn(content, post) if burn else _add(content, post)
    except (PostError, StubError) as error:
        return _fail(content, error.problems)
    except OSError as error:
        print(f"Không sửa được {error.filename or content}: {reason(error)}.", file=sys.stderr)
        print("Kiểm tra quyền ghi và chỗ trống trên đĩa, rồi chạy lại lệnh.", file=sys.stderr)
        return 1
    wrong = [problem for problem in post.problems if problem.level == "error"]
    return _fail(content, wrong) if wrong else code


def _fail(content: Path | None, problems: Sequence[Problem]) -> int:
    print(report(problems, content.as_posix() if content else ""), file=sys.stderr)
    return 1


def _add(content: Path, post: OnePost) -> int:
    place = f"{content.as_posix()}/{post.document.path}"
    open_ones = wordless(post.body.slots, post.entries, post.folder.originals)
    listed = [one for one in open_ones if one.listed]
    new = [one.file for one in open_ones if not one.listed]
    if new:
        write_atomically(post.source, add_stubs(post.data, post.document.path, new))
        print(f"{place}: đã thêm {len(new)} ảnh vào photos:")
        for file in new:
            print(f"    {file}")
    for one in listed:
        print(f"{place}:{one.line}: ảnh {one.file} đã có mục nhưng chưa có alt")
    if not post.folder.known:
        print(f"{place}: cạnh bài không có ảnh nào đọc được.")
    elif not open_ones:
        print(f"{place}: ảnh nào cũng đã có chữ, không phải thêm gì.")
    else:
        print(
            "Bước tiếp theo: gõ vào alt của từng ảnh một câu tả ảnh cho người không nhìn thấy,"
            " rồi chạy inv check."
        )
    return 0


def _bring(content: Path, post: OnePost, place: str) -> int:
    if problem := missing_photos(place):
        return _fail(None, [problem])
    arrivals = bring_from(place, post.source.parent)
    files = [photo.brought.file.name for photo in arrivals.photos]
    write_atomically(post.source, add_stubs(post.data, post.document.path, files))
    print("\n".join(told(arrivals)))
    if files:
        print("Bước tiếp theo: gõ chữ vào alt của từng ảnh, rồi chạy inv check.")
    wrong = failed(arrivals)
    return _fail(None, wrong) if wrong else 0


def _burn(content: Path, post: OnePost) -> int:
    by_file = {entry.file: entry for entry in post.entries}
    problems = []
    changed = 0
    for file in sorted(post.folder.known, key=natural_key):
        path = f"{post.document.path.rpartition('/')[0]}/{file}"
        try:
            done = burn(post.folder.paths[file], boxes_of(by_file.get(file)))
        except PhotoError as error:
            problems.append(photo_problem(path, error))
        else:
            changed += done.changed
            print(f"{content.as_posix()}/{path}: {burnt_words(done)}")
    if changed:
        print(f"Đã ghi lại {changed} ảnh gốc.\n{HISTORY}")
        print("Bước tiếp theo: mở xem lại các ảnh đó, rồi ghi thay đổi vào git.")
    elif not problems:
        print("Không phải sửa gì.")
    if problems:
        print(report(problems, content.as_posix()), file=sys.stderr)
    return int(has_errors(problems))
