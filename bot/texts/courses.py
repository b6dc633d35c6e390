"""What is read when looking up courses: the list, search results, the filters. The card has a file of its own."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache

from markupsafe import Markup

from bot import buttons
from bot.message import Message, Press
from bot.texts.words import MARKS, STATES, cut, html, last_day, lines, number, period, short_day
from models.course import CourseState
from models.course_lines import CourseLine
from models.filter_choices import Choices
from models.lookup import PAGE, Filter, Listing


def line(place: int, course: CourseLine, now: datetime) -> Markup:
    """One course in a list: number, title, code; when and how long; where; seats and deadline."""
    return _line(place, course, _availability(course, now))


@lru_cache(maxsize=256)  # on the morning of a letter everybody reads the same few
def _line(place: int, course: CourseLine, availability: str) -> Markup:
    mine = html(" {} <b>{}</b>").format(MARKS.get(course.mine, "•"), STATES[course.mine]) if course.mine else ""
    return lines(
        html("<b>{}. {}</b> ({}){}").format(place, course.title, course.code, mine),
        html("{} · {} tiết").format(period(course.starts_on, course.ends_on), number(course.hours)),
        html("{}").format(cut(course.place or course.mode, 60)) if course.place or course.mode else None,
        availability,
    )


def _availability(course: CourseLine, now: datetime) -> str:
    if course.state is CourseState.cancelled:
        return "Lớp đã bị huỷ"
    closes = short_day(last_day(course.closes_at, now))
    if course.state is not CourseState.published:
        return "Chưa mở đăng ký"
    if not course.is_open(now):
        return f"Đã hết hạn đăng ký ({closes})"
    if not course.invited:
        return "Không mời đơn vị của đồng chí"
    queue = f", {number(course.queued)} người chờ" if course.queued else ""
    return f"Hạn {closes} · {_seats(course, now)}{queue}"


def _seats(course: CourseLine, now: datetime) -> str:
    """What is left for the reader's commune: seats kept for others are not."""
    if ours := course.seats_for_us(now):
        return f"còn {number(ours)}/{number(course.seats)} chỗ"
    if course.seats_left and course.kept_until is not None:
        return f"các chỗ còn lại giữ cho đơn vị khác đến {short_day(last_day(course.kept_until, now))}"
    return "đã hết chỗ"


def _numbered(courses: Sequence[CourseLine], now: datetime) -> list[Markup | str]:
    return [part for place, course in enumerate(courses, 1) for part in ("", line(place, course, now))]


def listing(found: Listing, narrowed: Filter, now: datetime, notes: Sequence[str]) -> Message:
    """A page of the open courses: those that fit come first, with a heading where the others begin."""
    if not found.lines:
        return _empty(narrowed, notes)
    first = found.page * PAGE
    parts: list[Markup | str] = [
        html("<b>Lớp đang mở đăng ký</b>{}: {}, trong đó {} lớp phù hợp với chức danh của đồng chí.").format(
            _narrowed(notes), number(found.total), number(found.fitting)
        )
    ]
    for place, course in enumerate(found.lines, first):
        if place == max(first, found.fitting):
            parts += ["", html("<i>Các lớp khác đang mở:</i>")]
        parts += ["", line(place + 1, course, now)]
    if found.pages > 1:
        parts += ["", html("Trang {}/{}").format(found.page + 1, found.pages)]
    return Message(lines(*parts), buttons=[*_course_buttons(found, narrowed), *_turning(found, narrowed)])


def _empty(narrowed: Filter, notes: Sequence[str]) -> Message:
    advice = "Đề nghị bỏ bớt điều kiện lọc" if notes else "Đề nghị xem lại sau"
    return Message(
        lines(
            html("<b>Chưa có lớp nào đang mở đăng ký</b>{}.").format(_narrowed(notes)),
            f"{advice}, hoặc gõ tên lớp cần tìm.",
        ),
        buttons=[[buttons.FILTER.on(*filter_ids(narrowed)), _unfiltered()]] if notes else (),
    )


def _course_buttons(found: Listing, narrowed: Filter) -> list[list[Press]]:
    """Each carries the page that it stands on, so that the card leads back to it."""
    back = (found.page, *filter_ids(narrowed))
    return [
        [buttons.CARD.on(course.id, *back, label=_label(place, course))]
        for place, course in enumerate(found.lines, found.page * PAGE + 1)
    ]


def _turning(found: Listing, narrowed: Filter) -> list[list[Press]]:
    state = filter_ids(narrowed)
    row = [buttons.FILTER.on(*state)]
    if found.page > 0:
        row.insert(0, buttons.PREVIOUS_PAGE.on(found.page - 1, *state))
    if found.page + 1 < found.pages:
        row.append(buttons.NEXT_PAGE.on(found.page + 1, *state))
    return [row, [_unfiltered()]] if narrowed != Filter() else [row]


def _unfiltered() -> Press:
    return buttons.LIST.on(0, 0, 0, 0, 0, label="Bỏ lọc")


def _open_buttons(courses: Sequence[CourseLine]) -> list[list[Press]]:
    return [[buttons.CARD.on(course.id, label=_label(place, course))] for place, course in enumerate(courses, 1)]


def _label(place: int, course: CourseLine) -> str:
    """The code before the title: courses of one programme differ only at the end, which a phone cuts off."""
    return f"{place}. {course.code} – {cut(course.title, 40)}"


def _narrowed(notes: Sequence[str]) -> str:
    return f" ({', '.join(notes)})" if notes else ""


def filter_ids(narrowed: Filter) -> tuple[int, int, int, int]:
    """A filter as a button carries it: the month as yyyymm, then three ids; 0 means any."""
    month = narrowed.month.year * 100 + narrowed.month.month if narrowed.month else 0
    return month, narrowed.institution_id or 0, narrowed.mode_id or 0, narrowed.kind_id or 0


def month_name(month: date) -> str:
    return f"tháng {month.month}/{month.year}"


FILTER_NAMES = ("Tháng", "Địa điểm", "Hình thức", "Loại")
MOST_VALUES = 40


def filters(narrowed: Filter) -> Message:
    """Which of the four to narrow by; a tick where one is set."""
    state = filter_ids(narrowed)
    choices = [
        buttons.FILTER_BY.on(which, *state, label=f"✓ {name}" if state[which] else name)
        for which, name in enumerate(FILTER_NAMES)
    ]
    return Message(
        html("<b>Lọc danh sách lớp</b>\nĐề nghị chọn điều kiện:"),
        buttons=[choices[:2], choices[2:], [buttons.LIST.on(0, *state, label=buttons.BACK.label)]],
    )


def filter_values(which: int, choices: Choices, narrowed: Filter) -> Message:
    """The values of one filter that lead somewhere."""
    state = filter_ids(narrowed)

    def chosen(value: int, label: str) -> list[Press]:
        return [buttons.LIST.on(0, *state[:which], value, *state[which + 1 :], label=cut(label, 50))]

    values: list[tuple[int, str]] = [
        [(month.year * 100 + month.month, month_name(month).capitalize()) for month in choices.months],
        list(choices.institutions),
        list(choices.modes),
        list(choices.kinds),
    ][which]
    name = FILTER_NAMES[which].lower()
    return Message(
        html("<b>Lọc theo {}</b>").format(name) if values else html("Các lớp đang mở chưa ghi {}.").format(name),
        buttons=[
            *([chosen(0, "Bất kỳ")] if state[which] else []),
            *(chosen(value, label) for value, label in values[:MOST_VALUES]),
            [buttons.FILTER.on(*state, label=buttons.BACK.label)],
        ],
    )


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


def found(query: str, courses: Sequence[CourseLine], more: int, now: datetime) -> Message:
    """Search results, best first."""
    rest = html("Còn {} lớp khác; đề nghị gõ thêm tên, tháng hoặc nơi học.").format(number(more))
    return Message(
        lines(
            html("<b>Kết quả tìm «{}»</b>: {} lớp").format(cut(query, 60), number(len(courses) + more)),
            *_numbered(courses, now),
            *(["", rest] if more else []),
        ),
        buttons=_open_buttons(courses),
    )


def which_one(query: str, choices: Sequence[str], courses: Sequence[CourseLine], now: datetime) -> Message:
    """The words have several meanings: ask, and show the best at hand."""
    return Message(
        lines(
            html("«{}» có thể là: {}.").format(cut(query, 60), cut("; ".join(choices), 600)),
            "Đề nghị gõ tên đầy đủ, có dấu" + (", hoặc chọn lớp dưới đây." if courses else "."),
            *_numbered(courses, now),
        ),
        buttons=_open_buttons(courses),
    )


def nothing_found(query: str, nearest: Sequence[CourseLine], now: datetime) -> Message:
    """Nothing fits: the nearest, and what to do."""
    return Message(
        lines(
            html("<b>Không tìm thấy lớp nào cho «{}».</b>").format(cut(query, 60)),
            "Đề nghị gõ ngắn hơn (ví dụ «chuyen doi so», «thang 12»), hoặc bấm «Danh sách lớp» để xem tất cả.",
            *(["", html("<i>Các lớp có tên gần giống:</i>")] if nearest else []),
            *_numbered(nearest, now),
        ),
        buttons=[*_open_buttons(nearest), [buttons.LIST.on()]],
    )


def courtesy() -> Message:
    """To thanks and greetings: nobody asked for anything."""
    return Message(html("Trợ lý luôn sẵn sàng hỗ trợ đồng chí. Để tìm lớp, đề nghị gõ tên lớp, tháng hoặc nơi học."))
