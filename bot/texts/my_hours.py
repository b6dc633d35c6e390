"""What is read about hours: the own ones line by line, and those of a leader's people."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from bot import buttons
from bot.message import Message, Press
from bot.texts.registrations import course_of
from bot.texts.result_words import points
from bot.texts.words import GROUPS, STATES, comrade, cut, discreet, html, lines, number, period
from models.my_hours import PAGE, HoursLine, MyHours, TeamLine, TeamPage
from models.own_results import OwnResult
from models.registration import State
from models.requests import Request

MOST, SEATS = 14, 6


def mine(seen: MyHours, leads: bool, teaches: bool = False) -> Message:
    """This year: what is owed, done and planned, and where each number comes from."""
    rows: list[list[Press]] = []
    if seen.lines:
        rows.append([buttons.HOURS_WRONG.on()])
    if leads:
        rows.append([buttons.TEAM_HOURS.on()])
    if teaches:
        rows.append([buttons.TAUGHT_HOURS.on()])
    return Message(
        lines(
            html("<b>Số tiết bồi dưỡng năm {}</b>").format(seen.year),
            *_sums(seen),
            *_lines(seen.lines, seen.results),
        ),
        buttons=[*rows, [buttons.LIST.on(), buttons.MINE.on()]],
    )


def _sums(seen: MyHours) -> list[Markup | str | None]:
    return [
        *_duty(seen),
        html("• Đã hoàn thành: <b>{}</b> tiết").format(number(seen.hours.done)),
        html("• Đã duyệt, chưa học xong: {} tiết").format(number(seen.hours.planned)),
        _missing(seen),
        html("• Năm {}: đã hoàn thành {} tiết").format(seen.year - 1, number(seen.before.done)),
    ]


def _duty(seen: MyHours) -> list[Markup | str]:
    if seen.duty is None:
        return ["Danh sách chưa ghi nhóm (công chức, cán bộ…) của đồng chí nên chưa xác định được số tiết bắt buộc."]
    if not seen.duty and seen.group is not None:
        return [html("Nhóm «{}»: số tiết hằng năm không bắt buộc.").format(GROUPS[seen.group])]
    return [
        html("• Bắt buộc: {} tiết").format(number(seen.duty)),
        html("  <i>Căn cứ: {}</i>").format(seen.basis),
    ]


def _missing(seen: MyHours) -> Markup | None:
    if not seen.duty:
        return None
    missing = max(0, seen.duty - seen.hours.done)
    if not missing:
        return html("✅ Đã đủ số tiết của năm.")
    rest = max(0, missing - seen.hours.planned)
    after = f" (sau các lớp đã duyệt: {number(rest)})" if seen.hours.planned else ""
    return html("• <b>Còn thiếu {} tiết</b>{}").format(number(missing), after)


def _lines(found: Sequence[HoursLine], results: Mapping[int, OwnResult]) -> list[Markup | str]:
    if not found:
        return ["", "Năm nay chưa có lớp nào."]
    shown = [
        html("{}. {} ({}), {}: {} tiết – {}").format(
            place,
            cut(one.title, 60),
            one.code,
            period(one.starts_on, one.ends_on),
            number(one.hours),
            _why(one, results.get(one.registration_id)),
        )
        for place, one in enumerate(found[:MOST], 1)
    ]
    rest = len(found) - MOST
    return ["", html("<b>Các lớp trong năm</b>"), *shown, *([f"… và {number(rest)} lớp nữa"] if rest > 0 else [])]


def _why(one: HoursLine, result: OwnResult | None) -> str:
    """Whether the line counts, and if not why; the points of its result."""
    reached = f" ({points(result)})" if result and points(result) else ""
    if one.is_counted:
        return f"được tính{reached}"
    if not one.counts:
        return "không tính: chương trình không thuộc diện tính số tiết bắt buộc"
    if one.state is State.not_completed:
        return f"không tính: {STATES[one.state]}{reached}"
    return "tính khi hoàn thành"


def which_line(seen: MyHours) -> Message:
    """Which line is not right?"""
    return Message(
        lines(html("<b>Dòng nào chưa đúng?</b>"), "Đề nghị chọn lớp; điều phối viên của lớp sẽ kiểm tra."),
        buttons=[
            *(
                [buttons.WRONG_LINE.on(one.registration_id, label=cut(f"{place}. {one.title}", 55))]
                for place, one in enumerate(seen.lines[:MOST], 1)
            ),
            [buttons.HOURS.on(label=buttons.BACK.label)],
        ],
    )


def ask_words(request: Request) -> Message:
    return Message(
        lines(
            html("Lớp: {}, {} tiết, trạng thái: <b>{}</b>").format(
                course_of(request), number(request.hours), STATES[request.state]
            ),
            "Đề nghị đồng chí gõ ngắn gọn điều chưa đúng rồi gửi, ví dụ: «Tôi đã học đủ cả 4 buổi».",
        ),
        buttons=[[buttons.HOURS.on(label=buttons.CANCEL.label)]],
    )


def sent(told: int) -> Message:
    if not told:
        return Message(html("Hiện chưa có điều phối viên nào trên hệ thống. Đề nghị liên hệ Sở Nội vụ."))
    return Message(
        html("Đã gửi điều phối viên. Số tiết được sửa sau khi kiểm tra; đề nghị xem lại tại /sotiet."),
        buttons=[[buttons.HOURS.on()]],
    )


def doubted(request: Request, words: str) -> Message:
    """To the coordinator of the course."""
    return Message(
        lines(
            html("<b>Cán bộ báo số tiết chưa đúng</b>"),
            html("Cán bộ: <b>{}</b> ({}){}").format(
                request.official, request.staff_code, f", {request.commune}" if request.commune else ""
            ),
            html("Lớp: {}, {} tiết, trạng thái: {}").format(
                course_of(request), number(request.hours), STATES[request.state]
            ),
            html("Nội dung: «{}»").format(discreet(words)),
            "Đề nghị kiểm tra danh sách lớp và báo lại cho cán bộ.",
        ),
        buttons=[[buttons.STAFF.on(request.official_id, label=cut(f"Hồ sơ: {request.official}", 55))]],
    )


def team(seen: TeamPage) -> Message:
    """Of a leader's people: done against the duty, those who owe most first."""
    if not seen.lines:
        return Message(html("Danh sách chưa có ai của đơn vị."), buttons=[[buttons.HOURS.on()]])
    numbered = list(enumerate(seen.lines, seen.page * PAGE + 1))
    pager = [
        *([buttons.TEAM_HOURS.on(seen.page - 1, label=buttons.PREVIOUS_PAGE.label)] if seen.page else []),
        *([buttons.TEAM_HOURS.on(seen.page + 1, label=buttons.NEXT_PAGE.label)] if seen.page + 1 < seen.pages else []),
    ]
    return Message(
        lines(
            html("<b>Số tiết năm {} của đơn vị</b>: {} người").format(seen.year, number(seen.total)),
            html("Thuộc diện bắt buộc {} tiết: {} người, đã đủ: <b>{}</b>").format(
                number(seen.duty.hours), number(seen.bound), number(seen.fulfilled)
            ),
            "",
            *(html("{}. {}: {}").format(place, one.name, _of(one)) for place, one in numbered),
            "",
            "Bấm số thứ tự để xem từng lớp, đổi người học thay.",
        ),
        buttons=[
            *_rows([buttons.TEAM_MEMBER.on(one.official_id, label=f"{place}") for place, one in numbered]),
            *([pager] if pager else []),
            [buttons.HOURS.on()],
        ],
    )


def _rows(found: list[Press]) -> list[list[Press]]:
    return [found[at : at + 6] for at in range(0, len(found), 6)]


def _of(one: TeamLine) -> Markup:
    planned = f", đã duyệt thêm {number(one.hours.planned)}" if one.hours.planned else ""
    if one.duty:
        owed = f", còn thiếu {number(one.owed)}" if one.owed else ", đã đủ"
        return html("<b>{}/{}</b>{}{}").format(number(one.hours.done), number(one.duty), owed, planned)
    note = "chưa rõ nhóm" if one.duty is None else "không bắt buộc"
    return html("{} ({}){}").format(number(one.hours.done), note, planned)


def member(seen: MyHours, seats: Sequence[Request]) -> Message:
    """One of them, with the seats that somebody else could take."""
    return Message(
        lines(
            html("<b>{}</b>, số tiết năm {}").format(comrade(seen.name), seen.year),
            *(part for part in _sums(seen) if part is not None),
            *_lines(seen.lines, seen.results),
            "",
            html("<b>Chỗ đang giữ</b>") if seats else "Không có chỗ học nào sắp tới.",
            *(
                html("• {} ({}), {} – {}").format(
                    cut(one.title, 60), one.code, period(one.starts_on, one.ends_on), STATES[one.state]
                )
                for one in seats[:SEATS]
            ),
        ),
        buttons=[
            *(
                [buttons.SUBSTITUTE.on(one.id, label=cut(f"Đổi người học thay: {one.code}", 55))]
                for one in seats[:SEATS]
            ),
            [buttons.TEAM_HOURS.on(label=buttons.BACK.label)],
        ],
    )
