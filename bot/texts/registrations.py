"""What an official reads about own registrations."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot import buttons
from bot.message import Message, Press
from bot.texts.approvals import reason_words
from bot.texts.courses import FLAGS, ROUTES
from bot.texts.words import MARKS, STATES, comrade, cut, html, lines, number, period, short_day
from models.course_card import CourseCard
from models.registration import LIVE, Level, State
from models.requests import Request


def summary(seen: CourseCard, now: datetime) -> Message:
    """What will be registered, before it is."""
    course = seen.course
    flags = [FLAGS[flag] for flag in seen.standing.flags] if seen.standing else []
    return Message(
        lines(
            html("<b>Xác nhận đăng ký</b>"),
            html("Lớp: <b>{}</b> ({})").format(course.title, course.code),
            html("Thời gian: {}, {} tiết").format(
                period(course.starts_on, course.ends_on), number(seen.programme.hours)
            ),
            html("Nơi học: {}").format(seen.address or seen.institution),
            html("Cách duyệt: {}").format(ROUTES[seen.programme.route]),
            html("⚠️ Lưu ý: {}.").format("; ".join(flags)) if flags else None,
            "",
            "Đề nghị kiểm tra rồi bấm «Xác nhận».",
        ),
        buttons=[[buttons.CONFIRM_REGISTER.on(course.id), buttons.BACK.on(course.id, label=buttons.CANCEL.label)]],
    )


def registered(request: Request, waiting_for: Sequence[str]) -> Message:
    """The seat is held; who has the request now."""
    if request.state is State.confirmed:
        outcome = html("✅ <b>Đã đăng ký</b>; lớp này không cần duyệt, chỗ của đồng chí đã được xác nhận.")
    else:
        outcome = html("⏳ <b>Đã gửi đăng ký</b>, trạng thái: <b>chờ duyệt</b>{}.").format(holder(request, waiting_for))
    return Message(
        lines(
            outcome,
            html("Lớp: <b>{}</b> ({})").format(request.title, request.code),
            html("Thời gian: {}").format(period(request.starts_on, request.ends_on)),
            html("Nơi học: {}").format(request.venue) if request.venue else None,
            "",
            "Kết quả sẽ được báo tại đây." if request.state is State.pending else None,
        ),
        buttons=[[buttons.MINE.on(), buttons.WITHDRAW.on(request.id)]],
    )


def holder(request: Request, waiting_for: Sequence[str]) -> str:
    """«, đang chờ đ/c … từ …»."""
    if request.state is not State.pending:
        return ""
    who = " hoặc ".join(comrade(name) for name in waiting_for[:3])
    if request.awaits is Level.department:
        who = f"Sở Nội vụ ({who})" if who else "Sở Nội vụ"
    return f", đang chờ {who or 'lãnh đạo đơn vị'} từ {short_day(request.since.date())}"


def state_line(request: Request, waiting_for: Sequence[str]) -> Markup:
    """One line a registration: state, course, dates, and what belongs to the state."""
    more = holder(request, waiting_for)
    if request.state is State.declined:
        more = f": {reason_words(request)}" if reason_words(request) else ""
    return html("{} <b>{}</b> ({}), {} – <b>{}</b>{}").format(
        MARKS.get(request.state, "•"),
        request.title,
        request.code,
        period(request.starts_on, request.ends_on),
        STATES[request.state],
        more,
    )


def mine(requests: Sequence[tuple[Request, Sequence[str]]]) -> Message:
    """All registrations of an official: the live ones first."""
    if not requests:
        return Message(
            lines("Đồng chí chưa đăng ký lớp nào.", "Gõ /lop để xem các lớp đang mở."), buttons=[[buttons.LIST.on()]]
        )
    live = [pair for pair in requests if pair[0].state in LIVE]
    past = [pair for pair in requests if pair[0].state not in LIVE]
    rows: list[list[Press]] = [
        [
            buttons.CARD.on(request.course_id, label=cut(request.title, 32)),
            buttons.WITHDRAW.on(request.id),
        ]
        for request, _ in live[:8]
    ]
    return Message(
        lines(
            html("<b>Đăng ký của tôi</b>"),
            *(part for pair in live for part in ("", state_line(*pair))),
            *(["", html("<i>Trước đây:</i>")] if past else []),
            *(state_line(*pair) for pair in past),
        ),
        buttons=[*rows, [buttons.LIST.on()]],
    )


def ask_withdraw(request: Request) -> Message:
    return Message(
        lines(
            html("<b>Rút đăng ký?</b>"),
            html("Lớp: <b>{}</b> ({}), {}").format(
                request.title, request.code, period(request.starts_on, request.ends_on)
            ),
            "Chỗ sẽ được nhường cho người khác; người duyệt được báo.",
        ),
        buttons=[[buttons.CONFIRM_WITHDRAW.on(request.id), buttons.MINE.on(label="Quay lại")]],
    )


def withdrawn(request: Request) -> Message:
    return Message(
        html("Đã rút đăng ký lớp <b>{}</b> ({}).").format(request.title, request.code), buttons=[[buttons.MINE.on()]]
    )


def decided(request: Request) -> Message:
    """To the official: what was decided, by whom, and what comes next."""
    who = comrade(request.decided_by) if request.decided_by else "người duyệt"
    course = html("<b>{}</b> ({})").format(request.title, request.code)
    if request.state is State.confirmed:
        return Message(
            lines(
                html("✅ Đăng ký lớp {} <b>đã duyệt</b> ({}).").format(course, who),
                html("Thời gian: {}").format(period(request.starts_on, request.ends_on)),
                html("Nơi học: {}").format(request.venue) if request.venue else None,
                "Đề nghị đồng chí sắp xếp công việc để tham dự đầy đủ.",
            ),
            buttons=[[buttons.CARD.on(request.course_id, label="Xem lớp"), buttons.WITHDRAW.on(request.id)]],
        )
    if request.state is State.declined:
        return Message(
            lines(
                html("Đăng ký lớp {}: <b>từ chối</b> ({}).").format(course, who),
                html("Lý do: {}").format(reason_words(request)) if reason_words(request) else None,
                "Đồng chí có thể xem lớp khác: /lop.",
            ),
            buttons=[[buttons.LIST.on()]],
        )
    return Message(
        html("⏳ Đăng ký lớp {} đã được lãnh đạo đơn vị ({}) đồng ý, <b>chờ duyệt</b> của Sở Nội vụ.").format(
            course, who
        ),
        buttons=[[buttons.MINE.on()]],
    )
