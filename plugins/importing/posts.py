"""An article made into the folder of a post, and held against its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from plugins.fields import PhotoEntry
from plugins.frontmatter import parse_document
from plugins.galleries.arrivals import Arrival, bring_in
from plugins.importing import words
from plugins.importing.articles import Article
from plugins.importing.captions import alternative
from plugins.importing.documents import (
    Block,
    Document,
    Inline,
    Left,
    Paragraph,
    Picture,
    PictureError,
    Run,
    SourceError,
    mapped,
    pictures_of,
)
from plugins.importing.front_matter import Head, front_matter, notes_for_eyes
from plugins.importing.letters import PRIVATE
from plugins.importing.markdown_text import markdown
from plugins.importing.pictures import save
from plugins.importing.results import faithful, seen
from plugins.markdown_body import convert
from plugins.photos.arriving import doubt
from plugins.settings import SiteSettings
from plugins.values import Struct, replace

INDEX = "index.md"


class Origin(Struct, frozen=True, kw_only=True):
    """Where a post comes from: the name and digest of its file, and old addresses of its page."""

    name: str
    digest: str
    redirect_from: tuple[str, ...] = ()


class Made(Struct, frozen=True, kw_only=True):
    """A post that lies in a folder, ready to be put in its place."""

    text: str
    pictures: tuple[str, ...]
    left: tuple[Left, ...]

    @property
    def draft(self) -> bool:
        """Whether somebody must look at it first."""
        return any(one.eyes for one in self.left)


def make(
    article: Article,
    document: Document,
    origin: Origin,
    extra: Sequence[Path],
    site: SiteSettings,
    folder: Path,
) -> Made:
    """Write the files of a post to an empty folder. `extra` are photos for its end.

    Raises SourceError when a word of the source would be missing, or when the site would not take
    the post.
    """
    shelf = _Shelf(document, folder, len(pictures_of(article.blocks)) + len(article.gallery))
    blocks = [shelf.kept(block) for block in article.blocks]
    gallery: dict[str, Picture] = {}
    stranded: list[str] = []
    in_text = {one.source for one in pictures_of(article.blocks)}
    for one in article.gallery:  # the same picture may come again
        if one.source not in in_text | gallery.keys() and shelf.keep(one):
            gallery[one.source] = one
        elif one.caption:
            stranded.append(one.caption)
    blocks += [Paragraph(inlines=(Run(text=caption, em=True),)) for caption in stranded]
    photos = [_entry(one, shelf.names[source]) for source, one in gallery.items()]
    photos += [PhotoEntry(file=name, line=0) for name in shelf.keep_files(extra)]
    title = article.gallery_title
    if title and not photos:
        blocks, title = [*blocks, Paragraph(inlines=(Run(text=title, strong=True),))], ""
    left = (*article.left, *shelf.left, *_strange_letters(document.words))
    eyes = notes_for_eyes(left)
    head = Head(
        title=article.title,
        date=article.date,
        category=article.category,
        author=article.author,
        gallery_title=title,
        photos=tuple(photos),
        redirect_from=origin.redirect_from,
        draft=bool(eyes),
        notes=eyes,
        source=origin.name,
        digest=origin.digest,
    )
    body = markdown(faithful([b for b in blocks if not _is_empty(b)]), article.notes, shelf.names)
    text = front_matter(head) + "\n" + body
    _hold_against(text, head, article, document, left, site)
    (folder / INDEX).write_bytes(text.encode())
    return Made(text=text, pictures=tuple(shelf.files), left=left)


def _strange_letters(text: str) -> Iterator[Left]:
    """Letters that only one font can show: readers would see boxes."""
    found = dict.fromkeys(PRIVATE.findall(text))
    if found:
        codes = ", ".join(f"U+{ord(letter):04X}" for letter in found)
        message = f"{len(found)} ký tự chỉ phông riêng mới hiện được ({codes}): gõ lại"
        yield Left(message=message, eyes=True)


def _entry(picture: Picture, name: str) -> PhotoEntry:
    alt = alternative(picture.alt, picture.caption)
    return PhotoEntry(file=name, line=0, alt=alt, caption=picture.caption)


def _doubtful(photo: Arrival) -> Left:
    return Left(message=f"{photo.brought.file.name}: {doubt(photo)}")


def _is_empty(block: Block) -> bool:
    return isinstance(block, Paragraph) and not block.inlines


class _Shelf:
    """Where pictures go, one after the other."""

    def __init__(self, document: Document, folder: Path, number: int) -> None:
        self.names: dict[str, str] = {}
        self.files: list[str] = []
        self.left: list[Left] = []
        self._document, self._folder = document, folder
        self._digits = max(2, len(str(number)))
        self._refused: set[str] = set()

    def kept(self, block: Block) -> Block:
        """A block with those pictures that could be kept; captions of others stay as text."""

        def change(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
            return tuple(new for one in inlines for new in self._kept(one))

        return mapped(block, change)

    def _kept(self, one: Inline) -> Iterator[Inline]:
        if not isinstance(one, Picture):
            yield one
        elif self.keep(one):
            yield replace(one, alt=alternative(one.alt, one.caption))
        elif one.caption:
            yield Run(text=one.caption, em=True)

    def keep(self, picture: Picture) -> bool:
        """Write the file of a picture, unless that was done; whether there is one."""
        if picture.source in self.names:
            return True
        if picture.source in self._refused:
            return False
        try:
            name = save(self._document.picture(picture.source), self._folder, self._stem())
        except PictureError as error:
            where = picture.where
            self.left.append(Left(message=str(error), where=where, eyes=True))
            name = ""
        if not name:
            self._refused.add(picture.source)
            return False
        self.names[picture.source] = name
        self.files.append(name)
        return True

    def keep_files(self, paths: Sequence[Path]) -> Iterator[str]:
        """The names of photos that were put beside the others, as `inv photos --add` does."""
        arrivals = bring_in(paths, self._folder)
        for path, error in arrivals.broken:
            told = f"{path.name}: {error.message} ({error.hint})"
            self.left.append(Left(message=told, eyes=True))
        self.left += map(_doubtful, filter(doubt, arrivals.photos))
        for photo in arrivals.photos:
            self.files.append(photo.brought.file.name)
            yield photo.brought.file.name

    def _stem(self) -> str:
        return f"anh-{len(self.files) + 1:0{self._digits}}"


def _hold_against(
    text: str,
    head: Head,
    article: Article,
    document: Document,
    left: Sequence[Left],
    site: SiteSettings,
) -> None:
    """Read the post as the site will: it must say what the source said, and nothing else."""
    path = f"tin-tuc/{head.date.year:04}/bai/index.md"
    read = parse_document(text.encode(), path, "post", site.zone)
    body = convert(read.body, path=path, first_line=read.body_line)
    wrong = [one for one in (*read.problems, *body.problems) if one.level == "error"]
    if wrong:
        raise SourceError(f"bài làm ra chưa đúng: {wrong[0].message}", wrong[0].hint, wrong[0].line)
    fields = read.fields
    entries: tuple[PhotoEntry, ...] = fields.get("photos", ())
    same = (
        fields["title"] == head.title
        and fields["date"].replace(microsecond=0) == head.date.replace(microsecond=0)
        and fields["category"] == head.category
        and fields.get("author", "") == head.author
        and fields.get("gallery_title", "") == head.gallery_title
        and [replace(e, line=0) for e in entries] == list(head.photos)
    )
    if not same:
        message = "phần đầu của bài không giữ được đúng chữ của tệp"
        raise SourceError(message, 'thử thêm --title "…" hoặc --author "…"')
    shown = seen(body)
    result = shown.words + words.count(
        *article.taken,
        head.gallery_title,
        *(entry.caption for entry in entries),
        *(one.text for one in left),
    )
    difference = words.compare(words.count(document.words), result, shown.numbers)
    if difference.missing:
        message = f"nhập thì mất chữ: {words.named(difference.missing)}"
        raise SourceError(message, _REPORT)
    if difference.added:
        message = f"nhập thì thừa chữ: {words.named(difference.added)}"
        raise SourceError(message, _REPORT)


_REPORT = (
    "chưa ghi gì cả; gửi tệp này cho người phụ trách kỹ thuật,"
    " hoặc chép chữ vào một tệp .txt rồi nhập tệp đó"
)
