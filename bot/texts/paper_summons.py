"""The words of the department's summons to a course (giấy triệu tập), with its list behind it."""

from collections.abc import Sequence
from datetime import datetime

from bot.texts.papers import DEPARTMENT_IN_TEXT, attached_to, basis, course_name, from_to, people, venue
from bot.texts.words import half_day, hour, number
from models.course_card import CourseCard
from models.document import Document

SYMBOL = "GTT-SNV"
TITLE = "GIẤY TRIỆU TẬP"
SIGNED_BY = ("GIÁM ĐỐC",)
RECIPIENTS = (
    "- Các đồng chí có tên trong danh sách;",
    "- UBND các xã, phường có cán bộ được triệu tập;",
    "- Lưu: VT, CCVC.",
)
RELEASE = (
    "Đề nghị Ủy ban nhân dân các xã, phường tạo điều kiện để các đồng chí có tên trong danh sách tham gia đầy đủ, "
    "đúng thời gian."
)


def subject(card: CourseCard) -> str:
    """Below the title."""
    return f"Tham gia {course_name(card)}"


def body(
    card: CourseCard,
    count: int,
    units: int,
    documents: Sequence[Document],
    coordinator: str | None,
    now: datetime,
) -> list[str]:
    """Who is called where and when, and what to do when one cannot come. `now` brings the zone."""
    contact = f" (qua đồng chí {coordinator})" if coordinator else ""
    sessions = f", gồm {number(len(card.meetings))} buổi" if card.meetings else ""
    points = [
        f"Thời gian: {from_to(card.course.starts_on, card.course.ends_on)}{_begins(card, now)}.",
        f"Địa điểm: {venue(card) or 'thông báo sau'}.",
        *([f"Cơ sở đào tạo, bồi dưỡng: {card.institution}."] if card.institution else []),
        f"Thời lượng: {number(card.programme.hours)} tiết{sessions}.",
    ]
    opening = (
        f"{basis(card, documents)}, {DEPARTMENT_IN_TEXT} triệu tập {people(count)} thuộc {number(units)} đơn vị "
        f"(có danh sách kèm theo) tham gia {course_name(card)}, cụ thể như sau:"
    )
    absent = (
        f"Đồng chí nào không tham gia được, đề nghị báo cáo lý do bằng văn bản về {DEPARTMENT_IN_TEXT}{contact} trước "
        "ngày khai giảng./."
    )
    return [opening, *(f"{place}. {point}" for place, point in enumerate(points, 1)), RELEASE, absent]


def _begins(card: CourseCard, now: datetime) -> str:
    if not card.meetings:
        return ""
    first = card.meetings[0].starts_at.astimezone(now.tzinfo)
    return f"; khai giảng lúc {hour(first)}, {half_day(first)} ngày {first:%d/%m/%Y}"


def attached(year: int) -> str:
    """The summons that the list goes with."""
    return attached_to("Giấy triệu tập", SYMBOL, year)
