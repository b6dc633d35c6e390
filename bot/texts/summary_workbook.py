"""The sheets of the weekly summary: what a coordinator prints, filters and telephones from."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.sheets import Column, Table, Value
from bot.texts.papers import spaced_phone
from bot.texts.reasons import DECLINED, WITHDRAWN
from bot.texts.summary_hands import NEEDS, hand_words
from bot.texts.words import STATES
from models.registration import Level, State
from models.summary import CourseFigures, Summary
from models.summary_rows import CommuneLine, Line, SummaryRows

TOTAL = "Tổng"
PERSON = (
    Column("Mã lớp", 18),
    Column("Số thứ tự", 11),
    Column("Họ và tên", 28),
    Column("Mã cán bộ", 16),
    Column("Đơn vị", 26),
)
PRESETS = {State.declined: DECLINED, State.withdrawn: WITHDRAWN}
OWN_WORDS, UNSAID = "lý do khác", "không nêu"
LEVELS = {Level.leader: "lãnh đạo đơn vị", Level.department: "Sở Nội vụ"}


def tables(found: Summary, rows: SummaryRows) -> list[Table]:
    """All sheets; each ends in its row of totals."""
    return [
        _courses(found),
        _hands(found),
        _people("Danh sách lớp", [Column("Tình trạng", 16), Column("Từ", 17)], rows.seated, found, _state),
        _people(
            "Chờ duyệt",
            [Column("Chờ ai", 18), Column("Từ", 17), Column("Số ngày chờ", 10)],
            rows.waiting,
            found,
            _wait,
        ),
        _people(
            "Danh sách chờ",
            [Column("Chờ chỗ từ", 17), Column("Việc duyệt", 26)],
            rows.queued,
            found,
            _queue,
        ),
        _people("Từ chối", [Column("Lý do", 50), Column("Ngày", 17)], rows.of(State.declined), found, _reason),
        _people("Đã rút", [Column("Lý do", 50), Column("Ngày", 17)], rows.of(State.withdrawn), found, _reason),
        _reasons(rows),
        _communes(rows.communes),
        _people(
            "Chưa liên lạc được",
            [Column("Số điện thoại", 16), Column("Vì sao", 26)],
            rows.unreached,
            found,
            _unreached,
        ),
    ]


def _courses(found: Summary) -> Table:
    columns = (
        Column("Mã lớp", 18),
        Column("Số thứ tự", 11),
        Column("Tên lớp", 60),
        Column("Khai giảng", 13),
        Column("Bế giảng", 13),
        Column("Số chỗ", 10, adds_up=True),
        Column("Tối thiểu", 10, adds_up=True),
        Column("Đã giữ", 10, adds_up=True),
        Column("Đã duyệt", 10, adds_up=True),
        Column("Chờ duyệt", 10, adds_up=True),
        Column("Mời nhận chỗ", 10, adds_up=True),
        Column("Danh sách chờ", 10, adds_up=True),
        Column("Đã giữ tuần trước", 12, adds_up=True),
        Column("Lượt điểm danh", 12, adds_up=True),
        Column("Lượt có mặt", 12, adds_up=True),
    )
    rows = [
        (
            one.code, at, one.title, one.starts_on, one.ends_on, one.seats, one.minimum, one.taken, one.confirmed,
            one.pending, one.offered, one.queued, one.before, *_attendance(one),
        )
        for at, one in enumerate(found.courses, 1)
    ]  # fmt: skip
    return Table("Tổng hợp", columns, rows, TOTAL)


def _attendance(one: CourseFigures) -> tuple[int, int]:
    return (one.share.marked, one.share.there) if one.share else (0, 0)


def _hands(found: Summary) -> Table:
    columns = (Column("Việc", 30), Column("Số thứ tự", 11), Column("Nội dung", 110))
    rows = [(NEEDS[hand.need], at, hand_words(hand, found.at)) for at, hand in enumerate(found.hands, 1)]
    return Table("Việc cần xử lý", columns, rows, TOTAL)


def _people(
    name: str,
    more: Sequence[Column],
    lines: Sequence[Line],
    found: Summary,
    rest: Callable[[Line, datetime], tuple[Value, ...]],
) -> Table:
    """One line a registration: the person, then what the sheet is about."""
    rows = [
        (one.code, at, one.official, one.staff_code, one.unit, *rest(one, found.at)) for at, one in enumerate(lines, 1)
    ]
    return Table(name, (*PERSON, *more), rows, TOTAL)


def _communes(communes: Sequence[CommuneLine]) -> Table:
    columns = (
        Column("Đơn vị", 28),
        Column("Số thứ tự", 11),
        Column("Số lớp được mời", 12, adds_up=True),
        Column("Số người đã cử", 12, adds_up=True),
        Column("Số lớp chưa cử ai", 12, adds_up=True),
        Column("Lớp chưa cử ai", 110),
    )
    rows = [
        (one.name, at, one.invited, one.sent, len(one.without), ", ".join(one.without))
        for at, one in enumerate(communes, 1)
    ]
    return Table("Đơn vị chưa cử", columns, rows, TOTAL)


def _state(line: Line, at: datetime) -> tuple[Value, ...]:
    return STATES[line.state], line.since.astimezone(at.tzinfo)


def _wait(line: Line, at: datetime) -> tuple[Value, ...]:
    awaits = LEVELS[line.awaits] if line.awaits else ""
    return awaits, line.since.astimezone(at.tzinfo), (at - line.since).days


def _queue(line: Line, at: datetime) -> tuple[Value, ...]:
    stands = f"chờ {LEVELS[line.awaits]}" if line.awaits else STATES[State.confirmed]
    return (line.queued_at or line.since).astimezone(at.tzinfo), stands


def _reason(line: Line, at: datetime) -> tuple[Value, ...]:
    return line.reason_text or _preset(line), line.since.astimezone(at.tzinfo)


def _preset(line: Line) -> str:
    words = PRESETS.get(line.state, {})
    return words.get(line.reason, "") if line.reason else ""


def _reasons(rows: SummaryRows) -> Table:
    """How often each reason was given; words of one's own are counted together, the most frequent first."""
    columns = (Column("Việc", 16), Column("Lý do", 50), Column("Số lượt", 10, adds_up=True))
    counted = Counter(
        (STATES[line.state], _preset(line) or (OWN_WORDS if line.reason_text else UNSAID)) for line in rows.of(*PRESETS)
    )
    return Table("Thống kê lý do", columns, [(what, why, count) for (what, why), count in counted.most_common()], TOTAL)


def _unreached(line: Line, _: datetime) -> tuple[Value, ...]:
    return spaced_phone(line.phone), "chưa liên kết Telegram" if line.account is None else "đã chặn hoặc mất tài khoản"
