"""What an admin is asked for the options of an announcement, and what is kept for the next one."""

from collections.abc import Sequence

from bot import buttons
from bot.message import Message, Press
from bot.texts.words import cut, html, lines
from models.saved import Saved

MORE = "Xem thêm"  # on the button of an address that was typed alone


def ask_button(announcement_id: int) -> Message:
    return Message(
        lines(
            html("<b>Gắn nút vào thông báo</b>"),
            html("Đề nghị gõ <b>mã lớp</b>, ví dụ <code>LOP-2026-150</code>;"),
            html(
                "hoặc <b>chữ trên nút</b> và <b>địa chỉ</b>, ví dụ <code>Xem công văn https://bacninh.gov.vn/</code>;"
            ),
            html("chỉ gõ địa chỉ thì chữ trên nút là «{}».").format(MORE),
        ),
        buttons=_back(announcement_id),
    )


def bad_button() -> Message:
    return Message(
        html(
            "Chưa rõ nút nào. Đề nghị gõ mã lớp có trong hệ thống, hoặc địa chỉ bắt đầu bằng https://; "
            "trước địa chỉ có thể có chữ trên nút (tối đa 60 ký tự)."
        )
    )


def course_label(code: str) -> str:
    return f"{buttons.SHOW_COURSE.label} {code}"


def ask_moment(announcement_id: int) -> Message:
    return Message(
        lines(
            html("<b>Hẹn giờ gửi</b>"),
            html("Đề nghị gõ giờ và ngày, ví dụ <code>8h00 30/11</code>, <code>14:30 mai</code>."),
        ),
        buttons=_back(announcement_id),
    )


def bad_moment() -> Message:
    return Message(
        html("Chưa rõ giờ gửi. Đề nghị gõ như <code>8h00 30/11</code> hoặc <code>14:30 mai</code>, trong vòng một năm.")
    )


def ask_reason(announcement_id: int) -> Message:
    return Message(
        lines(
            html("<b>Gửi khẩn</b>"),
            "Thông báo khẩn được gửi cả trong giờ yên tĩnh. Đề nghị gõ lý do; lý do được lưu cùng thông báo.",
        ),
        buttons=_back(announcement_id),
    )


def ask_name(of: str, announcement_id: int) -> Message:
    return Message(html("Đề nghị gõ tên cho {}, ví dụ «{}».").format(*NAMES[of]), buttons=_back(announcement_id))


def _back(announcement_id: int) -> list[list[Press]]:
    return [[buttons.PREVIEW.on(announcement_id, label=buttons.BACK.label)]]


NAMES = {
    "template": ("mẫu thông báo", "Mời họp giao ban"),
    "audience": ("nhóm người nhận", "Lãnh đạo các phường"),
}


def kept(saved: Saved, announcement_id: int) -> Message:
    return Message(
        html("Đã lưu «{}».").format(saved.name),
        buttons=[[buttons.PREVIEW.on(announcement_id), buttons.ADDRESS.on(announcement_id)]],
    )


def templates(found: Sequence[Saved]) -> Message:
    """Each template is a button."""
    if not found:
        return Message(
            html("Chưa có mẫu nào. Khi soạn thông báo, bấm «{}» để giữ lại cho lần sau.").format(
                buttons.SAVE_TEMPLATE.label
            ),
            buttons=[[buttons.ANNOUNCE.on()]],
        )
    return Message(
        lines(html("<b>Mẫu thông báo</b>"), "Bấm tên để soạn từ mẫu, «Xoá» để bỏ mẫu."),
        buttons=[
            *(
                [buttons.USE_TEMPLATE.on(one.id, label=cut(one.name, 40)), buttons.THROW_AWAY.on(one.id)]
                for one in found
            ),
            [buttons.ANNOUNCE.on()],
        ],
    )
