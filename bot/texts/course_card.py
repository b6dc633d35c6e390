"""The card of a course: what, for whom, when, where, seats, deadline, and in one sentence whether I may register."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from urllib.parse import quote_plus

from markupsafe import Markup

from bot import buttons
from bot.message import Message, Press
from bot.texts import documents, quotas, refusals
from bot.texts.conditions import conditions
from bot.texts.reasons import reason_words
from bot.texts.result_words import points
from bot.texts.waiting_for import holder
from bot.texts.words import (
    GROUPS,
    MARKS,
    STATES,
    cut,
    day,
    half_day,
    hour,
    html,
    last_day,
    lines,
    moment,
    number,
    period,
)
from models.course_card import CourseCard, MeetingLine
from models.eligibility import Flag
from models.folding import fold
from models.kinds import Role, Route
from models.person import Person
from models.registration import State
from models.substitution import HELD

ROUTES = {
    Route.none: "không cần duyệt, xác nhận ngay",
    Route.leader: "lãnh đạo đơn vị duyệt",
    Route.department: "Sở Nội vụ duyệt",
    Route.leader_then_department: "lãnh đạo đơn vị duyệt, sau đó Sở Nội vụ duyệt",
}
FLAGS = {
    Flag.outside_post: "lớp không thuộc đối tượng theo chức danh",
    Flag.outside_group: "lớp không thuộc đối tượng theo nhóm cán bộ",
    Flag.repeated: "đồng chí đã hoàn thành chương trình này",
    Flag.age_unknown: "chưa có ngày sinh để xét điều kiện về tuổi",
    Flag.party_unknown: "chưa có thông tin để xét điều kiện đảng viên",
}
ONLINE = "trực tuyến"
DAYS_SHOWN = (31, 14, 7, 3)  # a long timetable is cut until the card fits into one message
ROOM = 3900  # Telegram takes 4096 characters
DOCUMENTS_SHOWN = 3
MAP = "https://www.google.com/maps/search/?api=1&query="


def card(seen: CourseCard, now: datetime, back: Sequence[int] = (), person: Person | None = None) -> Message:
    """`back`: the page and filter of the list that the reader came from; `person`: the reader, for whom there is more
    to press with a role."""
    text = Markup()
    for days in DAYS_SHOWN:
        text = _text(seen, now, days)
        if len(text.striptags()) <= ROOM:
            break
    return Message(text, buttons=_buttons(seen, back, person, now))


def _text(seen: CourseCard, now: datetime, days: int) -> Markup:
    course, programme = seen.course, seen.programme
    whom = "; ".join((*seen.posts, *(GROUPS[group] for group in seen.groups))) or "mọi cán bộ, công chức cấp xã"
    trainers = "; ".join(dict.fromkeys(m.trainer for m in seen.meetings if m.trainer))
    shared_room = _shared_room(seen.meetings)
    return lines(
        html("<b>{}</b>").format(course.title),
        html("Mã lớp: <code>{}</code>").format(course.code),
        html("Chương trình: {}").format(programme.name) if not course.title.startswith(programme.name) else None,
        html("{}{} tiết{}").format(
            f"{seen.kind} · " if seen.kind else "",
            number(programme.hours),
            ", tính vào số tiết bắt buộc hằng năm" if programme.counts else "",
        ),
        html("Đối tượng: {}").format(cut(whom, 300)),
        html("Điều kiện: {}").format(cut(conditions(seen.conditions), 400)) if seen.conditions else None,
        "",
        html("<b>Thời gian:</b> {}{}").format(
            period(course.starts_on, course.ends_on), f" ({len(seen.meetings)} buổi)" if seen.meetings else ""
        ),
        *_timetable(seen.meetings, now, days, with_rooms=not shared_room),
        html("<b>Nơi học:</b> {}").format(", ".join(part for part in (place(seen), shared_room) if part))
        if place(seen) or shared_room
        else None,
        html("Cơ sở đào tạo: {}").format(seen.institution)
        if seen.institution and seen.institution not in place(seen)
        else None,
        html("Hình thức: {}").format(seen.mode) if seen.mode else None,
        html("Giảng viên: {}").format(cut(trainers, 300)) if trainers else None,
        "",
        html("<b>Còn {}/{} chỗ</b>{}").format(
            number(max(0, course.seats - seen.taken)),
            number(course.seats),
            f"; danh sách chờ: {number(seen.queued)} người" if seen.queued else "",
        ),
        _cap(seen),
        *quotas.on_card(seen.seating, seen.standing.facts.commune_id if seen.standing else None, now),
        _deadline(course.closes_at, now),
        html("Cách duyệt: {}").format(ROUTES[programme.route]),
        *_documents(seen),
        "",
        *_verdict(seen, now),
        _attended(seen),
    )


def _documents(seen: CourseCard) -> list[Markup]:
    """The letters behind the course, each once: the workbook's number may be that of one of them."""
    told = seen.course.document_number
    known = any(fold(told) == one.folded_number for one in seen.documents)
    first = [html("Công văn: số {}").format(told)] if told and not known else []
    return [*first, *(documents.mention(one) for one in seen.documents[-DOCUMENTS_SHOWN:])]


def _cap(seen: CourseCard) -> Markup | None:
    if seen.course.commune_cap is None:
        return None
    mine = f"; đơn vị của đồng chí đã có {number(seen.standing.facts.taken_by_commune)} người" if seen.standing else ""
    return html("Mỗi đơn vị tối đa {} chỗ{}").format(number(seen.course.commune_cap), mine)


def _deadline(closes_at: datetime, now: datetime) -> Markup:
    """Midnight that ends a day is said as that day."""
    closes = closes_at.astimezone(now.tzinfo)
    if closes.hour == 0 and closes.minute == 0:
        return html("Hạn đăng ký: hết ngày {}").format(day(last_day(closes_at, now)))
    return html("Hạn đăng ký: {}").format(moment(closes))


def _verdict(seen: CourseCard, now: datetime) -> list[Markup | str | None]:
    """May I, and if not why and what instead."""
    if seen.live is not None:
        return [
            html("{} Đăng ký của đồng chí: <b>{}</b>{}.").format(
                MARKS.get(seen.live.state, "•"), STATES[seen.live.state], holder(seen.live, seen.waiting, now)
            )
        ]
    if seen.standing is None:
        return [html("Đề nghị liên kết tài khoản (/start) để đăng ký.")]
    if seen.standing.hindrances:
        return [
            _before(seen),
            html("⛔ {}").format(refusals.sentence(seen.standing.refusal, now)),
            refusals.QUEUE_ADVICE if seen.standing.may_queue else None,
            refusals.advice(seen.way, seen.coordinator) if seen.way or not seen.standing.may_queue else None,
        ]
    flags = [FLAGS[flag] for flag in seen.standing.flags]
    if flags:
        free = html("⚠️ Đồng chí đăng ký được, nhưng {}; người duyệt sẽ xem xét.").format(" và ".join(flags))
    else:
        free = html("Đồng chí đủ điều kiện đăng ký.")
    return [_before(seen), free]


def _attended(seen: CourseCard) -> Markup | None:
    """Of the half-days whose roll was called."""
    if seen.attended is None:
        return None
    return html("Đã dự {}/{} buổi đã điểm danh.").format(number(seen.attended.there), number(seen.attended.held))


def _before(seen: CourseCard) -> Markup | None:
    """How an earlier registration for the same course ended."""
    if seen.request is None:
        return None
    if seen.result is not None:
        reached = points(seen.result)
        return html("Kết quả của đồng chí: <b>{}</b>{}.").format(
            STATES[seen.request.state], f" ({reached})" if reached else ""
        )
    why = reason_words(seen.request) if seen.request.state is State.declined else ""
    return html("Đăng ký lần trước: {}{}.").format(STATES[seen.request.state], f" ({why})" if why else "")


def _buttons(seen: CourseCard, back: Sequence[int], person: Person | None, now: datetime) -> list[list[Press]]:
    rows: list[list[Press]] = []
    if seen.live is not None and seen.live.state is State.offered:
        rows.append([buttons.ACCEPT_OFFER.on(seen.live.id), buttons.LET_OFFER_GO.on(seen.live.id)])
    elif seen.live is not None:
        rows.append([buttons.WITHDRAW.on(seen.live.id), buttons.COVER.on(seen.live.id)])
        if seen.live.state in HELD:
            rows.append([buttons.SUBSTITUTE.on(seen.live.id), buttons.ADD_TO_CALENDAR.on(seen.course.id)])
        if seen.live.state is State.confirmed and not _has_begun(seen, now):
            rows.append([buttons.ASK_TRAINER.on(seen.live.id)])
    elif seen.standing is not None and seen.standing.may_queue:
        rows.append([buttons.JOIN_QUEUE.on(seen.course.id)])
    elif seen.standing is not None and seen.standing.is_free:
        rows.append([buttons.REGISTER.on(seen.course.id)])
    if seen.live is not None and seen.live.nominated_by and not seen.live.objection:
        rows.append([buttons.OBJECT.on(seen.live.id)])
    if person is not None and person.leads and seen.course.is_open(now):
        rows.append([buttons.NOMINATE.on(seen.course.id)])
    if seen.way is not None:
        rows.append([refusals.way_button(seen.way)])
    if person is not None and seen.seating is not None:
        rows += quotas.for_leaders(seen.course, seen.seating, person.leads, now)
        if person.has(Role.coordinator, Role.admin):
            rows.append([buttons.QUEUE.on(seen.course.id)])
    if person is not None:
        own = (buttons.ROSTER_UNIT.on(seen.course.id, one, label="Cán bộ của đơn vị") for one in sorted(person.leads))
        rows += [[press] for press in own]
    rows += documents.open_buttons(seen.documents, DOCUMENTS_SHOWN)
    where = place(seen)
    chart = [Press("Bản đồ", url=MAP + quote_plus(where))] if where and fold(seen.mode) != fold(ONLINE) else []
    return [*rows, [*chart, buttons.LIST.on(*back)]]


def _has_begun(seen: CourseCard, now: datetime) -> bool:
    if seen.meetings:
        return seen.meetings[0].starts_at <= now
    return seen.course.starts_on <= now.date()


def _timetable(meetings: Sequence[MeetingLine], now: datetime, most: int, with_rooms: bool) -> list[Markup]:
    """One line a day: «• Thứ Hai, 07/12/2026: sáng 7h30–11h30, chiều 13h30–17h00»."""
    days = [list(of_day) for _, of_day in groupby(meetings, key=lambda m: m.starts_at.astimezone(now.tzinfo).date())]
    shown = []
    for of_day in days[:most]:
        times = ", ".join(_times(meeting, now, with_rooms) for meeting in of_day)
        name = day(of_day[0].starts_at.astimezone(now.tzinfo).date())
        shown.append(html("• {}: {}").format(name[0].upper() + name[1:], times))
    if rest := sum(len(of_day) for of_day in days[most:]):
        shown.append(html("• … và {} buổi nữa").format(number(rest)))
    return shown


def _times(meeting: MeetingLine, now: datetime, with_rooms: bool) -> str:
    start, end = meeting.starts_at.astimezone(now.tzinfo), meeting.ends_at.astimezone(now.tzinfo)
    room = f" ({cut(meeting.room, 40)})" if with_rooms and meeting.room else ""
    return f"{half_day(start)} {hour(start)}–{hour(end)}{room}"


def _shared_room(meetings: Sequence[MeetingLine]) -> str:
    rooms = {meeting.room for meeting in meetings}
    return rooms.pop() if len(rooms) == 1 else ""


def place(seen: CourseCard) -> str:
    """Where to go, short enough for an address on the web."""
    return cut(seen.address or seen.institution, 200)
