"""Who an announcement is for, in words; and the screens on which an admin chooses it."""

from collections.abc import Sequence

from markupsafe import Markup

from bot import buttons
from bot.message import Message, Press
from bot.texts.words import GROUPS, ROLES, cut, html, lines, number
from models.audience import Audience, Count, Group, Part
from models.audience_choices import Choice, OfCourse, Other, Page
from models.audience_names import Names
from models.kinds import LegalGroup, Role
from models.saved import Saved

SHOWN = 4
PARTS = {Part.registered: "đã đăng ký", Part.waiting: "trong danh sách chờ", Part.attended: "đã hoàn thành"}
OTHERS = {
    Other.owes_hours: "còn thiếu tiết của năm",
    Other.linked: "đã liên kết",
    Other.unlinked: "chưa liên kết",
}


def in_words(audience: Audience, names: Names) -> Markup:
    """«lãnh đạo xã, phường của Phường Võ Cường; và 12 người theo danh sách; trừ viên chức»."""
    wanted = [_group(group, names) for group in audience.include if not group.is_empty]
    unwanted = [_group(group, names) for group in audience.exclude if not group.is_empty]
    said = "; và ".join(wanted) if wanted else "chưa chọn ai"
    return html("{}").format(said + "".join(f"; trừ {group}" for group in unwanted))


def _group(group: Group, names: Names) -> str:
    parts = ["toàn bộ cán bộ"] if group.everybody else []
    parts += [_some([ROLES[role] for role in group.roles])] if group.roles else []
    parts += [_some([GROUPS[one] for one in group.legal_groups])] if group.legal_groups else []
    parts += [_some([names.posts.get(one, "?") for one in group.posts])] if group.posts else []
    places = [names.communes.get(one, "?") for one in group.communes] + [f"{one} cũ" for one in group.districts]
    parts += [f"của {_some(places)}"] if places else []
    courses = [f"{PARTS[part]} lớp {names.courses.get(one, '?')}" for one, part in group.courses]
    parts += [_some(courses)] if courses else []
    parts += [OTHERS[Other.owes_hours]] if group.owes_hours else []
    parts += [OTHERS[Other.linked if group.linked else Other.unlinked]] if group.linked is not None else []
    parts += [f"{number(len(group.people))} người theo danh sách"] if group.people else []
    return ", ".join(parts)


def _some(names: Sequence[str]) -> str:
    """The first few of them, joined with «hoặc»."""
    more = len(names) - SHOWN
    return " hoặc ".join(names[:SHOWN]) + (f" và {number(more)} mục khác" if more > 0 else "")


def choosing(
    announcement_id: int,
    audience: Audience,
    names: Names,
    found: Count,
    unknown: Sequence[str] = (),
    *,
    fresh: bool = False,
) -> Message:
    """The screen of the audience, with the exact number so far."""
    one = announcement_id
    can_add = not audience.last.is_empty
    rows: list[list[Press]] = [
        [buttons.EVERYBODY.on(one), buttons.PICK.on(one, Page.roles, label="Vai trò")],
        [
            buttons.PICK.on(one, Page.groups, label="Nhóm"),
            buttons.PICK.on(one, Page.districts, label="Huyện cũ"),
            buttons.PICK.on(one, Page.courses, label="Lớp"),
            buttons.PICK.on(one, Page.others, label="Khác"),
        ],
        [buttons.ANOTHER_GROUP.on(one), buttons.TAKE_AWAY.on(one)] if can_add else [buttons.AUDIENCES.on(one)],
    ]
    if not audience.is_empty:
        rows.append([buttons.CHOOSE_ANEW.on(one), buttons.SAVE_AUDIENCE.on(one)])
        rows.append([buttons.PREVIEW.on(one)])
    return Message(
        lines(
            html("<b>Thông báo số {}: gửi cho ai?</b>").format(one),
            html("Người nhận: <b>{} người</b> – {}").format(number(found.total), in_words(audience, names)),
            html("Chưa rõ, chưa tính: {}").format(_unknown(unknown)) if unknown else None,
            "",
            "Bấm để chọn, hoặc gõ, dán vào đây: tên xã, phường; huyện cũ; chức danh; mã lớp; danh sách mã cán bộ. "
            "Gửi tệp Excel có mã cán bộ cũng được.",
            _explains(audience),
        ),
        buttons=rows,
        fresh=fresh,
    )


def _explains(audience: Audience) -> str | None:
    if audience.exclude and audience.last.is_empty:
        return "Đang chọn nhóm cần trừ."
    if len(audience.include) > 1 and audience.last.is_empty:
        return "Đang chọn thêm một nhóm khác."
    return None


def _unknown(parts: Sequence[str]) -> str:
    more = len(parts) - 10
    said = "; ".join(f"«{cut(part, 40)}»" for part in parts[:10])
    return f"{said} và {number(more)} mục khác" if more > 0 else said


def pick(announcement_id: int, page: Page, choices: Sequence[Choice]) -> Message:
    """One kind of criterion; the button says what is to be, so that two taps are as one."""
    rows = [
        [
            buttons.CHOOSE.on(
                announcement_id,
                page,
                one.value,
                int(not one.is_on),
                label=("✓ " if one.is_on else "") + cut(_label(one), 55),
            )
        ]
        for one in choices
    ]
    return Message(
        lines(
            html("<b>{}</b>").format(TITLES[page]),
            "Bấm để chọn hoặc bỏ chọn." if choices else None,
            NO_COURSES if page is Page.courses else None,
        ),
        buttons=[*rows, [buttons.ADDRESS.on(announcement_id, label="Xong")]],
    )


def _label(choice: Choice) -> str:
    match choice.what:
        case Role() as role:
            return ROLES[role].capitalize()
        case LegalGroup() as group:
            return GROUPS[group].capitalize()
        case OfCourse(code=code, part=part):
            return f"{code}: {PARTS[part]}"
        case Other() as other:
            return OTHERS[other].capitalize()
        case str() as district:
            return district
    raise TypeError(type(choice.what))


TITLES = {
    Page.roles: "Theo vai trò",
    Page.groups: "Theo nhóm",
    Page.districts: "Theo huyện trước sắp xếp",
    Page.courses: "Theo lớp",
    Page.others: "Điều kiện khác",
}
NO_COURSES = "Lớp khác: gõ mã lớp ở màn hình «Người nhận»."


def saved(announcement_id: int, found: Sequence[Saved]) -> Message:
    """Audiences kept earlier."""
    back = [buttons.ADDRESS.on(announcement_id, label=buttons.BACK.label)]
    if not found:
        return Message(
            html("Chưa lưu nhóm người nhận nào. Chọn người nhận rồi bấm «{}».").format(buttons.SAVE_AUDIENCE.label),
            buttons=[back],
        )
    return Message(
        html("<b>Nhóm người nhận đã lưu</b>"),
        buttons=[
            *(
                [
                    buttons.USE_AUDIENCE.on(announcement_id, one.id, label=cut(one.name, 40)),
                    buttons.THROW_AWAY.on(one.id, announcement_id),
                ]
                for one in found
            ),
            back,
        ],
    )


def thrown_away() -> str:
    return "Đã xoá"
