"""The workbooks that people print: what is longer than its column is read in full on paper."""

import io

import openpyxl

from bot.report_workbook import calls_workbook
from models.course import Course
from models.notice import NoticeState
from models.unread_changes import Silent

POSTS = (
    "Phó Chủ tịch Hội đồng nhân dân; Phó Trưởng ban Thường trực Ban Chỉ đạo chuyển đổi số; Bí thư Chi bộ khu phố",
    "Công chức Văn phòng",
)


def test_a_post_that_is_longer_than_its_column_is_wrapped_in_a_row_that_is_tall_enough() -> None:
    people = [
        Silent(1, "Nguyễn Thị Ngữ Ẵ", "CB-001", post, 1, "Phường Võ Cường", "+84901234567", NoticeState.sent, True)
        for post in POSTS
    ]
    book = openpyxl.load_workbook(io.BytesIO(calls_workbook(Course(title="Văn thư", code="LOP-001"), people)))
    rows = list(book.worksheets[0].iter_rows(min_row=4))
    assert [row[2].value for row in rows] == list(POSTS)
    wrapped = [{(cell.alignment.wrap_text, cell.alignment.vertical) for cell in row} for row in rows]
    assert wrapped == [{(True, "top")}, {(None, None)}]
    heights = [book.worksheets[0].row_dimensions[row[0].row].height for row in rows]
    assert heights == [60, None]  # four lines
