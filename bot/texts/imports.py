"""What an admin reads while a workbook is taken in: the preview, the result, the refusal, also on the command line."""

from collections.abc import Sequence

from markupsafe import Markup

from bot import buttons
from bot.message import File, Message
from bot.texts.words import cut, html, lines, number
from bot.texts.workbook import SHEETS, TEMPLATE_NAME
from bot.texts.workbook_problems import placed, refused
from models.importing import Report
from models.workbook_problems import Problem, UnsafeCode

WORD_LISTS = {"post": "Chức danh", "kind": "Loại", "mode": "Hình thức", "institution": "Cơ sở đào tạo"}
MOST = 8


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
        buttons=[[buttons.TEMPLATE.on()]],
    )


def template(content: bytes) -> Message:
    return Message(html("Tệp mẫu để nhập dữ liệu."), file=File(TEMPLATE_NAME, content), fresh=True)


def preview(name: str, report: Report) -> Message:
    """What would change."""
    if report.changes_nothing:
        return Message(
            lines(
                html("<b>Tệp «{}» không có gì mới.</b>").format(name),
                *_tallies(report),
                "Dữ liệu trong tệp đã giống dữ liệu đang lưu.",
            ),
            fresh=True,
        )
    return Message(
        lines(
            html("<b>Xem trước tệp «{}»</b> (chưa lưu)").format(name),
            *_tallies(report),
            *_new_words(report),
            *_warnings(report.warnings),
            "",
            "Bấm «Xác nhận» để lưu toàn bộ.",
        ),
        buttons=[[buttons.CONFIRM_IMPORT.on(), buttons.CANCEL.on()]],
        fresh=True,
    )


def imported(name: str, report: Report) -> Message:
    """What has changed."""
    return Message(lines(html("✅ <b>Đã nhập tệp «{}».</b>").format(name), *_tallies(report), *_new_words(report)))


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
    return f"{stem}.errors.xlsx"


def unsafe(code: UnsafeCode) -> Message:
    return Message(html("{}").format(refused(code)), fresh=True)


def expired() -> Message:
    return Message(html("Bản xem trước này đã cũ. Đề nghị gửi lại tệp."))


def on_the_command_line(report: Report, dry_run: bool) -> str:
    """The same counts as plain lines."""
    head = "Xem trước (chưa lưu):" if dry_run else "Đã nhập:"
    parts = lines(head, *_tallies(report), *_new_words(report), *_warnings(report.warnings))
    return _plain(parts)


def problems_on_the_command_line(problems: Sequence[Problem], errors_file: str) -> str:
    errors = [problem for problem in problems if not problem.is_warning]
    shown = "\n".join(f"• {placed(problem)}" for problem in errors[:40])
    return f"Tệp có {number(len(errors))} lỗi, chưa nhập dòng nào:\n{shown}\nLý do từng dòng: {errors_file}"


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


def _warnings(problems: Sequence[Problem]) -> list[Markup]:
    if not problems:
        return []
    more = [html("… và {} lưu ý khác").format(number(len(problems) - MOST))] if len(problems) > MOST else []
    return [
        html("Lưu ý (vẫn nhập được):"),
        *(html("• {}").format(cut(placed(problem), 160)) for problem in problems[:MOST]),
        *more,
    ]
