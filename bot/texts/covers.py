"""What is read about who does the work meanwhile."""

from collections.abc import Sequence

from bot import buttons
from bot.message import Message, Press
from bot.texts.registrations import course_of
from bot.texts.words import STATES, comrade, cut, html, lines, number, span
from models.cover import Colleague
from models.registration import LIVE, State
from models.requests import Request

PAGE = 8


def choose(request: Request, found: Sequence[Colleague], named: str, page: int, is_own: bool) -> Message:
    """Who is there on those days, those of the same office first."""
    pages = max(1, -(-len(found) // PAGE))
    page = page if page < pages else 0
    pager = [
        *([buttons.COVER.on(request.id, page - 1, label=buttons.PREVIOUS_PAGE.label)] if page else []),
        *([buttons.COVER.on(request.id, page + 1, label=buttons.NEXT_PAGE.label)] if page + 1 < pages else []),
    ]
    return Message(
        lines(
            html("<b>Người làm thay</b> (không bắt buộc)"),
            html("Trong thời gian đ/c <b>{}</b> học lớp {}: {}").format(
                request.official, course_of(request), span(request.starts_on, request.ends_on)
            ),
            html("Hiện nay: {}").format(comrade(request.covered_by)) if request.covered_by else None,
            html("{}").format(_heading(found, named)),
        ),
        buttons=[
            *([_colleague(request, one)] for one in found[page * PAGE : (page + 1) * PAGE]),
            *([pager] if pager and not named else []),
            *([[buttons.COVER.on(request.id, label="Bỏ lọc")]] if named else []),
            [
                *([buttons.COVER_NOBODY.on(request.id)] if request.covered_by else []),
                _back(request, is_own),
            ],
        ],
    )


def _heading(found: Sequence[Colleague], named: str) -> str:
    if not found:
        return (
            f"Không có ai tên «{cut(named, 40)}» có mặt trong những ngày đó. Đề nghị gõ lại, hoặc bấm «Bỏ lọc»."
            if named
            else "Trong danh sách của đơn vị không có ai có mặt trong những ngày đó."
        )
    more = f", theo «{cut(named, 40)}»" if named else ""
    return (
        f"Có mặt trong những ngày đó{more}: {number(len(found))} người. Bấm vào tên để chọn, hoặc gõ một phần họ tên."
    )


def _colleague(request: Request, one: Colleague) -> Press:
    office = " (cùng bộ phận)" if one.same_office else ""
    return buttons.COVER_BY.on(request.id, one.id, label=f"{cut(one.full_name, 40)}{office}")


def _back(request: Request, is_own: bool) -> Press:
    if is_own:
        return buttons.MINE.on(label=buttons.BACK.label)
    return buttons.REQUEST.on(request.id, label=buttons.BACK.label)


def named(request: Request, is_own: bool) -> Message:
    """After the tap."""
    if request.covered_by:
        text = html("Đã ghi người làm thay: đ/c <b>{}</b>, khi đ/c {} học lớp {}. Đồng chí ấy đã được báo.").format(
            request.covered_by, request.official, course_of(request)
        )
    else:
        text = html("Đã bỏ người làm thay khi đ/c {} học lớp {}.").format(request.official, course_of(request))
    return Message(text, buttons=[[buttons.MINE.on() if is_own else buttons.INBOX.on()]])


def asked(request: Request) -> Message:
    """To the colleague."""
    state = "" if request.state is State.confirmed else f" (hiện: {STATES[request.state]})"
    return Message(
        lines(
            html("Đồng chí được ghi là <b>người làm thay</b> cho đ/c <b>{}</b>.").format(request.official),
            html("Đ/c {} học lớp {}{}").format(request.official, course_of(request), state),
            html("Thời gian: {}").format(span(request.starts_on, request.ends_on)),
            html("Nếu chưa bố trí được, đề nghị trao đổi với đ/c {} hoặc lãnh đạo đơn vị.").format(request.official),
        )
    )


def released(request: Request) -> Message:
    """To who was named before, and why where the registration has ended."""
    why = "" if request.state in LIVE else f" (đăng ký: {STATES[request.state]})"
    return Message(
        html("Đồng chí không còn là người làm thay cho đ/c <b>{}</b>, lớp {}, {}{}.").format(
            request.official, course_of(request), span(request.starts_on, request.ends_on), why
        )
    )
