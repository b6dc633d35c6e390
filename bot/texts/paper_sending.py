"""The words of the letter by which a commune sends its people to a course (công văn cử đi học)."""

from collections.abc import Sequence

from bot.texts.papers import DEPARTMENT_IN_TEXT, basis, course_name, from_to, in_sentence, people, venue
from models.course_card import CourseCard
from models.document import Document

SYMBOL = "UBND-VHXH"
SIGNED_BY = ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
RECIPIENTS = ("- Như trên;", "- Các đồng chí có tên trên;", "- Lưu: VT.")


def subject(card: CourseCard) -> str:
    """Below the number, as a công văn has it."""
    return f"V/v cử cán bộ, công chức tham gia {course_name(card)}"


def addressees(card: CourseCard) -> list[str]:
    """The department, and the school that holds the course."""
    return [DEPARTMENT_IN_TEXT, *([card.institution] if card.institution else [])]


def opening(card: CourseCard, unit: str, count: int, documents: Sequence[Document]) -> str:
    """On what ground the commune sends whom, where and when."""
    host = f" do {card.institution} tổ chức" if card.institution else ""
    where = f" tại {venue(card)}" if venue(card) and venue(card) != card.institution else ""
    when = from_to(card.course.starts_on, card.course.ends_on)
    return (
        f"{basis(card, documents)}, Ủy ban nhân dân {in_sentence(unit)} cử {people(count)} tham gia "
        f"{course_name(card)} (mã lớp {card.course.code}){host}, {when}{where}, cụ thể như sau:"
    )


def closing(unit: str) -> str:
    """What the commune sees to, and what it asks."""
    return (
        f"Ủy ban nhân dân {in_sentence(unit)} bố trí công việc để các đồng chí có tên trên tham gia đầy đủ thời gian "
        "của lớp học; đề nghị Sở Nội vụ tổng hợp theo quy định./."
    )
