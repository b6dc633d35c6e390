"""A person with a phone: writes, taps, presses and blocks; and sees what the bot sends."""

import re
from collections.abc import Callable
from typing import Self

from playground.entities import in_order
from playground.errors import Json
from playground.files import Kind, Upload
from playground.messages import Row, Shown
from playground.rendering import found_in
from playground.screen import CannotDo, Screen

__all__ = ["CannotDo", "Person"]

# The smallest picture: one grey point.
_POINT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c63680000008200810077cd72b60000000049454e44ae426082"
)


class Person(Screen):
    """Everything that one can do to the bot from a phone; each act becomes an update."""

    def start(self, payload: str = "") -> Self:
        """Open the bot, by its button or by a deep link with a payload (64 of A-Z a-z 0-9 _ -)."""
        if payload and not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", payload):
            raise CannotDo(f"a deep link cannot carry {payload!r}")
        return self.say(f"/start {payload}".strip())

    def say(self, text: str, reply_to: Shown | int | None = None, entities: list[Json] | None = None) -> Self:
        """Write; `entities` is the formatting that the client's menu makes, with offsets in UTF-16 units."""
        self._must_not_block()
        if entities:
            self._send(Shown(text=text, entities=sorted([*entities, *found_in(text, entities)], key=in_order)))
            return self
        text = text.strip()
        if not text:
            raise CannotDo("a client does not send an empty text")
        answered = reply_to.message_id if isinstance(reply_to, Shown) else reply_to
        # Clients cut a long text into several messages.
        for start in range(0, len(text), 4096):
            part = text[start : start + 4096]
            self._send(Shown(text=part, entities=found_in(part, []), reply_to=answered))
        return self

    def tap(self, label: str) -> Self:
        """Tap a button of the reply keyboard; a request for the contact shares one's own."""
        self._must_not_block()
        buttons = [button for row in self._chat.keyboard or [] for button in row]
        button = _chosen(label, buttons, lambda button: [button["text"]])
        if button is None:
            labels = [button["text"] for button in buttons]
            raise CannotDo(f"{self.name} has no key «{label}»; the keyboard has {labels or 'nothing'}")
        if self._chat.keyboard_goes_when_used:
            self._chat.keyboard = None
        if button.get("request_contact"):
            return self.share_contact()
        if button.get("request_location"):
            return self.send_location(21.1861, 106.0763)
        return self.say(button["text"])

    def press(self, label: str, message: Shown | int | None = None) -> str:
        """Press the inline button with this label (whole, else a part of it) or this data; the newest message first.

        A `Shown` from before an edit still has its old buttons: that is how to press a stale one.
        Gives the id of the callback query, or the address or the text that the button opens or copies.
        """
        self._must_not_block()
        for shown in [self._as_shown(message)] if message is not None else reversed(self.seen):
            buttons = [button for row in shown.buttons for button in row]
            button = _chosen(label, buttons, lambda button: [button["text"], button.get("callback_data")])
            if button is not None:
                break
        else:
            offered = [shown.labels for shown in reversed(self.seen) if shown.buttons]
            raise CannotDo(f"{self.name} sees no button «{label}»; sees, newest first, {offered or 'no buttons'}")
        if "callback_data" in button:
            return self.forge_press(button["callback_data"], shown)
        if "url" in button:
            return str(button["url"])
        return str(button["copy_text"]["text"]) if "copy_text" in button else ""

    def forge_press(self, data: str, message: Shown | int) -> str:
        """Send any data as a pressed button of a message, as a changed client could; the id of the query."""
        message_id = message.message_id if isinstance(message, Shown) else message
        return self._server.press(self._chat, message_id, data, self.id)

    def share_contact(self, phone: str | None = None, of: Screen | int | None = None) -> Self:
        """Share a contact: one's own, another person's, or a number by hand.

        As in Telegram the server decides whose the number is: it carries the user_id of the person in the playground
        with that number, or none. The first number that a person without a number shares becomes its own.
        """
        if of is None and phone and not self.phone:
            self._chat.phone = phone
        shown = self._chat if of is None else self._server.chats[of if isinstance(of, int) else of.id]
        number = phone or shown.phone
        if not number:
            raise CannotDo(f"{shown.first_name} has no phone number to share")
        everybody = [shown, *self._server.chats.values()]
        owner = next((chat for chat in everybody if _digits(chat.phone) == _digits(number)), None)
        contact: Json = {"phone_number": number, "first_name": (owner or shown).first_name}
        if owner:
            contact["user_id"] = owner.id
            if owner.last_name:
                contact["last_name"] = owner.last_name
        self._send(Shown(details={"contact": contact}))
        return self

    def send_document(self, name: str, data: bytes, mime: str | None = None, caption: str = "") -> Self:
        return self._send_file(Upload(name, data, mime or ""), "document", caption)

    def send_photo(self, data: bytes = _POINT, caption: str = "") -> Self:
        return self._send_file(Upload("photo.png", data, "image/png"), "photo", caption)

    def send_video(self, data: bytes = b"\x00\x00\x00\x18ftypmp42", caption: str = "") -> Self:
        return self._send_file(Upload("video.mp4", data, "video/mp4"), "video", caption)

    def send_album(self, count: int, caption: str = "") -> Self:
        """Several photos at once: Telegram brings them to the bot one by one, with a common group id."""
        album = self._server.next_album()
        for place in range(count):
            words = "" if place else caption
            file = self._server.files.keep(Upload("photo.png", _POINT, "image/png"), "photo")
            self._send(Shown(text=words, entities=found_in(words, []), file=file, album=album))
        return self

    def send_location(self, latitude: float, longitude: float) -> Self:
        self._send(Shown(details={"location": {"latitude": latitude, "longitude": longitude}}))
        return self

    def block(self) -> Self:
        return self._set_blocked(True)

    def unblock(self) -> Self:
        return self._set_blocked(False)

    def delete_account(self) -> None:
        self._chat.deactivated = True

    # how

    def _send(self, draft: Shown) -> Json:
        self._must_not_block()
        return self._server.receive(self._chat, draft)

    def _send_file(self, upload: Upload, kind: Kind, caption: str) -> Self:
        self._send(Shown(text=caption, entities=found_in(caption, []), file=self._server.files.keep(upload, kind)))
        return self

    def _must_not_block(self) -> None:
        if self._chat.blocked:
            raise CannotDo(f"{self.name} has blocked the bot: unblock() first")

    def _set_blocked(self, blocked: bool) -> Self:
        if self._chat.blocked == blocked:
            return self
        self._chat.blocked = blocked
        bot = self._server.sender
        old, new = ("member", "kicked") if blocked else ("kicked", "member")
        change: Json = {
            "chat": self._chat.brief(),
            "from": self._chat.user(),
            "date": int(self._server.clock()),
            "old_chat_member": _membership(old, bot),
            "new_chat_member": _membership(new, bot),
        }
        self._server.updates.add("my_chat_member", change, self.id)
        self._server.notify(self._chat, "blocked", blocked=blocked)
        return self


def _chosen(label: str, buttons: Row, names: Callable[[Json], list[str | None]]) -> Json | None:
    """The button that is called so, else the first one whose label has these words in it."""
    exact = next((button for button in buttons if label in names(button)), None)
    return exact or next((button for button in buttons if label in button["text"]), None)


def _digits(phone: str) -> str:
    """A number without its looks; a leading 0 is Vietnam's 84."""
    digits = re.sub(r"\D", "", phone)
    return f"84{digits[1:]}" if digits.startswith("0") else digits


def _membership(status: str, bot: Json) -> Json:
    return {"status": status, "user": bot, **({"until_date": 0} if status == "kicked" else {})}
