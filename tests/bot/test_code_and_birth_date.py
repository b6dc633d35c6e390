"""Staff code and birth date as people type them."""

from datetime import date

import pytest

from bot.code_and_birth_date import Said, read_code_and_birth_date

TODAY = date(2026, 11, 25)
BORN = date(1985, 8, 15)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("CB-09190-003 15/08/1985", Said(("cb-09190-003",), BORN)),
        ("15/8/85 CB-09190-003", Said(("cb-09190-003",), BORN)),
        ("cb09190003 15-8-1985", Said(("cb09190003",), BORN)),
        ("CB 09190 003, 15.8.1985", Said(("cb09190003", "09190003"), BORN)),
        ("09190003 15081985", Said(("09190003",), BORN)),
        ("mã 09190003 sinh 15 8 1985", Said(("ma09190003", "09190003"), BORN)),
        ("SNV-001 ngày 15 tháng 8 năm 1985", Said(("snv-001",), BORN)),
        ("Nguyễn Thị Lan CB-01 1985-08-15", Said(("lancb-01", "cb-01"), BORN)),
        ("CB-12-05-1985", Said(("cb-12-05-1985",))),
        ("CB-01 03/04/05", Said(("cb-01",), date(2005, 4, 3))),
        ("LAN 15/8/1985", Said(("lan",), BORN)),
        ("CB-09190-003", Said(("cb-09190-003",))),
        ("15/8/1985", Said((), BORN)),
        ("ngày sinh: 15 / 08 / 1985", Said((), BORN)),
        ("CB-01 31/02/1985", Said(("cb-01",), None, is_no_day=True)),
        ("CB-01 08/15/1985", Said(("cb-01",), None, is_no_day=True)),
        ("CB-01 26/11/2026", Said(("cb-01",), None, is_no_day=True)),
        ("Tôi không nhớ mã", Said()),
        ("", Said()),
        ("1" * 500, Said()),
    ],
)
def test_the_parts_are_found_in_any_order_and_form(text: str, said: Said) -> None:
    assert read_code_and_birth_date(text, TODAY) == said
