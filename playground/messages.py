"""One message, as the chat now shows it."""

from dataclasses import dataclass, field

from playground.errors import Json
from playground.files import File
from playground.rendering import to_html

Row = list[Json]


@dataclass(frozen=True, slots=True)
class Shown:
    """A message at one moment; an edit puts a new one in its place, so what a person saw earlier stays readable.

    `text` is the text or the caption; `date` is in seconds of the playground's clock; `details` holds a contact or
    a location as the Bot API writes it; `fixed` ones came with a reply keyboard and cannot be edited; `sender` is set
    in groups only. Without ids and date it is a draft, which the server completes.
    """

    message_id: int = 0
    chat_id: int = 0
    date: float = 0.0
    from_bot: bool = True
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    buttons: list[Row] = field(default_factory=list)
    file: File | None = None
    details: Json = field(default_factory=dict)
    reply_to: int | None = None
    edited_at: float | None = None
    origin: Json | None = None
    album: str | None = None
    protected: bool = False
    fixed: bool = False
    sender: Json | None = None

    @property
    def html(self) -> str:
        return to_html(self.text, self.entities)

    @property
    def edited(self) -> bool:
        return self.edited_at is not None

    @property
    def document(self) -> tuple[str, bytes] | None:
        """Name and content of a sent document (or video)."""
        return (self.file.name, self.file.data) if self.file and self.file.kind != "photo" else None

    @property
    def photo(self) -> tuple[str, bytes] | None:
        return (self.file.name, self.file.data) if self.file and self.file.kind == "photo" else None

    @property
    def file_id(self) -> str | None:
        return self.file.file_id if self.file else None

    @property
    def labels(self) -> list[str]:
        """The labels of the inline buttons, row by row."""
        return [button["text"] for row in self.buttons for button in row]

    def to_api(self) -> Json:
        """Its own fields as in the Bot API; `Chat.to_api` adds the sender and the chat."""
        message: Json = {"message_id": self.message_id, "date": int(self.date)}
        if self.file:
            message[self.file.kind] = self.file.to_api()
        if self.text:
            message["caption" if self.file else "text"] = self.text
        if self.entities:
            message["caption_entities" if self.file else "entities"] = self.entities
        message |= self.details
        if self.buttons:
            message["reply_markup"] = {"inline_keyboard": self.buttons}
        if self.edited_at is not None:
            message["edit_date"] = int(self.edited_at)
        if self.origin:
            message["forward_origin"] = self.origin
        if self.album:
            message["media_group_id"] = self.album
        if self.protected:
            message["has_protected_content"] = True
        return message
