"""What is read about the pictures of a signed sheet."""

from collections.abc import Sequence
from datetime import datetime

from bot import buttons
from bot.message import Media, MediaKind, Message
from bot.texts.rolling import when
from bot.texts.words import html, lines, moment, number
from models.roll_meeting import RollMeeting
from models.roll_sheet import MOST, RollSheet


def listing(meeting: RollMeeting, sheets: Sequence[RollSheet], now: datetime, news: str = "") -> Message:
    """What has been sent; each opens, and a wrong one is taken away."""
    return Message(
        lines(
            html("<b>Ảnh danh sách ký: lớp {}</b>").format(meeting.code),
            html("Buổi {}").format(when(meeting, now)),
            html("{}").format(news) if news else None,
            *(
                html("{}. Gửi lúc {}").format(place, moment(one.added_at.astimezone(now.tzinfo)))
                for place, one in enumerate(sheets, 1)
            ),
            None if sheets else "Chưa có ảnh nào.",
        ),
        buttons=[
            *(
                [
                    buttons.SHEET.on(one.id, label=f"Xem ảnh {place}"),
                    buttons.REMOVE_SHEET.on(one.id, label=f"Gỡ ảnh {place}"),
                ]
                for place, one in enumerate(sheets, 1)
            ),
            *([[buttons.ADD_SHEET.on(meeting.id)]] if len(sheets) < MOST else []),
            [buttons.ROLL.on(meeting.id, label=buttons.BACK.label)],
        ],
    )


def ask(meeting: RollMeeting) -> Message:
    """What to send."""
    return Message(
        html("Đề nghị chụp và gửi ảnh (hoặc tệp) danh sách có chữ ký của lớp {}, tối đa {} ảnh.").format(
            meeting.code, number(MOST)
        ),
        buttons=[[buttons.SHEETS.on(meeting.id, label=buttons.BACK.label), buttons.CANCEL.on()]],
    )


def kept(count: int) -> str:
    return f"Đã lưu. Hiện có {number(count)} ảnh; gửi tiếp nếu còn."


def removed() -> str:
    return "Đã gỡ ảnh."


def not_a_picture(meeting_id: int) -> Message:
    return Message(
        html("Đang chờ ảnh hoặc tệp danh sách ký. Đề nghị gửi ảnh, hoặc bấm «Huỷ» để làm việc khác."),
        buttons=[[buttons.SHEETS.on(meeting_id, label=buttons.BACK.label), buttons.CANCEL.on()]],
    )


def picture(sheet: RollSheet, now: datetime) -> Message:
    """The picture itself, as it was sent to us."""
    return Message(
        html("Danh sách ký, gửi lúc {}").format(moment(sheet.added_at.astimezone(now.tzinfo))),
        media=[Media(MediaKind(sheet.kind), sheet.file_id)],
        fresh=True,
    )
