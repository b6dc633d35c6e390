"""What a delegation's turns say: to the deputy who is chosen, begins or is done, to the leader whose days are over."""

from markupsafe import Markup

from bot import buttons
from bot.message import Message
from bot.texts.words import capital, comrade, html, lines, number, short_day, span
from models.delegated import Delegation


def given_to_you(found: Delegation) -> Message:
    """To the deputy, before it begins."""
    return Message(
        html("<b>{}</b> uỷ quyền cho đồng chí duyệt đăng ký học của đơn vị, {}. Khi bắt đầu, hệ thống sẽ báo.").format(
            capital(comrade(found.leader)), span(found.starts_on, found.ends_on)
        )
    )


def began(found: Delegation, waiting: int) -> Message:
    """To the deputy: it is your turn."""
    return Message(
        lines(
            html("<b>Đồng chí duyệt thay {}</b> đến hết ngày {}.").format(
                comrade(found.leader), short_day(found.ends_on)
            ),
            html("Đang có <b>{}</b> yêu cầu chờ duyệt.").format(number(waiting))
            if waiting
            else "Hiện chưa có yêu cầu nào chờ duyệt; có yêu cầu mới, hệ thống sẽ báo.",
        ),
        buttons=[[buttons.INBOX.on()]],
    )


def taken_back(found: Delegation) -> Message:
    """To the deputy."""
    return Message(
        html("<b>{}</b> đã kết thúc uỷ quyền cho đồng chí. Đồng chí không cần duyệt thay nữa.").format(
            capital(comrade(found.leader))
        )
    )


def over(found: Delegation, waiting: int) -> Message:
    """To the leader: the days are over."""
    return Message(
        lines(html("Thời gian uỷ quyền cho <b>{}</b> đã hết.").format(comrade(found.deputy)), comes_back(waiting)),
        buttons=[[buttons.INBOX.on()]],
    )


def comes_back(waiting: int) -> Markup:
    """What it means for the leader, with the count."""
    if not waiting:
        return html("Yêu cầu của đơn vị lại được gửi tới đồng chí; hiện chưa có yêu cầu nào chờ duyệt.")
    return html("Yêu cầu của đơn vị lại được gửi tới đồng chí; đang có <b>{}</b> yêu cầu chờ duyệt.").format(
        number(waiting)
    )
