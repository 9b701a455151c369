"""Syllables of Vietnamese: an onset, a rime and a tone, of which not all go together.

The tables follow the standard spelling that schools teach; where two spellings are current
(`hoà`, `hòa`; `kĩ`, `kỹ`) both are right here.
"""

from __future__ import annotations

import functools
import unicodedata

from plugins.proofreading.word_lists import word_list
from plugins.values import Struct
from plugins.vietnamese import nfc

TONES = {"\u0300": "huyền", "\u0309": "hỏi", "\u0303": "ngã", "\u0301": "sắc", "\u0323": "nặng"}
_SAC, _NANG = "\u0301", "\u0323"

_ONSETS = (
    "ngh", "ng", "nh", "gh", "gi", "kh", "ph", "qu", "th", "tr", "ch",
    "b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
)  # fmt: skip
_RIMES = word_list(
    """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e
    ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu i ia ich im in inh ip it iu iêc iêm
    iên iêng iêp iêt iêu o oc oi om on ong op ot ooc oong oa oac oach oai oam oan oang oanh
    oao oap oat oay oăc oăm oăn oăng oăt oe oem oen oeo oet ô ôc ôi ôm ôn ông ôp ôt ôông ơ
    ơi ơm ơn ơng ơp ơt u ua uc ui um un ung up ut uân uâng uât uây uê uêch uênh uêu uơ uôc
    uôi uôm uôn uông uôt uy uya uych uyên uyêt uyn uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ưt
    ưu ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu
    """
)
_AFTER_QU = word_list(
    """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt ân âng ât ây e ec em en eo
    et ê ên êch ênh êt êu ôc oăt i ia ich in inh it o ơ ơn ơt y ych yn ynh yt yên yêt yu
    """
)
_AFTER_GI = (_RIMES - {rime for rime in _RIMES if rime[0] in "iy"}) | {"êng", "êt", "êc", "êm"}
_G_BEFORE_I = frozenset({"i", "in", "iêng", "iêt", "iêc"})  # gì, gìn
_FRONT = "eêiy"
_STOPS = ("c", "ch", "p", "t")
_ONSET_SLIPS = (
    ("ngh", "ng"), ("gh", "g"), ("ng", "ngh"), ("g", "gh"), ("k", "c"), ("c", "k"),
)  # fmt: skip
_LETTERS = frozenset("abcdđeghiklmnopqrstuvxyăâêôơư")
_MODIFIED = "ăâêôơư"
_EITHER = ("oa", "oe", "uy")
"""Rimes of whose two letters either may carry the tone."""


class Spelling(Struct, frozen=True):
    """A word's letters without tones, its tone, and the place of the letter that carries it.

    `more` are further tones, of which a syllable has none.
    """

    letters: str
    tone: str
    place: int
    more: str = ""


def spelling(word: str) -> Spelling | None:
    """The word taken apart; None when it is not written in Vietnamese letters."""
    letters, tones, places = "", "", []
    for character in word.lower():
        base = ""
        for part in unicodedata.normalize("NFD", character):
            if part in TONES:
                tones += part
                places.append(len(letters))
            else:
                base += part
        letters += nfc(base)
    if not set(letters) <= _LETTERS:
        return None
    return Spelling(letters, tones[:1], places[0] if places else -1, tones[1:])


@functools.lru_cache(maxsize=50_000)
def is_syllable(word: str) -> bool:
    """Whether a word can be a syllable of Vietnamese. Case does not matter."""
    found = spelling(word)
    return found is not None and any(_fits(found, *parts) for parts in _parts(found.letters))


def _parts(letters: str) -> list[tuple[str, str]]:
    return [
        (onset, letters[len(onset) :])
        for onset in _ONSETS
        if letters.startswith(onset) and len(onset) < len(letters)
    ]


def _fits(found: Spelling, onset: str, rime: str) -> bool:
    return (
        not found.more
        and _goes_together(onset, rime)
        and (found.tone in (_SAC, _NANG) or not _is_stopped(rime))
        and (not found.tone or found.place - len(onset) in tone_places(rime))
    )


def _goes_together(onset: str, rime: str) -> bool:
    """The spelling of onsets: c, g, ng before back vowels; k, gh, ngh before front ones."""
    if onset in ("qu", "gi"):
        return rime in (_AFTER_QU if onset == "qu" else _AFTER_GI)
    if rime not in _RIMES or rime.startswith("yê" if onset else "iê"):
        return False
    front = rime[0] in _FRONT
    if onset == "g":
        return not front or rime in _G_BEFORE_I
    if onset in ("c", "ng"):
        return not front
    return front or onset not in ("k", "gh", "ngh")


def _is_stopped(rime: str) -> bool:
    return rime.endswith(_STOPS)


@functools.cache
def tone_places(rime: str) -> tuple[int, ...]:
    """Which letters of a rime may carry its tone, by the old rule or the new one."""
    modified = [index for index, letter in enumerate(rime) if letter in _MODIFIED]
    if modified:
        return (modified[-1],)
    vowels = [index for index, letter in enumerate(rime) if letter in "aeiouy"]
    if len(vowels) == 1:
        return (0,)
    if rime in _EITHER:
        return (0, 1)
    if len(vowels) == 3 or rime[-1] not in "aeiouy":
        return (1,)
    return (0,)


def corrections(word: str) -> tuple[str, ...]:
    """The syllables that a word which is none was meant to be; none when nobody could tell.

    What is mended: the spelling of the onset (nghành), `uơ`, `ưo`, `uo` for `ươ` and `uô`, `iê` for
    `yê`, a tone on the wrong letter (hòan) or two (ngườì), a stopped syllable without its tone
    (đươc).
    """
    found = spelling(word)
    if found is None or is_syllable(word):
        return ()
    made: dict[str, None] = {}
    for letters in _respelled(found.letters):
        for onset, rime in _parts(letters):
            if not _goes_together(onset, rime):
                continue
            tones = list(dict.fromkeys([found.tone, *found.more]))
            if _is_stopped(rime):
                tones = [t for t in tones if t in (_SAC, _NANG)] if found.tone else [_SAC, _NANG]
            for tone in tones:
                made[_written(onset, rime, tone)] = None
    return tuple(made)


def _respelled(letters: str) -> list[str]:
    """The word itself, and as it is spelt when a common slip is undone."""
    found = [letters]
    for wrong, rights in (("uơ", ("ươ",)), ("ưo", ("ươ",)), ("uo", ("ươ", "uô"))):
        if wrong in letters:
            found += [letters.replace(wrong, right) for right in rights]
    for one in list(found):
        for wrong, right in _ONSET_SLIPS:
            if one.startswith(wrong) and not one.startswith(("ch", "kh", "gi")):
                found.append(right + one[len(wrong) :])
    found += ["y" + one[1:] for one in found if one.startswith("iê")]
    found += [one.replace("yê", "iê", 1) for one in found if "yê" in one[1:]]
    return list(dict.fromkeys(found))


def _written(onset: str, rime: str, tone: str) -> str:
    place = tone_places(rime)[-1]
    return onset + rime[:place] + nfc(rime[place] + tone) + rime[place + 1 :]
