"""A course and its people, made up, for the tests of the papers."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from models.certificate import Certificate, CertificateKind
from models.course import Course, CourseState
from models.course_card import CourseCard, MeetingLine
from models.document import Document
from models.dossier import Dossier
from models.kinds import Gender, LegalGroup, Route
from models.programme import Programme
from models.registration import State
from models.roster import RosterLine
from models.roster_columns import USUAL, Column

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 27, 9, tzinfo=ZONE)
LETTERS = "ữ ợ ẵ ỹ Đ"  # those that fonts forget
USUAL_COLUMNS = tuple(column for column in Column if column in USUAL)


def line(name: str = "Nguyễn Thị Ngữ Ẵ", unit: str = "Phường Võ Cường", **more: object) -> RosterLine:
    values: dict[str, object] = {
        "official_id": 1,
        "full_name": name,
        "staff_code": "CB-09190-003",
        "birth_date": date(1985, 8, 15),
        "gender": Gender.female,
        "phone": "+84912345678",
        "legal_group": LegalGroup.cong_chuc,
        "posts": ("Phó Giám đốc Trung tâm Phục vụ hành chính công",),
        "commune_id": 1,
        "unit": unit,
        "state": State.confirmed,
    }
    return RosterLine(**(values | more))  # type: ignore[arg-type]


def dossier(
    *people: RosterLine, columns: tuple[Column, ...] = USUAL_COLUMNS, title: str = "", unit: str = ""
) -> Dossier:
    course = Course(
        id=1,
        code="VTVL-02-K03",
        title=title or f"Bồi dưỡng văn thư & <lưu trữ> {LETTERS}, khóa 3",
        starts_on=date(2026, 12, 7),
        ends_on=date(2026, 12, 11),
        closes_at=NOW,
        seats=60,
        document_number="",
        state=CourseState.published,
    )
    card = CourseCard(
        course=course,
        programme=Programme(name="Văn thư, lưu trữ", hours=40, counts=True, route=Route.leader),
        kind="",
        mode="",
        institution="Trường Chính trị Nguyễn Văn Cừ",
        address="Hội trường A, phường Kinh Bắc",
        posts=(),
        groups=(),
        meetings=tuple(
            MeetingLine(
                datetime(2026, 12, 7 + day, hour, 30, tzinfo=ZONE),
                datetime(2026, 12, 7 + day, hour + 4, 0, tzinfo=ZONE),
                4,
                "",
                "",
                "",
            )
            for day in range(5)
            for hour in (7, 13)
        ),
        taken=len(people),
        queued=0,
        standing=None,
    )
    letter = Document(
        number="2537/SNV-CCVC",
        folded_number="2537 snv ccvc",
        issued_on=date(2026, 11, 20),
        subject="V/v mở lớp bồi dưỡng",
        file_id="",
    )
    return Dossier(card, people, columns, (letter,), "Hoàng Nhật Minh", unit)


def certificate(kind: CertificateKind = CertificateKind.certificate, **more: object) -> Certificate:
    values: dict[str, object] = {
        "id": 1,
        "kind": kind,
        "number": "0012/2026/CC-SNV",
        "code": "AbCdEfGhIjKlMnOp",
        "holder": "Nguyễn Thị Ngữ Ẵ",
        "unit": "Phường Võ Cường",
        "programme": f"Văn thư, lưu trữ – {LETTERS}",
        "course": "Văn thư, lưu trữ, khóa 3",
        "institution": "Trường Chính trị Nguyễn Văn Cừ",
        "hours": 40,
        "starts_on": date(2026, 12, 7),
        "ends_on": date(2026, 12, 11),
        "issued_on": date(2027, 1, 5),
        "withdrawn_at": None,
        "withdrawal_reason": "",
    }
    return Certificate(**(values | more))
