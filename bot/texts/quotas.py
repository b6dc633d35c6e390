"""What is read about seats kept for a commune, and about a neighbour's wish for one of them."""

from collections.abc import Collection
from datetime import datetime

from markupsafe import Markup

from bot import buttons
from bot.message import Press
from bot.texts.words import html, last_day, number, short_day
from models.course import Course
from models.refusals import SeatsKept
from models.seating import Seating


def on_card(seating: Seating | None, commune_id: int | None, now: datetime) -> list[Markup]:
    """What is kept for the reader's own commune, and what for others, while it is kept."""
    if seating is None or seating.quotas_until is None:
        return []
    until = short_day(last_day(seating.quotas_until, now))
    parts = []
    if mine := seating.quotas.get(commune_id, 0) if commune_id is not None else 0:
        used = min(mine, seating.held.get(commune_id, 0))
        parts.append(
            html("Đơn vị của đồng chí được giữ <b>{} chỗ</b> đến hết ngày {} (đã dùng {})").format(
                number(mine), until, number(used)
            )
        )
    if others := sum(seating.unused(one) for one in seating.quotas if one != commune_id):
        parts.append(
            html("Trong số chỗ còn lại, {} chỗ giữ cho đơn vị khác đến hết ngày {}").format(number(others), until)
        )
    return parts


def for_leaders(course: Course, seating: Seating, leads: Collection[int], now: datetime) -> list[list[Press]]:
    """For leaders whose commune finds the free seats kept for others."""
    if not course.is_open(now):
        return []
    return [
        [buttons.QUOTA_WISH.on(course.id, one)] for one in sorted(leads) if isinstance(seating.shortage(one), SeatsKept)
    ]
