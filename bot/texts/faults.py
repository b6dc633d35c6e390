"""What the admins read when something of ours breaks."""

from collections.abc import Sequence

from bot.message import Message
from bot.texts.words import html, lines, number

MOST = 10


def happened(where: str, fault: str) -> Message:
    return Message(
        lines(
            html("⚠️ <b>Hệ thống gặp lỗi</b> khi xử lý «{}»: {}.").format(where, fault),
            "Người dùng đã được báo thử lại. Đề nghị xem nhật ký của máy chủ và báo bộ phận kỹ thuật.",
        )
    )


def promises_broken(sentences: Sequence[str]) -> Message:
    """The findings of the nightly check, each with what to do."""
    more = len(sentences) - MOST
    return Message(
        lines(
            html("⚠️ <b>Kiểm tra dữ liệu hằng đêm: có {} điểm chưa đúng</b>").format(number(len(sentences))),
            *(html("• {}").format(sentence) for sentence in sentences[:MOST]),
            html("… và {} điểm khác; đề nghị chạy «main.py check» trên máy chủ để xem đủ.").format(number(more))
            if more > 0
            else None,
        )
    )
