"""Quiet hours, across midnight and within a day."""

from datetime import datetime

import pytest

from models.moment_said import moment_said
from models.quiet import may_be_sent, next_moment, read_quiet_hours
from tests.conftest import NOW

NIGHT = read_quiet_hours("20:00-07:00")
NOON = read_quiet_hours("11:30-13:30")


def at(hour: int, minute: int = 0) -> datetime:
    return NOW.replace(hour=hour, minute=minute)


def test_the_first_minute_is_quiet_and_the_last_is_not() -> None:
    assert [may_be_sent(NIGHT, at(*when)) for when in ((19, 59), (20, 0), (0, 0), (6, 59), (7, 0))] == [
        True,
        False,
        False,
        False,
        True,
    ]
    assert [may_be_sent(NOON, at(*when)) for when in ((11, 29), (11, 30), (13, 29), (13, 30))] == [
        True,
        False,
        False,
        True,
    ]


def test_what_waits_goes_at_their_end() -> None:
    assert next_moment(NIGHT, at(12)) == at(12)
    assert next_moment(NIGHT, at(21, 15)) == at(7).replace(day=26)
    assert next_moment(NIGHT, at(3)) == at(7)
    assert next_moment(NOON, at(12)) == at(13, 30)


def test_none_switches_them_off() -> None:
    off = read_quiet_hours(" None ")
    assert off is None
    assert may_be_sent(off, at(3))
    assert next_moment(off, at(3)) == at(3)


@pytest.mark.parametrize("said", ["", "20-7", "20:00", "25:00-07:00", "20:00-20:00", "20:60-07:00", "off"])
def test_what_is_no_time_is_refused_at_the_start(said: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_quiet_hours(said)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("8h00 30/11", "2026-11-30 08:00"),
        ("14:30 mai", "2026-11-26 14:30"),
        ("8 giờ thứ hai", "2026-11-30 08:00"),
        ("17:05 hôm nay", "2026-11-25 17:05"),
        ("10h", "2026-11-25 10:00"),
        ("8h", "2026-11-26 08:00"),
        ("7h 01/12/2026", "2026-12-01 07:00"),
        ("8h hôm nay", None),
        ("25h", None),
        ("8h tháng 12", None),
        ("8h 30/11 phòng 2", None),
        ("mai", None),
        ("8h 24/11/2026", None),
    ],
)
def test_an_hour_as_people_type_it(said: str, expected: str | None) -> None:
    found = moment_said(said, NOW)
    assert (f"{found:%Y-%m-%d %H:%M}" if found else None) == expected
