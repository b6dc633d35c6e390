"""The words in the workbooks of a sent announcement and of the reachability board."""

from datetime import datetime

from bot.texts.announcement_writing import gist
from bot.texts.words import moment
from models.announcement import Announcement
from models.notice import NoticeState

BY_UNIT = "Theo đơn vị"
EVERYBODY = "Từng người"
TO_PHONE = "Cần gọi điện"
NOT_CONFIRMED = "Chưa bấm Đã nhận"
TOTAL = "Tổng"
NO_UNIT = "Chưa rõ đơn vị"
PHONE_NOTE = "Những người chưa nhận được, hoặc chưa rõ đã nhận hay chưa. Đề nghị báo bằng cách khác và ghi kết quả."
NOT_CONFIRMED_NOTE = "Tin đã đến máy nhưng chưa bấm «Đã nhận»."

STATES = {
    NoticeState.held: "chờ gửi",
    NoticeState.pending: "chờ gửi",
    NoticeState.sending: "đang gửi",
    NoticeState.sent: "đã gửi",
    NoticeState.failed: "không gửi được",
    NoticeState.uncertain: "chưa rõ",
    NoticeState.dropped: "không gửi vì đã huỷ",
    NoticeState.blocked: "đã chặn",
    NoticeState.unlinked: "chưa liên kết",
}
PERSON_HEADERS = (
    ("Họ và tên", 28),
    ("Mã cán bộ", 16),
    ("Đơn vị", 26),
    ("Kết quả", 20),
    ("Lúc", 20),
    ("Bấm «Đã nhận» lúc", 20),
    ("Lý do", 40),
)
PHONE_HEADERS = (
    ("Họ và tên", 28),
    ("Mã cán bộ", 16),
    ("Đơn vị", 26),
    ("Số điện thoại", 18),
    ("Tình trạng", 20),
    ("Kết quả gọi", 30),
)
REACH = "Tình trạng liên kết"
REACH_TITLE = "Tình trạng liên kết theo đơn vị"
REACH_HEADERS = (
    ("Đơn vị", 30),
    ("Cán bộ", 10),
    ("Đã liên kết", 12),
    ("Trong đó lâu không dùng", 14),
    ("Đã chặn", 10),
    ("Chưa liên kết", 12),
)


def unit_headers(wants_receipt: bool) -> tuple[tuple[str, int], ...]:
    """The columns by commune."""
    shown = (
        NoticeState.sent,
        NoticeState.failed,
        NoticeState.blocked,
        NoticeState.unlinked,
        NoticeState.uncertain,
        NoticeState.dropped,
    )
    return (
        ("Đơn vị", 30),
        ("Người nhận", 10),
        *((STATES[state].capitalize(), 13) for state in shown),
        ("Chờ gửi", 10),
        *([("Đã bấm «Đã nhận»", 12)] if wants_receipt else []),
    )


def title(announcement_id: int) -> str:
    return f"Báo cáo thông báo số {announcement_id}"


def note(one: Announcement, now: datetime) -> str:
    """What it was, and as of when."""
    began = f"bắt đầu gửi lúc {moment(one.began_at.astimezone(now.tzinfo))}; " if one.began_at else ""
    return f"«{gist(one.said, 120)}»; {began}số liệu lúc {moment(now)}."


def why(failure: str) -> str:
    """Telegram's or our own reason, in words that help whoever reads on."""
    for sign, words in _REASONS.items():
        if sign in failure:
            return words
    return failure


_REASONS = {
    "the sender stopped": "máy chủ dừng khi đang gửi",
    "TimedOut": "không có hồi đáp từ Telegram",
    "Bad Gateway": "Telegram báo lỗi máy chủ",
    "connection broke": "mất kết nối khi đang gửi",
    "ServerDisconnected": "mất kết nối khi đang gửi",
}
