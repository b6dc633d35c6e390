"""What is read about the people of a course: in the chat unit by unit, as files, and the columns of those files."""

from collections.abc import Sequence

from markupsafe import Markup

from bot import buttons
from bot.message import File, Message, Press
from bot.texts.papers import HEADERS
from bot.texts.running import to_course
from bot.texts.words import MARKS, STATES, cut, html, lines, number
from models.course import Course
from models.dossier import Dossier, Paper
from models.folding import fold
from models.roster import Order, RosterLine, units_of
from models.roster_columns import ALWAYS, SENSITIVE, Column

PAGE, UNIT = 20, 30  # people on one screen, of all and of one unit
ORDERS = {Order.by_unit: "theo đơn vị", Order.by_name: "theo tên"}
NAMES = {
    Paper.roster_xlsx: "danh-sach",
    Paper.roster_docx: "danh-sach",
    Paper.sending: "cong-van-cu-di-hoc",
    Paper.summons: "giay-trieu-tap",
}
CAPTIONS = {
    Paper.roster_xlsx: "Danh sách lớp (Excel)",
    Paper.roster_docx: "Danh sách lớp (Word)",
    Paper.sending: "Dự thảo công văn cử đi học",
    Paper.summons: "Dự thảo giấy triệu tập kèm danh sách",
}
ON, OFF = "✓", "○"
DRAFTS = {Paper.sending, Paper.summons}


def roster(course: Course, people: Sequence[RosterLine], page: int) -> Message:
    """Who has a seat, unit by unit; a button opens one unit."""
    pages = max(1, -(-len(people) // PAGE))
    page = page if page < pages else 0
    shown = units_of(people[page * PAGE : (page + 1) * PAGE])
    whole = {(commune_id, unit): len(of_unit) for commune_id, unit, of_unit in units_of(people)}
    parts: list[Markup | str] = [
        html("<b>{}</b> ({})").format(course.title, course.code),
        html("{} người, {} đơn vị").format(number(len(people)), number(len(whole)))
        if people
        else "Chưa có ai đăng ký.",
    ]
    for commune_id, unit, of_unit in shown:
        parts += ["", html("<b>{}</b> ({})").format(unit, number(whole[commune_id, unit])), *map(_person, of_unit)]
    if pages > 1:
        parts += ["", html("Trang {}/{}").format(page + 1, pages)]
    units = [
        buttons.ROSTER_UNIT.on(course.id, commune_id, label=cut(f"{unit} ({whole[commune_id, unit]})", 30))
        for commune_id, unit, _ in shown
        if commune_id is not None
    ]
    turning = []
    if page > 0:
        turning.append(buttons.ROSTER.on(course.id, page - 1, label=buttons.PREVIOUS_PAGE.label))
    if page + 1 < pages:
        turning.append(buttons.ROSTER.on(course.id, page + 1, label=buttons.NEXT_PAGE.label))
    return Message(
        lines(*parts),
        buttons=[
            *(units[at : at + 2] for at in range(0, len(units), 2)),
            *([turning] if turning else []),
            [to_course(course.id)],
        ],
    )


def _person(line: RosterLine) -> Markup:
    post = f", {cut(line.posts[0], 60)}" if line.posts else ""
    state = "" if line.is_settled else f" – {MARKS.get(line.state, '')} {STATES[line.state]}"
    return html("• {}{}{}").format(line.full_name, post, state)


def unit(course: Course, commune_id: int, people: Sequence[RosterLine], *, is_staff: bool) -> Message:
    """The people of one commune, and the letter that sends them."""
    back = (
        buttons.ROSTER.on(course.id, label=buttons.BACK.label)
        if is_staff
        else buttons.CARD.on(course.id, label=buttons.BACK.label)
    )
    if not people:
        return Message(
            html("Đơn vị chưa có ai giữ chỗ ở lớp <b>{}</b> ({}).").format(course.title, course.code), buttons=[[back]]
        )
    letter = [[buttons.SENDING.on(course.id, commune_id)]] if any(line.is_settled for line in people) else []
    return Message(
        lines(
            html("<b>{}</b>: {} người").format(people[0].unit, number(len(people))),
            html("Lớp: {} ({})").format(course.title, course.code),
            "",
            *map(_person, people[:UNIT]),
            html("và {} người khác").format(number(len(people) - UNIT)) if len(people) > UNIT else None,
        ),
        buttons=[*letter, [back]],
    )


def exports(course: Course, columns: Sequence[Column], *, is_admin: bool) -> Message:
    """Which file, in which order; what its columns are."""
    sensitive = [HEADERS[column] for column in columns if column in SENSITIVE]
    return Message(
        lines(
            html("<b>Xuất danh sách lớp {}</b>").format(course.code),
            html("Cột: {}.").format("; ".join(HEADERS[column] for column in columns)),
            html("⚠️ Đang bật cột nhạy cảm: {}. Đề nghị chỉ gửi cho người có trách nhiệm.").format("; ".join(sensitive))
            if sensitive
            else None,
            "Danh sách chỉ gồm người đã được duyệt. Mỗi lần xuất đều được ghi vào nhật ký.",
        ),
        buttons=[
            *(
                [button.on(course.id, place, label=f"{kind} – {ORDERS[order]}") for place, order in enumerate(ORDERS)]
                for button, kind in ((buttons.EXPORT_XLSX, "Excel"), (buttons.EXPORT_DOCX, "Word"))
            ),
            *([[buttons.COLUMNS.on(course.id)]] if is_admin else []),
            [to_course(course.id)],
        ],
    )


def read_order(place: int) -> Order:
    """The order that a button carries."""
    return Order.by_name if place == 1 else Order.by_unit


def paper(dossier: Dossier, kind: Paper, content: bytes) -> Message:
    """The file with its caption."""
    card = dossier.card
    unit_part = f"-{fold(dossier.unit).replace(' ', '-')}" if dossier.unit else ""
    ending = "xlsx" if kind is Paper.roster_xlsx else "docx"
    code = fold(card.course.code).replace(" ", "-")
    return Message(
        lines(
            html("{}: lớp <b>{}</b> ({}), {} người.").format(
                CAPTIONS[kind], cut(card.course.title, 200), card.course.code, number(len(dossier.people))
            ),
            html("Đề nghị kiểm tra, điền số, ngày và người ký trước khi ban hành.") if kind in DRAFTS else None,
        ),
        file=File(f"{NAMES[kind]}-{code}{unit_part}.{ending}", content),
        fresh=True,
    )


def columns(course_id: int, shown: Sequence[Column]) -> Message:
    """Every column with whether it is on; a tap switches it."""

    def switch(place: int, column: Column) -> Press:
        is_on = column in shown
        mark = ON if is_on else OFF
        return buttons.COLUMN.on(course_id, place, int(not is_on), label=f"{mark} {HEADERS[column]}")

    switches = [switch(place, column) for place, column in enumerate(Column) if column not in ALWAYS]
    return Message(
        lines(
            html("<b>Cột của danh sách</b>"),
            "Áp dụng cho mọi danh sách, công văn và giấy triệu tập. Bấm vào cột để bật (✓) hoặc tắt (○).",
            html("Cột nhạy cảm, thường tắt: {}.").format("; ".join(HEADERS[one] for one in Column if one in SENSITIVE)),
        ),
        buttons=[
            *(switches[at : at + 2] for at in range(0, len(switches), 2)),
            [buttons.EXPORTS.on(course_id, label=buttons.BACK.label)],
        ],
    )


def ask_sensitive(course_id: int, place: int, column: Column) -> Message:
    """Once more before a sensitive column goes into every file."""
    return Message(
        lines(
            html("<b>Bật cột «{}»?</b>").format(HEADERS[column]),
            "Đây là dữ liệu nhạy cảm và sẽ có trong mọi danh sách gửi qua Telegram, cho đến khi tắt cột. "
            "Việc bật được ghi vào nhật ký cùng tên đồng chí.",
        ),
        buttons=[
            [
                buttons.CONFIRM_COLUMN.on(course_id, place, 1),
                buttons.COLUMNS.on(course_id, label=buttons.BACK.label),
            ]
        ],
    )


def read_column(place: int) -> Column | None:
    """The column that a button carries."""
    columns = tuple(Column)
    return columns[place] if place < len(columns) else None
