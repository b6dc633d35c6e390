"""What those read who run a course about its results: everybody's, and one person's."""

from datetime import datetime

from markupsafe import Markup

from bot import buttons
from bot.message import Message, Press
from bot.texts.result_words import asks, meeting, missed, score
from bot.texts.running import to_course
from bot.texts.words import STATES, capital, cut, html, lines, number
from models.registration import State
from models.result import CLOSED
from models.result_entry import unsaid
from models.result_sheet import ResultLine, ResultSheet

PAGE = 10
PASSES = {True: "đủ điều kiện", False: "chưa đủ điều kiện", None: "chưa đủ căn cứ"}


def sheet(found: ResultSheet, page: int, now: datetime, news: str = "") -> Message:
    """Everybody with what is missing, what is not entered yet, and what can be done."""
    passing, failing, unknown = found.counts()
    done = [line for line in found.lines if line.state in CLOSED]
    completed = sum(line.state is State.completed for line in done)
    pages = max(1, -(-len(found.lines) // PAGE))
    page = page if page < pages else 0
    shown = list(enumerate(found.lines, 1))[page * PAGE : (page + 1) * PAGE]
    return Message(
        lines(
            html("<b>Kết quả lớp {}</b>").format(found.course.code),
            html("{}").format(news) if news else None,
            html("Điều kiện: {}.").format(asks(found.asks)),
            html("Bài kiểm tra: {}.").format(_tests(found)),
            *_not_entered(found, now),
            html("Đủ điều kiện: <b>{}</b> · chưa đủ: <b>{}</b>{}").format(
                number(passing), number(failing), f" · chưa đủ căn cứ: {number(unknown)}" if unknown else ""
            )
            if found.open
            else None,
            html("Đã chốt: hoàn thành {}, chưa hoàn thành {}.").format(number(completed), number(len(done) - completed))
            if done
            else None,
            "",
            *(html("{}. {}").format(place, in_line(line, found, now)) for place, line in shown),
            html("\nTrang {}/{}").format(page + 1, pages) if pages > 1 else None,
        ),
        buttons=[*_numbers(shown), *_turning(found, page, pages), *_doors(found, now), [to_course(found.course.id)]],
    )


def _tests(found: ResultSheet) -> str:
    if not found.tests:
        return "chưa có"
    return "; ".join(f"{one.name} (thang {score(one.scale, 1).removesuffix('/1')})" for one in found.tests)


def _not_entered(found: ResultSheet, now: datetime) -> list[Markup]:
    lacks = [
        f"buổi {', '.join(meeting(at, now) for at in found.untaken[:6])} chưa điểm danh" if found.untaken else "",
        *(f"bài «{one.name}» chưa nhập điểm" for one in found.unmarked),
    ]
    lacking = capital("; ".join(filter(None, lacks)))
    said = [html("⚠️ {}.").format(lacking)] if lacking else []
    if found.to_come:
        said.append(html("Còn {} buổi chưa học; số liệu tính đến nay.").format(number(found.to_come)))
    return said


def in_line(line: ResultLine, found: ResultSheet, now: datetime) -> Markup:
    stands = STATES[line.state] if line.state in CLOSED else PASSES[line.passes]
    return html("{} – {}{}").format(line.full_name, stands, _why(line, found, now))


def _why(line: ResultLine, found: ResultSheet, now: datetime) -> str:
    """What is missing; why somebody said otherwise."""
    parts = [missed(line.missed, now)] if line.missed else []
    for one in found.tests:
        reached = line.scores.get(one.id)
        if reached is None and one not in found.unmarked:
            parts.append(f"{one.name}: chưa có điểm")
        elif reached is not None and not found.asks.is_passed(reached, one.scale):
            parts.append(f"{one.name}: {score(reached, one.scale)}")
    if line.by_hand is not None:
        parts.append(f"xác nhận riêng: {line.reason}")
    return f": {cut('; '.join(parts), 160)}" if parts else ""


def _numbers(shown: list[tuple[int, ResultLine]]) -> list[list[Press]]:
    presses = [buttons.RESULT.on(line.registration_id, label=str(place)) for place, line in shown]
    return [presses[at : at + 5] for at in range(0, len(presses), 5)]


def _turning(found: ResultSheet, page: int, pages: int) -> list[list[Press]]:
    row = []
    if page:
        row.append(buttons.RESULTS.on(found.course.id, page - 1, label=buttons.PREVIOUS_PAGE.label))
    if page + 1 < pages:
        row.append(buttons.RESULTS.on(found.course.id, page + 1, label=buttons.NEXT_PAGE.label))
    return [row] if row else []


def _doors(found: ResultSheet, now: datetime) -> list[list[Press]]:
    """What still can be done; once everybody has a result, the certificates."""
    course_id = found.course.id
    if not found.open:
        has_completed = any(line.state is State.completed for line in found.lines)
        return [[buttons.CERTIFICATES.on(course_id)]] if has_completed else []
    is_over = now >= found.over_at
    rows = [[buttons.COURSE_TESTS.on(course_id), buttons.RESULTS_FILE.on(course_id)]]
    if is_over and unsaid(found):
        rows.append([buttons.CONFIRM_BY_LIST.on(course_id)])
    if is_over:
        rows.append([buttons.CLOSE_RESULTS.on(course_id)])
    return rows


def person(line: ResultLine, found: ResultSheet, now: datetime) -> Message:
    """One person: each missed meeting, each mark, the result, and what can be done about it."""
    judged = line.judged
    is_closed = line.state in CLOSED
    return Message(
        lines(
            html("<b>{}</b>, {}").format(line.full_name, line.unit),
            html("Lớp {} · {}").format(found.course.code, STATES[line.state] if is_closed else PASSES[line.passes]),
            html("Có mặt: {}/{} buổi{}").format(
                number(judged.there), number(judged.meetings), f" ({missed(line.missed, now)})" if line.missed else ""
            ),
            *(html("{}: {}").format(one.name, _mark(line, one.id, one.scale)) for one in found.tests),
            html("Xác nhận riêng: {} ({})").format("hoàn thành" if line.by_hand else "chưa hoàn thành", line.reason)
            if line.by_hand is not None
            else None,
            html("Để đổi kết quả đã chốt, bấm «{}».").format(buttons.TURN_BACK.label) if is_closed else None,
        ),
        buttons=[
            *([] if is_closed else _person_doors(line, found)),
            *([[buttons.TURN_BACK.on(line.registration_id)]] if is_closed else []),
            [buttons.RESULTS.on(found.course.id, label=buttons.BACK.label)],
        ],
    )


def _mark(line: ResultLine, test_id: int, scale: float) -> str:
    reached = line.scores.get(test_id)
    return "chưa có điểm" if reached is None else score(reached, scale)


def _person_doors(line: ResultLine, found: ResultSheet) -> list[list[Press]]:
    ident = line.registration_id
    rows = [[buttons.ENTER_SCORE.on(ident, one.id, label=f"Ghi điểm: {cut(one.name, 40)}")] for one in found.tests]
    rows.append(
        [
            buttons.SAY_BY_HAND.on(ident, 1, label="Xác nhận hoàn thành"),
            buttons.SAY_BY_HAND.on(ident, 0, label="Chưa hoàn thành"),
        ]
    )
    if line.by_hand is not None:
        rows.append([buttons.TAKE_WORD_BACK.on(ident)])
    return rows
