"""The wording of each no: the reason in one sentence, then what to do."""

from datetime import datetime

from bot import buttons
from bot.message import Message, Press
from bot.texts import data_cases
from bot.texts.words import cut, day, html, last_day, lines, moment, number, short_day
from models.linking_refusals import InviteInvalid, LinkedAsAnother, TooManyTries
from models.paper_refusals import NobodyToList, NotCompleted, TooManyDocuments, TooManyLookups
from models.refusals import (
    AgeOutside,
    AlreadyDecided,
    AlreadyRegistered,
    ColleagueAway,
    CommuneCapReached,
    CommuneNotInvited,
    CourseBegun,
    CourseClosed,
    CourseFull,
    CourseNotOpen,
    DatesClash,
    NobodyToAsk,
    NoKeptSeat,
    NoLongerThere,
    NoRight,
    NotLinked,
    OfferOver,
    OfficialLeft,
    PartyMembersOnly,
    PrerequisiteMissing,
    QueueAhead,
    Refusal,
    SeatsKept,
    WithdrawTooLate,
)
from models.ways import Way

YOU, THEM = "đồng chí", "đồng chí ấy"


def sentence(refusal: Refusal, now: datetime, who: str = YOU) -> str:
    """The reason; `who` is the official whom it concerns: the reader, or somebody whom the reader asks about."""
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
            return f"Lớp đã hết hạn đăng ký (hạn cuối: {day(last_day(at, now))})."
        case CourseNotOpen(cancelled=True):
            return "Lớp này đã bị huỷ."
        case CourseNotOpen():
            return "Lớp này chưa mở đăng ký."
        case CommuneNotInvited():
            return f"Lớp này không mời đơn vị của {who}."
        case CourseFull(seats=seats):
            return f"Lớp đã hết chỗ: cả {number(seats)} chỗ đã có người đăng ký."
        case CommuneCapReached(cap=cap):
            return f"Đơn vị của {who} đã có đủ {number(cap)} người, là mức tối đa của lớp này."
        case SeatsKept(kept=kept, until=until):
            day_kept = short_day(last_day(until, now))
            return f"Các chỗ còn lại ({number(kept)}) đang giữ cho đơn vị khác đến hết ngày {day_kept}."
        case NoKeptSeat():
            return "Ở lớp này hiện không còn chỗ giữ theo đơn vị nào để xin hoặc nhường."
        case NobodyToAsk(commune=commune):
            return f"{commune} chưa có lãnh đạo nào trên hệ thống để hỏi."
        case QueueAhead(ahead=ahead):
            return f"Đang có {number(ahead)} người trong danh sách chờ trước {who}."
        case AgeOutside(age=age, limit=limit, is_most=is_most, basis=basis):
            bound = f"không quá {limit}" if is_most else f"từ đủ {limit}"
            return f"Chương trình này dành cho người {bound} tuổi; khi khai giảng {who} {age} tuổi{_on(basis)}."
        case PartyMembersOnly(basis=basis):
            return f"Chương trình này dành cho đảng viên{_on(basis)}."
        case OfferOver():
            return "Lời mời nhận chỗ này không còn hiệu lực."
        case WithdrawTooLate(until=until):
            return (
                f"Lớp sắp khai giảng, đồng chí không tự rút được nữa (hạn rút: {moment(until.astimezone(now.tzinfo))})."
            )
        case CourseBegun():
            return "Lớp đã khai giảng nên đăng ký này không rút hoặc đổi được nữa."
        case ColleagueAway():
            return "Đồng chí này không làm thay được: đi học cùng thời gian hoặc không còn ở đơn vị."
        case PrerequisiteMissing(missing=missing):
            return f"Trước lớp này cần hoàn thành: {cut('; '.join(missing), 400)}."
        case DatesClash(other_title=title, at=at):
            return f"Buổi {moment(at.astimezone(now.tzinfo))} trùng với lớp «{title}» mà {who} đã đăng ký."
        case AlreadyRegistered() if who != YOU:
            return f"{who[0].upper()}{who[1:]} đã đăng ký lớp này."
        case AlreadyRegistered():
            return "Đồng chí đã đăng ký lớp này. Gõ /dangky để xem trạng thái."
        case AlreadyDecided():
            return "Yêu cầu này đã được giải quyết; quyết định đầu tiên có hiệu lực."
        case TooManyTries(until=until):
            return (
                f"Đồng chí đã nhập sai quá số lần cho phép. Đề nghị thử lại sau {moment(until.astimezone(now.tzinfo))}."
            )
        case LinkedAsAnother(name=name):
            return (
                f"Tài khoản này đang liên kết với đ/c {name} nên không liên kết thêm người khác. "
                f"Nếu không phải của đ/c {name}, đề nghị bấm «{buttons.NOT_ME.label}» rồi làm lại."
            )
        case NobodyToList():
            return "Chưa có ai được duyệt để lập danh sách. Đề nghị xem lại khi đã có người được duyệt."
        case NotCompleted():
            return "Người này chưa hoàn thành lớp nên chưa được cấp chứng chỉ. Đề nghị ghi kết quả của lớp trước."
        case TooManyDocuments(most=most):
            return f"Lớp đã có {number(most)} công văn, là mức tối đa. Đề nghị gỡ công văn không còn dùng rồi thêm lại."
        case TooManyLookups(until=until):
            return (
                f"Đồng chí đã tra cứu nhiều số trong thời gian ngắn. Đề nghị quét mã QR trên bản in, "
                f"hoặc thử lại sau {moment(until.astimezone(now.tzinfo))}."
            )
        case InviteInvalid():
            return "Liên kết mời này đã được dùng hoặc đã hết hạn. Đề nghị xin liên kết mới, hoặc gõ /start."
    return data_cases.sentence(refusal, now) or "Chưa thực hiện được yêu cầu này. Đề nghị mở lại từ /start."


def refused(refusal: Refusal, now: datetime, ways: list[list[Press]], advice: str = "") -> Message:
    """The reason with the nearest open ways as buttons."""
    text = sentence(refusal, now)
    return Message(lines(html("{}").format(text), advice or None), buttons=ways, toast=_toast(refusal))


def _on(basis: str) -> str:
    return f" ({basis})" if basis else ""


def _toast(refusal: Refusal) -> str:
    match refusal:
        case CourseFull() | CommuneCapReached() | SeatsKept() | QueueAhead():
            return "Chưa có chỗ"
        case CourseClosed():
            return "Đã hết hạn đăng ký"
        case AlreadyRegistered():
            return "Đồng chí đã đăng ký lớp này"
        case NoLongerThere() | AlreadyDecided():
            return "Màn hình đã cũ"
    return ""


def advice(way: Way | None, coordinator: str | None) -> str:
    """The nearest open way: another course, else whom to ask."""
    if way is not None:
        which = "Lớp cần học trước, đang mở" if way.prepares else "Lớp khác cùng chương trình, đang mở"
        return f"{which}: {way.title} ({way.code}), khai giảng {short_day(way.starts_on)}."
    who = f"đ/c {coordinator} (điều phối viên của lớp)" if coordinator else "điều phối viên của Sở Nội vụ"
    return f"Nếu cần, đề nghị liên hệ {who}."


QUEUE_ADVICE = f"Đồng chí có thể bấm «{buttons.JOIN_QUEUE.label}»; khi có chỗ, hệ thống sẽ mời theo thứ tự."
LATE_ADVICE = "Đề nghị đổi người học thay, hoặc báo điều phối viên của lớp."


def way_button(way: Way) -> Press:
    return buttons.CARD.on(way.course_id, label=f"{way.code}: {cut(way.title, 40)}")


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
