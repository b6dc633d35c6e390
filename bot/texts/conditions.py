"""What a programme asks of age and party, in one line."""

from collections.abc import Sequence
from itertools import groupby

from models.kinds import ConditionKind, Gender
from models.programme import Condition

GENDERS = {None: "", Gender.male: "nam ", Gender.female: "nữ "}


def conditions(found: Sequence[Condition]) -> str:
    """«đảng viên; nam từ đủ 35 tuổi; nữ từ đủ 33 tuổi (QĐ 6468-QĐ/HVCTQG)»: a basis is said once for its conditions."""
    order = sorted(found, key=lambda one: (one.basis, one.kind is not ConditionKind.party_member, one.id))
    return "; ".join(
        "; ".join(map(_condition, group)) + (f" ({basis})" if basis else "")
        for basis, group in groupby(order, key=lambda one: one.basis)
    )


def _condition(one: Condition) -> str:
    if one.kind is ConditionKind.party_member:
        return f"{GENDERS[one.gender]}là đảng viên" if one.gender else "đảng viên"
    if one.kind is ConditionKind.least_attendance:
        return f"có mặt ít nhất {one.value}% số buổi để hoàn thành"
    bound = "không quá" if one.kind is ConditionKind.most_age else "từ đủ"
    return f"{GENDERS[one.gender]}{bound} {one.value} tuổi"
