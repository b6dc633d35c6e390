"""The whole Telegram of one bot: people on one side, the Bot API on the other."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

from playground import methods_bot, methods_chat, methods_edit, methods_send, methods_updates
from playground.chat import Chat
from playground.errors import ApiError, Json
from playground.files import Upload
from playground.group import Group
from playground.person import Person
from playground.registry import METHODS, Uploads
from playground.server import Server

# Importing them is what registers their methods.
METHOD_FILES = (methods_bot, methods_chat, methods_edit, methods_send, methods_updates)


class Telegram(Server):
    """A Telegram in memory. `clock` gives seconds since 1970 and may be moved by its owner."""

    def __init__(
        self,
        token: str,
        clock: Callable[[], float] = time.time,
        name: str = "Playground",
        username: str = "playground_bot",
    ) -> None:
        super().__init__(token, clock, name, username)
        self.people: dict[int, Person] = {}
        self.calls = 0

    @property
    def bot_name(self) -> str:
        return self.profile.name

    @property
    def username(self) -> str:
        return str(self.profile.bot["username"])

    def person(
        self, user_id: int, first_name: str = "", last_name: str = "", phone: str = "", title: str = ""
    ) -> Person:
        """The person with this id, made when new; the bot cannot write to it before it has started the bot."""
        if user_id not in self.people:
            chat = self.chats[user_id] = Chat(user_id, first_name or f"Person {user_id}", last_name, phone, title)
            self.people[user_id] = Person(self, chat)
        return self.people[user_id]

    def group(self, chat_id: int, title: str) -> Group:
        """A group (its id is negative) with the bot in it."""
        chat = self.chats.setdefault(chat_id, Chat(chat_id, "", title=title, is_group=True, started=True))
        return Group(self, chat)

    async def call(
        self, method: str, params: dict[str, Any], files: dict[str, Upload] | None = None
    ) -> tuple[int, Json]:
        """One call of the Bot API: the HTTP status and the JSON body.

        Raises ConnectionTrouble when a scripted fault leaves the caller without an answer.
        """
        self.calls += 1
        name = method.lower()
        fault = self.faults.take(name, params)
        if fault is None:
            return await self._carry_out(name, params, files or {})
        status, body = await self._carry_out(name, params, files or {}) if fault.delivered else (0, {})
        if fault.seconds:
            await asyncio.sleep(fault.seconds)
        if isinstance(fault.trouble, ApiError):
            return fault.trouble.status, fault.trouble.body()
        if fault.trouble is not None:
            raise fault.trouble(method)
        return status, body

    async def _carry_out(self, name: str, params: Json, files: Uploads) -> tuple[int, Json]:
        method = METHODS.get(name)
        if method is None:
            return 404, ApiError(404, "Not Found").body()
        try:
            result = method.run(self, **method.read(self, params, files))
            if isinstance(result, Awaitable):
                result = await result
        except ApiError as error:
            return error.status, error.body()
        return 200, {"ok": True, "result": result}

    async def close(self) -> None:
        """Stop webhooks and waiting polls."""
        self.updates.release_poll()
        await self.webhook.close()
