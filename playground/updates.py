"""The updates that wait for the bot, and getUpdates with its long polling."""

import asyncio
from collections.abc import Callable, Iterable
from typing import NamedTuple

from playground.errors import Json, conflict

DAY = 86_400.0
KINDS = frozenset({"message", "callback_query", "my_chat_member"})
KNOWN_KINDS = KINDS | {
    "edited_message", "channel_post", "edited_channel_post", "business_connection", "business_message",
    "edited_business_message", "deleted_business_messages", "guest_message", "message_reaction",
    "message_reaction_count", "inline_query", "chosen_inline_result", "shipping_query", "pre_checkout_query",
    "purchased_paid_media", "poll", "poll_answer", "chat_member", "chat_join_request", "chat_boost",
    "removed_chat_boost", "managed_bot",
}  # fmt: skip
LIFETIME = {"message": DAY, "callback_query": 150.0, "my_chat_member": DAY}
_OTHER = "terminated by other getUpdates request; make sure that only one bot instance is running"


class Pending(NamedTuple):
    """One update that the bot has not confirmed. Updates of one lane go out one after the other."""

    update: Json
    lane: tuple[str, int]
    until: float


class UpdateQueue:
    """Unconfirmed updates in order. A second poll ends the first, as in Telegram."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self.pending: dict[int, Pending] = {}
        self.allowed: frozenset[str] = KINDS
        self.watchers: list[Callable[[Pending], None]] = []
        self._next_id = 100_000_001
        self._waiter: asyncio.Future[None] | None = None

    def add(self, kind: str, payload: Json, person: int) -> int | None:
        """Queue an update; None when the bot did not ask for this kind."""
        if kind not in self.allowed:
            return None
        update_id = self._next_id
        self._next_id += 1
        pending = Pending({"update_id": update_id, kind: payload}, (kind, person), self._clock() + LIFETIME[kind])
        self.pending[update_id] = pending
        self.release_poll()
        for watcher in self.watchers:
            watcher(pending)
        return update_id

    def allow(self, kinds: Iterable[str] | None) -> None:
        """Set allowed_updates; None keeps the present choice, an empty list is the default choice."""
        if kinds is not None:
            self.allowed = frozenset(kinds) & KINDS or KINDS

    def drop_expired(self) -> None:
        now = self._clock()
        for update_id in [number for number, pending in self.pending.items() if pending.until <= now]:
            del self.pending[update_id]

    async def poll(self, offset: int, limit: int, timeout: float) -> list[Json]:  # noqa: ASYNC109 - the API's word
        """Confirm everything before `offset`, then the next updates; waits up to `timeout` real seconds for one."""
        self.end_poll(_OTHER)
        self._confirm(offset)
        batch = self._batch(limit)
        if batch or timeout <= 0:
            return batch
        waiter = self._waiter = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(timeout):
                await waiter
        except TimeoutError:
            return []
        finally:
            if self._waiter is waiter:
                self._waiter = None
        return self._batch(limit)

    def end_poll(self, why: str) -> None:
        """The waiting poll, if any, fails with 409."""
        if self._waiter and not self._waiter.done():
            self._waiter.set_exception(conflict(why))
        self._waiter = None

    def release_poll(self) -> None:
        """The waiting poll, if any, returns what there is."""
        if self._waiter and not self._waiter.done():
            self._waiter.set_result(None)

    def _confirm(self, offset: int) -> None:
        if offset < 0:  # "the last -offset updates; all previous ones will be forgotten"
            keep = list(self.pending)[offset:]
            offset = keep[0] if keep else 0
        if offset > self._next_id:  # ids began anew after a quiet week: Telegram starts from what it has
            return
        for update_id in list(self.pending):
            if update_id >= offset:
                break
            del self.pending[update_id]

    def _batch(self, limit: int) -> list[Json]:
        self.drop_expired()
        batch: list[Json] = []
        for pending in self.pending.values():
            if len(batch) == limit:
                break
            batch.append(pending.update)
        return batch
