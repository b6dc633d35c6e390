"""How roll call, marks and conditions are said, the same to those who run a course and to those who took it."""

from collections.abc import Sequence
from datetime import datetime

from bot.texts.words import half_day, number
from models.attendance import Mark
from models.own_results import OwnResult
from models.result_conditions import Requirement

MARKS = {Mark.absent: "vắng", Mark.excused: "vắng có phép", None: "chưa ghi điểm danh"}
MISSED = 4  # said one by one


def asks(found: Requirement) -> str:
    """What the policy asks, in one line."""
    share = "đủ các buổi" if found.attendance_percent == 100 else f"ít nhất {found.attendance_percent}% số buổi"
    excused = (
        f" ({number(found.excused_meetings)} buổi vắng có phép được tính như có mặt)" if found.excused_meetings else ""
    )
    return f"có mặt {share}{excused}; mỗi bài kiểm tra đạt từ {found.score_percent}% thang điểm"


def meeting(at: datetime, now: datetime) -> str:
    """«sáng 07/12»."""
    local = at.astimezone(now.tzinfo)
    return f"{half_day(local)} {local:%d/%m}"


def missed(found: Sequence[tuple[datetime, Mark | None]], now: datetime) -> str:
    """«vắng sáng 07/12, chiều 08/12; vắng có phép sáng 09/12»."""
    parts = []
    for mark, words in MARKS.items():
        days = [meeting(at, now) for at, one in found if one is mark]
        if days:
            rest = f" và {number(len(days) - MISSED)} buổi nữa" if len(days) > MISSED else ""
            parts.append(f"{words} {', '.join(days[:MISSED])}{rest}")
    return "; ".join(parts)


def score(reached: float, scale: float) -> str:
    """«8,5/10», with as many decimals as were given."""
    return f"{decimal(reached)}/{decimal(scale)}"


def decimal(value: float) -> str:
    """«8,25», «10»."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def points(found: OwnResult) -> str:
    """«có mặt 4/4 buổi; Bài thu hoạch: 8,5/10; chứng chỉ số …»."""
    parts = [f"có mặt {number(found.there)}/{number(found.meetings)} buổi"] if found.meetings else []
    parts += [f"{name}: {score(reached, scale)}" for name, reached, scale in found.marks if reached is not None]
    if not found.passed:
        parts += [f"{name}: chưa có điểm" for name, reached, _ in found.marks if reached is None]
    if found.number:
        parts.append(f"chứng chỉ số {found.number}")
    return "; ".join(parts)
