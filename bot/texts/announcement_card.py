"""An announcement on its way and afterwards: the card that keeps editing itself, the report, what is asked back."""

from collections.abc import Callable
from datetime import datetime

from markupsafe import Markup

from bot import buttons
from bot.message import Message, Press
from bot.texts.announcement_writing import STATES, gist
from bot.texts.words import comrade, html, lines, moment, number
from models.announcement import Announcement, AnnouncementState, Phase
from models.announcement_change import AnnouncementChange, ChangeKind
from models.announcement_report import Standing
from models.notice import NoticeState
from models.quiet import QuietHours, may_be_sent, next_moment
from models.recipients import Tally


def card(seen: Standing, now: datetime, quiet: QuietHours | None = None) -> Message:
    """How it stands right now, with what can be done."""
    if seen.announcement.state is AnnouncementState.sending:
        return _sending(seen, now, quiet)
    return _CARDS[seen.announcement.state](seen, now)


def _waiting(seen: Standing, now: datetime) -> Message:
    one = seen.announcement
    return Message(
        lines(
            _head(one),
            html("Chờ quản trị thứ hai đồng ý gửi tới <b>{} người</b>. Đồng chí sẽ được báo.").format(
                number(one.recipients)
            ),
        ),
        buttons=[[buttons.FETCH_BACK.on(one.id), buttons.PREVIEW.on(one.id)]],
    )


def _scheduled(seen: Standing, now: datetime) -> Message:
    one = seen.announcement
    at = moment(one.send_at.astimezone(now.tzinfo)) if one.send_at else ""
    return Message(
        lines(
            _head(one),
            html("Sẽ gửi lúc <b>{}</b>, tới khoảng {} người; danh sách được tính lại lúc gửi.").format(
                at, number(one.recipients)
            ),
        ),
        buttons=[[buttons.FETCH_BACK.on(one.id), buttons.STOP.on(one.id)]],
    )


def _sending(seen: Standing, now: datetime, quiet: QuietHours | None) -> Message:
    one, found = seen.announcement, seen.tally
    rests = not one.urgent_reason and not may_be_sent(quiet, now)
    return Message(
        lines(
            _head(one),
            html("Tiến độ: {} / {} người").format(number(found.total - found.under_way), number(found.total)),
            *_numbers(seen),
            html("• Còn chờ: {}").format(number(found.under_way)),
            html("Tốc độ: {} tin/giây, còn khoảng {}.").format(
                number(round(seen.rate, 1)), _duration(seen.seconds_left)
            )
            if seen.seconds_left is not None and found.under_way
            else None,
            "Đang gửi thử cho một số người đầu tiên." if one.phase in (Phase.none, Phase.trial) else None,
            html("Giờ yên tĩnh: tạm nghỉ, tiếp tục lúc {}.").format(moment(next_moment(quiet, now))) if rests else None,
            html("Cập nhật lúc {}.").format(f"{now:%H:%M:%S}"),
        ),
        buttons=[[buttons.PAUSE.on(one.id), buttons.STOP.on(one.id)]],
    )


def _paused(seen: Standing, now: datetime) -> Message:
    one, found = seen.announcement, seen.tally
    return Message(
        lines(
            _head(one),
            "Gửi thử có quá nhiều lỗi nên đã tự dừng. Đề nghị xem báo cáo, sửa rồi bấm «Tiếp tục», hoặc «Huỷ»."
            if one.failed_trial
            else None,
            *_numbers(seen),
            html("• Còn chờ: {}").format(number(found.under_way)),
            _changed(seen),
        ),
        buttons=[
            [buttons.RESUME.on(one.id), buttons.STOP.on(one.id)],
            *_afterwards(seen),
        ],
    )


def _ended(seen: Standing, now: datetime) -> Message:
    one = seen.announcement
    return Message(
        lines(
            _head(one),
            html("Người nhận: {}").format(number(seen.tally.total)) if one.began_at else None,
            *(_numbers(seen) if one.began_at else ()),
            html("Người soạn: {}").format(comrade(seen.author)) if seen.author else None,
            html("Người đồng ý gửi: {}").format(comrade(seen.released_by)) if seen.released_by else None,
            _changed(seen),
        ),
        buttons=[*_afterwards(seen), [buttons.ANNOUNCEMENTS.on()]],
    )


def _draft(seen: Standing, now: datetime) -> Message:
    """Only a stub: the preview shows a draft in full."""
    one = seen.announcement
    return Message(_head(one), buttons=[[buttons.PREVIEW.on(one.id), buttons.REWRITE.on(one.id)]])


_CARDS: dict[AnnouncementState, Callable[[Standing, datetime], Message]] = {
    AnnouncementState.draft: _draft,
    AnnouncementState.waiting: _waiting,
    AnnouncementState.scheduled: _scheduled,
    AnnouncementState.paused: _paused,
    AnnouncementState.finished: _ended,
    AnnouncementState.cancelled: _ended,
}


def _head(one: Announcement) -> Markup:
    state = "đã thu hồi" if one.recalled_at else STATES[one.state]
    return html("<b>Thông báo số {}: {}</b>\n«{}»").format(one.id, state, gist(one.said, 80))


def _numbers(seen: Standing) -> list[Markup]:
    """The plain numbers; those that are nought and say nothing are left out."""
    found = seen.tally
    always = [("Đã gửi", NoticeState.sent), ("Không gửi được", NoticeState.failed), ("Đã chặn", NoticeState.blocked)]
    rest = [
        ("Chưa liên kết", NoticeState.unlinked),
        ("Chưa rõ đã đến hay chưa", NoticeState.uncertain),
        ("Không gửi vì đã huỷ", NoticeState.dropped),
    ]
    said = [html("• {}: <b>{}</b>").format(label, number(found.of(state))) for label, state in always]
    said += [html("• {}: <b>{}</b>").format(label, number(found.of(state))) for label, state in rest if found.of(state)]
    if seen.announcement.wants_receipt:
        said.append(
            html("• Đã bấm «Đã nhận»: <b>{}</b> / {}").format(
                number(seen.received), number(found.of(NoticeState.sent, NoticeState.uncertain))
            )
        )
    return said


def _afterwards(seen: Standing) -> list[list[Press]]:
    one, found = seen.announcement, seen.tally
    if one.began_at is None:
        return []
    rows = [[buttons.REPORT.on(one.id)]]
    is_over = one.recalled_at is not None
    uncertain = found.of(NoticeState.uncertain)
    if uncertain and not is_over and one.state is not AnnouncementState.cancelled:
        rows.append([buttons.SEND_AGAIN.on(one.id, label=f"Gửi lại {number(uncertain)} người chưa rõ")])
    if found.of(NoticeState.sent) and not is_over:
        rows.append([*([buttons.CORRECT.on(one.id)] if one.said.takes_words else []), buttons.RECALL.on(one.id)])
    return rows


def _changed(seen: Standing) -> Markup | None:
    if seen.change is None or seen.change_tally is None:
        return None
    return change_line(seen.change, seen.change_tally)


def change_line(change: AnnouncementChange, found: Tally) -> Markup:
    """How far a correction or a recall has gone round."""
    what, done = WHAT[change.kind]
    bad = found.of(NoticeState.failed, NoticeState.blocked, NoticeState.unlinked, NoticeState.uncertain)
    return html("{}: {} {} / {} tin{}{}.").format(
        what,
        done,
        number(found.of(NoticeState.sent)),
        number(found.total),
        f", không được {number(bad)}" if bad else "",
        f", còn {number(found.under_way)}" if found.under_way else "",
    )


WHAT = {ChangeKind.correct: ("Đính chính", "đã sửa"), ChangeKind.recall: ("Thu hồi", "đã xoá")}


def _duration(seconds: float | None) -> str:
    if seconds is None:
        return ""
    minutes = round(seconds / 60)
    if minutes < 1:
        return "dưới 1 phút"
    return f"{minutes} phút" if minutes < 60 else f"{minutes // 60} giờ {minutes % 60} phút"
