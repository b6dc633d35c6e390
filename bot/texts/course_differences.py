"""What was and what is of a changed course, line by line: said alike in the rehearsal and in every message."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from markupsafe import Markup

from bot.texts.words import cut, day, days_in_short, half_day, hour, html, moment, number, period
from models.course_face import Face, MeetingFace, Shift

MOST = 8  # meetings one by one; of more the rest is on the card
FEW = 4  # days apart that are still named one by one
UNSAID = "chưa ghi"


def differences(
    was: Face, face: Face, now: datetime, concerns: Callable[[Shift], bool] = lambda _: True
) -> list[Markup]:
    """The lines; `concerns`: only these meetings."""
    shifts = [one for one in was.shifts(face, now) if concerns(one)]
    found = _together(shifts, was, now) or [_one(shift, now) for shift in shifts[:MOST]]
    if len(shifts) > MOST and len(found) == MOST:
        found.append(html("… và {} buổi nữa, xem đầy đủ ở thẻ lớp.").format(number(len(shifts) - MOST)))
    if not was.meetings and not face.meetings and was != face:
        old, new = period(was.starts_on, was.ends_on), period(face.starts_on, face.ends_on)
        found += [html("• Trước: {}\n  Nay: <b>{}</b>").format(old, new)] if old != new else []
    if was.venue != face.venue:
        found.append(_both("Nơi học", cut(was.venue, 200), cut(face.venue, 200)))
    return found


def _together(shifts: Sequence[Shift], was: Face, now: datetime) -> list[Markup]:
    """Several meetings that all went by as many days and are else as before."""
    days = {_days(shift) for shift in shifts}
    if len(shifts) < 2 or len(days) != 1 or None in days:
        return []
    by = next(iter(days)) or 0
    old = [shift.was.starts_at.astimezone(now.tzinfo) for shift in shifts if shift.was]
    new = [shift.now.starts_at.astimezone(now.tzinfo) for shift in shifts if shift.now]
    all_of_them = "Cả" if len(shifts) == len(was.meetings) else "Tất cả"
    which = "" if len(shifts) == len(was.meetings) else " còn lại"
    return [
        html("{} {} buổi{} {} {} ngày, giữ nguyên giờ:").format(
            all_of_them, number(len(shifts)), which, "lùi" if by > 0 else "sớm hơn", number(abs(by))
        ),
        html("• Trước: từ {}{}").format(moment(old[0]), _days_of(old)),
        html("• Nay: <b>từ {}</b>{}").format(moment(new[0]), _days_of(new)),
    ]


def _days_of(moments: Sequence[datetime]) -> str:
    """All days, or where they are many and apart, how many and until when."""
    days = [at.date() for at in moments]
    in_short = days_in_short(days)
    if in_short.count(",") >= FEW:
        return f" ({number(len(set(days)))} ngày học, đến {days[-1]:%d/%m/%Y})"
    return f" (các ngày {in_short})" if len(set(days)) > 1 else ""


def _days(shift: Shift) -> int | None:
    """By how many days a meeting went; None where something else differs too."""
    if shift.was is None or shift.now is None or not shift.is_moved:
        return None
    by = shift.now.starts_at - shift.was.starts_at
    same = (shift.was.room, shift.was.trainer) == (shift.now.room, shift.now.trainer)
    is_whole = by % timedelta(days=1) == timedelta() and shift.now.ends_at - shift.was.ends_at == by
    return by.days if same and is_whole else None


def _one(shift: Shift, now: datetime) -> Markup:
    was, new = shift.was, shift.now
    if new is None:
        return html("• Bỏ buổi {}").format(when(was, now) if was else "")
    if was is None:
        more = [part for part in (new.room, new.trainer) if part]
        return html("• Thêm buổi <b>{}</b>{}").format(when(new, now), f" ({', '.join(more)})" if more else "")
    parts = []
    if shift.is_moved:
        parts.append(html("• Trước: {}\n  Nay: <b>{}</b>").format(when(was, now), when(new, now)))
    else:
        parts.append(html("• Buổi {}:").format(when(new, now)))
    if was.room != new.room:
        parts.append(html("  {}").format(_both("Phòng", was.room, new.room, mark="")))
    if was.trainer != new.trainer:
        parts.append(html("  {}").format(_both("Giảng viên", was.trainer, new.trainer, mark="")))
    return Markup("\n").join(parts)


def when(meeting: MeetingFace, now: datetime) -> str:
    """«sáng 8h00–11h00, thứ Tư, 09/12/2026»."""
    start, end = meeting.starts_at.astimezone(now.tzinfo), meeting.ends_at.astimezone(now.tzinfo)
    return f"{half_day(start)} {hour(start)}–{hour(end)}, {day(start.date())}"


def times(face: Face, now: datetime) -> str:
    """When a course is, in one line: from its first meeting, with all its days."""
    if not face.meetings:
        return period(face.starts_on, face.ends_on)
    local = [one.starts_at.astimezone(now.tzinfo) for one in face.meetings]
    return moment(local[0]) + _days_of(local)


def _both(what: str, was: str, now: str, mark: str = "• ") -> Markup:
    return html("{}{}: trước {}, nay <b>{}</b>").format(mark, what, was or UNSAID, now or UNSAID)
