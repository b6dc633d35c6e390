"""The rotating code: shown and turned in place; scanned or typed; early, late, old, forged, another's, foreign."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select

from models.attendance import Attendance, Mark
from models.check_in import RollTry
from models.kinds import Role
from models.roll_code import RollCode, digits_of, payload_of, step_of
from playground.person import Person
from tests.seats import seat
from tests.teaching import let_teach, marks
from tests.world import World


@dataclass
class Hall:
    """Hạnh's course of today with Lan in it; Nam sits in another course that meets at the same hour."""

    world: World
    hanh: Person
    lan: Person
    nam: Person
    course: int
    meeting: int
    other: int

    async def show(self) -> None:
        await self.world.says(self.hanh, "/diemdanh")
        await self.world.presses(self.hanh, "Mã điểm danh")

    async def code(self, meeting: int = 0, old: int = 0) -> tuple[str, str]:
        """(payload, digits) as the picture shows them, or showed them so many steps ago."""
        meeting = meeting or self.meeting
        async with self.world.database.reading() as session:
            secret = (await session.get_one(RollCode, meeting)).secret
        step = step_of(self.world.clock.now()) - old
        return payload_of(secret, meeting, step), digits_of(secret, meeting, step)

    async def scans(self, person: Person, payload: str) -> str:
        person.start(payload)
        await self.world.settle()
        return person.last.text

    async def nothing_is_stored(self) -> bool:
        async with self.world.database.reading() as session:
            return not (await session.scalars(select(Attendance))).all()

    async def tries(self, person: Person) -> int:
        async with self.world.database.reading() as session:
            return await session.scalar(select(RollTry.tries).where(RollTry.user_id == person.id)) or 0


@pytest.fixture
async def hall(world: World) -> Hall:
    hanh = await world.official("Vũ Thị Hạnh", None, roles=(Role.trainer,))
    course, other = [await world.course(name, starts_in=0, hour=9) for name in ("Văn thư", "Hộ tịch")]
    lan, nam = await world.official("Nguyễn Thị Lan"), await world.official("Dương Hoài Nam")
    await seat(world, lan, course)
    await seat(world, nam, other)
    meeting, _ = await let_teach(world, hanh, course)
    thay = await world.official("Trần Văn Thầy", None, roles=(Role.trainer,))
    another, _ = await let_teach(world, thay, other)
    await world.says(thay, "/diemdanh")
    await world.presses(thay, "Mã điểm danh")
    return Hall(world, hanh, lan, nam, course, meeting, another)


async def test_who_scans_the_code_in_time_is_there(hall: Hall) -> None:
    await hall.show()
    payload, _ = await hall.code()
    assert "Đã điểm danh: có mặt, buổi sáng 25/11/2026 – Văn thư" in await hall.scans(hall.lan, payload)
    assert await marks(hall.world, hall.meeting) == {"Nguyễn Thị Lan": Mark.present}
    assert "Đồng chí đã được điểm danh lúc 9h00: có mặt" in await hall.scans(hall.lan, payload)
    await hall.world.presses(hall.hanh, "Danh sách điểm danh")
    assert any(label.startswith("✓ Nguyễn Thị Lan") for label in hall.hanh.last.labels)


async def test_who_types_the_digits_is_there_too_and_the_step_before_still_counts(hall: Hall) -> None:
    await hall.show()
    _, digits = await hall.code()
    hall.world.clock.at += timedelta(seconds=30)
    assert "Đã điểm danh: có mặt" in await hall.world.says(hall.lan, f"{digits[:3]} {digits[3:]}")


async def test_who_comes_late_by_the_clock_is_late(hall: Hall) -> None:
    hall.world.clock.at += timedelta(minutes=15)
    await hall.show()
    payload, _ = await hall.code()
    assert "Đã điểm danh: muộn" in await hall.scans(hall.lan, payload)


async def test_an_early_code_says_when_the_roll_opens_and_stores_nothing(hall: Hall) -> None:
    await hall.show()
    hall.world.clock.at -= timedelta(minutes=20)
    payload, digits = await hall.code()
    assert "Điểm danh mở lúc 8h45" in await hall.scans(hall.lan, payload)
    assert "Điểm danh mở lúc 8h45" in await hall.world.says(hall.lan, digits)
    assert await hall.nothing_is_stored()
    assert await hall.tries(hall.lan) == 0


async def test_a_code_after_the_meeting_says_so_and_stores_nothing(hall: Hall) -> None:
    await hall.show()
    hall.world.clock.at += timedelta(hours=3)
    payload, digits = await hall.code()
    assert "Buổi học đã kết thúc lúc 12h00" in await hall.scans(hall.lan, payload)
    assert "Buổi học đã kết thúc lúc 12h00" in await hall.world.says(hall.lan, digits)
    assert await hall.nothing_is_stored()


async def test_a_replayed_code_of_an_older_step_is_not_taken(hall: Hall) -> None:
    await hall.show()
    payload, digits = await hall.code()
    hall.world.clock.at += timedelta(seconds=60)
    assert "Mã này đã đổi" in await hall.scans(hall.lan, payload)
    assert "Mã này đã đổi" in await hall.world.says(hall.lan, digits)
    hall.world.clock.at += timedelta(minutes=30)
    assert "Mã điểm danh không đúng" in await hall.scans(hall.lan, payload)
    assert await hall.nothing_is_stored()


async def test_a_forged_code_is_not_taken_and_too_many_have_to_wait(hall: Hall) -> None:
    await hall.show()
    payload, _ = await hall.code()
    forged = payload[:-1] + ("A" if payload[-1] != "A" else "B")
    assert "Mã điểm danh không đúng" in await hall.scans(hall.lan, forged)
    assert "Mã điểm danh không đúng" in await hall.scans(hall.lan, "d-999999-AAAAAAAAAAAAAAAA")
    for nonsense in ("d-", "d-x-y"):
        assert "Mã điểm danh không đúng" in await hall.scans(hall.lan, nonsense)
    assert "nhập sai mã điểm danh nhiều lần. Đề nghị thử lại sau 9h05" in await hall.scans(hall.lan, forged)
    assert "nhập sai mã điểm danh nhiều lần" in await hall.scans(hall.lan, payload)  # the right one too
    assert await hall.nothing_is_stored()
    hall.world.clock.at += timedelta(minutes=5)
    payload, _ = await hall.code()
    assert "Đã điểm danh" in await hall.scans(hall.lan, payload)
    assert await hall.tries(hall.lan) == 0


async def test_typed_digits_are_bounded_too(hall: Hall) -> None:
    await hall.show()
    _, digits = await hall.code()
    wrong = f"{(int(digits) + 1) % 1_000_000:06d}"
    for _ in range(4):
        assert "Mã điểm danh không đúng" in await hall.world.says(hall.lan, wrong)
    assert "nhập sai mã điểm danh nhiều lần" in await hall.world.says(hall.lan, wrong)
    assert "nhập sai mã điểm danh nhiều lần" in await hall.world.says(hall.lan, digits)
    assert await hall.nothing_is_stored()


async def test_the_code_of_another_meeting_opens_only_that_one(hall: Hall) -> None:
    await hall.show()
    payload, _ = await hall.code()
    _, theirs = await hall.code(hall.other)
    assert "Mã điểm danh không đúng" in await hall.world.says(hall.lan, theirs)
    token = payload.rpartition("-")[2]
    assert "Mã điểm danh không đúng" in await hall.scans(hall.nam, f"d-{hall.other}-{token}")
    assert await hall.nothing_is_stored()


async def test_who_is_not_in_the_course_is_told_so(hall: Hall) -> None:
    await hall.show()
    payload, digits = await hall.code()
    assert "Đồng chí không có trong danh sách lớp «Văn thư»" in await hall.scans(hall.nam, payload)
    nobody = await hall.world.official("Lê Văn Không")
    assert "Hôm nay đồng chí không có buổi học nào" in await hall.world.says(nobody, digits)
    stranger = hall.world.telegram.person(999, "Stranger")
    assert "chưa được liên kết nên chưa điểm danh được" in await hall.scans(stranger, payload)
    assert await hall.nothing_is_stored()


async def test_a_code_never_overrides_what_the_trainer_has_marked(hall: Hall) -> None:
    await hall.world.says(hall.hanh, "/diemdanh")
    await hall.world.presses(hall.hanh, "Nguyễn Thị Lan")
    await hall.world.presses(hall.hanh, "Mã điểm danh")
    payload, _ = await hall.code()
    assert "Giảng viên đã ghi đồng chí vắng ở buổi sáng 25/11/2026" in await hall.scans(hall.lan, payload)
    assert await marks(hall.world, hall.meeting) == {"Nguyễn Thị Lan": Mark.absent}


async def test_the_trainer_overrides_what_a_code_has_marked(hall: Hall) -> None:
    await hall.show()
    payload, _ = await hall.code()
    await hall.scans(hall.lan, payload)
    await hall.world.presses(hall.hanh, "Danh sách điểm danh")
    await hall.world.presses(hall.hanh, "Nguyễn Thị Lan")
    assert await marks(hall.world, hall.meeting) == {"Nguyễn Thị Lan": Mark.absent}
    assert "Giảng viên đã ghi đồng chí vắng" in await hall.scans(hall.lan, payload)


async def test_the_picture_stands_where_the_button_was_and_turns_until_its_time_is_over(hall: Hall) -> None:
    await hall.world.says(hall.hanh, "/diemdanh")
    message = hall.hanh.last.message_id
    await hall.world.presses(hall.hanh, "Mã điểm danh")
    assert hall.hanh.last.message_id == message
    assert hall.hanh.last.file is not None
    pictures = [hall.hanh.last.file.data]
    for _ in range(3):
        await hall.world.pass_time(seconds=30)
        pictures.append(picture(hall, message))
    await hall.world.pass_time(seconds=1)  # nothing new within a step
    assert picture(hall, message) == pictures[-1]
    assert len(set(pictures)) == 4
    await hall.world.pass_time(minutes=20)
    assert "Mã đã đóng lúc 9h20" in shown(hall, message)
    closed = picture(hall, message)
    await hall.world.pass_time(minutes=2)
    assert picture(hall, message) == closed
    await hall.world.presses(hall.hanh, "Mã mới")
    assert picture(hall, message) != closed
    await hall.world.presses(hall.hanh, "Đóng mã")
    assert "Mã đã đóng" in shown(hall, message)


def picture(hall: Hall, message: int) -> bytes:
    file = next(one.file for one in hall.hanh.seen if one.message_id == message)
    assert file is not None
    return file.data


def shown(hall: Hall, message: int) -> str:
    return next(one.text for one in hall.hanh.seen if one.message_id == message)
