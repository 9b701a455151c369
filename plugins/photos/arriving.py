"""Photos from a phone or a camera on their way into a post, and what is told of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from plugins.galleries.arrivals import Arrival, Arrivals, bring_in, photos_in
from plugins.problems import Problem
from plugins.progress import watched
from plugins.reasons import reason


def missing_photos(place: str) -> Problem | None:
    """What is wrong with a place that photos shall come from; None when there are some."""
    try:
        if photos_in(Path(place)):
            return None
    except OSError as error:
        message = f"không đọc được ({reason(error)})"
        return Problem(path=place, message=message, hint="gõ đúng tên thư mục chứa ảnh")
    return Problem(
        path=place,
        message="không có tệp ảnh nào ở đây",
        hint="gõ tên thư mục chứa thẳng các tệp ảnh (JPEG, PNG, HEIC …)",
    )


def bring_from(place: str, folder: Path) -> Arrivals:
    """Bring the photos of a place into a post's folder, with a progress bar. Raises OSError."""

    def watch(sources: Sequence[Path]) -> Iterator[Path]:
        return watched(sources, len(sources), "Đưa ảnh vào", "ảnh")

    return bring_in(photos_in(Path(place)), folder, watch)


def told(arrivals: Arrivals) -> Iterator[str]:
    """What became of the photos, line by line."""
    photos = arrivals.photos
    if photos:
        reduced = sum(photo.brought.reduced for photo in photos)
        places = sum(photo.brought.place for photo in photos)
        parts = [f"{reduced} ảnh thu nhỏ"] if reduced else []
        parts += [f"{places} ảnh bỏ nơi chụp (GPS)"] if places else []
        yield f"Đã đưa vào {len(photos)} ảnh" + (f" ({', '.join(parts)}):" if parts else ":")
        yield from (f"    {photo.brought.file.name} ← {photo.source.name}" for photo in photos)
    if arrivals.again:
        names = ", ".join(path.name for path in arrivals.again)
        yield f"Bỏ qua {len(arrivals.again)} ảnh đã có trong bài: {names}"
    doubtful = [photo for photo in photos if doubt(photo)]
    if doubtful:
        yield "Nên xem lại (có thể bỏ bớt):"
    yield from (f"    {photo.brought.file.name}: {doubt(photo)}" for photo in doubtful)


def doubt(photo: Arrival) -> str:
    """Why an editor may want to leave a photo out; empty when there is nothing."""
    seen = [f"gần giống {photo.like}"] if photo.like else []
    seen += ["có vẻ bị mờ"] if photo.blurred else []
    return ", ".join(seen)


def failed(arrivals: Arrivals) -> list[Problem]:
    """Photos that could not be brought."""
    return [
        Problem(path=str(path), message=error.message, hint=error.hint)
        for path, error in arrivals.broken
    ]
