"""What an admin is asked and told once an announcement is on its way: cancelling, correcting, recalling, the report."""

from bot import buttons
from bot.message import File, Message
from bot.texts.announcement_card import change_line
from bot.texts.words import html, lines, number
from models.announcement import Announcement
from models.announcement_change import AnnouncementChange
from models.announcement_report import Standing
from models.notice import NoticeState
from models.recipients import Tally


def change_finished(change: AnnouncementChange, found: Tally) -> Message:
    return Message(
        lines(html("<b>Thông báo số {}</b>").format(change.announcement_id), change_line(change, found)),
        buttons=[[buttons.ANNOUNCEMENT.on(change.announcement_id)]],
    )


def trial_failed(seen: Standing) -> Message:
    """To the author, at once."""
    one, found = seen.announcement, seen.tally
    wrong = found.of(NoticeState.failed, NoticeState.uncertain)
    return Message(
        lines(
            html("⚠️ <b>Thông báo số {} đã tự dừng.</b>").format(one.id),
            html("Gửi thử cho {} người đầu tiên có {} lỗi; {} người còn lại chưa nhận.").format(
                number(found.tried), number(wrong), number(found.under_way)
            ),
        ),
        buttons=[[buttons.ANNOUNCEMENT.on(one.id, label="Xem và quyết định")]],
    )


def release_answered(one: Announcement, released: bool) -> Message:
    text = (
        "Thông báo số {} đã được quản trị thứ hai đồng ý gửi."
        if released
        else ("Thông báo số {} được trả lại để sửa, chưa gửi cho ai.")
    )
    button = buttons.ANNOUNCEMENT if released else buttons.PREVIEW
    return Message(html(text).format(one.id), buttons=[[button.on(one.id)]])


def ask_stop(seen: Standing) -> Message:
    """It stands still already; for good only after this."""
    one, found = seen.announcement, seen.tally
    return Message(
        lines(
            html("<b>Huỷ thông báo số {}?</b>").format(one.id),
            html("Đã tạm dừng. Huỷ thì {} người còn lại không nhận nữa; người đã nhận vẫn giữ tin.").format(
                number(found.under_way)
            )
            if one.began_at
            else "Chưa gửi cho ai.",
        ),
        buttons=[
            [buttons.CONFIRM_STOP.on(one.id), buttons.RESUME.on(one.id)]
            if one.began_at
            else [buttons.CONFIRM_STOP.on(one.id), buttons.ANNOUNCEMENT.on(one.id, label=buttons.BACK.label)]
        ],
    )


def again(people: int) -> str:
    return f"Đang gửi lại cho {number(people)} người"


def ask_correction(one: Announcement, people: int) -> Message:
    return Message(
        lines(
            html("<b>Đính chính thông báo số {}</b>").format(one.id),
            html("Đề nghị gửi toàn bộ nội dung chữ mới vào đây. {} tin đã gửi sẽ được sửa tại chỗ.").format(
                number(people)
            ),
            "Ảnh, tệp và nút giữ nguyên." if one.said.media else None,
        ),
        buttons=[[buttons.ANNOUNCEMENT.on(one.id, label=buttons.BACK.label)]],
    )


def not_words() -> Message:
    return Message(html("Chỉ đính chính được phần chữ. Đề nghị gửi chữ, hoặc bấm «Quay lại»."))


def confirm_correction(one: Announcement, people: int) -> Message:
    return Message(
        html("Nội dung mới ở ngay trên. Sửa <b>{} tin</b> đã gửi của thông báo số {}?").format(number(people), one.id),
        buttons=[
            [buttons.CONFIRM_CORRECT.on(one.id), buttons.ANNOUNCEMENT.on(one.id, label=buttons.BACK.label)],
        ],
        fresh=True,
    )


def ask_recall(one: Announcement, people: int, too_old: int) -> Message:
    return Message(
        lines(
            html("<b>Thu hồi thông báo số {}?</b>").format(one.id),
            html("<b>{} tin</b> sẽ bị xoá khỏi máy người nhận. Việc thu hồi được ghi lại.").format(number(people)),
            html("{} tin gửi quá 48 giờ, Telegram không cho xoá.").format(number(too_old)) if too_old else None,
            "Người đã đọc có thể vẫn nhớ hoặc đã chụp lại nội dung.",
        ),
        buttons=[[buttons.CONFIRM_RECALL.on(one.id), buttons.ANNOUNCEMENT.on(one.id, label=buttons.BACK.label)]],
    )


def report(one: Announcement, content: bytes) -> Message:
    """The workbook."""
    return Message(
        html(
            "Báo cáo thông báo số {}: tổng hợp theo đơn vị, từng người, danh sách gọi điện. "
            "Tệp có số điện thoại, đề nghị không chuyển tiếp."
        ).format(one.id),
        file=File(f"thong-bao-{one.id}.xlsx", content),
        fresh=True,
    )
