"""What a learner reads who leaves the trainer a question."""

from bot import buttons
from bot.message import Message
from bot.texts.words import html, lines, number
from models.class_question import LONGEST
from models.course import Course


def ask(course: Course, registration_id: int, asked: str) -> Message:
    """What one has asked so far, and how to change it."""
    back = buttons.CARD.on(course.id, label=buttons.BACK.label)
    return Message(
        lines(
            html("<b>Câu hỏi cho giảng viên lớp {}</b> ({})").format(course.title, course.code),
            html("Đã gửi: «{}»").format(asked) if asked else None,
            html("Đề nghị gõ {} (tối đa {} ký tự). Giảng viên nhận trước ngày học, kèm họ tên và chức danh.").format(
                "câu hỏi mới để thay câu này" if asked else "điều đồng chí muốn được giải đáp ở lớp", number(LONGEST)
            ),
            "Đề nghị không ghi thông tin cá nhân của công dân, bí mật công tác.",
        ),
        buttons=[*([[buttons.TAKE_QUESTION_BACK.on(registration_id)]] if asked else []), [back, buttons.CANCEL.on()]],
    )


def kept(course: Course, text: str) -> Message:
    return Message(
        lines(
            html("Đã ghi câu hỏi của đồng chí: «{}»").format(text),
            "Giảng viên nhận trước ngày học; có thể sửa đến khi khai giảng.",
        ),
        buttons=[[buttons.CARD.on(course.id, label="Xem lớp")]],
    )


def too_long(registration_id: int, length: int) -> Message:
    return Message(
        html("Câu hỏi dài {} ký tự, tối đa {}. Đề nghị gõ lại ngắn hơn.").format(number(length), number(LONGEST)),
        buttons=[[buttons.ASK_TRAINER.on(registration_id, label=buttons.BACK.label), buttons.CANCEL.on()]],
    )


def taken_back(course: Course) -> Message:
    return Message(
        html("Đã bỏ câu hỏi của đồng chí ở lớp {}.").format(course.code),
        buttons=[[buttons.CARD.on(course.id, label="Xem lớp")]],
    )
