"""What is read while a request waits too long: the reminder, the second leader, the coordinator, and its end."""

from collections.abc import Sequence
from datetime import date, datetime

from markupsafe import Markup

from bot import buttons
from bot.message import Message
from bot.texts.registrations import course_of
from bot.texts.waiting_for import deciders
from bot.texts.words import capital, comrade, html, lines, moment, period, short_day
from models.registration import Level
from models.requests import Request


def reminder(request: Message, since: date, until: datetime | None) -> Message:
    """Above the request itself: it still waits."""
    return _above(
        request, html("<b>Nhắc duyệt:</b> yêu cầu chờ đồng chí từ {}{}.").format(short_day(since), _until(until))
    )


def second(request: Message, others: Sequence[str], until: datetime | None) -> Message:
    """To another leader of the commune."""
    who = ", ".join(map(comrade, others[:3])) or "người được hỏi trước"
    return _above(
        request,
        html("<b>{} chưa quyết định.</b> Đề nghị đồng chí xem và quyết định{}.").format(capital(who), _until(until)),
    )


def coordinator(request: Message, until: datetime | None) -> Message:
    """To the coordinator, who may decide now."""
    return _above(
        request,
        html("<b>Lãnh đạo đơn vị chưa quyết định.</b> Đề nghị đồng chí liên hệ đơn vị, hoặc quyết định thay{}.").format(
            _until(until)
        ),
    )


def nobody(request: Request, names: Sequence[str], until: datetime | None) -> Message:
    """To the admins, who do not decide themselves."""
    return Message(
        lines(
            html("<b>Yêu cầu sắp hết hạn mà chưa có quyết định</b>"),
            html("Đ/c <b>{}</b>{}, lớp {}, {}: đang chờ {}{}.").format(
                request.official,
                f" ({request.commune})" if request.commune else "",
                course_of(request),
                period(request.starts_on, request.ends_on),
                deciders(request, names),
                _until(until),
            ),
            "Đề nghị nhắc điều phối viên, hoặc giao vai trò điều phối viên cho người khác.",
        )
    )


def expired(request: Request, awaited: str, coordinator: str | None) -> Message:
    """To the official: how it ended, and the way on."""
    whom = f"đ/c {coordinator} (điều phối viên của lớp)" if coordinator else "điều phối viên của Sở Nội vụ"
    return Message(
        lines(
            html("Đăng ký lớp {} đã <b>hết hạn</b>: {} chưa quyết định trong thời hạn.").format(
                course_of(request), _whose(awaited)
            ),
            html("Nếu vẫn muốn học, đề nghị đồng chí trao đổi với đơn vị, hoặc liên hệ {}.").format(whom),
        ),
        buttons=[[buttons.CARD.on(request.course_id, label="Xem lớp"), buttons.LIST.on()]],
    )


def expired_for_deciders(request: Request, awaited: str) -> Message:
    """To those who were asked, and the coordinator."""
    return Message(
        html(
            "Đăng ký của đ/c <b>{}</b>{}, lớp {}, {}, đã <b>hết hạn</b>: {} chưa quyết định trong thời hạn. "
            "Chỗ đã trả lại cho lớp; cán bộ được báo."
        ).format(
            request.official,
            f" ({request.commune})" if request.commune else "",
            course_of(request),
            period(request.starts_on, request.ends_on),
            _whose(awaited),
        )
    )


def _above(request: Message, head: Markup) -> Message:
    return Message(lines(head, "", request.text), buttons=request.buttons)


def _until(until: datetime | None) -> str:
    return f", hết hạn lúc {moment(until)}" if until is not None else ""


def _whose(awaited: str) -> str:
    return "Sở Nội vụ" if awaited == Level.department else "lãnh đạo đơn vị"
