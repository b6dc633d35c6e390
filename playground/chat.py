"""A chat of the bot: with whom, what it shows, what keyboard stands below."""

from dataclasses import dataclass, field

from playground.errors import Json
from playground.messages import Row, Shown


@dataclass(slots=True)
class Chat:
    """A private chat, whose id is the id of the person; or a group, which has a name only."""

    id: int
    first_name: str
    last_name: str = ""
    phone: str = ""
    title: str = ""
    username: str = ""
    language: str = "vi"
    is_group: bool = False
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    messages: dict[int, Shown] = field(default_factory=dict)
    keyboard: list[Row] | None = None
    keyboard_goes_when_used: bool = False
    placeholder: str = ""
    answer_to: int | None = None
    alerts: list[str] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    reactions: dict[int, list[Json]] = field(default_factory=dict)
    pinned: int | None = None

    def user(self) -> Json:
        user: Json = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        if self.last_name:
            user["last_name"] = self.last_name
        if self.username:
            user["username"] = self.username
        user["language_code"] = self.language
        return user

    def brief(self) -> Json:
        if self.is_group:
            return {"id": self.id, "title": self.title, "type": "group"}
        chat: Json = {"id": self.id, "first_name": self.first_name}
        if self.last_name:
            chat["last_name"] = self.last_name
        if self.username:
            chat["username"] = self.username
        chat["type"] = "private"
        return chat

    def to_api(self, message: Shown, bot: Json) -> Json:
        """The message as the Bot API writes it, with the one that it answers, one level deep."""
        whole: Json = {**message.to_api(), "from": self._sender(message, bot), "chat": self.brief()}
        if message.reply_to in self.messages:
            answered = self.messages[message.reply_to]
            whole["reply_to_message"] = {
                **answered.to_api(), "from": self._sender(answered, bot), "chat": self.brief(),
            }  # fmt: skip
        return whole

    def _sender(self, message: Shown, bot: Json) -> Json:
        return bot if message.from_bot else message.sender or self.user()
