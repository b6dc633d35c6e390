"""What is read about a seat that has become free: the offer, the answer, and when its time is up."""

from datetime import datetime

from bot import buttons
from bot.message import Message
from bot.texts.registrations import course_of
from bot.texts.words import html, lines, moment, period, span
from models.requests import Request


def offered(request: Request, until: datetime, now: datetime) -> Message:
    """To the first in the queue; `until` in any zone."""
    return Message(
        lines(
            html("🔔 <b>Có chỗ trống, mời nhận chỗ</b>"),
            html("Lớp: {}").format(course_of(request)),
            html("Thời gian: {}").format(span(request.starts_on, request.ends_on)),
            html("Nơi học: {}").format(request.venue) if request.venue else None,
            html("Chỗ được giữ cho đồng chí <b>đến {}</b>; quá giờ đó sẽ mời người tiếp theo.").format(
                moment(until.astimezone(now.tzinfo))
            ),
        ),
        buttons=[[buttons.ACCEPT_OFFER.on(request.id), buttons.LET_OFFER_GO.on(request.id)]],
    )


def accepted(request: Request) -> Message:
    return Message(
        lines(
            html("✅ <b>Đã nhận chỗ</b>, trạng thái: <b>đã duyệt</b>."),
            html("Lớp: {}").format(course_of(request)),
            html("Thời gian: {}").format(span(request.starts_on, request.ends_on)),
            html("Nơi học: {}").format(request.venue) if request.venue else None,
        ),
        buttons=[
            [buttons.MINE.on(), buttons.WITHDRAW.on(request.id)],
            [buttons.ADD_TO_CALENDAR.on(request.course_id)],
        ],
    )


def let_go(request: Request) -> Message:
    return Message(
        lines(
            html("Đã nhường chỗ lớp {}. Cảm ơn đồng chí.").format(course_of(request)),
            "Đồng chí không còn trong danh sách chờ; nếu cần, đề nghị đăng ký lại.",
        ),
        buttons=[[buttons.LIST.on(), buttons.MINE.on()]],
    )


def taken(request: Request) -> Message:
    """To whoever approved while the official was waiting."""
    return Message(
        html("Đ/c <b>{}</b> đã nhận chỗ (trước đó ở danh sách chờ): lớp {}, {}. Đề nghị bố trí công việc.").format(
            request.official, course_of(request), period(request.starts_on, request.ends_on)
        )
    )


def expired(request: Request) -> Message:
    return Message(
        lines(
            html("Lời mời nhận chỗ lớp {} đã <b>hết hạn</b>; chỗ đã chuyển cho người tiếp theo.").format(
                course_of(request)
            ),
            "Nếu vẫn muốn học, đề nghị đăng ký lại.",
        ),
        buttons=[[buttons.CARD.on(request.course_id, label="Xem lớp"), buttons.LIST.on()]],
    )


def queue_closed(request: Request) -> Message:
    return Message(
        lines(
            html("Lớp {} đã khai giảng mà không có thêm chỗ trống; danh sách chờ <b>hết hạn</b>.").format(
                course_of(request)
            ),
            "Đề nghị đồng chí xem các lớp khác đang mở.",
        ),
        buttons=[[buttons.LIST.on()]],
    )


def over(request: Request, state: str) -> Message:
    """The offer was answered or has run out before the tap: the present truth."""
    return Message(
        lines(
            html("Lời mời nhận chỗ lớp {} không còn hiệu lực.").format(course_of(request)),
            html("Trạng thái hiện tại: <b>{}</b>.").format(state),
        ),
        buttons=[[buttons.MINE.on(), buttons.LIST.on()]],
        toast="Màn hình đã cũ",
    )
