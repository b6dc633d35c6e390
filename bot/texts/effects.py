"""What is asked three months after a course: of who completed it, and of the leader who sees the work."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from bot import buttons
from bot.message import Message, Press
from bot.texts.words import cut, html, lines, number, short_day
from models.effect import Effect, EffectLine, Hindrance, Seen, Used

PAGE = 6
USED = {Used.often: "Thường xuyên", Used.sometimes: "Thỉnh thoảng", Used.never: "Chưa áp dụng"}
HINDRANCES = {
    Hindrance.nothing: "Không có trở ngại",
    Hindrance.other_work: "Chưa được giao việc đúng nội dung đã học",
    Hindrance.no_time: "Công việc nhiều, thiếu thời gian",
    Hindrance.no_means: "Thiếu phương tiện, phần mềm, kinh phí",
    Hindrance.not_practical: "Nội dung học chưa sát thực tế",
}
SEEN = {Seen.clearly: "áp dụng rõ", Seen.partly: "áp dụng một phần", Seen.not_yet: "chưa thấy áp dụng"}
SHORT = {Seen.clearly: "rõ", Seen.partly: "một phần", Seen.not_yet: "chưa"}


def ask(found: Effect) -> Message:
    """The next of two questions; after both, thanks."""
    head = html("<b>Sau 3 tháng: lớp {}</b> ({}), bế giảng {}").format(
        found.title, found.code, short_day(found.ends_on)
    )
    if found.used is None:
        return Message(
            lines(head, "", html("<b>Câu 1/2.</b> Đồng chí có áp dụng nội dung đã học vào công việc không?")),
            buttons=[[buttons.EFFECT_USED.on(found.registration_id, one, label=words)] for one, words in USED.items()],
        )
    if found.hindrance is None:
        return Message(
            lines(head, "", html("<b>Câu 2/2.</b> Khó khăn lớn nhất khi áp dụng là gì?")),
            buttons=[
                [buttons.EFFECT_HINDRANCE.on(found.registration_id, one, label=words)]
                for one, words in HINDRANCES.items()
            ],
        )
    return Message(
        lines(
            html("✅ <b>Đã ghi nhận câu trả lời về lớp {}.</b> Trân trọng cảm ơn đồng chí.").format(found.code),
            html("• Áp dụng vào công việc: {}").format(USED[found.used].lower()),
            html("• Khó khăn lớn nhất: {}").format(HINDRANCES[found.hindrance].lower()),
        ),
        buttons=[[buttons.EFFECT.on(found.registration_id, label="Trả lời lại")]],
    )


def of_leader(found: Sequence[EffectLine], month: date, page: int = 0) -> Message:
    """All people of the commune who became due in the month, with three buttons each."""
    pages = max(1, -(-len(found) // PAGE))
    page = page if page < pages else 0
    shown = list(enumerate(found, 1))[page * PAGE : (page + 1) * PAGE]
    answered = sum(one.seen is not None for one in found)
    if found and answered == len(found):
        head = "✅ <b>Đã ghi nhận đủ. Trân trọng cảm ơn đồng chí.</b>"
    else:
        head = "<b>Hiệu quả sau bồi dưỡng</b>: đồng chí thấy cán bộ áp dụng nội dung đã học vào công việc thế nào?"
    return Message(
        lines(
            html(head),
            html("Đã trả lời {}/{} người.").format(number(answered), number(len(found))),
            "",
            *(_line(place, one) for place, one in shown),
            html("\nTrang {}/{}").format(page + 1, pages) if pages > 1 else None,
        ),
        buttons=[
            *([_tap(place, one, seen, page) for seen in Seen] for place, one in shown),
            *_turning(month, page, pages),
        ],
    )


def _line(place: int, one: EffectLine) -> Markup:
    said = html(" – <b>{}</b>").format(SEEN[one.seen]) if one.seen else ""
    return html("{}. <b>{}</b>: {} ({}), bế giảng {}{}").format(
        place, one.full_name, cut(one.title, 50), one.code, short_day(one.ends_on), said
    )


def _tap(place: int, one: EffectLine, seen: Seen, page: int) -> Press:
    mark = "✓ " if one.seen is seen else ""
    return buttons.EFFECT_SEEN.on(one.registration_id, seen, page, label=f"{mark}{place}. {SHORT[seen]}")


def _turning(month: date, page: int, pages: int) -> list[list[Press]]:
    key = month.year * 100 + month.month
    row = []
    if page:
        row.append(buttons.EFFECT_LIST.on(key, page - 1, label=buttons.PREVIOUS_PAGE.label))
    if page + 1 < pages:
        row.append(buttons.EFFECT_LIST.on(key, page + 1, label=buttons.NEXT_PAGE.label))
    return [row] if row else []


def nobody() -> Message:
    """Everybody has left or moved since it was asked."""
    return Message(html("Hiện không còn cán bộ nào cần đồng chí đánh giá."))
