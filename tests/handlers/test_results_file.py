"""Results as a workbook: a template with everybody in it, all or nothing, every mistake back with its reason."""

import io
from collections.abc import Sequence
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select

from models.course_test import Score
from models.registration import State
from models.result import WordByHand
from playground.person import Person
from tests.bot.workbook_files import saved, table
from tests.classroom import roll_call, the_last_meeting_ends
from tests.handlers.test_results import results_page
from tests.seats import seat
from tests.world import World

HEADERS = ("Mã cán bộ", "Họ và tên", "Bài 1", "Kết quả")


async def asked(world: World, *names: str, tests: Sequence[str] = ("Bài 1; 10",)) -> tuple[Person, dict[str, Person]]:
    """A course that is over, everybody was there, and the bot waits for the workbook."""
    minh = await world.coordinator("Hoàng Minh")
    course = await world.course("Văn thư")
    people = {name: await world.official(name) for name in names}
    for person in people.values():
        await seat(world, person, course)
    await the_last_meeting_ends(world, course)
    await roll_call(world, course, dict.fromkeys(people.values(), "++"))
    await results_page(world, minh)
    for said in tests:
        await world.presses(minh, "Bài kiểm tra, điểm")
        await world.presses(minh, "Thêm bài kiểm tra")
        await world.says(minh, said)
        await world.presses(minh, "Quay lại")
    await world.presses(minh, "Nhập từ tệp Excel")
    return minh, people


async def sends(world: World, person: Person, content: bytes, name: str = "Ket qua.xlsx") -> str:
    person.send_document(name, content)
    await world.settle()
    return person.last.text


async def kept(world: World) -> tuple[list[float], list[bool]]:
    async with world.database.reading() as session:
        scores = list(await session.scalars(select(Score.score).order_by(Score.test_id, Score.registration_id)))
        words = list(await session.scalars(select(WordByHand.passed).order_by(WordByHand.registration_id)))
    return scores, words


def template_of(person: Person) -> tuple[str, openpyxl.Workbook]:
    shown = next(one for one in reversed(person.seen) if one.document is not None)
    assert shown.document is not None
    return shown.document[0], openpyxl.load_workbook(io.BytesIO(shown.document[1]))


async def test_the_template_is_filled_in_and_taken_and_a_second_time_changes_nothing(world: World) -> None:
    minh, _people = await asked(
        world, "Trần Đức Bình", "@Phạm Nam", "Lê Thị Ánh", tests=("Bài 1; 10", "Thu hoạch; 100")
    )
    name, book = template_of(minh)
    assert name == "ket-qua-lop-001.xlsx"
    page = book["Kết quả"]
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=4)]
    assert rows[0] == ["Mã cán bộ", "Họ và tên", "Đơn vị", "Bài 1", "Thu hoạch", "Kết quả"]
    assert [row[1] for row in rows[1:]] == ["Lê Thị Ánh", "Trần Đức Bình", "@Phạm Nam"]
    assert page["B7"].quotePrefix  # never a formula
    page["D5"], page["F5"] = "6,25", "Không đạt"
    page["D6"], page["E6"] = 8.5, "75"
    text = await sends(world, minh, saved(book))
    assert "Đã nhập tệp «Ket qua.xlsx»: ghi mới 3 điểm, xác nhận 1 người." in text
    assert "Lê Thị Ánh – chưa đủ điều kiện: Thu hoạch: chưa có điểm; xác nhận riêng: Theo tệp kết quả" in text
    assert await kept(world) == ([8.5, 6.25, 75.0], [False])
    await world.presses(minh, "Nhập từ tệp Excel")
    _, again = template_of(minh)
    assert again["Kết quả"]["F5"].value == "Không đạt"
    assert "không có gì mới" in await sends(world, minh, saved(again))
    await world.presses(minh, "Nhập từ tệp Excel")
    again["Kết quả"]["D6"] = 9
    assert "sửa 1 điểm" in await sends(world, minh, saved(again))
    assert world.telegram.complaints == []


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("CB-999", "Lan", 8, None), "không có trong danh sách học viên"),
        (("CB-003", "Lan", 8, None), "mã cán bộ này là của Mai"),
        (("CB-002", "Lan", 10.5, None), "điểm phải từ 0 đến 10"),
        (("CB-002", "Lan", -1, None), "điểm phải từ 0 đến 10"),
        (("CB-002", "Lan", "tám", None), "không phải số"),
        (("CB-002", "Lan", "=4+4", None), "ô chứa công thức"),
        (("CB-002", "Lan", "#N/A", None), "ô báo lỗi"),
        (("CB-002", "Lan", 8, "Giỏi"), "chưa hiểu được; đề nghị ghi Đạt"),
        (("CB-002", None, 8, None), "Thiếu «Họ và tên»"),
        ((None, "Lan", 8, None), "Thiếu «Mã cán bộ»"),
        (("=cmd|' /C calc'!A0", "Lan", 8, None), "ô chứa công thức"),
        (("CB-003", "Mai", 7, None), "Trùng với dòng 2"),
    ],
)
async def test_one_wrong_row_and_nothing_is_kept(world: World, row: tuple[Any, ...], reason: str) -> None:
    minh, _ = await asked(world, "Lan", "Mai")
    text = await sends(world, minh, table("Kết quả", HEADERS, ("cb-003", "mai", "9", "Đạt"), row), "a.xlsx")
    assert "Tệp «a.xlsx» có 1 lỗi, chưa ghi kết quả nào." in text
    assert await kept(world) == ([], [])
    name, book = template_of(minh)
    assert name == "a.errors.xlsx"
    cells = [str(cell.value) for cell in next(book["Kết quả"].iter_rows(min_row=3, max_row=3))]
    assert reason in cells[-1]
    assert all(cell.data_type != "f" for line in book["Kết quả"].iter_rows() for cell in line)
    assert "ghi mới 1 điểm" in await sends(world, minh, table("Kết quả", HEADERS, ("CB-003", "Mai", 9, None)))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("Họ và tên", "Bài 1"), ("Lan", 8)], "Thiếu cột"),
        ([("Mã cán bộ", "Họ và tên"), ("CB-002", "Lan")], "Thiếu cột"),
        ([("Mã cán bộ", "Họ và tên", "Bài 2"), ("CB-002", "Lan", 8)], "Thiếu cột"),
        ([("Mã cán bộ", "Họ và tên", "Bài 1", "bài 1"), ("CB-002", "Lan", 8, 9)], "Cột «Bài 1» có hai lần"),
        ([("chẳng có gì",)], "Thiếu cột"),
    ],
)
async def test_a_file_without_the_columns_is_refused(world: World, rows: list[tuple[Any, ...]], said: str) -> None:
    minh, _ = await asked(world, "Lan")
    text = await sends(world, minh, table("Trang tính", *rows))
    assert said in text
    assert await kept(world) == ([], [])


async def test_another_kind_of_file_and_words_in_its_place(world: World) -> None:
    minh, _ = await asked(world, "Lan")
    assert "không phải tệp Excel" in await sends(world, minh, b"%PDF-1.7", "a.pdf")
    assert "hỏng" in await sends(world, minh, b"PK\x03\x04 cut short")
    assert "Đề nghị gửi tệp Excel" in await world.says(minh, "đây ạ")
    await world.presses(minh, "Huỷ")
    assert "không có quyền" in await sends(world, minh, table("Kết quả", HEADERS))  # a coordinator imports nothing else


async def test_who_has_a_result_already_is_not_changed_by_a_file(world: World) -> None:
    minh, _ = await asked(world, "Lan")
    nam = await world.official("Nam")
    await seat(world, nam, 1, State.completed)
    text = await sends(world, minh, table("Kết quả", HEADERS, ("CB-002", "Lan", 8, None), ("CB-003", "Nam", 8, None)))
    assert "Kết quả của người này đã chốt" in text
    assert await kept(world) == ([], [])
