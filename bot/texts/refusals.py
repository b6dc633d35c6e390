"""The wording of each no: the reason in one sentence, then what to do."""

from datetime import datetime

from bot import buttons
from bot.message import Message, Press
from bot.texts.words import day, html, lines, moment, number
from models.refusals import (
    AlreadyDecided,
    AlreadyRegistered,
    CommuneCapReached,
    CommuneNotInvited,
    CourseClosed,
    CourseFull,
    CourseNotOpen,
    DatesClash,
    InviteInvalid,
    NoLongerThere,
    NoRight,
    NotLinked,
    NotOwnContact,
    OfficialLeft,
    PrerequisiteMissing,
    Refusal,
    TooManyTries,
)


def sentence(refusal: Refusal, now: datetime) -> str:
    """The reason."""
    match refusal:
        case NotLinked():
            return "Tài khoản Telegram này chưa được liên kết với danh sách cán bộ. Đề nghị gõ /start."
        case OfficialLeft():
            return (
                "Theo danh sách cán bộ, đồng chí không còn công tác tại đơn vị. "
                "Nếu chưa đúng, đề nghị báo điều phối viên của Sở Nội vụ."
            )
        case NoRight():
            return "Đồng chí không có quyền thực hiện việc này. Nếu cần, đề nghị liên hệ quản trị hệ thống."
        case NoLongerThere():
            return "Nội dung này không còn hoặc đã thay đổi. Đề nghị mở lại từ /start."
        case CourseClosed(closed_at=at):
            last = (at.astimezone(now.tzinfo) - datetime.resolution).date()
            return f"Lớp đã hết hạn đăng ký từ {day(last)}."
        case CourseNotOpen(cancelled=True):
            return "Lớp này đã bị huỷ."
        case CourseNotOpen():
            return "Lớp này chưa mở đăng ký."
        case CommuneNotInvited():
            return "Lớp này không mời đơn vị của đồng chí."
        case CourseFull(seats=seats):
            return f"Lớp đã hết chỗ: cả {number(seats)} chỗ đã có người đăng ký."
        case CommuneCapReached(cap=cap):
            return f"Đơn vị của đồng chí đã có đủ {number(cap)} người, là mức tối đa của lớp này."
        case PrerequisiteMissing(missing=missing):
            return f"Trước lớp này cần hoàn thành: {'; '.join(missing)}."
        case DatesClash(other_title=title, at=at):
            return f"Buổi {moment(at.astimezone(now.tzinfo))} trùng với lớp «{title}» mà đồng chí đã đăng ký."
        case AlreadyRegistered():
            return "Đồng chí đã đăng ký lớp này. Gõ /dangky để xem trạng thái."
        case AlreadyDecided():
            return "Yêu cầu này đã được giải quyết; quyết định đầu tiên có hiệu lực."
        case TooManyTries(until=until):
            return (
                f"Đồng chí đã nhập sai quá số lần cho phép. Đề nghị thử lại sau {moment(until.astimezone(now.tzinfo))}."
            )
        case NotOwnContact():
            return (
                "Đây không phải số điện thoại của chính tài khoản này. "
                f"Đề nghị bấm nút «{buttons.SHARE_PHONE_LABEL}» để chia sẻ số của mình."
            )
        case InviteInvalid():
            return "Liên kết mời này đã được dùng hoặc đã hết hạn. Đề nghị xin liên kết mới, hoặc gõ /start."
    return "Chưa thực hiện được yêu cầu này. Đề nghị mở lại từ /start."


def refused(refusal: Refusal, now: datetime, ways: list[list[Press]], advice: str = "") -> Message:
    """The reason with the nearest open ways as buttons."""
    text = sentence(refusal, now)
    return Message(lines(html("{}").format(text), advice or None), buttons=ways, toast=_toast(refusal))


def _toast(refusal: Refusal) -> str:
    match refusal:
        case CourseFull() | CommuneCapReached():
            return "Đã hết chỗ"
        case CourseClosed():
            return "Đã hết hạn đăng ký"
        case AlreadyRegistered():
            return "Đồng chí đã đăng ký lớp này"
        case NoLongerThere() | AlreadyDecided():
            return "Màn hình đã cũ"
    return ""


def another_run(title: str) -> str:
    return f"Lớp khác cùng chương trình đang mở: {title}."


def ask_the_coordinator(name: str | None) -> str:
    who = f"đ/c {name} (điều phối viên của lớp)" if name else "điều phối viên của Sở Nội vụ"
    return f"Nếu cần, đề nghị liên hệ {who}."


def our_fault() -> Message:
    """Something of ours broke."""
    return Message(
        html("Hệ thống gặp lỗi và chưa thực hiện được. Quản trị đã được báo. Đề nghị đồng chí thử lại sau ít phút."),
        fresh=True,
    )


def done_before_restart() -> Message:
    """The effect is there, the answer may have been lost with the process."""
    return Message(
        html(
            "Hệ thống vừa khởi động lại; thao tác trước đó của đồng chí đã được ghi nhận. Gõ /dangky để xem trạng thái."
        ),
        fresh=True,
    )
