"""What a leader reads of those who were not there."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from markupsafe import Markup

from bot.message import Message
from bot.texts.words import comrade, cut, half_day, html, lines, number, short_day
from models.absences import Absence

MOST = 60  # people: what one message surely holds


def absences(found: Sequence[Absence], now: datetime) -> Message:
    """By course and half-day, who and whether excused."""
    people = len({one.name for one in found})
    parts: list[Markup | str] = [
        html("<b>Cán bộ của đơn vị vắng học: {} người</b>, theo điểm danh của giảng viên.").format(number(people))
    ]
    for (_, code, title), of_course in groupby(found[:MOST], key=lambda one: (one.course_id, one.code, one.title)):
        parts += ["", html("Lớp <b>{}</b> ({})").format(cut(title, 100), code)]
        for starts_at, of_meeting in groupby(of_course, key=lambda one: one.starts_at):
            start = starts_at.astimezone(now.tzinfo)
            names = "; ".join(f"{comrade(one.name)} ({_how(one)})" for one in of_meeting)
            parts.append(html("• Buổi {} {}: {}").format(half_day(start), short_day(start.date()), names))
    if len(found) > MOST:
        parts.append(html("… và {} lượt vắng nữa.").format(number(len(found) - MOST)))
    parts += ["", "Nếu chưa đúng, đề nghị báo điều phối viên của lớp."]
    return Message(lines(*parts))


def _how(one: Absence) -> str:
    return "có phép" if one.excused else "không phép"
