"""What is said on the way to a linked account."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot import buttons
from bot.message import Keyboard, Message
from bot.texts.welcome import NAME, PRIVACY, PRIVACY_TITLE, SHARE_PHONE, commands, menu
from bot.texts.words import html, lines, moment
from models.person import Person

EXAMPLE = "CB-09190-003 15/08/1985"
ASK_BOTH = html("Đề nghị đồng chí nhập <b>mã cán bộ</b> và <b>ngày sinh</b>, ví dụ: <code>{}</code>").format(EXAMPLE)
OTHER_WAYS = [[buttons.ASK_COORDINATOR.on()], [buttons.CANCEL.on()]]


def invited(name: str) -> Message:
    """The greeting of one who came by a personal link."""
    return Message(
        lines(
            NAME,
            html("Liên kết này dành riêng cho đ/c <b>{}</b>.").format(name),
            "",
            PRIVACY_TITLE,
            *PRIVACY,
            "",
            html("Nếu đúng là đồng chí và đồng chí đồng ý với ba điều trên, đề nghị bấm «{}».").format(
                buttons.CONSENT_INVITE.label
            ),
        ),
        buttons=[[buttons.CONSENT_INVITE.on()], [buttons.CANCEL.on()]],
        fresh=True,
    )


def invitation_closed() -> Message:
    """The question was dropped meanwhile; the code itself may still be good."""
    return Message(
        html("Màn hình này đã cũ. Đề nghị mở lại liên kết mời hoặc quét lại mã QR, hoặc gõ /start."),
        buttons=[[buttons.HOME.on()]],
        toast="Màn hình đã cũ",
    )


def linked(person: Person, posts: Sequence[str]) -> Message:
    """The account is tied."""
    place = ", ".join(part for part in ("; ".join(posts), person.commune) if part)
    return Message(
        lines(
            html("✅ Đã liên kết tài khoản với đ/c <b>{}</b>.").format(person.name),
            html("{}").format(place) if place else None,
            html("Nếu không đúng, đề nghị bấm «{}» ở tin dưới.").format(buttons.NOT_ME.label),
        ),
        keyboard=Keyboard.none,
        fresh=True,
        menu=menu(person),
        then=Message(
            lines(
                "Đồng chí có thể gõ tên lớp cần tìm (không cần dấu), hoặc dùng các lệnh:",
                commands(person),
            ),
            buttons=[[buttons.LIST.on()], [buttons.NOT_ME.on()]],
            fresh=True,
        ),
    )


def already_linked(person: Person) -> Message:
    """The same person once more."""
    return Message(
        html("Tài khoản này đã liên kết với đ/c <b>{}</b>; không cần làm gì thêm.").format(person.name),
        buttons=[[buttons.HOME.on()], [buttons.NOT_ME.on()]],
        fresh=True,
    )


def other_number(person: Person) -> Message:
    """A linked person shares a number that the roster does not have for them."""
    return Message(
        lines(
            html(
                "Tài khoản này vẫn liên kết với đ/c <b>{}</b>, nhưng số vừa chia sẻ khác số trong danh sách cán bộ."
            ).format(person.name),
            "Đồng chí dùng hệ thống bình thường; để sửa số trong danh sách, đề nghị báo điều phối viên của Sở Nội vụ.",
        ),
        buttons=[[buttons.HOME.on()], [buttons.NOT_ME.on()]],
        fresh=True,
    )


def not_own_contact(is_linked: bool) -> Message:
    """A card of somebody else, or a number typed by hand."""
    if is_linked:
        return Message(
            html("Đây không phải số của chính tài khoản này; hệ thống không lưu danh thiếp của người khác."), fresh=True
        )
    return Message(
        lines(
            "Đây không phải số điện thoại của chính tài khoản này nên không dùng để liên kết được.",
            html("Đề nghị bấm nút «{}» ở bên dưới để chia sẻ số của mình.").format(SHARE_PHONE),
        ),
        keyboard=Keyboard.share_phone,
        fresh=True,
    )


def ask_staff_code(why: str, tries: int, until: datetime | None) -> Message:
    """The phone led nowhere, to several, or to a place that is taken: ask for code and birth date."""
    return Message(
        lines(WHY_CODE[why], ASK_BOTH if tries else None, tries_line(tries, until)),
        keyboard=Keyboard.none,
        fresh=True,
        then=Message(
            html("Nếu không nhớ mã cán bộ, đề nghị gửi yêu cầu để điều phối viên của Sở Nội vụ xác nhận."),
            buttons=OTHER_WAYS,
            fresh=True,
        ),
    )


WHY_CODE = {
    "none": "Chưa tìm thấy số điện thoại này trong danh sách cán bộ.",
    "many": "Số điện thoại này có ở nhiều dòng trong danh sách cán bộ.",
    "taken": "Số điện thoại này đang gắn với một tài khoản Telegram khác. Nếu đồng chí vừa đổi điện thoại hoặc "
    "tài khoản, cần xác nhận thêm.",
    "asked": "Cảm ơn đồng chí đã đồng ý.",
}


def tries_line(tries: int, until: datetime | None) -> Markup:
    """How many tries are left, or how long to wait."""
    if tries:
        return html("Đồng chí còn {} lần nhập.").format(tries)
    when = html(" sau {}").format(moment(until)) if until else html(" sau")
    return html("Đã hết số lần nhập. Đề nghị thử lại{}, hoặc gửi yêu cầu cho điều phối viên.").format(when)


def ask_birth_date() -> Message:
    """The code came alone."""
    return Message(
        html("Đã nhận mã cán bộ. Đề nghị đồng chí nhập tiếp <b>ngày sinh</b>, ví dụ: <code>15/08/1985</code>"),
        buttons=OTHER_WAYS,
        fresh=True,
    )


def ask_code() -> Message:
    """The birth date came alone."""
    return Message(
        html("Đã nhận ngày sinh. Đề nghị đồng chí nhập tiếp <b>mã cán bộ</b>, ví dụ: <code>CB-09190-003</code>"),
        buttons=OTHER_WAYS,
        fresh=True,
    )


def no_such_day() -> Message:
    """It looks like a date, but there is no such day."""
    return Message(
        html("Ngày sinh này không có trong lịch. Đề nghị nhập lại theo ngày/tháng/năm, ví dụ: <code>15/08/1985</code>"),
        buttons=OTHER_WAYS,
        fresh=True,
    )


def not_understood() -> Message:
    """The text was neither a code nor a date."""
    return Message(lines("Chưa đọc được mã cán bộ và ngày sinh.", ASK_BOTH), buttons=OTHER_WAYS, fresh=True)


def wrong_code(tries: int, until: datetime | None) -> Message:
    """Code and birth date do not belong together."""
    return Message(
        lines(
            "Mã cán bộ và ngày sinh không khớp với danh sách cán bộ.",
            "Đề nghị kiểm tra rồi nhập lại cả mã cán bộ và ngày sinh." if tries else None,
            tries_line(tries, until),
        ),
        buttons=OTHER_WAYS,
        fresh=True,
    )


def no_birth_date() -> Message:
    """The roster has no birth date with this code."""
    return Message(
        lines(
            "Danh sách cán bộ chưa ghi ngày sinh của mã này nên hệ thống chưa tự xác nhận được.",
            html("Đề nghị bấm «{}».").format(buttons.ASK_COORDINATOR.label),
        ),
        buttons=OTHER_WAYS,
        fresh=True,
    )
