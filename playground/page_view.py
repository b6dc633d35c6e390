"""What the page is told of a person and of a message: plain JSON, made from what the chat shows now."""

from playground.errors import Json
from playground.messages import Shown
from playground.person import Person
from playground.telegram import Telegram


def state_view(telegram: Telegram) -> Json:
    """Everything at once: what a page needs that has just been opened, or has lost the stream for a while."""
    people = [
        {
            **person_view(person),
            "unread": _unread(person),
            "messages": [message_view(telegram, message) for message in person.seen],
        }
        for person in telegram.people.values()
    ]
    return {"bot": bot_view(telegram), "people": people}


def bot_view(telegram: Telegram) -> Json:
    return {
        "name": telegram.bot_name,
        "username": telegram.username,
        "description": telegram.profile.text("description", "vi"),
    }


def person_view(person: Person) -> Json:
    """Who holds the phone and what stands around the messages; family name first, as people here write it."""
    return {
        "id": person.id,
        "name": f"{person.last_name} {person.first_name}".strip(),
        "title": person.title,
        "phone": person.phone,
        "blocked": person.blocked,
        "keyboard": person.keyboard,
        "placeholder": person.placeholder,
        "commands": person.commands,
    }


def message_view(telegram: Telegram, message: Shown) -> Json:
    """One message; `date` in seconds since 1970, entities with offsets in UTF-16 units."""
    file = message.file
    reactions = telegram.chats[message.chat_id].reactions.get(message.message_id, [])
    return {
        "id": message.message_id,
        "from_bot": message.from_bot,
        "text": message.text,
        "entities": message.entities,
        "buttons": message.buttons,
        "date": int(message.date),
        "edited": message.edited,
        "contact": message.details.get("contact"),
        "location": message.details.get("location"),
        "reactions": [reaction["emoji"] for reaction in reactions if "emoji" in reaction],
        "photo": None,
        "video": None,
        "document": None,
    } | ({file.kind: {"file_id": file.file_id, "name": file.name, "size": len(file.data)}} if file else {})


def _unread(person: Person) -> int:
    """The bot's messages since the person last said something."""
    count = 0
    for message in reversed(person.seen):
        if not message.from_bot:
            break
        count += 1
    return count
