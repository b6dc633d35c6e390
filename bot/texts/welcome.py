"""Greeting, the privacy notice with its consent, and all that is said on the way to a linked account."""

from collections.abc import Sequence

from markupsafe import Markup

from bot import buttons
from bot.message import Keyboard, Message
from bot.texts.words import ROLES, html, lines
from models.kinds import Role
from models.linking import Candidate, LinkRequest
from models.person import Person

DESCRIPTION = (
    "Trợ lý bồi dưỡng cán bộ, công chức cấp xã của Sở Nội vụ tỉnh Bắc Ninh. Tra cứu lớp đang mở, đăng ký học, "
    "theo dõi kết quả duyệt. Bấm «Bắt đầu» để liên kết tài khoản với danh sách cán bộ."
)

# Kept word for word with each consent; a change of wording is a new text, and old consents keep the old one.
PRIVACY = (
    "1. Hệ thống lưu số điện thoại, tài khoản Telegram và việc đăng ký học của đồng chí, chỉ để tổ chức bồi dưỡng.",
    "2. Chỉ lãnh đạo đơn vị của đồng chí, Sở Nội vụ và giảng viên của lớp được xem; không chuyển cho bên khác.",
    "3. Đồng chí có quyền xem, sửa, xoá và rút lại sự đồng ý bất cứ lúc nào: gõ /trogiup.",
)
CONSENT = " ".join((*PRIVACY, "Tôi đồng ý để hệ thống xử lý các dữ liệu nêu trên."))

STAFF_CODE_EXAMPLE = "CB-09190-003 15/08/1985"


def greeting() -> Message:
    """Who we are, what is kept, and the one button that is both consent and proof."""
    return Message(
        lines(
            html("<b>Trợ lý bồi dưỡng cán bộ, công chức cấp xã – Sở Nội vụ tỉnh Bắc Ninh</b>"),
            "Hệ thống giúp đồng chí tra cứu lớp đang mở, đăng ký học và theo dõi kết quả duyệt.",
            "",
            html("<b>Về dữ liệu cá nhân</b>"),
            *PRIVACY,
            "",
            html(
                "Để bắt đầu, đề nghị đồng chí bấm nút «{}» ở bên dưới. Bấm nút là đồng chí đồng ý với ba điều trên."
            ).format(buttons.SHARE_PHONE_LABEL),
        ),
        keyboard=Keyboard.share_phone,
    )


def invited(name: str) -> Message:
    """The greeting of one who came by a personal link."""
    return Message(
        lines(
            html("<b>Trợ lý bồi dưỡng cán bộ, công chức cấp xã – Sở Nội vụ tỉnh Bắc Ninh</b>"),
            html("Liên kết này dành riêng cho đ/c <b>{}</b>.").format(name),
            "",
            html("<b>Về dữ liệu cá nhân</b>"),
            *PRIVACY,
            "",
            "Nếu đúng là đồng chí và đồng chí đồng ý với ba điều trên, đề nghị bấm nút bên dưới.",
        ),
        buttons=[[buttons.CONSENT_INVITE.on()], [buttons.CANCEL.on()]],
    )


def linked(person: Person, posts: Sequence[str]) -> Message:
    """The account is tied."""
    return Message(
        lines(
            html("Đã liên kết tài khoản với đ/c <b>{}</b>.").format(person.name),
            html("{}").format(", ".join(part for part in ("; ".join(posts), person.commune) if part)),
            "",
            "Nếu không đúng, đề nghị bấm «Không phải tôi».",
        ),
        keyboard=Keyboard.none,
        fresh=True,
        menu=menu(person),
        then=Message(
            html("Gõ /lop để xem các lớp đang mở cho đồng chí, hoặc gõ tên lớp cần tìm (không cần dấu)."),
            buttons=[[buttons.LIST.on()], [buttons.NOT_ME.on()]],
            fresh=True,
        ),
    )


def home(person: Person) -> Message:
    """What a linked person sees at /start."""
    roles = [role for role in (Role.leader, Role.coordinator, Role.trainer, Role.admin) if role in person.roles]
    return Message(
        lines(
            html("Kính chào đ/c <b>{}</b>.").format(person.name) if person.name else html("Kính chào đồng chí."),
            html("{}").format(person.commune) if person.commune else None,
            html("Vai trò: {}.").format(", ".join(ROLES[role] for role in roles)) if roles else None,
            "",
            commands(person),
            "",
            "Đồng chí cũng có thể gõ tên lớp, nơi học hoặc tháng cần tìm, không cần dấu.",
        ),
        buttons=[[buttons.LIST.on(), buttons.MINE.on()]] if person.official_id else (),
        menu=menu(person),
    )


def commands(person: Person) -> Markup:
    """The commands of the person's roles, one a line."""
    return lines(*(html("/{} – {}").format(name, what) for name, what in menu(person)))


def menu(person: Person) -> list[tuple[str, str]]:
    """Command and meaning, as the person's roles allow: the same list is set as Telegram's command menu."""
    found = [("start", "trang chính")]
    if person.official_id is not None:
        found += [("lop", "các lớp đang mở"), ("dangky", "đăng ký của tôi")]
    if person.has(Role.leader, Role.coordinator):
        found.append(("duyet", "yêu cầu chờ tôi duyệt"))
    if person.has(Role.coordinator, Role.admin):
        found.append(("canbo", "tra cứu cán bộ, mời liên kết"))
    if person.has(Role.admin):
        found.append(("nhap", "nhập danh sách từ tệp Excel"))
    found.append(("trogiup", "hướng dẫn, dữ liệu của tôi"))
    return found


def help_text(person: Person) -> Message:
    """How to use it, and how to see or withdraw one's data."""
    return Message(
        lines(
            html("<b>Hướng dẫn</b>"),
            "• Tìm lớp: gõ tên lớp, nơi học, tháng hoặc chữ viết tắt, ví dụ «chuyen doi so thang 12», «qlnn».",
            "• Đăng ký: mở lớp, bấm «Đăng ký», xem lại rồi bấm «Xác nhận». Lãnh đạo đơn vị được báo ngay.",
            "• Theo dõi hoặc rút đăng ký: /dangky.",
            "• Đang nhập dở: bấm «Huỷ» hoặc gõ /start.",
            "",
            commands(person),
            "",
            html("<b>Dữ liệu của đồng chí</b>"),
            *PRIVACY,
            "Bấm «Huỷ liên kết» để rút lại sự đồng ý; lịch sử học được Sở Nội vụ lưu theo quy định.",
        ),
        buttons=[[buttons.UNLINK.on()], [buttons.HOME.on()]] if person.official_id else (),
    )


def ask_staff_code(many: bool, tries: int) -> Message:
    """The phone led nowhere, or to several: ask for code and birth date."""
    why = (
        "Số điện thoại này có ở nhiều dòng trong danh sách cán bộ."
        if many
        else "Chưa tìm thấy số điện thoại này trong danh sách cán bộ."
    )
    return Message(
        lines(
            why,
            html("Đề nghị đồng chí nhập <b>mã cán bộ</b> và <b>ngày sinh</b>, ví dụ: <code>{}</code>").format(
                STAFF_CODE_EXAMPLE
            ),
            html("Đồng chí còn {} lần nhập.").format(tries),
        ),
        keyboard=Keyboard.none,
        fresh=True,
        then=Message(
            html("Nếu không nhớ mã cán bộ, đề nghị gửi yêu cầu để điều phối viên của Sở Nội vụ xác nhận."),
            buttons=[[buttons.ASK_COORDINATOR.on()], [buttons.CANCEL.on()]],
            fresh=True,
        ),
    )


def confirm_move(tries: int) -> Message:
    """The phone's owner already uses another account: a number may have changed hands, so ask for more."""
    return Message(
        lines(
            "Số điện thoại này đang gắn với một tài khoản Telegram khác.",
            html(
                "Để chuyển sang, đề nghị nhập <b>mã cán bộ</b> và <b>ngày sinh</b>, ví dụ: <code>{}</code>"
            ).format(STAFF_CODE_EXAMPLE),
            html("Đồng chí còn {} lần nhập.").format(tries),
        ),
        keyboard=Keyboard.none,
        fresh=True,
        then=Message(
            html("Nếu không nhớ mã cán bộ, đề nghị gửi yêu cầu cho điều phối viên."),
            buttons=[[buttons.ASK_COORDINATOR.on()], [buttons.CANCEL.on()]],
            fresh=True,
        ),
    )


def not_understood_code() -> Message:
    """The text was not a code and a date."""
    return Message(
        html("Chưa đọc được mã cán bộ và ngày sinh. Đề nghị nhập trên một dòng, ví dụ: <code>{}</code>").format(
            STAFF_CODE_EXAMPLE
        ),
        buttons=[[buttons.ASK_COORDINATOR.on()], [buttons.CANCEL.on()]],
    )


def wrong_code(tries: int) -> Message:
    """Code and birth date do not belong together."""
    left = (
        html("Đồng chí còn {} lần nhập.").format(tries)
        if tries
        else html("Đã hết số lần nhập; đề nghị chờ một giờ rồi thử lại, hoặc gửi yêu cầu cho điều phối viên.")
    )
    return Message(
        lines("Mã cán bộ và ngày sinh không khớp với danh sách cán bộ.", left),
        buttons=[[buttons.ASK_COORDINATOR.on()], [buttons.CANCEL.on()]],
    )


def ask_name() -> Message:
    """What the coordinator will read."""
    return Message(
        html("Đề nghị nhập <b>họ và tên</b>, <b>chức danh</b> và <b>đơn vị</b> trên một dòng, ví dụ: {}").format(
            "Nguyễn Văn An, công chức Văn hóa – xã hội, phường Võ Cường"
        ),
        buttons=[[buttons.CANCEL.on()]],
        fresh=True,
    )


def request_sent() -> Message:
    """The request lies with the coordinators."""
    return Message(
        html("Đã gửi yêu cầu tới điều phối viên của Sở Nội vụ. Kết quả sẽ được báo tại đây."), keyboard=Keyboard.none
    )


def link_wanted(request: LinkRequest, found: Sequence[Candidate], phone: str) -> Message:
    """To a coordinator: who may this be?"""
    rows = [[buttons.THIS_IS.on(request.id, c.id, label=f"{c.full_name} – {c.unit}"[:60])] for c in found]
    return Message(
        lines(
            html("<b>Yêu cầu liên kết tài khoản</b>"),
            html("Người gửi tự khai: «{}»").format(request.said),
            html("Số điện thoại đã chia sẻ: {}").format(phone) if phone else "Chưa chia sẻ số điện thoại.",
            "",
            "Nếu đúng người trong danh sách, đề nghị bấm tên để xác nhận:"
            if found
            else html(
                "Không tìm thấy ai có tên như vậy trong danh sách. Gõ /canbo và tên để tra cứu, hoặc bấm «Từ chối»."
            ),
            *(html("• {} – {} – {}").format(c.full_name, c.staff_code, c.unit) for c in found),
        ),
        buttons=[*rows, [buttons.REFUSE_LINK.on(request.id)]],
    )


def link_request_closed(confirmed: str | None) -> Message:
    """After the coordinator's tap."""
    return Message(
        html("Đã xác nhận liên kết với đ/c <b>{}</b>.").format(confirmed)
        if confirmed
        else html("Đã từ chối yêu cầu liên kết.")
    )


def link_answered(name: str | None) -> Message:
    """To the account that asked."""
    if name is None:
        return Message(
            lines(
                "Điều phối viên chưa xác nhận được đồng chí trong danh sách cán bộ.",
                "Đề nghị liên hệ bộ phận tổ chức của đơn vị để kiểm tra số điện thoại trong danh sách, rồi gõ /start.",
            )
        )
    return Message(
        lines(
            html("Điều phối viên đã xác nhận: tài khoản này là của đ/c <b>{}</b>.").format(name),
            "Gõ /lop để xem các lớp đang mở.",
        ),
        buttons=[[buttons.LIST.on()]],
    )


def account_replaced(name: str) -> Message:
    """To the account that was linked before."""
    return Message(
        lines(
            html("Đ/c <b>{}</b> nay dùng một tài khoản Telegram khác; tài khoản này không còn được liên kết.").format(
                name
            ),
            "Nếu không phải đồng chí thực hiện, đề nghị báo ngay điều phối viên của Sở Nội vụ.",
        )
    )


def ask_unlink() -> Message:
    return Message(
        lines(
            html("<b>Huỷ liên kết tài khoản?</b>"),
            "Đồng chí sẽ không nhận được thông báo nữa. Các đăng ký đang có vẫn giữ nguyên; liên kết lại bằng /start.",
        ),
        buttons=[[buttons.CONFIRM_UNLINK.on(), buttons.CANCEL.on()]],
    )


def unlinked() -> Message:
    return Message(html("Đã huỷ liên kết và ghi nhận việc rút lại sự đồng ý. Gõ /start khi cần dùng lại."))


def admin_without_line() -> Message:
    """A first admin of the settings who is not on the roster."""
    return Message(
        lines(
            html("Kính chào đồng chí <b>quản trị</b>."),
            "Tài khoản này được cấu hình là quản trị đầu tiên. Đề nghị gửi tệp Excel danh sách vào đây, hoặc gõ /nhap.",
            "Để đăng ký học như cán bộ khác, đề nghị chia sẻ số điện thoại.",
        ),
        keyboard=Keyboard.share_phone,
    )


def cancelled() -> Message:
    """«Huỷ» always gets one out."""
    return Message(html("Đã huỷ. Gõ /lop để xem lớp, /start để về trang chính."))


def stale() -> Message:
    """A button of an older screen."""
    return Message(
        html("Màn hình này đã cũ. Đề nghị mở lại từ /start."), buttons=[[buttons.HOME.on()]], toast="Màn hình đã cũ"
    )


def unknown_command() -> Message:
    return Message(html("Không có lệnh này. Gõ /trogiup để xem các lệnh, hoặc gõ tên lớp cần tìm."))


def not_a_text() -> Message:
    return Message(html("Hệ thống chỉ đọc được chữ và tệp Excel (.xlsx). Gõ tên lớp cần tìm, hoặc /trogiup."))
