"""What a leader reads when sending officials to a course: what is open, and the people, the best fitting first."""

from collections.abc import Collection, Sequence
from datetime import datetime

from markupsafe import Markup

from bot import buttons
from bot.callback_data import Button
from bot.message import Message, Press
from bot.texts.nomination_results import FLAGS, hindrance
from bot.texts.words import STATES, comrade, cut, html, last_day, lines, number, period, short_day, span
from models.candidates import Candidate, Candidates
from models.commune_courses import PAGE as COURSES_SHOWN
from models.commune_courses import CommuneCourse, CommuneCourses
from models.refusals import (
    CommuneCapReached,
    CourseFull,
    QueueAhead,
    SeatsKept,
)
from models.registration import Level

PAGE = 6
MOST_NAMED = 40


def courses(found: CommuneCourses, commune_id: int, commune: str, now: datetime) -> Message:
    """What is open for the commune."""
    if not found.courses:
        return Message(html("Chưa có lớp nào đang mở cho {}. Đề nghị xem lại sau.").format(commune or "đơn vị"))
    numbered = list(enumerate(found.courses, found.page * COURSES_SHOWN + 1))
    return Message(
        lines(
            html("<b>Cử cán bộ</b> – {}: {} lớp đang mở. Đề nghị chọn lớp:").format(commune, number(found.total)),
            *(part for place, one in numbered for part in ("", _course(place, one, now))),
        ),
        buttons=[
            *(
                [buttons.NOMINATE.on(one.id, commune_id, label=f"{at}. {one.code} – {cut(one.title, 40)}")]
                for at, one in numbered
            ),
            *_pager(buttons.NOMINATE_LIST, found.page, found.pages, commune_id),
        ],
    )


def _course(place: int, one: CommuneCourse, now: datetime) -> Markup:
    share = f" · đơn vị đã có {number(one.had)}/{number(one.cap)}" if one.cap is not None else ""
    queue = f" · danh sách chờ {number(one.queued)}" if one.queued else ""
    return lines(
        html("<b>{}. {}</b> ({})").format(place, one.title, one.code),
        html("{} · hạn {}").format(period(one.starts_on, one.ends_on), short_day(last_day(one.closes_at, now))),
        html("Còn {}/{} chỗ{}{}").format(number(one.seats_left), number(one.seats), share, queue),
    )


def which_commune(communes: Sequence[tuple[int, str]], course_id: int) -> Message:
    """For one who leads several."""
    return Message(
        html("<b>Cử cán bộ</b>. Đề nghị chọn đơn vị:"),
        buttons=[[_way_to(course_id, commune_id, name)] for commune_id, name in communes],
    )


def _way_to(course_id: int, commune_id: int, name: str) -> Press:
    if course_id:
        return buttons.NOMINATE.on(course_id, commune_id, label=name)
    return buttons.NOMINATE_LIST.on(0, commune_id, label=name)


NOBODY_TICKED = "Chưa chọn ai"


def people(found: Candidates, ticked: Collection[int], named: str, page: int, toast: str = "") -> Message:
    """A page of the commune, the best first; a tap on a name ticks it, another takes the tick away."""
    course, shown = found.course, found.named(named) if named else found.people
    pages = max(1, -(-len(shown) // PAGE))
    page = page if page < pages else 0
    numbered = list(enumerate(shown[page * PAGE : (page + 1) * PAGE], page * PAGE + 1))
    chosen = [one for one in found.people if one.official_id in ticked]
    where = (course.id, found.commune_id)
    return Message(
        lines(
            html("<b>Cử cán bộ</b> đi học: <b>{}</b> ({})").format(course.title, course.code),
            html("Thời gian: {}, {} tiết").format(span(course.starts_on, course.ends_on), number(found.hours)),
            _seats(found),
            "",
            _heading(found, shown, named),
            *(html("{}. {}").format(place, _person(one)) for place, one in numbered),
            html("Trang {}/{}").format(page + 1, pages) if pages > 1 else None,
            "",
            *_chosen(chosen),
            "Gõ một phần họ tên để lọc; bấm vào tên để chọn hoặc bỏ chọn." if found.people else None,
        ),
        buttons=[
            *(
                [buttons.NOMINATE_TICK.on(*where, one.official_id, page, label=_tick(place, one, ticked))]
                for place, one in numbered
                if one.may_be_sent
            ),
            *_pager(buttons.NOMINATE_PAGE, page, pages, *where),
            *([[buttons.NOMINATE_ALL.on(*where)]] if named else []),
            [
                *([buttons.NOMINATE_SEND.on(*where)] if any(one.may_be_sent for one in found.people) else []),
                buttons.NOMINATE_LIST.on(0, found.commune_id),
            ],
        ],
        toast=toast,
    )


def _tick(place: int, one: Candidate, ticked: Collection[int]) -> str:
    return f"{'✓ ' if one.official_id in ticked else ''}{place}. {cut(one.full_name, 50)}"


def _heading(found: Candidates, shown: Sequence[Candidate], named: str) -> Markup:
    if not found.people:
        return html("Danh sách chưa có ai của {} ngoài đồng chí.").format(found.commune)
    if not named:
        return html("<b>{}</b>: {} người, phù hợp nhất trước").format(found.commune, number(len(shown)))
    if not shown:
        return html("Không có ai tên «{}». Đề nghị gõ lại, hoặc bấm «Bỏ lọc».").format(cut(named, 40))
    return html("<b>{}</b>, theo «{}»: {} người").format(found.commune, cut(named, 40), number(len(shown)))


def _seats(found: Candidates) -> Markup:
    """Seats, the commune's share, and whether a nominee would have to wait."""
    seating = found.seating
    had = number(seating.held.get(found.commune_id, 0))
    share = f"; đơn vị đã có {had}" + (f"/{number(seating.cap)} người" if seating.cap is not None else " người")
    queue = f"; danh sách chờ {number(len(seating.queue))}" if seating.queue else ""
    facts = html("Còn {}/{} chỗ{}{}.").format(
        number(max(0, seating.seats - seating.taken)), seating.seats, share, queue
    )
    match found.shortage:
        case CommuneCapReached():
            return html("{} Đơn vị đã đủ chỗ: người được cử sẽ vào danh sách chờ.").format(facts)
        case CourseFull():
            return html("{} Lớp đã hết chỗ: người được cử sẽ vào danh sách chờ.").format(facts)
        case SeatsKept() | QueueAhead():
            return html("{} Các chỗ này đang dành cho người khác: người được cử sẽ vào danh sách chờ.").format(facts)
    return facts


def _person(one: Candidate) -> Markup:
    """Name, post; hours owed, when last sent; what hinders or has to be weighed."""
    owed = f"còn thiếu {number(one.owed)} tiết, " if one.owed else "đã đủ số tiết, " if one.owed is not None else ""
    sent = f"học gần nhất {short_day(one.last_sent)}" if one.last_sent else "chưa cử lần nào"
    return html("<b>{}</b>{} – {}{}{}").format(
        one.full_name, f", {cut(one.post, 60)}" if one.post else "", owed, sent, _notes(one)
    )


def _notes(one: Candidate) -> str:
    if one.live is not None:
        own = "đã tự đăng ký, chờ đồng chí duyệt" if one.awaits is Level.leader else f"đã đăng ký ({STATES[one.live]})"
        return f"; {own}"
    if one.barrier is not None:
        return f"; không cử được: {hindrance(one.barrier)}"
    flags = flag_words(one)
    return f"; lưu ý: {flags}" if flags else ""


def flag_words(one: Candidate) -> str:
    return ", ".join(FLAGS[flag] for flag in one.standing.flags)


def _chosen(chosen: Sequence[Candidate]) -> list[Markup | str]:
    if not chosen:
        return []
    names = "; ".join(
        comrade(one.full_name) + (f" (lưu ý: {flag_words(one)})" if one.standing.flags else "")
        for one in chosen[:MOST_NAMED]
    )
    return [html("<b>Đã chọn {}</b>: {}. Bấm «Gửi» để cử.").format(number(len(chosen)), cut(names, 900))]


def _pager(button: Button, page: int, pages: int, *ids: int) -> list[list[Press]]:
    row = [
        *([button.on(page - 1, *ids, label=buttons.PREVIOUS_PAGE.label)] if page else []),
        *([button.on(page + 1, *ids, label=buttons.NEXT_PAGE.label)] if page + 1 < pages else []),
    ]
    return [row] if row else []
