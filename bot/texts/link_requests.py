"""Requests to be linked: what the asker is asked and told, and what the coordinators read and press."""

from collections.abc import Sequence

from bot import buttons
from bot.message import Keyboard, Message, Press
from bot.texts.words import cut, discreet, html, lines
from models.link_request import Candidate, LinkRequest, LinkRequestState
from models.phones import mask_phone


def ask_name() -> Message:
    """What the coordinator will read."""
    return Message(
        html("Đề nghị nhập <b>họ và tên</b>, <b>chức danh</b> và <b>đơn vị</b> trên một dòng, ví dụ: {}").format(
            "Nguyễn Văn An, công chức Văn hóa – xã hội, phường Võ Cường"
        ),
        buttons=[[buttons.CANCEL.on()]],
        fresh=True,
    )


def name_too_short() -> Message:
    """One word is not enough to find anybody by."""
    return Message(
        html("Đề nghị nhập đủ <b>họ và tên</b>, chức danh và đơn vị để điều phối viên nhận ra đồng chí."),
        buttons=[[buttons.CANCEL.on()]],
        fresh=True,
    )


def sent() -> Message:
    """The request lies with the coordinators."""
    return Message(
        html("Đã gửi yêu cầu tới điều phối viên của Sở Nội vụ. Kết quả sẽ được báo tại đây."), keyboard=Keyboard.none
    )


def wanted(request: LinkRequest, found: Sequence[Candidate]) -> Message:
    """To a coordinator: who may this be?"""
    hint = (
        "Nếu đúng người trong danh sách, đề nghị bấm tên để xác nhận:"
        if found
        else html("Chưa tìm thấy ai theo tên hoặc số điện thoại này. Đề nghị bấm «{}».").format(
            buttons.LINK_SEARCH.label
        )
    )
    return Message(
        lines(
            html("<b>Yêu cầu liên kết tài khoản</b>"),
            html("Người gửi tự khai: «{}»").format(discreet(request.said)),
            html("Số điện thoại đã chia sẻ: {}").format(mask_phone(request.phone) if request.phone else "chưa có"),
            "",
            hint,
            *map(_candidate, found),
        ),
        buttons=[
            *_choices(request, found),
            [buttons.LINK_SEARCH.on(request.id), buttons.REFUSE_LINK.on(request.id)],
        ],
    )


def ask_search(request: LinkRequest) -> Message:
    """The coordinator looks for the person by hand."""
    return Message(
        lines(
            html("Yêu cầu của «{}».").format(discreet(request.said)),
            html("Đề nghị gõ <b>họ tên</b> (không cần dấu) hoặc <b>mã cán bộ</b> của người cần xác nhận."),
        ),
        buttons=[[buttons.LINK_REQUEST.on(request.id, label=buttons.BACK.label), buttons.CANCEL.on()]],
        fresh=True,
    )


def search_found(request: LinkRequest, said: str, found: Sequence[Candidate]) -> Message:
    """Whom the coordinator may mean."""
    head = (
        html("<b>Người gửi tự khai: «{}»</b>\nNếu đúng, đề nghị bấm tên để xác nhận; hoặc gõ tên khác:").format(
            discreet(request.said)
        )
        if found
        else html("Không tìm thấy ai theo «{}». Đề nghị gõ họ tên (không cần dấu) hoặc mã cán bộ khác.").format(
            cut(said, 60)
        )
    )
    return Message(
        lines(head, *map(_candidate, found)),
        buttons=[
            *_choices(request, found),
            [buttons.LINK_REQUEST.on(request.id, label=buttons.BACK.label), buttons.CANCEL.on()],
        ],
        fresh=True,
    )


def _candidate(one: Candidate) -> str:
    linked = " – đang liên kết với tài khoản khác, tài khoản đó sẽ bị gỡ" if one.linked else ""
    return html("• {} – {} – {}{}").format(one.full_name, one.staff_code, one.unit, linked)


def _choices(request: LinkRequest, found: Sequence[Candidate]) -> list[list[Press]]:
    return [
        [buttons.THIS_IS.on(request.id, one.id, label=cut(f"{one.full_name} ({one.staff_code}), {one.unit}", 60))]
        for one in found
    ]


def confirmed(name: str) -> Message:
    """After the coordinator's tap."""
    return Message(html("✅ Đã xác nhận liên kết với đ/c <b>{}</b>.").format(name))


def refused() -> Message:
    return Message(html("Đã từ chối yêu cầu liên kết. Người gửi được báo."))


def settled(state: LinkRequestState, name: str | None, by: str | None) -> Message:
    """To a coordinator who comes second."""
    who = html("đ/c {}").format(by) if by else html("quản trị")
    match state:
        case LinkRequestState.lapsed:
            text = html("Người gửi đã tự liên kết được với đ/c <b>{}</b>; không cần xác nhận nữa.").format(name)
        case LinkRequestState.confirmed:
            text = html("Yêu cầu này đã được {} xác nhận là đ/c <b>{}</b>.").format(who, name)
        case _:
            text = html("Yêu cầu này đã bị {} từ chối.").format(who)
    return Message(text, toast="Đã được giải quyết")


def answered(name: str | None) -> Message:
    """To the account that asked."""
    if name is None:
        return Message(
            lines(
                "Điều phối viên chưa xác nhận được đồng chí trong danh sách cán bộ.",
                "Đề nghị liên hệ bộ phận tổ chức của đơn vị để kiểm tra danh sách, rồi gõ /start.",
            )
        )
    return Message(
        lines(
            html("✅ Điều phối viên đã xác nhận: tài khoản này là của đ/c <b>{}</b>.").format(name),
            "Gõ /start để bắt đầu.",
        ),
        buttons=[[buttons.HOME.on()], [buttons.NOT_ME.on()]],
    )
