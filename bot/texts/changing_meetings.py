"""What those read who change the meetings of a course: one of them, one more, one fewer."""

from collections.abc import Sequence
from datetime import datetime

from bot import buttons
from bot.message import Message
from bot.texts.changing import SLOT_EXAMPLE, ask, back
from bot.texts.course_differences import UNSAID, times, when
from bot.texts.draft_timetable import HALF_NAMES
from bot.texts.words import cut, half_day, hour, html, lines, period, short_day
from models.course import Course
from models.course_face import Face, MeetingFace
from models.official import Official
from models.slot_said import HALVES
from models.when_said import Period

PAGE = 8


def meetings(course: Course, coming: Sequence[MeetingFace], page: int, now: datetime) -> Message:
    """Which meeting?"""
    pages = max(1, -(-len(coming) // PAGE))
    page = page if page < pages else 0
    shown = coming[page * PAGE : (page + 1) * PAGE]
    turning = []
    if page > 0:
        turning.append(buttons.CHANGE_MEETINGS.on(course.id, page - 1, label=buttons.PREVIOUS_PAGE.label))
    if page + 1 < pages:
        turning.append(buttons.CHANGE_MEETINGS.on(course.id, page + 1, label=buttons.NEXT_PAGE.label))
    return Message(
        lines(
            html("<b>Đổi một buổi học</b>, lớp {}").format(course.code),
            "Đề nghị chọn buổi cần đổi:",
        ),
        buttons=[
            *([buttons.CHANGE_MEETING.on(one.id, label=_short(one, now))] for one in shown),
            *([turning] if turning else []),
            [back(course.id)],
        ],
    )


def _short(one: MeetingFace, now: datetime) -> str:
    at = one.starts_at.astimezone(now.tzinfo)
    return f"{at:%d/%m/%Y}, {half_day(at)} {hour(at)}" + (f", {cut(one.trainer, 24)}" if one.trainer else "")


def meeting(course: Course, one: MeetingFace, now: datetime) -> Message:
    """One meeting, and what of it can be changed."""
    return Message(
        lines(
            html("<b>Buổi học</b> {}").format(when(one, now)),
            html("Lớp: <b>{}</b> ({})").format(course.title, course.code),
            html("Phòng: {}").format(one.room or UNSAID),
            html("Giảng viên: {}").format(one.trainer or UNSAID),
        ),
        buttons=[
            [buttons.CHANGE_TIME.on(one.id)],
            [buttons.CHANGE_ROOM.on(one.id), buttons.CHANGE_TRAINER.on(one.id)],
            [buttons.DROP_MEETING.on(one.id)],
            [buttons.CHANGE_MEETINGS.on(course.id, label=buttons.BACK.label)],
        ],
    )


def ask_time(course: Course, one: MeetingFace, now: datetime) -> Message:
    return ask(
        html("Buổi {} của lớp {} chuyển sang lúc nào?").format(when(one, now), course.code),
        "Đề nghị gõ ngày, giờ, hoặc cả hai. Ví dụ: 11/12; 14h–17h; 13h30 thứ Sáu tuần sau. "
        "Chỉ gõ giờ bắt đầu thì giữ nguyên độ dài của buổi.",
        buttons.CHANGE_MEETING.on(one.id, label=buttons.CANCEL.label),
    )


def ask_more(course: Course, face: Face, now: datetime) -> Message:
    return ask(
        html("Thêm buổi học vào lúc nào? Lớp {} ({}), {}.").format(course.title, course.code, times(face, now)),
        f"Đề nghị gõ ngày và buổi, hoặc ngày và giờ. Ví dụ: {SLOT_EXAMPLE}. "
        "Phòng và giảng viên lấy theo các buổi khác, nếu các buổi đó giống nhau.",
        buttons.CHANGE.on(course.id, label=buttons.CANCEL.label),
    )


def ask_half(course: Course, days: Period) -> Message:
    """The day is clear, the half of the day is not."""
    ids = (course.id, days.first.toordinal(), days.last.toordinal())
    return Message(
        html("{}: buổi nào?").format(
            short_day(days.first) if days.first == days.last else period(days.first, days.last)
        ),
        buttons=[
            [buttons.ADD_HALF_TO_COURSE.on(*ids, place, label=HALF_NAMES[half]) for place, half in enumerate(HALVES)],
            [buttons.CHANGE.on(course.id, label=buttons.CANCEL.label)],
        ],
    )


def ask_room(course: Course, one: MeetingFace, now: datetime) -> Message:
    return ask(
        html("Buổi {} của lớp {} chuyển sang phòng nào? (nay: {})").format(
            when(one, now), course.code, one.room or UNSAID
        ),
        "Đề nghị gõ tên phòng.",
        buttons.CHANGE_MEETING.on(one.id, label=buttons.CANCEL.label),
    )


def ask_trainer(course: Course, one: MeetingFace, now: datetime) -> Message:
    return ask(
        html("Ai lên lớp buổi {} của lớp {}? (nay: {})").format(when(one, now), course.code, one.trainer or UNSAID),
        "Đề nghị gõ họ và tên hoặc mã cán bộ.",
        buttons.CHANGE_MEETING.on(one.id, label=buttons.CANCEL.label),
    )


def which_trainer(one: MeetingFace, said: str, found: Sequence[Official]) -> Message:
    """Several of the roster, or a guest who is in none."""
    head = html("«{}» có thể là:") if found else html("Danh sách giảng viên không có «{}».")
    return Message(
        lines(
            head.format(cut(said, 80)),
            "Đề nghị chọn, hoặc gõ lại họ và tên. Người ngoài danh sách không nhận được tin của hệ thống.",
        ),
        buttons=[
            *([buttons.TRAINER_IS.on(one.id, who.id, label=f"{who.full_name} ({who.staff_code})")] for who in found),
            [buttons.TRAINER_IS_GUEST.on(one.id, label=f"Ghi tên: {cut(said, 40)}")],
            [buttons.CHANGE_MEETING.on(one.id, label=buttons.CANCEL.label)],
        ],
    )
