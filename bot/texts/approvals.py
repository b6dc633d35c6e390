"""What those who decide read: the request with its picture, the inbox, the reasons of a no."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot import buttons
from bot.message import Message
from bot.texts.waiting_for import deciders
from bot.texts.words import STATES, comrade, cut, days_in_short, html, last_day, lines, number, period, short_day, span
from models.registration import Reason, State
from models.requests import PAGE, Request, RequestPage
from models.staffing import Absence, Staffing

REASONS = {
    Reason.work: "Đơn vị đang nhiều việc, chưa bố trí được",
    Reason.others_away: "Đơn vị đã có người đi học cùng thời gian",
    Reason.not_fitting: "Nội dung chưa phù hợp với công việc được giao",
    Reason.later_course: "Đề nghị học khoá sau",
    Reason.other: "",
}
REASON_ORDER = tuple(reason for reason in Reason if reason is not Reason.other)


def reason_words(request: Request) -> str:
    """The reason as the official reads it: typed words, or the preset sentence."""
    if request.reason_text:
        return request.reason_text
    return REASONS[request.reason] if request.reason else ""


def wanted(request: Request, posts: Sequence[str], picture: Staffing, now: datetime) -> Message:
    """A request to a leader or the department: who, what, when, and who else is away then."""
    flags = []
    if request.outside_post:
        flags.append("lớp không thuộc đối tượng theo chức danh")
    if request.repeated:
        flags.append("đã hoàn thành chương trình này")
    return Message(
        lines(
            html("<b>Đề nghị duyệt đăng ký học</b>"),
            html("Cán bộ: <b>{}</b>").format(request.official),
            html("Chức danh: {}").format(cut("; ".join(posts), 200)) if posts else None,
            html("Đơn vị: {}").format(request.commune) if request.commune else None,
            html("Lớp: <b>{}</b> ({}), {} tiết").format(request.title, request.code, number(request.hours)),
            html("Thời gian: {}").format(span(request.starts_on, request.ends_on)),
            html("Vắng mặt {} ngày: {}").format(number(len(picture.days)), days_in_short(picture.days))
            if picture.days
            else "Không vắng mặt trong giờ hành chính.",
            html("Nơi học: {}").format(request.venue) if request.venue else None,
            html("⚠️ Lưu ý: {}.").format("; ".join(flags)) if flags else None,
            "",
            *([*_away(picture.away), ""] if picture.days else []),
            html("Đề nghị quyết định chậm nhất ngày {}.").format(short_day(last_day(request.closes_at, now))),
        ),
        buttons=[[buttons.APPROVE.on(request.id), buttons.DECLINE.on(request.id)]],
    )


MOST_AWAY = 6


def _away(away: Sequence[Absence]) -> list[Markup | str]:
    if not away:
        return ["Cùng đơn vị: chưa có ai đi học trong những ngày này."]
    shown = [
        html("• {}, ngày {}: {}{}").format(
            one.official, days_in_short(one.days), cut(one.title, 60), "" if one.settled else " (chờ duyệt)"
        )
        for one in away[:MOST_AWAY]
    ]
    more = [html("• … và {} người nữa").format(len(away) - MOST_AWAY)] if len(away) > MOST_AWAY else []
    return ["Cùng đơn vị đi học những ngày này:", *shown, *more]


def inbox(found: RequestPage) -> Message:
    """A page of what waits, the nearest deadline first."""
    if not found.requests:
        return Message(html("Không có yêu cầu nào chờ đồng chí duyệt."))
    numbered = list(enumerate(found.requests, found.page * PAGE + 1))
    pager = [
        *([buttons.INBOX.on(found.page - 1, label=buttons.PREVIOUS_PAGE.label)] if found.page else []),
        *([buttons.INBOX.on(found.page + 1, label=buttons.NEXT_PAGE.label)] if found.page + 1 < found.pages else []),
    ]
    return Message(
        lines(
            html("<b>Chờ đồng chí duyệt: {}</b>").format(number(found.total)),
            *(
                html("\n{}. <b>{}</b> – {} ({}), {}").format(
                    place, one.official, one.title, one.code, period(one.starts_on, one.ends_on)
                )
                for place, one in numbered
            ),
        ),
        buttons=[
            *(
                [buttons.REQUEST.on(one.id, label=f"{place}. {cut(f'{one.official} – {one.title}', 50)}")]
                for place, one in numbered
            ),
            *([pager] if pager else []),
        ],
    )


def ask_reason(request: Request) -> Message:
    """Why not? A preset reason, or words of one's own."""
    return Message(
        lines(
            html("<b>Từ chối</b> đăng ký của đ/c <b>{}</b>, lớp {} ({}).").format(
                request.official, request.title, request.code
            ),
            "Đề nghị chọn lý do, hoặc gõ lý do khác rồi gửi. Lý do sẽ được báo cho cán bộ.",
        ),
        buttons=[
            *(
                [buttons.DECLINE_FOR.on(request.id, place, label=REASONS[reason])]
                for place, reason in enumerate(REASON_ORDER)
            ),
            [buttons.REQUEST.on(request.id, label="Quay lại")],
        ],
    )


def approved(request: Request) -> Message:
    """After the tap: what was decided, and what is left to do."""
    more = (
        "Yêu cầu đã được chuyển tới Sở Nội vụ."
        if request.state is State.pending
        else "Kết quả được báo cho cán bộ và những người cùng duyệt."
    )
    return Message(
        lines(
            html("✅ Đã duyệt: đ/c <b>{}</b> – {} ({}), {}.").format(
                request.official, request.title, request.code, period(request.starts_on, request.ends_on)
            ),
            more,
        ),
        buttons=[[buttons.INBOX.on()]],
    )


def declined(request: Request) -> Message:
    return Message(
        lines(
            html("Đã từ chối: đ/c <b>{}</b> – {} ({}).").format(request.official, request.title, request.code),
            html("Lý do: {}").format(reason_words(request)),
            "Cán bộ đã được báo.",
        ),
        buttons=[[buttons.INBOX.on()]],
    )


def settled(request: Request) -> Message:
    """The present truth of a request that is no longer open."""
    return Message(
        html("Đăng ký của đ/c <b>{}</b>, lớp {} ({}): {}.").format(
            request.official, request.title, request.code, _outcome(request)
        ),
        buttons=[[buttons.INBOX.on()]],
        toast="Yêu cầu đã được giải quyết",
    )


def _outcome(request: Request) -> Markup:
    """The state, and who brought it about where somebody decided."""
    by = f" ({comrade(request.decided_by)})" if request.decided_by else ""
    if request.state is State.pending:
        return html("lãnh đạo đơn vị đã đồng ý{}, <b>chờ duyệt</b> của Sở Nội vụ").format(by)
    if request.state is State.declined:
        return html("<b>từ chối</b>{}, lý do: {}").format(by, reason_words(request) or "không ghi")
    return html("<b>{}</b>{}").format(STATES[request.state], by if request.state is State.confirmed else "")


def waits_for_others(request: Request, names: Sequence[str]) -> Message:
    """Not for the reader to decide."""
    return Message(
        html("Đăng ký của đ/c <b>{}</b>, lớp {} ({}), do {} quyết định.").format(
            request.official, request.title, request.code, deciders(request, names)
        ),
        buttons=[[buttons.INBOX.on()]],
    )


def own(request: Request, names: Sequence[str]) -> Message:
    """One's own request."""
    return Message(
        html("Đồng chí không tự duyệt đăng ký của mình. Đăng ký lớp {} ({}) do {} quyết định.").format(
            request.title, request.code, deciders(request, names)
        ),
        buttons=[[buttons.MINE.on()]],
    )


def decided_by_another(request: Request) -> Message:
    """To the others who were asked."""
    return Message(
        html("Đăng ký của đ/c <b>{}</b>, lớp {} ({}): {}. Đồng chí không cần xử lý nữa.").format(
            request.official, request.title, request.code, _outcome(request)
        )
    )


def withdrawn(request: Request) -> Message:
    return Message(
        html("Đ/c <b>{}</b> đã rút đăng ký lớp {} ({}), {}.").format(
            request.official, request.title, request.code, period(request.starts_on, request.ends_on)
        )
    )


def no_leader_reachable(request: Request) -> Message:
    """To the coordinators."""
    return Message(
        lines(
            html("<b>Đơn vị chưa có lãnh đạo nào duyệt được trên hệ thống</b>"),
            html("Đăng ký của đ/c <b>{}</b> ({}), lớp {} ({}), {} đang chờ duyệt.").format(
                request.official,
                request.commune,
                request.title,
                request.code,
                period(request.starts_on, request.ends_on),
            ),
            "Đề nghị liên hệ đơn vị, hoặc quyết định thay:",
        ),
        buttons=[[buttons.APPROVE.on(request.id), buttons.DECLINE.on(request.id)]],
    )
