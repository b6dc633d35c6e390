"""The wording of each no of roll call, teaching and questions: the reason, what to do, and the way there."""

from datetime import datetime

from bot import buttons
from bot.message import Message
from bot.texts.words import hour, html, moment, number
from models.roll_refusals import (
    NoMeetings,
    QuestionsClosed,
    RollClosed,
    RollNotOpen,
    RollRefusal,
    TeachingOver,
    TooManySheets,
)


def refused(refusal: RollRefusal, now: datetime) -> Message:
    """The reason with the nearest way on."""
    match refusal:
        case NoMeetings(course_id=course_id):
            return Message(
                html(
                    "Lớp này chưa có lịch học nên chưa điểm danh, phân công giảng viên được. "
                    "Đề nghị nhập trang «Lịch học» của lớp (/nhap)."
                ),
                buttons=[[buttons.RUN.on(course_id, label=buttons.BACK.label)]],
            )
        case RollNotOpen(meeting_id=meeting_id, opens_at=at):
            opens = at.astimezone(now.tzinfo)
            text = html("Điểm danh mở lúc {}.").format(hour(opens) if opens.date() == now.date() else moment(opens))
            return Message(text, buttons=[[buttons.ROLL.on(meeting_id)]], toast=str(text))
        case RollClosed(meeting_id=meeting_id, closed_at=at):
            return Message(
                html("Đã hết hạn điểm danh buổi này ({}). Cần sửa, đề nghị báo điều phối viên của lớp.").format(
                    moment(at.astimezone(now.tzinfo))
                ),
                buttons=[[buttons.ROLL.on(meeting_id)]],
                toast="Đã hết hạn điểm danh",
            )
        case TooManySheets(meeting_id=meeting_id, most=most):
            return Message(
                html("Buổi này đã có {} ảnh, là mức tối đa. Đề nghị gỡ ảnh không cần rồi gửi lại.").format(
                    number(most)
                ),
                buttons=[[buttons.SHEETS.on(meeting_id)]],
            )
        case QuestionsClosed():
            return Message(
                html(
                    "Chỉ gửi câu hỏi được khi đăng ký đã duyệt và lớp chưa khai giảng. Đề nghị hỏi giảng viên tại lớp."
                ),
                buttons=[[buttons.MINE.on()]],
            )
        case TeachingOver():
            return Message(
                html("Đồng chí không có buổi dạy nào sắp tới ở lớp này. Đề nghị xem lịch dạy hiện tại."),
                buttons=[[buttons.TEACHING.on()]],
                toast="Màn hình đã cũ",
            )
    return Message(html("Chưa thực hiện được yêu cầu này. Đề nghị mở lại từ /start."))
