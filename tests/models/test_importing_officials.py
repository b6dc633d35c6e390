"""The roster in the database: who is who, where, and with which rights."""

from datetime import date, timedelta

import pytest

from models.audit import AuditEntry
from models.commune import Commune
from models.database import Database
from models.kinds import Gender, LegalGroup, Role
from models.official import OfficialPost, RoleGrant
from models.person import Person
from models.post import Post
from models.workbook_problems import ProblemCode
from tests.models.workbook_desk import HOA, LAN, Desk

VO_CUONG, KINH_BAC = "Võ Cường", "Kinh Bắc"


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


async def test_a_line_of_the_roster_becomes_an_official_with_posts_and_roles(desk: Desk) -> None:
    line = LAN | {
        "birth_date": "15/08/1985",
        "gender": "Nữ",
        "phone": "0912 345 678",
        "posts": "Chủ tịch UBND; Bí thư Đảng ủy",
        "legal_group": "Cán bộ",
        "roles": "Lãnh đạo; Giảng viên",
        "note": "Kiêm nhiệm",
    }
    report = await desk.take(officials=[line])
    lan = await desk.official()
    assert (lan.full_name, lan.birth_date, lan.phone) == ("Nguyễn Thị Lan", date(1985, 8, 15), "+84912345678")
    assert (lan.gender, lan.legal_group, lan.note) == (Gender.female, LegalGroup.can_bo, "Kiêm nhiệm")
    assert await desk.commune_of() == VO_CUONG
    assert await desk.roles("CB001") == {(Role.leader, VO_CUONG), (Role.trainer, None)}
    posts = {post.id: post for post in await desk.all(Post)}
    held = sorted(await desk.all(OfficialPost), key=lambda one: one.rank)
    assert [posts[one.post_id].code for one in held] == ["UB-CT", "DU-BT"]
    assert report.new_words == {}


UNITS: list[tuple[str | int, str]] = [
    ("Phường Võ Cường", VO_CUONG),
    ("phuong vo cuong", VO_CUONG),
    ("Võ Cường", VO_CUONG),
    ("P. Võ Cường", VO_CUONG),
    ("P.Võ Cường", VO_CUONG),
    ("Xã Võ Cường", VO_CUONG),  # of which kind it is many still have wrong
    ("09190", VO_CUONG),
    (9190, VO_CUONG),
    ("Phường Phong Khê", VO_CUONG),
    ("Đại Phúc", VO_CUONG),
    ("P. Đại Phúc", VO_CUONG),
    ("TT Thắng", "Hiệp Hòa"),
    ("thi tran thang", "Hiệp Hòa"),
    ("Phường Nhân Hoà", "Nhân Hòa"),
    ("Đồng Kỵ", "Đồng Nguyên"),  # the marks tell it from today's Đồng Kỳ
    ("Xã Đồng Kỳ", "Đồng Kỳ"),
    ("Phương Sơn", "Lục Nam"),
    ("Phượng Sơn", "Phượng Sơn"),
    ("Xã Đồng Tiến (huyện Yên Thế)", "Xuân Lương"),
    ("Trường Sơn", "Trường Sơn"),
    ("Bố Hạ", "Bố Hạ"),
]
UNCLEAR: list[tuple[str, set[str]]] = [
    ("Đồng Tiến", {"Xã Xuân Lương", "Xã Hoàng Vân"}),
    ("Xã Đồng Tiến", {"Xã Xuân Lương", "Xã Hoàng Vân"}),
    ("dong tien", {"Xã Xuân Lương", "Xã Hoàng Vân", "Xã Yên Phong"}),
    ("dong ky", {"Xã Đồng Kỳ", "Phường Đồng Nguyên"}),
    ("quang minh", {"Phường Vân Hà", "Xã Trung Chính"}),
]


async def test_a_unit_is_known_by_its_name_code_old_name_with_or_without_marks_and_kind(desk: Desk) -> None:
    await desk.take(officials=[LAN | {"code": f"U{n}", "unit": unit} for n, (unit, _) in enumerate(UNITS)])
    assert [(unit, await desk.commune_of(f"U{n}")) for n, (unit, _) in enumerate(UNITS)] == UNITS


async def test_a_name_that_may_mean_several_units_is_asked_back_with_the_candidates(desk: Desk) -> None:
    lines = [LAN | {"code": f"U{n}", "unit": unit} for n, (unit, _) in enumerate(UNCLEAR)]
    found = await desk.refused(officials=lines)
    assert {(column, code) for _, _, column, code, _ in found} == {("unit", ProblemCode.ambiguous_commune)}
    assert [set(detail.split("; ")) for *_, detail in found] == [candidates for _, candidates in UNCLEAR]


async def test_people_of_provincial_bodies_have_no_commune_and_a_mistyped_commune_is_not_a_body(desk: Desk) -> None:
    await desk.take(
        officials=[
            LAN | {"unit": "Sở Nội vụ"},
            HOA | {"unit": "Trung tâm Chuyển đổi số tỉnh"},
            HOA | {"code": "CB003", "unit": "Tạp chí Người Kinh Bắc", "roles": "Giảng viên"},
            HOA | {"code": "CB004", "unit": "", "roles": "Điều phối viên"},
        ]
    )
    assert (await desk.official("CB001")).unit_name == "Sở Nội vụ"
    assert (await desk.official("CB003")).unit_name == "Tạp chí Người Kinh Bắc"
    assert [await desk.commune_of(f"CB00{n}") for n in (1, 2, 3, 4)] == [None] * 4
    wrong = [
        LAN | {"unit": "Bố Hải"},
        HOA | {"unit": "Phường Vỏ Trứng", "roles": "Giảng viên"},
        HOA | {"code": "CB003", "unit": "Trương Sơn Hạ"},
    ]
    assert [row for _, row, *_ in await desk.refused(officials=wrong)] == [2, 3, 4]


async def test_a_unit_that_is_no_more_gives_way_to_todays_of_the_same_name(desk: Desk) -> None:
    async with desk.database.writing() as session:
        session.add(
            Commune(
                code="99999",
                kind="Xã",
                name=VO_CUONG,
                former_district="",
                valid_from=date(2025, 7, 1),
                valid_to=date(2026, 6, 30),
            )
        )
    await desk.take(officials=[LAN | {"unit": "vo cuong"}, HOA | {"unit": VO_CUONG}])
    async with desk.database.reading() as session:
        lan, hoa = await desk.official("CB001"), await desk.official("CB002")
        assert (await session.get_one(Commune, hoa.commune_id)).code == "09190"
        assert lan.commune_id == hoa.commune_id


async def test_columns_that_are_not_in_the_file_erase_nothing_and_empty_cells_do(desk: Desk) -> None:
    await desk.take(officials=[LAN | {"phone": "0912345678", "posts": "Bí thư", "roles": "Lãnh đạo", "note": "A"}])
    assert await desk.counts("officials", officials=[LAN]) == (0, 0, 1, 0)
    assert (await desk.official()).phone == "+84912345678"
    assert await desk.roles("CB001") == {(Role.leader, VO_CUONG)}
    assert await desk.counts("officials", officials=[LAN | {"phone": "", "posts": None, "roles": None}]) == (0, 1, 0, 0)
    assert (await desk.official()).phone is None
    assert await desk.roles("CB001") == set()
    assert await desk.all(OfficialPost) == []
    assert (await desk.official()).note == "A"


async def test_two_people_may_swap_their_phones(desk: Desk) -> None:
    await desk.take(officials=[LAN | {"phone": "0912345678"}, HOA | {"phone": "0987654321"}])
    swapped = [LAN | {"phone": "0987654321"}, HOA | {"phone": "0912345678"}]
    assert await desk.counts("officials", officials=swapped) == (0, 2, 0, 0)
    assert (await desk.official("CB001")).phone == "+84987654321"


async def test_codes_are_compared_without_case_and_spaces(desk: Desk) -> None:
    await desk.take(officials=[LAN])
    assert await desk.counts("officials", officials=[LAN | {"code": "cb 001"}]) == (0, 0, 1, 0)


async def test_a_role_given_and_ended_is_told_and_recorded_with_who_did_it(desk: Desk) -> None:
    admin = Person(77, roles=frozenset({Role.admin}))
    given = await desk.take(person=admin, officials=[LAN | {"roles": "Lãnh đạo"}, HOA | {"roles": ""}])
    assert [(one.name, one.role, one.commune, one.is_given) for one in given.roles] == [
        ("Nguyễn Thị Lan", Role.leader, "Phường Võ Cường", True)
    ]
    changed = await desk.take(person=admin, officials=[LAN | {"roles": ""}, HOA | {"roles": "Lãnh đạo"}])
    assert [(one.name, one.is_given) for one in changed.roles] == [("Nguyễn Thị Lan", False), ("Trần Văn Hòa", True)]
    assert await desk.roles("CB001") == set()
    assert await desk.roles("CB002") == {(Role.leader, VO_CUONG)}
    trail = [(one.action, one.actor_user_id) for one in await desk.all(AuditEntry)]
    assert trail == [(action, 77) for action in ("import", "give_role", "import", "end_role", "give_role")]
    ended = (await desk.all(AuditEntry))[3]
    assert ended.subject_id == (await desk.official()).id
    assert ended.before == {"role": "leader", "commune_id": (await desk.official()).commune_id}


@pytest.mark.parametrize("more", [{"roles": "Lãnh đạo"}, {}], ids=["with the roles", "without their column"])
async def test_a_leader_who_moves_leads_the_new_commune_and_no_longer_the_old(desk: Desk, more: dict[str, str]) -> None:
    await desk.take(officials=[LAN | {"roles": "Lãnh đạo"}])
    await desk.take(officials=[LAN | {"unit": KINH_BAC} | more])
    assert await desk.roles("CB001") == {(Role.leader, KINH_BAC)}


async def test_a_role_given_for_a_time_is_left_to_end_by_itself(desk: Desk) -> None:
    await desk.take(officials=[LAN])
    today = desk.now.date()
    async with desk.database.writing() as session:
        lan = await desk.official()
        session.add(
            RoleGrant(
                official_id=lan.id,
                role=Role.leader,
                commune_id=lan.commune_id,
                starts_on=today,
                ends_on=today + timedelta(days=7),
            )
        )
    assert await desk.counts("officials", officials=[LAN | {"roles": ""}]) == (0, 0, 1, 0)
    assert await desk.roles("CB001") == {(Role.leader, VO_CUONG)}


async def test_posts_change_their_order_and_a_new_post_joins_the_catalogue_once(desk: Desk) -> None:
    await desk.take(officials=[LAN | {"posts": "Bí thư Đảng ủy; Chủ tịch UBND"}])
    assert await desk.counts("officials", officials=[LAN | {"posts": "Chủ tịch UBND; Bí thư Đảng ủy"}]) == (0, 1, 0, 0)
    before = len(await desk.all(Post))
    both = [LAN | {"posts": "Tổ trưởng tổ số"}, HOA | {"posts": "TỔ TRƯỞNG  TỔ SỐ; -"}]
    report = await desk.take(officials=both)
    assert report.new_words == {"post": ["Tổ trưởng tổ số"]}
    assert len(await desk.all(Post)) == before + 1
    again = await desk.take(officials=both)
    assert again.changes_nothing
    assert again.new_words == {}
