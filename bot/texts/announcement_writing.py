"""What an admin reads while writing an announcement: what to send in, the preview, the options."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot import buttons
from bot.message import Message, Press
from bot.texts.announcement_fields import IN_BRACES
from bot.texts.words import comrade, cut, html, lines, moment, number
from models.announcement import Announcement, AnnouncementState
from models.announcement_report import Standing
from models.audience import Count
from models.content import Content, ContentKind

KINDS = {
    ContentKind.text: "văn bản",
    ContentKind.photo: "ảnh",
    ContentKind.video: "video",
    ContentKind.document: "tệp",
    ContentKind.location: "vị trí",
}
STATES = {
    AnnouncementState.draft: "bản nháp",
    AnnouncementState.waiting: "chờ người thứ hai đồng ý",
    AnnouncementState.scheduled: "đã hẹn giờ",
    AnnouncementState.sending: "đang gửi",
    AnnouncementState.paused: "tạm dừng",
    AnnouncementState.finished: "đã gửi xong",
    AnnouncementState.cancelled: "đã huỷ",
}


def ask_content(announcement_id: int = 0) -> Message:
    """The first thing that /thongbao says."""
    menu = [
        [buttons.ANNOUNCEMENTS.on(), buttons.TEMPLATES.on()],
        [buttons.REACH.on()],
    ]
    return Message(
        lines(
            html("<b>{}</b>").format("Nội dung mới của thông báo" if announcement_id else "Soạn thông báo"),
            "Đề nghị gửi nội dung vào đây: chữ (giữ nguyên định dạng), ảnh, video, tệp, album hoặc vị trí.",
            html("Có thể dùng trường: {}.").format(IN_BRACES),
        ),
        buttons=[[buttons.PREVIEW.on(announcement_id, label=buttons.BACK.label)]] if announcement_id else menu,
    )


def not_content() -> Message:
    return Message(
        html("Loại tin này không gửi làm thông báo được. Đề nghị gửi chữ, ảnh, video, tệp, album hoặc vị trí."),
        buttons=[[buttons.CANCEL.on()]],
    )


def listing(found: Sequence[Announcement]) -> Message:
    """The newest ones, each a button."""
    return Message(
        lines(
            html("<b>Các thông báo gần đây</b>") if found else html("Chưa có thông báo nào."),
            *(html("• Số {}: {} – {}").format(one.id, gist(one.said, 60), STATES[one.state]) for one in found),
        ),
        buttons=[
            *([buttons.ANNOUNCEMENT.on(one.id, label=cut(f"Số {one.id}: {gist(one.said, 40)}", 55))] for one in found),
            [buttons.ANNOUNCE.on()],
        ],
    )


def gist(content: Content, length: int) -> str:
    """The first words, or what it is."""
    words = " ".join(content.plain.split())
    if words:
        return cut(words, length)
    return f"album {len(content.media)} mục" if len(content.media) > 1 else KINDS[content.kind]


def draft(seen: Standing, who: Markup, alone_up_to: int, quiet_until: datetime | None, now: datetime) -> Message:
    """The preview's second half: how many exactly, how, and «Gửi»."""
    one, found = seen.announcement, seen.count or Count(0, 0, 0)
    return Message(
        lines(
            html("<b>Xem trước thông báo số {}</b>").format(one.id),
            html("Người nhận: <b>{} người</b>").format(number(found.total)),
            html("• Nhận được qua Telegram: {}").format(number(found.reachable)),
            html("• Chưa liên kết: {}, đã chặn: {} (sẽ có trong danh sách gọi điện)").format(
                number(found.unlinked), number(found.blocked)
            )
            if found.total > found.reachable
            else None,
            html("Gồm: {}").format(who),
            html("Nội dung: {}").format(describe(one.said)),
            html("Nút kèm theo: {}").format(one.button["label"]) if one.button else None,
            "Yêu cầu bấm «Đã nhận»: có" if one.wants_receipt else None,
            html("Thời điểm gửi: {}").format(when(one, quiet_until, now)),
            html("Gửi khẩn, lý do: {}").format(one.urgent_reason) if one.urgent_reason else None,
            html("Trên {} người: cần quản trị thứ hai đồng ý.").format(number(alone_up_to))
            if found.total > alone_up_to
            else None,
            "",
            html("Bấm «{}» để gửi.").format(buttons.SEND.label)
            if found.total
            else html("Đề nghị bấm «{}» để chọn người nhận.").format(buttons.ADDRESS.label),
        ),
        buttons=draft_buttons(one, found.total),
        fresh=True,
    )


def draft_buttons(one: Announcement, total: int) -> list[list[Press]]:
    """What can be done with a draft; an old preview's «Gửi» is recognised by its revision and number."""
    takes = one.said.takes_buttons
    hang = buttons.DROP_BUTTON if one.button else buttons.HANG_BUTTON
    receipt = "Bỏ yêu cầu «Đã nhận»" if one.wants_receipt else "Yêu cầu «Đã nhận»"
    return [
        *([[buttons.SEND.on(one.id, one.rev, total), buttons.SEND_TEST.on(one.id)]] if total else []),
        [buttons.REWRITE.on(one.id), buttons.ADDRESS.on(one.id)],
        *([[hang.on(one.id), buttons.WANT_RECEIPT.on(one.id, int(not one.wants_receipt), label=receipt)]] * takes),
        [
            (buttons.SEND_NOW if one.send_at else buttons.SEND_AT).on(one.id),
            (buttons.NOT_URGENT if one.urgent_reason else buttons.URGENT).on(one.id),
        ],
        [buttons.SAVE_TEMPLATE.on(one.id), buttons.DISCARD.on(one.id)],
    ]


def describe(content: Content) -> str:
    what = f"album {len(content.media)} mục" if len(content.media) > 1 else KINDS[content.kind]
    return f"{what}, {number(len(content.plain))} ký tự" if content.plain else what


def when(one: Announcement, quiet_until: datetime | None, now: datetime) -> str:
    """The hour; quiet hours move what is not urgent."""
    if quiet_until is not None:
        return f"{moment(quiet_until)} (ngoài giờ yên tĩnh)"
    return moment(one.send_at.astimezone(now.tzinfo)) if one.send_at else "ngay khi bấm «Gửi»"


def changed_meanwhile() -> str:
    return "Đã có thay đổi, đề nghị xem lại"


def test_sent() -> str:
    return "Đã gửi thử"


def discarded(announcement_id: int) -> Message:
    return Message(
        html("Đã bỏ bản nháp số {}. Không ai nhận được gì.").format(announcement_id), buttons=[[buttons.ANNOUNCE.on()]]
    )


def release_wanted(seen: Standing) -> Message:
    """The notice to the other admins: who releases has read it first."""
    one, found = seen.announcement, seen.count or Count(0, 0, 0)
    author = comrade(seen.author) if seen.author else "Một quản trị"
    return Message(
        html("{} đề nghị đồng chí đồng ý gửi thông báo số {} tới <b>{} người</b>.").format(
            author, one.id, number(found.total)
        ),
        buttons=[[buttons.PREVIEW.on(one.id, label="Xem nội dung")]],
    )


def second_person_reads(seen: Standing, who: Markup, now: datetime) -> Message:
    """To another admin: below the announcement itself."""
    one, found = seen.announcement, seen.count or Count(0, 0, 0)
    author = comrade(seen.author) if seen.author else "một quản trị"
    return Message(
        lines(
            html("<b>Đề nghị đồng ý gửi thông báo số {}</b>").format(one.id),
            html("Người soạn: {}").format(author),
            html("Người nhận: <b>{} người</b> ({})").format(number(found.total), who),
            html("Thời điểm gửi: {}").format(when(one, None, now)),
            html("Gửi khẩn, lý do: {}").format(one.urgent_reason) if one.urgent_reason else None,
            "Nội dung ở tin ngay trên. Bấm «Gửi» để đồng ý, «Trả lại» để người soạn sửa.",
        ),
        buttons=[[buttons.RELEASE.on(one.id, one.rev), buttons.SEND_BACK.on(one.id, one.rev)]],
        fresh=True,
    )


def agreed(one: Announcement) -> Message:
    """To the second person."""
    return Message(
        html("Đồng chí đã đồng ý gửi thông báo số {}. Người soạn đã được báo.").format(one.id),
        buttons=[[buttons.ANNOUNCEMENT.on(one.id)]],
    )


def sent_back(one: Announcement) -> Message:
    return Message(html("Đã trả lại thông báo số {}, chưa gửi cho ai. Người soạn đã được báo.").format(one.id))
