"""The rehearsal of a change in words: whom it hits, what to look at, the exact message, and then «confirm»."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from markupsafe import Markup

from bot import buttons
from bot.message import Message
from bot.texts.course_differences import differences, times
from bot.texts.running import to_course
from bot.texts.words import cut, day, html, last_day, lines, moment, number
from models.change_plan import CancelPlan, MergePlan
from models.merging import Landing
from models.registration import State
from models.rehearsal import Rehearsal
from models.rehearsal_hits import Hit
from models.reminders import Rule

MOST = 10  # names in a list; the rest is counted
ROOM = 3700
STATES = {
    State.confirmed: "đã duyệt",
    State.pending: "chờ duyệt",
    State.offered: "được mời nhận chỗ",
    State.queued: "danh sách chờ",
}
LANDINGS = {
    Landing.queued: "Chưa có chỗ, vào danh sách chờ (giữ việc đã duyệt)",
    Landing.clashes: "Trùng lịch với lớp khác, vào danh sách chờ (giữ việc đã duyệt)",
    Landing.there: "Đã có ở lớp nhận, giữ nguyên ở đó",
}
RULES = {Rule.week: "nhắc trước nhiều ngày", Rule.day: "nhắc hôm trước", Rule.hours: "nhắc trước khai giảng"}


def rehearsal(seen: Rehearsal, sample: Message | None, now: datetime, *, is_stale: bool = False) -> Message:
    """All of it; the sample is what one of the learners will read."""
    text = lines(
        html("<b>Lớp đã thay đổi từ khi xem trước. Đề nghị xem lại.</b>") if is_stale else None,
        html("<b>Xem trước</b> (chưa lưu): {} ({})").format(seen.title, seen.code),
        *_what(seen, now),
        "",
        *_whom(seen),
        *_look_at(seen, now),
        "",
        html("<b>Tin gửi {}</b>:").format(_leaves(seen, now)) if sample else "Không có ai cần báo.",
    )
    if sample is not None:
        said = Markup("<blockquote>{}</blockquote>").format(sample.text)
        if len(text) + len(said) > ROOM:
            said = Markup("<blockquote>{}</blockquote>").format(
                cut(sample.text.striptags(), max(200, ROOM - len(text)))
            )
        text = lines(text, said)
    more = []
    if seen.missing_seats and isinstance(seen.plan, MergePlan):
        seats = seen.into_seats + seen.missing_seats
        label = f"Tăng lớp nhận lên {number(seats)} chỗ"
        more.append([buttons.MERGE_INTO.on(seen.course_id, seen.plan.into_id, seats, label=label)])
    return Message(
        text,
        buttons=[
            *more,
            [
                buttons.CONFIRM_CHANGE.on(seen.course_id, seen.mark),
                buttons.CHANGE.on(seen.course_id, label=buttons.CANCEL.label),
            ],
        ],
    )


def _what(seen: Rehearsal, now: datetime) -> list[Markup]:
    match seen.plan:
        case CancelPlan(reason=reason):
            return [html("<b>Huỷ lớp.</b> Lý do: {}").format(cut(reason, 300))]
        case MergePlan():
            return [
                html("<b>Ghép vào lớp {}</b>: {}").format(seen.into, times(seen.after, now)),
                html("Sau khi ghép, lớp nhận có {}/{} chỗ.").format(number(seen.into_taken), number(seen.into_seats)),
            ]
    return differences(seen.before, seen.after, now)


def _whom(seen: Rehearsal) -> list[Markup]:
    parts = [f"{STATES[state]} {number(seen.counts[state])}" for state in STATES if seen.counts.get(state)]
    learners = f"{number(seen.people)} người ({', '.join(parts)})" if parts else "chưa có ai đăng ký"
    return [
        html("<b>Ảnh hưởng</b>: {}.").format(learners),
        html("Được báo: {} giảng viên, {} lãnh đạo đơn vị (gộp mỗi ngày một tin).").format(
            number(seen.trainers), number(seen.leaders)
        ),
    ]


def _look_at(seen: Rehearsal, now: datetime) -> list[Markup]:
    """What somebody should see to before confirming."""
    found: list[Markup] = []
    for landing, group in groupby(seen.landings, key=lambda pair: pair[0]):
        hits = [hit for _, hit in group]
        if landing is Landing.seated:
            found.append(html("Có chỗ ở lớp nhận: {} người.").format(number(len(hits))))
        else:
            found += _hits(LANDINGS[landing], hits, now)
    if seen.invited:
        found.append(html("Mời thêm {} đơn vị vào lớp nhận.").format(number(seen.invited)))
    found += _hits("Trùng lịch với lớp khác của mình", seen.clashes, now)
    found += _hits("Giảng viên trùng lịch", seen.double_booked, now)
    for on, name in seen.days_off:
        found.append(html("• Ngày nghỉ: {} ({}).").format(day(on), name or "cuối tuần"))
    for at in seen.nightly:
        found.append(html("• Ngoài giờ thường: {}.").format(moment(at.astimezone(now.tzinfo))))
    if seen.hours:
        laid_out, wanted = map(number, seen.hours)
        found.append(html("• Lịch học có {} tiết, chương trình có {} tiết.").format(laid_out, wanted))
    return found + _deadline(seen, now)


def _deadline(seen: Rehearsal, now: datetime) -> list[Markup]:
    if isinstance(seen.plan, CancelPlan | MergePlan):
        return []
    was, closes_at = seen.closes_at
    found = []
    if was != closes_at:
        found.append(
            html("• Hạn đăng ký đổi theo: đến hết {} (trước: {}).").format(
                day(last_day(closes_at, now)), day(last_day(was, now))
            )
        )
    elif closes_at <= now:
        found.append(html("• Đã hết hạn đăng ký ({}); hạn này giữ nguyên.").format(day(last_day(closes_at, now))))
    else:
        found.append(html("• Hạn đăng ký giữ nguyên: {}.").format(day(last_day(closes_at, now))))
    if seen.reminder is not None:
        rule, at = seen.reminder
        found.append(html("• Nhắc tự động tiếp theo: {} ({}).").format(moment(at), RULES[rule]))
    return found


def _hits(head: str, hits: Sequence[Hit], now: datetime) -> list[Markup]:
    if not hits:
        return []
    found = [html("• <b>{}: {}</b>").format(head, number(len(hits)))]
    shown = 0
    for unit, group in groupby(hits[:MOST], key=lambda hit: hit.unit):
        names = []
        for hit in group:
            shown += 1
            at = f", {moment(hit.at.astimezone(now.tzinfo))}" if hit.at else ""
            names.append(f"{hit.name} (lớp {cut(hit.other, 60)}{at})" if hit.other else hit.name)
        found.append(html("  {}{}").format(f"{unit}: " if unit else "", "; ".join(names)))
    if len(hits) > shown:
        found.append(html("  … và {} người nữa.").format(number(len(hits) - shown)))
    return found


def _leaves(seen: Rehearsal, now: datetime) -> str:
    if seen.is_urgent:
        return "ngay, dù đang giờ yên tĩnh, vì lớp bắt đầu trước khi hết giờ đó"
    if seen.leaves_at <= now:
        return "ngay"
    return f"lúc {moment(seen.leaves_at)} (hết giờ yên tĩnh)"


def saved(seen: Rehearsal, now: datetime) -> Message:
    """Done; what follows."""
    what = {CancelPlan: "Đã huỷ lớp", MergePlan: "Đã ghép lớp"}.get(type(seen.plan), "Đã lưu thay đổi của lớp")
    return Message(
        lines(
            html("✅ <b>{} {}</b> ({}).").format(what, seen.title, seen.code),
            *([] if isinstance(seen.plan, CancelPlan) else _what(seen, now)),
            html("Tin gửi {} cho {} người và {} giảng viên; ai chưa bấm «Đã nhận» hiện ở trang của lớp.").format(
                _leaves(seen, now), number(seen.people), number(seen.trainers)
            )
            if seen.people or seen.trainers
            else "Không có ai cần báo.",
        ),
        buttons=[[to_course(seen.course_id)]],
    )
