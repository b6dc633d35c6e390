"""What is read about the rotating code: below its picture, and by those who use it."""

from datetime import datetime

from markupsafe import Markup

from bot import buttons
from bot.message import Message
from bot.texts.rolling import MARKS, when
from bot.texts.words import capital, cut, half_day, hour, html, lines, moment, short_day
from models.check_in import CheckIn, Outcome
from models.roll_code import Shown
from models.roll_meeting import RollMeeting


def picture(meeting: RollMeeting, shown: Shown, png: bytes, now: datetime) -> Message:
    """The code where it stands; it changes by itself until its time is over."""
    until = hour(shown.until.astimezone(now.tzinfo))
    is_open = bool(shown.digits)
    state = (
        lines(
            "Mở máy ảnh quét mã, bấm «Bắt đầu»; hoặc gõ 6 số vào cuộc trò chuyện này.",
            html("Mã đổi mỗi 30 giây, tự đóng lúc {}. Bấm «{}» nếu mã không tự đổi.").format(
                until, buttons.ROLL_CODE_AGAIN.label
            ),
        )
        if is_open
        else html("<b>Mã đã đóng lúc {}.</b> Bấm «{}» để mở lại.").format(until, buttons.ROLL_CODE_AGAIN.label)
    )
    again = buttons.ROLL_CODE_AGAIN.on(meeting.id)
    return Message(
        lines(
            html("<b>Mã điểm danh: {}</b> ({})").format(cut(meeting.title, 120), meeting.code),
            html("{}").format(capital(when(meeting, now))),
            state,
        ),
        buttons=[
            [again, buttons.ROLL_CODE_END.on(meeting.id)] if is_open else [again],
            [buttons.ROLL_ANEW.on(meeting.id)],
        ],
        photo=png,
        in_place=True,
    )


def nothing_to_close() -> Message:
    return Message(toast="Mã đã đóng")


def checked_in(found: CheckIn, now: datetime) -> Message:
    """What came of a code, in one sentence, and what to do next."""
    return Message(_sentence(found, now), fresh=True)


def not_linked() -> Message:
    """Somebody scanned the code before the account was tied to the roster."""
    return Message(
        html("Tài khoản này chưa được liên kết nên chưa điểm danh được. Đề nghị gõ /start, rồi quét lại mã đang chiếu.")
    )


def _sentence(found: CheckIn, now: datetime) -> Markup:
    match found.outcome:
        case Outcome.marked:
            return html("✅ Đã điểm danh: <b>{}</b>, {} – {}.").format(_mark(found), _which(found, now), found.title)
        case Outcome.already if found.by_trainer:
            return html(
                "Giảng viên đã ghi đồng chí <b>{}</b> ở {} – {}. Nếu chưa đúng, đề nghị báo giảng viên."
            ).format(_mark(found), _which(found, now), found.title)
        case Outcome.already:
            return html("Đồng chí đã được điểm danh lúc {}: <b>{}</b>, {} – {}.").format(
                _hour(found.at, now), _mark(found), _which(found, now), found.title
            )
        case Outcome.early:
            return html("Điểm danh mở lúc {} ({} – {}). Đề nghị quét lại mã khi đó.").format(
                _moment(found.until, now), _which(found, now), found.title
            )
        case Outcome.late:
            return html(
                "Buổi học đã kết thúc lúc {} ({} – {}), không điểm danh bằng mã được nữa. Đề nghị báo giảng viên."
            ).format(_moment(found.until, now), _which(found, now), found.title)
        case Outcome.foreign:
            return html(
                "Đồng chí không có trong danh sách lớp «{}». Đề nghị kiểm tra tại /dangky hoặc hỏi giảng viên."
            ).format(found.title)
        case Outcome.no_meeting:
            return html("Hôm nay đồng chí không có buổi học nào để điểm danh. Đề nghị xem lịch tại /lich.")
        case Outcome.expired:
            return html("Mã này đã đổi. Đề nghị quét lại, hoặc gõ 6 số đang hiện trên màn hình.")
        case Outcome.waits:
            return html(
                "Đồng chí đã nhập sai mã điểm danh nhiều lần. Đề nghị thử lại sau {}, hoặc báo giảng viên điểm danh."
            ).format(_hour(found.until, now))
        case Outcome.wrong:
            return html("Mã điểm danh không đúng. Đề nghị quét lại, hoặc gõ đúng 6 số đang hiện trên màn hình.")


def _mark(found: CheckIn) -> str:
    return MARKS[found.mark] if found.mark else ""


def _which(found: CheckIn, now: datetime) -> str:
    """«buổi sáng 07/12/2026»."""
    if found.starts_at is None:
        return ""
    start = found.starts_at.astimezone(now.tzinfo)
    return f"buổi {half_day(start)} {short_day(start.date())}"


def _hour(at: datetime | None, now: datetime) -> str:
    return hour(at.astimezone(now.tzinfo)) if at else ""


def _moment(at: datetime | None, now: datetime) -> str:
    """Only the hour where it is today."""
    if at is None:
        return ""
    local = at.astimezone(now.tzinfo)
    return hour(local) if local.date() == now.date() else moment(local)
