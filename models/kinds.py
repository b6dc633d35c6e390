"""The closed lists that the rules know by name; their Vietnamese is in bot/texts."""

from enum import StrEnum


class Role(StrEnum):
    """What a person may do; everybody on the roster is an official, the others come on top."""

    official = "official"
    leader = "leader"
    coordinator = "coordinator"
    trainer = "trainer"
    admin = "admin"


class LegalGroup(StrEnum):
    """The group in law that a person belongs to; a programme may bind only some of them."""

    can_bo = "can_bo"
    cong_chuc = "cong_chuc"
    vien_chuc = "vien_chuc"
    dai_bieu_hdnd = "dai_bieu_hdnd"
    khong_chuyen_trach = "khong_chuyen_trach"


class Gender(StrEnum):
    """As the roster writes it."""

    male = "male"
    female = "female"


class Route(StrEnum):
    """Whose approval a registration needs before it holds a confirmed seat."""

    none = "none"
    leader = "leader"
    department = "department"
    leader_then_department = "leader_then_department"


class HolidayKind(StrEnum):
    """A day off, or a weekend day worked in exchange for one."""

    off = "off"
    make_up = "make_up"


class ConditionKind(StrEnum):
    """What a programme may ask of a person beside post and group; attendance (percent) is for completing it."""

    least_age = "least_age"
    most_age = "most_age"
    party_member = "party_member"
    least_attendance = "least_attendance"
