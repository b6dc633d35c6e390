"""What a coordinator reads while opening a course: which programme, then the few questions, one at a time."""

from collections.abc import Sequence

from markupsafe import Markup

from bot import buttons
from bot.message import Message, Press
from bot.texts.words import cut, day, html, lines, number, period
from bot.texts.workbook import SHEETS
from models.course_plan import QUESTIONS, Plan, Question
from models.opening import Proposals
from models.programme_search import ProgrammeLine, ProgrammePage
from models.running import RunLine
from models.workbook_rows import Sheet

HEAD = "Mở lớp mới"
ASK = {
    Question.first: "Lớp khai giảng ngày nào?",
    Question.last: "Lớp bế giảng ngày nào?",
    Question.seats: "Lớp có bao nhiêu chỗ?",
    Question.place: "Lớp học ở đâu?",
    Question.communes: "Lớp mời những đơn vị nào?",
}
HOW = {
    Question.first: "Đề nghị gõ ngày, ví dụ «7/12», «thứ hai tuần sau», hoặc cả hai ngày «7/12 - 11/12».",
    Question.last: "Đề nghị chọn hoặc gõ ngày, ví dụ «11/12», «thứ sáu», «3 ngày».",
    Question.seats: "Đề nghị chọn hoặc gõ một số, ví dụ «60».",
    Question.place: "Đề nghị chọn, hoặc gõ địa điểm hay tên cơ sở đào tạo.",
    Question.communes: "Đề nghị chọn, hoặc gõ tên các đơn vị, cách nhau bằng dấu phẩy; "
    "huyện, thị xã cũ thì gõ cả chữ «huyện», ví dụ «Võ Cường, huyện Yên Phong».",
}
ALL_UNITS = "Tất cả xã, phường"
NO_PLACE = "Chưa rõ, bổ sung sau"
KEPT = "Chương trình, tên, nơi học, số chỗ, đơn vị được mời giữ như lớp trước; chỉ cần ngày mới."


def which_programme(found: ProgrammePage) -> Message:
    """The first screen: all programmes, a page at a time, and the other ways."""
    if not found.lines:
        return Message(
            html("Chưa có chương trình bồi dưỡng nào. Đề nghị quản trị nhập tệp Excel có trang «{}» (/nhap).").format(
                SHEETS[Sheet.programmes]
            ),
            buttons=[[buttons.RUN_LIST.on()]],
        )
    turning = [
        *([buttons.OPEN.on(found.page - 1, label=buttons.PREVIOUS_PAGE.label)] if found.page else []),
        *([buttons.OPEN.on(found.page + 1, label=buttons.NEXT_PAGE.label)] if found.page + 1 < found.pages else []),
    ]
    return Message(
        lines(
            html("<b>{}</b>: lớp thuộc chương trình nào?").format(HEAD),
            "Đề nghị chọn, hoặc gõ tên hay mã chương trình (không cần dấu).",
            "",
            *(_programme(place, one) for place, one in enumerate(found.lines, 1)),
            html("Trang {}/{}").format(found.page + 1, found.pages) if found.pages > 1 else None,
        ),
        buttons=[
            *_programme_buttons(found.lines),
            *([turning] if turning else []),
            [buttons.EARLIER.on(), buttons.OPEN_BY_FILE.on()],
            [buttons.RUN_LIST.on(label=buttons.BACK.label), buttons.CANCEL.on()],
        ],
    )


def programmes_found(said: str, found: Sequence[ProgrammeLine]) -> Message:
    """What a typed text may mean."""
    head = html("<b>{}</b>: chương trình nào trong số này?").format(HEAD)
    if not found:
        head = html("Chưa tìm thấy chương trình «{}». Đề nghị gõ từ khác, hoặc chọn trong danh sách.").format(
            cut(said, 60)
        )
    return Message(
        lines(head, *(_programme(place, one) for place, one in enumerate(found, 1))),
        buttons=[
            *_programme_buttons(found),
            [buttons.OPEN.on(label="Tất cả chương trình"), buttons.CANCEL.on()],
        ],
    )


def _programme(place: int, one: ProgrammeLine) -> Markup:
    return html("{}. <b>{}</b> ({}) · {} tiết").format(place, one.name, one.code, number(one.hours))


def _programme_buttons(found: Sequence[ProgrammeLine]) -> list[list[Press]]:
    return [[buttons.OPEN_OF.on(one.id, label=f"{place}. {cut(one.name, 45)}")] for place, one in enumerate(found, 1)]


def earlier(found: Sequence[RunLine], page: int, has_more: bool) -> Message:
    """Earlier courses, the latest first, each to be run once more."""
    turning = [
        *([buttons.EARLIER.on(page - 1, label=buttons.PREVIOUS_PAGE.label)] if page else []),
        *([buttons.EARLIER.on(page + 1, label=buttons.NEXT_PAGE.label)] if has_more else []),
    ]
    return Message(
        lines(
            html("<b>Mở lại lớp nào?</b>") if found else html("Chưa có lớp nào để mở lại."),
            "Chương trình, tên, nơi học, số chỗ, đơn vị được mời giữ như lớp trước; chỉ cần ngày mới."
            if found
            else None,
            *(
                html("{}. <b>{}</b> ({}), {}").format(place, one.title, one.code, period(one.starts_on, one.ends_on))
                for place, one in enumerate(found, 1)
            ),
        ),
        buttons=[
            *(
                [buttons.REOPEN.on(one.id, label=f"{place}. {one.code} – {cut(one.title, 40)}")]
                for place, one in enumerate(found, 1)
            ),
            *([turning] if turning else []),
            [buttons.OPEN.on(label=buttons.BACK.label), buttons.CANCEL.on()],
        ],
    )


def by_file(may_import: bool) -> Message:
    """How to open courses with the workbook, and its template."""
    sheets = html("<b>Mở lớp bằng tệp Excel</b>\nĐiền trang «{}» và «{}» của tệp mẫu, mỗi lớp một dòng.").format(
        SHEETS[Sheet.courses], SHEETS[Sheet.meetings]
    )
    sends = "Gửi tệp vào đây: hệ thống cho xem trước rồi mới lưu."
    asks = "Gửi tệp cho quản trị: quản trị gửi vào hệ thống, xem trước rồi mới lưu."
    return Message(
        lines(
            sheets,
            sends if may_import else asks,
            "Lớp trong tệp mở đăng ký ngay khi lưu và không gửi tin cho cán bộ.",
        ),
        buttons=[[buttons.TEMPLATE.on()], [buttons.OPEN.on(label=buttons.BACK.label)]],
    )


def ask(plan: Plan, programme: str, offered: Proposals, like: str = "") -> Message:
    """The open question, below what has been answered. `like`: code of the course that is run once more."""
    question = plan.asks or Question.communes
    of = html("Mở lại lớp {}").format(like) if like else html("{}").format(HEAD)
    return Message(
        lines(
            html("<b>{}</b> · {}").format(of, programme),
            *_answered(plan),
            "",
            html("<b>{}</b>").format(ASK[question]),
            HOW[question],
        ),
        buttons=[*_proposed(question, offered), [buttons.OPEN_BACK.on(), buttons.CANCEL.on()]],
    )


def _answered(plan: Plan) -> list[Markup]:
    given = plan.answers
    if Question.first not in given:
        return []
    if Question.last not in given:
        return [html("Khai giảng: {}").format(day(plan.first))]
    found = [html("Thời gian: {}").format(period(plan.first, plan.last))]
    if Question.seats in given:
        found.append(html("Số chỗ: {}").format(number(given[Question.seats])))
    if Question.place in given and given[Question.place][0]:
        found.append(html("Nơi học: {}").format(cut(given[Question.place][0], 100)))
    return found


def _proposed(question: Question, offered: Proposals) -> list[list[Press]]:
    at = QUESTIONS.index(question)
    if question is Question.last and offered.last:
        return [[buttons.OPEN_PICK.on(at, offered.last.toordinal(), label=day(offered.last))]]
    if question is Question.seats:
        return [[buttons.OPEN_PICK.on(at, one, label=number(one)) for one in offered.seats]]
    if question is Question.place:
        places = [[buttons.OPEN_PICK.on(at, one.course_id, label=cut(one.name, 50))] for one in offered.places]
        return [*places, [buttons.OPEN_PICK.on(at, 0, label=NO_PLACE)]]
    if question is Question.communes:
        return [[buttons.OPEN_PICK.on(at, 0, label=ALL_UNITS)], *_districts(offered.districts, at)]
    return []


def _districts(names: Sequence[str], at: int) -> list[list[Press]]:
    """The districts of before July 2025, two in a row."""
    presses = [buttons.OPEN_PICK.on(at, place, label=f"{cut(name, 22)} (cũ)") for place, name in enumerate(names, 1)]
    return [presses[start : start + 2] for start in range(0, len(presses), 2)]


def opened(code: str) -> Markup:
    """Above the page of the new draft."""
    return html("✅ <b>Đã tạo bản nháp lớp {}.</b> Chưa ai ngoài Sở thấy lớp này.").format(code)
