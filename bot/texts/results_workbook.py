"""The words of the workbook in which results are filled in."""

from collections.abc import Sequence
from typing import Final

from bot.texts.result_words import decimal
from models.course import Course
from models.course_test import CourseTest

SHEET: Final = "Kết quả"
CODE: Final = "Mã cán bộ"
NAME: Final = "Họ và tên"
UNIT: Final = "Đơn vị"
RESULT: Final = "Kết quả"
RESULTS: Final = {True: ("Đạt", "Hoàn thành", "x"), False: ("Không đạt", "Chưa hoàn thành", "Chưa đạt")}
NOTE: Final = (
    "Ghi điểm vào cột của từng bài; cột «Kết quả» ghi Đạt hoặc Không đạt, hoặc để trống để xét theo điểm danh và điểm."
)
BAD_TITLE: Final = "Chưa đúng"
BAD_RESULT: Final = "Đề nghị chọn Đạt hoặc Không đạt, hoặc để trống."


def title(course: Course) -> str:
    return f"Kết quả lớp {course.code} – {course.title}"


def note_of_tests(tests: Sequence[CourseTest]) -> str:
    if not tests:
        return "Lớp chưa có bài kiểm tra; có thể thêm tại «Bài kiểm tra, điểm» trước khi lấy tệp này."
    return "Thang điểm: " + "; ".join(f"{one.name} {decimal(one.scale)}" for one in tests) + "."


def headers(tests: Sequence[CourseTest]) -> list[str]:
    """In this order; the first three say who."""
    return [CODE, NAME, UNIT, *(one.name for one in tests), RESULT]


def bad_score(test: CourseTest) -> str:
    return f"Điểm phải từ 0 đến {decimal(test.scale)}."
