"""What is read about seats kept for a commune, and about a neighbour's wish for one of them."""

from collections.abc import Collection
from datetime import datetime

from markupsafe import Markup

from bot import buttons
from bot.message import Message, Press
from bot.texts.words import comrade, html, last_day, lines, number, short_day
from models.course import Course
from models.quota import QuotaWishState
from models.quota_wish import Neighbours, Wish
from models.refusals import SeatsKept
from models.seating import Seating


def on_card(seating: Seating | None, commune_id: int | None, now: datetime) -> list[Markup]:
    """What is kept for the reader's own commune, and what for others, while it is kept."""
    if seating is None or seating.quotas_until is None:
        return []
    until = _last(seating.quotas_until, now)
    parts = []
    if mine := seating.quotas.get(commune_id, 0) if commune_id is not None else 0:
        used = min(mine, seating.held.get(commune_id, 0))
        parts.append(
            html("Đơn vị của đồng chí được giữ <b>{} chỗ</b> đến hết ngày {} (đã dùng {})").format(
                number(mine), until, number(used)
            )
        )
    kept = sum(seating.unused(one) for one in seating.quotas if one != commune_id)
    if others := min(kept, max(0, seating.seats - seating.taken)):
        parts.append(
            html("Trong số chỗ còn lại, {} chỗ giữ cho đơn vị khác đến hết ngày {}").format(number(others), until)
        )
    return parts


def for_leaders(course: Course, seating: Seating, leads: Collection[int], now: datetime) -> list[list[Press]]:
    """For leaders whose commune finds the free seats kept for others."""
    if not course.is_open(now):
        return []
    return [
        [buttons.QUOTA_WISH.on(course.id, one)] for one in sorted(leads) if isinstance(seating.shortage(one), SeatsKept)
    ]


def neighbours(found: Neighbours, now: datetime) -> Message:
    """Whom to ask, with how many each has to spare."""
    course = found.course
    return Message(
        lines(
            html("<b>Xin chỗ của đơn vị khác</b>"),
            html("Lớp: <b>{}</b> ({})").format(course.title, course.code),
            html("Các đơn vị còn chỗ chưa dùng, được giữ đến hết ngày {}:").format(_last(found.until, now)),
            *(
                html("• {}: {} chỗ{}").format(one.name, number(one.unused), ", đã gửi đề nghị" if one.asked else "")
                for one in found.found
            ),
            "Đề nghị chọn một đơn vị; lãnh đạo đơn vị đó sẽ được hỏi.",
        ),
        buttons=[
            *(
                [buttons.QUOTA_WISH_FROM.on(course.id, found.commune_id, one.commune_id, label=f"Xin {one.name}")]
                for one in found.found
                if not one.asked
            ),
            [buttons.CARD.on(course.id, label=buttons.BACK.label)],
        ],
    )


def sent(wish: Wish, from_id: int) -> Message:
    """The wish is on its way."""
    return Message(
        lines(
            html("Đã gửi đề nghị xin 1 chỗ tới lãnh đạo <b>{}</b>, lớp {} ({}).").format(
                wish.asked, wish.title, wish.code
            ),
            "Kết quả sẽ được báo tại đây.",
        ),
        buttons=[
            [buttons.QUOTA_WISH.on(wish.course_id, from_id, label="Hỏi thêm đơn vị khác")],
            [buttons.CARD.on(wish.course_id, label="Xem lớp")],
        ],
    )


def wanted(wish: Wish, unused_: int, now: datetime) -> Message:
    """To the leaders who may give a seat away."""
    until = html(", giữ đến hết ngày {}").format(_last(wish.until, now)) if wish.until is not None else ""
    return Message(
        lines(
            html("<b>{} xin 1 chỗ</b> của đơn vị đồng chí ({}).").format(wish.asking, comrade(wish.asked_by)),
            html("Lớp: <b>{}</b> ({})").format(wish.title, wish.code),
            html("{} còn {} chỗ chưa dùng{}.").format(wish.asked, number(unused_), until),
        ),
        buttons=[[buttons.QUOTA_GIVE.on(wish.id), buttons.QUOTA_KEEP.on(wish.id)]],
    )


def answered(wish: Wish, now: datetime) -> Message:
    """To the leader who asked."""
    card = [[buttons.CARD.on(wish.course_id, label="Xem lớp")]]
    by = html(" ({})").format(comrade(wish.answered_by)) if wish.answered_by else ""
    if wish.state is QuotaWishState.granted:
        until = html(", giữ đến hết ngày {}").format(_last(wish.until, now)) if wish.until is not None else ""
        return Message(
            lines(
                html("✅ {}{} đã <b>nhường 1 chỗ</b> lớp {} ({}) cho {}{}.").format(
                    wish.asked, by, wish.title, wish.code, wish.asking, until
                ),
                "Người trong danh sách chờ của đơn vị được mời trước; nếu không có, đề nghị đăng ký ngay.",
            ),
            buttons=card,
        )
    if wish.state is QuotaWishState.refused:
        text = html("{}{} <b>không nhường được</b> chỗ lớp {} ({}).").format(wish.asked, by, wish.title, wish.code)
    else:
        text = html(
            "Đề nghị xin chỗ của {}, lớp {} ({}), <b>không còn hiệu lực</b>: chỗ đó không còn được giữ."
        ).format(wish.asked, wish.title, wish.code)
    if wish.until is None or wish.until <= now:
        advice = "Các chỗ giữ theo đơn vị đã chuyển cho mọi đơn vị; đề nghị đăng ký ngay nếu lớp còn chỗ."
    else:
        advice = "Đồng chí có thể xin đơn vị khác, hoặc chờ đến khi hết hạn giữ chỗ."
    return Message(lines(text, advice), buttons=card)


OUTCOMES = {
    QuotaWishState.open: "đang chờ trả lời",
    QuotaWishState.granted: "đã nhường 1 chỗ",
    QuotaWishState.refused: "từ chối",
    QuotaWishState.lapsed: "không còn hiệu lực",
}


def settled(wish: Wish) -> Message:
    """The present truth of a wish, after the tap or after somebody else's."""
    by = f" ({comrade(wish.answered_by)})" if wish.answered_by else ""
    return Message(
        html("Đề nghị của {} xin 1 chỗ của {}, lớp {} ({}): <b>{}</b>{}.").format(
            wish.asking, wish.asked, wish.title, wish.code, OUTCOMES[wish.state], by
        ),
        buttons=[[buttons.CARD.on(wish.course_id, label="Xem lớp")]],
    )


def unused(course: Course, seats: int, until: datetime, now: datetime) -> Message:
    """To leaders, before the seats of their commune go to all."""
    return Message(
        lines(
            html("<b>Đơn vị của đồng chí còn {} chỗ chưa dùng</b>").format(number(seats)),
            html("Lớp: <b>{}</b> ({})").format(course.title, course.code),
            html("Sau ngày {}, các chỗ này sẽ chuyển cho đơn vị khác. Đề nghị bố trí cán bộ đăng ký.").format(
                _last(until, now)
            ),
        ),
        buttons=[[buttons.CARD.on(course.id, label="Xem lớp")]],
    )


def _last(until: datetime, now: datetime) -> str:
    return short_day(last_day(until, now))
