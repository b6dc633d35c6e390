"""What is read on the way to a substitute: whom to choose, the question to the colleague, and to those who confirm."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from markupsafe import Markup

from bot import buttons
from bot.message import Message, Press
from bot.texts.approvals import FLAGS
from bot.texts.course_card import FLAGS as MY_FLAGS
from bot.texts.registrations import course_of
from bot.texts.words import STATES, comrade, cut, html, lines, moment, number, period, span
from models.colleagues import PAGE, Colleague, ColleaguePage
from models.eligibility import Flag
from models.requests import Request
from models.substitution_view import SubstitutionLine, SubstitutionView

OUTSIDE = "ngoài đối tượng của lớp"
UNREACHABLE = "chưa liên kết"


def choose(given: Request, found: ColleaguePage, said: str, own: bool) -> Message:
    """The colleagues who may come; one tap asks. `own`: the reader's seat, not that of somebody whom he leads."""
    numbered = list(enumerate(found.colleagues, found.page * PAGE + 1))
    pager = [
        *([_turn(given, found.page - 1, buttons.PREVIOUS_PAGE.label)] if found.page else []),
        *([_turn(given, found.page + 1, buttons.NEXT_PAGE.label)] if not said and found.page + 1 < found.pages else []),
    ]
    return Message(
        lines(
            html("<b>Đổi người học thay</b>"),
            html("Lớp: {}, {}").format(course_of(given), period(given.starts_on, given.ends_on)),
            None if own else html("Người đang giữ chỗ: {}").format(comrade(given.official)),
            "",
            *(_whom(numbered, found.total, said) if numbered else [_nobody(said, own)]),
        ),
        buttons=[
            *([buttons.ASK_COLLEAGUE.on(given.id, one.id, label=_label(place, one))] for place, one in numbered),
            *([pager] if pager else []),
            [buttons.CARD.on(given.course_id, label="Quay lại")],
        ],
    )


def _turn(given: Request, page: int, label: str) -> Press:
    return buttons.SUBSTITUTE.on(given.id, page, label=label)


def _whom(numbered: Sequence[tuple[int, Colleague]], total: int, said: str) -> list[Markup | str]:
    more = total - len(numbered)
    return [
        html("Tìm thấy {} người theo «{}»:").format(number(total), cut(said, 40))
        if said
        else html("Đồng nghiệp học thay được: {}").format(number(total)),
        *(_line(place, one) for place, one in numbered),
        *([html("… và {} người nữa; đề nghị gõ rõ hơn.").format(number(more))] if said and more > 0 else []),
        "",
        "Đề nghị bấm tên người học thay (hoặc gõ tên để tìm). Chỗ vẫn được giữ trong khi chờ trả lời.",
    ]


def _line(place: int, one: Colleague) -> Markup:
    notes = [note for note in (one.post, "" if one.fits else OUTSIDE, "" if one.reachable else UNREACHABLE) if note]
    return html("{}. <b>{}</b>{}").format(place, one.name, f" – {'; '.join(notes)}" if notes else "")


def _label(place: int, one: Colleague) -> str:
    return cut(f"{place}. {one.name}{'' if one.reachable else f' ({UNREACHABLE})'}", 60)


def _nobody(said: str, own: bool) -> Markup:
    if said:
        return html("Không có ai tên «{}» trong số những người học thay được. Đề nghị gõ tên khác.").format(
            cut(said, 40)
        )
    whom = "lãnh đạo đơn vị hoặc điều phối viên của lớp" if own else "điều phối viên của lớp"
    return html("Đơn vị chưa có ai khác đủ điều kiện{}. Đề nghị báo {}.").format(
        ", không trùng lịch và đã liên kết tài khoản" if own else " và không trùng lịch", whom
    )


def which(seats: Sequence[Request]) -> Message:
    """Of several seats, which is to be handed over?"""
    if not seats:
        return Message(
            html("Đồng chí không có chỗ nào để đổi người: chỉ đổi được đăng ký chờ duyệt hoặc đã duyệt, lớp chưa học."),
            buttons=[[buttons.MINE.on()]],
        )
    return Message(
        lines(
            html("<b>Đổi người học thay</b>"),
            "Đề nghị chọn lớp:",
            *(
                html("{}. {}, {}").format(place, course_of(one), period(one.starts_on, one.ends_on))
                for place, one in enumerate(seats, 1)
            ),
        ),
        buttons=[
            *(
                [buttons.SUBSTITUTE.on(one.id, label=cut(f"{place}. {one.title}", 55))]
                for place, one in enumerate(seats, 1)
            ),
            [buttons.MINE.on(label=buttons.BACK.label)],
        ],
    )


def ask_in_place(registration_id: int, colleague_id: int, name: str) -> Message:
    """A leader confirms for somebody who cannot answer here."""
    return Message(
        lines(
            html("{} chưa dùng được hệ thống nên không trả lời tại đây được.").format(_capital(comrade(name))),
            html("Nếu {} đã đồng ý với đồng chí, bấm «Xác nhận»: chỗ được chuyển ngay.").format(comrade(name)),
            "Việc đồng chí xác nhận thay được lưu lại.",
        ),
        buttons=[
            [
                buttons.IN_PLACE.on(registration_id, colleague_id),
                buttons.SUBSTITUTE.on(registration_id, label=buttons.BACK.label),
            ]
        ],
    )


def wanted(seen: SubstitutionView, begins: datetime, flags: Sequence[Flag], own: Request | None) -> Message:
    """To the colleague. `own`: an own registration for the course, which the seat would replace."""
    given = seen.given
    who = (
        html("Lãnh đạo đơn vị ({}) đề nghị đồng chí đi học thay {}.").format(
            comrade(seen.proposed_by), comrade(given.official)
        )
        if seen.by_leader
        else html("{} đề nghị đồng chí đi học thay.").format(_capital(comrade(given.official)))
    )
    settles = "chỗ được chuyển ngay cho đồng chí" if seen.confirmed_by else "lãnh đạo đơn vị sẽ xác nhận"
    return Message(
        lines(
            html("🔔 <b>Đề nghị học thay</b>"),
            who,
            *about(given, begins),
            html("⚠️ Lưu ý: {}.").format("; ".join(MY_FLAGS[flag] for flag in flags)) if flags else None,
            html("Đăng ký hiện có của đồng chí cho lớp này ({}) sẽ được thay bằng chỗ này.").format(STATES[own.state])
            if own
            else None,
            "",
            html("Nếu đồng chí đồng ý, {}.").format(settles),
        ),
        buttons=[[buttons.AGREE.on(seen.id), buttons.REFUSE.on(seen.id)]],
    )


def accepted(seen: SubstitutionView, posts: Sequence[str], flags: Sequence[Flag], begins: datetime) -> Message:
    """To those who confirm."""
    given = seen.given
    return Message(
        lines(
            html("<b>Đề nghị duyệt đổi người học thay</b>"),
            html("Người học thay: <b>{}</b> (đã đồng ý)").format(seen.colleague),
            html("Chức danh: {}").format(cut("; ".join(posts), 200)) if posts else None,
            html("Thay cho: <b>{}</b> ({})").format(given.official, STATES[given.state]),
            html("Đơn vị: {}").format(given.commune) if given.commune else None,
            *about(given, begins),
            html("⚠️ Lưu ý về {}: {}.").format(comrade(seen.colleague), "; ".join(FLAGS[flag] for flag in flags))
            if flags
            else None,
            "",
            "Số chỗ của lớp không thay đổi.",
        ),
        buttons=[[buttons.CONFIRM_SUBSTITUTE.on(seen.id), buttons.DECLINE_SUBSTITUTE.on(seen.id)]],
    )


def beside_inbox(inbox: Message, is_empty: bool, waiting: Sequence[SubstitutionLine]) -> Message:
    """What waits for the reader's word on a substitute, below the requests that wait."""
    if not waiting:
        return inbox
    return replace(
        inbox,
        text=lines(
            *([] if is_empty else [inbox.text, ""]),
            html("<b>Chờ đồng chí duyệt đổi người học thay: {}</b>").format(number(len(waiting))),
            *(
                html("• {} thay {} – {} ({})").format(one.colleague, one.official, cut(one.title, 60), one.code)
                for one in waiting
            ),
        ),
        buttons=[
            *inbox.buttons,
            *(
                [buttons.SUBSTITUTION.on(one.id, label=cut(f"{one.colleague} thay {one.official}", 60))]
                for one in waiting
            ),
        ],
    )


def about(given: Request, begins: datetime) -> list[Markup | None]:
    """The course, when and where."""
    return [
        html("Lớp: {}").format(course_of(given)),
        html("Thời gian: {}").format(span(given.starts_on, given.ends_on)),
        html("Bắt đầu: {}").format(moment(begins)),
        html("Nơi học: {}").format(given.venue) if given.venue else None,
    ]


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
