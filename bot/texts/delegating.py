"""What leaders and deputies read about a delegation: to whom, for which days, what waits, and why not."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from bot import buttons
from bot.message import Message
from bot.texts.deputising import comes_back
from bot.texts.words import capital, comrade, cut, html, lines, number, period, short_day, span
from models.delegated import Delegation
from models.delegation_refusals import CannotDelegate, DelegationBar
from models.deputies import PAGE, Colleague, ColleaguePage

PRESETS = ("Hôm nay", "Ngày mai", "3 ngày", "1 tuần", "2 tuần")


def overview(found: Sequence[Delegation], today: date) -> Message:
    """What is in force and coming, each with its two buttons."""
    if not found:
        return Message(
            lines(
                html("<b>Uỷ quyền duyệt</b>"),
                "Khi vắng mặt, đồng chí giao cho đồng nghiệp trong đơn vị duyệt thay trong một thời gian. "
                "Yêu cầu đang chờ cũng được chuyển theo, hết thời gian thì trở lại đồng chí.",
                "Hiện đồng chí chưa uỷ quyền cho ai.",
            ),
            buttons=[[buttons.DELEGATE.on()]],
        )
    return Message(
        lines(
            html("<b>Uỷ quyền duyệt của đồng chí</b>"),
            *(
                html("{}. <b>{}</b> – {}, {}").format(
                    place,
                    one.deputy,
                    span(one.starts_on, one.ends_on),
                    "đang có hiệu lực" if one.is_in_force(today) else "chưa bắt đầu",
                )
                for place, one in enumerate(found, 1)
            ),
        ),
        buttons=[
            *(
                [
                    buttons.CHANGE_DELEGATION.on(one.id, label=f"{place}. {buttons.CHANGE_DELEGATION.label}"),
                    buttons.END_DELEGATION.on(one.id),
                ]
                for place, one in enumerate(found, 1)
            ),
            [buttons.DELEGATE.on(label="Uỷ quyền thời gian khác")],
        ],
    )


def to_whom(found: ColleaguePage, said: str) -> Message:
    """The colleagues to choose from; who cannot be chosen is in the text, with the reason."""
    if not found.colleagues:
        nobody = (
            html("Không tìm thấy ai tên «{}» trong đơn vị.").format(cut(said, 60))
            if said
            else html("Danh sách chưa có đồng nghiệp nào của đơn vị. Đề nghị báo điều phối viên của Sở Nội vụ.")
        )
        return Message(nobody, buttons=[[buttons.DELEGATE.on(label=buttons.BACK.label), buttons.CANCEL.on()]])
    numbered = list(enumerate(found.colleagues, found.page * PAGE + 1))
    pager = [
        *([buttons.DELEGATE.on(found.page - 1, label=buttons.PREVIOUS_PAGE.label)] if found.page else []),
        *([buttons.DELEGATE.on(found.page + 1, label=buttons.NEXT_PAGE.label)] if found.page + 1 < found.pages else []),
    ]
    return Message(
        lines(
            html("<b>Uỷ quyền duyệt cho ai?</b>"),
            "Đề nghị chọn, hoặc gõ tên người cần tìm.",
            "",
            *(_colleague(place, one) for place, one in numbered),
        ),
        buttons=[
            *(
                [buttons.DELEGATE_TO.on(one.id, label=f"{place}. {cut(one.name, 50)}")]
                for place, one in numbered
                if one.reachable
            ),
            *([pager] if pager and not said else []),
            [buttons.CANCEL.on()],
        ],
    )


def _colleague(place: int, one: Colleague) -> Markup:
    why_not = "" if one.reachable else " (không nhận được tin)" if one.linked else " (chưa liên kết tài khoản)"
    return html("{}. {}{}{}").format(place, one.name, f" – {cut(one.post, 60)}" if one.post else "", why_not)


def for_which_days(name: str, deputy_id: int, instead_of: int = 0) -> Message:
    """Presets, or typed days."""
    rows = [buttons.DELEGATE_FOR.on(deputy_id, place, instead_of, label=label) for place, label in enumerate(PRESETS)]
    return Message(
        lines(
            html("Uỷ quyền duyệt cho <b>{}</b> trong thời gian nào?").format(comrade(name)),
            "Đề nghị chọn, hoặc gõ ngày, ví dụ «01/12 - 05/12/2026», «từ mai đến thứ sáu».",
        ),
        buttons=[rows[:2], rows[2:], [buttons.CANCEL.on()]],
    )


def days_not_understood() -> Message:
    return Message(
        html("Chưa rõ thời gian. Đề nghị gõ ngày bắt đầu và kết thúc, ví dụ «01/12 - 05/12/2026» hoặc «mai»."),
        buttons=[[buttons.CANCEL.on()]],
    )


def summary(name: str, deputy_id: int, first: date, last: date, waiting: int, lent_by: str, instead_of: int) -> Message:
    """What will be, before it is. `lent_by`: the leader for whom the reader is a deputy meanwhile."""
    confirm = buttons.CONFIRM_DELEGATION.on(deputy_id, first.toordinal(), last.toordinal(), instead_of)
    return Message(
        lines(
            html("<b>Xác nhận uỷ quyền duyệt</b>"),
            html("Người được uỷ quyền: <b>{}</b>").format(name),
            html("Thời gian: {}").format(span(first, last)),
            html("Đang chờ duyệt: {} yêu cầu, sẽ được chuyển theo.").format(number(waiting)) if waiting else None,
            html("Việc {} uỷ quyền cho đồng chí không được chuyển tiếp.").format(comrade(lent_by)) if lent_by else None,
            "Thay cho lần uỷ quyền đang sửa." if instead_of else None,
            "",
            "Đề nghị kiểm tra rồi bấm «Xác nhận».",
        ),
        buttons=[[confirm, buttons.DELEGATIONS.on(label=buttons.CANCEL.label)]],
    )


def delegated(found: Delegation, today: date) -> Message:
    """After «Xác nhận»."""
    begins = "Từ bây giờ" if found.is_in_force(today) else f"Từ ngày {short_day(found.starts_on)}"
    return Message(
        lines(
            html("✅ Đã uỷ quyền duyệt cho <b>{}</b>, {}.").format(
                comrade(found.deputy), span(found.starts_on, found.ends_on)
            ),
            html("{}, yêu cầu của đơn vị được gửi tới {}; người được uỷ quyền được báo.").format(
                begins, comrade(found.deputy)
            ),
        ),
        buttons=[[buttons.DELEGATIONS.on(), buttons.INBOX.on()]],
    )


def end(found: Delegation) -> Message:
    """Really?"""
    return Message(
        html("<b>Kết thúc uỷ quyền</b> cho {} ({})?").format(
            comrade(found.deputy), period(found.starts_on, found.ends_on)
        ),
        buttons=[[buttons.CONFIRM_END_DELEGATION.on(found.id), buttons.DELEGATIONS.on(label=buttons.BACK.label)]],
    )


def ended(found: Delegation, waiting: int) -> Message:
    """To the leader, as the answer."""
    return Message(
        lines(
            html("Đã kết thúc uỷ quyền cho {}; người được uỷ quyền được báo.").format(comrade(found.deputy)),
            comes_back(waiting),
        ),
        buttons=[[buttons.INBOX.on(), buttons.DELEGATIONS.on()]],
    )


def cannot(refusal: CannotDelegate) -> Message:
    """Why not, and what to do."""
    rows = [[buttons.DELEGATIONS.on(), buttons.CANCEL.on()]]
    if refusal.bar is DelegationBar.lent:
        rows = [[buttons.INBOX.on()]]
    elif refusal.bar in (DelegationBar.oneself, DelegationBar.elsewhere, DelegationBar.unreachable, DelegationBar.away):
        rows = [[buttons.DELEGATE.on(label="Chọn người khác"), buttons.CANCEL.on()]]
    return Message(html("{}").format(_why_not(refusal)), buttons=rows)


def _why_not(refusal: CannotDelegate) -> str:
    who = comrade(refusal.name)
    days = period(refusal.starts_on, refusal.ends_on) if refusal.starts_on and refusal.ends_on else ""
    match refusal.bar:
        case DelegationBar.lent:
            return "Quyền duyệt của đồng chí là do lãnh đạo uỷ quyền nên không uỷ quyền tiếp được cho người khác."
        case DelegationBar.oneself:
            return "Đồng chí không uỷ quyền cho chính mình. Đề nghị chọn đồng nghiệp khác."
        case DelegationBar.elsewhere:
            return f"{capital(who)} hiện không công tác tại đơn vị của đồng chí. Đề nghị chọn đồng nghiệp khác."
        case DelegationBar.unreachable:
            return (
                f"{capital(who)} chưa liên kết tài khoản, hoặc không nhận được tin của hệ thống. "
                f"Đề nghị chọn đồng nghiệp khác, hoặc nhắc {who} mở lại hệ thống."
            )
        case DelegationBar.away:
            return f"{capital(who)} cũng đã uỷ quyền cho người khác, {days}. Đề nghị chọn người khác hoặc ngày khác."
        case DelegationBar.past:
            return "Không uỷ quyền lùi ngày. Đề nghị gõ lại thời gian, từ hôm nay trở đi."
        case DelegationBar.too_long:
            return f"Một lần uỷ quyền không quá {number(refusal.days)} ngày. Đề nghị gõ lại thời gian ngắn hơn."
        case DelegationBar.overlap:
            return (
                f"Đồng chí đã uỷ quyền cho {who}, {days}. "
                f"Đề nghị bấm «{buttons.CHANGE_DELEGATION.label}» hoặc «{buttons.END_DELEGATION.label}» lần đó trước."
            )
