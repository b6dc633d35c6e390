"""Go or no-go in words: the figures, what they come to, and what to do next."""

from datetime import datetime

from markupsafe import Markup

from bot import buttons
from bot.message import Message, Press
from bot.texts.changing import TOO_FEW
from bot.texts.words import day, html, lines, number, short_day
from models.advice import Advice, Proposal

HEADS = {
    Proposal.run: "✅ Đủ điều kiện mở lớp",
    Proposal.decide: "⏳ Cần duyệt sớm để đủ điều kiện mở lớp",
    Proposal.merge: "⚠️ Chưa đủ người: đề nghị ghép lớp",
    Proposal.move: "⚠️ Chưa đủ người: đề nghị dời hoặc huỷ lớp",
}


def advised(found: Advice, now: datetime) -> Message:
    """What the coordinator should know and do."""
    course = found.course
    left = (found.begins.date() - now.date()).days
    return Message(
        lines(
            html("<b>{}</b>").format(HEADS[found.proposal]),
            html("Lớp: <b>{}</b> ({})").format(course.title, course.code),
            html("Khai giảng: {} ({})").format(
                day(found.begins.date()),
                "ngày mai" if left == 1 else "hôm nay" if left == 0 else f"còn {number(left)} ngày",
            ),
            html("Đã duyệt {} người của {} đơn vị, chờ duyệt {}; tối thiểu {}, tối đa {}.").format(
                number(found.confirmed),
                number(found.communes),
                number(found.pending),
                number(course.minimum),
                number(course.seats),
            ),
            _next(found),
        ),
        buttons=[[buttons.RUN.on(course.id, label="Xem lớp"), buttons.INBOX.on()], *_acts(found)],
    )


def _acts(found: Advice) -> list[list[Press]]:
    """What is advised, one tap from its rehearsal with everything filled in; the other ways below it."""
    course = found.course
    if found.proposal in (Proposal.run, Proposal.decide):
        return []
    ways = [
        [buttons.SHIFT_BY.on(course.id, days, label=f"Dời {days // 7} tuần") for days in (7, 14)],
        [buttons.CANCEL_COURSE_FOR.on(course.id, TOO_FEW, label="Huỷ lớp vì không đủ người")],
    ]
    if found.proposal is Proposal.merge and found.other is not None:
        ways.insert(0, [buttons.MERGE_INTO.on(course.id, found.other.id, label=f"Ghép vào lớp {found.other.code}")])
    return ways


def _next(found: Advice) -> Markup:
    missing = number(found.course.minimum - found.confirmed)
    match found.proposal:
        case Proposal.run:
            return html("Đề nghị giữ lịch, chuẩn bị phòng học và danh sách.")
        case Proposal.decide:
            return html("Còn thiếu {} người đã duyệt. Đề nghị đôn đốc các yêu cầu đang chờ.").format(missing)
        case Proposal.merge if found.other is not None:
            return html("Còn thiếu {} người. Lớp {}, khai giảng {}, còn {} chỗ, nhận được tất cả.").format(
                missing, found.other.code, short_day(found.other.starts_on), number(found.other.free)
            )
        case _:
            return html("Còn thiếu {} người, không có lớp cùng chương trình đủ chỗ để ghép.").format(missing)
