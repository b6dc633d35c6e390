"""Whose decision a registration waits for, and since when: said wherever its state is said."""

from collections.abc import Sequence
from datetime import datetime

from bot.texts.words import comrade, short_day
from models.registration import Level, State
from models.requests import Request


def holder(request: Request, waiting_for: Sequence[str], now: datetime) -> str:
    """«, đang chờ đ/c … từ …»; nothing for a registration that waits for nobody."""
    if request.state is not State.pending:
        return ""
    who = deciders(request, waiting_for)
    return f", đang chờ {who} từ {short_day(request.since.astimezone(now.tzinfo).date())}"


def deciders(request: Request, names: Sequence[str]) -> str:
    """Who may decide, by name where they are few."""
    shown = [comrade(name) for name in names[:3]]
    who = " hoặc ".join(part for part in (", ".join(shown[:-1]), *shown[-1:]) if part)
    if request.awaits is Level.department:
        return f"Sở Nội vụ ({who})" if who else "Sở Nội vụ"
    return who or "lãnh đạo đơn vị hoặc Sở Nội vụ"
