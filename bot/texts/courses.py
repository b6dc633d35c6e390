"""What is read when looking up courses: the list, search results, the card, the filters."""

from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from urllib.parse import quote_plus

from markupsafe import Markup

from bot import buttons
from bot.message import Message, Press
from bot.texts import refusals
from bot.texts.words import (
    GROUPS,
    MARKS,
    STATES,
    cut,
    day,
    half_day,
    hour,
    html,
    lines,
    moment,
    number,
    period,
    short_day,
)
from models.course import CourseState
from models.course_card import CourseCard, MeetingLine
from models.eligibility import Flag
from models.kinds import Route
from models.lookup import PAGE, Choices, CourseLine, Filter, Listing
from models.registration import State

ROUTES = {
    Route.none: "không cần duyệt, xác nhận ngay",
    Route.leader: "lãnh đạo đơn vị duyệt",
    Route.department: "Sở Nội vụ duyệt",
    Route.leader_then_department: "lãnh đạo đơn vị duyệt, sau đó Sở Nội vụ duyệt",
}


def line(number_: int, course: CourseLine, now: datetime) -> Markup:
    """One course in a list: number, title, code; when and where; seats and deadline."""
    mine = f" {MARKS.get(course.mine, '•')} {STATES[course.mine]}" if course.mine else ""
    return lines(
        html("<b>{}. {}</b> ({}){}").format(number_, course.title, course.code, mine),
        html("    {} · {} · {} tiết").format(
            period(course.starts_on, course.ends_on), cut(course.place, 60) or course.mode, number(course.hours)
        ),
        html("    {}").format(_availability(course, now)),
    )


def _availability(course: CourseLine, now: datetime) -> str:
    if course.state is CourseState.cancelled:
        return "Lớp đã bị huỷ"
    closes = course.closes_at.astimezone(now.tzinfo)
    if now >= closes:
        return f"Đã hết hạn đăng ký ({short_day(_last_day(closes))})"
    if not course.invited:
        return "Không mời đơn vị của đồng chí"
    seats = f"còn {number(course.seats_left)}/{number(course.seats)} chỗ" if course.seats_left else "đã hết chỗ"
    return f"Hạn đăng ký {short_day(_last_day(closes))} · {seats}"


def _last_day(closes_at: datetime) -> date:
    """Midnight that ends a day is said as that day."""
    return (closes_at - _INSTANT).date()


_INSTANT = datetime.resolution


def listing(found: Listing, narrowed: Filter, now: datetime, notes: Sequence[str]) -> Message:
    """A page of the open courses: those that fit come first, with a heading where the others begin."""
    if not found.lines:
        return Message(
            lines(
                html("<b>Chưa có lớp nào đang mở đăng ký</b>{}.").format(_narrowed(notes)),
                "Đề nghị bỏ bớt điều kiện lọc, hoặc gõ tên lớp cần tìm."
                if notes
                else "Khi có lớp mới, hệ thống sẽ báo.",
            ),
            buttons=[[buttons.LIST.on(0, 0, 0, 0, 0, label="Bỏ lọc")]] if notes else (),
        )
    parts: list[Markup | str | None] = [
        html("<b>Lớp đang mở đăng ký</b>{}: {}, trong đó {} lớp phù hợp với chức danh của đồng chí.").format(
            _narrowed(notes), number(found.total), number(found.fitting)
        )
    ]
    first = found.page * PAGE
    for place, course in enumerate(found.lines, first):
        if (place == found.fitting and found.fitting) or (place == first and not course.fits):
            parts += ["", html("<i>Các lớp khác đang mở:</i>")]
        parts += ["", line(place + 1, course, now)]
    if found.pages > 1:
        parts += ["", html("Trang {}/{}").format(found.page + 1, found.pages)]
    state = _filter_ids(narrowed)
    pager = []
    if found.page > 0:
        pager.append(buttons.PREVIOUS_PAGE.on(found.page - 1, *state))
    if found.page + 1 < found.pages:
        pager.append(buttons.NEXT_PAGE.on(found.page + 1, *state))
    foot = [buttons.FILTER.on(*state)]
    if notes:
        foot.append(buttons.LIST.on(0, 0, 0, 0, 0, label="Bỏ lọc"))
    return Message(
        lines(*parts),
        buttons=[*_open_buttons(found.lines, first), *([pager] if pager else []), foot],
    )


def _open_buttons(courses: Sequence[CourseLine], first: int = 0) -> list[list[Press]]:
    return [
        [buttons.CARD.on(course.id, label=f"{place}. {cut(course.title, 50)}")]
        for place, course in enumerate(courses, first + 1)
    ]


def _narrowed(notes: Sequence[str]) -> str:
    return f" ({', '.join(notes)})" if notes else ""


def _filter_ids(narrowed: Filter) -> tuple[int, int, int, int]:
    month = narrowed.month.year * 100 + narrowed.month.month if narrowed.month else 0
    return month, narrowed.institution_id or 0, narrowed.mode_id or 0, narrowed.kind_id or 0


def month_name(month: date) -> str:
    return f"tháng {month.month}/{month.year}"


FILTER_NAMES = ("Tháng", "Địa điểm", "Hình thức", "Loại")


def filters(narrowed: Filter) -> Message:
    """Which of the four to narrow by."""
    state = _filter_ids(narrowed)
    return Message(
        html("<b>Lọc danh sách lớp</b>\nĐề nghị chọn điều kiện:"),
        buttons=[
            [buttons.FILTER_BY.on(which, *state, label=name) for which, name in enumerate(FILTER_NAMES)][:2],
            [buttons.FILTER_BY.on(which, *state, label=name) for which, name in enumerate(FILTER_NAMES)][2:],
            [buttons.LIST.on(0, *state, label="Quay lại")],
        ],
    )


def filter_values(which: int, choices: Choices, narrowed: Filter) -> Message:
    """The values of one filter that lead somewhere."""
    state = list(_filter_ids(narrowed))

    def chosen(value: int, label: str) -> list[Press]:
        return [buttons.LIST.on(0, *state[:which], value, *state[which + 1 :], label=cut(label, 50))]

    values: list[tuple[int, str]] = [
        [(month.year * 100 + month.month, month_name(month).capitalize()) for month in choices.months],
        list(choices.institutions),
        list(choices.modes),
        list(choices.kinds),
    ][which]
    return Message(
        html("<b>Lọc theo {}</b>").format(FILTER_NAMES[which].lower()),
        buttons=[
            *(chosen(value, label) for value, label in values[:20]),
            [buttons.FILTER.on(*_filter_ids(narrowed), label="Quay lại")],
        ],
    )


def found(query: str, courses: Sequence[CourseLine], more: int, now: datetime) -> Message:
    """Search results, best first."""
    return Message(
        lines(
            html("<b>Kết quả tìm «{}»</b>").format(cut(query, 60)),
            *(part for place, course in enumerate(courses, 1) for part in ("", line(place, course, now))),
            *(["", html("Còn {} lớp khác; đề nghị gõ thêm tên, tháng hoặc nơi học.").format(more)] if more > 0 else []),
        ),
        buttons=_open_buttons(courses),
    )


def which_one(query: str, choices: Sequence[str], courses: Sequence[CourseLine], now: datetime) -> Message:
    """The words have several meanings: ask, and show the best at hand."""
    return Message(
        lines(
            html("«{}» có thể là: {}.").format(cut(query, 60), "; ".join(choices)),
            "Đề nghị gõ tên đầy đủ, có dấu" + (", hoặc chọn lớp dưới đây." if courses else "."),
            *(part for place, course in enumerate(courses, 1) for part in ("", line(place, course, now))),
        ),
        buttons=_open_buttons(courses),
    )


def nothing_found(query: str, nearest: Sequence[CourseLine], now: datetime) -> Message:
    """Nothing fits: the nearest, and what to do."""
    return Message(
        lines(
            html("<b>Không tìm thấy lớp nào cho «{}».</b>").format(cut(query, 60)),
            "Đề nghị gõ ngắn hơn (ví dụ «chuyen doi so», «thang 12»), hoặc bấm «Danh sách lớp» để xem tất cả.",
            *(["", html("<i>Các lớp gần nhất:</i>")] if nearest else []),
            *(part for place, course in enumerate(nearest, 1) for part in ("", line(place, course, now))),
        ),
        buttons=[*_open_buttons(nearest), [buttons.LIST.on()]],
    )


def card(seen: CourseCard, now: datetime) -> Message:
    """The card of a course: what, for whom, when, where, seats, deadline, and where the person stands."""
    course, programme = seen.course, seen.programme
    closes = course.closes_at.astimezone(now.tzinfo)
    left = max(0, course.seats - seen.taken)
    whom = "; ".join((*seen.posts, *(GROUPS[group] for group in seen.groups))) or "mọi cán bộ, công chức cấp xã"
    text = lines(
        html("<b>{}</b>").format(course.title),
        html("Mã lớp: <code>{}</code>").format(course.code),
        html("Chương trình: {}").format(programme.name) if programme.name != course.title else None,
        html("{}{} tiết{}").format(
            f"{seen.kind} · " if seen.kind else "",
            number(programme.hours),
            ", tính vào 40 tiết/năm" if programme.counts else "",
        ),
        html("Đối tượng: {}").format(cut(whom, 400)),
        "",
        html("<b>Thời gian:</b> {}{}").format(
            period(course.starts_on, course.ends_on), f" ({len(seen.meetings)} buổi)" if seen.meetings else ""
        ),
        *_meetings(seen.meetings, now.tzinfo),
        html("<b>Nơi học:</b> {}").format(_place(seen)),
        html("Hình thức: {}").format(seen.mode) if seen.mode else None,
        html("Giảng viên: {}").format(trainers) if (trainers := _trainers(seen.meetings)) else None,
        "",
        html("<b>Còn {}/{} chỗ</b>{}").format(
            number(left),
            number(course.seats),
            f"; mỗi đơn vị tối đa {course.commune_cap} chỗ"
            f"{f', đơn vị đồng chí đã có {seen.standing.facts.taken_by_commune}' if seen.standing else ''}"
            if course.commune_cap is not None
            else "",
        ),
        html("Hạn đăng ký: hết {}").format(day(_last_day(closes)))
        if closes.hour == 0 and closes.minute == 0
        else html("Hạn đăng ký: {}").format(moment(closes)),
        html("Cách duyệt: {}").format(ROUTES[programme.route]),
        html("Công văn: số {}").format(course.document_number) if course.document_number else None,
        "",
        _verdict(seen, now),
    )
    return Message(text, buttons=_card_buttons(seen))


def _verdict(seen: CourseCard, now: datetime) -> Markup:
    """May I, and if not why, in one sentence."""
    if seen.mine is not None:
        mark = MARKS.get(seen.mine.state, "•")
        return html("{} Đăng ký của đồng chí: <b>{}</b>.").format(mark, STATES[seen.mine.state])
    if seen.standing is None:
        return html("Đề nghị liên kết tài khoản (/start) để đăng ký.")
    if seen.standing.hindrances:
        return html("⛔ {}").format(refusals.sentence(seen.standing.hindrances[0], now))
    flags = [FLAGS[flag] for flag in seen.standing.flags]
    if flags:
        return html("⚠️ Đồng chí đăng ký được, nhưng {}; người duyệt sẽ xem xét.").format(" và ".join(flags))
    return html("Đồng chí đủ điều kiện đăng ký.")


FLAGS = {
    Flag.outside_post: "lớp không thuộc đối tượng theo chức danh",
    Flag.repeated: "đồng chí đã hoàn thành chương trình này",
}


def _card_buttons(seen: CourseCard) -> list[list[Press]]:
    course_id = seen.course.id
    rows: list[list[Press]] = []
    if seen.mine is not None:
        if seen.mine.state in (State.pending, State.confirmed):
            rows.append([buttons.WITHDRAW.on(seen.mine.id)])
    elif seen.standing is not None and seen.standing.is_free:
        rows.append([buttons.REGISTER.on(course_id)])
    if address := _place(seen):
        rows.append([Press("Bản đồ", url=f"https://www.google.com/maps/search/?api=1&query={quote_plus(address)}")])
    rows.append([buttons.LIST.on()])
    return rows


def _meetings(meetings: Sequence[MeetingLine], zone: tzinfo | None, most: int = 14) -> list[Markup]:
    shown = [
        html("• {} {}: {}–{}{}{}").format(
            half_day(start := m.starts_at.astimezone(zone)).capitalize(),
            day(start.date()),
            hour(start),
            hour(m.ends_at.astimezone(zone)),
            f", {m.room}" if m.room else "",
            f" – {cut(m.topic, 60)}" if m.topic else "",
        )
        for m in meetings[:most]
    ]
    if len(meetings) > most:
        shown.append(html("• … và {} buổi nữa").format(len(meetings) - most))
    return shown


def _trainers(meetings: Sequence[MeetingLine]) -> str:
    return "; ".join(dict.fromkeys(m.trainer for m in meetings if m.trainer))


def _place(seen: CourseCard) -> str:
    if seen.address and seen.institution and seen.institution not in seen.address:
        return f"{seen.institution}, {seen.address}"
    return seen.address or seen.institution


def filter_notes(narrowed: Filter, choices: Choices) -> list[str]:
    """The conditions in words."""
    names = [month_name(narrowed.month)] if narrowed.month else []
    for chosen, values in (
        (narrowed.institution_id, choices.institutions),
        (narrowed.mode_id, choices.modes),
        (narrowed.kind_id, choices.kinds),
    ):
        if chosen is not None:
            names.append(dict(values).get(chosen, "…"))
    return names
