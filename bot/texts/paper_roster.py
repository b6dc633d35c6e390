"""The words of a class list."""

from bot.texts.papers import attached_to, course_name, from_to, people, venue
from bot.texts.words import number
from models.course_card import CourseCard

SYMBOL = "SNV-CCVC"
SHEET = "Danh sách"
MADE_BY = ("NGƯỜI LẬP BIỂU",)
SIGNED_BY = ("GIÁM ĐỐC",)


def subject(card: CourseCard) -> str:
    """Whose list it is."""
    return f"Cán bộ, công chức tham gia {course_name(card)}"


def facts(card: CourseCard) -> str:
    """When and where, in one line below the title."""
    when, where = from_to(card.course.starts_on, card.course.ends_on), venue(card)
    return f"({when[0].upper()}{when[1:]}{f', tại {where}' if where else ''})"


def attached(year: int) -> str:
    """The letter that the list goes with; its number and day are written in by hand."""
    return attached_to("Công văn", SYMBOL, year)


def total(count: int, units: int) -> str:
    """The line below the table."""
    return f"Danh sách gồm {people(count)}, thuộc {number(units)} đơn vị./."
