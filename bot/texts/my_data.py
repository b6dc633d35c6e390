"""What a person reads about the own data: what is held, who has seen it, and how to correct, delete or withdraw it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from markupsafe import Markup

from bot import buttons
from bot.message import File, Message
from bot.texts.my_data_words import CASE_STATES, ERASED, FIELDS, KEPT, MARKS, NOTICES, asked_for, disclosed
from bot.texts.papers import GENDERS
from bot.texts.words import GROUPS, ROLES, STATES, comrade, discreet, html, lines, number, short_day, when
from models.data_case import CORRECTABLE, CaseField, CaseState, DataCase
from models.disclosure import Disclosure
from models.kinds import Gender
from models.my_data import MyData
from models.phones import mask_phone

SHOWN = 15


def page(seen: MyData, now: datetime) -> Message:
    """What is held. Birth date and whole number are proofs of identity, so they are not shown."""
    rows = [
        [buttons.WHO_LOOKED.on(), buttons.MY_DATA_FILE.on()],
        [buttons.DATA_WRONG.on()],
        *(
            [buttons.TAKE_CASE_BACK.on(case.id, label=f"{buttons.TAKE_CASE_BACK.label}: {FIELDS[case.field]}")]
            for case in seen.cases
            if case.state is CaseState.open
        ),
        [buttons.UNLINK.on(label="Rút lại sự đồng ý"), buttons.ERASE.on()],
        [buttons.HOME.on()],
    ]
    return Message(
        lines(
            html("<b>Dữ liệu của đồng chí</b>"),
            *_line_of_roster(seen),
            "",
            html("Liên kết từ: {}").format(when(seen.linked_at, now)) if seen.linked_at else None,
            html("Nhắn gần nhất: {}").format(short_day(seen.seen_on)) if seen.seen_on else None,
            html("Đồng ý xử lý dữ liệu từ: {}").format(when(seen.consented_at, now)) if seen.consented_at else None,
            html("Đăng ký học: {}").format(_counts(seen.registrations, STATES)),
            html("Điểm danh: {}").format(_counts(seen.marks, MARKS)),
            html("Chứng chỉ, giấy chứng nhận: {}").format(number(seen.certificates)),
            html("Tin trong 90 ngày: {}").format(_counts(seen.notices, NOTICES)),
            html("Người khác đã xem: {} lần; danh sách đã xuất có tên đồng chí: {}").format(
                number(seen.looks), number(seen.exports)
            ),
            *_cases(seen.cases, now),
            "",
            html("Cần hỏi thêm, đề nghị liên hệ điều phối viên: {}.").format(
                ", ".join(map(comrade, seen.contacts)) or "Sở Nội vụ"
            ),
        ),
        buttons=rows,
    )


def _line_of_roster(seen: MyData) -> list[Markup | None]:
    one, official = seen.card.line, seen.official
    return [
        html("Họ và tên: {} ({})").format(one.full_name, one.staff_code),
        html("Chức danh: {}").format("; ".join(seen.card.posts)) if seen.card.posts else None,
        html("Đơn vị: {}").format(one.unit) if one.unit else None,
        html("Nhóm: {}").format(GROUPS[official.legal_group]) if official.legal_group else None,
        html("Giới tính: {}").format(GENDERS[Gender(official.gender)]) if official.gender else None,
        html("Vai trò: {}").format(", ".join(ROLES[role] for role in seen.card.roles)) if seen.card.roles else None,
        html("Số điện thoại: {}").format(mask_phone(seen.card.phone) if seen.card.phone else "chưa có"),
        html("Ngày sinh: {}").format("đã có trong danh sách" if official.birth_date else "chưa có"),
        html("Thông tin đảng viên: {}").format("đã có trong danh sách") if official.party_member is not None else None,
        html("Ghi chú: {}").format(discreet(official.note)) if official.note else None,
    ]


def _counts(found: Mapping[Any, int], words: Mapping[Any, str]) -> str:
    """«5 (đã duyệt 2, đã hoàn thành 3)»; kinds with the same word are one."""
    if not found:
        return "chưa có"
    said: dict[str, int] = {}
    for kind, word in words.items():
        if found.get(kind):
            said[word] = said.get(word, 0) + found[kind]
    return f"{number(sum(said.values()))} ({', '.join(f'{word} {number(count)}' for word, count in said.items())})"


def _cases(cases: Sequence[DataCase], now: datetime) -> list[Markup | str]:
    if not cases:
        return []
    return ["", html("<b>Yêu cầu của đồng chí</b>"), *(html("• {}").format(_case(case, now)) for case in cases)]


def _case(case: DataCase, now: datetime) -> str:
    what = f"{asked_for(case)}: {CASE_STATES[case.state]}"
    if case.state is CaseState.open:
        return f"{what}, hạn {when(case.due_at, now)}"
    return f"{what} – {discreet(case.answer)}" if case.answer else what


def who_looked(found: Sequence[Disclosure], now: datetime) -> Message:
    """Who has seen it or carried it away, the newest first."""
    others = [one for one in found if not one.is_own]
    rest = len(others) - SHOWN
    return Message(
        lines(
            html("<b>Ai đã xem, đã xuất dữ liệu của đồng chí</b>"),
            *(html("• {}").format(disclosed(one, now)) for one in others[:SHOWN]),
            "Chưa có ai." if not others else None,
            html("và {} lần khác, xem trong tệp tải về.").format(number(rest)) if rest > 0 else None,
        ),
        buttons=[[buttons.MY_DATA_FILE.on()], [buttons.MY_DATA.on(label=buttons.BACK.label)]],
    )


def file(content: bytes) -> Message:
    return Message(
        html(
            "Toàn bộ dữ liệu của đồng chí. Số điện thoại đầy đủ, ngày sinh và thông tin đảng viên không ghi vào tệp; "
            "cần xem, đề nghị gặp điều phối viên."
        ),
        file=File("du-lieu-cua-toi.xlsx", content),
        fresh=True,
    )


def which_field() -> Message:
    presses = [
        buttons.WRONG_FIELD.on(place, label=FIELDS[field].capitalize()) for place, field in enumerate(CORRECTABLE)
    ]
    return Message(
        html("<b>Nội dung nào chưa đúng?</b>"),
        buttons=[
            *(presses[at : at + 2] for at in range(0, len(presses), 2)),
            [buttons.MY_DATA.on(label=buttons.BACK.label)],
        ],
    )


def ask_words(field: CaseField) -> Message:
    return Message(
        lines(
            html("Đề nghị sửa <b>{}</b>.").format(FIELDS[field]),
            "Đề nghị gõ nội dung đúng rồi gửi. Điều phối viên kiểm tra và trả lời; hạn trả lời được báo sau khi gửi.",
        ),
        buttons=[[buttons.MY_DATA.on(label=buttons.CANCEL.label)]],
    )


def too_short() -> Message:
    return Message(
        html(
            "Nội dung quá ngắn. Đề nghị gõ nội dung đúng, ví dụ: «Tôi giữ chức danh Công chức tài chính từ 01/7/2025»."
        ),
        buttons=[[buttons.MY_DATA.on(label=buttons.CANCEL.label)]],
    )


def opened(case: DataCase, now: datetime) -> Message:
    """The request is on its way."""
    return Message(
        lines(
            html("Đã gửi yêu cầu: <b>{}</b>.").format(asked_for(case)),
            html("Hạn trả lời: {}. Đồng chí được báo khi có kết quả.").format(when(case.due_at, now)),
        ),
        buttons=[[buttons.MY_DATA.on()]],
    )


def ask_erase() -> Message:
    """What goes and what stays, before anything is asked."""
    return Message(
        lines(
            html("<b>Đề nghị xoá dữ liệu cá nhân?</b>"),
            ERASED,
            "",
            KEPT,
            "",
            "Điều phối viên trả lời trong hạn luật định; sau khi xoá, tài khoản này không còn được liên kết. Chỉ cần "
            "ngừng nhận tin, đề nghị bấm «Rút lại sự đồng ý»: có hiệu lực ngay.",
        ),
        buttons=[
            [buttons.CONFIRM_ERASE.on(), buttons.MY_DATA.on(label=buttons.CANCEL.label)],
            [buttons.UNLINK.on(label="Rút lại sự đồng ý")],
        ],
    )


def settled(case: DataCase, by: str) -> Message:
    """To the person: the answer."""
    done = case.state is CaseState.done
    return Message(
        lines(
            html("<b>{}: {}</b>").format(asked_for(case), CASE_STATES[case.state]),
            html("Người trả lời: {}").format(comrade(by)) if by else None,
            html("Lý do: {}").format(discreet(case.answer)) if case.answer else None,
            None if done else "Chưa đồng ý, đề nghị liên hệ Sở Nội vụ hoặc gửi lại yêu cầu.",
        ),
        buttons=[[buttons.MY_DATA.on()]],
    )


def erased() -> Message:
    """The last message to an account."""
    return Message(
        html("Đã xoá dữ liệu cá nhân theo đề nghị của đồng chí và gỡ liên kết tài khoản này. Hồ sơ bồi dưỡng được giữ.")
    )
