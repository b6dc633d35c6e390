"""The queue of a course as its coordinators read it, with the reason why nobody is offered a seat right now."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot import buttons
from bot.message import Message, Press
from bot.texts.running import to_course
from bot.texts.waiting_for import deciders
from bot.texts.words import comrade, html, last_day, lines, moment, number, short_day
from models.commune import unit_key
from models.queue_view import QueueView
from models.refusals import CommuneCapReached, SeatsKept
from models.requests import PAGE, Request
from models.seating import Seating
from models.why_nobody import (
    AboutToBe,
    CapsReached,
    Kept,
    NobodyWaits,
    NoSeat,
    NotApproved,
    NotPublished,
    OfferOut,
    TooLate,
)

MOST_COMMUNES = 6


def queue(seen: QueueView, now: datetime) -> Message:
    """Who waits, in order, and the one sentence."""
    course, seating = seen.course, seen.seating
    return Message(
        lines(
            html("<b>Danh sách chờ</b>: {} ({})").format(course.title, course.code),
            html("Đã giữ {}/{} chỗ; đang chờ: {} người.").format(
                number(seating.taken), number(seating.seats), number(len(seating.queue))
            ),
            html("<b>{}</b>").format(sentence(seen, now)),
            *(
                html("{}. {}, {} – {}").format(place, one.official, one.commune, _standing(one, seen))
                for place, one in enumerate(seen.page.requests, seen.page.page * PAGE + 1)
            ),
            *_quotas(seen, now),
        ),
        buttons=[*_turning(seen), [buttons.CARD.on(course.id, label="Xem lớp"), to_course(course.id)]],
    )


def sentence(seen: QueueView, now: datetime) -> str:
    """Why nobody is offered a seat right now, and what would change that."""
    match seen.why:
        case NobodyWaits():
            return "Không có ai trong danh sách chờ."
        case NotPublished(cancelled=True):
            return "Chưa mời ai vì lớp đã bị huỷ."
        case NotPublished():
            return "Chưa mời ai vì lớp chưa mở đăng ký."
        case TooLate(starts_at=at):
            return (
                f"Không mời được nữa vì lớp khai giảng lúc {moment(at.astimezone(now.tzinfo))}, không đủ giờ trả lời."
            )
        case OfferOut(offers=offers, until=until):
            return (
                f"Đang mời {number(offers)} người nhận chỗ; lời mời gần nhất hết hạn lúc "
                f"{moment(until.astimezone(now.tzinfo))}."
            )
        case NoSeat(seats=seats):
            return f"Chưa mời ai vì cả {number(seats)} chỗ đã có người giữ."
        case NotApproved() if seen.first is not None:
            who = deciders(seen.first, seen.waiting.get(seen.first.id, ()))
            return f"Còn chỗ, nhưng {comrade(seen.first.official)} chưa được duyệt: đang chờ {who}."
        case CapsReached(free=free, cap=cap):
            return (
                f"Còn {number(free)} chỗ, nhưng đơn vị của những người đang chờ đã đủ mức tối đa ({number(cap)} người)."
            )
        case Kept(free=free, commune_ids=ids, until=until):
            names = ", ".join(seen.communes[one] for one in ids[:MOST_COMMUNES])
            more = f" và {number(len(ids) - MOST_COMMUNES)} đơn vị khác" if len(ids) > MOST_COMMUNES else ""
            return f"{number(free)} chỗ còn lại đang giữ đến hết ngày {_last(until, now)} cho {names}{more}."
        case AboutToBe():
            return "Có chỗ trống; hệ thống sẽ mời người đầu tiên đã được duyệt trong ít phút."
    return "Danh sách chờ đã thay đổi; đề nghị mở lại."


def quota_lines(seating: Seating, names: dict[int, str]) -> list[str]:
    """Used and kept of each commune, in order of the names."""
    known = sorted(((names[one], one) for one in seating.quotas if one in names), key=lambda one: unit_key(one[0]))
    return [f"{name}: {_used(seating.held.get(one, 0), seating.quotas[one])}" for name, one in known]


def _used(held: int, kept: int) -> str:
    more = f", thêm {number(held - kept)} chỗ ngoài chỉ tiêu" if held > kept else ""
    return f"đã dùng {number(min(held, kept))}/{number(kept)}{more}"


def _standing(one: Request, seen: QueueView) -> str:
    """Approved or with whom it lies; and what keeps a free seat from this one."""
    wall = seen.seating.shortage(one.commune_id)
    why = {CommuneCapReached: ", đơn vị đã đủ mức tối đa", SeatsKept: ", đơn vị hết chỗ được giữ"}.get(type(wall), "")
    if one.awaits is None:
        return f"đã duyệt{why}"
    return f"chờ {deciders(one, seen.waiting.get(one.id, ()))} duyệt{why}"


def _quotas(seen: QueueView, now: datetime) -> list[Markup | str]:
    until = seen.seating.quotas_until
    if until is None or not seen.seating.quotas:
        return []
    told = quota_lines(seen.seating, dict(seen.communes))
    rest = len(told) - 2 * MOST_COMMUNES
    return [
        "",
        html("Chỉ tiêu theo đơn vị, giữ đến hết ngày {}:").format(_last(until, now)),
        *(html("• {}").format(line) for line in told[: 2 * MOST_COMMUNES]),
        *([html("• … và {} đơn vị khác").format(number(rest))] if rest > 0 else []),
    ]


def _turning(seen: QueueView) -> Sequence[Sequence[Press]]:
    page, course_id = seen.page, seen.course.id
    row = [
        *([buttons.QUEUE.on(course_id, page.page - 1, label=buttons.PREVIOUS_PAGE.label)] if page.page else []),
        *(
            [buttons.QUEUE.on(course_id, page.page + 1, label=buttons.NEXT_PAGE.label)]
            if page.page + 1 < page.pages
            else []
        ),
    ]
    return [row] if row else []


def _last(until: datetime, now: datetime) -> str:
    return short_day(last_day(until, now))
