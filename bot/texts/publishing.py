"""What is read when a course is published: the rehearsal, the result, and the one message to those whom it fits."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot import buttons
from bot.message import Message
from bot.texts.course_edit import deadline
from bot.texts.courses import line
from bot.texts.running import to_course
from bot.texts.words import cut, days_in_short, html, lines, number, period, short_day
from models.course import Course
from models.course_lines import CourseLine
from models.publishing import Rehearsal, revision
from models.readiness import Finding, Lack

MOST_UNITS = 8
ANYWAY = "Vẫn công bố"


def rehearsal(seen: Rehearsal, now: datetime) -> Message:
    """Whom it reaches, what is missing, and the very text that goes out."""
    course = seen.course
    stops = [one for one in seen.findings if one.stops]
    doubts = [one for one in seen.findings if not one.stops]
    confirm = buttons.CONFIRM_PUBLISH.on(course.id, revision(course), label=ANYWAY if doubts else "")
    return Message(
        lines(
            html("<b>Công bố lớp {}</b> (chưa công bố)").format(course.code),
            html("{}, {}").format(course.title, period(course.starts_on, course.ends_on)),
            "",
            html("Phù hợp với {} cán bộ, trong đó {} người nhận được tin.").format(
                number(seen.fits), number(seen.reached)
            ),
            html("{} đơn vị được mời chưa có lãnh đạo nào duyệt được trên hệ thống: {}.").format(
                number(len(seen.leaderless)), _some(seen.leaderless)
            )
            if seen.leaderless
            else None,
            *(["", html("<b>Phải sửa trước khi công bố:</b>"), *map(_finding, stops)] if stops else []),
            *(["", html("<b>Đề nghị kiểm tra:</b>"), *map(_finding, doubts)] if doubts else []),
            *([] if stops else _what_goes_out(seen, now)),
        ),
        buttons=[
            *([] if stops else [[confirm]]),
            [buttons.PLAN.on(course.id), buttons.EDIT.on(course.id, label="Sửa lớp")],
            [to_course(course.id)],
        ],
    )


def _what_goes_out(seen: Rehearsal, now: datetime) -> list[Markup | str]:
    return [
        "",
        html("Tin gửi sau {} phút (không gửi ban đêm), gộp với lớp khác công bố trong lúc đó:").format(
            number(seen.minutes)
        ),
        html("<blockquote>{}</blockquote>").format(opened([seen.line], 0, now).text),
    ]


def _some(names: Sequence[str]) -> str:
    more = f" và {number(len(names) - MOST_UNITS)} đơn vị khác" if len(names) > MOST_UNITS else ""
    return ", ".join(names[:MOST_UNITS]) + more


def _finding(one: Finding) -> Markup:
    on = days_in_short(one.days)
    match one.lack:
        case Lack.begun:
            said = f"Ngày khai giảng {short_day(one.days[0])} đã đến hoặc đã qua: đề nghị sửa thời gian."
        case Lack.deadline_over:
            said = "Hạn đăng ký đã qua: đề nghị sửa hạn đăng ký."
        case Lack.meetings_outside:
            said = f"Có buổi học ngoài thời gian của lớp ({on}): đề nghị sửa lịch hoặc thời gian."
        case Lack.nobody_invited:
            said = "Chưa mời đơn vị nào: đề nghị chọn đơn vị được mời."
        case Lack.no_coordinator:
            said = "Chưa có điều phối viên."
        case Lack.no_place:
            said = "Chưa có nơi học."
        case Lack.no_meetings:
            said = "Chưa có lịch học."
        case Lack.other_hours:
            said = f"Lịch học có {number(one.had)} tiết, chương trình có {number(one.wanted)} tiết."
        case Lack.trainer_busy:
            said = f"Giảng viên {one.name} dạy lớp {one.other} cùng lúc ({on})."
        case Lack.holiday:
            said = f"Ngày {on} là ngày nghỉ: {one.name}."
    return html("⚠️ {}").format(said) if one.stops else html("• {}").format(said)


def published(course: Course, minutes: int, now: datetime) -> Message:
    """After «Công bố»."""
    return Message(
        lines(
            html("✅ <b>Đã công bố lớp {}.</b>").format(course.code),
            "Cán bộ tìm thấy và đăng ký được từ bây giờ.",
            html("Hạn đăng ký: {}.").format(deadline(course.closes_at, now)),
            html("Tin cho những người phù hợp được gửi sau {} phút.").format(number(minutes)),
        ),
        buttons=[[buttons.CARD.on(course.id, label="Thẻ lớp"), to_course(course.id)], [buttons.OPEN.on()]],
    )


def ask_delete(course: Course) -> Message:
    return Message(
        lines(
            html("<b>Xoá bản nháp lớp {}?</b>").format(course.code),
            html("{}. Lịch học và công văn của bản nháp bị xoá theo, không lấy lại được.").format(course.title),
        ),
        buttons=[
            [
                buttons.CONFIRM_DELETE_DRAFT.on(course.id, revision(course)),
                buttons.EDIT.on(course.id, label=buttons.BACK.label),
            ]
        ],
    )


def deleted(code: str) -> Message:
    return Message(html("Đã xoá bản nháp lớp {}.").format(code), buttons=[[buttons.RUN_LIST.on(), buttons.OPEN.on()]])


def opened(courses: Sequence[CourseLine], more: int, now: datetime) -> Message:
    """To an official: the courses that have opened and fit, in one message."""
    parts: list[Markup | str] = [
        html("📣 <b>Lớp mới mở đăng ký</b>: {} lớp phù hợp với đồng chí.").format(number(len(courses) + more))
    ]
    for at, course in enumerate(courses, 1):
        parts += ["", line(at, course, now)]
    if more:
        parts += ["", html("Và {} lớp khác, đề nghị xem tại /lop.").format(number(more))]
    return Message(
        lines(*parts),
        buttons=[[buttons.CARD.on(one.id, label=f"{at}. {cut(one.code, 30)}")] for at, one in enumerate(courses, 1)],
    )


def given(course: Course) -> Message:
    """To the new coordinator."""
    return Message(
        html("Đồng chí được giao phụ trách lớp <b>{}</b> ({}), {}.").format(
            course.title, course.code, period(course.starts_on, course.ends_on)
        ),
        buttons=[[buttons.RUN.on(course.id, label="Mở trang của lớp")]],
    )
