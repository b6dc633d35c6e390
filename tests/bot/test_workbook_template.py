"""The empty workbook is by the contract, and every mistake has its sentence."""

import io
import re
from datetime import date

import openpyxl
import pytest

from bot.texts import workbook as words
from bot.texts.workbook_problems import placed, reason, refused
from bot.workbook.columns import COLUMNS
from bot.workbook.reader import read_workbook_now
from bot.workbook.template import template
from models.folding import fold
from models.workbook_problems import Problem, ProblemCode, UnsafeCode
from models.workbook_rows import Sheet

TODAY = date(2026, 11, 25)


def test_the_template_is_read_as_an_empty_workbook_with_all_columns() -> None:
    read = read_workbook_now(template(), TODAY)
    assert read.problems == ()
    assert read.columns == {sheet: frozenset(words.HEADERS[sheet]) for sheet in Sheet}


def test_each_choice_of_the_template_is_a_value_that_we_read() -> None:
    book = openpyxl.load_workbook(io.BytesIO(template()))
    offered = 0
    for sheet in Sheet:
        page = book[words.SHEETS[sheet]]
        for validation in page.data_validations.dataValidation:
            column = COLUMNS[sheet][next(iter(validation.sqref.ranges)).min_col - 1]
            assert len(validation.formula1) <= 255
            for choice in validation.formula1.strip('"').split(","):
                column.read(choice)
                offered += 1
    assert offered > 15


@pytest.mark.parametrize("sheet", Sheet)
def test_columns_and_headers_name_the_same_fields(sheet: Sheet) -> None:
    assert [column.field for column in COLUMNS[sheet]] == list(words.HEADERS[sheet])
    assert words.HINTS[sheet].keys() <= words.HEADERS[sheet].keys()
    assert len({fold(header) for header in words.HEADERS[sheet].values()}) == len(words.HEADERS[sheet])


@pytest.mark.parametrize("code", ProblemCode)
def test_every_mistake_has_a_sentence_that_says_what_to_do(code: ProblemCode) -> None:
    said = reason(Problem(Sheet.courses, 5, "seats", code, "{x} 51", "7" if code != "missing_column" else "code,seats"))
    assert "đề nghị" in said or said.startswith("Lưu ý")
    assert not re.search(r"\{(column|value|detail)\}", said)
    assert not said.endswith(".")


def test_a_warning_says_that_it_is_one() -> None:
    for code in ProblemCode:
        problem = Problem(Sheet.meetings, 2, "trainer", code, "x", "y")
        assert problem.is_warning == reason(problem).startswith("Lưu ý")


@pytest.mark.parametrize("code", UnsafeCode)
def test_every_refusal_is_a_fact_and_what_to_do(code: UnsafeCode) -> None:
    assert "ề nghị đồng chí" in refused(code)
    assert refused(code).endswith(".")


def test_a_file_without_our_sheets_is_told_which_they_are() -> None:
    assert all(f"«{name}»" in refused(UnsafeCode.no_sheets) for name in words.SHEETS.values())


def test_a_very_long_value_is_cut_in_its_sentence() -> None:
    assert len(placed(Problem(Sheet.courses, 5, "seats", ProblemCode.bad_number, "9" * 5_000))) < 200
