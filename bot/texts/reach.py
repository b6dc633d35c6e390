"""What is read about invited communes in which no leader can be reached."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.message import Message
from bot.texts.words import cut, html, lines, number
from models.reach import Unreached

MOST_COURSES, MOST_COMMUNES, LONGEST = 10, 12, 600


def leaders_missing(found: Sequence[Unreached]) -> Message:
    """To a coordinator, after courses have opened."""
    return Message(
        lines(
            html("<b>Đơn vị được mời chưa có lãnh đạo nào duyệt được trên hệ thống</b>"),
            *courses(found),
            "Đề nghị mời lãnh đạo các đơn vị này liên kết tài khoản: gõ /canbo và tên đơn vị. "
            "Trong lúc đó, đồng chí được quyết định thay.",
        )
    )


def courses(found: Sequence[Unreached]) -> list[Markup]:
    """One line for the courses that miss the same communes."""
    by_communes: dict[tuple[str, ...], list[str]] = {}
    for one in found:
        by_communes.setdefault(one.communes, []).append(one.code)
    told = [
        html("• Lớp {}: {} đơn vị ({})").format(_named(codes, MOST_COURSES), number(len(communes)), _some(communes))
        for communes, codes in list(by_communes.items())[:MOST_COURSES]
    ]
    more = len(by_communes) - MOST_COURSES
    return [*told, *([html("• … và {} nhóm lớp khác").format(number(more))] if more > 0 else [])]


def _some(communes: Sequence[str]) -> str:
    return cut(_named(communes, MOST_COMMUNES), LONGEST)


def _named(names: Sequence[str], most: int) -> str:
    more = f" và {number(len(names) - most)} khác" if len(names) > most else ""
    return ", ".join(names[:most]) + more
