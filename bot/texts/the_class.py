"""A class as its trainer reads it: the people with posts and units, what they ask, and both in short beforehand."""

from itertools import groupby

from markupsafe import Markup

from bot import buttons
from bot.message import Message
from bot.texts.words import capital, comrade, cut, html, lines, number
from models.class_question import ClassView

PAGE = 20
ROOM = 3300


def the_class(seen: ClassView, page: int) -> Message:
    """The people with posts and units, without phones."""
    pages = max(1, -(-len(seen.people) // PAGE))
    page = min(page, pages - 1)
    shown = seen.people[page * PAGE : (page + 1) * PAGE]
    pager = [
        *([buttons.CLASS.on(seen.course.id, page - 1, label=buttons.PREVIOUS_PAGE.label)] if page else []),
        *([buttons.CLASS.on(seen.course.id, page + 1, label=buttons.NEXT_PAGE.label)] if page + 1 < pages else []),
    ]
    return Message(
        lines(
            html("<b>Học viên lớp {}</b> ({})").format(seen.course.title, seen.course.code),
            html("{} người, {} đơn vị").format(number(len(seen.people)), number(seen.units))
            if seen.people
            else "Chưa có ai được duyệt.",
            "",
            *(
                html("{}. {}{}, {}").format(
                    place, one.full_name, f" – {cut(one.posts[0], 50)}" if one.posts else "", one.unit
                )
                for place, one in enumerate(shown, page * PAGE + 1)
            ),
            html("Trang {}/{}").format(page + 1, pages) if pages > 1 else None,
        ),
        buttons=[
            *([pager] if pager else []),
            *(
                [[buttons.CLASS_QUESTIONS.on(seen.course.id, label=f"Câu hỏi của lớp ({number(len(seen.questions))})")]]
                if seen.questions
                else []
            ),
            [buttons.TEACHING.on(label="Lịch dạy")],
        ],
    )


def questions(seen: ClassView) -> Message:
    """What the class asks, by post; as much as one message holds."""
    parts: list[Markup | str] = [*question_lines(seen, ROOM)]
    return Message(
        lines(
            html("<b>Câu hỏi của lớp {}</b> ({})").format(seen.course.title, seen.course.code),
            *(parts or ["Chưa có câu hỏi nào."]),
        ),
        buttons=[[buttons.CLASS.on(seen.course.id, label=buttons.BACK.label)]],
    )


def question_lines(seen: ClassView, room: int) -> list[Markup]:
    """Grouped by post, until the room (in characters) is used up; then how many are left."""
    found: list[Markup] = []
    told = 0
    for post, asked in groupby(seen.questions, key=lambda one: one.post):
        heading = html("<b>{}</b>").format(capital(post) or "Chưa ghi chức danh")
        for place, one in enumerate(asked):
            line = html("• {} ({}, {})").format(one.text, comrade(one.name), one.unit)
            parts = [heading, line] if place == 0 else [line]
            if sum(len(part.striptags()) for part in (*found, *parts)) > room:
                return [*found, html("… và {} câu hỏi nữa").format(number(len(seen.questions) - told))]
            found += parts
            told += 1
    return found


def class_in_short(seen: ClassView) -> list[Markup]:
    """For the reminder of a trainer: how many, of which posts, and the first questions."""
    posts = "; ".join(f"{post or 'chưa ghi chức danh'} ({number(count)})" for post, count in seen.posts[:8])
    more = "; …" if len(seen.posts) > 8 else ""
    asked = question_lines(seen, 1500)
    return [
        html("Học viên: {} người, {} đơn vị").format(number(len(seen.people)), number(seen.units)),
        *([html("Chức danh: {}{}").format(cut(posts, 500), more)] if posts else []),
        *([html("<b>Câu hỏi của lớp</b> ({})").format(number(len(seen.questions))), *asked] if asked else []),
    ]
