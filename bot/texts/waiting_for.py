"""What belongs to a registration's state: whose decision it waits for, its place in the queue, until when an offer."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.texts.reasons import reason_words
from bot.texts.words import STATES, comrade, html, moment, number, short_day
from models.registration import Level, State
from models.requests import Request


def holder(request: Request, waiting_for: Sequence[str], now: datetime) -> str:
    """«, đang chờ đ/c … từ …», «, thứ 3», « đến 16h00 thứ Hai, …»; said wherever the state is said."""
    if request.state is State.offered and request.offered_until is not None:
        return f" đến {moment(request.offered_until.astimezone(now.tzinfo))}"
    place = f", thứ {number(request.place)}" if request.place is not None else ""
    if request.awaits is None:
        return f"{place}, đã được duyệt" if request.state is State.queued else ""
    since = short_day(request.since.astimezone(now.tzinfo).date())
    return f"{place}, đang chờ {deciders(request, waiting_for)}{' duyệt' if place else ''} từ {since}"


def deciders(request: Request, names: Sequence[str]) -> str:
    """Who may decide, by name where they are few."""
    who = one_of(names)
    if request.awaits is Level.department:
        return f"Sở Nội vụ ({who})" if who else "Sở Nội vụ"
    return who or "lãnh đạo đơn vị hoặc Sở Nội vụ"


def one_of(names: Sequence[str]) -> str:
    """«đ/c A, đ/c B hoặc đ/c C»; of more only these."""
    shown = [comrade(name) for name in names[:3]]
    return " hoặc ".join(part for part in (", ".join(shown[:-1]), *shown[-1:]) if part)


def decided_by(request: Request) -> str:
    """«đ/c B», «đ/c B thay đ/c A»; empty where nobody decided."""
    if not request.decided_by:
        return ""
    return comrade(request.decided_by) + (f" thay {comrade(request.decided_for)}" if request.decided_for else "")


def outcome(request: Request) -> Markup:
    """The state, and who brought it about where somebody decided."""
    by = f" ({decided_by(request)})" if request.decided_by else ""
    if request.awaits is not None:
        return html("lãnh đạo đơn vị đã đồng ý{}, <b>chờ duyệt</b> của Sở Nội vụ").format(by)
    if request.state is State.queued:
        return html("<b>đã duyệt</b>{}, đang ở danh sách chờ").format(by)
    if request.state is State.declined:
        return html("<b>từ chối</b>{}, lý do: {}").format(by, reason_words(request) or "không ghi")
    return html("<b>{}</b>{}").format(STATES[request.state], by if request.state is State.confirmed else "")
