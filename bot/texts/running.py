"""What those read who run courses: their courses by where they stand, and one course with its doors."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot import buttons
from bot.callback_data import Button
from bot.message import Message, Press
from bot.texts.words import cut, html, lines, number, percent, period
from models.running import PAGE, Phase, RunCard, RunLine, RunList

PHASES = {
    Phase.draft: "bản nháp",
    Phase.open: "đang mở đăng ký",
    Phase.closed: "chờ khai giảng",
    Phase.running: "đang học",
    Phase.finished: "đã kết thúc",
    Phase.cancelled: "đã huỷ",
}
ORDER = tuple(Phase)  # buttons carry the place of a phase in it


@dataclass(frozen=True)
class Door:
    """A button on the page of a course: it is pressed with the course's id."""

    button: Button
    fits: Callable[[RunCard], bool] = lambda _: True
    label: Callable[[RunCard], str] = lambda _: ""


def _has_people(seen: RunCard) -> bool:
    return seen.taken > 0


def _has_confirmed(seen: RunCard) -> bool:
    return seen.confirmed > 0


def _is_draft(seen: RunCard) -> bool:
    return seen.phase is Phase.draft


def _is_editable(seen: RunCard) -> bool:
    return seen.phase not in (Phase.finished, Phase.cancelled)


def _has_results(seen: RunCard) -> bool:
    """There is something to look at from the first day on."""
    return seen.confirmed > 0 and seen.phase in (Phase.running, Phase.finished)


def _can_change(seen: RunCard) -> bool:
    return seen.phase in (Phase.open, Phase.closed, Phase.running)


# Row by row. A new thing that one can do to a course is a line here.
DOORS: tuple[tuple[Door, ...], ...] = (
    (
        Door(
            buttons.UNREAD_CHANGES,
            lambda seen: seen.unread > 0,
            lambda seen: f"Chưa nhận tin thay đổi ({number(seen.unread)})",
        ),
    ),
    (
        Door(
            buttons.QUEUE,
            lambda seen: seen.waiting > 0,
            lambda seen: f"{buttons.QUEUE.label} ({number(seen.waiting)})",
        ),
    ),
    (Door(buttons.ROSTER, _has_people), Door(buttons.EXPORTS, _has_confirmed)),
    (
        Door(buttons.SUMMONS, _has_confirmed),
        Door(buttons.DOCUMENTS, label=lambda seen: f"Công văn ({number(seen.documents)})" if seen.documents else ""),
    ),
    (Door(buttons.ROLLS, _has_confirmed), Door(buttons.TRAINERS)),
    (Door(buttons.RESULTS, _has_results), Door(buttons.SURVEY_OUTCOME, _has_results)),
    (Door(buttons.CERTIFICATES, lambda seen: seen.completed > 0),),
    (Door(buttons.EDIT, _is_editable), Door(buttons.PLAN, _is_draft), Door(buttons.CHANGE, _can_change)),
    (Door(buttons.REOPEN, lambda seen: not _is_draft(seen)),),
    (Door(buttons.PUBLISH, _is_draft), Door(buttons.DELETE_DRAFT, _is_draft)),
)


def listing(found: RunList) -> Message:
    """One page of the courses of one phase, and the ways to the others."""
    whose = "Tất cả lớp" if found.is_all else "Lớp của tôi"
    if not any(found.counts.values()):
        return _nothing(found)
    parts: list[Markup | str] = [
        html("<b>{} – {}</b>: {}").format(whose, PHASES[found.phase], number(found.counts[found.phase]))
    ]
    for place, line in enumerate(found.lines, found.page * PAGE + 1):
        parts += ["", _line(place, line)]
    if found.pages > 1:
        parts += ["", html("Trang {}/{}").format(found.page + 1, found.pages)]
    back = back_ids(found)
    return Message(
        lines(*parts),
        buttons=[
            *(
                [buttons.RUN.on(line.id, *back, label=f"{place}. {line.code} – {cut(line.title, 40)}")]
                for place, line in enumerate(found.lines, found.page * PAGE + 1)
            ),
            *_turning(found),
            *_phases(found),
            [_whose(found), buttons.OPEN.on()],
            [buttons.WORK_LIST.on(0, int(found.is_all))],
        ],
    )


def _nothing(found: RunList) -> Message:
    if found.is_all:
        return Message(
            html("Chưa có lớp nào. Bấm «Mở lớp mới», hoặc đề nghị quản trị nhập tệp Excel danh sách lớp (/nhap)."),
            buttons=[[buttons.OPEN.on()]],
        )
    return Message(
        lines(
            html("<b>Chưa có lớp nào do đồng chí phụ trách.</b>"),
            html("Bấm «{}» để xem lớp của các điều phối viên khác.").format("Tất cả lớp"),
        ),
        buttons=[[_whose(found), buttons.OPEN.on()]],
    )


def _line(place: int, line: RunLine) -> Markup:
    return lines(
        html("<b>{}. {}</b> ({})").format(place, line.title, line.code),
        html("{} · {}/{} chỗ, đã duyệt {}").format(
            period(line.starts_on, line.ends_on), number(line.taken), number(line.seats), number(line.confirmed)
        ),
    )


def back_ids(found: RunList) -> tuple[int, int, int]:
    """Page, phase and whose: what a button needs to lead back to this list."""
    return found.page, ORDER.index(found.phase), int(found.is_all)


def read_back(ids: Sequence[int]) -> tuple[int, Phase | None, bool]:
    """The same, read from a button; no phase where the button carries none."""
    page, phase, is_all = ids[:3] if len(ids) > 2 else (0, len(ORDER), 0)
    return min(page, 9999), ORDER[phase] if phase < len(ORDER) else None, bool(is_all)


def _turning(found: RunList) -> list[list[Press]]:
    page, phase, is_all = back_ids(found)
    row = []
    if page > 0:
        row.append(buttons.RUN_LIST.on(page - 1, phase, is_all, label=buttons.PREVIOUS_PAGE.label))
    if page + 1 < found.pages:
        row.append(buttons.RUN_LIST.on(page + 1, phase, is_all, label=buttons.NEXT_PAGE.label))
    return [row] if row else []


def _phases(found: RunList) -> list[list[Press]]:
    """The other phases that have courses, two in a row."""
    others = [
        buttons.RUN_LIST.on(
            0,
            ORDER.index(phase),
            int(found.is_all),
            label=f"{PHASES[phase].capitalize()} ({number(count)})",
        )
        for phase, count in found.counts.items()
        if count and phase is not found.phase
    ]
    return [others[at : at + 2] for at in range(0, len(others), 2)]


def _whose(found: RunList) -> Press:
    label = "Lớp của tôi" if found.is_all else "Tất cả lớp"
    return buttons.RUN_LIST.on(0, len(ORDER), int(not found.is_all), label=label)


def card(seen: RunCard, back: Sequence[int] = ()) -> Message:
    """One course: where it stands, its counts, and what can be done."""
    course = seen.course
    lacks = course.minimum - seen.taken
    is_short = lacks > 0 and seen.phase in (Phase.open, Phase.closed)
    return Message(
        lines(
            html("<b>{}</b>").format(course.title),
            html("Mã lớp: <code>{}</code> · {}").format(course.code, PHASES[seen.phase]),
            html("Thời gian: {}").format(period(course.starts_on, course.ends_on)),
            html("Điều phối viên: {}").format(seen.coordinator or "chưa giao"),
            "",
            html("<b>Chỗ: {}/{}</b>").format(number(seen.taken), number(course.seats)),
            html("• Đã duyệt: {}").format(number(seen.confirmed)),
            html("• Chờ duyệt: {}").format(number(seen.pending)) if seen.pending else None,
            html("• Mời nhận chỗ: {}").format(number(seen.offered)) if seen.offered else None,
            html("• Danh sách chờ: {}").format(number(seen.waiting)) if seen.waiting else None,
            html("• Đã hoàn thành: {}").format(number(seen.completed)) if seen.completed else None,
            html("• Số đơn vị có người: {}").format(number(seen.communes)),
            html("• Dự học: {} ({} buổi đã điểm danh)").format(percent(seen.share), number(seen.share.held))
            if seen.share
            else None,
            html("⚠️ Còn thiếu {} người so với mức tối thiểu {}.").format(number(lacks), number(course.minimum))
            if is_short
            else None,
        ),
        buttons=[*_doors(seen), [buttons.CARD.on(course.id, label="Thẻ lớp"), leave(back)]],
    )


def _doors(seen: RunCard) -> list[list[Press]]:
    rows = [
        [door.button.on(seen.course.id, label=door.label(seen)) for door in row if door.fits(seen)] for row in DOORS
    ]
    return [row for row in rows if row]


def leave(back: Sequence[int]) -> Press:
    """Back to the list that one came from."""
    return buttons.RUN_LIST.on(*back, label=buttons.BACK.label)


def to_course(course_id: int) -> Press:
    """Back to the page of the course."""
    return buttons.RUN.on(course_id, label=buttons.BACK.label)
