"""Delivers the notices that are due: leases a few, words them as of now, sends them, and notes what became of each."""

import asyncio
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.exc import DBAPIError

from bot.clock import Clock
from bot.connection import Connection
from bot.letters import letter
from bot.letters.writing import Occasion
from bot.message import Message
from bot.metrics import NOTICES
from bot.outcomes import Outcome, Verdict, verdict
from bot.outgoing import deliver
from bot.pace import Pace
from models.account import set_reachable
from models.database import Database, Session
from models.delivery import anything_due, finish, put_back, take_due
from models.holding import GATHERED
from models.notice import Lane, NoticeState, Owed
from models.quiet import QuietHours
from models.refusals import Refusal

log = logging.getLogger(__name__)

IN_HAND = {Lane.prompt: 20, Lane.bulk: 12}  # at most so many of a lane does a crash leave uncertain
IDLE_SECONDS = 1.0
GATHER_SECONDS = 0.25  # between a wake-up and the look: on a busy morning many wake us at once
LOOK_AT_ALL_SECONDS = 5.0  # between two looks at all that waits, also for people who have come back since
TOGETHER_SECONDS = 0.2  # what ends within this time is noted in one transaction
CHANGES_TRIED = 8  # times that a change, which may be repeated, is tried when nobody knows whether it went through


@dataclass(frozen=True)
class Result:
    """What became of one notice: carried (with its ids), dropped as no longer true, or a verdict on the failure."""

    owed: Owed
    message_ids: Sequence[int] = ()
    verdict: Verdict | None = None


class Postman:
    """Works in the process on duty; each lane has its own rounds, so that bulk never holds up what is urgent."""

    def __init__(
        self, database: Database, bot: Connection, clock: Clock, pace: Pace, quiet: QuietHours | None = None
    ) -> None:
        self._database = database
        self._quiet = quiet
        self._bot = bot
        self._clock = clock
        self._pace = pace
        self._awake = {lane: asyncio.Event() for lane in Lane}
        self._in_hand: dict[Lane, set[asyncio.Task[Result]]] = {lane: set() for lane in Lane}
        self._parked: dict[int, datetime] = {}
        self._lane_rests: dict[Lane, datetime] = {}
        self._stopping = False

    def wake(self) -> None:
        """There may be something to deliver now."""
        for awake in self._awake.values():
            awake.set()

    def stop(self) -> None:
        """Take nothing more; `run` ends when what is in hand is delivered and noted."""
        self._stopping = True
        self.wake()

    async def run(self) -> None:
        """Deliver both lanes until stopped; may be run again after that."""
        self._stopping = False
        await asyncio.gather(*(self._serve(lane) for lane in Lane))

    async def _serve(self, lane: Lane) -> None:
        looked_at_all = -LOOK_AT_ALL_SECONDS
        while self._in_hand[lane] or not self._stopping:
            self._awake[lane].clear()  # before the look: who wakes us during it is not overheard
            recent = time.monotonic() - looked_at_all < LOOK_AT_ALL_SECONDS
            try:
                if await self.round(lane, recent=recent):
                    continue
                if not recent:
                    looked_at_all = time.monotonic()
            except DBAPIError as error:
                log.warning("the outbox is out of reach: %s", type(error.orig).__name__)
            except Exception:
                log.exception("a round of the %s lane failed", lane)
            await self._rest(lane)

    async def _rest(self, lane: Lane) -> None:
        try:
            await asyncio.wait_for(self._awake[lane].wait(), IDLE_SECONDS)
        except TimeoutError:
            return
        await asyncio.sleep(GATHER_SECONDS)

    async def round(self, lane: Lane, *, recent: bool = False) -> int:
        """Take what is due and note what has ended; the number of notices of the lane that were in hand.

        A slow send keeps its own place in hand and nobody else's.
        """
        hand = self._in_hand[lane]
        hand |= {asyncio.create_task(self._deliver(owed)) for owed in await self._take(lane, recent)}
        if not hand:
            return 0
        ended, going = await asyncio.wait(hand, timeout=TOGETHER_SECONDS)
        if ended:
            await self._note([task.result() for task in ended])
            hand -= ended  # only now: what could not be noted is noted in the next round
        return len(ended) + len(going)

    async def _take(self, lane: Lane, recent: bool) -> list[Owed]:
        now = self._clock.now()
        room = IN_HAND[lane] - len(self._in_hand[lane])
        if self._stopping or not room or self._lane_rests.get(lane, now) > now:
            return []
        self._parked = {chat: until for chat, until in self._parked.items() if until > now}
        parked = list(self._parked)
        async with self._database.reading() as session:
            if not await anything_due(session, now, lane=lane, parked=parked, recent=recent):
                return []
        async with self._database.writing() as session:
            return await take_due(session, now, lane=lane, limit=room, parked=parked, quiet=self._quiet, recent=recent)

    async def _deliver(self, owed: Owed) -> Result:
        try:
            async with self._database.reading() as session:
                occasion = Occasion(session, self._clock.now(), owed.official_id)
                message = await letter(occasion, owed.kind, owed.facts)
        except Refusal:
            message = None  # what it speaks of is gone
        except DBAPIError as error:
            return self._failed(owed, Verdict(Outcome.again, timedelta(seconds=2), type(error.orig).__name__))
        except Exception as error:
            log.exception("notice %s (%s) could not be worded", owed.id, owed.kind)
            return self._failed(owed, Verdict(Outcome.impossible, timedelta(), type(error).__name__))
        return await self._send(owed, message) if message is not None else Result(owed)

    async def _send(self, owed: Owed, message: Message, *, plain: bool = False) -> Result:
        await self._pace.slot(owed.chat_id, owed.lane)
        try:
            ids = await deliver(self._bot, owed.chat_id, message, plain=plain)
        except Exception as error:
            found = verdict(error, owed.attempts + 1)
            if found.outcome is Outcome.plain and not plain:
                log.error("notice %s (%s) goes out without its markup: %s", owed.id, owed.kind, found.why)
                return await self._send(owed, message, plain=True)
            if message.replaces or message.removes:
                if found.outcome is Outcome.done:  # it is so already
                    return Result(owed, message_ids=message.removes or (message.replaces,))
                if found.outcome is Outcome.unknown and owed.attempts < CHANGES_TRIED:
                    found = replace(found, outcome=Outcome.again, wait=timedelta(seconds=2))
            return self._failed(owed, found)
        return Result(owed, message_ids=ids)

    def _failed(self, owed: Owed, found: Verdict) -> Result:
        log.warning("notice %s (%s): %s: %s", owed.id, owed.kind, found.outcome, found.why)
        until = self._clock.now() + found.wait
        if found.outcome is Outcome.slower:
            self._parked[owed.chat_id] = until
            self._let_rest(until, Lane.bulk, owed.lane)
        elif found.outcome is Outcome.stop:
            log.error("Telegram refuses our token: nothing is sent until it is right")
            self._let_rest(until, *Lane)
        return Result(owed, verdict=found)

    def _let_rest(self, until: datetime, *lanes: Lane) -> None:
        for lane in lanes:
            self._lane_rests[lane] = max(until, self._lane_rests.get(lane, until))

    async def _note(self, results: list[Result]) -> None:
        async with self._database.writing() as session:
            for result in results:
                await self._note_one(session, result, self._clock.now())

    async def _note_one(self, session: Session, result: Result, now: datetime) -> None:
        owed, found = result.owed, result.verdict
        gathered = owed.kind == GATHERED
        if found is None:
            state = NoticeState.sent if result.message_ids else NoticeState.dropped
            NOTICES.labels(state).inc()
            return await finish(session, owed.id, state, now, message_ids=result.message_ids, gathered=gathered)
        NOTICES.labels(found.outcome).inc()
        match found.outcome:
            case Outcome.slower | Outcome.again | Outcome.stop:
                return await put_back(session, owed.id, now + found.wait, found.why)
            case Outcome.unreachable:
                await set_reachable(session, owed.chat_id, False, now)
                if owed.lane is Lane.prompt:  # waits until the person is back: nothing owed is lost
                    return await put_back(session, owed.id, now, found.why)
                state = NoticeState.blocked
            case Outcome.unknown:
                state = NoticeState.uncertain
            case _:
                state = NoticeState.failed
        return await finish(session, owed.id, state, now, failure=found.why, gathered=gathered)
