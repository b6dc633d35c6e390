"""What those who decide read: the request with its picture, the inbox, the reasons of a no."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot import buttons
from bot.message import Message
from bot.texts.reasons import DECLINED, SENT, reason_words
from bot.texts.waiting_for import deciders, outcome
from bot.texts.words import comrade, cut, days_in_short, html, last_day, lines, number, period, short_day, span
from models.eligibility import Flag
from models.registration import DECLINE_REASONS, EXCEPTION_REASONS, State
from models.requests import PAGE, Request, RequestPage
from models.staffing import Absence, Staffing

FLAGS = {
    Flag.outside_post: "lớp không thuộc đối tượng theo chức danh",
    Flag.outside_group: "lớp không thuộc đối tượng theo nhóm cán bộ",
    Flag.repeated: "đã hoàn thành chương trình này",
    Flag.age_unknown: "danh sách chưa có ngày sinh để xét điều kiện về tuổi",
    Flag.party_unknown: "danh sách chưa có thông tin để xét điều kiện đảng viên",
}


def wanted(request: Request, posts: Sequence[str], flags: Sequence[Flag], picture: Staffing, now: datetime) -> Message:
    """A request to a leader or the department: who, what, when, and who else is away then."""
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
            html("Người cử: {}").format(comrade(request.nominated_by)) if request.nominated_by else None,
            html("Người làm thay: {}").format(comrade(request.covered_by)) if request.covered_by else None,
            html("Tình trạng: danh sách chờ, thứ {}").format(number(request.place)) if request.place else None,
            html("⚠️ Lưu ý: {}.").format("; ".join(FLAGS[flag] for flag in flags)) if flags else None,
            "",
            *([*_away(picture.away), ""] if picture.days else []),
            _record(request, picture),
            html("Đề nghị quyết định chậm nhất ngày {}.").format(short_day(last_day(request.closes_at, now))),
        ),
        buttons=[[buttons.APPROVE.on(request.id), buttons.DECLINE.on(request.id)], [buttons.COVER.on(request.id)]],
    )


def _record(request: Request, picture: Staffing) -> str:
    """Hours against the yearly duty, and earlier refusals."""
    planned = f", đã duyệt thêm {number(picture.hours.planned)} tiết" if picture.hours.planned else ""
    duty = f"/{number(picture.duty)}" if picture.duty else ""
    refused = f" Trong 12 tháng qua bị từ chối {number(picture.refusals)} lần." if picture.refusals else ""
    return f"Năm {request.ends_on.year} đã học {number(picture.hours.done)}{duty} tiết{planned}.{refused}"


MOST_AWAY = 6


def _away(away: Sequence[Absence]) -> list[Markup | str]:
    if not away:
        return ["Cùng đơn vị: chưa có ai đi học trong những ngày này."]
    shown = [
        html("• {}, ngày {}: {}{}").format(
            one.official,
            days_in_short(one.days),
            _courses(one),
            ", cùng bộ phận" if one.same_office else "",
        )
        for one in away[:MOST_AWAY]
    ]
    more = [html("• … và {} người nữa").format(len(away) - MOST_AWAY)] if len(away) > MOST_AWAY else []
    return ["Cùng đơn vị đi học những ngày này:", *shown, *more]


def _courses(one: Absence) -> str:
    return "; ".join(f"{cut(course.title, 60)}{'' if course.settled else ' (chờ duyệt)'}" for course in one.courses)


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
            *([[buttons.TICK_LIST.on()]] if found.total > 1 and not found.page else []),
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
                [buttons.DECLINE_FOR.on(request.id, place, label=DECLINED[reason])]
                for place, reason in enumerate(DECLINE_REASONS)
            ),
            [buttons.REQUEST.on(request.id, label="Quay lại")],
        ],
    )


def approved(request: Request) -> Message:
    """After the tap: what was decided, and what is left: for a flagged request, why it is approved all the same."""
    if request.awaits is not None:
        more = "Yêu cầu đã được chuyển tới Sở Nội vụ."
    elif request.state is State.queued:
        more = f"Cán bộ đang ở danh sách chờ, thứ {number(request.place or 1)}; khi có chỗ sẽ được mời."
    else:
        more = "Kết quả được báo cho cán bộ và những người cùng duyệt."
    asks = request.is_flagged and not reason_words(request)
    return Message(
        lines(
            html("✅ Đã duyệt: đ/c <b>{}</b> – {} ({}), {}.").format(
                request.official, request.title, request.code, period(request.starts_on, request.ends_on)
            ),
            more,
            html("Lý do cử học: {}").format(reason_words(request)) if reason_words(request) else None,
            "Lớp có điểm chưa phù hợp với cán bộ; đề nghị ghi lý do cử học:" if asks else None,
        ),
        buttons=[
            *(
                [buttons.APPROVED_FOR.on(request.id, place, label=SENT[reason])]
                for place, reason in enumerate(EXCEPTION_REASONS if asks else ())
            ),
            [buttons.INBOX.on()],
        ],
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
            request.official, request.title, request.code, outcome(request)
        ),
        buttons=[[buttons.INBOX.on()]],
        toast="Yêu cầu đã được giải quyết",
    )


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
            request.official, request.title, request.code, outcome(request)
        )
    )


def withdrawn(request: Request) -> Message:
    why = reason_words(request)
    return Message(
        html("Đ/c <b>{}</b> đã rút đăng ký lớp {} ({}), {}.{}").format(
            request.official,
            request.title,
            request.code,
            period(request.starts_on, request.ends_on),
            f" Lý do: {why}." if why else "",
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
