"""What an admin reads while a workbook is taken in: the preview, the result, the refusal, also on the command line."""

from collections.abc import Sequence

from markupsafe import Markup

from bot import buttons
from bot.message import File, Message
from bot.texts import reach
from bot.texts.words import cut, html, lines, number
from bot.texts.workbook import ROLES, SHEETS, TEMPLATE_NAME
from bot.texts.workbook_problems import placed, refused
from models.importing import Report
from models.importing.roles import RoleChange
from models.workbook_problems import Problem, UnsafeCode

WORD_LISTS = {"post": "Chức danh", "kind": "Loại", "mode": "Hình thức", "institution": "Cơ sở đào tạo"}
MOST = 8
MOST_LINES = 40  # on the command line
UNNAMED = "du-lieu"


def how_to() -> Message:
    """What /nhap says."""
    return Message(
        lines(
            html("<b>Nhập dữ liệu từ Excel</b>"),
            "Đề nghị gửi tệp .xlsx vào đây. Tệp có một hoặc nhiều trang tính: "
            + ", ".join(f"«{name}»" for name in SHEETS.values())
            + ".",
            "Hệ thống kiểm tra toàn bộ, cho xem trước, và chỉ lưu khi đồng chí bấm «Xác nhận».",
        ),
        buttons=[[buttons.TEMPLATE.on()], [buttons.HOLIDAYS.on()]],
    )


def template(content: bytes) -> Message:
    return Message(html("Tệp mẫu để nhập dữ liệu."), file=File(TEMPLATE_NAME, content), fresh=True)


def preview(name: str, report: Report, mark: int) -> Message:
    """What would change. `mark` tells this preview's button from that of an earlier file."""
    if report.changes_nothing:
        return Message(
            lines(
                html("<b>Tệp «{}» không có gì mới.</b>").format(cut(name, 80)),
                *_tallies(report),
                "Dữ liệu trong tệp đã giống dữ liệu đang lưu.",
                *_warnings(report.warnings),
            ),
            fresh=True,
        )
    return Message(
        lines(
            html("<b>Xem trước tệp «{}»</b> (chưa lưu)").format(cut(name, 80)),
            *_tallies(report),
            *_new_words(report),
            *_roles(report),
            *_unreached(report),
            *_moved(report, "sẽ được báo"),
            *_warnings(report.warnings),
            "",
            "Bấm «Xác nhận» để lưu toàn bộ.",
        ),
        buttons=[[buttons.CONFIRM_IMPORT.on(mark), buttons.CANCEL.on()]],
        fresh=True,
    )


def imported(name: str, report: Report) -> Message:
    """What has changed."""
    head = html("✅ <b>Đã nhập tệp «{}».</b>").format(cut(name, 80))
    return Message(
        lines(
            head,
            *_tallies(report),
            *_new_words(report),
            *_roles(report),
            *_unreached(report),
            *_moved(report, "được báo"),
        )
    )


def mistaken(name: str, problems: Sequence[Problem], content: bytes) -> Message:
    """Nothing was kept; the same workbook with the reasons."""
    errors = [problem for problem in problems if not problem.is_warning]
    return Message(
        lines(
            html("<b>Tệp «{}» có {} lỗi, chưa nhập dòng nào.</b>").format(cut(name, 80), number(len(errors))),
            "Đề nghị sửa theo cột «Lý do» trong tệp kèm theo rồi gửi lại. Các lỗi đầu tiên:",
            *(html("• {}").format(cut(placed(problem), 160)) for problem in errors[:4]),
        ),
        file=File(errors_name(name), content),
        fresh=True,
    )


def errors_name(name: str) -> str:
    """`FILE.xlsx` → `FILE.errors.xlsx`."""
    stem = name[: -len(".xlsx")] if name.lower().endswith(".xlsx") else name
    return f"{stem or UNNAMED}.errors.xlsx"


def unsafe(code: UnsafeCode) -> Message:
    return Message(html("{}").format(refused(code)), fresh=True)


def expired() -> Message:
    """Said over the chat: the message that was pressed may be the one that reports the import."""
    return Message(toast="Bản xem trước này đã cũ, hoặc tệp đã được nhập. Nếu cần, đề nghị đồng chí gửi lại tệp.")


def on_the_command_line(report: Report, dry_run: bool) -> str:
    """The same counts as plain lines."""
    head = "Xem trước (chưa lưu):" if dry_run else "Đã nhập:"
    parts = lines(head, *_tallies(report), *_new_words(report), *_roles(report))
    parts = lines(parts, *_unreached(report), *_moved(report, "được báo"), *_warnings(report.warnings))
    return _plain(parts)


def problems_on_the_command_line(problems: Sequence[Problem]) -> str:
    errors = [problem for problem in problems if not problem.is_warning]
    shown = [f"• {placed(problem)}" for problem in errors[:MOST_LINES]]
    if len(errors) > MOST_LINES:
        shown.append(f"… và {number(len(errors) - MOST_LINES)} lỗi khác")
    return "\n".join((f"Tệp có {number(len(errors))} lỗi, chưa nhập dòng nào:", *shown))


def _plain(text: Markup) -> str:
    return "\n".join(line.striptags() for line in text.splitlines())


def _tallies(report: Report) -> list[Markup]:
    return [
        html("• {}: {} mới, {} thay đổi, {} giữ nguyên{}").format(
            SHEETS[sheet],
            number(tally.new),
            number(tally.changed),
            number(tally.unchanged),
            f", {number(tally.removed)} bỏ" if tally.removed else "",
        )
        for sheet, tally in report.tallies.items()
    ]


def _new_words(report: Report) -> list[Markup]:
    return [
        html("Giá trị mới ở «{}»: {}").format(WORD_LISTS[of], cut("; ".join(words), 300))
        for of, words in report.new_words.items()
    ]


def _roles(report: Report) -> list[Markup]:
    """Who gets and who loses a right: the most dangerous thing that a workbook does."""
    found = []
    for head, is_given in (("Giao vai trò", True), ("Thôi vai trò", False)):
        told = [_role(change) for change in report.roles if change.is_given is is_given]
        if told:
            more = f"; … và {number(len(told) - MOST)} người khác" if len(told) > MOST else ""
            found.append(html("{}: {}{}").format(head, "; ".join(told[:MOST]), more))
    return found


def _role(change: RoleChange) -> str:
    scope = f", {change.commune}" if change.commune else ""
    return f"{cut(change.name, 60)} ({ROLES[change.role][0].lower()}{scope})"


def _unreached(report: Report) -> list[Markup]:
    """New courses that invite communes whose leaders would not hear of a request."""
    if not report.unreached:
        return []
    return [html("Đơn vị được mời chưa có lãnh đạo nào duyệt được trên hệ thống:"), *reach.courses(report.unreached)]


def _moved(report: Report, how: str) -> list[Markup]:
    """How many hear of a published course whose time, place or trainer changes."""
    if not report.moved:
        return []
    courses = "; ".join(f"{one.code}: {number(one.people)}" for one in report.moved[:MOST])
    rest = f"; … và {number(len(report.moved) - MOST)} lớp khác" if len(report.moved) > MOST else ""
    people = sum(one.people for one in report.moved)
    return [
        html("<b>{} người {}</b> lớp đổi lịch, địa điểm hoặc giảng viên ({}{}).").format(
            number(people), how, courses, rest
        )
    ]


def _warnings(problems: Sequence[Problem]) -> list[Markup]:
    if not problems:
        return []
    more = [html("… và {} lưu ý khác").format(number(len(problems) - MOST))] if len(problems) > MOST else []
    return [
        html("Lưu ý (vẫn nhập được):"),
        *(html("• {}").format(cut(placed(problem), 160)) for problem in problems[:MOST]),
        *more,
    ]
