"""What coordinators and admins read about people of the roster, and the invitations that they print."""

from collections.abc import Sequence
from datetime import date

from bot import buttons
from bot.message import File, Message, Press
from bot.texts.words import ROLES, cut, discreet, html, lines, number, short_day
from models.commune import bare
from models.folding import fold
from models.link_request import LinkRequest
from models.phones import mask_phone
from models.staff import CommuneCard, StaffCard, StaffLine

SHOWN = 10


def how_to(waiting: Sequence[LinkRequest], data_cases: int = 0) -> Message:
    """How to look up, the requests of those who could not prove who they are, and those about people's data."""
    return Message(
        lines(
            "Đề nghị gõ /canbo kèm:",
            html("• <b>họ tên</b> hoặc <b>mã cán bộ</b>, ví dụ: <code>/canbo nguyen thi lan</code>"),
            html("• <b>tên xã, phường</b>, ví dụ: <code>/canbo vo cuong</code>"),
            html("\n<b>Yêu cầu liên kết đang chờ: {}</b>").format(number(len(waiting))) if waiting else None,
        ),
        buttons=[
            *([buttons.LINK_REQUEST.on(one.id, label=cut(discreet(one.said), 55))] for one in waiting),
            *(
                [[buttons.DATA_CASES.on(label=f"{buttons.DATA_CASES.label} ({number(data_cases)})")]]
                if data_cases
                else []
            ),
        ],
    )


def found(said: str, people: Sequence[StaffLine], communes: Sequence[tuple[int, str]]) -> Message:
    """People by name or code, and communes that the same words may mean."""
    if not people and not communes:
        return Message(
            html(
                "Không tìm thấy ai theo «{}». Đề nghị gõ họ tên (không cần dấu), mã cán bộ hoặc tên xã, phường."
            ).format(cut(said, 60))
        )
    return Message(
        lines(
            html("<b>Kết quả theo «{}»</b>").format(cut(said, 60)),
            *(html("• {}").format(name) for _, name in communes),
            *(html("• {} ({}), {} – {}").format(one.full_name, one.staff_code, one.unit, reach(one)) for one in people),
        ),
        buttons=[
            *([buttons.COMMUNE.on(commune_id, label=name)] for commune_id, name in communes),
            *(_open(one) for one in people),
        ],
    )


def _open(one: StaffLine) -> list[Press]:
    return [buttons.STAFF.on(one.id, label=cut(f"{one.full_name} ({one.staff_code}), {one.unit}", 60))]


def reach(one: StaffLine) -> str:
    """Whether messages arrive."""
    if one.left_on is not None:
        return f"đã thôi công tác từ {short_day(one.left_on)}"
    if not one.linked:
        return "chưa liên kết"
    return "đã liên kết" if one.reachable else "đã chặn hệ thống"


def card(seen: StaffCard) -> Message:
    """One person, with what can be done."""
    one = seen.line
    rows: list[list[Press]] = [[buttons.WHY.on(one.id)], [buttons.INVITE.on(one.id)]] if one.left_on is None else []
    if one.commune_id is not None:
        rows.append([buttons.COMMUNE.on(one.commune_id, label=one.unit)])
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


def commune(seen: CommuneCard) -> Message:
    """How far a commune can be reached, and the sheet of invitations."""
    people, unlinked, blocked = len(seen.people), len(seen.unlinked), len(seen.blocked)
    rest = len(seen.unlinked) - SHOWN
    return Message(
        lines(
            html("<b>{}</b>: {} người trong danh sách").format(seen.name, number(people)),
            html("• Đã liên kết: <b>{}</b>").format(number(people - unlinked - blocked)),
            html("• Chưa liên kết: <b>{}</b>").format(number(unlinked)),
            html("• Đã chặn hệ thống: <b>{}</b>").format(number(blocked)),
            "",
            html("<b>Lãnh đạo duyệt đăng ký</b>") if seen.leaders else "Chưa có ai được giao duyệt đăng ký.",
            *(html("• {} – {}").format(one.full_name, reach(one)) for one in seen.leaders),
            html("\n<b>Chưa liên kết hoặc đã chặn</b>") if unlinked or blocked else None,
            *(html("• {} – đã chặn hệ thống").format(one.full_name) for one in seen.blocked[:SHOWN]),
            *(html("• {}").format(one.full_name) for one in seen.unlinked[:SHOWN]),
            html("và {} người khác").format(number(rest)) if rest > 0 else None,
        ),
        buttons=[
            *([[buttons.INVITE_COMMUNE.on(seen.id)]] if unlinked else []),
            *(_open(one) for one in seen.leaders),
        ],
    )


def invite(one: StaffLine, link: str, days: int) -> Message:
    """One link for one person."""
    return Message(
        lines(
            html("Liên kết mời của đ/c <b>{}</b>, dùng một lần, có hạn {} ngày:").format(one.full_name, number(days)),
            html("<code>{}</code>").format(link),
            "Đề nghị chỉ gửi cho chính người đó: ai mở và đồng ý trước sẽ được liên kết. Liên kết mời cũ hết hiệu lực.",
            "Người này đang liên kết; tài khoản mở liên kết sẽ thay tài khoản hiện nay." if one.linked else None,
        ),
        fresh=True,
    )


def invitation_sheet(seen: CommuneCard, valid_to: date, content: bytes) -> Message:
    """The file with its caption."""
    return Message(
        lines(
            html("Phiếu mời của <b>{}</b>: {} người chưa liên kết, có giá trị đến hết ngày {}.").format(
                seen.name, number(len(seen.unlinked)), short_day(valid_to)
            ),
            "Đề nghị mở tệp bằng trình duyệt rồi in, cắt và trao tận tay từng người. Phiếu in trước đây hết hiệu lực.",
        ),
        file=File(f"phieu-moi-{fold(bare(seen.name)).replace(' ', '-')}.html", content),
        fresh=True,
    )


def nobody_to_invite(seen: CommuneCard) -> Message:
    """No slip is needed, or there is nobody."""
    text = "Mọi người của <b>{}</b> đã liên kết." if seen.people else "Danh sách chưa có ai của <b>{}</b>."
    return Message(html(text).format(seen.name), fresh=True)


def ask_unlink(one: StaffLine) -> Message:
    """Before the account of somebody else is untied."""
    return Message(
        lines(
            html("<b>Gỡ liên kết tài khoản của đ/c {}?</b>").format(one.full_name),
            "Tài khoản đó mất quyền sử dụng ngay và được báo; người này phải liên kết lại từ đầu.",
        ),
        buttons=[
            [buttons.CONFIRM_UNLINK_STAFF.on(one.id), buttons.STAFF.on(one.id, label=buttons.BACK.label)],
        ],
    )


def ask_left(one: StaffLine) -> Message:
    """Before somebody is taken off the service."""
    return Message(
        lines(
            html("<b>Ghi nhận đ/c {} đã thôi công tác?</b>").format(one.full_name),
            "Người này mất quyền sử dụng ngay; các đăng ký học còn hiệu lực được rút, chỗ chuyển cho danh sách chờ.",
        ),
        buttons=[[buttons.CONFIRM_LEFT.on(one.id), buttons.STAFF.on(one.id, label=buttons.BACK.label)]],
    )


def ask_invite_commune(seen: CommuneCard) -> Message:
    """Before slips that were printed earlier lose their value."""
    return Message(
        lines(
            html("<b>Tạo phiếu mời của {}?</b>").format(seen.name),
            html("Phiếu có {} người chưa liên kết. Phiếu đã in trước đây của họ hết hiệu lực.").format(
                number(len(seen.unlinked))
            ),
        ),
        buttons=[[buttons.CONFIRM_INVITE_COMMUNE.on(seen.id), buttons.COMMUNE.on(seen.id, label=buttons.BACK.label)]],
    )


def changed(what: str) -> str:
    """What the tap did."""
    return {"left": "Đã ghi nhận thôi công tác", "back": "Đã khôi phục", "unlinked": "Đã gỡ liên kết"}[what]


SHEET_TITLE = "Phiếu mời sử dụng Trợ lý bồi dưỡng cán bộ"
SHEET_LINES = (
    "1. Dùng điện thoại đã cài Telegram, quét mã QR bên cạnh.",
    "2. Bấm «Bắt đầu» (Start), đọc thông báo về dữ liệu cá nhân, bấm «Đồng ý và liên kết».",
    "3. Phiếu dùng một lần, chỉ dành cho người có tên; không đưa cho người khác.",
)
SHEET_VALID = "Có giá trị đến hết ngày {}."
SHEET_ISSUER = "SỞ NỘI VỤ TỈNH BẮC NINH"
