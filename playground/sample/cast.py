"""The people of the demo and of the stories: invented, and lines of the sample roster like everybody else."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CastMember:
    """One person with a Telegram account. `phone` is E.164; `group`, `role` and `party` as the roster writes them."""

    telegram_id: int
    staff_code: str
    full_name: str
    phone: str
    birth_date: date
    sex: str
    post: str
    unit: str
    group: str
    role: str = ""
    party: str = ""

    @property
    def title(self) -> str:
        """The role of those who run the courses, else the post; and the unit."""
        return f"{self.role if self.role in ('Điều phối viên', 'Quản trị') else self.post}, {self.unit}"


LAN = CastMember(
    telegram_id=700_000_001,
    staff_code="CB-09190-002",
    full_name="Nguyễn Thị Ngọc Lan",
    phone="+84900000001",
    birth_date=date(1991, 8, 14),
    sex="Nữ",
    post="Chuyên viên văn hóa",
    unit="Phường Võ Cường",
    group="Công chức",
    party="Có",
)
HOA = CastMember(
    telegram_id=700_000_002,
    staff_code="CB-09190-001",
    full_name="Đặng Xuân Hòa",
    phone="+84900000002",
    birth_date=date(1976, 2, 3),
    sex="Nam",
    post="Chủ tịch UBND",
    unit="Phường Võ Cường",
    group="Cán bộ",
    role="Lãnh đạo",
    party="Có",
)
MINH = CastMember(
    telegram_id=700_000_003,
    staff_code="SNV-001",
    full_name="Hoàng Nhật Minh",
    phone="+84900000003",
    birth_date=date(1987, 5, 22),
    sex="Nam",
    post="Chuyên viên",
    unit="Sở Nội vụ",
    group="Công chức",
    role="Điều phối viên",
)
TUAN = CastMember(
    telegram_id=700_000_004,
    staff_code="SNV-002",
    full_name="Đỗ Mạnh Tuấn",
    phone="+84900000004",
    birth_date=date(1989, 12, 9),
    sex="Nam",
    post="Chuyên viên",
    unit="Sở Nội vụ",
    group="Công chức",
    role="Quản trị",
)
HANH = CastMember(
    telegram_id=700_000_005,
    staff_code="GV-001",
    full_name="Vũ Thị Hồng Hạnh",
    phone="+84900000005",
    birth_date=date(1982, 10, 27),
    sex="Nữ",
    post="Giảng viên chính",
    unit="Trường Chính trị Nguyễn Văn Cừ",
    group="Viên chức",
    role="Giảng viên",
)
# A colleague of Lan: may be nominated, or take a seat in Lan's place.
HUONG = CastMember(
    telegram_id=700_000_006,
    staff_code="CB-09190-003",
    full_name="Bùi Thị Thu Hương",
    phone="+84900000006",
    birth_date=date(1994, 4, 11),
    sex="Nữ",
    post="Chuyên viên phục vụ hành chính công",
    unit="Phường Võ Cường",
    group="Công chức",
    party="Có",
)
# Another commune: what its people may see and decide differs.
DUNG = CastMember(
    telegram_id=700_000_007,
    staff_code="CB-09247-001",
    full_name="Ngô Tiến Dũng",
    phone="+84900000007",
    birth_date=date(1979, 7, 6),
    sex="Nam",
    post="Phó Chủ tịch UBND",
    unit="Phường Quế Võ",
    group="Cán bộ",
    role="Lãnh đạo",
    party="Có",
)
NAM = CastMember(
    telegram_id=700_000_008,
    staff_code="CB-09247-002",
    full_name="Dương Hoài Nam",
    phone="+84900000008",
    birth_date=date(1993, 1, 30),
    sex="Nam",
    post="Chuyên viên tư pháp",
    unit="Phường Quế Võ",
    group="Công chức",
    party="Không",
)

CAST = (LAN, HOA, MINH, TUAN, HANH, HUONG, DUNG, NAM)
