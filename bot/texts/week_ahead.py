"""The week to come in words."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from markupsafe import Markup

from bot import buttons
from bot.message import Message
from bot.texts.words import comrade, cut, day, days_in_short, half_day, hour, html, lines, number, period
from models.week_ahead import Away, OwnMeeting

SHOWN = 15


def week(
    monday: date, own: Sequence[OwnMeeting], away: Sequence[Away], waiting: int, objections: int, now: datetime
) -> Message:
    """What concerns the reader of it, the own meetings first."""
    rows = [[buttons.CARD.on(course_id, label=cut(code, 30))] for course_id, code in _courses(own)[:5]]
    return Message(
        lines(
            html("🗓 <b>{}, {}</b>").format(
                "Tuần tới" if monday > now.date() else "Tuần này", period(monday, monday + timedelta(days=6))
            ),
            *(["", html("<b>Lịch học của đồng chí</b>")] if own else []),
            *(_meeting(one, now) for one in own[:SHOWN]),
            *(["", html("<b>Cán bộ của đơn vị đi học: {}</b>").format(number(len(away)))] if away else []),
            *(_away(one) for one in away[:SHOWN]),
            html("… và {} lượt nữa").format(number(len(away) - SHOWN)) if len(away) > SHOWN else None,
            *([""] if waiting or objections else []),
            html("<b>Chờ đồng chí duyệt: {}</b>").format(number(waiting)) if waiting else None,
            html("<b>Ý kiến của người được cử, chờ đồng chí trả lời: {}</b>").format(number(objections))
            if objections
            else None,
        ),
        buttons=[*rows, *([[buttons.INBOX.on()]] if waiting or objections else [])],
    )


def _courses(own: Sequence[OwnMeeting]) -> list[tuple[int, str]]:
    return list(dict.fromkeys((one.course_id, one.code) for one in own))


def _meeting(one: OwnMeeting, now: datetime) -> Markup:
    start, end = one.starts_at.astimezone(now.tzinfo), one.ends_at.astimezone(now.tzinfo)
    on = day(start.date())
    return html("• {}, {} {}–{}: {}{}").format(
        on[0].upper() + on[1:],
        half_day(start),
        hour(start),
        hour(end),
        cut(one.title, 80),
        f" ({cut(one.where, 60)})" if one.where else "",
    )


def _away(one: Away) -> Markup:
    return html("• {}: {} – {} ({})").format(
        comrade(one.official), days_in_short(one.days), cut(one.title, 80), one.code
    )
