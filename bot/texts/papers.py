"""The words of the papers that leave the bot: heads, bodies and signatures as Nghị định 30/2020/NĐ-CP lays them out."""

from collections.abc import Sequence
from datetime import date

from bot.texts.words import GROUPS, number
from models.course_card import CourseCard
from models.document import Document
from models.folding import fold
from models.kinds import Gender
from models.registration import State
from models.roster import RosterLine
from models.roster_columns import Column

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
PROVINCE_COMMITTEE = "UBND TỈNH BẮC NINH"
DEPARTMENT = "SỞ NỘI VỤ"
COMMITTEE = "ỦY BAN NHÂN DÂN"
PROVINCE = "Bắc Ninh"
DEPARTMENT_IN_TEXT = "Sở Nội vụ tỉnh Bắc Ninh"

FONT = "Times New Roman"
TO = "Kính gửi:"
RECIPIENTS = "Nơi nhận:"
SIGN_BELOW = "(Ký, ghi rõ họ tên)"
LIST_TITLE = "DANH SÁCH"
PLACE_FOR_NUMBER = "        "

ORDINAL = "TT"
HEADERS = {
    Column.full_name: "Họ và tên",
    Column.birth_date: "Ngày, tháng, năm sinh",
    Column.gender: "Giới tính",
    Column.post: "Chức danh",
    Column.unit: "Đơn vị công tác",
    Column.legal_group: "Nhóm",
    Column.staff_code: "Mã cán bộ",
    Column.phone: "Số điện thoại",
    Column.signature: "Ký nhận",
    Column.note: "Ghi chú",
}
GENDERS = {Gender.male: "Nam", Gender.female: "Nữ"}
NOTES = {
    State.pending: "Chờ Sở duyệt",
    State.completed: "Hoàn thành",
    State.not_completed: "Chưa hoàn thành",
}
# By what the symbol of a letter begins with; anything else is a công văn.
KINDS = {
    "KH": "Kế hoạch",
    "QĐ": "Quyết định",
    "TB": "Thông báo",
    "HD": "Hướng dẫn",
    "CT": "Chương trình",
    "NQ": "Nghị quyết",
    "TTr": "Tờ trình",
}


def cell(column: Column, line: RosterLine) -> str:
    """What stands in one cell of a list."""
    match column:
        case Column.full_name:
            return line.full_name
        case Column.birth_date:
            return f"{line.birth_date:%d/%m/%Y}" if line.birth_date else ""
        case Column.gender:
            return GENDERS[line.gender] if line.gender else ""
        case Column.post:
            return "; ".join(line.posts)
        case Column.unit:
            return line.unit
        case Column.legal_group:
            return GROUPS[line.legal_group].capitalize() if line.legal_group else ""
        case Column.staff_code:
            return line.staff_code
        case Column.phone:
            return spaced_phone(line.phone) if line.phone else ""
        case Column.note:
            return NOTES.get(line.state, "")
    return ""


def spaced_phone(phone: str) -> str:
    """+84912345678 as «0912 345 678»."""
    if not phone.startswith("+84"):
        return phone
    local = "0" + phone.removeprefix("+84")
    return f"{local[:4]} {local[4:7]} {local[7:]}"


def kind_of(document_number: str) -> str:
    """«Công văn», «Kế hoạch» …, by the symbol of the number."""
    symbol = document_number.partition("/")[2]
    symbol = symbol.partition("/")[2] or symbol  # «120/2025/NQ-HĐND»
    return KINDS.get(symbol.partition("-")[0], "Công văn")


def cited(document: Document) -> str:
    """«Công văn số 2537/SNV-CCVC ngày 20/11/2026 về việc …»."""
    day = f"{document.issued_on:%d/%m/%Y}"
    return f"{kind_of(document.number)} số {document.number} ngày {day} {about(document.subject)}"


def about(subject: str) -> str:
    """The subject of a letter in a sentence: «về việc …», without a second «về việc» before it."""
    begins = fold(subject)
    if begins.startswith(("ve viec ", "v v ")):
        words = subject.split()
        subject = " ".join(words[2:] if begins.startswith("ve viec ") else words[1:])
    return f"về việc {subject}" if not fold(subject).startswith("ve ") else subject


def place_and_date(place: str, year: int) -> str:
    """Day and month are left to whoever numbers and signs the paper."""
    return f"{place}, ngày      tháng      năm {year}"


def paper_number(symbol: str) -> str:
    """«Số:        /SNV-CCVC»."""
    return f"Số:{PLACE_FOR_NUMBER}/{symbol}"


def long_day(on: date) -> str:
    """«ngày 05 tháng 01 năm 2027», with the zeros that the decree asks for: days below 10, January and February."""
    month = f"{on.month:02}" if on.month < 3 else str(on.month)
    return f"ngày {on:%d} tháng {month} năm {on.year}"


def from_to(first: date, last: date) -> str:
    """«ngày 07/12/2026», «từ ngày 07/12/2026 đến ngày 11/12/2026»."""
    if first == last:
        return f"ngày {first:%d/%m/%Y}"
    return f"từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y}"


def course_name(card: CourseCard) -> str:
    """«lớp Văn thư, lưu trữ khóa 3»: the word is not said twice."""
    title = card.course.title
    return title[0].lower() + title[1:] if fold(title).startswith("lop ") else f"lớp {title}"


def venue(card: CourseCard) -> str:
    """Where it takes place."""
    return card.address or card.institution


def people(count: int) -> str:
    """«03 đồng chí»: numbers below ten with a zero, as in state papers."""
    return f"{count:02} đồng chí" if count < 10 else f"{number(count)} đồng chí"


def attached_to(kind: str, symbol: str, year: int) -> str:
    """«(Kèm theo Công văn số …/SNV-CCVC ngày … tháng … năm 2026 của Sở Nội vụ)»."""
    return f"(Kèm theo {kind} số        /{symbol} ngày      tháng      năm {year} của Sở Nội vụ)"


def basis(card: CourseCard, documents: Sequence[Document]) -> str:
    """What the paper rests on: the last letter behind the course, else the number that the workbook gave."""
    if documents:
        return f"Thực hiện {cited(documents[-1])}"
    if card.course.document_number:
        return f"Thực hiện {kind_of(card.course.document_number)} số {card.course.document_number}"
    return f"Căn cứ thông báo mở lớp của {DEPARTMENT_IN_TEXT}"


def in_sentence(unit: str) -> str:
    """«phường Võ Cường»: the kind is small within a sentence."""
    return unit[:1].lower() + unit[1:]
