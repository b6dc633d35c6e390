"""What an official reads about the own timetable."""

from datetime import datetime
from itertools import groupby

from markupsafe import Markup

from bot import buttons
from bot.message import File, Message
from bot.texts.words import cut, day, half_day, hour, html, lines, number, period
from models.my_timetable import Timetable, TimetableLine

WAITS = " – chờ duyệt"


def timetable(seen: Timetable, now: datetime, teaches: bool = False) -> Message:
    """Day by day; who teaches has a page of its own for that."""
    taught = [[buttons.TEACHING.on()]] if teaches else []
    if not seen.lines and not seen.untimed:
        return Message(
            lines("Đồng chí không có buổi học nào sắp tới.", "Gõ /lop để xem các lớp đang mở."),
            buttons=[*taught, [buttons.LIST.on(), buttons.MINE.on()]],
        )
    parts: list[Markup | str] = [html("<b>Lịch học của tôi</b>")]
    for on, of_day in groupby(seen.lines, key=lambda one: one.starts_at.astimezone(now.tzinfo).date()):
        name = day(on)
        parts += ["", html("<b>{}</b>").format(name[0].upper() + name[1:]), *(_line(one, now) for one in of_day)]
    if seen.untimed:
        parts += ["", html("<b>Chưa có lịch chi tiết</b>")]
        parts += [
            html("• {} ({}), {}{}").format(
                cut(one.title, 80), one.code, period(one.starts_on, one.ends_on), "" if one.settled else WAITS
            )
            for one in seen.untimed
        ]
    pager = [
        *([buttons.TIMETABLE.on(seen.page - 1, label=buttons.PREVIOUS_PAGE.label)] if seen.page else []),
        *([buttons.TIMETABLE.on(seen.page + 1, label=buttons.NEXT_PAGE.label)] if seen.page + 1 < seen.pages else []),
    ]
    return Message(
        lines(*parts),
        buttons=[
            *([pager] if pager else []),
            *([[buttons.ADD_TO_CALENDAR.on()]] if seen.lines else []),
            *taught,
            [buttons.MINE.on()],
        ],
    )


def _line(one: TimetableLine, now: datetime) -> Markup:
    start, end = one.starts_at.astimezone(now.tzinfo), one.ends_at.astimezone(now.tzinfo)
    where = ", ".join(part for part in (cut(one.room, 40), cut(one.venue, 60)) if part)
    return html("• {} {}–{} ({} tiết): {} ({}){}{}").format(
        half_day(start),
        hour(start),
        hour(end),
        number(one.hours),
        cut(one.title, 60),
        one.code,
        f", {where}" if where else "",
        "" if one.settled else WAITS,
    )


def calendar(meetings: list[TimetableLine], content: bytes) -> Message:
    """The file; one course's, or all."""
    codes = list(dict.fromkeys(one.code for one in meetings))
    of = html("lớp {}").format(codes[0]) if len(codes) == 1 else html("{} lớp").format(number(len(codes)))
    return Message(
        lines(
            html("Lịch {}: {} buổi. Đề nghị bấm vào tệp để thêm vào lịch của điện thoại.").format(
                of, number(len(meetings))
            ),
            "Khi lịch thay đổi, bấm «Thêm vào lịch» lần nữa: các buổi được cập nhật, không bị thêm trùng.",
        ),
        file=File("lich-hoc.ics", content),
        fresh=True,
    )


def nothing_to_add() -> Message:
    return Message(html("Chưa có buổi học nào sắp tới để thêm vào lịch."), toast="Chưa có buổi học nào", fresh=True)
