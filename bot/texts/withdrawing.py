"""What is read when a seat is given back: the reasons to choose from, and what follows."""

from bot import buttons
from bot.message import Message
from bot.texts.reasons import WITHDRAWN, reason_words
from bot.texts.registrations import course_of
from bot.texts.words import html, lines, period
from models.registration import WITHDRAW_REASONS, State
from models.requests import Request
from models.substitution import HELD

FROM_A_NOTICE = 1  # beside the registration's id: the message with the button is still needed


def ask(request: Request, *, fresh: bool = False) -> Message:
    """Which reason? «Xác nhận» gives none."""
    what = "đồng chí rời danh sách chờ" if request.state is State.queued else "chỗ sẽ được nhường cho người khác"
    return Message(
        lines(
            html("<b>Rút đăng ký?</b>"),
            html("Lớp: {}, {}").format(course_of(request), period(request.starts_on, request.ends_on)),
            html("Nếu rút, {}; người duyệt được báo.").format(what),
            "Đề nghị chọn lý do, hoặc gõ lý do khác rồi gửi. Bấm «Xác nhận» nếu không nêu lý do.",
        ),
        buttons=[
            *(
                [buttons.WITHDRAW_FOR.on(request.id, place, label=WITHDRAWN[reason])]
                for place, reason in enumerate(WITHDRAW_REASONS)
            ),
            *([[buttons.SUBSTITUTE.on(request.id)]] if request.state in HELD else []),
            [buttons.CONFIRM_WITHDRAW.on(request.id), buttons.MINE.on(label=buttons.BACK.label)],
        ],
        fresh=fresh,
    )


def done(request: Request) -> Message:
    return Message(
        lines(
            html("Đã rút đăng ký lớp {}.").format(course_of(request)),
            html("Lý do: {}").format(reason_words(request)) if reason_words(request) else None,
            "Nếu cần, đồng chí đăng ký lại khi lớp còn mở.",
        ),
        buttons=[[buttons.MINE.on(), buttons.LIST.on()], [buttons.REMOVE_FROM_CALENDAR.on(request.course_id)]],
    )
