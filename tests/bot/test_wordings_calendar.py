"""The working calendar, own quiet hours and what is gathered, word for word as approved."""

from datetime import date, time

from markupsafe import Markup

from bot.message import Message
from bot.texts import gathering, holidays, own_hours
from bot.texts.words import html
from models.holiday_guess import CalendarDay, guess
from models.holiday_refusals import BadHoliday, HolidayBar, YearConfirmed
from models.holiday_year import CalendarYear
from models.kinds import HolidayKind
from models.quiet import QuietHours
from models.quiet_refusals import HoursOutOfReason
from tests.bot.approved import must_be_approved

WORKED = CalendarDay(date(2027, 8, 21), "", HolidayKind.make_up)
HOSTILE = CalendarDay(date(2027, 11, 24), "Ngày <b>Văn hoá</b> & nghỉ", HolidayKind.off)


def test_holidays() -> None:
    guessed = CalendarYear(2027, False, tuple(guess(2027)))
    known = CalendarYear(2027, True, (*guessed.days[:3], WORKED, HOSTILE))
    bad = {bar.name: BadHoliday(bar, "25/13 <Tết>", 2027, date(2027, 8, 20)) for bar in HolidayBar}
    must_be_approved(
        "holidays",
        {
            "wanted": holidays.wanted(2027),
            "guessed": holidays.year_screen(guessed, 2026),
            "a bridge": holidays.year_screen(CalendarYear(2028, False, (day_off(2), day_off(4))), 2027),
            "nothing": holidays.year_screen(CalendarYear(2027, True, ()), 2027),
            "in force": holidays.year_screen(known, 2026),
            "asked to change": holidays.ask_change(2027),
            "guess changed": holidays.changed(CalendarYear(2027, False, (WORKED,)), 2026),
            "changed": holidays.changed(known, 2026),
            "confirmed": holidays.confirmed(known, 2026),
            "confirmed already": holidays.confirmed_already(YearConfirmed(2027)),
        }
        | {f"no: {name}": holidays.cannot(refusal) for name, refusal in bad.items()},
    )


def day_off(day: int) -> CalendarDay:
    return CalendarDay(date(2028, 5, day), "Nghỉ lễ", HolidayKind.off)


def test_own_hours() -> None:
    must_be_approved(
        "own_hours",
        {
            "of all": own_hours.choose(QuietHours(time(20), time(7)), False),
            "own": own_hours.choose(QuietHours(time(18, 30), time(7)), True),
            "none": own_hours.choose(None, False),
            "not understood": own_hours.not_understood(),
            "out of reason": own_hours.out_of_reason(HoursOutOfReason(time(17), time(9))),
        },
    )


def test_gathered() -> None:
    parts = [
        (11, Message(Markup("🗓 <b>Tuần tới, 30/11–06/12/2026</b>\n\n• Thứ Hai …"))),
        (12, Message(Markup("Đ/c <b>Hòa</b> đã duyệt đăng ký của đ/c Lan &amp; Mai, lớp «Chuyển đổi số» (LOP-001)."))),
        *(
            (20 + n, Message(html("Đ/c Mai không trông việc thay đ/c Lan nữa: {}").format("dài " * 40)))
            for n in range(5)
        ),
    ]
    must_be_approved("gathered", {"some": gathering.together(parts)})
