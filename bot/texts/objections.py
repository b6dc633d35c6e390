"""What is read about a nomination: that one is sent, what one has against it, and the answer."""

from collections.abc import Sequence
from dataclasses import replace

from bot import buttons
from bot.message import Message
from bot.texts.reasons import OBJECTED
from bot.texts.registrations import NEXT, course_of
from bot.texts.waiting_for import decided_by, outcome
from bot.texts.words import STATES, comrade, cut, discreet, html, lines, number, period, span
from models.registration import LIVE, OBJECTION_REASONS, Level, State
from models.requests import Request


def nominated(request: Request) -> Message:
    """To the nominee: who sends, what, when, where, and what one may do."""
    waits = ", chờ Sở Nội vụ duyệt" if request.awaits is Level.department and request.state is State.queued else ""
    whose = " của Sở Nội vụ" if request.awaits is Level.department and request.state is State.pending else ""
    place = f", thứ {number(request.place)}" if request.place is not None else ""
    return Message(
        lines(
            html("<b>Đồng chí được cử đi học</b>"),
            html("Người cử: {}").format(_nominator(request)),
            html("Lớp: {}, {} tiết").format(course_of(request), number(request.hours)),
            html("Thời gian: {}").format(span(request.starts_on, request.ends_on)),
            html("Nơi học: {}").format(request.venue) if request.venue else None,
            html("Trạng thái: <b>{}</b>{}{}{}").format(STATES[request.state], whose, place, waits),
            NEXT[State.queued] if request.state is State.queued else None,
            "",
            html("Nếu chưa phù hợp, đề nghị bấm «{}» và nêu lý do; lãnh đạo đơn vị sẽ trả lời.").format(
                buttons.OBJECT.label
            ),
        ),
        buttons=[[buttons.CARD.on(request.course_id, label="Xem lớp"), buttons.OBJECT.on(request.id)]],
    )


def _nominator(request: Request) -> str:
    """The deputy with the leader in whose place; once the department has decided, only who nominated is told."""
    if request.nominated_by and request.nominated_by == request.decided_by:
        return decided_by(request)
    return comrade(request.nominated_by or "")


def nomination_decided(request: Request) -> Message:
    """To who has sent the official: what the department decided."""
    return Message(
        html("Đ/c <b>{}</b> do đồng chí cử học lớp {} ({}), {}: {}.").format(
            request.official,
            request.title,
            request.code,
            period(request.starts_on, request.ends_on),
            outcome(request),
        )
    )


def department_decided(request: Request) -> Message:
    """To the leader whose yes went on to the department; whoever is offered a seat is approved."""
    said = html("<b>đã duyệt</b>, {}").format(STATES[State.offered]) if request.state is State.offered else None
    return Message(
        html("Sở Nội vụ: {}. Đăng ký đồng chí đã đồng ý: đ/c <b>{}</b>, lớp {} ({}), {}.").format(
            said or outcome(request),
            request.official,
            request.title,
            request.code,
            period(request.starts_on, request.ends_on),
        )
    )


def ask(request: Request) -> Message:
    """What speaks against it?"""
    return Message(
        lines(
            html("<b>Ý kiến về việc được cử đi học</b>"),
            html("Lớp: {}, {}").format(course_of(request), period(request.starts_on, request.ends_on)),
            "Đề nghị chọn lý do, hoặc gõ lý do khác rồi gửi. Trong khi chờ trả lời, việc cử đi học vẫn giữ nguyên.",
        ),
        buttons=[
            *(
                [buttons.OBJECT_FOR.on(request.id, place, label=OBJECTED[reason])]
                for place, reason in enumerate(OBJECTION_REASONS)
            ),
            [buttons.CANCEL.on()],
        ],
    )


def noted(request: Request) -> Message:
    return Message(
        lines(
            html("Đã gửi ý kiến tới lãnh đạo đơn vị: lớp {}.").format(course_of(request)),
            html("Ý kiến: {}").format(discreet(request.objection)),
            "Kết quả sẽ được báo tại đây; trong khi chờ, việc cử đi học vẫn giữ nguyên.",
        ),
        buttons=[[buttons.MINE.on()]],
    )


def raised(request: Request) -> Message:
    """To those who decide."""
    return Message(
        lines(
            html("<b>Ý kiến của người được cử đi học</b>"),
            html("Cán bộ: <b>{}</b>").format(request.official),
            html("Lớp: {}, {}").format(course_of(request), period(request.starts_on, request.ends_on)),
            html("Người cử: {}").format(comrade(request.nominated_by or "")),
            html("Ý kiến: {}").format(discreet(request.objection)),
            "Đề nghị trả lời; câu trả lời đầu tiên có hiệu lực.",
        ),
        buttons=[[buttons.TAKE_BACK.on(request.id), buttons.KEEP.on(request.id)]],
    )


def opened(request: Request) -> Message:
    """The same from the inbox."""
    message = raised(request)
    return replace(message, buttons=[*message.buttons, [buttons.INBOX.on(label=buttons.BACK.label)]])


def beside_inbox(inbox: Message, is_empty: bool, waiting: Sequence[Request]) -> Message:
    """What nominees have against it, below what else waits for the reader."""
    if not waiting:
        return inbox
    return replace(
        inbox,
        text=lines(
            *([] if is_empty else [inbox.text, ""]),
            html("<b>Ý kiến của người được cử, chờ đồng chí trả lời: {}</b>").format(number(len(waiting))),
            *(
                html("• {} – {} ({}), {}").format(
                    one.official, cut(one.title, 60), one.code, period(one.starts_on, one.ends_on)
                )
                for one in waiting
            ),
        ),
        buttons=[
            *inbox.buttons,
            *([buttons.OBJECTION.on(one.id, label=cut(f"Ý kiến: {one.official}", 60))] for one in waiting),
        ],
    )


def answered(request: Request) -> Message:
    """To the leader after the tap, and to the others who were told."""
    if request.state in LIVE:
        text = html("Đã giữ nguyên việc cử đ/c <b>{}</b>, lớp {}, {}.")
    else:
        text = html("Đã rút đề cử đ/c <b>{}</b>, lớp {}, {}.")
    return Message(
        text.format(request.official, course_of(request), period(request.starts_on, request.ends_on)),
        buttons=[] if request.state in LIVE else [[buttons.NOMINATE.on(request.course_id, label="Cử người khác")]],
    )


def answer(request: Request) -> Message:
    """To the nominee."""
    course = html("lớp {}, {}").format(course_of(request), period(request.starts_on, request.ends_on))
    if request.state not in LIVE:
        return Message(
            html("Lãnh đạo đơn vị đã đồng ý với ý kiến của đồng chí và <b>rút đề cử</b>: {}.").format(course),
            buttons=[[buttons.LIST.on(), buttons.MINE.on()]],
        )
    return Message(
        lines(
            html("Lãnh đạo đơn vị đã xem ý kiến của đồng chí và <b>giữ nguyên</b> việc cử đi học: {}.").format(course),
            "Đề nghị đồng chí sắp xếp công việc để tham dự đầy đủ.",
        ),
        buttons=[[buttons.CARD.on(request.course_id, label="Xem lớp"), buttons.MINE.on()]],
    )


def settled(request: Request) -> Message:
    """A second objection, or a second answer: the present truth."""
    return Message(
        lines(
            html("Ý kiến của đ/c <b>{}</b> về lớp {} đã được ghi nhận.").format(request.official, course_of(request)),
            html("Ý kiến: {}").format(discreet(request.objection)) if request.objection else None,
            html("Trạng thái hiện tại: <b>{}</b>.").format(STATES[request.state]),
        ),
        buttons=[[buttons.HOME.on()]],
        toast="Ý kiến đã được ghi nhận",
    )
