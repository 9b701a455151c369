"""A text is read once through: everything that proof-reading finds in it."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import compress, count, pairwise
from operator import eq

from plugins.proofreading.confusions import confused, wrong_pairs
from plugins.proofreading.findings import Finding
from plugins.proofreading.own_words import OwnWords
from plugins.proofreading.prose import MARK, THING, prose
from plugins.proofreading.repeats import doubled
from plugins.proofreading.spacing import is_spaced, odd_spaces
from plugins.proofreading.syllables import is_syllable
from plugins.proofreading.tones import has_either, mixed
from plugins.proofreading.words import Token, follow, odd_words, tokens, words_of

_SENTENCE_END = re.compile(rf"[.!?:…\n{THING}]")


def proofread(markdown: str, own: OwnWords) -> list[Finding]:
    """What is odd in a Markdown text, from its beginning on; `own` are words that are right."""
    rules = _rules(markdown)
    if not rules:  # of most texts
        return []
    text = own.blotted(prose(markdown), THING)
    found = tokens(text)
    findings = (finding for rule in rules for finding in rule(text, found))
    return sorted(findings, key=lambda finding: finding.place)


def is_clean(text: str) -> bool:
    """Whether nothing can be odd in a text, nor in any part of it: so it is with most."""
    return not _rules(text)


_Rule = Callable[[str, Sequence[Token]], Iterator[Finding]]


def _rules(markdown: str) -> list[_Rule]:
    """The rules that may find something: a look at the words alone costs a tenth of reading."""
    words = words_of(markdown)
    notable = [word for word in set(words) if not _is_harmless(word)]
    rules: list[_Rule] = []
    odd = (word for word in notable if not word.isascii() and not is_syllable(word))
    if any(word in markdown for word in odd):  # as it is: in capitals it is an abbreviation
        rules.append(lambda text, _: odd_words(text))
    if _repeats(words):
        rules.append(doubled)
    if not wrong_pairs().isdisjoint(pairwise(words)):
        rules.append(_confusions)
    if mixed(notable) is not None:
        rules.append(_tones)
    if not is_spaced(markdown):
        rules.append(lambda text, _: odd_spaces(text))
    return rules


@functools.lru_cache(maxsize=50_000)
def _is_harmless(word: str) -> bool:
    """Whether a word by itself is no matter for any rule: so are nearly all, and the same ones in
    all texts."""
    return (word.isascii() or is_syllable(word)) and not has_either(word)


def _repeats(words: Sequence[str]) -> bool:
    """Whether up to four words in a row come twice; numbers may."""
    for size in (1, 2, 3, 4):
        run, last = 0, -1
        for index in compress(count(), map(eq, words, words[size:])):
            follows = run and index == last + 1
            run = 0 if words[index].isdigit() else run + 1 if follows else 1
            last = index
            if run == size:
                return True
    return False


def _confusions(text: str, found: Sequence[Token]) -> Iterator[Finding]:
    for begin, end, one in confused([word for word, *_ in found]):
        part = found[begin:end]
        if all(follow(text, a, b) for a, b in pairwise(part)) and _is_plain(
            text, found, begin, end
        ):
            yield Finding(
                place=part[0][1],
                words=one.wrong,
                message=f"“{one.wrong}” hay bị viết nhầm",
                hint=f"gõ “{one.right}” ({one.reason})",
            )


def _is_plain(text: str, found: Sequence[Token], begin: int, end: int) -> bool:
    """Whether words are no name: small letters, but for the first of a sentence."""
    if any(text[start].isupper() for _, start, _ in found[begin + 1 : end]):
        return False
    start = found[begin][1]
    if not text[start].isupper():
        return True
    before = text[found[begin - 1][2] if begin else 0 : start].replace(MARK, "")
    return not begin or _SENTENCE_END.search(before) is not None


def _tones(text: str, found: Sequence[Token]) -> Iterator[Finding]:
    typed = [text[start:end] for _, start, end in found]
    if (odd := mixed(typed)) is not None:
        word, message, hint = odd
        place = found[typed.index(word)][1]
        yield Finding(place=place, words=word, message=message, hint=hint)
