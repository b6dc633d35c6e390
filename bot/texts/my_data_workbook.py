"""The sheets of the file that a person takes away, and of the open requests that the department works from."""

from collections.abc import Sequence
from datetime import datetime

from bot.sheets import Column, Table, Value
from bot.texts import effects, surveys
from bot.texts.automatic import NAMES
from bot.texts.my_data_words import CASE_STATES, FIELDS, MARKS, NOTICES, asked_for, disclosed
from bot.texts.words import GROUPS, ROLES, STATES
from models.data_case_list import CaseLine
from models.effect import EffectAnswer, Hindrance, Used
from models.my_data_rows import MyRows
from models.phones import mask_phone
from models.survey import Question, SurveyAnswer

TOTAL = "Tổng"
AT, DAY, PERSON = 18, 13, 28


def tables(rows: MyRows, now: datetime) -> list[Table]:
    """One sheet a kind of data."""
    return [
        _roster(rows),
        _table(
            "Vai trò",
            (("Vai trò", 22), ("Đơn vị", PERSON), ("Từ ngày", DAY), ("Đến ngày", DAY), ("Thay cho", PERSON)),
            [(ROLES[role], commune, first, last, acting) for role, commune, first, last, acting in rows.roles],
        ),
        _registrations(rows, now),
        _table(
            "Điểm danh",
            (("Lớp", 50), ("Mã lớp", 18), ("Buổi học", AT), ("Kết quả", 16), ("Ghi lúc", AT)),
            [
                (one.title, one.code, _at(one.starts_at, now), MARKS[one.mark], _at(one.at, now))
                for one in rows.attendance
            ],
        ),
        *_learning(rows, now),
        _table(
            "Chứng chỉ",
            (("Số", 26), ("Lớp", 50), ("Số tiết", 10), ("Ngày cấp", AT), ("Thu hồi", AT)),
            [
                (one.number, one.course, one.hours, _at(one.issued_at, now), _at(one.withdrawn_at, now))
                for one in rows.certificates
            ],
        ),
        _table(
            "Tin đã gửi",
            (("Ngày", DAY), ("Số tin", 10), ("Kết quả", 24)),
            [(day, count, NOTICES[state]) for day, state, count in rows.notices],
        ),
        _table(
            "Đồng ý",
            (("Nội dung đã đồng ý", 110), ("Cách đồng ý", 16), ("Từ", AT), ("Rút lại", AT)),
            [
                (one.wording, HOW.get(one.how, one.how), _at(one.given_at, now), _at(one.withdrawn_at, now))
                for one in rows.consents
            ],
        ),
        _table(
            "Tin tự động",
            (("Tin", 44), ("Nhận", 10)),
            [(NAMES[topic], "có" if wanted else "không") for topic, wanted in rows.topics.items()],
        ),
        _table(
            "Yêu cầu về dữ liệu",
            (("Yêu cầu", 34), ("Nội dung", 80), ("Gửi lúc", AT), ("Hạn", AT), ("Kết quả", 18), ("Lý do", 50)),
            [
                (
                    asked_for(one), one.words, _at(one.made_at, now), _at(one.due_at, now), CASE_STATES[one.state],
                    one.answer,
                )
                for one in rows.cases
            ],
        ),
        _table(
            "Ai đã xem, đã xuất",
            (("Lúc", AT), ("Việc", 110)),
            [(_at(one.at, now), disclosed(one, now)) for one in rows.disclosures],
        ),
    ]  # fmt: skip


HOW = {"contact": "chia sẻ số điện thoại", "invite": "liên kết mời", "button": "bấm nút"}


def _roster(rows: MyRows) -> Table:
    one, official = rows.seen.card.line, rows.seen.official
    held = "đã lưu, không ghi vào tệp"
    said = (
        ("Mã cán bộ", one.staff_code),
        ("Họ và tên", one.full_name),
        ("Chức danh", "; ".join(rows.seen.card.posts)),
        ("Đơn vị", one.unit),
        ("Nhóm", GROUPS[official.legal_group] if official.legal_group else ""),
        ("Số điện thoại", mask_phone(official.phone) if official.phone else ""),
        ("Ngày sinh", held if official.birth_date else ""),
        ("Thông tin đảng viên", held if official.party_member is not None else ""),
        ("Ghi chú", official.note),
        ("Thôi công tác từ", official.left_on),
        ("Liên kết Telegram", "có" if one.linked else "không"),
    )
    return _table("Danh sách cán bộ", (("Mục", 24), ("Dữ liệu", 70)), said)


def _registrations(rows: MyRows, now: datetime) -> Table:
    columns = (
        ("Lớp", 50), ("Mã lớp", 18), ("Khai giảng", DAY), ("Bế giảng", DAY), ("Trạng thái", 18), ("Đăng ký lúc", AT),
        ("Trạng thái từ", AT), ("Người duyệt", PERSON), ("Người cử", PERSON), ("Người làm thay", PERSON),
        ("Lý do đã gõ", 50), ("Ý kiến đã gõ", 50),
    )  # fmt: skip
    found = [
        (
            row.title, row.code, row.starts_on, row.ends_on, STATES[one.state], _at(one.created_at, now),
            _at(one.since, now), row.decided_by, row.nominated_by, row.covered_by, one.reason_text, one.objection,
        )
        for row in rows.registrations
        for one in [row.registration]
    ]  # fmt: skip
    return _table("Đăng ký học", columns, found)


def _learning(rows: MyRows, now: datetime) -> list[Table]:
    course = (("Lớp", 50), ("Mã lớp", 18))
    said = [
        *(
            (title, code, "Câu hỏi gửi giảng viên", text, _at(at, now))
            for title, code, text, at in rows.learning.questions
        ),
        *(
            (title, code, "Khảo sát cuối khoá", _survey(one), _at(one.changed_at, now))
            for title, code, one in rows.learning.surveys
        ),
        *(
            (title, code, "Hiệu quả sau bồi dưỡng", _effect(one), _at(one.answered_at, now))
            for title, code, one in rows.learning.effects
        ),
    ]
    return [
        _table(
            "Điểm",
            (*course, ("Bài kiểm tra", 40), ("Điểm", 10), ("Thang điểm", 12), ("Ghi lúc", AT)),
            [(*row[:5], _at(row[5], now)) for row in rows.learning.scores],
        ),
        _table("Câu hỏi, khảo sát", (*course, ("Việc", 26), ("Nội dung", 90), ("Lúc", AT)), said),
    ]


def _survey(one: SurveyAnswer) -> str:
    marks = ((surveys.NAMES[asked], getattr(one, asked.name)) for asked in Question)
    return "; ".join([*(f"{what}: {mark}" for what, mark in marks if mark), *([one.sentence] if one.sentence else [])])


def _effect(one: EffectAnswer) -> str:
    used = [effects.USED[Used(one.used)]] if one.used else []
    return "; ".join([*used, *([effects.HINDRANCES[Hindrance(one.hindrance)]] if one.hindrance else [])])


def open_cases(found: Sequence[CaseLine], now: datetime) -> list[Table]:
    """What the department corrects in its own workbook, with the words as they were typed."""
    columns = (
        ("Mã cán bộ", 16), ("Họ và tên", PERSON), ("Đơn vị", PERSON), ("Yêu cầu", 34), ("Mục", 26), ("Nội dung", 90),
        ("Gửi lúc", AT), ("Hạn trả lời", AT),
    )  # fmt: skip
    rows = [
        (
            one.staff_code, one.full_name, one.unit, asked_for(one.case), FIELDS[one.case.field], one.case.words,
            _at(one.case.made_at, now), _at(one.case.due_at, now),
        )
        for one in found
    ]  # fmt: skip
    return [_table("Yêu cầu về dữ liệu", columns, rows)]


def _table(name: str, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[Value]]) -> Table:
    return Table(name, [Column(header, width) for header, width in columns], rows, TOTAL)


def _at(moment: datetime | None, now: datetime) -> datetime | None:
    return moment.astimezone(now.tzinfo) if moment else None
