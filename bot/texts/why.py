"""«Vì sao không đăng ký được?»: every rule with its answer, as those read it who must explain it."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot import buttons
from bot.message import Message, Press
from bot.texts import refusals
from bot.texts.approvals import FLAGS
from bot.texts.staff import reach
from bot.texts.waiting_for import holder
from bot.texts.words import STATES, cut, html, lines
from models.course_lines import CourseLine
from models.eligibility import Question
from models.staff import StaffLine
from models.why import Answer, Why

QUESTIONS = {
    Question.registered: "Chưa có đăng ký ở lớp này",
    Question.open: "Lớp đang mở đăng ký",
    Question.invited: "Đơn vị được mời",
    Question.prepared: "Đã học đủ chương trình phải học trước",
    Question.age: "Độ tuổi",
    Question.party: "Đảng viên",
    Question.dates: "Không trùng lịch lớp khác",
    Question.seat: "Còn chỗ",
}


def ask_course(one: StaffLine, courses: Sequence[CourseLine]) -> Message:
    """Which course? Those that are open for the person, or any by its name or code."""
    return Message(
        lines(
            html("<b>Vì sao không đăng ký được?</b>"),
            html("Cán bộ: <b>{}</b> ({}), {}").format(one.full_name, one.staff_code, one.unit),
            "Đề nghị gõ tên hoặc mã lớp" + (", hoặc chọn một lớp đang mở:" if courses else "."),
        ),
        buttons=_courses(one, courses),
    )


def which_course(one: StaffLine, said: str, courses: Sequence[CourseLine], *, exact: bool) -> Message:
    """Several courses, or none, go by these words; the question stays open."""
    if exact:
        text = html("«{}» có thể là các lớp dưới đây. Đề nghị chọn, hoặc gõ mã lớp.")
    elif courses:
        text = html("Không tìm thấy lớp «{}». Các lớp có tên gần giống ở dưới; hoặc đề nghị gõ mã lớp.")
    else:
        text = html("Không tìm thấy lớp «{}». Đề nghị gõ tên khác hoặc mã lớp.")
    return Message(text.format(cut(said, 60)), buttons=_courses(one, courses))


def _courses(one: StaffLine, courses: Sequence[CourseLine]) -> list[list[Press]]:
    return [[buttons.WHY.on(one.id, course.id, label=f"{course.code} – {cut(course.title, 40)}")] for course in courses]


def answer(seen: Why, now: datetime) -> Message:
    """Each rule with ✓ or ✗, then what it comes to, and the nearest open way."""
    one, course = seen.official, seen.course
    return Message(
        lines(
            html("<b>{}</b> ({}), {}").format(one.full_name, one.staff_code, one.unit),
            html("Lớp: <b>{}</b> ({})").format(course.title, course.code),
            "",
            html("{} Tài khoản: {}").format(
                "✓" if one.linked and one.reachable and one.left_on is None else "✗", reach(one)
            ),
            *(_line(found, seen, now) for found in seen.answers),
            html("Lưu ý khi duyệt: {}.").format("; ".join(FLAGS[flag] for flag in seen.standing.flags))
            if seen.standing.flags
            else None,
            "",
            *_outcome(seen),
        ),
        buttons=[
            *([[buttons.WHY.on(one.id, seen.way.course_id, label=f"Xét lớp {seen.way.code}")]] if seen.way else []),
            [buttons.WHY.on(one.id, label="Lớp khác"), buttons.CARD.on(course.id, label="Xem lớp")],
        ],
    )


def _line(found: Answer, seen: Why, now: datetime) -> Markup:
    label = QUESTIONS[found.question]
    if not found.asked:
        return html("✓ {}: chương trình không quy định").format(label)
    if found.refusal is None:
        return html("✓ {}").format(label)
    why = refusals.sentence(found.refusal, now, refusals.THEM)
    if found.question is Question.registered and seen.request is not None:
        why = f"đã đăng ký, trạng thái {STATES[seen.request.state]}{holder(seen.request, seen.waiting, now)}."
    return html("✗ {}: {}").format(label, f"{why[0].lower()}{why[1:]}")


def _outcome(seen: Why) -> list[Markup | str | None]:
    if seen.official.left_on is not None:
        return [html("<b>Không đăng ký được</b>: cán bộ đã thôi công tác.")]
    if seen.request is not None:
        return [html("<b>Đã đăng ký.</b>")]
    linking = None if seen.official.linked else "Cán bộ cần liên kết tài khoản; điều phối viên có thể gửi liên kết mời."
    if seen.standing.is_free:
        return [html("<b>Đủ điều kiện đăng ký.</b>"), linking]
    if seen.standing.may_queue:
        return [html("<b>Chỉ thiếu chỗ</b>: vào danh sách chờ được."), linking, _way(seen) if seen.way else None]
    return [html("<b>Chưa đủ điều kiện đăng ký.</b>"), linking, _way(seen)]


def _way(seen: Why) -> Markup:
    return html("{}").format(refusals.advice(seen.way, seen.coordinator))
