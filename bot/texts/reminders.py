"""What reminds people: the next day of a course with all that one needs to be there, and what closes soon."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import quote_plus

from markupsafe import Markup

from bot import buttons
from bot.message import Message, Press
from bot.texts.course_card import MAP, ONLINE, place
from bot.texts.courses import line
from bot.texts.words import cut, day, half_day, hour, html, lines, number
from models.course_card import CourseCard, MeetingLine
from models.course_days import CourseDay
from models.course_lines import CourseLine
from models.folding import fold

BRING = "giấy tờ tuỳ thân, văn bản cử đi học, sổ ghi chép"


def course_day(
    seen: CourseCard, of: CourseDay, teaches: bool, now: datetime, the_class: Sequence[Markup] = ()
) -> Message:
    """The day as it stands now: how soon, when, where, what to bring; to a trainer also who comes and asks what."""
    ahead = [
        one for one in seen.meetings if one.starts_at.astimezone(now.tzinfo).date() == of.on and one.starts_at > now
    ]
    where = ", ".join(dict.fromkeys(part for part in (place(seen), *(one.room for one in ahead)) if part))
    topics = "; ".join(dict.fromkeys(one.topic for one in ahead if one.topic))
    is_online = fold(seen.mode) == fold(ONLINE)
    chart = [Press("Bản đồ", url=MAP + quote_plus(place(seen)))] if place(seen) and not is_online else []
    return Message(
        lines(
            html("🔔 <b>{}</b>").format(_heading(of, teaches, now)),
            html("Lớp: <b>{}</b> ({})").format(seen.course.title, seen.course.code),
            html("Thời gian: {}{}").format("".join(f"{span_of(one, now)}, " for one in ahead), day(of.on)),
            html("Nơi học: {}").format(cut(where, 250)) if where else None,
            html("Hình thức: {}").format(seen.mode) if is_online else None,
            html("Chuyên đề: {}").format(cut(topics, 250)) if topics else None,
            *(the_class if teaches else _for_learners(seen, of, is_online, now)),
        ),
        buttons=[
            [*chart, buttons.CARD.on(seen.course.id, label="Xem lớp")],
            *([[buttons.CLASS.on(seen.course.id)]] if teaches else []),
        ],
    )


def span_of(meeting: MeetingLine, now: datetime) -> str:
    """«sáng 7h30–11h30»."""
    start, end = meeting.starts_at.astimezone(now.tzinfo), meeting.ends_at.astimezone(now.tzinfo)
    return f"{half_day(start)} {hour(start)}–{hour(end)}"


def _heading(of: CourseDay, teaches: bool, now: datetime) -> str:
    what = "đồng chí lên lớp" if teaches else "khai giảng" if of.is_first else "đồng chí có buổi học"
    left = (of.on - now.date()).days
    when = "Hôm nay" if left == 0 else "Ngày mai" if left == 1 else f"Còn {number(left)} ngày nữa"
    return f"{when} {what}"


def _for_learners(seen: CourseCard, of: CourseDay, is_online: bool, now: datetime) -> list[Markup]:
    """What to bring, and while a seat can still be of use to somebody else, what to do when one cannot come."""
    found = []
    if of.is_first and not is_online:
        found.append(html("Mang theo: {}").format(BRING))
    if of.is_first and seen.course.document_number:
        found.append(html("Theo công văn số {}").format(seen.course.document_number))
    if of.is_first and of.on > now.date():
        found.append(html("Không dự được, đề nghị đồng chí báo sớm tại /dangky để nhường chỗ."))
    return found


def closing(courses: Sequence[CourseLine], now: datetime) -> Message:
    """All that closes before the next such message could come."""
    parts: list[Markup | str] = [
        html("⏰ <b>Sắp hết hạn đăng ký</b>: {} lớp phù hợp với đồng chí, còn chỗ.").format(number(len(courses)))
    ]
    for at, course in enumerate(courses, 1):
        parts += ["", line(at, course, now)]
    return Message(
        lines(*parts),
        buttons=[
            *([buttons.CARD.on(one.id, label=f"{at}. {cut(one.code, 30)}")] for at, one in enumerate(courses, 1)),
        ],
    )
