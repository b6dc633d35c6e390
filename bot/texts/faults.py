"""What the admins read when something of ours breaks."""

from bot.message import Message
from bot.texts.words import html, lines


def happened(where: str, fault: str) -> Message:
    return Message(
        lines(
            html("⚠️ <b>Hệ thống gặp lỗi</b> khi xử lý «{}»: {}.").format(where, fault),
            "Người dùng đã được báo thử lại. Đề nghị xem nhật ký của máy chủ và báo bộ phận kỹ thuật.",
        )
    )
