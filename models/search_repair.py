"""Words that nothing knows, made into words that the courses know: keyboard leftovers and missing spaces."""

import re
from collections.abc import Callable, Iterator

from models.search_aliases import Word

_SHORTEST_JOINED = 5
_MOST_PARTS = 4
_SYLLABLE = re.compile(r"([^aeiouy]*)(.*)")


def repaired(words: list[Word], is_known: Callable[[str], bool]) -> list[Word]:
    """The words, each unknown one replaced where a reading of it is known."""
    found: list[Word] = []
    for word in words:
        parts = [word.folded] if is_known(word.folded) else next(_readings(word.folded, is_known), None)
        found += [word] if parts is None or parts == [word.folded] else [Word(part, part) for part in parts]
    return found


def _readings(word: str, is_known: Callable[[str], bool]) -> Iterator[list[str]]:
    for undone in (_without_telex(word), _without_vni(word)):
        if undone != word and is_known(undone):
            yield [undone]
    if len(word) >= _SHORTEST_JOINED and (parts := _split(word, is_known, _MOST_PARTS)):
        yield parts


def _without_telex(word: str) -> str:
    """Telex types marks as letters: «chuyeenr ddooir» for «chuyen doi»; they stay when the keyboard is switched off."""
    split = _SYLLABLE.fullmatch(word)
    start, rest = (split[1], split[2]) if split else (word, "")
    return start.replace("dd", "d") + re.sub(r"([aeo])\1", r"\1", re.sub(r"[sfrxjw]", "", rest))


def _without_vni(word: str) -> str:
    """VNI types marks as digits: «d9oi63» for «doi»."""
    letters = re.sub(r"\d", "", word)
    return letters if re.search(r"[aeiouy]", letters) and not word[:1].isdigit() else word


def _split(word: str, is_known: Callable[[str], bool], parts: int) -> list[str]:
    """The word as few known words of two letters or more; [] when it is none."""
    if is_known(word):
        return [word]
    splits = (
        [word[:cut], *rest]
        for cut in range(2, len(word) - 1)
        if parts > 1 and is_known(word[:cut]) and (rest := _split(word[cut:], is_known, parts - 1))
    )
    return min(splits, key=len, default=[])
