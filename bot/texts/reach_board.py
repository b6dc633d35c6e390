"""The reachability board in words."""

from bot import buttons
from bot.message import File, Message
from bot.texts.words import html, lines, number
from models.reach_board import Board


def board(seen: Board, page: int, silent_days: int) -> Message:
    """The whole roster, then the communes with the most people out of reach."""
    page = min(page, seen.pages - 1)
    total, units = seen.total, seen.page(page)
    turn = []
    if page > 0:
        turn.append(buttons.REACH.on(page - 1, label=buttons.PREVIOUS_PAGE.label))
    if page + 1 < seen.pages:
        turn.append(buttons.REACH.on(page + 1, label=buttons.NEXT_PAGE.label))
    return Message(
        lines(
            html("<b>Tình trạng liên kết: {} cán bộ</b>").format(number(total.people)),
            html("• Nhận được tin: <b>{}</b>{}").format(number(total.reachable), _share(total.reachable, total.people)),
            html("• Trong đó {} ngày không dùng: <b>{}</b>").format(silent_days, number(total.silent)),
            html("• Đã chặn: <b>{}</b>").format(number(total.blocked)),
            html("• Chưa liên kết: <b>{}</b>").format(number(total.unlinked)),
            "",
            html("<b>Theo đơn vị, thiếu nhiều xếp trước</b> (trang {}/{})").format(page + 1, seen.pages)
            if units
            else None,
            *(
                html("• {}: {}/{} nhận được{}").format(
                    unit.name or "Đơn vị khác",
                    number(unit.reachable),
                    number(unit.people),
                    f", {number(unit.blocked)} đã chặn" if unit.blocked else "",
                )
                for unit in units
            ),
            "",
            "Bấm tên đơn vị để xem ai chưa liên kết và in phiếu mời có mã QR.",
        ),
        buttons=[
            *([buttons.COMMUNE.on(unit.commune_id, label=unit.name)] for unit in units if unit.commune_id),
            *([turn] if turn else []),
            [buttons.REACH_FILE.on()],
        ],
    )


def _share(part: int, whole: int) -> str:
    return f" ({round(100 * part / whole)} %)" if whole else ""


def file(content: bytes) -> Message:
    return Message(html("Tình trạng liên kết theo đơn vị."), file=File("tinh-trang-lien-ket.xlsx", content), fresh=True)
