"""What coordinators read while they enter tests and marks, by hand or by workbook."""

from collections.abc import Sequence

from bot import buttons
from bot.message import File, Message
from bot.texts.result_words import decimal, score
from bot.texts.words import cut, html, lines, number
from bot.texts.workbook_problems import reason, refused
from models.course import Course
from models.course_test import CourseTest
from models.folding import fold
from models.result_entry import Entered
from models.result_lines import BadLine, LineFault
from models.result_sheet import ResultLine, ResultSheet
from models.workbook_problems import Problem, UnsafeCode

LISTED = 60  # names to copy from
FAULTS = {
    LineFault.no_score: "thiếu điểm ở cuối dòng",
    LineFault.unknown: "không có trong danh sách của lớp; đề nghị ghi mã cán bộ hoặc số thứ tự",
    LineFault.several: "có nhiều người cùng tên; đề nghị ghi mã cán bộ hoặc số thứ tự",
    LineFault.twice: "người này đã có ở dòng trên",
    LineFault.outside: "điểm phải từ 0 đến {scale}",
    LineFault.closed: "kết quả của người này đã chốt; đề nghị xem xét lại kết quả trước",
}


def listing(found: ResultSheet, counts: dict[int, int], news: str = "") -> Message:
    """The tests of a course, each with how many are marked."""
    people = len(found.lines)
    return Message(
        lines(
            html("<b>Bài kiểm tra của lớp {}</b>").format(found.course.code),
            html("{}").format(news) if news else None,
            *(
                html("{}. {}, thang {}: đã có điểm {}/{} người").format(
                    place, one.name, decimal(one.scale), number(counts.get(one.id, 0)), number(people)
                )
                for place, one in enumerate(found.tests, 1)
            ),
            None if found.tests else "Chưa có bài kiểm tra. Lớp không có bài kiểm tra thì chỉ xét số buổi có mặt.",
        ),
        buttons=[
            *(
                [
                    buttons.ENTER_SCORES.on(one.id, label=cut(f"Nhập điểm: {one.name}", 40)),
                    buttons.REMOVE_TEST.on(one.id, label=cut(f"Xoá: {one.name}", 30)),
                ]
                for one in found.tests
            ),
            [buttons.ADD_TEST.on(found.course.id)],
            [buttons.RESULTS.on(found.course.id, label=buttons.BACK.label)],
        ],
    )


def ask_test(course: Course) -> Message:
    return Message(
        lines(
            html("<b>Thêm bài kiểm tra cho lớp {}</b>").format(course.code),
            "Đề nghị gõ tên bài và thang điểm, cách nhau bằng dấu chấm phẩy, ví dụ: Bài thu hoạch; 10",
        ),
        buttons=[[buttons.COURSE_TESTS.on(course.id, label=buttons.CANCEL.label)]],
    )


def not_a_test(course_id: int, longest: int, highest: int) -> Message:
    return Message(
        html(
            "Chưa rõ tên bài hoặc thang điểm. Đề nghị gõ lại như: Bài thu hoạch; 10 "
            "(tên không quá {} ký tự, thang điểm từ 1 đến {})."
        ).format(number(longest), number(highest)),
        buttons=[[buttons.COURSE_TESTS.on(course_id, label=buttons.CANCEL.label)]],
    )


def added(test: CourseTest) -> str:
    return f"Đã thêm bài «{test.name}», thang {decimal(test.scale)}."


def removed(test: CourseTest) -> str:
    return f"Đã xoá bài «{test.name}»."


def ask_remove(test: CourseTest, marked: int) -> Message:
    return Message(
        lines(
            html("<b>Xoá bài «{}»?</b>").format(test.name),
            html("Điểm đã nhập của {} người bị xoá theo.").format(number(marked)) if marked else None,
        ),
        buttons=[
            [
                buttons.CONFIRM_REMOVE_TEST.on(test.id),
                buttons.COURSE_TESTS.on(test.course_id, label=buttons.BACK.label),
            ]
        ],
    )


def ask_scores(test: CourseTest, found: ResultSheet) -> Message:
    """One line a person; the numbered names are those that have no mark yet."""
    open_ones = [(place, line) for place, line in enumerate(found.lines, 1) if test.id not in line.scores]
    return Message(
        lines(
            html("<b>Nhập điểm bài «{}»</b> (thang {})").format(test.name, decimal(test.scale)),
            "Đề nghị gõ mỗi người một dòng: số thứ tự, mã cán bộ hoặc họ tên, rồi đến điểm. Ví dụ:",
            html("<code>1 8,5</code>"),
            html("Chưa có điểm: {} người").format(number(len(open_ones))),
            *(html("{}. {}").format(place, line.full_name) for place, line in open_ones[:LISTED]),
            html("… và {} người nữa").format(number(len(open_ones) - LISTED)) if len(open_ones) > LISTED else None,
        ),
        buttons=[[buttons.COURSE_TESTS.on(test.course_id, label=buttons.CANCEL.label)]],
    )


def ask_score(test: CourseTest, line: ResultLine) -> Message:
    return Message(
        lines(
            html("<b>{}</b>, bài «{}»").format(line.full_name, test.name),
            html("Đề nghị gõ điểm, từ 0 đến {}.").format(decimal(test.scale)),
        ),
        buttons=[[buttons.RESULT.on(line.registration_id, label=buttons.CANCEL.label)]],
    )


def bad_lines(bad: Sequence[BadLine], test: CourseTest) -> Message:
    """Nothing was kept: each bad line with what to do."""
    rest = len(bad) - 10
    return Message(
        lines(
            html("<b>Chưa ghi điểm nào: {} dòng chưa đúng.</b>").format(number(len(bad))),
            *(
                html("• «{}»: {}").format(cut(one.text, 60), FAULTS[one.fault].format(scale=decimal(test.scale)))
                for one in bad[:10]
            ),
            html("… và {} dòng nữa").format(number(rest)) if rest > 0 else None,
            "Đề nghị sửa rồi gửi lại tất cả các dòng.",
        ),
        buttons=[[buttons.COURSE_TESTS.on(test.course_id, label=buttons.CANCEL.label)]],
    )


def entered(test: CourseTest, kept: Entered, said: Sequence[tuple[str, float]]) -> str:
    """The marks with the names that they were kept for, so that a wrong line is seen."""
    shown = "; ".join(f"{name} {score(value, test.scale)}" for name, value in said[:8])
    more = f"; … và {number(len(said) - 8)} người nữa" if len(said) > 8 else ""
    changed = f", sửa {number(kept.changed)}" if kept.changed else ""
    return f"Bài «{test.name}»: ghi mới {number(kept.new)} điểm{changed} ({shown}{more})."


def ask_file(course: Course, content: bytes) -> Message:
    """The workbook to fill in, and how."""
    return Message(
        lines(
            html("<b>Nhập kết quả lớp {} từ tệp Excel</b>").format(course.code),
            "Đề nghị điền vào tệp kèm theo rồi gửi lại vào đây. Mỗi bài kiểm tra một cột điểm; cột «Kết quả» ghi Đạt "
            "hoặc Không đạt, hoặc để trống để xét theo điểm danh và điểm.",
            "Tệp có lỗi thì không ghi dòng nào và được trả lại kèm lý do.",
        ),
        file=File(f"ket-qua-{fold(course.code).replace(' ', '-')}.xlsx", content),
        buttons=[[buttons.RESULTS.on(course.id, label=buttons.CANCEL.label)]],
        fresh=True,
    )


def want_file(course_id: int) -> Message:
    return Message(
        html("Đề nghị gửi tệp Excel (.xlsx) đã điền kết quả, hoặc bấm «{}».").format(buttons.CANCEL.label),
        buttons=[[buttons.RESULTS.on(course_id, label=buttons.CANCEL.label)]],
    )


def unsafe_file(code: UnsafeCode, course_id: int) -> Message:
    return Message(
        html("{}").format(refused(code)),
        buttons=[[buttons.RESULTS.on(course_id, label=buttons.CANCEL.label)]],
        fresh=True,
    )


def mistaken_file(name: str, problems: Sequence[Problem], content: bytes, course_id: int) -> Message:
    """Nothing was kept; the same file with the reasons."""
    return Message(
        lines(
            html("<b>Tệp «{}» có {} lỗi, chưa ghi kết quả nào.</b>").format(cut(name, 80), number(len(problems))),
            "Đề nghị sửa theo cột «Lý do» trong tệp kèm theo rồi gửi lại. Các lỗi đầu tiên:",
            *(
                html("• {}{}.").format(f"Dòng {one.row}: " if one.row else "", cut(reason(one), 160))
                for one in problems[:4]
            ),
        ),
        file=File(name[: -len(".xlsx")] + ".errors.xlsx" if name.lower().endswith(".xlsx") else "loi.xlsx", content),
        buttons=[[buttons.RESULTS.on(course_id, label=buttons.CANCEL.label)]],
        fresh=True,
    )


def file_entered(name: str, kept: Entered) -> str:
    if kept == Entered():
        return f"Tệp «{cut(name, 60)}» không có gì mới."
    parts = [
        f"ghi mới {number(kept.new)} điểm" if kept.new else "",
        f"sửa {number(kept.changed)} điểm" if kept.changed else "",
        f"xác nhận {number(kept.words)} người" if kept.words else "",
    ]
    return f"Đã nhập tệp «{cut(name, 60)}»: {', '.join(part for part in parts if part)}."


def by_file(name: str) -> str:
    """Why a person's result is as the workbook says."""
    return f"Theo tệp kết quả «{cut(name, 120)}»"
