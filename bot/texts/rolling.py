"""What is read while the roll is called: which meeting, the list by thumb, and the names that a search finds."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot import buttons
from bot.message import Message, Press
from bot.texts.running import to_course
from bot.texts.words import capital, cut, day, half_day, hour, html, lines, moment, number
from models.attendance import Mark
from models.commune import bare
from models.roll import Roll, RollLine
from models.roll_meeting import RollMeeting

PAGE = 10
BRUSHES = (Mark.absent, Mark.late, Mark.excused, Mark.present)  # buttons carry the place of a mark in it
MARKS = {Mark.present: "có mặt", Mark.late: "muộn", Mark.excused: "có phép", Mark.absent: "vắng"}
ON_BRUSHES = MARKS | {Mark.excused: "phép"}  # four of them stand in one row
SIGNS = {None: "○", Mark.present: "✓", Mark.late: "✓", Mark.excused: "✗", Mark.absent: "✗"}
ALL, UNMARKED, SEARCHED = 0, 1, 2  # which of the list is shown; buttons carry it


def when(meeting: RollMeeting, now: datetime) -> str:
    """«sáng thứ Hai, 07/12/2026, 7h30–11h30»."""
    start, end = meeting.starts_at.astimezone(now.tzinfo), meeting.ends_at.astimezone(now.tzinfo)
    return f"{half_day(start)} {day(start.date())}, {hour(start)}–{hour(end)}"


def read_brush(place: int) -> Mark:
    return BRUSHES[place] if place < len(BRUSHES) else Mark.absent


def none_today(next_at: datetime | None) -> Message:
    """A trainer without a meeting today, or somebody who teaches nothing."""
    text = f"Buổi dạy tới: {moment(next_at)}." if next_at else "Chưa có buổi dạy nào sắp tới được phân công."
    return Message(
        lines("Hôm nay đồng chí không có buổi dạy nào để điểm danh.", text),
        buttons=[[buttons.TEACHING.on()]],
    )


def choose(found: Sequence[RollMeeting], now: datetime) -> Message:
    """Several meetings today."""
    return Message(
        lines(
            html("<b>Điểm danh hôm nay</b>: đề nghị chọn buổi."),
            *(_choice(place, one, now) for place, one in enumerate(found, 1)),
        ),
        buttons=[[_open(place, one, now)] for place, one in enumerate(found, 1)],
    )


def of_course(found: Sequence[RollMeeting], page: int, now: datetime) -> Message:
    """All half-days of a course, for those who run it; first the page that holds the next or latest."""
    first = min(page * PAGE, (len(found) - 1) // PAGE * PAGE)
    shown, course_id = found[first : first + PAGE], found[0].course_id
    pager = [
        *([buttons.ROLLS.on(course_id, first // PAGE - 1, label=buttons.PREVIOUS_PAGE.label)] if first else []),
        *(
            [buttons.ROLLS.on(course_id, first // PAGE + 1, label=buttons.NEXT_PAGE.label)]
            if first + PAGE < len(found)
            else []
        ),
    ]
    return Message(
        lines(
            html("<b>Điểm danh lớp {}</b>").format(found[0].code),
            *(_choice(place, one, now) for place, one in enumerate(shown, first + 1)),
        ),
        buttons=[
            *([_open(place, one, now)] for place, one in enumerate(shown, first + 1)),
            *([pager] if pager else []),
            [to_course(course_id)],
        ],
    )


def _choice(place: int, one: RollMeeting, now: datetime) -> Markup:
    return html("{}. {}: {} ({}) – đã điểm danh {}/{}").format(
        place, capital(when(one, now)), cut(one.title, 60), one.code, number(one.marked), number(one.people)
    )


def _open(place: int, one: RollMeeting, now: datetime) -> Press:
    start = one.starts_at.astimezone(now.tzinfo)
    return buttons.ROLL.on(one.id, label=f"{place}. {capital(half_day(start))} {start:%d/%m} – {cut(one.code, 30)}")


def roll(
    seen: Roll,
    now: datetime,
    brush: Mark = Mark.absent,
    page: int = 0,
    view: int = ALL,
    said: str = "",
    *,
    toast: str = "",
    is_staff: bool = False,
    fresh: bool = False,
) -> Message:
    """The list: one tap a person sets the mark that is chosen above. `said`: what was typed to find somebody."""
    shown = _view(seen, view, said)
    page = min(page, max(0, len(shown) - 1) // PAGE)
    ids, ours = (seen.meeting.id, BRUSHES.index(brush)), shown[page * PAGE : (page + 1) * PAGE]
    return Message(
        lines(*_head(seen, now), "", *_hints(seen, brush, view, said, len(shown))),
        buttons=[
            *([[_brush(seen, one, brush, view) for one in BRUSHES]] if seen.lines else []),
            *([_person(seen, line, brush, page, view)] for line in ours),
            *_pager(ids, page, view, len(shown)),
            *_rest(seen, brush, view),
            [buttons.ROLL_CODE.on(seen.meeting.id), buttons.SHEETS.on(seen.meeting.id)],
            [
                buttons.ROLLS.on(seen.meeting.course_id, label=buttons.BACK.label)
                if is_staff
                else buttons.ROLL_TODAY.on()
            ],
        ],
        toast=toast,
        fresh=fresh,
    )


def marked(name: str | None, mark: Mark) -> str:
    """What flashes over the chat after a tap."""
    return f"{name}: {MARKS[mark]}" if name else "Người này không còn trong danh sách lớp"


def rest_marked(count: int, mark: Mark) -> str:
    return f"Đã ghi {number(count)} người {MARKS[mark]}" if count else "Không còn ai chưa điểm danh"


def nobody_found(seen: Roll, said: str) -> Message:
    return Message(
        html("Không có ai tên «{}» trong danh sách lớp {}. Đề nghị gõ lại một phần họ tên hoặc đơn vị.").format(
            cut(said, 60), seen.meeting.code
        ),
        buttons=[[buttons.ROLL.on(seen.meeting.id)]],
    )


def _view(seen: Roll, view: int, said: str) -> tuple[RollLine, ...]:
    if view == SEARCHED and said:
        return seen.found(said)
    return tuple(line for line in seen.lines if line.mark is None) if view == UNMARKED else seen.lines


def _head(seen: Roll, now: datetime) -> list[Markup]:
    left = seen.count(None)
    counts = ", ".join(f"{MARKS[mark]} {number(seen.count(mark))}" for mark in MARKS)
    return [
        html("<b>Điểm danh: {}</b> ({})").format(cut(seen.meeting.title, 120), seen.meeting.code),
        html("{}").format(capital(when(seen.meeting, now))),
        html("<b>{}</b>, trong {} người").format(capital(counts), number(len(seen.lines))),
        *([html("Chưa điểm danh: <b>{}</b>").format(number(left))] if left else []),
        *([html("✅ Đã điểm danh đủ.")] if seen.lines and not left else []),
    ]


def _hints(seen: Roll, brush: Mark, view: int, said: str, found: int) -> list[Markup | str]:
    if not seen.lines:
        return ["Lớp chưa có ai được duyệt nên chưa có danh sách."]
    opens = {UNMARKED: f"Người chưa điểm danh: {number(found)}.", SEARCHED: f"Tìm «{cut(said, 40)}»: {number(found)}."}
    return [
        *([html("{}").format(opens[view])] if view in opens else []),
        html("Bấm tên để ghi <b>{}</b>; chọn cách ghi ở hàng nút đầu. Gõ một phần tên để tìm.").format(MARKS[brush]),
    ]


def _brush(seen: Roll, mark: Mark, brush: Mark, view: int) -> Press:
    label = capital(ON_BRUSHES[mark])
    return buttons.ROLL.on(
        seen.meeting.id, BRUSHES.index(mark), 0, view, label=f"● {label}" if mark is brush else label
    )


def _person(seen: Roll, line: RollLine, brush: Mark, page: int, view: int) -> Press:
    more = f" · {MARKS[line.mark]}" if line.mark in (Mark.late, Mark.excused, Mark.absent) else ""
    return buttons.ROLL_MARK.on(
        seen.meeting.id,
        line.registration_id,
        BRUSHES.index(brush),
        page,
        view,
        label=f"{SIGNS[line.mark]} {cut(line.name, 32)}{more or f' · {cut(bare(line.unit), 24)}'}",
    )


def _pager(ids: tuple[int, int], page: int, view: int, total: int) -> list[list[Press]]:
    last = max(0, total - 1) // PAGE
    row = [
        *([buttons.ROLL.on(*ids, page - 1, view, label=buttons.PREVIOUS_PAGE.label)] if page else []),
        *([buttons.ROLL.on(*ids, page, view, label=f"{page + 1}/{last + 1}")] if last else []),
        *([buttons.ROLL.on(*ids, page + 1, view, label=buttons.NEXT_PAGE.label)] if page < last else []),
    ]
    return [row] if row else []


def _rest(seen: Roll, brush: Mark, view: int) -> list[list[Press]]:
    """What is quickest when the exceptions are marked, and the way between the whole list and who is left."""
    left, chosen = seen.count(None), BRUSHES.index(brush)
    whole = buttons.ROLL.on(seen.meeting.id, chosen, 0, ALL, label="Cả danh sách")
    if not left:
        return [] if view == ALL else [[whole]]
    is_untouched = left == len(seen.lines)
    everybody = "Tất cả có mặt" if is_untouched else f"Còn lại có mặt ({number(left)})"
    rest = buttons.ROLL_REST.on(seen.meeting.id, BRUSHES.index(Mark.present), label=everybody)
    if view != ALL:
        return [[rest], [whole]]
    if is_untouched:
        return [[rest]]
    who = f"Chỉ người chưa điểm danh ({number(left)})"
    return [[rest], [buttons.ROLL.on(seen.meeting.id, chosen, 0, UNMARKED, label=who)]]
