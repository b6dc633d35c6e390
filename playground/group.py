"""A group that the bot is in: enough to see that it keeps silent there."""

from playground.chat import Chat
from playground.messages import Shown
from playground.person import Person
from playground.rendering import found_in
from playground.server import Server


class Group:
    """People write, the bot gets all of it (as an administrator does); `seen` is what stands in the group."""

    def __init__(self, server: Server, chat: Chat) -> None:
        self._server, self._chat = server, chat

    @property
    def id(self) -> int:
        return self._chat.id

    @property
    def seen(self) -> list[Shown]:
        return list(self._chat.messages.values())

    def say(self, person: Person, text: str) -> None:
        sender = self._server.chats[person.id].user()
        self._server.receive(self._chat, Shown(text=text, entities=found_in(text, []), sender=sender))

    def press(self, person: Person, label: str) -> str:
        """Press the inline button with this label on the newest message that has it; the id of the query."""
        for shown in reversed(self.seen):
            for row in shown.buttons:
                for button in row:
                    if button["text"] == label:
                        return self._server.press(self._chat, shown.message_id, button["callback_data"], person.id)
        raise AssertionError(f"no button «{label}» in the group {self._chat.title}")
