"""The state behind all methods: chats, files, updates, pressed buttons; and how a message enters a chat."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count

from playground.chat import Chat
from playground.errors import Json, bad_request, forbidden
from playground.faults import Faults
from playground.files import Files
from playground.keyboards import NONE, Markup
from playground.ledger import Entry, Kind, Ledger
from playground.limits import Limits
from playground.messages import Shown
from playground.profile import Profile
from playground.updates import UpdateQueue
from playground.webhook import Webhook

QUERY_LIFETIME = 150.0
Listener = Callable[[Json], None]


@dataclass(frozen=True, slots=True)
class Query:
    """A pressed inline button that waits for its answer."""

    chat: Chat
    pressed_at: float


class Server:
    """Everything that this Telegram knows. `clock` gives seconds since 1970.

    `strict` makes every finding in `complaints` (things that the real Telegram silently ignores) an error 400.
    """

    def __init__(
        self,
        token: str,
        clock: Callable[[], float] = time.time,
        name: str = "Playground",
        username: str = "playground_bot",
    ) -> None:
        self.token, self.clock = token, clock
        number = token.partition(":")[0]
        self.profile = Profile({
            "id": int(number) if number.isdigit() else 1, "is_bot": True, "first_name": name,
            "username": username, "can_join_groups": False, "can_read_all_group_messages": False,
            "supports_inline_queries": False, "can_connect_to_business": False, "has_main_web_app": False,
        })  # fmt: skip
        self.sender: Json = {key: self.profile.bot[key] for key in ("id", "is_bot", "first_name", "username")}
        self.chats: dict[int, Chat] = {}
        self.files = Files()
        self.updates = UpdateQueue(lambda: self.clock())
        self.webhook = Webhook(self.updates, lambda: self.clock())
        self.queries: dict[str, Query] = {}
        self.faults, self.limits, self.ledger = Faults(), Limits(), Ledger()
        self.listeners: list[Listener] = []
        self.complaints: list[str] = []
        self.strict = True
        self._message_ids, self._query_ids, self._albums = count(1), count(5_000_000_001), count(13_000_000_001)

    def complain(self, what: str) -> None:
        self.complaints.append(what)
        if self.strict:
            raise bad_request(f"playground: {what} (the real Telegram ignores this or breaks on it)")

    def notify(self, chat: Chat, kind: str, **more: object) -> None:
        """Tell the listeners of one change in a private chat: {"person": id, "kind": kind, ...}."""
        if chat.is_group:
            return
        for listener in self.listeners:
            listener({"person": chat.id, "kind": kind, **more})

    def record(self, chat: Chat, kind: Kind, method: str, message_id: int | None, text: str) -> None:
        self.ledger.append(Entry(self.clock(), chat.id, kind, method, message_id, text))

    def chat(self, chat_id: int | str) -> Chat:
        """The chat of a call. Raises ApiError when there is none."""
        if chat_id in ("", None):
            raise bad_request("chat_id is empty")
        try:
            return self.chats[int(chat_id)]
        except (KeyError, ValueError):
            raise bad_request("chat not found") from None

    def writable(self, chat_id: int | str) -> Chat:
        """The chat, if the bot may write there."""
        chat = self.chat(chat_id)
        if chat.deactivated:
            raise forbidden("user is deactivated")
        if not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        return chat

    def post(self, chat: Chat, message: Shown, markup: Markup, method: str) -> Json:
        """The bot's message appears in the chat; its JSON."""
        now = self.clock()
        if chat.is_group and any(button.get("request_contact") for row in markup.keyboard or [] for button in row):
            raise bad_request("phone number can be requested in private chats only")
        self.limits.check(chat.id, now)
        shown = replace(
            message, message_id=next(self._message_ids), chat_id=chat.id, date=now, from_bot=True,
            buttons=markup.inline or [], fixed=markup is not NONE and markup.inline is None,
        )  # fmt: skip
        chat.messages[shown.message_id] = shown
        self._stand_below(chat, markup, shown.message_id)
        self.record(chat, "sent", method, shown.message_id, shown.text)
        if self.listeners:
            self.notify(chat, "message", message_id=shown.message_id)
        return chat.to_api(shown, self.sender)

    def receive(self, chat: Chat, message: Shown) -> Json:
        """The person's message appears in the chat and goes to the bot; its JSON."""
        shown = replace(
            message, message_id=next(self._message_ids), chat_id=chat.id, date=self.clock(), from_bot=False,
            reply_to=message.reply_to or chat.answer_to,
        )  # fmt: skip
        chat.started, chat.answer_to = True, None
        chat.messages[shown.message_id] = shown
        sent = chat.to_api(shown, self.sender)
        self.updates.add("message", sent, chat.id)
        self.notify(chat, "message", message_id=shown.message_id)
        return sent

    def change(self, chat: Chat, shown: Shown, method: str) -> Json:
        """An edited message takes the place of the old one; its JSON. Raises ApiError when nothing changes."""
        old = chat.messages[shown.message_id]
        if (old.text, old.entities, old.buttons, old.file) == (shown.text, shown.entities, shown.buttons, shown.file):
            raise bad_request(
                "message is not modified: specified new message content and reply markup are exactly the same "
                "as a current content and reply markup of the message"
            )
        chat.messages[shown.message_id] = shown = replace(shown, edited_at=self.clock())
        self.record(chat, "edited", method, shown.message_id, shown.text)
        self.notify(chat, "edited", message_id=shown.message_id)
        return chat.to_api(shown, self.sender)

    def remove(self, chat: Chat, message_id: int, method: str) -> None:
        gone = chat.messages.pop(message_id)
        self.record(chat, "deleted", method, message_id, gone.text)
        self.notify(chat, "deleted", message_id=message_id)

    def press(self, chat: Chat, message_id: int, data: str, person: int) -> str:
        """A person presses an inline button; the id of the callback query."""
        query_id, presser = str(next(self._query_ids)), self.chats[person]
        self.queries[query_id] = Query(presser, self.clock())
        message = chat.messages.get(message_id)
        gone = {"chat": chat.brief(), "message_id": message_id, "date": 0}
        query: Json = {
            "id": query_id,
            "from": presser.user(),
            "message": chat.to_api(message, self.sender) if message else gone,
            "chat_instance": str(chat.id * 7919),
            "data": data,
        }
        self.updates.add("callback_query", query, person)
        self.notify(chat, "pressed", message_id=message_id)
        return query_id

    def next_album(self) -> str:
        return str(next(self._albums))

    def _stand_below(self, chat: Chat, markup: Markup, message_id: int) -> None:
        """A reply keyboard stays below the chat until another one, or its removal, comes."""
        if markup.keyboard is not None:
            chat.keyboard, chat.keyboard_goes_when_used = markup.keyboard, markup.one_time
        if markup.remove:
            chat.keyboard = None
        if markup.force_reply:
            chat.answer_to = message_id
        if markup.keyboard is not None or markup.force_reply:
            chat.placeholder = markup.placeholder
