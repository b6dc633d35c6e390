"""What is said when a link ends: at the own wish, because it was a mistake, or by another hand."""

from bot import buttons
from bot.message import Message
from bot.texts.welcome import PRIVACY, PRIVACY_TITLE, menu
from bot.texts.words import html, lines
from models.person import Person


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


def account_untied(name: str) -> Message:
    """To the account that the department has untied."""
    return Message(
        lines(
            html("Sở Nội vụ đã gỡ liên kết giữa tài khoản này và đ/c <b>{}</b>.").format(name),
            "Nếu chưa đúng, đề nghị báo điều phối viên của Sở Nội vụ; để liên kết lại, gõ /start.",
        )
    )


def ask_unlink(person: Person, is_wrong: bool) -> Message:
    """«Huỷ liên kết», or «Không phải tôi»."""
    if is_wrong:
        return Message(
            lines(
                html("<b>Tài khoản này không phải của đ/c {}?</b>").format(person.name),
                "Bấm «Xác nhận» để gỡ liên kết; sau đó đồng chí có thể liên kết bằng mã cán bộ và ngày sinh.",
            ),
            buttons=[[buttons.CONFIRM_NOT_ME.on(), buttons.CANCEL.on()]],
        )
    return Message(
        lines(
            html("<b>Huỷ liên kết tài khoản?</b>"),
            "Đồng chí rút lại sự đồng ý và không nhận được thông báo nữa. Các đăng ký đang có vẫn giữ nguyên; "
            "liên kết lại bằng /start.",
        ),
        buttons=[[buttons.CONFIRM_UNLINK.on(), buttons.CANCEL.on()]],
    )


def unlinked(stranger: Person) -> Message:
    """Untied at the own wish."""
    return Message(
        html("Đã huỷ liên kết và ghi nhận việc rút lại sự đồng ý. Gõ /start khi cần dùng lại."), menu=menu(stranger)
    )


def not_me_done(stranger: Person) -> Message:
    """Untied because the number led to somebody else: the number is no proof here, the code is."""
    return Message(
        lines(
            "Đã gỡ liên kết. Số điện thoại của đồng chí có thể bị ghi nhầm trong danh sách; đề nghị báo điều phối viên "
            "của Sở Nội vụ.",
            "",
            PRIVACY_TITLE,
            *PRIVACY,
            "",
            html("Nếu đồng ý với ba điều trên và muốn liên kết bằng mã cán bộ, đề nghị bấm «{}».").format(
                buttons.TRY_CODE.label
            ),
        ),
        buttons=[[buttons.TRY_CODE.on()], [buttons.CANCEL.on()]],
        menu=menu(stranger),
    )
