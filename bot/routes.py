"""The switchboard's parts: what people can ask, who may ask it, and whether it only reads."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from bot.callback_data import Button
from bot.context import Handler
from models.kinds import Role

ANYBODY: frozenset[Role] = frozenset()
LINKED = frozenset({Role.official})
TEXT = frozenset({"text"})
TEXT_OR_FILE = frozenset({"text", "document"})
ANY_MESSAGE = frozenset({"text", "document", "media"})


class Work(StrEnum):
    """What a handler does to the database: `outside` opens its own transactions around slow work."""

    reads = "reads"
    writes = "writes"
    outside = "outside"


@dataclass(frozen=True)
class Route:
    """One thing that can be asked, and who may: a person needs one of the roles (none named: anybody).

    `takes`: the kinds of message that answer an open question.
    """

    handler: Handler
    needs: frozenset[Role]
    work: Work
    takes: frozenset[str] = TEXT


@dataclass
class Routes:
    """The routes of one file of `handlers/`, or of all of them together.

    Each is declared beside its handler with the right that it needs, so that no handler can be added without one.
    """

    commands: dict[str, Route] = field(default_factory=dict)
    presses: dict[str, Route] = field(default_factory=dict)
    steps: dict[str, Route] = field(default_factory=dict)
    kinds: dict[str, Route] = field(default_factory=dict)

    def command(
        self, *names: str, needs: frozenset[Role] = LINKED, work: Work = Work.reads
    ) -> Callable[[Handler], Handler]:
        """A command, by all its names without the slash."""
        return self._add(self.commands, names, needs, work)

    def press(
        self, *buttons: Button, needs: frozenset[Role] = LINKED, work: Work = Work.reads
    ) -> Callable[[Handler], Handler]:
        """An inline button."""
        return self._add(self.presses, tuple(button.action for button in buttons), needs, work)

    def step(
        self, name: str, needs: frozenset[Role] = LINKED, work: Work = Work.writes, takes: frozenset[str] = TEXT
    ) -> Callable[[Handler], Handler]:
        """The text, or other message, that answers an open question (see `Context.expect`)."""
        return self._add(self.steps, (name,), needs, work, takes)

    def kind(self, name: str, needs: frozenset[Role] = LINKED, work: Work = Work.reads) -> Callable[[Handler], Handler]:
        """Everything else, by what it is: `text`, `contact`, `document`, `media`, `member`, `other`."""
        return self._add(self.kinds, (name,), needs, work)

    def include(self, *others: "Routes") -> "Routes":
        """These routes and those of the others; two claims to one thing are a fault of ours."""
        for other in others:
            for mine, theirs in (
                (self.commands, other.commands),
                (self.presses, other.presses),
                (self.steps, other.steps),
                (self.kinds, other.kinds),
            ):
                if twice := mine.keys() & theirs.keys():
                    raise ValueError(f"routed twice: {sorted(twice)}")
                mine.update(theirs)
        return self

    def _add(
        self,
        table: dict[str, Route],
        names: tuple[str, ...],
        needs: frozenset[Role],
        work: Work,
        takes: frozenset[str] = TEXT,
    ) -> Callable[[Handler], Handler]:
        def register(handler: Handler) -> Handler:
            for name in names:
                if name in table:
                    raise ValueError(f"routed twice: {name}")
                table[name] = Route(handler, needs, work, takes)
            return handler

        return register
