"""What people and the department read about personal data, as approved files; see `approved.py`."""

from datetime import date, timedelta

from bot.texts import data_cases, my_data, welcome
from models.attendance import Mark
from models.data_case import CaseField, CaseState, DataCase
from models.data_case_list import CaseLine
from models.disclosure import Disclosure
from models.kinds import LegalGroup, Role
from models.my_data import MyData
from models.notice import NoticeState
from models.official import Official
from models.registration import State
from models.staff import StaffCard, StaffLine
from tests.bot.approved import must_be_approved
from tests.bot.paper_samples import NOW

DUE = NOW + timedelta(days=2)


def case(field: CaseField = CaseField.phone, state: CaseState = CaseState.open, **more: object) -> DataCase:
    words = "Số đúng là 0912 345 678, sinh 15/08/1985 <ở Từ Sơn>"
    usual = {"id": 7, "official_id": 1, "made_at": NOW, "due_at": DUE, "words": words, "answer": "", "nudged": 0}
    return DataCase(field=field, state=state, **(usual | more))


def line(one: DataCase) -> CaseLine:
    return CaseLine(one, "Nguyễn Thị Lan", "CB-09190-003", "Phường Võ Cường")


SEEN = MyData(
    card=StaffCard(
        StaffLine(1, "CB-09190-003", "Nguyễn Thị Lan", "Phường Võ Cường", 1, True, True, None),
        ("Công chức tài chính – kế toán",),
        (Role.leader,),
        "+84912345678",
    ),
    official=Official(
        legal_group=LegalGroup.cong_chuc,
        gender="female",
        birth_date=date(1985, 8, 15),
        party_member=True,
        note="gọi 0912345678",
    ),
    linked_at=NOW,
    seen_on=NOW.date(),
    consented_at=NOW,
    registrations={State.completed: 3, State.confirmed: 1},
    marks={Mark.present: 7, Mark.excused: 1},
    certificates=3,
    notices={NoticeState.sent: 41, NoticeState.failed: 1, NoticeState.blocked: 1},
    looks=2,
    exports=1,
    cases=(case(), case(CaseField.post, CaseState.refused, answer="Quyết định chưa có hiệu lực")),
    contacts=("Hoàng Nhật Minh",),
)


def test_my_data() -> None:
    looked = [
        Disclosure(NOW, "Hoàng Nhật Minh", True, "roster_xlsx", "Chuyển đổi số (CDS-01)", 38, True, False),
        Disclosure(NOW, None, True, "summary", "", 1200, False, False),
        Disclosure(NOW, "Trần Văn Hòa", False, "hours", "", 0, False, False),
    ]
    must_be_approved(
        "my_data",
        {
            "what is held": my_data.page(SEEN, NOW),
            "who has looked": my_data.who_looked(looked, NOW),
            "nobody has": my_data.who_looked([], NOW),
            "the file": my_data.file(b""),
            "which field": my_data.which_field(),
            "what is right": my_data.ask_words(CaseField.post),
            "too short": my_data.too_short(),
            "sent": my_data.opened(case(), NOW),
            "delete?": my_data.ask_erase(),
            "done": my_data.settled(case(state=CaseState.done), "Hoàng Nhật Minh"),
            "not done": my_data.settled(case(state=CaseState.refused, answer="Đã đúng"), ""),
            "deleted": my_data.erased(),
            "too much at once": welcome.too_much_at_once(),
            "a stranger too often": welcome.hushed(),
        },
    )


def test_data_cases() -> None:
    erasing = line(case(CaseField.everything, words=""))
    late = line(case(CaseField.unit, due_at=NOW - timedelta(hours=1)))
    must_be_approved(
        "data_cases",
        {
            "what waits": data_cases.listing([late, line(case()), erasing], 9, NOW),
            "nothing waits": data_cases.listing([], 0, NOW),
            "one to correct": data_cases.card(line(case()), NOW),
            "one to delete": data_cases.card(erasing, NOW),
            "answered": data_cases.card(line(case(state=CaseState.done)), NOW, "Hoàng Nhật Minh"),
            "delete?": data_cases.ask_erase(erasing),
            "why not?": data_cases.ask_reason(line(case())),
            "the file": data_cases.file(b""),
            "news: opened": data_cases.opened(line(case()), NOW),
            "news: due": data_cases.due(line(case()), NOW),
            "news: overdue": data_cases.overdue(late, NOW),
            "a second answer": data_cases.settled(line(case(state=CaseState.refused, answer="Đã đúng")), NOW, "Minh"),
        },
    )
