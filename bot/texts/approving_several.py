"""What is read while several requests are approved at once: the list to tick, then a result for each person."""

from collections.abc import Collection, Sequence

from markupsafe import Markup

from bot import buttons
from bot.message import Message
from bot.texts.waiting_for import decided_by
from bot.texts.words import STATES, cut, html, lines, number, period
from models.approve_several import Outcome
from models.refusals import AlreadyDecided, OwnRequest
from models.registration import State
from models.requests import PAGE, Request, RequestPage

TICKED, UNTICKED = "✓", "○"


def tick_list(found: RequestPage, ticked: Collection[int]) -> Message:
    """A page of what waits; a tap on a line ticks it or takes the tick away."""
    numbered = list(enumerate(found.requests, found.page * PAGE + 1))
    turn = buttons.TICK_LIST.on
    pager = [
        *([turn(found.page - 1, label=buttons.PREVIOUS_PAGE.label)] if found.page else []),
        *([turn(found.page + 1, label=buttons.NEXT_PAGE.label)] if found.page + 1 < found.pages else []),
    ]
    label = f"{buttons.APPROVE_TICKED.label} {number(len(ticked))} yêu cầu"
    return Message(
        lines(
            html("<b>Duyệt nhiều yêu cầu</b>: đã chọn {}/{}").format(number(len(ticked)), number(found.total)),
            "Bấm vào từng dòng để chọn hoặc bỏ chọn."
            + (" Yêu cầu có lưu ý không được chọn sẵn." if any(one.is_flagged for one in found.requests) else ""),
            *(_line(place, one) for place, one in numbered),
        ),
        buttons=[
            *(
                [
                    buttons.TICK.on(
                        one.id,
                        found.page,
                        label=f"{TICKED if one.id in ticked else UNTICKED} {place}. {cut(one.official, 40)}",
                    )
                ]
                for place, one in numbered
            ),
            *([pager] if pager else []),
            [*([buttons.APPROVE_TICKED.on(label=label)] if ticked else []), buttons.INBOX.on(label=buttons.BACK.label)],
        ],
    )


def _line(place: int, one: Request) -> Markup:
    flags = [
        *(["không thuộc đối tượng của lớp"] if one.outside_post else []),
        *(["đã hoàn thành chương trình này"] if one.repeated else []),
    ]
    return html("\n{}. <b>{}</b> – {} ({}), {}{}").format(
        place,
        one.official,
        one.title,
        one.code,
        period(one.starts_on, one.ends_on),
        f"\n⚠️ {'; '.join(flags)}" if flags else "",
    )


def done(outcomes: Sequence[Outcome]) -> Message:
    """One line a person; for whom something speaks against it, a button for the reason."""
    approved = [one for one in outcomes if one.refusal is None]
    return Message(
        lines(
            html("<b>Đã duyệt {}/{} yêu cầu</b>").format(number(len(approved)), number(len(outcomes))),
            *(_result(one) for one in outcomes),
        ),
        buttons=[
            *(
                [buttons.WHY_SENT.on(one.request.id, label=f"Ghi lý do cử học: {cut(one.request.official, 40)}")]
                for one in approved
                if one.request.is_flagged and one.request.reason is None
            ),
            [buttons.INBOX.on()],
        ],
    )


def _result(one: Outcome) -> Markup:
    request = one.request
    who = html("{} – {} ({})").format(request.official, cut(request.title, 50), request.code)
    if one.refusal is None:
        return html("✓ {}: {}").format(who, _became(request))
    return html("✗ {}: <b>không duyệt được</b>, {}").format(who, _why_not(one))


def _became(request: Request) -> str:
    if request.awaits is not None:
        return "chuyển tới Sở Nội vụ"
    return f"đã duyệt, danh sách chờ thứ {number(request.place)}" if request.place else STATES[request.state]


def _why_not(one: Outcome) -> str:
    request = one.request
    if isinstance(one.refusal, OwnRequest):
        return "không tự duyệt đăng ký của mình"
    if isinstance(one.refusal, AlreadyDecided):
        by = f" ({decided_by(request)})" if request.decided_by and request.state is not State.withdrawn else ""
        state = "đã được lãnh đạo đồng ý, chờ Sở Nội vụ" if request.awaits else STATES[request.state]
        return f"{state}{by} từ trước"
    return "do người khác quyết định"


def none_ticked() -> Message:
    """The list is an old one, or was answered already."""
    return Message(
        html("Danh sách này đã cũ. Đề nghị mở lại danh sách chờ duyệt."),
        buttons=[[buttons.INBOX.on()]],
        toast="Màn hình đã cũ",
    )
