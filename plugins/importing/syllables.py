"""Which words can be Vietnamese: for telling encodings apart, not for spelling."""

from __future__ import annotations

import functools
import re
import unicodedata

from plugins.vietnamese import nfc

_TONES = {ord(mark): None for mark in "\u0300\u0301\u0303\u0309\u0323"}
_ONSET = "ngh|gh|gi|kh|ng|nh|ph|qu|th|tr|ch|[bcdđghklmnprstvx]"
_RIME = (
    "ach|ac|ai|am|anh|ang|an|ao|ap|at|au|ay|a"
    "|ăc|ăm|ăng|ăn|ăp|ăt|âc|âm|âng|ân|âp|ât|âu|ây"
    "|ec|em|eng|en|eo|ep|et|e|êch|êm|ênh|ên|êp|êt|êu|ê"
    "|ia|ich|iêc|iêm|iêng|iên|iêp|iêt|iêu|im|inh|in|ip|it|iu|i"
    "|oac|oai|oam|oang|oanh|oach|oan|oao|oap|oat|oay|oa|oăc|oăm|oăng|oăn|oăt|oec|oen|oeo|oet|oe"
    "|oc|oi|om|ong|on|ooc|oong|op|ot|o|ôc|ôi|ôm|ông|ôn|ôp|ôt|ô|ơi|ơm|ơn|ơp|ơt|ơ"
    "|uân|uâng|uât|uây|ua|uc|uêch|uênh|uê|ui|um|ung|un|uôc|uôi|uôm|uông|uôn|uôt|uơ|up|ut|uych"
    "|uya|uyên|uyêt|uynh|uyn|uyt|uyu|uy|u"
    "|ưa|ưc|ưi|ưng|ưn|ưm|ươc|ươi|ươm|ương|ươn|ươp|ươt|ươu|ưt|ưu|ư"
    "|yêm|yên|yêt|yêu|yêng|y|ynh|ych|yt|ym"
)
_SYLLABLE = re.compile(f"(?:{_ONSET})?(?:{_RIME})")
_WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*")


@functools.lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Whether a word with its marks can be a Vietnamese syllable, in any capitals."""
    whole = unicodedata.normalize("NFD", word.lower())
    return _SYLLABLE.fullmatch(nfc(whole.translate(_TONES))) is not None


def marked_words(text: str) -> list[str]:
    """Words with a letter beyond ASCII."""
    return [word for word in _WORD.findall(nfc(text)) if not word.isascii()]


def vietnamese_share(text: str) -> float:
    """Of the words that have marks, the share that can be Vietnamese; 0 when none has."""
    words = marked_words(text[:200_000])
    return sum(map(is_syllable, words)) / len(words) if words else 0.0
