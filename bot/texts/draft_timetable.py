"""What a coordinator reads while laying out the timetable of a draft."""

from collections.abc import Sequence
from datetime import date, datetime

from markupsafe import Markup

from bot import buttons
from bot.message import Message, Press
from bot.texts.words import cut, day, half_day, hour, html, lines, number, period, short_day
from models.course import Course, Meeting
from models.course_words import Named
from models.slot_said import HALVES, Half
from models.timetable import ABOUT, About, Timetable

PAGE = 14
MOST = 40  # trainers to choose from; others are typed
HALF_NAMES = {Half.morning: "Sáng", Half.afternoon: "Chiều", Half.both: "Cả ngày"}
ABOUT_NAMES = {About.room: "Phòng", About.trainer: "Giảng viên", About.topic: "Chuyên đề"}
ASK_ABOUT = {
    About.room: "Đề nghị gõ tên phòng, ví dụ «Hội trường A».",
    About.trainer: "Đề nghị chọn giảng viên, hoặc gõ họ tên báo cáo viên mời.",
    About.topic: "Đề nghị gõ tên chuyên đề.",
}
EXAMPLES = "Ví dụ: «7/12 sáng», «chiều thứ ba», «7/12 - 9/12 cả ngày», «18h-20h30 8/12»."


def timetable(seen: Timetable, page: int, now: datetime, news: Markup | None = None) -> Message:
    """The meetings of the draft, a page at a time."""
    course, pages = seen.course, max(1, -(-len(seen.meetings) // PAGE))
    page = page if page < pages else 0
    shown = list(enumerate(seen.meetings, 1))[page * PAGE : (page + 1) * PAGE]
    presses = [buttons.MEETING.on(one.id, label=f"{place}. {_short(one, now)}") for place, one in shown]
    turning = [
        *([buttons.PLAN.on(course.id, page - 1, label=buttons.PREVIOUS_PAGE.label)] if page else []),
        *([buttons.PLAN.on(course.id, page + 1, label=buttons.NEXT_PAGE.label)] if page + 1 < pages else []),
    ]
    return Message(
        lines(
            *([news, ""] if news else []),
            html("<b>Lịch học lớp {}</b>, {}").format(course.code, period(course.starts_on, course.ends_on)),
            html("{} buổi, {}/{} tiết của chương trình.").format(
                number(len(seen.meetings)), number(round(seen.laid_out, 1)), number(seen.hours)
            ),
            *(_line(place, one, now) for place, one in shown),
            html("Trang {}/{}").format(page + 1, pages) if pages > 1 else None,
            None if seen.meetings else "Bấm «Tạo lịch» để xếp buổi sáng, chiều các ngày làm việc cho đủ số tiết.",
        ),
        buttons=[
            *(presses[start : start + 2] for start in range(0, len(presses), 2)),
            *([turning] if turning else []),
            [
                *([] if seen.laid_out >= seen.hours else [buttons.LAY_OUT.on(course.id)]),
                *([buttons.LAY_OUT_ANEW.on(course.id)] if seen.meetings else []),
                buttons.ADD_MEETING.on(course.id),
            ],
            *([_for_all(course)] if len(seen.meetings) > 1 else []),
            [buttons.EDIT.on(course.id, label=buttons.BACK.label)],
        ],
    )


def _for_all(course: Course) -> list[Press]:
    return [
        buttons.MEETING_ABOUT.on(course.id, 0, ABOUT.index(about), label=f"{ABOUT_NAMES[about]} chung")
        for about in (About.room, About.trainer)
    ]


def _short(one: Meeting, now: datetime) -> str:
    at = one.starts_at.astimezone(now.tzinfo)
    return f"{half_day(at)} {at:%d/%m}"


def _when(one: Meeting, now: datetime) -> str:
    start, end = one.starts_at.astimezone(now.tzinfo), one.ends_at.astimezone(now.tzinfo)
    return f"{day(start.date())}, {half_day(start)} {hour(start)}–{hour(end)}"


def _line(place: int, one: Meeting, now: datetime) -> Markup:
    more = [part for part in (one.room, one.trainer, cut(one.topic, 60)) if part]
    return html("{}. {} · {} tiết{}").format(
        place, _when(one, now), number(one.hours), "".join(f" · {part}" for part in more)
    )


def laid_out(seen: Timetable, added: int) -> Markup:
    """After «Tạo lịch»: whether the days suffice."""
    lacks = round(seen.hours - seen.laid_out, 1)
    if lacks > 0:
        return html(
            "⚠️ Đã xếp {} buổi; thời gian của lớp còn thiếu {} tiết. Đề nghị thêm buổi, hoặc sửa thời gian lớp."
        ).format(number(added), number(lacks))
    return html("✅ Đã xếp {} buổi, đủ số tiết của chương trình.").format(number(added))


def added(count: int) -> Markup:
    return html("✅ Đã thêm {} buổi.").format(number(count))


def removed() -> Markup:
    return html("Đã bỏ một buổi.")


def meeting(seen: Timetable, one: Meeting, now: datetime, news: Markup | None = None) -> Message:
    """One meeting, with all that can be changed of it."""
    course = seen.course
    presses = [
        buttons.MEETING_ABOUT.on(course.id, one.id, ABOUT.index(about), label=f"Sửa {ABOUT_NAMES[about].lower()}")
        for about in About
    ]
    return Message(
        lines(
            *([news, ""] if news else []),
            html("<b>Buổi học của lớp {}</b>").format(course.code),
            html("Thời gian: {} ({} tiết)").format(_when(one, now), number(one.hours)),
            html("Phòng: {}").format(one.room or "chưa có"),
            html("Giảng viên: {}").format(one.trainer or "chưa có"),
            html("Chuyên đề: {}").format(one.topic or "chưa có"),
        ),
        buttons=[
            [buttons.MOVE_MEETING.on(one.id), presses[0]],
            presses[1:],
            [buttons.REMOVE_MEETING.on(one.id), buttons.PLAN.on(course.id, label=buttons.BACK.label)],
        ],
    )


def ask_when(course: Course, meeting_id: int = 0) -> Message:
    """When a new meeting is, or where one is moved to."""
    head = "Chuyển buổi học sang lúc nào?" if meeting_id else "Thêm buổi học vào lúc nào?"
    back = buttons.MEETING.on(meeting_id, label=buttons.BACK.label) if meeting_id else to_plan(course.id)
    return Message(
        lines(
            html("<b>{}</b> Lớp {}, {}").format(head, course.code, period(course.starts_on, course.ends_on)),
            "Đề nghị gõ ngày và buổi, hoặc ngày và giờ.",
            EXAMPLES,
        ),
        buttons=[[back, buttons.CANCEL.on()]],
    )


def ask_half(course: Course, first: date, last: date) -> Message:
    """The day is clear, the half of the day is not."""
    ids = (course.id, first.toordinal(), last.toordinal())
    return Message(
        html("{}: buổi nào?").format(short_day(first) if first == last else period(first, last)),
        buttons=[
            [buttons.ADD_HALF.on(*ids, place, label=HALF_NAMES[half]) for place, half in enumerate(HALVES)],
            [to_plan(course.id), buttons.CANCEL.on()],
        ],
    )


def ask_about(course: Course, meeting_id: int, about: About, trainers: Sequence[Named]) -> Message:
    """Room, trainer or topic of one meeting, or of all."""
    back = buttons.MEETING.on(meeting_id, label=buttons.BACK.label) if meeting_id else to_plan(course.id)
    of = "của buổi học" if meeting_id else "chung cho mọi buổi"
    offered = [buttons.MEETING_TRAINER.on(course.id, meeting_id, one.id, label=cut(one.name, 30)) for one in trainers]
    pairs = [offered[start : start + 2] for start in range(0, min(len(offered), MOST), 2)]
    return Message(
        lines(html("<b>{} {}</b>, lớp {}").format(ABOUT_NAMES[about], of, course.code), ASK_ABOUT[about]),
        buttons=[*pairs, [back, buttons.CANCEL.on()]],
    )


def set_about(about: About) -> Markup:
    return html("✅ Đã sửa {}.").format(ABOUT_NAMES[about].lower())


def moved() -> Markup:
    return html("✅ Đã chuyển buổi học.")


def to_plan(course_id: int) -> Press:
    return buttons.PLAN.on(course_id, label=buttons.BACK.label)
