"""The days off of a year: asked for, guessed, confirmed, changed."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from bot import buttons
from bot.message import Message
from bot.texts.words import capital, cut, day, html, lines, number, short_day
from models.holiday_refusals import BadHoliday, HolidayBar, YearConfirmed
from models.holiday_year import CalendarYear
from models.kinds import HolidayKind

EXAMPLE = "«30/4 Ngày Chiến thắng», «04/02 - 10/02 Tết Nguyên đán», «21/08 làm bù», «bỏ 24/11»"
MOST = 40


def wanted(year: int) -> Message:
    """To an admin, once, before the year begins."""
    return Message(
        lines(
            html("<b>Chưa có ngày nghỉ năm {}</b>").format(year),
            "Hạn duyệt, hạn nhận chỗ và giờ nhắc tính theo ngày làm việc. Đề nghị đồng chí xem danh sách dự kiến, đối "
            "chiếu với thông báo nghỉ lễ, Tết rồi xác nhận; hoặc nhập trang tính «Ngày nghỉ» bằng /nhap.",
        ),
        buttons=[[buttons.HOLIDAYS.on(year, label=f"Xem ngày nghỉ năm {year}")]],
    )


def year_screen(seen: CalendarYear, this_year: int, note: str = "") -> Message:
    """The whole list; where it is only guessed, what to do."""
    off = [one for one in seen.days if one.kind is HolidayKind.off]
    worked = [one for one in seen.days if one.kind is HolidayKind.make_up]
    other = this_year if seen.year != this_year else this_year + 1
    return Message(
        lines(
            html("{}").format(note) if note else None,
            html("<b>Ngày nghỉ năm {}</b> ({})").format(
                seen.year, "đang áp dụng" if seen.is_known else "dự kiến, chưa áp dụng"
            ),
            *(html("• {}: {}").format(capital(day(one.day)), cut(one.name, 60)) for one in off[:MOST]),
            html("… và {} ngày nữa").format(number(len(off) - MOST)) if len(off) > MOST else None,
            "Chưa có ngày nào." if not off else None,
            html("Làm bù: {}.").format("; ".join(day(one.day) for one in worked)) if worked else None,
            html("Lưu ý: {}.").format("; ".join(_doubts(seen))) if any(_doubts(seen)) else None,
            ""
            if seen.is_known
            else "\nDanh sách do hệ thống tính theo luật và âm lịch, nên cần đối chiếu với thông báo nghỉ lễ, Tết của "
            "cơ quan có thẩm quyền. Danh sách chỉ có hiệu lực khi đồng chí bấm «Xác nhận».",
        ),
        buttons=[
            *([] if seen.is_known else [[buttons.CONFIRM_HOLIDAYS.on(seen.year)]]),
            [buttons.CHANGE_HOLIDAYS.on(seen.year), buttons.HOLIDAYS.on(other, label=f"Năm {other}")],
        ],
    )


def _doubts(seen: CalendarYear) -> Iterator[str]:
    """Ordinary days between two days off: where the government usually makes a swap."""
    off = sorted(one.day for one in seen.days if one.kind is HolidayKind.off)
    for first, second in pairwise(off):
        between = (second - first).days == 2
        middle = first + timedelta(days=1)
        if between and middle.weekday() < 5 and not seen.is_known:
            yield f"{day(middle)} nằm giữa hai ngày nghỉ"


def ask_change(year: int) -> Message:
    return Message(
        lines(
            html("<b>Thêm, bỏ ngày nghỉ năm {}</b>").format(year),
            html("Đề nghị gõ, mỗi dòng một việc: {}.").format(EXAMPLE),
        ),
        buttons=[[buttons.HOLIDAYS.on(year, label=buttons.CANCEL.label)]],
    )


def changed(seen: CalendarYear, this_year: int) -> Message:
    return year_screen(seen, this_year, "✅ Đã sửa." if seen.is_known else "Đã sửa danh sách dự kiến.")


def confirmed(seen: CalendarYear, this_year: int) -> Message:
    return year_screen(seen, this_year, "✅ Đã xác nhận.")


def confirmed_already(refusal: YearConfirmed) -> Message:
    return Message(
        html("Ngày nghỉ năm {} đã được xác nhận hoặc đã nhập từ tệp. Đề nghị xem danh sách đang áp dụng.").format(
            refusal.year
        ),
        buttons=[[buttons.HOLIDAYS.on(refusal.year)]],
    )


def cannot(refusal: BadHoliday) -> Message:
    """Which line, what is wrong with it, and how it should be; nothing was changed."""
    return Message(
        lines(
            html("Dòng «{}»: {}").format(cut(refusal.line, 80), _why(refusal)),
            "Chưa sửa gì.",
            html("Đề nghị gõ lại, ví dụ: {}.").format(EXAMPLE),
        ),
        buttons=[[buttons.HOLIDAYS.on(refusal.year, label=buttons.CANCEL.label)]],
    )


def _why(refusal: BadHoliday) -> str:
    match refusal.bar:
        case HolidayBar.no_such_day:
            return "không có ngày này trong lịch."
        case HolidayBar.other_year:
            return f"ngày này không thuộc năm {refusal.year}."
        case HolidayBar.no_name:
            return "chưa có tên ngày nghỉ."
        case HolidayBar.too_long:
            return "ngày cuối phải sau ngày đầu, và một đợt nghỉ không quá 20 ngày."
        case HolidayBar.works_anyway:
            on = refusal.day
            return f"{day(on)} là ngày trong tuần, chỉ làm bù vào thứ Bảy, Chủ nhật." if on else ""
        case HolidayBar.not_listed:
            return f"{short_day(refusal.day)} không có trong danh sách." if refusal.day else ""
        case _:
            return "chưa rõ ngày hoặc việc cần làm."
