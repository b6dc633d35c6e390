"""Search: any text to the courses that it may mean, best first. In memory, over plain facts; no database.

How it scores: each word of the query, and each pair of neighbours, weighs the more the rarer it is among the courses;
a course earns the weights of what it has: most for its title, less elsewhere, less for other marks than the typed ones
or for a typo. The score is the share that it earned, 0 to 100.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from rapidfuzz import fuzz, process

from models.folding import fold
from models.search_aliases import Aliases, Word, words_of
from models.search_postings import Postings
from models.search_repair import repaired
from models.when_said import Period, when_said

CUT_OFF = 60.0  # below it nothing is found: above most chit-chat, below the poorest right answers of the tests
_KEEP = 0.7  # of the best score: what lies further behind only makes the list long
_NEAREST = 3
_NEAR = 25.0  # below it letters decide what is nearest, not words
_CODE_WORDS = 5
LETTER_WORDS = ("cv", "cong van", "cv so", "cong van so", "ke hoach", "quyet dinh", "thong bao")


@dataclass(frozen=True)
class Entry:
    """The searchable facts of one course; `communes`: those invited and that of the venue.

    `documents`: number and subject of the letters behind it.
    """

    id: int
    code: str
    title: str
    programme: str
    kind: str
    venue: str
    institution: str
    mode: str
    posts: tuple[str, ...]
    communes: tuple[str, ...]
    starts_on: date
    ends_on: date
    is_open: bool
    documents: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Match:
    """A course and how well it fits, 0 to 100."""

    id: int
    score: float


@dataclass(frozen=True)
class Found:
    """What a query leads to. `choices`: full names of communes to ask about; `nearest`: only when nothing matches.

    `is_courtesy`: it was no query, only thanks or a greeting; `asks_who_decides`: nor this, it asked who approves.
    """

    matches: list[Match] = field(default_factory=list)
    period: Period | None = None
    choices: list[str] = field(default_factory=list)
    nearest: list[Match] = field(default_factory=list)
    is_courtesy: bool = False
    asks_who_decides: bool = False


class SearchIndex:
    """All courses of the database, kept in step by whoever changes them."""

    def __init__(self, aliases: Aliases) -> None:
        self._aliases = aliases
        self._entries: dict[int, Entry] = {}
        self._by_code: dict[str, set[int]] = {}
        self._postings = Postings(self._terms_of)

    def put(self, entries: Iterable[Entry]) -> None:
        """Add courses, or replace those with the same id."""
        for entry in entries:
            self.remove([entry.id])
            self._entries[entry.id] = entry
            self._postings.add(entry.id, _title_texts(entry), _other_texts(entry))
            for key in _keys_of(entry):
                self._by_code.setdefault(key, set()).add(entry.id)

    def remove(self, ids: Iterable[int]) -> None:
        """Forget courses; unknown ids are passed over."""
        for entry_id in ids:
            if (entry := self._entries.pop(entry_id, None)) is None:
                continue
            self._postings.remove(entry_id, [*_title_texts(entry), *_other_texts(entry)])
            for key in _keys_of(entry):
                self._by_code[key].discard(entry_id)

    def find(self, query: str, today: date, *, limit: int = 50) -> Found:
        """The courses that a text means: by code, by words, by dates; `today` is the local date."""
        if ids := self._with_code(query):
            return Found([Match(entry_id, 100.0) for entry_id in sorted(ids)[:limit]])
        period, rest = when_said(query, today)
        typed = words_of(rest)
        if period is None and (self._aliases.is_courtesy(typed) or _is_sign(query)):
            return Found(is_courtesy=True)
        if period is None and self._aliases.asks_who_decides(typed):
            return Found(asks_who_decides=True)
        choices = self._aliases.choices(typed)
        fixed = repaired(typed, lambda word: self._postings.is_term(word) or self._aliases.knows(word))
        words, asks_for_any = self._aliases.read_query(fixed, self._postings.is_term)
        if not words:
            if period or asks_for_any:
                return self._by_date(period, limit)
            return Found()
        if scores := self._scores(words, CUT_OFF):
            return Found(self._ranked(scores, period)[:limit], period, choices)
        scores = self._scores(words, _NEAR, doubt_all=True)
        if enough := {entry_id: score for entry_id, score in scores.items() if score >= CUT_OFF}:
            return Found(self._ranked(enough, period)[:limit], period, choices)
        nearest = self._ranked(scores or self._alike(words), period)
        return Found([], period, choices, nearest[:_NEAREST])

    def _scores(self, words: list[Word], bar: float, *, doubt_all: bool = False) -> dict[int, float]:
        slots = self._postings.slots(words, doubt_all=doubt_all)
        whole = sum(slot.weight for slot in slots)
        scores = {entry_id: 100 * gain / whole for entry_id, gain in self._postings.earned(slots, bar / 100).items()}
        enough = _KEEP * max(scores.values(), default=0.0)
        return {entry_id: score for entry_id, score in scores.items() if score >= enough}

    def _ranked(self, scores: dict[int, float], period: Period | None) -> list[Match]:
        """Courses in the period first, then the better ones, then open ones, then the shorter title."""

        def rank(entry_id: int) -> tuple[bool, int, bool, int, date]:
            entry = self._entries[entry_id]
            outside = period is not None and not period.touches(entry.starts_on, entry.ends_on)
            return outside, -round(scores[entry_id]), not entry.is_open, len(entry.title), entry.starts_on

        return [Match(entry_id, round(scores[entry_id], 1)) for entry_id in sorted(scores, key=rank)]

    def _by_date(self, period: Period | None, limit: int) -> Found:
        """The courses of a period, those that begin in it first, or all open ones; else the open ones nearest to it."""
        first = period.first if period else date.min
        entries = sorted(
            self._entries.values(),
            key=lambda entry: (entry.starts_on < first, entry.starts_on, entry.id),
        )
        if period is None:
            return Found([Match(entry.id, 100.0) for entry in entries if entry.is_open][:limit])
        inside = [Match(entry.id, 100.0) for entry in entries if period.touches(entry.starts_on, entry.ends_on)]
        near = sorted((e for e in entries if e.is_open), key=lambda entry: abs(entry.starts_on - period.first))
        return Found(inside[:limit], period, [], [] if inside else [Match(e.id, 0.0) for e in near[:_NEAREST]])

    def _alike(self, words: list[Word]) -> dict[int, float]:
        """Courses whose titles look most like the words letter by letter, when no word is theirs."""
        titles = {entry_id: fold(entry.title) for entry_id, entry in self._entries.items()}
        text = " ".join(word.folded for word in words)
        return {
            entry_id: score * _NEAR / 100
            for _, score, entry_id in process.extract(text, titles, scorer=fuzz.ratio, limit=_NEAREST)
        }

    def _with_code(self, query: str) -> set[int]:
        """Ids of the course whose code stands in the query, with or without dashes, spaces and leading zeros."""
        tokens = fold(query).split()
        for length in range(min(_CODE_WORDS, len(tokens)), 0, -1):
            for at in range(len(tokens) - length + 1):
                said = " ".join(tokens[at : at + length])
                looks_like_code = re.search(r"[a-z]", said) and re.search(r"\d", said)
                if looks_like_code or length == len(tokens):
                    for key in _code_keys(said):
                        if ids := self._by_code.get(key):
                            return ids
        return set()

    def _terms_of(self, text: str) -> frozenset[str]:
        """What a text and its other names are found by: words, pairs of neighbours, words with marks."""
        terms: set[str] = set()
        for name in (text, *self._aliases.others(text)):
            full, telling = self._aliases.read_course(words_of(name))
            terms.update(word.folded for word in telling)
            terms.update(f"={word.marked}" for word in telling if word.has_marks)
            for words in (full, telling) if len(telling) < len(full) else (full,):
                terms.update(f"{first.folded} {second.folded}" for first, second in pairwise(words))
        return frozenset(terms)


def _is_sign(text: str) -> bool:
    """A thumb up and the like, without a word."""
    return not fold(text) and any(unicodedata.category(letter) == "So" for letter in text)


def _title_texts(entry: Entry) -> tuple[str, ...]:
    return entry.title, entry.programme


def _other_texts(entry: Entry) -> tuple[str, ...]:
    subjects = (subject for _, subject in entry.documents)
    return entry.kind, entry.venue, entry.institution, entry.mode, *entry.posts, *entry.communes, *subjects


def _keys_of(entry: Entry) -> set[str]:
    """All that leads straight to a course: its code, and the letters behind it by number, whole or «công văn 2537»."""
    keys = set(_code_keys(entry.code))
    for number, _ in entry.documents:
        keys.update(_code_keys(number))
        digits = number.partition("/")[0]
        keys.update(key for word in LETTER_WORDS for key in _code_keys(f"{word} {digits}"))
    return keys


def _code_keys(code: str) -> tuple[str, str]:
    """Two readings of a code: without its separators, and as its parts without leading zeros."""
    parts = re.findall(r"[a-z]+|\d+", fold(code))
    return "".join(parts), " ".join(part.lstrip("0") or "0" for part in parts)
