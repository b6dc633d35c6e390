"""What people read whose course has changed: what was, what is, what to do; the same for the leaders of a commune."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot import buttons
from bot.message import File, Message, Press, Rows, Style
from bot.texts.course_differences import differences, times
from bot.texts.withdrawing import FROM_A_NOTICE
from bot.texts.words import STATES, cut, hour, html, lines, moment, number, short_day
from models.change_view import ChangeView, CommuneChangeView, OtherRun
from models.course_change import ChangeKind
from models.course_face import Shift
from models.registration import State
from models.unread_changes import Silent

RECEIVED = "Đã ghi nhận đồng chí nhận được tin"
OUTDATED = "Có tin mới hơn về lớp này; đề nghị xem và bấm «Đã nhận» ở tin mới nhất"
CONFIRM = "Đề nghị đồng chí bấm «Đã nhận»."
GONE = "Xoá buổi đã bỏ khỏi lịch"
ROOM = 3600


def changed(seen: ChangeView, now: datetime) -> Message:
    """To one who goes there or teaches there."""
    match seen.kind:
        case ChangeKind.cancelled:
            return _cancelled(seen, now)
        case ChangeKind.merged if seen.into is not None:
            return _merged(seen, seen.into, now)
    return _moved(seen, now)


def _moved(seen: ChangeView, now: datetime) -> Message:
    def is_mine(shift: Shift) -> bool:
        return not seen.teaches or seen.official_id in shift.trainer_ids

    title, at = seen.clash or ("", now)
    is_fewer = any(one.now is None for one in seen.was.shifts(seen.face, now))
    return Message(
        lines(
            html("⚠️ <b>{}</b>").format("Lịch lên lớp thay đổi" if seen.teaches else "Lớp có thay đổi"),
            _course(seen),
            *differences(seen.was, seen.face, now, is_mine),
            html("Nơi học: {}").format(cut(seen.face.venue, 200))
            if seen.face.venue and seen.face.venue == seen.was.venue
            else None,
            html("<b>Trùng lịch</b> với lớp «{}» lúc {}. Đề nghị báo điều phối viên hoặc rút một đăng ký.").format(
                cut(title, 120), moment(at.astimezone(now.tzinfo))
            )
            if seen.clash
            else None,
            CONFIRM,
        ),
        buttons=[
            _confirming(seen, seen.registration_id),
            [
                *([] if seen.teaches else [buttons.ADD_TO_CALENDAR.on(seen.course_id)]),
                buttons.CARD.on(seen.course_id, label="Xem lớp"),
            ],
            *([[buttons.REMOVE_FROM_CALENDAR.on(seen.course_id, label=GONE)]] if is_fewer and not seen.teaches else []),
        ],
    )


def _cancelled(seen: ChangeView, now: datetime) -> Message:
    way = seen.way
    return Message(
        lines(
            html("⚠️ <b>Lớp bị huỷ</b>"),
            _course(seen),
            html("Thời gian đã định: {}").format(times(seen.was, now)),
            html("Lý do: {}").format(cut(seen.reason, 300)) if seen.reason else None,
            html("Lớp khác cùng chương trình, đang mở: <b>{}</b> ({}), khai giảng {}.").format(
                way.title, way.code, short_day(way.starts_on)
            )
            if way
            else None,
            CONFIRM,
        ),
        buttons=[
            [buttons.CHANGE_RECEIVED.on(seen.told_id)],
            *([] if seen.teaches else [[buttons.REMOVE_FROM_CALENDAR.on(seen.course_id)]]),
            *([[buttons.CARD.on(way.course_id, label=f"{way.code}: {cut(way.title, 40)}")]] if way else []),
        ],
    )


def _merged(seen: ChangeView, into: OtherRun, now: datetime) -> Message:
    calendar: list[Press] = []
    if not seen.teaches:
        calendar.append(buttons.REMOVE_FROM_CALENDAR.on(seen.course_id))
        if into.state in (State.confirmed, State.pending):
            calendar.append(buttons.ADD_TO_CALENDAR.on(into.id))
    return Message(
        lines(
            html("⚠️ <b>Lớp được ghép</b>"),
            _course(seen),
            html("• Trước: {}{}").format(times(seen.was, now), _at(seen.was.venue)),
            html("• Nay: lớp <b>{}</b> ({}), <b>{}</b>{}").format(
                into.title, into.code, times(into.face, now), _at(into.face.venue)
            ),
            html("Đồng chí không còn lên lớp các buổi của lớp cũ.") if seen.teaches else _standing(into),
            CONFIRM,
        ),
        buttons=[
            _confirming(seen, into.registration_id),
            *([calendar] if calendar else []),
            [buttons.CARD.on(into.id, label=f"Xem lớp {into.code}")],
        ],
    )


def _confirming(seen: ChangeView, registration_id: int) -> list[Press]:
    """«Đã nhận», and the way out for those who cannot come any more."""
    out = [buttons.WITHDRAW.on(registration_id, FROM_A_NOTICE)] if registration_id else []
    return [buttons.CHANGE_RECEIVED.on(seen.told_id), *out]


def when_received(seen: ChangeView, at: datetime, now: datetime) -> Rows:
    """The buttons once «Đã nhận» was pressed: in its place stands when, so that the reader sees it next week too."""
    asked = buttons.CHANGE_RECEIVED.on(seen.told_id)
    local = at.astimezone(now.tzinfo)
    done = asked._replace(label=f"✅ Đã nhận {hour(local)} {local:%d/%m}", style=Style.plain)
    return [[done if press == asked else press for press in row] for row in changed(seen, now).buttons]


def _standing(into: OtherRun) -> Markup | None:
    if into.state is None:
        return None
    place = f", thứ {number(into.place)}; khi có chỗ, hệ thống mời theo thứ tự" if into.place else ""
    return html("Trạng thái đăng ký: <b>{}</b>{}.").format(STATES[into.state], place)


def _course(seen: ChangeView | CommuneChangeView) -> Markup:
    return html("Lớp: <b>{}</b> ({})").format(seen.title, seen.code)


def _at(venue: str) -> str:
    return f", {cut(venue, 120)}" if venue else ""


def for_leaders(changes: Sequence[CommuneChangeView], now: datetime) -> Message:
    """All changes of the day that concern people of the commune; they have been told themselves."""
    parts: list[Markup | str] = [html("⚠️ <b>Thay đổi lớp có cán bộ của đơn vị</b>")]
    for at, one in enumerate(changes):
        block = lines("", *_for_leaders(one, now))
        if sum(map(len, parts)) + len(block) > ROOM:
            parts += ["", html("… và {} lớp nữa.").format(number(len(changes) - at))]
            break
        parts.append(block)
    parts += ["", "Hệ thống đã báo từng người. Đề nghị đồng chí sắp xếp công việc của đơn vị."]
    return Message(lines(*parts))


def _for_leaders(one: CommuneChangeView, now: datetime) -> list[Markup]:
    people = html("Cán bộ: {}").format(_names(one.people))
    match one.kind:
        case ChangeKind.cancelled:
            reason = html("<b>Lớp bị huỷ</b>{}").format(f": {cut(one.reason, 200)}" if one.reason else "")
            return [_course(one), reason, people]
        case ChangeKind.merged:
            into = html("<b>Ghép vào lớp {}</b>: {}{}").format(one.into, times(one.face, now), _at(one.face.venue))
            return [_course(one), into, people]
    return [_course(one), *differences(one.was, one.face, now), people]


def _names(people: Sequence[str], most: int = 12) -> str:
    rest = len(people) - most
    return ", ".join(people[:most]) + (f" và {number(rest)} người nữa" if rest > 0 else "")


def unread(code: str, title: str, people: Sequence[Silent], hours: int) -> Message:
    """To the leaders: who of theirs has not confirmed."""
    return Message(
        lines(
            html("⚠️ <b>Chưa xác nhận đã nhận tin thay đổi lớp</b>"),
            html("Lớp: <b>{}</b> ({})").format(title, code),
            html("Sau {} giờ làm việc, cán bộ của đơn vị chưa bấm «Đã nhận»: {}.").format(
                number(hours), _names([one.full_name for one in people])
            ),
            "Đề nghị đồng chí nhắc các cán bộ này xem tin, hoặc báo trực tiếp.",
        )
    )


def removal(code: str, meetings: int, content: bytes) -> Message:
    """The file that takes the meetings out of the phone's calendar."""
    return Message(
        html("Lớp {}: {} buổi. Đề nghị bấm vào tệp để xoá khỏi lịch của điện thoại.").format(code, number(meetings)),
        file=File("xoa-lich-hoc.ics", content),
        fresh=True,
    )


def nothing_to_remove() -> Message:
    return Message(html("Lớp này không có buổi học nào cần xoá khỏi lịch."), toast="Không có gì để xoá", fresh=True)
