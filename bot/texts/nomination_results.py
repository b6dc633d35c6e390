"""What became of a nomination, person by person, and why somebody else cannot be sent, in a few words."""

from collections.abc import Sequence
from itertools import accumulate

from markupsafe import Markup

from bot import buttons
from bot.message import Message
from bot.texts.reasons import SENT
from bot.texts.words import STATES, cut, html, lines, number
from models.eligibility import Flag
from models.nomination import Nomination
from models.refusals import (
    AgeOutside,
    AlreadyRegistered,
    CommuneNotInvited,
    CourseClosed,
    CourseNotOpen,
    DatesClash,
    NotInCommune,
    OwnNomination,
    PrerequisiteMissing,
    Refusal,
)
from models.registration import EXCEPTION_REASONS, Level, State

ROOM = 3400  # Telegram takes 4096 characters
FLAGS = {
    Flag.outside_post: "không thuộc đối tượng theo chức danh",
    Flag.outside_group: "không thuộc đối tượng theo nhóm cán bộ",
    Flag.repeated: "đã hoàn thành chương trình này",
    Flag.age_unknown: "chưa có ngày sinh để xét tuổi",
    Flag.party_unknown: "chưa có thông tin để xét điều kiện đảng viên",
}


def hindrance(refusal: Refusal) -> str:
    """Why somebody else cannot be sent, in a few words. What is known of a birth date or of the party is not told."""
    match refusal:
        case AlreadyRegistered():
            return "đã đăng ký lớp này"
        case CourseClosed():
            return "lớp đã hết hạn đăng ký"
        case CourseNotOpen():
            return "lớp chưa mở đăng ký hoặc đã bị huỷ"
        case CommuneNotInvited():
            return "lớp không mời đơn vị"
        case PrerequisiteMissing(missing=missing):
            return f"cần hoàn thành trước: {cut('; '.join(missing), 120)}"
        case AgeOutside():
            return "ngoài độ tuổi của chương trình"
        case DatesClash(other_title=title):
            return f"trùng lịch với lớp «{cut(title, 60)}»"
        case NotInCommune():
            return "không còn thuộc đơn vị của đồng chí"
        case OwnNomination():
            return "đồng chí không tự cử mình hoặc người mà đồng chí đang làm thay"
    return "chưa đáp ứng điều kiện riêng của chương trình"


def sent(course_title: str, course_code: str, results: Sequence[Nomination]) -> Message:
    """One line a person, and for flagged ones the question why they are sent all the same."""
    done = [one for one in results if one.refusal is None and one.is_new]
    asks = any(one.is_flagged for one in done)
    shown = _that_fit([html("• đ/c <b>{}</b>: {}").format(one.name, _result(one)) for one in results])
    rest = len(results) - len(shown)
    return Message(
        lines(
            html("<b>Kết quả cử cán bộ</b>: {} ({})").format(course_title, course_code),
            *shown,
            html("• … và {} người nữa").format(number(rest)) if rest > 0 else None,
            "",
            "Người được cử đã được báo." if done else "Chưa cử được ai.",
            "Lớp có điểm chưa phù hợp với người được cử; đề nghị chọn hoặc gõ lý do cử học:" if asks else None,
        ),
        buttons=[
            *(
                [buttons.NOMINATED_FOR.on(place, label=SENT[reason])]
                for place, reason in enumerate(EXCEPTION_REASONS if asks else ())
            ),
            [buttons.NOMINATE_LIST.on()],
        ],
    )


def _that_fit(parts: Sequence[Markup]) -> Sequence[Markup]:
    """As many as go into one message."""
    lengths = accumulate(len(part.striptags()) + 1 for part in parts)
    return parts[: sum(length <= ROOM for length in lengths)]


def _result(one: Nomination) -> str:
    if one.refusal is not None or one.state is None:
        return f"không cử được, {hindrance(one.refusal)}" if one.refusal is not None else ""
    state = STATES[one.state]
    if one.state is State.queued and one.place is not None:
        state += f", thứ {number(one.place)}"
    if one.awaits is Level.department:
        state += ", chờ Sở Nội vụ duyệt" if one.state is State.queued else " (Sở Nội vụ)"
    notes = ", ".join(FLAGS[flag] for flag in one.flags)
    return ("" if one.is_new else "đã đăng ký từ trước, ") + state + (f"; lưu ý: {notes}" if notes else "")


def reason_kept(count: int) -> Message:
    text = f"Đã ghi lý do cử học cho {number(count)} người." if count else "Không còn đề cử nào cần ghi lý do."
    return Message(html("{}").format(text), buttons=[[buttons.NOMINATE_LIST.on()]])
