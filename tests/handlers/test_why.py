"""«Vì sao không đăng ký được?»: from the staff card to the answer, rule by rule."""

from datetime import date

from sqlalchemy import update

from bot import buttons
from models.kinds import ConditionKind, Gender, Role
from models.official import Official
from models.programme import Condition
from tests.world import World


async def test_from_the_staff_card_by_a_tap_on_an_open_course(world: World) -> None:
    minh = await world.coordinator("Hoàng Minh")
    lan = await world.official("Nguyễn Thị Lan")
    await world.course("Tin học", seats=1)
    await world.course("Hộ tịch", communes=("Quế Võ",))
    nam = await world.official("Dương Hoài Nam", "Quế Võ")
    await world.says(nam, "LOP-001")
    await world.presses(nam, "Đăng ký")
    await world.presses(nam, "Xác nhận")

    await world.says(minh, "/canbo CB-002")
    assert "Cán bộ: Nguyễn Thị Lan (CB-002), Phường Võ Cường" in await world.presses(minh, "Vì sao không đăng ký được?")
    assert "LOP-001 – Tin học" in minh.labels()
    assert "LOP-002 – Hộ tịch" not in minh.labels()  # does not invite her: it may be typed
    seen = await world.presses(minh, "LOP-001 – Tin học")
    assert "✓ Lớp đang mở đăng ký" in seen
    assert "✓ Độ tuổi: chương trình không quy định" in seen
    assert "✗ Còn chỗ: lớp đã hết chỗ: cả 1 chỗ đã có người đăng ký." in seen
    assert "Chỉ thiếu chỗ: vào danh sách chờ được." in seen
    assert seen.count("✗") == 1
    assert lan.sent_count("Tin học") == 0


async def test_a_course_is_typed_and_the_reasons_speak_of_a_third_person(world: World) -> None:
    minh = await world.coordinator("Hoàng Minh")
    await world.official("Nguyễn Thị Lan", linked=False)
    programme = await world.programme("Hộ tịch")
    await world.course("Hộ tịch, cụm Quế Võ", programme=programme, communes=("Quế Võ",), closes_in=-3)
    await world.course("Hộ tịch, cụm Bắc Ninh", programme=programme)
    await world.says(minh, "/canbo CB-002")
    await world.presses(minh, "Vì sao không đăng ký được?")

    assert "Không tìm thấy lớp «qqqq»" in await world.says(minh, "qqqq")
    assert "có thể là các lớp dưới đây" in await world.says(minh, "ho tich")
    seen = await world.says(minh, "LOP-001")
    assert "✗ Tài khoản: chưa liên kết" in seen
    assert "✗ Lớp đang mở đăng ký: lớp đã hết hạn đăng ký" in seen
    assert "✗ Đơn vị được mời: lớp này không mời đơn vị của đồng chí ấy." in seen
    assert "Chưa đủ điều kiện đăng ký." in seen
    assert "Lớp khác cùng chương trình, đang mở: Hộ tịch, cụm Bắc Ninh (LOP-002)" in seen
    assert "Đủ điều kiện đăng ký." in await world.presses(minh, "Xét lớp LOP-002")
    assert "Kết quả tìm" in await world.says(minh, "ho tich")  # the question is closed: an ordinary search


async def test_age_and_party_are_explained_and_unknowns_are_only_noted(world: World) -> None:
    minh = await world.coordinator("Hoàng Minh")
    await world.official("Nguyễn Thị Lan", born=date(1994, 4, 11))
    await world.official("Trần Văn Hùng", born=None)
    programme = await world.programme("Trung cấp lý luận chính trị")
    await world.course("Trung cấp lý luận chính trị, khóa 1", programme=programme)
    async with world.database.writing() as session:
        since, basis = date(2022, 1, 1), "QĐ 6468"
        kinds = ((ConditionKind.party_member, None, None), (ConditionKind.least_age, 33, Gender.female))
        session.add_all(
            Condition(programme_id=programme, kind=kind, value=value, gender=gender, valid_from=since, basis=basis)
            for kind, value, gender in kinds
        )
        await session.execute(
            update(Official).where(Official.staff_code == "CB-002").values(gender="female", party_member=False)
        )
        await session.execute(update(Official).where(Official.staff_code == "CB-003").values(gender="female"))

    await world.says(minh, "/canbo CB-002")
    await world.presses(minh, "Vì sao không đăng ký được?")
    seen = await world.says(minh, "LOP-001")
    assert (
        "✗ Độ tuổi: chương trình này dành cho người từ đủ 33 tuổi; khi khai giảng đồng chí ấy 32 tuổi (QĐ 6468)."
        in seen
    )
    assert "✗ Đảng viên: chương trình này dành cho đảng viên (QĐ 6468)." in seen
    assert "Chưa đủ điều kiện đăng ký." in seen

    await world.says(minh, "/canbo CB-003")
    await world.presses(minh, "Vì sao không đăng ký được?")
    seen = await world.says(minh, "LOP-001")
    assert "Lưu ý khi duyệt: danh sách chưa có ngày sinh" in seen
    assert "✗" not in seen
    assert "Điều kiện: đảng viên; nữ từ đủ 33 tuổi (QĐ 6468)" in await world.presses(minh, "Xem lớp")


async def test_a_leader_asks_about_the_own_commune_only(world: World) -> None:
    hoa = await world.leader("Trần Văn Hòa")
    lan, nam = await world.official("Nguyễn Thị Lan"), await world.official("Dương Hoài Nam", "Quế Võ")
    course = await world.course("Tin học")
    for person, official_id, told in ((hoa, 2, "Đủ điều kiện"), (hoa, 3, "không có quyền"), (lan, 2, "không có quyền")):
        person.forge_press(buttons.WHY.on(official_id, course).data, person.last)
        await world.settle()
        assert told in person.last.text
    assert nam.sent_count("Tin học") == 0
    await world.official("Phạm Anh Tuấn", None, roles=(Role.admin,))


async def test_who_is_in_already_and_who_has_left(world: World) -> None:
    minh, lan = await world.coordinator("Hoàng Minh"), await world.official("Nguyễn Thị Lan")
    await world.leader("Trần Văn Hòa")
    course = await world.course("Tin học")
    await world.says(lan, "LOP-001")
    await world.presses(lan, "Đăng ký")
    await world.presses(lan, "Xác nhận")
    await world.says(minh, "/canbo CB-002")
    minh.forge_press(buttons.WHY.on(2, course).data, minh.last)
    await world.settle()
    assert "✗ Chưa có đăng ký ở lớp này: đã đăng ký, trạng thái chờ duyệt, đang chờ đ/c Trần Văn Hòa" in minh.last.text
    assert "Đã đăng ký." in minh.last.text
    await world.says(minh, "/canbo CB-002")
    await world.presses(minh, "Đã thôi công tác")
    await world.presses(minh, "Xác nhận")
    assert "Vì sao không đăng ký được?" not in minh.labels()
    minh.forge_press(buttons.WHY.on(2, course).data, minh.last)
    await world.settle()
    assert "✗ Tài khoản: đã thôi công tác từ 25/11/2026" in minh.last.text
    assert "Không đăng ký được: cán bộ đã thôi công tác." in minh.last.text
    minh.forge_press(buttons.WHY.on(2, 999).data, minh.last)
    await world.settle()
    assert "không còn hoặc đã thay đổi" in minh.last.text
