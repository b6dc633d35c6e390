"""What those who run a course read of its trainers: who teaches when, whom to choose, who has taught how much."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot import buttons
from bot.message import Message, Press
from bot.texts.running import to_course
from bot.texts.words import capital, cut, day, half_day, hour, html, lines, number
from models.assigning import FreeTrainer, Slot
from models.course import Course
from models.teaching import Answer
from models.teaching_hours import TrainerHours

PAGE = 8
NOBODY = "chưa có giảng viên"
ANSWERS = {Answer.none: "", Answer.accepted: " – đã nhận", Answer.declined: ""}


def slots(course: Course, found: Sequence[Slot], page: int, now: datetime, toast: str = "") -> Message:
    """The timetable; a meeting's button leads to the choice."""
    pages = -(-len(found) // PAGE)
    page = min(page, pages - 1)
    shown = list(enumerate(found, 1))[page * PAGE : (page + 1) * PAGE]
    without = sum(not one.trainer and one.starts_at > now for one in found)
    pager = [
        *([buttons.TRAINERS.on(course.id, page - 1, label=buttons.PREVIOUS_PAGE.label)] if page else []),
        *([buttons.TRAINERS.on(course.id, page + 1, label=buttons.NEXT_PAGE.label)] if page + 1 < pages else []),
    ]
    return Message(
        lines(
            html("<b>Giảng viên lớp {}</b> ({})").format(course.title, course.code),
            html("⚠️ {} buổi sắp tới chưa có giảng viên.").format(number(without)) if without else None,
            "",
            *(_slot(place, one, now) for place, one in shown),
            "",
            "Bấm một buổi để phân công hoặc đổi giảng viên.",
        ),
        buttons=[
            *([buttons.ASSIGN.on(one.id, label=f"{place}. {_who(one)}")] for place, one in shown),
            *([pager] if pager else []),
            [buttons.CLASS.on(course.id)],
            [buttons.ALL_TRAINERS.on(course.id)],
            [to_course(course.id)],
        ],
        toast=toast,
    )


def choice(course: Course, slot: Slot, found: Sequence[FreeTrainer], others: int, now: datetime) -> Message:
    """Whom to give a meeting; `others`: coming meetings of the course without a trainer beside it."""
    shown = found[:20]
    people = [[buttons.ASSIGN_TO.on(slot.id, one.id, label=_free(one))] for one in shown]
    rest: list[list[Press]] = []
    if slot.trainer_id is not None and others:
        label = f"Giao cả {number(others)} buổi chưa có giảng viên"
        rest = [[buttons.ASSIGN_REST.on(slot.id, slot.trainer_id, label=label)]]
    return Message(
        lines(
            html("<b>Phân công giảng viên</b>: lớp {}").format(course.code),
            html("{}{}").format(capital(_when(slot, now)), f": {cut(slot.topic, 100)}" if slot.topic else ""),
            html("Hiện nay: {}{}").format(slot.trainer or NOBODY, ANSWERS[slot.answer]),
            "Giảng viên được chọn nhận tin ngay và trả lời nhận hoặc từ chối."
            if found
            else "Chưa có ai giữ vai trò giảng viên. Đề nghị nhập vai trò ở trang «Cán bộ» (/nhap).",
        ),
        buttons=[
            *people,
            *rest,
            *([[buttons.UNASSIGN.on(slot.id)]] if slot.trainer else []),
            [buttons.TRAINERS.on(course.id, label=buttons.BACK.label)],
        ],
    )


def assigned(count: int) -> str:
    return f"Đã phân công {number(count)} buổi" if count else "Không có gì thay đổi"


def hours(course_id: int, found: Sequence[TrainerHours], year: int) -> Message:
    """Every trainer who has taught this year."""
    total = sum(one.hours for one in found)
    return Message(
        lines(
            html("<b>Số tiết đã dạy năm {}: {}</b>").format(year, number(total)),
            *(
                html("{}. {}: {} tiết, {} buổi").format(place, one.name, number(one.hours), number(one.meetings))
                for place, one in enumerate(found[:60], 1)
            ),
            "Tính các buổi đã diễn ra hoặc đã điểm danh, của giảng viên có trong danh sách cán bộ.",
        ),
        buttons=[[buttons.TRAINERS.on(course_id, label=buttons.BACK.label)]],
    )


def _slot(place: int, one: Slot, now: datetime) -> Markup:
    who = html("{}{}").format(one.trainer, ANSWERS[one.answer]) if one.trainer else html("<b>{}</b>").format(NOBODY)
    return html("{}. {}: {}").format(place, capital(_when(one, now)), who)


def _when(one: Slot, now: datetime) -> str:
    start, end = one.starts_at.astimezone(now.tzinfo), one.ends_at.astimezone(now.tzinfo)
    return f"{half_day(start)} {day(start.date())}, {hour(start)}–{hour(end)}"


def _who(one: Slot) -> str:
    return cut(one.trainer, 40) or capital(NOBODY)


def _free(one: FreeTrainer) -> str:
    return cut(one.name, 34) + (f" (bận lớp {cut(one.clash, 20)})" if one.clash else "")
