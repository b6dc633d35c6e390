"""What an official reads about the own result: the news of it, and the points behind it."""

from bot import buttons
from bot.message import Message
from bot.texts.registrations import course_of
from bot.texts.result_words import points
from bot.texts.words import html, lines, number
from models.hours import Hours
from models.own_results import OwnResult
from models.requests import Request


def known(request: Request, found: OwnResult, hours: Hours | None, duty: int | None) -> Message:
    """The result of a course, told once. `hours`: of the year in which it counts; None where it counts for nothing."""
    if not found.passed:
        return Message(
            lines(
                html("Đồng chí <b>chưa hoàn thành</b> lớp {}.").format(course_of(request)),
                html("Kết quả: {}.").format(points(found)) if points(found) else None,
                html("Lý do: {}.").format(found.reason) if found.reason else None,
                html("Nếu chưa đúng, đề nghị gõ /sotiet và bấm «{}».").format(buttons.HOURS_WRONG.label),
            ),
            buttons=[[buttons.HOURS.on()]],
        )
    return Message(
        lines(
            html("🎓 Đồng chí <b>đã hoàn thành</b> lớp {}.").format(course_of(request)),
            html("Kết quả: {}.").format(points(found)) if points(found) else None,
            html("Được tính {} tiết; cả năm đã có {}{} tiết.").format(
                number(request.hours), number(hours.done), f"/{number(duty)}" if duty else ""
            )
            if hours is not None
            else None,
            None if found.number else "Chứng chỉ được báo tại đây khi cấp.",
        ),
        buttons=[
            *([[buttons.CERTIFICATE_PDF.on(found.certificate_id)]] if found.certificate_id else []),
            [buttons.HOURS.on()],
        ],
    )


def turned_back(request: Request, reason: str) -> Message:
    """The result no longer stands."""
    return Message(
        lines(
            html("Kết quả của đồng chí ở lớp {} <b>đang được xem xét lại</b>.").format(course_of(request)),
            html("Lý do: {}").format(reason) if reason else None,
            "Kết quả mới sẽ được báo tại đây.",
        ),
        buttons=[[buttons.MINE.on()]],
    )
