"""Vietnamese text made comparable: without marks for searching, with its marks in one spelling, and in name order."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# No decomposition opens the Vietnamese barred d; its look-alikes, eth and the African d, come from foreign keyboards.
_BARRED_D, _ETH, _AFRICAN_D = 0x0111, 0x00F0, 0x0256
_TO_PLAIN_D = {_BARRED_D: "d", _ETH: "d", _AFRICAN_D: "d"}
_TO_BARRED_D = {_ETH: _BARRED_D, _AFRICAN_D: _BARRED_D}
_INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])

_WORD = re.compile(r"[^\W_]+")
# A word keeps the marks that composing left apart, else an unusual stack of marks would cut it in two.
_MARKED_WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")

_LATIN_MARKS = frozenset(map(chr, range(0x0300, 0x0370)))

_TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]  # in Vietnamese order, the level tone first
_SHAPES = ["", "\u0306", "\u0302", "\u031b"]  # breve, circumflex, horn: the order in which each vowel has them


def _tone_moves() -> Iterator[tuple[str, str]]:
    """The old place of a tone mark (on the first vowel) and the school's (on the second)."""
    for first, second in ("oa", "oe", "uy"):
        for tone in _TONES[1:]:
            yield (
                unicodedata.normalize("NFC", first + tone + second),
                unicodedata.normalize("NFC", first + second + tone),
            )


_SCHOOL_SPELLING = dict(_tone_moves())
_OLD_SPELLING = re.compile("|".join(_SCHOOL_SPELLING))


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Lower case, plain letters and digits, one space between words: what all spellings of a text have in common."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.translate(_INVISIBLE)).lower())
        text = "".join([letter for letter in text if not unicodedata.combining(letter)]).translate(_TO_PLAIN_D)
    return " ".join(_WORD.findall(text.lower()))


@lru_cache(maxsize=65_536)
def marked(text: str) -> str:
    """As `fold` but with the marks kept; a tone mark on the first or the second of two vowels comes out the same."""
    if text.isascii():
        return fold(text)
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text.translate(_INVISIBLE)).lower())
    text = "".join([letter for letter in text if letter in _LATIN_MARKS or not unicodedata.combining(letter)])
    words = " ".join(_MARKED_WORD.findall(text.translate(_TO_BARRED_D)))
    return _OLD_SPELLING.sub(lambda old: _SCHOOL_SPELLING[old[0]], words)


def given_name_key(full_name: str) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    """Sort key of a class list: given name (the last word) first, then the others, in the order of the alphabet."""
    words = marked(full_name).split()
    return tuple(_word_key(word) for word in words[-1:] + words[:-1])


def name_key(name: str) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    """Sort key of any name, its words in their order, by the Vietnamese alphabet."""
    return tuple(map(_word_key, marked(name).split()))


@lru_cache(maxsize=16_384)  # few words make up all names
def _word_key(word: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Letters decide before tones do, as in a dictionary."""
    letters, tones = zip(*map(_letter_key, word), strict=True)
    return letters, tones


def _letter_key(letter: str) -> tuple[int, int]:
    parts = unicodedata.normalize("NFD", letter)
    base, marks = parts[0], parts[1:]
    shape = 1 if ord(base) == _BARRED_D else max((_SHAPES.index(mark) for mark in marks if mark in _SHAPES), default=0)
    tone = max((_TONES.index(mark) for mark in marks if mark in _TONES), default=0)
    return ord(base.translate(_TO_PLAIN_D)) * len(_SHAPES) + shape, tone
