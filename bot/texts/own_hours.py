"""The quiet hours that one chooses: those of all, one of some usual ones, or typed."""

from datetime import time

from markupsafe import Markup

from bot import buttons
from bot.message import Message
from bot.texts.words import html, lines
from models.quiet import QuietHours
from models.quiet_refusals import HoursOutOfReason

USUAL = ((1800, 700), (1900, 700), (2000, 700), (2100, 600), (2200, 600))


def in_force(hours: QuietHours | None, is_own: bool) -> Markup:
    """One line: when it is quiet."""
    if hours is None:
        return html("Giờ yên tĩnh: không có")
    return html("Giờ yên tĩnh ({}): <b>{}–{}</b>").format(
        "riêng của đồng chí" if is_own else "chung", _at(hours.starts), _at(hours.ends)
    )


def choose(hours: QuietHours | None, is_own: bool) -> Message:
    """What they mean, and the choice."""
    usual = [
        buttons.SET_HOURS.on(starts, ends, label=f"{_at(_time(starts))}–{_at(_time(ends))}") for starts, ends in USUAL
    ]
    return Message(
        lines(
            in_force(hours, is_own),
            "Trong giờ này tin của hệ thống chờ đến hết giờ mới gửi; nhiều tin để biết thì gộp thành một. Trả lời khi "
            "đồng chí bấm hoặc gõ, và tin khẩn, vẫn gửi ngay.",
            "",
            "Đề nghị chọn, hoặc gõ, ví dụ «18h30 - 7h».",
        ),
        buttons=[
            usual[:3],
            usual[3:],
            *([[buttons.HOURS_OF_ALL.on()]] if is_own else []),
            [buttons.TOPICS.on(label=buttons.BACK.label)],
        ],
    )


def not_understood() -> Message:
    return Message(
        html("Chưa rõ giờ. Đề nghị gõ giờ bắt đầu và giờ kết thúc, ví dụ «18h30 - 7h», hoặc bấm «Huỷ»."),
        buttons=[[buttons.TOPICS.on(label=buttons.CANCEL.label)]],
    )


def out_of_reason(refusal: HoursOutOfReason) -> Message:
    return Message(
        html(
            "Giờ yên tĩnh bắt đầu từ {} trở đi và kết thúc chậm nhất {} sáng hôm sau, để việc của đơn vị không bị lỡ. "
            "Đề nghị chọn lại."
        ).format(_at(refusal.earliest), _at(refusal.latest)),
        buttons=[[buttons.OWN_HOURS.on(label="Chọn lại"), buttons.TOPICS.on(label=buttons.CANCEL.label)]],
    )


def _time(hhmm: int) -> time:
    return time(*divmod(hhmm, 100))


def _at(at: time) -> str:
    return f"{at.hour}h{at:%M}"
