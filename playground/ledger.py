"""The ledger: everything that reached each person, and when, for assertions of "exactly once"."""

from typing import Literal, NamedTuple

Kind = Literal["sent", "edited", "deleted", "answered"]


class Entry(NamedTuple):
    """One thing that the bot did to one person; `at` in seconds of the playground's clock, `text` as it was then."""

    at: float
    person: int
    kind: Kind
    method: str
    message_id: int | None
    text: str


class Ledger(list[Entry]):
    """Entries in the order in which they happened."""

    def of(self, person: int | None = None, kind: Kind | None = None, text: str = "") -> list[Entry]:
        """The entries of a person (or all), of a kind (or any), whose text contains the given words."""
        return [
            entry
            for entry in self
            if (person is None or entry.person == person)
            and (kind is None or entry.kind == kind)
            and text in entry.text
        ]
