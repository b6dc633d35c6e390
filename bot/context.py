"""What every handler is given: who asks, what was asked, the transaction that is open, and the time."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.letters.writing import Occasion
from bot.message import Message
from models.content import Content
from models.course_search import CourseSearch
from models.database import Database, Session
from models.dialogue import await_answer, end_dialogue
from models.person import Person
from models.quiet import QuietHours


@dataclass(frozen=True)
class SharedContact:
    """A contact card as it came. Only Telegram can say that it is the sender's own."""

    phone: str
    is_own: bool


@dataclass(frozen=True)
class Upload:
    """A document that a person sent."""

    file_id: str
    name: str
    size: int


@dataclass
class Context:
    """One update on its way through a handler. A handler returns what to answer; nothing is sent inside it.

    `now` is local and aware. `session` is the transaction that the frame opened; handlers that must first fetch or
    compute something slow get none and open their own with `database`. `message_id`: of the message that was pressed.
    """

    user_id: int
    now: datetime
    person: Person
    database: Database
    search: CourseSearch
    fetch: Callable[[str], Awaitable[bytes]]
    bot_name: str
    name: str = ""
    text: str = ""
    ids: tuple[int, ...] = ()
    pressed: bool = False
    contact: SharedContact | None = None
    upload: Upload | None = None
    blocked: bool = False
    message_id: int = 0
    quiet: QuietHours | None = None
    _content: Callable[[], Content | None] = field(default=lambda: None, repr=False)
    _session: Session | None = field(default=None, repr=False)

    @property
    def content(self) -> Content | None:
        """What came, as it could be sent to others; read only for those who look at it."""
        return self._content()

    @property
    def session(self) -> Session:
        if self._session is None:
            raise RuntimeError("this route has no transaction of its own: open one with context.database")
        return self._session

    @property
    def occasion(self) -> Occasion:
        """For the letters that are shown as an answer too."""
        return Occasion(self.session, self.now, self.person.official_id)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator["Context"]:
        """The same with a transaction of its own, for those who had something slow to do first."""
        async with self.database.writing() as session:
            yield replace(self, _session=session)

    def id(self, place: int = 0) -> int:
        """An id that the pressed button carries; 0 where it carries none."""
        return self.ids[place] if place < len(self.ids) else 0

    def page(self) -> int:
        """The page that the pressed button turns to, the first id that it carries."""
        return min(max(0, self.id()), 9999)

    async def expect(self, step: str, **data: object) -> None:
        """Take the person's next text as the answer to this step."""
        await await_answer(self.session, self.user_id, step, data, self.now)

    async def forget(self) -> None:
        """Drop the open question."""
        await end_dialogue(self.session, self.user_id)


Handler = Callable[[Context], Awaitable[Message | None]]
