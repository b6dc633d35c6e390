"""What stands on the screen of a person: who it is, the chat, the keyboards, the menu."""

from playground.chat import Chat
from playground.errors import Json
from playground.messages import Row, Shown
from playground.server import QUERY_LIFETIME, Server


class CannotDo(AssertionError):
    """The person was asked to do what the screen does not offer; says what it does offer."""


class Screen:
    """The readable half of a person."""

    def __init__(self, server: Server, chat: Chat) -> None:
        self._server, self._chat = server, chat

    def __repr__(self) -> str:
        return f"<{self.name}, {self.id}>"

    @property
    def id(self) -> int:
        return self._chat.id

    @property
    def first_name(self) -> str:
        return self._chat.first_name

    @property
    def last_name(self) -> str:
        return self._chat.last_name

    @property
    def name(self) -> str:
        return f"{self._chat.first_name} {self._chat.last_name}".strip()

    @property
    def title(self) -> str:
        return self._chat.title

    @property
    def phone(self) -> str:
        return self._chat.phone

    @property
    def blocked(self) -> bool:
        return self._chat.blocked

    @property
    def started(self) -> bool:
        return self._chat.started

    @property
    def seen(self) -> list[Shown]:
        """All messages that stand in the chat now, in order, after edits and deletions."""
        return list(self._chat.messages.values())

    @property
    def last(self) -> Shown:
        """The newest message from the bot."""
        for shown in reversed(self._chat.messages.values()):
            if shown.from_bot:
                return shown
        raise CannotDo(f"{self.name} has no message from the bot")

    @property
    def keyboard(self) -> list[Row] | None:
        """The rows of the reply keyboard, each button as in the Bot API; None when there is none."""
        return self._chat.keyboard

    @property
    def placeholder(self) -> str:
        return self._chat.placeholder

    @property
    def alerts(self) -> list[str]:
        """The texts of answerCallbackQuery that popped up, oldest first."""
        return self._chat.alerts

    @property
    def spinning(self) -> int:
        """How many pressed buttons still wait for their answerCallbackQuery."""
        oldest = self._server.clock() - QUERY_LIFETIME
        queries = self._server.queries.values()
        return sum(query.chat is self._chat and query.pressed_at >= oldest for query in queries)

    @property
    def commands(self) -> list[Json]:
        """The menu of commands in this chat: [{"command": ..., "description": ...}]."""
        return self._server.profile.commands_for(self.id, self._chat.language)

    def labels(self, message: Shown | int | None = None) -> list[str]:
        """The inline labels of a message; without one: of the newest that has any."""
        if message is not None:
            return self._as_shown(message).labels
        return next((shown.labels for shown in reversed(self.seen) if shown.buttons), [])

    def sent_count(self, text: str = "", since: float = 0.0) -> int:
        """How many messages with these words the bot has sent, also those that it edited or deleted later."""
        return sum(entry.at >= since for entry in self._server.ledger.of(self.id, "sent", text))

    def _as_shown(self, message: Shown | int) -> Shown:
        if isinstance(message, Shown):
            return message
        if message not in self._chat.messages:
            raise CannotDo(f"{self.name} does not see message {message}")
        return self._chat.messages[message]
