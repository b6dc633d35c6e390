"""The small change of every text: escaping, dates as officials write them, counts, names of states and roles."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby
from typing import Any, Self

from markupsafe import Markup, escape

from bot.logs import BIRTH_DATE, PHONE
from models.attendance import Share
from models.kinds import LegalGroup, Role
from models.phones import mask_phone, normalise_phone
from models.registration import State


class Html(Markup):
    """A text with markup of ours: what is put into it is escaped first, and so formatted in one go.

    Markupsafe's own `format` interprets the text piece by piece: in a list of courses that took longer than the query.
    """

    __slots__ = ()

    def __new__(cls, text: str = "") -> Self:
        return str.__new__(cls, text)

    def format(self, *values: object, **named: object) -> Self:
        return str.__new__(
            self.__class__, str.format(self, *map(_safe, values), **{k: _safe(v) for k, v in named.items()})
        )


_NEEDS_ESCAPING = re.compile("[&<>'\"]").search


def _safe(value: object) -> Any:
    """As it may stand in markup. Most of what comes has nothing to escape."""
    if type(value) is str:
        return escape(value) if _NEEDS_ESCAPING(value) else value
    return value if isinstance(value, Markup | int) else escape(value)


html: type[Markup] = Html
NONE = Markup()
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")

ROLES = {
    Role.official: "cán bộ, công chức",
    Role.leader: "lãnh đạo xã, phường",
    Role.coordinator: "điều phối viên",
    Role.trainer: "giảng viên",
    Role.admin: "quản trị",
}
GROUPS = {
    LegalGroup.can_bo: "cán bộ",
    LegalGroup.cong_chuc: "công chức",
    LegalGroup.vien_chuc: "viên chức",
    LegalGroup.dai_bieu_hdnd: "đại biểu HĐND",
    LegalGroup.khong_chuyen_trach: "người hoạt động không chuyên trách",
}
STATES = {
    State.pending: "chờ duyệt",
    State.confirmed: "đã duyệt",
    State.queued: "danh sách chờ",
    State.offered: "mời nhận chỗ",
    State.declined: "từ chối",
    State.withdrawn: "đã rút",
    State.expired: "hết hạn",
    State.cancelled: "lớp bị huỷ",
    State.substituted: "đã đổi người học thay",
    State.completed: "đã hoàn thành",
    State.not_completed: "chưa hoàn thành",
}
MARKS = {State.pending: "⏳", State.confirmed: "✅", State.queued: "🕓", State.offered: "🔔"}


def day(on: date) -> str:
    """«thứ Hai, 07/12/2026»."""
    return f"{WEEKDAYS[on.weekday()]}, {on:%d/%m/%Y}"


@lru_cache(maxsize=1024)
def short_day(on: date) -> str:
    """«07/12/2026»."""
    return f"{on:%d/%m/%Y}"


def hour(moment: datetime) -> str:
    """«8h00»."""
    return f"{moment.hour}h{moment:%M}"


def moment(at: datetime) -> str:
    """«8h00 thứ Hai, 07/12/2026»; the caller brings it into the local zone."""
    return f"{hour(at)} {day(at)}"


def when(at: datetime, now: datetime) -> str:
    """The same for a moment in UTC, brought into the zone of `now`."""
    return moment(at.astimezone(now.tzinfo))


def half_day(at: datetime) -> str:
    """Which part of the day: attendance is counted so."""
    return "sáng" if at.hour < 12 else "chiều" if at.hour < 18 else "tối"


@lru_cache(maxsize=1024)
def period(first: date, last: date) -> str:
    """«07/12/2026», «07–11/12/2026», «28/12/2026–08/01/2027»."""
    if first == last:
        return f"{first:%d/%m/%Y}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%d}–{last:%d/%m/%Y}"
    if first.year == last.year:
        return f"{first:%d/%m}–{last:%d/%m/%Y}"
    return f"{first:%d/%m/%Y}–{last:%d/%m/%Y}"


def span(first: date, last: date) -> str:
    """«thứ Hai, 07/12/2026», «thứ Hai 07/12 – thứ Sáu 11/12/2026»: with weekdays, for what one has to plan."""
    if first == last:
        return day(first)
    begins = f"{first:%d/%m}" if first.year == last.year else f"{first:%d/%m/%Y}"
    return f"{WEEKDAYS[first.weekday()]} {begins} – {WEEKDAYS[last.weekday()]} {last:%d/%m/%Y}"


def days_in_short(days: Sequence[date]) -> str:
    """«07–09/12, 14/12»: each day once, runs of days that follow each other drawn together."""
    runs = [
        [on for _, on in run]
        for _, run in groupby(enumerate(sorted(set(days))), key=lambda pair: pair[1].toordinal() - pair[0])
    ]
    return ", ".join(_run(run[0], run[-1]) for run in runs)


def _run(first: date, last: date) -> str:
    if first == last:
        return f"{first:%d/%m}"
    return f"{first:%d}–{last:%d/%m}" if first.month == last.month else f"{first:%d/%m}–{last:%d/%m}"


@lru_cache(maxsize=1024)
def number(value: float) -> str:
    """«6.500», «2,5»."""
    if value == int(value):
        return f"{int(value):,}".replace(",", ".")
    return f"{value:,.1f}".replace(",", " ").replace(".", ",").replace(" ", ".")


def percent(share: Share) -> str:
    """«92%» of the marks say there."""
    return f"{round(100 * share.there / share.marked)}%" if share.marked else "0%"


def comrade(name: str) -> str:
    """«đ/c Nguyễn Thị Lan»."""
    return f"đ/c {name}"


def capital(text: str) -> str:
    """The same with a capital, for the beginning of a sentence: «Đ/c …»."""
    return text[:1].upper() + text[1:]


def last_day(closes_at: datetime, now: datetime) -> date:
    """The local day whose end is the deadline: midnight that ends a day is said as that day."""
    return (closes_at.astimezone(now.tzinfo) - datetime.resolution).date()


def lines(*parts: Markup | str | None) -> Markup:
    """Paragraphs one below the other; None is left out, an empty string is an empty line. Plain strings are escaped."""
    return Html("\n".join([_safe(part) for part in parts if part is not None]))


def cut(text: str, length: int) -> str:
    """The text, shortened at a word where it is too long for a button."""
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0][: length - 1].rstrip(" ,;:–-") + "…"


def discreet(text: str) -> str:
    """What somebody typed, as others may read it in a chat: phone numbers masked, dates of birth left out."""

    def masked(found: re.Match[str]) -> str:
        phone = normalise_phone(found[0])
        return mask_phone(phone) if phone else found[0]

    return BIRTH_DATE.sub("••/••/••••", PHONE.sub(masked, text))
