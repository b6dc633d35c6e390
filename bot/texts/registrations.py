"""What an official reads about own registrations."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from markupsafe import Markup

from bot import buttons
from bot.message import Message, Press
from bot.texts.course_card import FLAGS, ROUTES, place
from bot.texts.reasons import reason_words
from bot.texts.result_words import points
from bot.texts.waiting_for import decided_by, holder, one_of
from bot.texts.words import MARKS, STATES, comrade, cut, html, lines, number, period, span
from models.course_card import CourseCard
from models.inbox import Deciding
from models.own_results import OwnResult
from models.registration import LIVE, State
from models.requests import PAGE, Request, RequestPage
from models.substitution import HELD


def course_of(request: Request) -> Markup:
    """The name and code of a course, said the same everywhere."""
    return html("<b>{}</b> ({})").format(request.title, request.code)


def summary(seen: CourseCard, now: datetime) -> Message:
    """What will be registered, before it is."""
    course = seen.course
    flags = [FLAGS[flag] for flag in seen.standing.flags] if seen.standing else []
    return Message(
        lines(
            html("<b>Xác nhận đăng ký</b>"),
            html("Lớp: <b>{}</b> ({})").format(course.title, course.code),
            html("Thời gian: {}, {} tiết").format(span(course.starts_on, course.ends_on), number(seen.programme.hours)),
            html("Nơi học: {}").format(place(seen)) if place(seen) else None,
            html("Cách duyệt: {}").format(ROUTES[seen.programme.route]),
            html("⚠️ Lưu ý: {}.").format("; ".join(flags)) if flags else None,
            "",
            "Đề nghị kiểm tra rồi bấm «Xác nhận».",
        ),
        buttons=[[buttons.CONFIRM_REGISTER.on(course.id), buttons.BACK.on(course.id, label=buttons.CANCEL.label)]],
    )


def registered(request: Request, waiting_for: Sequence[str], now: datetime) -> Message:
    """The seat is held; who has the request now."""
    if request.state is State.confirmed:
        outcome = html("✅ <b>Đã đăng ký</b>, trạng thái: <b>đã duyệt</b> (lớp này không cần chờ duyệt).")
    elif request.state is State.queued:
        outcome = html("🕓 <b>Đã vào danh sách chờ</b>{}.").format(holder(request, waiting_for, now))
    else:
        outcome = html("⏳ <b>Đã gửi đăng ký</b>, trạng thái: <b>chờ duyệt</b>{}.").format(
            holder(request, waiting_for, now)
        )
    return Message(
        lines(
            outcome,
            html("Lớp: {}").format(course_of(request)),
            html("Thời gian: {}").format(span(request.starts_on, request.ends_on)),
            html("Nơi học: {}").format(request.venue) if request.venue else None,
            *([""] if request.state in NEXT else []),
            NEXT.get(request.state),
        ),
        buttons=[[buttons.MINE.on(), buttons.WITHDRAW.on(request.id)], [buttons.COVER.on(request.id)]],
    )


NEXT = {
    State.pending: "Kết quả sẽ được báo tại đây.",
    State.queued: "Khi có chỗ, hệ thống sẽ mời đồng chí nhận chỗ tại đây, theo thứ tự trong danh sách.",
}


def already(request: Request, waiting_for: Sequence[str], now: datetime) -> Message:
    """A second tap: the present truth."""
    return Message(
        lines("Đồng chí đã đăng ký lớp này.", "", state_line(request, waiting_for, now)),
        buttons=[[buttons.MINE.on(), buttons.WITHDRAW.on(request.id)]],
        toast="Đồng chí đã đăng ký lớp này",
    )


def over(request: Request, now: datetime) -> Message:
    """Withdrawn, declined or expired before the tap: the present truth, and the way on."""
    return Message(
        lines("Đăng ký này không còn hiệu lực.", "", state_line(request, (), now)),
        buttons=[[buttons.CARD.on(request.course_id, label="Xem lớp"), buttons.MINE.on()]],
        toast="Màn hình đã cũ",
    )


def state_line(request: Request, waiting_for: Sequence[str], now: datetime, number_: str = "") -> Markup:
    """One line a registration: state, course, dates, and what belongs to the state."""
    more = holder(request, waiting_for, now)
    if request.state in (State.declined, State.cancelled) and reason_words(request):
        more = f": {cut(reason_words(request), 160)}"
    if request.state in LIVE:
        more += f", {comrade(request.nominated_by)} cử" if request.nominated_by else ""
        more += f". Người làm thay: {comrade(request.covered_by)}" if request.covered_by else ""
    mark = MARKS.get(request.state, "" if number_ else "•")
    return html("{}{}{}, {} – <b>{}</b>{}").format(
        number_,
        f"{mark} " if mark else "",
        course_of(request),
        period(request.starts_on, request.ends_on),
        STATES[request.state],
        more,
    )


def mine(
    found: RequestPage,
    waiting: Mapping[int, Sequence[str]],
    now: datetime,
    results: Mapping[int, OwnResult] = MappingProxyType({}),
) -> Message:
    """A page of an official's registrations: the live ones first, each with its two buttons."""
    if not found.requests:
        return Message(
            lines("Đồng chí chưa đăng ký lớp nào.", "Gõ /lop để xem các lớp đang mở."), buttons=[[buttons.LIST.on()]]
        )
    parts: list[Markup | str] = [html("<b>Đăng ký của tôi</b>: {}").format(number(found.total))]
    rows: list[list[Press]] = []
    past_begun = False
    for at, one in enumerate(found.requests, found.page * PAGE + 1):
        is_live = one.state in LIVE
        if not is_live and not past_begun:
            past_begun = True
            parts += ["", html("<i>Trước đây:</i>")]
        result = results.get(one.id)
        line = state_line(one, waiting.get(one.id, ()), now, f"{at}. ")
        parts += ["", html("{} ({})").format(line, points(result)) if result and points(result) else line]
        if result and result.certificate_id:
            rows.append([buttons.CERTIFICATE_PDF.on(result.certificate_id, label=f"{at}. Chứng chỉ {result.number}")])
        if one.state is State.offered:
            rows.append([buttons.ACCEPT_OFFER.on(one.id, label=f"{at}. Nhận chỗ"), buttons.LET_OFFER_GO.on(one.id)])
        elif is_live:
            rows.append(
                [buttons.CARD.on(one.course_id, label=f"{at}. {cut(one.code, 30)}"), buttons.WITHDRAW.on(one.id)]
            )
    pager = [
        *([buttons.MINE.on(found.page - 1, label=buttons.PREVIOUS_PAGE.label)] if found.page else []),
        *([buttons.MINE.on(found.page + 1, label=buttons.NEXT_PAGE.label)] if found.page + 1 < found.pages else []),
    ]
    seats = [one for one in found.requests if one.state in HELD]
    if seats:
        rows.append([buttons.SUBSTITUTE.on(seats[0].id) if len(seats) == 1 else buttons.WHICH_SEAT.on()])
    return Message(lines(*parts), buttons=[*rows, *([pager] if pager else []), [buttons.LIST.on()]])


def who_decides(
    deciding: Deciding, waiting: Sequence[Request], names: Mapping[int, Sequence[str]], now: datetime
) -> Message:
    """To who asks: by route, then what waits and for whom, then where to ask."""
    department = one_of(deciding.department)
    return Message(
        lines(
            html("<b>Ai duyệt đăng ký của đồng chí?</b>"),
            html("• Lớp do lãnh đạo đơn vị duyệt: {}.").format(one_of(deciding.leaders) or NO_LEADER),
            html("• Lớp do Sở Nội vụ duyệt: {}.").format(
                f"{department} (điều phối viên)" if department else "chưa có điều phối viên trên hệ thống"
            ),
            "Cách duyệt của từng lớp ghi ở thẻ lớp.",
            *(["", html("<b>Đang chờ duyệt</b>")] if waiting else []),
            *(state_line(one, names.get(one.id, ()), now) for one in waiting),
            "",
            html("Cần hỏi thêm, đề nghị liên hệ {}.").format("điều phối viên nêu trên" if department else "Sở Nội vụ"),
        ),
        buttons=[[buttons.MINE.on(), buttons.LIST.on()]],
    )


NO_LEADER = "hiện chưa có lãnh đạo nào của đơn vị nhận được tin, Sở Nội vụ duyệt thay"


def decided(request: Request) -> Message:
    """To the official: what was decided, by whom, and what comes next."""
    who = decided_by(request) or "người duyệt"
    course = course_of(request)
    if request.state is State.confirmed:
        return Message(
            lines(
                html("✅ Đăng ký <b>đã duyệt</b> ({}).").format(who),
                html("Lớp: {}").format(course),
                html("Thời gian: {}").format(span(request.starts_on, request.ends_on)),
                html("Nơi học: {}").format(request.venue) if request.venue else None,
                "Đề nghị đồng chí sắp xếp công việc để tham dự đầy đủ.",
            ),
            buttons=[
                [buttons.CARD.on(request.course_id, label="Xem lớp"), buttons.WITHDRAW.on(request.id)],
                [buttons.ADD_TO_CALENDAR.on(request.course_id)],
            ],
        )
    if request.state is State.declined:
        return Message(
            lines(
                html("Đăng ký bị <b>từ chối</b> ({}).").format(who),
                html("Lớp: {}").format(course),
                html("Lý do: {}").format(reason_words(request)) if reason_words(request) else None,
                "Đồng chí có thể xem lớp khác: /lop.",
            ),
            buttons=[[buttons.LIST.on()]],
        )
    if request.state is State.queued and request.awaits is None:
        return Message(
            lines(
                html("🕓 Đăng ký lớp {} đã được duyệt ({}), đang ở <b>danh sách chờ</b>, thứ {}.").format(
                    course, who, number(request.place or 1)
                ),
                NEXT[State.queued],
            ),
            buttons=[[buttons.MINE.on()]],
        )
    return Message(
        html("⏳ Đăng ký lớp {}: lãnh đạo đơn vị ({}) đã đồng ý, <b>chờ duyệt</b> của Sở Nội vụ.").format(course, who),
        buttons=[[buttons.MINE.on()]],
    )
