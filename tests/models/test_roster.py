"""Lists of people: Vietnamese order, and whose list anybody may see."""

import pytest

from models.kinds import Role
from models.person import Person
from models.refusals import NoRight, NotLinked
from models.roster import Order, must_see_roster, sort_roster, units_of
from models.running import must_run
from tests.bot.paper_samples import line

HERE, ELSEWHERE = 1, 2


def test_by_name_the_given_name_decides_in_the_order_of_the_alphabet() -> None:
    names = ["Trần Văn Đạt", "Lê Thị An", "Nguyễn Thị Ánh", "Bùi Văn Dũng", "Vũ Thị Ân", "Đỗ Thị Yến", "Phạm Văn Anh"]
    found = sort_roster([line(name) for name in names], Order.by_name)
    assert [one.full_name for one in found] == [
        "Lê Thị An",
        "Phạm Văn Anh",
        "Nguyễn Thị Ánh",
        "Vũ Thị Ân",
        "Bùi Văn Dũng",
        "Trần Văn Đạt",
        "Đỗ Thị Yến",
    ]


def test_by_unit_the_kind_does_not_count_and_the_department_comes_last() -> None:
    found = sort_roster(
        [
            line("A", "Sở Nội vụ", commune_id=None),
            line("B", "Xã Đại Sơn", commune_id=3),
            line("C", "Phường Đa Mai", commune_id=2),
            line("D", "Xã Bắc Lũng", commune_id=1),
            line("Ă", "Xã Bắc Lũng", commune_id=1),
        ],
        Order.by_unit,
    )
    assert [(unit, len(people)) for _, unit, people in units_of(found)] == [
        ("Xã Bắc Lũng", 2),
        ("Phường Đa Mai", 1),
        ("Xã Đại Sơn", 1),
        ("Sở Nội vụ", 1),
    ]
    assert [one.full_name for one in found[:2]] == ["Ă", "D"]


def test_only_the_department_runs_courses() -> None:
    for role in (Role.coordinator, Role.admin):
        must_run(Person(1, 1, roles=frozenset({Role.official, role})))
    with pytest.raises(NoRight):
        must_run(Person(1, 1, roles=frozenset({Role.official, Role.leader, Role.trainer}), leads=frozenset({HERE})))
    with pytest.raises(NotLinked):
        must_run(Person(1))


def test_the_department_sees_all_and_a_leader_the_own_commune() -> None:
    leader = Person(1, 1, roles=frozenset({Role.official, Role.leader}), leads=frozenset({HERE}))
    must_see_roster(leader, HERE)
    for commune in (ELSEWHERE, None):
        with pytest.raises(NoRight):
            must_see_roster(leader, commune)
    for role in (Role.coordinator, Role.admin):
        must_see_roster(Person(1, 1, roles=frozenset({Role.official, role})), None)
    with pytest.raises(NoRight):
        must_see_roster(Person(1, 1, roles=frozenset({Role.official, Role.trainer})), HERE)
    with pytest.raises(NotLinked):
        must_see_roster(Person(1), HERE)
