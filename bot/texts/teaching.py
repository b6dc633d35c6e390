"""What trainers read of their meetings and their hours; and the coordinator of a trainer who gives back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from markupsafe import Markup

from bot import buttons
from bot.message import Message, Press
from bot.texts.words import capital, comrade, cut, day, half_day, hour, html, lines, number
from models.course import Course
from models.taught import TaughtMeeting
from models.teaching import Answer, Teaching
from models.teaching_hours import TaughtCourse

MOST, COURSES = 12, 6
ANSWERS = {Answer.none: "", Answer.accepted: ", đã nhận", Answer.declined: ""}


def timetable(found: Sequence[TaughtMeeting], now: datetime) -> Message:
    """My coming meetings, course by course, each course with its answer."""
    home: list[list[Press]] = [[buttons.TAUGHT_HOURS.on(), buttons.TIMETABLE.on()]]
    if not found:
        return Message(html("Đồng chí chưa được phân công buổi dạy nào sắp tới."), buttons=home)
    parts: list[Markup | str] = [html("<b>Lịch dạy của tôi</b>")]
    rows: list[list[Press]] = []
    courses = _by_course(found)
    for of_course in courses[:COURSES]:
        first = of_course[0]
        parts += ["", html("<b>{}</b> ({})").format(cut(first.title, 80), first.code), *_meetings(of_course, now)]
        rows.append([buttons.CLASS.on(first.course_id, label=cut(f"Học viên {first.code}", 40))])
        rows += _answers(of_course, now, named=len(courses) > 1)
    if len(courses) > COURSES:
        parts += ["", html("… và {} lớp nữa").format(number(len(courses) - COURSES))]
    return Message(lines(*parts), buttons=[*rows, *home])


def changed(course: Course, found: Sequence[TaughtMeeting], given: int, taken: int, now: datetime) -> Message:
    """The assignment as it stands, all of a course in one message."""
    name = html("Lớp: <b>{}</b> ({})").format(course.title, course.code)
    if not found:
        return Message(
            lines(html("<b>Đồng chí không còn được phân công dạy lớp này.</b>"), name),
            buttons=[[buttons.TEACHING.on()]],
        )
    what = "được phân công giảng dạy" if given else "có thay đổi lịch dạy"
    return Message(
        lines(
            html("🔔 <b>Đồng chí {}: {} buổi</b>").format(what, number(len(found))),
            name,
            html("Không còn dạy {} buổi so với trước.").format(number(taken)) if taken else None,
            *_meetings(found, now),
            html("Nơi học: {}").format(found[0].venue) if found[0].venue else None,
            html("Đề nghị bấm «{}», hoặc «{}» và nêu lý do nếu không dạy được.").format(
                buttons.ACCEPT_TEACHING.label, buttons.DECLINE_TEACHING.label
            )
            if any(one.answer is Answer.none for one in found)
            else None,
        ),
        buttons=[*_answers(found, now), [buttons.CLASS.on(course.id), buttons.TEACHING.on()]],
    )


def ask_reason(course: Course, meetings: int) -> Message:
    """Why not? In words, because the coordinator must find somebody else."""
    return Message(
        lines(
            html("<b>Từ chối dạy {} buổi, lớp {} ({})?</b>").format(number(meetings), course.title, course.code),
            "Đề nghị gõ lý do; điều phối viên được báo ngay để phân công người khác.",
        ),
        buttons=[[buttons.TEACHING.on(label=buttons.BACK.label), buttons.CANCEL.on()]],
    )


def with_toast(message: Message, toast: str) -> Message:
    """The same with a word that flashes over the chat."""
    return replace(message, toast=toast)


def accepted(course: Course) -> str:
    return f"Đã nhận lịch dạy lớp {course.code}."


def given_back(course: Course, meetings: int) -> Message:
    return Message(
        html("Đã ghi: đồng chí không dạy {} buổi của lớp {} ({}). Điều phối viên đã được báo.").format(
            number(meetings), course.title, course.code
        ),
        buttons=[[buttons.TEACHING.on()]],
    )


def declined(course: Course, trainer: str, meetings: Sequence[Teaching], now: datetime) -> Message:
    """To the coordinator: who, which meetings, why, and the way to assign somebody else."""
    shown = [html("• {}").format(capital(_short(one.starts_at.astimezone(now.tzinfo)))) for one in meetings[:MOST]]
    rest = len(meetings) - MOST
    return Message(
        lines(
            html("<b>{} từ chối dạy {} buổi</b>").format(capital(comrade(trainer)), number(len(meetings))),
            html("Lớp: <b>{}</b> ({})").format(course.title, course.code),
            *shown,
            html("… và {} buổi nữa").format(number(rest)) if rest > 0 else None,
            html("Lý do: {}").format(meetings[0].reason) if meetings[0].reason else None,
            "Các buổi này hiện chưa có giảng viên. Đề nghị phân công người khác.",
        ),
        buttons=[[buttons.TRAINERS.on(course.id, label="Phân công giảng viên")]],
    )


def hours(found: Sequence[TaughtCourse], year: int) -> Message:
    """This year by course."""
    if not found:
        text = html("Năm {} đồng chí chưa có buổi dạy nào đã diễn ra.").format(year)
        return Message(text, buttons=[[buttons.TEACHING.on()]])
    total, meetings = sum(one.hours for one in found), sum(one.meetings for one in found)
    return Message(
        lines(
            html("<b>Số tiết đã dạy năm {}: {}</b> ({} buổi)").format(year, number(total), number(meetings)),
            *(
                html("{}. {} ({}): {} tiết, {} buổi").format(
                    place, cut(one.title, 60), one.code, number(one.hours), number(one.meetings)
                )
                for place, one in enumerate(found[:30], 1)
            ),
            "Tính các buổi đã diễn ra hoặc đã điểm danh.",
        ),
        buttons=[[buttons.TEACHING.on()]],
    )


def _by_course(found: Sequence[TaughtMeeting]) -> list[list[TaughtMeeting]]:
    courses: dict[int, list[TaughtMeeting]] = {}
    for one in found:
        courses.setdefault(one.course_id, []).append(one)
    return list(courses.values())


def _answers(of_course: Sequence[TaughtMeeting], now: datetime, *, named: bool = False) -> list[list[Press]]:
    """Both answers while one is open; later only the way out."""
    coming = [one for one in of_course if one.starts_at > now]
    if not coming:
        return []
    course_id, code = coming[0].course_id, f" {coming[0].code}" if named else ""
    decline = buttons.DECLINE_TEACHING.on(course_id, label=cut(f"{buttons.DECLINE_TEACHING.label}{code}", 30))
    if all(one.answer is Answer.accepted for one in coming):
        return [[decline]]
    accept = buttons.ACCEPT_TEACHING.on(course_id, label=cut(f"{buttons.ACCEPT_TEACHING.label}{code}", 30))
    return [[accept, decline]]


def _meetings(found: Sequence[TaughtMeeting], now: datetime) -> list[Markup]:
    shown = [_line(one, now) for one in found[:MOST]]
    rest = len(found) - MOST
    return [*shown, *([html("… và {} buổi nữa").format(number(rest))] if rest > 0 else [])]


def _line(one: TaughtMeeting, now: datetime) -> Markup:
    start, end = one.starts_at.astimezone(now.tzinfo), one.ends_at.astimezone(now.tzinfo)
    return html("• {}–{} ({} tiết){}{}{}").format(
        capital(_short(start)),
        hour(end),
        number(one.hours),
        f", {cut(one.room, 40)}" if one.room else "",
        f": {cut(one.topic, 80)}" if one.topic else "",
        ANSWERS[one.answer],
    )


def _short(start: datetime) -> str:
    """«sáng thứ Hai, 07/12/2026, 7h30»."""
    return f"{half_day(start)} {day(start.date())}, {hour(start)}"
