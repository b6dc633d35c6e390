"""The front door's words: greeting with the privacy notice, home, help, one's own data, and the ways out."""

from markupsafe import Markup

from bot import buttons
from bot.message import Keyboard, Message
from bot.texts.words import ROLES, html, lines
from models.kinds import Role
from models.person import Person

DESCRIPTION = (
    "Trợ lý bồi dưỡng cán bộ, công chức cấp xã của Sở Nội vụ tỉnh Bắc Ninh. Tra cứu lớp đang mở, đăng ký học, "
    "theo dõi kết quả duyệt. Bấm «Bắt đầu» để liên kết tài khoản với danh sách cán bộ."
)
NAME = html("<b>Trợ lý bồi dưỡng cán bộ, công chức cấp xã – Sở Nội vụ tỉnh Bắc Ninh</b>")

# Kept word for word with each consent; a change of wording is a new text, and old consents keep the old one.
PRIVACY_TITLE = html("<b>Về dữ liệu cá nhân</b>")
PRIVACY = (
    "1. Hệ thống lưu số điện thoại, tài khoản Telegram và việc đăng ký học của đồng chí, chỉ để tổ chức bồi dưỡng.",
    "2. Chỉ lãnh đạo đơn vị, Sở Nội vụ và giảng viên của lớp được xem; ngoài Telegram, không chuyển cho bên khác.",
    "3. Đồng chí có quyền xem, sửa, xoá dữ liệu và rút lại sự đồng ý bất cứ lúc nào: gõ /dulieu.",
)
CONSENT = " ".join((*PRIVACY, "Tôi đồng ý để hệ thống xử lý các dữ liệu nêu trên."))
SHARE_PHONE = buttons.SHARE_PHONE_LABEL


def greeting() -> Message:
    """Who we are, what is kept, and the one button that is both consent and proof."""
    return Message(
        lines(
            NAME,
            "Hệ thống giúp đồng chí tra cứu lớp đang mở, đăng ký học và theo dõi kết quả duyệt.",
            "",
            PRIVACY_TITLE,
            *PRIVACY,
            "",
            html(
                "Để bắt đầu, đề nghị đồng chí bấm nút «{}» ở bên dưới. Bấm nút là đồng chí đồng ý với ba điều trên."
            ).format(SHARE_PHONE),
        ),
        keyboard=Keyboard.share_phone,
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
        found += [("lich", "lịch học của tôi"), ("sotiet", "số tiết của tôi")]
    if person.has(Role.leader, Role.coordinator):
        found.append(("duyet", "yêu cầu chờ tôi duyệt"))
    if person.has(Role.leader):
        found.append(("cu", "cử cán bộ đi học"))
    if person.leads - person.acting_for.keys():
        found.append(("uyquyen", "uỷ quyền duyệt khi vắng mặt"))
    if person.has(Role.trainer):
        found.append(("diemdanh", "điểm danh buổi học hôm nay"))
    if person.has(Role.coordinator, Role.admin):
        found.append(("quanly", "quản lý lớp: mở lớp, danh sách, công văn, chứng chỉ"))
        found.append(("tongket", "tổng kết tuần"))
        found.append(("canbo", "tra cứu cán bộ, mời liên kết"))
    if person.has(Role.admin):
        found.append(("nhap", "nhập danh sách từ tệp Excel"))
        found.append(("thongbao", "gửi thông báo"))
    if person.official_id is not None:
        found.append(("dulieu", "dữ liệu của tôi"))
    found.append(("trogiup", "hướng dẫn"))
    return found


def help_text(person: Person) -> Message:
    """How to use it, and how to see or withdraw one's data."""
    is_linked = person.official_id is not None
    data = (
        (
            "• Xem, tải về, báo sai, đề nghị xoá, xem ai đã xem: /dulieu.",
            "• Rút lại sự đồng ý: bấm «Huỷ liên kết», có hiệu lực ngay.",
            "• Lịch sử học được Sở Nội vụ lưu theo quy định.",
        )
        if is_linked
        else ("Tài khoản này chưa liên kết. Gõ /start để bắt đầu.",)
    )
    return Message(
        lines(
            html("<b>Hướng dẫn</b>"),
            "• Tìm lớp: gõ tên lớp, nơi học, tháng hoặc chữ viết tắt, ví dụ «chuyen doi so thang 12», «qlnn».",
            "• Đăng ký: mở lớp, bấm «Đăng ký», xem lại rồi bấm «Xác nhận». Lãnh đạo đơn vị được báo ngay.",
            "• Theo dõi, rút đăng ký hoặc đổi người học thay: /dangky.",
            "• Được cử mà chưa phù hợp: bấm «Có ý kiến» ở lớp đó.",
            "• Cử cán bộ: /cu, chọn lớp, đánh dấu từng người rồi bấm «Gửi»." if person.has(Role.leader) else None,
            html("• Nhận lịch học tuần tới mỗi tối Chủ nhật, ngừng tin không cần: bấm «{}».").format(
                buttons.TOPICS.label
            )
            if is_linked
            else None,
            "• Đang nhập dở: bấm «Huỷ», gõ /huy hoặc /start.",
            "",
            commands(person),
            "",
            html("<b>Dữ liệu của đồng chí</b>"),
            *PRIVACY,
            *data,
        ),
        buttons=[[buttons.MY_DATA.on(), buttons.UNLINK.on()], [buttons.TOPICS.on(), buttons.HOME.on()]]
        if is_linked
        else (),
    )


def admin_without_line() -> Message:
    """A first admin of the settings who is not on the roster."""
    return Message(
        lines(
            html("Kính chào đồng chí <b>quản trị</b>."),
            "Tài khoản này được cấu hình là quản trị đầu tiên. Đề nghị gửi tệp Excel danh sách vào đây, hoặc gõ /nhap.",
            "",
            PRIVACY_TITLE,
            *PRIVACY,
            "",
            html("Để đăng ký học như cán bộ khác, đề nghị bấm «{}»; bấm nút là đồng ý với ba điều trên.").format(
                SHARE_PHONE
            ),
        ),
        keyboard=Keyboard.share_phone,
    )


def cancelled(person: Person) -> Message:
    """«Huỷ» always gets one out."""
    if person.official_id is None:
        return Message(html("Đã huỷ. Gõ /start khi cần bắt đầu lại."))
    return Message(html("Đã huỷ, không có gì thay đổi. Gõ /lop để xem lớp, /start để về trang chính."))


def stale() -> Message:
    """A button of an older screen."""
    return Message(
        html("Màn hình này đã cũ. Đề nghị mở lại từ /start."), buttons=[[buttons.HOME.on()]], toast="Màn hình đã cũ"
    )


def unknown_command() -> Message:
    return Message(html("Không có lệnh này. Gõ /trogiup để xem các lệnh, hoặc gõ tên lớp cần tìm."))


def not_a_text(is_asked: bool = False) -> Message:
    """`is_asked`: a question is open, and stays so."""
    if is_asked:
        return Message(html("Câu hỏi trên cần trả lời bằng chữ. Đề nghị gõ câu trả lời, hoặc /start để thôi."))
    return Message(html("Hệ thống chỉ đọc được chữ và tệp Excel (.xlsx). Gõ tên lớp cần tìm, hoặc /trogiup."))


def too_much_at_once() -> Message:
    """One person sends more than can be answered; what came first is still done."""
    return Message(
        html("Đồng chí thao tác quá nhanh nên các thao tác sau cùng được bỏ qua. Đề nghị chờ vài giây rồi thử lại."),
        fresh=True,
    )


def hushed() -> Message:
    """A stranger who asks without end."""
    return Message(
        html("Tài khoản này gửi quá nhiều tin. Đề nghị thử lại sau một phút; để liên kết, gõ /start."), fresh=True
    )
