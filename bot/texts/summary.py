"""The weekly summary in words: the list of what needs a hand, and what its picture and its workbook say."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from markupsafe import Markup

from bot import buttons
from bot.message import File, Message, Press
from bot.poster import Bar, Poster, Tile
from bot.texts.summary_hands import DAY, NEEDS, act_buttons, hand_line, waited
from bot.texts.words import day, html, lines, number, percent
from models.summary import CourseFigures, Hand, Need, Summary, WaitingRequest

SHOWN_LATE, SHOWN_HANDS, SHOWN_BARS = 4, 10, 10


def work_list(found: Summary, page: int = 0) -> Message:
    """What needs a hand, each with the button that leads to the act; one line when there is nothing at all.

    Many late requests do not hide the rest: most of them follow on later pages.
    """
    if found.is_quiet:
        return Message(lines(_title(found), "Trong tuần không có thay đổi và không có việc cần xử lý."))
    hands = found.hands
    late = [hand for hand in hands if hand.request]
    ordered = [*late[:SHOWN_LATE], *(hand for hand in hands if not hand.request), *late[SHOWN_LATE:]]
    first = min(page, max(0, len(hands) - 1) // SHOWN_HANDS) * SHOWN_HANDS
    shown = ordered[first : first + SHOWN_HANDS]
    head = html("<b>Cần xử lý: {} việc</b>").format(number(len(hands))) if hands else "Không có việc cần xử lý."
    return Message(
        lines(
            _title(found),
            html("{}").format(_totals(found)),
            html("Trong tuần: {}.").format(_changes(found)),
            "",
            head,
            *(html("{}. {}").format(at, hand_line(hand, found.at)) for at, hand in enumerate(shown, first + 1)),
            html("Trang {}/{}").format(first // SHOWN_HANDS + 1, -(-len(hands) // SHOWN_HANDS))
            if len(hands) > SHOWN_HANDS
            else None,
        ),
        buttons=[
            *act_buttons(shown, first + 1),
            *_turning(found, first // SHOWN_HANDS, len(hands)),
            [buttons.INBOX.on(), *([buttons.WHOLE_SUMMARY.on()] if found.official_id else [])],
        ],
    )


def _turning(found: Summary, page: int, count: int) -> list[list[Press]]:
    is_whole = int(found.official_id is None)
    row = [buttons.WORK_LIST.on(page - 1, is_whole, label=buttons.PREVIOUS_PAGE.label)] if page else []
    if (page + 1) * SHOWN_HANDS < count:
        row.append(buttons.WORK_LIST.on(page + 1, is_whole, label=buttons.NEXT_PAGE.label))
    return [row] if row else []


def picture(found: Summary, png: bytes) -> Message:
    """The picture with its figures in words, for those who do not see it."""
    return Message(lines(_title(found), html("{}").format(_totals(found))), photo=png, fresh=True)


def workbook(found: Summary, xlsx: bytes) -> Message:
    return Message(
        html("Danh sách lớp, chờ duyệt, từ chối, đơn vị chưa cử người, người chưa liên lạc được."),
        file=File(f"{file_name(found.at)}.xlsx", xlsx),
        fresh=True,
    )


def one_after_another(*messages: Message) -> Message:
    """Several messages as one answer; the last stands nearest to the thumb."""
    *others, last = messages
    for message in reversed(others):
        last = replace(message, then=last)
    return last


def nothing(at: datetime) -> Message:
    """Asked for by somebody who has no course."""
    return Message(
        lines(
            html("<b>Tổng kết tuần</b>, {}").format(day(at.date())), "Đồng chí chưa có lớp nào đang mở hoặc đang học."
        )
    )


def file_name(at: datetime) -> str:
    """Latin letters only: every system can save it."""
    return f"tong-ket-tuan-{at:%Y-%m-%d}"


def poster(found: Summary) -> Poster:
    """The words of the picture: the nearest courses, the others in one line."""
    shown = sorted(found.courses, key=lambda one: (one.ends_on < found.at.date(), one.starts_on))[:SHOWN_BARS]
    others = [one for one in found.courses if one not in shown]
    taken, seats, waiting = found.total("taken"), found.total("seats"), len(found.waiting)
    oldest = found.waiting[0].since if found.waiting else None
    hands = found.hands
    return Poster(
        title="Tổng kết tuần",
        subtitle=f"{day(found.at.date())} · {_whose(found)}",
        tiles=(
            Tile("Chỗ đã giữ", f"{number(taken)}/{number(seats)}", _in_week(taken - found.total("before"))),
            Tile("Chờ duyệt", number(waiting), f"lâu nhất {waited(found.at - oldest)}" if oldest else "không có"),
            Tile("Cần xử lý", number(len(hands)), _most(hands), is_bad=bool(hands)),
        ),
        bars_title="Chỗ đã giữ từng lớp",
        legend=("đã duyệt", "chờ", "tối thiểu", "tuần trước"),
        bars=tuple(_bar(one, found) for one in shown),
        rest=(
            f"và {number(len(others))} lớp khác: {number(sum(one.taken for one in others))}"
            f"/{number(sum(one.seats for one in others))} chỗ"
            if others
            else ""
        ),
        ages_title="Yêu cầu chờ duyệt bao lâu",
        ages=_ages(found.waiting, found.at),
        no_ages="Không có yêu cầu nào đang chờ.",
    )


def _bar(one: CourseFigures, found: Summary) -> Bar:
    needs = {hand.need for hand in found.hands if hand.course == one}
    queue = f" · chờ {number(one.queued)}" if one.queued else ""
    there = f" · dự {percent(one.share)}" if one.share else ""
    change = one.taken - one.before
    return Bar(
        label=f"{one.starts_on:%d/%m} {one.code} · {one.title}",
        figures=f"{number(one.taken)}/{number(one.seats)}{f' ({_signed(change)})' if change else ''}{queue}{there}",
        seats=one.seats,
        settled=one.confirmed,
        unsettled=one.pending + one.offered,
        minimum=one.minimum,
        before=one.before,
        is_bad=Need.below_minimum in needs,
    )


def _ages(waiting: Sequence[WaitingRequest], at: datetime) -> tuple[tuple[str, int], ...]:
    ages = [at - one.since for one in waiting]
    fresh, old = sum(age < DAY for age in ages), sum(age >= 3 * DAY for age in ages)
    found = (("dưới 1 ngày", fresh), ("1–3 ngày", len(ages) - fresh - old), ("trên 3 ngày", old))
    return tuple((f"{number(count)} {label}", count) for label, count in found)


def _most(hands: Sequence[Hand]) -> str:
    """The kind of act that is asked for most."""
    if not hands:
        return "không có việc"
    kinds = [hand.need for hand in hands]
    most = max(dict.fromkeys(kinds), key=kinds.count)
    return f"{number(kinds.count(most))} {NEEDS[most]}"


def _in_week(change: int) -> str:
    return f"{_signed(change)} trong tuần" if change else "như tuần trước"


def _title(found: Summary) -> Markup:
    return html("📊 <b>Tổng kết tuần</b>, {} – {}").format(day(found.at.date()), _whose(found))


def _whose(found: Summary) -> str:
    return "toàn Sở" if found.official_id is None else "các lớp của tôi"


def _totals(found: Summary) -> str:
    taken, before = found.total("taken"), found.total("before")
    return (
        f"{number(len(found.courses))} lớp, đã giữ {number(taken)}/{number(found.total('seats'))} chỗ "
        f"({_trend(taken - before)}), chờ duyệt {number(len(found.waiting))}"
        f"{f', dự học {percent(found.share)}' if found.share else ''}."
    )


def _trend(change: int) -> str:
    return f"{_signed(change)} so với tuần trước" if change else "như tuần trước"


def _signed(change: int) -> str:
    return f"{'+' if change > 0 else '−'}{number(abs(change))}"


def _changes(found: Summary) -> str:
    changes = found.changes
    parts = [
        f"{number(count)} {what}"
        for count, what in (
            (changes.registered, "đăng ký mới"),
            (changes.approved, "được duyệt"),
            (changes.declined, "từ chối"),
            (changes.withdrawn, "rút"),
        )
        if count
    ]
    if changes.cancelled_courses:
        parts.append(f"huỷ lớp {', '.join(changes.cancelled_courses[:3])}")
    if changes.little_used:
        parts.append(f"mức áp dụng sau 3 tháng thấp: {', '.join(changes.little_used[:3])}")
    return ", ".join(parts) or "không có thay đổi"


def as_text(message: Message) -> str:
    """The words of a message without markup, line by line."""
    return "\n".join(line.striptags() for line in message.text.split("\n")) + "\n"
