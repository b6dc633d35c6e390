"""Carries one update through: transaction, who is it, right, handler, commit, and only then the answer."""

import logging
import time
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field

from sqlalchemy.exc import SQLAlchemyError

from bot.answering import Answering
from bot.buttons import CANCEL
from bot.clock import Clock
from bot.context import Context
from bot.ended_questions import ENDS_QUESTION
from bot.explaining import explain
from bot.incoming import Incoming, Kind
from bot.late_press import SHOWN_BY, SHOWS
from bot.message import Message
from bot.metrics import LEFT_OUT, UPDATE_SECONDS, UPDATES, labelled
from bot.passing import is_passing
from bot.routes import Route, Routes, Work
from bot.strangers import Hushed, Strangers
from bot.texts import refusals, welcome
from models.account import note_seen, set_reachable
from models.course_search import CourseSearch
from models.database import Database, Session
from models.dialogue import end_dialogue
from models.folding import fold
from models.handled_update import claim, mark_answered, was_answered
from models.kinds import Role
from models.news.faults import FaultHappened
from models.notice import tell
from models.official import holders_of
from models.person import Person, person_from, who_is, whose
from models.quiet import QuietHours
from models.refusals import Refusal

log = logging.getLogger(__name__)

READ, WRITTEN, HUSHED = "read", "written", "hushed"


class Repeated(Exception):
    """This update had its effect before."""


@dataclass
class Frame:
    """What surrounds every handler. `wake` tells the postman that a transaction may have left him something."""

    routes: Routes
    database: Database
    search: CourseSearch
    clock: Clock
    answering: Answering
    first_admins: Collection[int]
    bot_name: str
    fetch: Callable[[str], Awaitable[bytes]]
    wake: Callable[[], None]
    quiet: QuietHours | None = None
    strangers: Strangers = field(default_factory=Strangers)

    async def handle(self, incoming: Incoming, since: float) -> bool:
        """Give the update its effect and its answer; whether it is written down as handled.

        Raises only what is worth another try: a database that is away. `since` when it came, on a monotonic clock.
        """
        answer, end = await self._effect(incoming)
        if end == HUSHED and answer is None:
            return False
        if not await self.answering.answer(incoming, answer):
            async with self.database.writing() as session:
                await set_reachable(session, incoming.user_id, False, self.clock.now())
        what = self._label(incoming)
        labelled(UPDATES, what, end).inc()
        labelled(UPDATE_SECONDS, what).observe(time.monotonic() - since)
        return end == WRITTEN

    async def _effect(self, incoming: Incoming) -> tuple[Message | None, str]:
        """The answer, and a word for how it ended."""
        try:
            self.strangers.must_be_few(incoming.user_id)
            return await self._work(incoming)
        except Hushed as hushed:
            LEFT_OUT.labels("stranger").inc()
            return welcome.hushed() if hushed.is_first else None, HUSHED
        except Repeated:
            return await self._recall(incoming), "repeated"
        except Refusal as refusal:
            return await self._explain(incoming, refusal), "refused"
        except Exception as error:
            if is_passing(error):
                UPDATES.labels(self._label(incoming), "again").inc()
                raise
            return await self._confess(incoming, error), "fault"

    async def leave_out(self, incoming: Incoming) -> None:
        """Say that what this person sent last is left out: it was too much at once."""
        LEFT_OUT.labels("flood").inc()
        await self.answering.answer(incoming, welcome.too_much_at_once())

    def _label(self, incoming: Incoming) -> str:
        """What was asked, as metrics name it: only names of ours, never what somebody typed."""
        known = incoming.name in self.routes.commands or incoming.name in self.routes.presses
        return f"{incoming.kind}:{incoming.name}" if known else str(incoming.kind)

    async def _work(self, incoming: Incoming) -> tuple[Message | None, str]:
        if incoming.kind in (Kind.command, Kind.press):
            route = self._named(incoming)
            if route.work is Work.writes:
                return await self._write(incoming, route)
        async with self.database.reading() as session:
            person = await self._person(session, incoming)
            route = self._route(incoming, person)
            has_more = (
                not person.reachable
                or (person.step and incoming.kind is Kind.command)
                or (person.official_id is not None and person.seen_on != self.clock.now().date())
            )
            if route.work is Work.reads and not has_more:
                return await self._call(route, incoming, person, session), READ
        if route.work is Work.outside:
            try:
                return await self._call(route, incoming, person, None), READ
            finally:
                self.wake()
        return await self._write(incoming, None)

    async def _write(self, incoming: Incoming, route: Route | None) -> tuple[Message | None, str]:
        try:
            return await self._written(incoming, route), WRITTEN
        finally:
            self.wake()

    async def _written(self, incoming: Incoming, route: Route | None) -> Message | None:
        async with self.database.writing(is_short=True) as session:
            now = self.clock.now()
            claimed, rows = await session.ask_together(
                claim(session, incoming.update_id, incoming.user_id, now), whose(incoming.user_id, now)
            )
            if not claimed:
                raise Repeated
            person = person_from(rows, incoming.user_id, now, self.first_admins)
            if incoming.kind is not Kind.member:
                if not person.reachable:
                    await set_reachable(session, incoming.user_id, True, now)  # who speaks can be spoken to
                if person.seen_on != now.date():
                    await note_seen(session, incoming.user_id, now.date())
            if incoming.kind is Kind.command and person.step:
                await end_dialogue(session, incoming.user_id)
            return await self._call(route or self._route(incoming, person), incoming, person, session)

    async def _person(self, session: Session, incoming: Incoming) -> Person:
        return await who_is(session, incoming.user_id, self.clock.now(), self.first_admins)

    def _route(self, incoming: Incoming, person: Person) -> Route:
        if incoming.kind in (Kind.command, Kind.press):
            return self._named(incoming)
        if incoming.kind is Kind.text and fold(incoming.text) == fold(CANCEL.label):
            return self.routes.commands["huy"]
        step = self.routes.steps.get(person.step)
        if step is not None and incoming.kind in step.takes:
            return step
        return self.routes.kinds.get(incoming.kind, self.routes.kinds[Kind.other])

    def _named(self, incoming: Incoming) -> Route:
        table = self.routes.commands if incoming.kind is Kind.command else self.routes.presses
        route = table.get(incoming.name)
        if route is not None and incoming.late and route.work is not Work.reads and incoming.name not in SHOWS:
            route = table.get(SHOWN_BY.get(incoming.name, ""))  # long given up: shown how things are, not obeyed
        return route or self.routes.kinds[Kind.other]

    async def _call(self, route: Route, incoming: Incoming, person: Person, session: Session | None) -> Message | None:
        if person.official_id is None and not person.roles:
            self.strangers.heard(incoming.user_id)
        if route.needs:
            person.must_have(*route.needs)
        try:
            return await route.handler(
                Context(
                    user_id=incoming.user_id,
                    now=self.clock.now(),
                    person=person,
                    database=self.database,
                    search=self.search,
                    fetch=self.fetch,
                    bot_name=self.bot_name,
                    name=incoming.name,
                    text=incoming.text,
                    ids=incoming.ids,
                    pressed=incoming.kind is Kind.press,
                    contact=incoming.contact,
                    upload=incoming.upload,
                    blocked=incoming.blocked,
                    message_id=incoming.message_id,
                    quiet=self.quiet,
                    _content=lambda: incoming.content,
                    _session=session,
                )
            )
        except Refusal as refusal:
            if session is not None:  # who works outside of one transaction may be another person by now
                refusal.person = person
            raise

    async def _explain(self, incoming: Incoming, refusal: Refusal) -> Message:
        if incoming.kind is Kind.text and isinstance(refusal, ENDS_QUESTION):
            async with self.database.writing() as session:
                await end_dialogue(session, incoming.user_id)
        async with self.database.reading() as session:
            person: Person = refusal.person or await self._person(session, incoming)
            return await explain(session, refusal, person, self.clock.now())

    async def _recall(self, incoming: Incoming) -> Message | None:
        """Perhaps the process died between the commit and the answer: then one short sentence makes up for it."""
        async with self.database.writing() as session:
            if await was_answered(session, incoming.update_id):
                return None
            await mark_answered(session, [incoming.update_id])
        return refusals.done_before_restart()

    async def _confess(self, incoming: Incoming, error: Exception) -> Message:
        """Our fault: the person hears it, the log has it in full, the admins are told once an hour for each kind."""
        where = f"{incoming.kind}:{incoming.name[:32]}"
        log.error("update %s (%s) failed", incoming.update_id, where, exc_info=error)
        now = self.clock.now()
        news = FaultHappened(where, type(error).__name__)
        key = f"fault:{where}:{news.fault}:{now:%Y%m%d%H}"
        try:
            async with self.database.writing() as session:
                for official_id in await holders_of(session, Role.admin, now.date()):
                    await tell(session, news, key=key, official_id=official_id, now=now)
        except SQLAlchemyError:
            log.exception("the admins could not be told")
        self.wake()
        return refusals.our_fault()
