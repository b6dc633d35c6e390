"""What needs a hand, in words: each kind of act, one line for each, and the button that leads to it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from markupsafe import Markup

from bot import buttons
from bot.message import Press
from bot.texts.words import comrade, cut, html, number, short_day, when
from models.summary import Hand, Need

DAY = timedelta(days=1)
NEEDS = {
    Need.late_request: "quá hạn duyệt",
    Need.data_cases: "yêu cầu về dữ liệu cá nhân",
    Need.unread_changes: "lớp có người chưa nhận tin thay đổi",
    Need.below_minimum: "lớp dưới tối thiểu",
    Need.full_with_queue: "lớp có người chờ",
    Need.no_trainer: "lớp thiếu giảng viên",
    Need.no_results: "lớp chưa chốt kết quả",
}


def hand_line(hand: Hand, at: datetime) -> Markup:
    if hand.request is not None:
        one = hand.request
        return html("{}, lớp {}: chờ duyệt {}, <b>quá hạn</b>").format(
            comrade(one.official), one.code, waited(at - one.since)
        )
    if hand.unread is not None:
        unread = hand.unread
        return html("{} ({}): <b>{} người chưa nhận tin thay đổi</b>").format(
            cut(unread.title, 70), unread.code, number(unread.people)
        )
    if hand.cases is not None:
        late = hand.cases.due_at <= at
        return html("Dữ liệu cá nhân: <b>{} yêu cầu chưa trả lời</b>, {} {}").format(
            number(hand.cases.count), "quá hạn từ" if late else "hạn", when(hand.cases.due_at, at)
        )
    course = hand.course
    if course is None:
        return Markup()
    name = html("{} ({})").format(cut(course.title, 70), course.code)
    begins = f"khai giảng {short_day(course.starts_on)}"
    match hand.need:
        case Need.below_minimum:
            return html("{}: mới {}/{} chỗ, <b>dưới mức tối thiểu {}</b>; {}").format(
                name, number(course.taken), number(course.seats), number(course.minimum), begins
            )
        case Need.full_with_queue:
            return html("{}: <b>hết chỗ</b>, danh sách chờ {} người; {}").format(name, number(course.queued), begins)
        case Need.no_results:
            return html("{}: bế giảng {}, <b>chưa chốt kết quả</b> của {} người").format(
                name, short_day(course.ends_on), number(course.confirmed)
            )
        case _:
            which = f"{number(course.untaught)} buổi " if course.untaught else ""
            return html("{}: <b>{}chưa có giảng viên</b>; {}").format(name, which, begins)


def hand_words(hand: Hand, at: datetime) -> str:
    """The same without markup, for the workbook."""
    return hand_line(hand, at).striptags()


def act_buttons(hands: Sequence[Hand], first: int = 1) -> list[list[Press]]:
    """`first`: the number of the first line."""
    presses = []
    for at, hand in enumerate(hands, first):
        if hand.request is not None:
            presses.append(buttons.REQUEST.on(hand.request.id, label=f"{at}. {cut(hand.request.official, 30)}"))
        elif hand.course is not None and hand.need is Need.no_trainer:
            presses.append(buttons.TRAINERS.on(hand.course.id, label=f"{at}. {cut(hand.course.code, 30)}"))
        elif hand.unread is not None:
            presses.append(buttons.UNREAD_CHANGES.on(hand.unread.id, label=f"{at}. {cut(hand.unread.code, 30)}"))
        elif hand.cases is not None:
            presses.append(buttons.DATA_CASES.on(label=f"{at}. Dữ liệu cá nhân"))
        elif hand.course is not None:
            button = buttons.RESULTS if hand.need is Need.no_results else buttons.RUN  # where it can be changed
            presses.append(button.on(hand.course.id, label=f"{at}. {cut(hand.course.code, 30)}"))
    return [presses[place : place + 2] for place in range(0, len(presses), 2)]


def waited(waits: timedelta) -> str:
    return f"{number(waits.days)} ngày" if waits >= DAY else f"{number(waits.seconds // 3600)} giờ"
