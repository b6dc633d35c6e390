"""How a wish for a substitute stands or ended, as each of those concerned reads it, and every no on the way."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot import buttons
from bot.message import Message, Press
from bot.texts.registrations import course_of
from bot.texts.words import MARKS, STATES, comrade, cut, html, lines, moment, period, span
from models.refusals import (
    AgeOutside,
    AlreadyRegistered,
    CommuneNotInvited,
    DatesClash,
    PrerequisiteMissing,
    Refusal,
)
from models.registration import Level, State
from models.substitution import HELD, SubstitutionState
from models.substitution_refusals import ColleagueCannot, ColleagueUnreachable, NoSeatToHandOver, NotConfirmer
from models.substitution_view import SubstitutionView


def stands(
    seen: SubstitutionView, reader_id: int | None, confirmers: Sequence[str], begins: datetime, now: datetime
) -> Message:
    """Where it stands, with what this reader can do; for one that is over, how it ended."""
    match seen.state:
        case SubstitutionState.asked:
            return _open(seen, reader_id, html("đang chờ {} trả lời").format(comrade(seen.colleague)))
        case SubstitutionState.accepted:
            who = " hoặc ".join(comrade(name) for name in confirmers[:3]) or "lãnh đạo đơn vị"
            return _open(seen, reader_id, html("{} đã đồng ý, đang chờ {} duyệt").format(comrade(seen.colleague), who))
        case SubstitutionState.done:
            return takes_over(seen, reader_id)
    return ended(seen, reader_id, begins, now)


def _open(seen: SubstitutionView, reader_id: int | None, how: Markup) -> Message:
    given = seen.given
    own = reader_id == given.official_id
    rows: list[list[Press]] = []
    if reader_id == seen.colleague_id and seen.state is SubstitutionState.asked:
        rows.append([buttons.AGREE.on(seen.id), buttons.REFUSE.on(seen.id)])
    elif reader_id in (given.official_id, seen.proposed_by_id, seen.colleague_id):
        rows.append([buttons.CALL_OFF.on(seen.id)])
    return Message(
        lines(
            html("<b>Đổi người học thay</b>: {}.").format(how),
            _which(seen),
            "",
            html("Chỗ vẫn là của {} cho đến khi đổi xong; kết quả sẽ được báo tại đây.").format(
                "đồng chí" if own else comrade(given.official)
            ),
        ),
        buttons=[*rows, [buttons.MINE.on()]],
    )


def _which(seen: SubstitutionView) -> Markup:
    given = seen.given
    return html("Đề nghị: {} thay {}, lớp {}, {}.").format(
        comrade(seen.colleague),
        comrade(given.official),
        course_of(given),
        period(given.starts_on, given.ends_on),
    )


def takes_over(seen: SubstitutionView, reader_id: int | None) -> Message:
    """It is settled: to the one who leaves, the one who comes, and the others."""
    given, taken = seen.given, seen.taken
    by = f" ({_by(seen)} duyệt)" if _by(seen) else ""
    is_pending = taken is not None and taken.awaits is Level.department
    state = f"{STATES[taken.state]}{' của Sở Nội vụ' if is_pending else ''}" if taken else STATES[State.confirmed]
    if reader_id == given.official_id:
        return Message(
            lines(
                html("✅ <b>Đã đổi người học thay</b>: {} đi học thay đồng chí{}.").format(comrade(seen.colleague), by),
                html("Lớp: {}, {}").format(course_of(given), period(given.starts_on, given.ends_on)),
                "Đồng chí không cần tham dự lớp này nữa.",
            ),
            buttons=[[buttons.LIST.on(), buttons.MINE.on()]],
        )
    if reader_id == seen.colleague_id:
        return Message(
            lines(
                html("{} <b>Đồng chí học thay {}</b>{}, trạng thái: <b>{}</b>.").format(
                    MARKS[State.pending if is_pending else State.confirmed], comrade(given.official), by, state
                ),
                html("Lớp: {}").format(course_of(given)),
                html("Thời gian: {}").format(span(given.starts_on, given.ends_on)),
                html("Nơi học: {}").format(given.venue) if given.venue else None,
                "Kết quả sẽ được báo tại đây."
                if is_pending
                else "Đề nghị đồng chí sắp xếp công việc để tham dự đầy đủ.",
            ),
            buttons=[
                [buttons.CARD.on(given.course_id, label="Xem lớp"), buttons.MINE.on()],
                [buttons.ADD_TO_CALENDAR.on(given.course_id)],
            ],
        )
    return Message(
        lines(
            html("<b>Đã đổi người học</b>: {} thay {}{}.").format(comrade(seen.colleague), comrade(given.official), by),
            html("Lớp: {}, {}").format(course_of(given), period(given.starts_on, given.ends_on)),
            html("Đơn vị: {}").format(given.commune) if given.commune else None,
            html("Trạng thái của người học thay: <b>{}</b>. Số chỗ không thay đổi.").format(state),
        )
    )


def ended(seen: SubstitutionView, reader_id: int | None, begins: datetime, now: datetime) -> Message:
    """It came to nothing; the seat stays where it was, if it is still held."""
    given = seen.given
    own, held = reader_id == given.official_id, given.state in HELD and begins > now
    rows: list[list[Press]] = []
    if own and held:
        rows.append([buttons.SUBSTITUTE.on(given.id, label="Chọn người khác"), buttons.WITHDRAW.on(given.id)])
    elif held and reader_id == seen.proposed_by_id:
        rows.append([buttons.SUBSTITUTE.on(given.id, label="Chọn người khác")])
    stays = html("Chỗ vẫn là của {}.").format("đồng chí" if own else comrade(given.official)) if held else None
    return Message(
        lines(
            html("<b>Không đổi người học thay</b>: {}.").format(_why(seen, begins, now)),
            _which(seen),
            stays,
        ),
        buttons=rows,
    )


def _why(seen: SubstitutionView, begins: datetime, now: datetime) -> str:
    if seen.state is SubstitutionState.refused:
        return f"{comrade(seen.colleague)} không nhận học thay"
    if seen.state is SubstitutionState.declined:
        return f"{_by(seen) or 'người duyệt'} không đồng ý"
    if seen.given.state not in HELD:
        return f"đăng ký của {comrade(seen.given.official)} đã kết thúc ({STATES[seen.given.state]})"
    if begins <= now:
        return f"lớp đã khai giảng ({moment(begins)})"
    return "đề nghị đã được rút lại"


def _by(seen: SubstitutionView) -> str:
    if not seen.confirmed_by:
        return ""
    return comrade(seen.confirmed_by) + (f" thay {comrade(seen.confirmed_for)}" if seen.confirmed_for else "")


def refused(refusal: Refusal, confirmers: Sequence[str] = ()) -> Message:
    """The reason, and what to do instead."""
    who = " hoặc ".join(comrade(name) for name in confirmers[:3]) or "lãnh đạo đơn vị hoặc Sở Nội vụ"
    match refusal:
        case NoSeatToHandOver():
            return Message(
                html("Đăng ký này chưa giữ chỗ nên chưa đổi người được; chỉ đổi được khi «chờ duyệt» hoặc «đã duyệt»."),
                buttons=[[buttons.MINE.on()]],
            )
        case ColleagueCannot(registration_id=registration_id, name=name, because=because):
            return Message(
                html("{} chưa học thay được: {}. Đề nghị chọn người khác.").format(
                    _capital(comrade(name)), _reason(because)
                ),
                buttons=[[buttons.SUBSTITUTE.on(registration_id, label="Chọn người khác")]],
            )
        case ColleagueUnreachable(registration_id=registration_id, name=name):
            return Message(
                html("{} chưa liên kết tài khoản nên không trả lời được. Đề nghị chọn người khác, hoặc nhờ {}.").format(
                    _capital(comrade(name)), "lãnh đạo đơn vị xác nhận thay"
                ),
                buttons=[[buttons.SUBSTITUTE.on(registration_id, label="Chọn người khác")]],
            )
        case NotConfirmer(is_own=True):
            return Message(
                html("Việc này liên quan đến chính đồng chí nên đồng chí không tự duyệt; {} quyết định.").format(who)
            )
    return Message(html("Việc đổi người học thay này do {} quyết định.").format(who))


def _reason(because: Refusal | None) -> str:
    """Of somebody else: what the roster keeps of party and birth is not said."""
    match because:
        case None:
            return "không còn công tác tại đơn vị"
        case AlreadyRegistered():
            return "đã có chỗ trong lớp này"
        case CommuneNotInvited():
            return "lớp không mời đơn vị này"
        case PrerequisiteMissing(missing=missing):
            return f"trước lớp này cần hoàn thành {cut('; '.join(missing), 200)}"
        case AgeOutside():
            return "không thuộc độ tuổi mà chương trình quy định"
        case DatesClash(other_title=title):
            return f"trùng giờ với lớp «{title}»"
    return "không thuộc đối tượng mà chương trình quy định"


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
