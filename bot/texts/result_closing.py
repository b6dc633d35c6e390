"""What those read who close the results of a course: words by hand, the rehearsal, taking a result back."""

from datetime import datetime

from markupsafe import Markup

from bot import buttons
from bot.message import Message
from bot.texts.results import in_line
from bot.texts.words import comrade, cut, html, lines, number
from models.result_closing import Closed
from models.result_entry import unsaid
from models.result_sheet import ResultLine, ResultSheet

SHOWN = 12  # names in a rehearsal


def ask_word(line: ResultLine, passed: bool) -> Message:
    """Why somebody's result is other than roll call and tests say."""
    what = "hoàn thành" if passed else "chưa hoàn thành"
    return Message(
        lines(
            html("<b>Xác nhận riêng: {} {} lớp.</b>").format(comrade(line.full_name), what),
            "Đề nghị gõ lý do, ví dụ: «Bổ sung bài thu hoạch ngày 10/12». Lý do được ghi vào nhật ký.",
        ),
        buttons=[[buttons.RESULT.on(line.registration_id, label=buttons.CANCEL.label)]],
    )


def ask_list(found: ResultSheet) -> Message:
    """A course without roll call or tests is confirmed by its list, with a reason."""
    count = len(unsaid(found))
    names = ", ".join(line.full_name for line in found.open if line.passes is None)
    return Message(
        lines(
            html("<b>Xác nhận {} người hoàn thành theo danh sách?</b>").format(number(count)),
            html("{}").format(cut(names, 900)),
            "",
            "Không có điểm danh hoặc điểm để xét những người này. Nếu ai chưa hoàn thành, đề nghị quay lại, bấm số thứ "
            "tự của người đó và xác nhận riêng trước.",
            "Đề nghị gõ căn cứ rồi gửi, ví dụ: «Danh sách ký nhận của Trường Chính trị ngày 09/12». "
            "Căn cứ được ghi vào nhật ký.",
        ),
        buttons=[[buttons.RESULTS.on(found.course.id, label=buttons.CANCEL.label)]],
    )


def rehearsal(found: ResultSheet, now: datetime) -> Message:
    """Before results are closed: who does not complete and why, by whose word, and what everybody will read."""
    passing, failing, _ = found.counts()
    out = [line for line in found.open if line.passes is False]
    by_hand = [line for line in found.open if line.by_hand]
    rest = len(out) - SHOWN
    return Message(
        lines(
            html("<b>Chốt kết quả lớp {}?</b>").format(found.course.code),
            html("Hoàn thành: <b>{}</b> người; chưa hoàn thành: <b>{}</b> người.").format(
                number(passing), number(failing)
            ),
            *(html("• {}").format(in_line(line, found, now)) for line in out[:SHOWN]),
            html("• … và {} người nữa").format(number(rest)) if rest > 0 else None,
            html("Hoàn thành theo xác nhận riêng: {}.").format(cut(", ".join(line.full_name for line in by_hand), 400))
            if by_hand
            else None,
            _without_marks(found),
            "",
            "Mỗi người được báo ngay một tin, ví dụ: «Đồng chí đã hoàn thành lớp …» kèm số tiết được tính, hoặc "
            "«Đồng chí chưa hoàn thành lớp …» kèm điều còn thiếu. Chứng chỉ cấp sau, tại «Chứng chỉ».",
        ),
        buttons=[
            [
                buttons.CONFIRM_CLOSE_RESULTS.on(found.course.id, passing, failing),
                buttons.RESULTS.on(found.course.id, label=buttons.BACK.label),
            ]
        ],
    )


def _without_marks(found: ResultSheet) -> Markup | None:
    """Marks that were forgotten look the same as tests that nobody sat: said before it is too late."""
    few = [(one, sum(one.id not in line.scores and line.by_hand is None for line in found.open)) for one in found.tests]
    said = "; ".join(f"bài «{one.name}»: {number(count)} người" for one, count in few if count)
    return html("⚠️ Chưa có điểm {}. Nếu chưa nhập đủ, đề nghị nhập trước khi chốt.").format(said) if said else None


def closed(done: Closed) -> str:
    """Said above the sheet."""
    return (
        f"Đã chốt: {number(done.completed)} người hoàn thành, {number(done.not_completed)} người chưa hoàn thành. "
        "Mỗi người đã được báo."
    )


def ask_why_back(line: ResultLine, certificate: str) -> Message:
    """Why a result is taken back: the person reads it."""
    return Message(
        lines(
            html("<b>Xem xét lại kết quả của {}?</b>").format(comrade(line.full_name)),
            html("Chứng chỉ số {} bị thu hồi; ai kiểm tra sẽ thấy «đã thu hồi».").format(certificate)
            if certificate
            else None,
            "Đề nghị gõ lý do; lý do được gửi cho người có tên và ghi vào nhật ký.",
        ),
        buttons=[[buttons.RESULT.on(line.registration_id, label=buttons.CANCEL.label)]],
    )


def turned_back(name: str) -> str:
    return f"Đã mở lại kết quả của {comrade(name)}; người này đã được báo. Đề nghị kiểm tra rồi chốt lại."
