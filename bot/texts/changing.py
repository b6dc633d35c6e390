"""What those read who change a course: what can be done, and each question before it is rehearsed."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot import buttons
from bot.message import Message, Press
from bot.texts.course_differences import UNSAID, times
from bot.texts.running import to_course
from bot.texts.words import html, lines, number, period, short_day
from models.change_desk import Run
from models.course import Course
from models.course_face import Face

PRESETS = (7, 14, 28)  # days
HOURS_EXAMPLE, DAYS_EXAMPLE = "14h–17h 11/12", "lùi 3 ngày; 14/12"
SLOT_EXAMPLE = "chiều 11/12; 18h–20h30 11/12; 14/12 - 15/12 cả ngày"
TOO_FEW = 0  # the place of that reason: buttons carry it
REASONS = (
    "Không đủ số người tối thiểu",
    "Giảng viên không bố trí được",
    "Địa điểm không bảo đảm",
    "Thiên tai, thời tiết",
    "Trùng nhiệm vụ đột xuất của tỉnh",
)


def menu(
    course: Course, face: Face, coming: int, now: datetime, has_begun: bool, news: Markup | None = None
) -> Message:
    """What can be changed; of a course that has begun only what is still to come."""
    whole = [buttons.MERGE.on(course.id), buttons.CANCEL_COURSE.on(course.id)]
    return Message(
        lines(
            *([news, ""] if news else []),
            html("<b>Đổi, hoãn, huỷ lớp</b>"),
            html("Lớp: <b>{}</b> ({})").format(course.title, course.code),
            html("Thời gian: {}").format(times(face, now)),
            html("Nơi học: {}").format(face.venue or UNSAID),
            html("Còn {} buổi sắp tới.").format(number(coming)) if face.meetings else "Chưa có lịch chi tiết.",
            "",
            "Mọi thay đổi đều được xem trước (ai bị ảnh hưởng, trùng lịch, nội dung sẽ gửi) rồi mới lưu.",
        ),
        buttons=[
            [*([buttons.CHANGE_MEETINGS.on(course.id)] if coming else []), buttons.ADD_TO_COURSE.on(course.id)],
            [buttons.SHIFT_COURSE.on(course.id), buttons.CHANGE_VENUE.on(course.id)],
            *([] if has_begun else [whole]),
            [to_course(course.id)],
        ],
    )


def nothing_open() -> Markup:
    """After «Xác nhận» whose question is answered: by the first of two taps, or left for another."""
    return html("Không còn thay đổi nào chờ xác nhận. Lịch đang áp dụng của lớp như dưới đây.")


def ask_shift(course: Course, face: Face, coming: int, now: datetime) -> Message:
    what = html("cả {} buổi chưa học").format(number(coming)) if coming else html("cả lớp")
    return Message(
        lines(
            html("<b>Hoãn, dời lớp</b> {} ({})").format(course.title, course.code),
            html("Thời gian hiện nay: {}").format(times(face, now)),
            html("Dời {}, giữ nguyên giờ và khoảng cách giữa các buổi.").format(what),
            "Đề nghị chọn, hoặc gõ: số ngày (lùi 3 ngày; sớm 1 tuần) hay ngày học đầu tiên mới (14/12).",
        ),
        buttons=[
            [buttons.SHIFT_BY.on(course.id, days, label=f"Lùi {days // 7} tuần") for days in PRESETS],
            [back(course.id)],
        ],
    )


def ask_venue(course: Course, face: Face) -> Message:
    return ask(
        html("Lớp {} ({}) chuyển đến đâu? (nay: {})").format(course.title, course.code, face.venue or UNSAID),
        "Đề nghị gõ địa điểm mới của cả lớp. Tên phòng của các buổi chưa học sẽ để trống, vì thuộc địa điểm cũ.",
        buttons.CHANGE.on(course.id, label=buttons.CANCEL.label),
    )


def ask_reason(course: Course) -> Message:
    return Message(
        lines(
            html("<b>Huỷ lớp {}</b> ({})?").format(course.title, course.code),
            "Đề nghị chọn lý do, hoặc gõ lý do khác. Lý do được gửi cho mọi người có liên quan.",
        ),
        buttons=[
            *([buttons.CANCEL_COURSE_FOR.on(course.id, place, label=words)] for place, words in enumerate(REASONS)),
            [back(course.id)],
        ],
    )


def ask_into(course: Course, runs: Sequence[Run]) -> Message:
    """Which run takes its people in?"""
    if not runs:
        return Message(
            lines(
                html("<b>Ghép lớp {}</b>").format(course.code),
                "Không có lớp nào khác cùng chương trình chưa khai giảng. Đề nghị dời hoặc huỷ lớp.",
            ),
            buttons=[[buttons.SHIFT_COURSE.on(course.id), buttons.CANCEL_COURSE.on(course.id)], [back(course.id)]],
        )
    return Message(
        lines(
            html("<b>Ghép lớp {}</b> ({}) vào lớp nào?").format(course.title, course.code),
            "Người của lớp này chuyển sang lớp được chọn, giữ nguyên việc đã duyệt; lớp này kết thúc.",
            *(
                html("• <b>{}</b> ({}), {}: {}/{} chỗ").format(
                    one.title, one.code, period(one.starts_on, one.ends_on), number(one.taken), number(one.seats)
                )
                for one in runs
            ),
        ),
        buttons=[
            *(
                [buttons.MERGE_INTO.on(course.id, one.id, label=f"{one.code}, {short_day(one.starts_on)}")]
                for one in runs
            ),
            [back(course.id)],
        ],
    )


def not_understood(course_id: int, example: str) -> Message:
    return Message(
        html("Chưa hiểu nội dung vừa gõ. Đề nghị gõ lại, ví dụ: {}.").format(example), buttons=[[back(course_id)]]
    )


def ask(question: str, how: str, cancel: Press) -> Message:
    return Message(lines(question, how), buttons=[[cancel]])


def back(course_id: int) -> Press:
    return buttons.CHANGE.on(course_id, label=buttons.BACK.label)
