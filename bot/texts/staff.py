"""What coordinators and admins read about people of the roster, and the invitations that they print."""

from collections.abc import Sequence

from bot import buttons
from bot.message import File, Message, Press
from bot.texts.words import ROLES, cut, html, lines, number, short_day
from models.phones import mask_phone
from models.staff import StaffCard, StaffLine


def how_to() -> Message:
    return Message(
        html("Đề nghị gõ /canbo kèm <b>họ tên</b> hoặc <b>mã cán bộ</b>, ví dụ: <code>/canbo nguyen thi lan</code>")
    )


def found(said: str, people: Sequence[StaffLine]) -> Message:
    if not people:
        return Message(
            html("Không tìm thấy ai theo «{}». Đề nghị gõ họ tên (không cần dấu) hoặc mã cán bộ.").format(cut(said, 60))
        )
    return Message(
        lines(
            html("<b>Cán bộ theo «{}»</b>").format(cut(said, 60)),
            *(html("• {} ({}), {} – {}").format(one.full_name, one.staff_code, one.unit, reach(one)) for one in people),
        ),
        buttons=[[buttons.STAFF.on(one.id, label=cut(f"{one.full_name} – {one.unit}", 55))] for one in people],
    )


def reach(one: StaffLine) -> str:
    """Whether messages arrive."""
    if one.left_on is not None:
        return f"đã thôi công tác từ {short_day(one.left_on)}"
    if not one.linked:
        return "chưa liên kết"
    return "đã liên kết" if one.reachable else "đã chặn hệ thống"


def card(seen: StaffCard) -> Message:
    one = seen.line
    rows: list[list[Press]] = [[buttons.INVITE.on(one.id)]] if one.left_on is None else []
    if one.commune_id is not None:
        rows.append([buttons.INVITE_COMMUNE.on(one.commune_id)])
    if one.linked:
        rows.append([buttons.UNLINK_STAFF.on(one.id)])
    rows.append([buttons.MARK_BACK.on(one.id) if one.left_on else buttons.MARK_LEFT.on(one.id)])
    return Message(
        lines(
            html("<b>{}</b> ({})").format(one.full_name, one.staff_code),
            html("Chức danh: {}").format("; ".join(seen.posts)) if seen.posts else None,
            html("Đơn vị: {}").format(one.unit) if one.unit else None,
            html("Vai trò: {}").format(", ".join(ROLES[role] for role in seen.roles)) if seen.roles else None,
            html("Điện thoại: {}").format(mask_phone(seen.phone) if seen.phone else "chưa có"),
            html("Tài khoản: <b>{}</b>").format(reach(one)),
        ),
        buttons=rows,
    )


def invite(one: StaffLine, link: str, days: int) -> Message:
    return Message(
        lines(
            html("Liên kết mời của đ/c <b>{}</b>, dùng một lần, có hạn {} ngày:").format(one.full_name, number(days)),
            html("<code>{}</code>").format(link),
            "Chỉ gửi cho chính người đó: ai mở trước sẽ được liên kết với dòng này trong danh sách.",
        ),
        fresh=True,
    )


def invitation_sheet(unit: str, count: int, days: int, content: bytes) -> Message:
    return Message(
        lines(
            html("Phiếu mời của <b>{}</b>: {} người chưa liên kết, có hạn {} ngày.").format(
                unit, number(count), number(days)
            ),
            "Mở tệp bằng trình duyệt rồi in; mỗi người một phiếu có mã QR, dùng một lần.",
        ),
        file=File("phieu-moi.html", content),
        fresh=True,
    )


def nobody_to_invite(unit: str) -> Message:
    return Message(html("Mọi người của <b>{}</b> đã liên kết.").format(unit), fresh=True)


def changed(what: str) -> str:
    return {"left": "Đã ghi nhận thôi công tác", "back": "Đã khôi phục", "unlinked": "Đã gỡ liên kết"}[what]


SHEET_TITLE = "Phiếu mời sử dụng Trợ lý bồi dưỡng cán bộ"
SHEET_LINES = (
    "1. Dùng điện thoại đã cài Telegram, quét mã QR bên cạnh.",
    "2. Bấm «Bắt đầu», đọc thông báo về dữ liệu cá nhân, bấm «Đồng ý và liên kết».",
    "3. Phiếu dùng một lần, chỉ dành cho người có tên; không đưa cho người khác.",
)
SHEET_VALID = "Có giá trị đến hết ngày {}."
SHEET_ISSUER = "SỞ NỘI VỤ TỈNH BẮC NINH"
