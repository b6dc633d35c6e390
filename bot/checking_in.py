"""Answers somebody in the hall who has scanned or typed the code of a meeting."""

import re

from bot.context import Context
from bot.message import Message
from bot.texts import roll_codes as texts
from models.check_in import check_in
from models.roll_code import PREFIX

_DIGITS = re.compile(r"\d{3}\s?\d{3}", re.ASCII)


def digits_said(text: str) -> str:
    """The six digits that a text is; "" for any other text."""
    return "".join(text.split()) if _DIGITS.fullmatch(text.strip()) else ""


def is_payload(text: str) -> bool:
    """Whether a deep link carries the code of a meeting."""
    return text.startswith(PREFIX)


async def checked_in(context: Context, said: str) -> Message:
    """What came of the code; the context has a transaction that writes."""
    if context.person.official_id is None:
        return texts.not_linked()
    found = await check_in(context.session, context.user_id, context.person.official_id, said, context.now)
    return texts.checked_in(found, context.now)
