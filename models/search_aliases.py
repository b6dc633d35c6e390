"""The other ways in which people write things: abbreviations, words that say nothing, old names, old places.

All of them are data that the caller brings; nothing here knows a Vietnamese word.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from models.folding import fold, marked

ANY_COURSE = "*"
COURTESY = "~"
WHO_DECIDES = "?"
_RUNS = re.compile(r"[a-z]+|\d+")
_LONGEST_PLACE = 4


class Word(NamedTuple):
    """One word, without its marks and as it was typed."""

    folded: str
    marked: str

    @property
    def has_marks(self) -> bool:
        """Whether whoever typed it took care of the marks."""
        return self.folded != self.marked


def words_of(text: str) -> list[Word]:
    """The words of a text in order."""
    folded, typed = fold(text).split(), marked(text).split()
    if len(folded) != len(typed):  # letters outside Vietnamese that the two decompose differently
        typed = folded
    return list(map(Word, folded, typed))


@dataclass(frozen=True)
class _Meaning:
    longer: tuple[Word, ...]
    asks_for_any: bool
    is_courtesy: bool
    asks_who_decides: bool


@dataclass
class Aliases:
    """What the index and the queries are both read through, so that either side may use the short or the long form."""

    _meanings: dict[tuple[str, ...], dict[str, _Meaning]] = field(default_factory=dict)  # folded → spelling → meaning
    _lengths: dict[str, int] = field(default_factory=dict)  # first folded word → words of the longest alias
    _others: dict[str, list[str]] = field(default_factory=dict)
    _places: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        meanings: Mapping[str, str],
        other_names: Iterable[tuple[str, str]] = (),
        places: Iterable[tuple[str, str]] = (),
    ) -> "Aliases":
        """Build from rows.

        `meanings`: abbreviation → what it stands for; "" for a word that says nothing, "*" for one that only asks for
        courses, "~" for thanks and greetings, "?" for who decides. `other_names`: (name in the facts of a course,
        another name of it). `places`: (present or old name of a commune without its kind, full name of the commune of
        today).
        """
        aliases = cls()
        for short, meaning in meanings.items():
            words = words_of(short)
            key = tuple(word.folded for word in words)
            longer = tuple(words_of(meaning))  # the marks are no words
            read = _Meaning(longer, meaning == ANY_COURSE, meaning == COURTESY, meaning == WHO_DECIDES)
            aliases._meanings.setdefault(key, {})[marked(short)] = read
            aliases._lengths[key[0]] = max(aliases._lengths.get(key[0], 0), len(key))
        for name, other in other_names:
            aliases._others.setdefault(fold(name), []).append(other)
        for name, today in places:
            communes = aliases._places.setdefault(fold(name), {}).setdefault(marked(name), [])
            if today not in communes:
                communes.append(today)
        return aliases

    def others(self, name: str) -> list[str]:
        """Other names of a post, an institution or a commune."""
        return self._others.get(fold(name), [])

    def knows(self, folded: str) -> bool:
        """Whether this single word is an abbreviation."""
        return (folded,) in self._meanings

    def read_course(self, words: list[Word]) -> tuple[list[Word], list[Word]]:
        """The words of a course with abbreviations in their long form: all of them, and those that say something."""
        full: list[Word] = []
        telling: list[Word] = []
        for said, meaning in self._spans(words, lambda _, said, meaning, exact: exact or bool(meaning.longer)):
            longer = meaning.longer if meaning else said
            full += longer or said
            telling += longer
        return full, telling

    def read_query(self, words: list[Word], is_term: Callable[[str], bool]) -> tuple[list[Word], bool]:
        """The words of a query, long and without those that say nothing; and whether they ask for just any course.

        A word that says nothing stays when it is not spelled exactly so and the courses know it: it may well be
        another word. So do several words of which the first belongs to the word before: «tin hoc | o».
        """

        def applies(before: str, said: str, meaning: _Meaning, exact: bool) -> bool:
            if meaning.longer:
                return True
            first, *more = said.split()
            return not (more and is_term(f"{before} {first}")) and (exact or not is_term(said))

        read: list[Word] = []
        asks_for_any = False
        for said, meaning in self._spans(words, applies):
            read += meaning.longer if meaning else said
            asks_for_any |= meaning is not None and meaning.asks_for_any
        return read, asks_for_any

    def is_courtesy(self, words: list[Word]) -> bool:
        """Whether the words only thank or greet: then they are no query, whatever the courses know."""
        meanings = [meaning for _, meaning in self._spans(words, lambda *_: True)]
        said = [meaning for meaning in meanings if meaning and not meaning.longer and not meaning.asks_for_any]
        return len(said) == len(meanings) and any(meaning.is_courtesy for meaning in said)

    def asks_who_decides(self, words: list[Word]) -> bool:
        """Whether the words only ask who decides on the own registration; what else they say says nothing."""
        meanings = [meaning for _, meaning in self._spans(words, lambda *_: True)]
        said = [meaning for meaning in meanings if meaning and not meaning.longer]
        return len(said) == len(meanings) and any(meaning.asks_who_decides for meaning in said)

    def _spans(
        self, words: list[Word], applies: Callable[[str, str, _Meaning, bool], bool]
    ) -> Iterator[tuple[tuple[Word, ...], _Meaning | None]]:
        """The words cut into aliases, the longest first, and what is none. `applies` is given the word before, too."""
        if not all(word.folded.isalpha() for word in words):
            words = [part for word in words for part in _apart(word)]
        at = 0
        while at < len(words):
            for length in range(min(self._lengths.get(words[at].folded, 0), len(words) - at), 0, -1):
                said = tuple(words[at : at + length])
                meaning, exact = self._meaning(said)
                before = words[at - 1].folded if at else ""
                if meaning and applies(before, " ".join(word.folded for word in said), meaning, exact):
                    yield said, meaning
                    at += length
                    break
            else:
                yield (words[at],), None
                at += 1

    def _meaning(self, said: tuple[Word, ...]) -> tuple[_Meaning | None, bool]:
        """What the words stand for, and whether they are spelled exactly so.

        Without marks they may be any spelling; with other marks they may still be a slip for words that say nothing.
        """
        spellings = self._meanings.get(tuple([word.folded for word in said]))
        if not spellings:
            return None, False
        if exact := spellings.get(" ".join([word.marked for word in said])):
            return exact, True
        likely = next(iter(spellings.values()))
        return (None if likely.longer and any(word.has_marks for word in said) else likely), False

    def choices(self, words: list[Word]) -> list[str]:
        """The communes of today among which a place in the words leaves open which is meant; [] when none does."""
        for length in range(_LONGEST_PLACE, 0, -1):
            for at in range(len(words) - length + 1):
                said = words[at : at + length]
                spellings = self._places.get(" ".join(word.folded for word in said))
                if not spellings:
                    continue
                exact = spellings.get(" ".join(word.marked for word in said))
                if exact is not None and any(word.has_marks for word in said):
                    return exact if len(exact) > 1 else []
                communes = list(dict.fromkeys(name for names in spellings.values() for name in names))
                if len(communes) > 1:
                    return communes
        return []


def _apart(word: Word) -> list[Word]:
    """«k68» as «k», «68»: people write the number with and without its letter."""
    if word.folded.isalpha() or word.folded.isdigit():
        return [word]
    return [Word(run, run) for run in _RUNS.findall(word.folded)]
