"""What the department reads about people's requests to correct or delete their data, and what it is told."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot import buttons
from bot.message import File, Message, Press
from bot.texts.my_data_words import CASE_STATES, ERASED, KEPT, asked_for
from bot.texts.words import comrade, cut, discreet, html, lines, number, when
from models.data_case import CaseField, CaseState
from models.data_case_list import CaseLine
from models.data_case_refusals import CaseSettled, OwnCase, TooMuch
from models.refusals import Refusal


def listing(found: Sequence[CaseLine], total: int, now: datetime) -> Message:
    """What waits, the nearest end of its time first."""
    if not found:
        return Message(html("Không có yêu cầu nào về dữ liệu cá nhân đang chờ."), buttons=[[buttons.HOME.on()]])
    rest = total - len(found)
    return Message(
        lines(
            html("<b>Yêu cầu về dữ liệu cá nhân đang chờ: {}</b>").format(number(total)),
            *(
                html("{}. {}, {} – {}{}").format(
                    place, one.full_name, one.unit, asked_for(one.case).lower(), _clock(one, now)
                )
                for place, one in enumerate(found, 1)
            ),
            html("và {} yêu cầu khác, trong tệp Excel.").format(number(rest)) if rest > 0 else None,
        ),
        buttons=[
            *(
                [buttons.DATA_CASE.on(one.case.id, label=cut(f"{place}. {one.full_name}: {asked_for(one.case)}", 60))]
                for place, one in enumerate(found, 1)
            ),
            [buttons.CASES_FILE.on()],
            [buttons.HOME.on()],
        ],
    )


def _clock(one: CaseLine, now: datetime) -> Markup:
    late = one.case.due_at <= now
    return html("; <b>quá hạn</b> từ {}" if late else "; hạn {}").format(when(one.case.due_at, now))


def card(one: CaseLine, now: datetime, decided_by: str = "") -> Message:
    """One request. Phones and dates of birth that were typed stand whole only in the file."""
    case = one.case
    is_open = case.state is CaseState.open
    return Message(
        lines(
            html("<b>{}</b>").format(asked_for(case)),
            html("Cán bộ: <b>{}</b> ({}), {}").format(one.full_name, one.staff_code, one.unit),
            html("Nội dung: «{}»").format(discreet(case.words)) if case.words else None,
            html("Gửi lúc: {}").format(when(case.made_at, now)),
            html("Hạn trả lời: <b>{}</b>").format(when(case.due_at, now)) if is_open else None,
            None
            if is_open
            else html("Kết quả: <b>{}</b>{}").format(
                CASE_STATES[case.state], f", {comrade(decided_by)}" if decided_by else ""
            ),
            html("Lý do: {}").format(discreet(case.answer)) if case.answer else None,
            *(_what_to_do(one) if is_open else []),
        ),
        buttons=[*(_answers(one) if is_open else []), [buttons.DATA_CASES.on(label=buttons.BACK.label)]],
    )


def _what_to_do(one: CaseLine) -> list[Markup | str]:
    if one.case.field is CaseField.everything:
        return ["", ERASED, KEPT, "Tệp Excel gốc của Sở cũng cần bỏ số điện thoại, nếu không lần nhập sau sẽ ghi lại."]
    return [
        "",
        html("Đề nghị sửa trong danh sách cán bộ (nhập lại tệp Excel), rồi bấm «{}».").format(buttons.CASE_DONE.label),
    ]


def _answers(one: CaseLine) -> list[list[Press]]:
    is_erasing = one.case.field is CaseField.everything
    yes = (buttons.CASE_ERASE if is_erasing else buttons.CASE_DONE).on(one.case.id)
    no = buttons.CASE_REFUSED.on(one.case.id, label="Không xoá" if is_erasing else "")
    return [[yes, no], [buttons.CASES_FILE.on()]]


def ask_erase(one: CaseLine) -> Message:
    return Message(
        lines(
            html("<b>Xoá dữ liệu cá nhân của {}?</b>").format(comrade(one.full_name)),
            ERASED,
            KEPT,
            "Việc này không lấy lại được.",
        ),
        buttons=[
            [
                buttons.CONFIRM_CASE_ERASE.on(one.case.id),
                buttons.DATA_CASE.on(one.case.id, label=buttons.CANCEL.label),
            ]
        ],
    )


def ask_reason(one: CaseLine) -> Message:
    return Message(
        lines(
            html("{} của {}: vì sao không thực hiện?").format(asked_for(one.case), comrade(one.full_name)),
            "Đề nghị gõ lý do; lý do được gửi tới cán bộ.",
        ),
        buttons=[[buttons.DATA_CASE.on(one.case.id, label=buttons.CANCEL.label)]],
    )


def file(content: bytes) -> Message:
    return Message(
        html("Các yêu cầu đang chờ, có nội dung đầy đủ. Việc tải tệp này được ghi lại và người có tên xem được."),
        file=File("yeu-cau-ve-du-lieu.xlsx", content),
        fresh=True,
    )


def opened(one: CaseLine, now: datetime) -> Message:
    """To those whose work it is."""
    return _news("Yêu cầu về dữ liệu cá nhân", one, now)


def due(one: CaseLine, now: datetime) -> Message:
    return _news("Sắp hết hạn trả lời yêu cầu về dữ liệu cá nhân", one, now)


def overdue(one: CaseLine, now: datetime) -> Message:
    return _news("⚠️ Quá hạn trả lời yêu cầu về dữ liệu cá nhân", one, now)


def _news(title: str, one: CaseLine, now: datetime) -> Message:
    shown = card(one, now)
    return Message(lines(html("<b>{}</b>").format(title), shown.text), buttons=shown.buttons)


def settled(one: CaseLine, now: datetime, decided_by: str) -> Message:
    """Instead of an answer that comes second."""
    shown = card(one, now, decided_by)
    return Message(lines("Yêu cầu này đã có kết quả.", shown.text), buttons=shown.buttons)


def sentence(refusal: Refusal, now: datetime) -> str | None:
    """The reason of a no that belongs here; None for others."""
    match refusal:
        case OwnCase():
            return "Không ai tự trả lời yêu cầu của mình. Đề nghị để điều phối viên hoặc quản trị khác xử lý."
        case TooMuch(most=most, until=until):
            return f"Đã đủ {number(most)} tệp trong một giờ. Đề nghị thử lại sau {when(until, now)}."
        case CaseSettled():
            return "Yêu cầu này đã có kết quả. Đề nghị mở lại từ /dulieu."
    return None
