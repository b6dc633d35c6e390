"""Delivers the notices that are due: leases a few, words them as of now, sends them, and notes what became of each."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import DBAPIError
from telegram import Bot
from telegram.error import TelegramError

from bot.clock import Clock
from bot.letters import letter
from bot.outcomes import Outcome, Verdict, verdict
from bot.outgoing import send
from bot.pace import Pace
from models.account import set_reachable
from models.database import Database
from models.delivery import Owed, finish, put_back, take_due
from models.notice import Lane, NoticeState

log = logging.getLogger(__name__)

BATCH = {Lane.prompt: 20, Lane.bulk: 5}  # all of a batch is in flight at once: what a crash leaves uncertain is this
IDLE_SECONDS = 1.0


@dataclass(frozen=True)
class Result:
    """What became of one notice: carried (with its id), dropped as no longer true, or a verdict on the failure."""

    owed: Owed
    message_id: int | None = None
    verdict: Verdict | None = None


class Postman:
    """One for each process; each lane has its own round, so that bulk never holds up what concerns a person now."""

    def __init__(self, database: Database, bot: Bot, clock: Clock, pace: Pace) -> None:
        self._database = database
        self._bot = bot
        self._clock = clock
        self._pace = pace
        self._awake = asyncio.Event()
        self._parked: dict[int, datetime] = {}
        self._lane_rests: dict[Lane, datetime] = {}

    def wake(self) -> None:
        """There may be something to deliver now."""
        self._awake.set()

    async def run(self) -> None:
        """Deliver both lanes until cancelled."""
        await asyncio.gather(self._serve(Lane.prompt), self._serve(Lane.bulk))

    async def _serve(self, lane: Lane) -> None:
        while True:
            self._awake.clear()
            try:
                delivered = await self.round(lane)
            except DBAPIError as error:
                log.warning("the outbox cannot be read: %s", type(error.orig).__name__)
                delivered = 0
            except Exception:
                log.exception("a round of the %s lane failed", lane)
                delivered = 0
            if not delivered:
                try:
                    await asyncio.wait_for(self._awake.wait(), IDLE_SECONDS)
                except TimeoutError:
                    continue

    async def round(self, lane: Lane) -> int:
        """Take and deliver one batch of a lane; the number of notices taken."""
        now = self._clock.now()
        if self._lane_rests.get(lane, now) > now:
            return 0
        self._parked = {chat: until for chat, until in self._parked.items() if until > now}
        async with self._database.writing() as session:
            batch = await take_due(session, now, lane=lane, limit=BATCH[lane], parked=list(self._parked))
        if not batch:
            return 0
        results = await asyncio.gather(*(self._deliver(owed) for owed in batch))
        await self._note(results)
        return len(batch)

    async def _deliver(self, owed: Owed) -> Result:
        async with self._database.reading() as session:
            message = await letter(session, owed.kind, owed.facts, self._clock.now())
        if message is None:
            return Result(owed)
        plain = False
        while True:
            await self._pace.slot(owed.chat_id, owed.lane)
            try:
                sent = await send(self._bot, owed.chat_id, message, plain=plain)
            except TelegramError as error:
                found = verdict(error, owed.attempts + 1)
                if found.outcome is Outcome.plain and not plain:
                    log.error("notice %s (%s) could not be parsed: %s", owed.id, owed.kind, found.why)
                    plain = True
                    continue
                return Result(owed, verdict=found)
            return Result(owed, message_id=sent.message_id)

    async def _note(self, results: list[Result]) -> None:
        now = self._clock.now()
        async with self._database.writing() as session:
            for result in results:
                notice_id, found = result.owed.id, result.verdict
                if found is None:
                    state = NoticeState.sent if result.message_id else NoticeState.dropped
                    await finish(session, notice_id, state, now, message_id=result.message_id)
                    continue
                log.warning("notice %s (%s): %s: %s", notice_id, result.owed.kind, found.outcome, found.why)
                self._rest(result.owed, found, now)
                match found.outcome:
                    case Outcome.slower | Outcome.again | Outcome.stop:
                        await put_back(session, notice_id, now + found.wait, found.why)
                    case Outcome.unreachable:
                        await set_reachable(session, result.owed.chat_id, False, now)
                        if result.owed.lane is Lane.prompt:
                            await put_back(session, notice_id, now, found.why)  # waits until the person is back
                        else:
                            await finish(session, notice_id, NoticeState.failed, now, failure=found.why)
                    case Outcome.unknown:
                        await finish(session, notice_id, NoticeState.uncertain, now, failure=found.why)
                    case _:
                        await finish(session, notice_id, NoticeState.failed, now, failure=found.why)

    def _rest(self, owed: Owed, found: Verdict, now: datetime) -> None:
        if found.outcome is Outcome.slower:
            self._parked[owed.chat_id] = self._lane_rests[Lane.bulk] = self._lane_rests[owed.lane] = now + found.wait
        elif found.outcome is Outcome.stop:
            log.error("Telegram refuses our token: nothing is sent until it is right")
            self._lane_rests = dict.fromkeys(Lane, now + found.wait)
