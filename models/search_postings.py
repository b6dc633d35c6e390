"""Which courses hold which words, and what the words of a query are worth to each course.

Courses are filed by their texts (a title, the name of a post or of a commune), and the texts by their terms: most texts
stand in many courses and are taken apart only once. A term is a folded word, two neighbours («a b»), or a word with its
marks behind a «=».
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

from models.search_aliases import Word

_WEAK = 0.8  # the worth of a word outside title and programme: in the venue, the posts, the communes, the institution
_OTHER_MARKS = 0.85  # the worth of a word when marks were typed and the course has other ones
_PAIR = 0.6  # the worth of two neighbours found as neighbours, beside their words
_SHORTEST_WITH_TYPO = 3
_SHORTEST_WITH_TWO = 6  # two edits


@dataclass(frozen=True, slots=True)
class Slot:
    """One demand of a query: any of these terms fills it, each for its share of the weight."""

    weight: float
    terms: Mapping[str, float]


@dataclass(eq=False, slots=True)
class _Text:
    terms: frozenset[str]
    strong: set[int] = field(default_factory=set)  # ids of the courses that have it as title or programme
    weak: set[int] = field(default_factory=set)


class Postings:
    """Terms to courses. `terms_of` takes a text apart; it must give the same for the same text."""

    def __init__(self, terms_of: Callable[[str], frozenset[str]]) -> None:
        self._terms_of = terms_of
        self._ids: set[int] = set()
        self._texts: dict[str, _Text] = {}
        self._by_term: defaultdict[str, set[_Text]] = defaultdict(set)
        self._holders_of: dict[str, tuple[set[int], set[int]]] = {}  # as asked for since the last change
        self._words: list[str] | None = None

    def add(self, entry_id: int, strong: Iterable[str], weak: Iterable[str]) -> None:
        """File a course under its texts: `strong` its title and programme, `weak` all others."""
        self._changed()
        self._ids.add(entry_id)
        for text in strong:
            self._filed(text).strong.add(entry_id)
        for text in weak:
            self._filed(text).weak.add(entry_id)

    def remove(self, entry_id: int, texts: Iterable[str]) -> None:
        """Take a course out of its texts, and out of the terms a text that no course has any more."""
        self._changed()
        self._ids.discard(entry_id)
        for name in set(texts):
            text = self._texts[name]
            text.strong.discard(entry_id)
            text.weak.discard(entry_id)
            if not text.strong and not text.weak:
                del self._texts[name]
                for term in text.terms:
                    self._by_term[term].discard(text)
                    if not self._by_term[term]:
                        del self._by_term[term]

    def is_term(self, term: str) -> bool:
        """Whether any course has this word or pair."""
        return term in self._by_term

    def slots(self, words: list[Word], *, doubt_all: bool = False) -> list[Slot]:
        """What the words ask for. Only words that no course has are taken for typos, unless `doubt_all`."""
        fits = [self._fits(word.folded, doubt_all) for word in words]
        weights = [self._weight(max(terms, key=lambda term: terms[term])) if terms else 0.0 for terms in fits]
        sure = [weight for word, weight in zip(words, weights, strict=True) if self.is_term(word.folded)]
        usual = sum(sure) / len(sure) if sure else max(weights, default=0.0) or 1.0
        for at, word in enumerate(words):
            if not self.is_term(word.folded):  # a rare word that was only guessed must not outweigh those that are sure
                weights[at] = min(weights[at] or usual, usual)
        slots: dict[str, Slot] = {}
        for word, terms, weight in zip(words, fits, weights, strict=True):
            if word.has_marks:
                terms = {term: share * _OTHER_MARKS for term, share in terms.items()} | {f"={word.marked}": 1.0}
            slots[word.folded] = Slot(weight, terms)
        for at in range(len(words) - 1):
            pairs = {f"{a} {b}": fits[at][a] * fits[at + 1][b] for a in fits[at] for b in fits[at + 1]}
            weight = _PAIR * (weights[at] + weights[at + 1]) / 2
            slots[f"{words[at].folded} {words[at + 1].folded}"] = Slot(weight, pairs)
        return list(slots.values())

    def earned(self, slots: list[Slot], share: float) -> dict[int, float]:
        """What each course earns of the weights, if it is at least `share` of the whole."""
        left = sum(slot.weight for slot in slots)
        needed = left * share
        earned: dict[int, float] = {}
        for slot in sorted(slots, key=lambda slot: -slot.weight):
            gains: dict[int, float] = {}
            for gain, ids in self._levels(slot):
                gains.update(dict.fromkeys(ids, gain))
            if left >= needed:
                for entry_id, gain in gains.items():
                    earned[entry_id] = earned.get(entry_id, 0.0) + gain
            else:  # who comes only now cannot get there, nor can those who are too far behind
                earned = {
                    entry_id: gain + gains.get(entry_id, 0.0)
                    for entry_id, gain in earned.items()
                    if gain + left >= needed
                }
            left -= slot.weight
        return {entry_id: gain for entry_id, gain in earned.items() if gain >= needed}

    def _levels(self, slot: Slot) -> list[tuple[float, set[int]]]:
        """What a course earns by having a term there, and the courses that do; the best level last."""
        levels = []
        for term, share in slot.terms.items():
            strong, weak = self._holders(term)
            levels += [(slot.weight * share, strong), (slot.weight * share * _WEAK, weak)]
        return sorted(levels, key=lambda level: level[0])

    def _fits(self, word: str, doubt: bool) -> dict[str, float]:
        fits = {word: 1.0} if self.is_term(word) else {}
        if (fits and not doubt) or len(word) < _SHORTEST_WITH_TYPO or not word.isalpha():
            return fits
        if self._words is None:
            self._words = [term for term in self._by_term if term.isalpha()]
        edits = 2 if len(word) >= _SHORTEST_WITH_TWO else 1
        near = process.extract(word, self._words, scorer=OSA.distance, score_cutoff=edits, limit=6)
        return {term: _typo_share(word, int(distance)) for term, distance, _ in near if distance} | fits

    def _weight(self, term: str) -> float:
        """Inverse document frequency: the rarer, the more it tells."""
        strong, weak = self._holders(term)
        return math.log(1.5 + len(self._ids) / len(strong | weak))

    def _holders(self, term: str) -> tuple[set[int], set[int]]:
        if (holders := self._holders_of.get(term)) is None:
            texts = self._by_term.get(term, ())
            holders = set().union(*(text.strong for text in texts)), set().union(*(text.weak for text in texts))
            self._holders_of[term] = holders
        return holders

    def _filed(self, name: str) -> _Text:
        if (text := self._texts.get(name)) is None:
            text = self._texts[name] = _Text(self._terms_of(name))
            for term in text.terms:
                self._by_term[term].add(text)
        return text

    def _changed(self) -> None:
        self._holders_of.clear()
        self._words = None


def _typo_share(word: str, edits: int) -> float:
    """What a mistyped word is worth: the shorter it is, the more words are one edit away by chance."""
    return 0.5 if edits > 1 else {3: 0.5, 4: 0.65}.get(len(word), 0.75)
