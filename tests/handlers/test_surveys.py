"""The survey of closing day through the front door: three taps in one message, once, from those who were there."""

from collections.abc import AsyncIterator
from datetime import time, timedelta

import pytest
from sqlalchemy import select, update

from models.course import Meeting
from models.database import Database
from models.kinds import Role
from models.quiet import QuietHours
from models.registration import State
from models.survey import SurveyAnswer
from playground.person import Person
from tests.classroom import registration_of, roll_call, the_last_meeting_ends
from tests.conftest import NOW
from tests.seats import change, official_id, seat
from tests.world import World

ASKED = "Khảo sát lớp Văn thư"


async def over(world: World, marks: dict[str, str], **more: int) -> tuple[int, dict[str, Person]]:
    """A course whose last meeting has just ended, with its roll call."""
    course = await world.course("Văn thư", **more)  # type: ignore[arg-type]
    people = {name: await world.official(name) for name in marks}
    for person in people.values():
        await seat(world, person, course)
    await the_last_meeting_ends(world, course)
    await roll_call(world, course, {people[name]: signs for name, signs in marks.items()})
    return course, people


async def answers(world: World) -> list[tuple[int | None, int | None, int | None, str]]:
    async with world.database.reading() as session:
        rows = await session.scalars(select(SurveyAnswer).order_by(SurveyAnswer.registration_id))
    return [(one.content, one.trainer, one.organisation, one.sentence) for one in rows]


async def answer_all(world: World, person: Person, *values: int) -> None:
    for value in values:
        await world.presses(person, str(value))


async def test_three_taps_in_one_message_and_a_sentence(world: World) -> None:
    _, people = await over(world, {"Lan": "++"})
    lan = people["Lan"]
    await world.pass_time(minutes=29)
    assert lan.sent_count(ASKED) == 0
    await world.pass_time(minutes=1)
    assert "Câu 1/3. Nội dung chương trình" in lan.last.text
    assert lan.last.labels == ["1", "2", "3", "4", "5", "Vì sao tôi nhận được tin này?"]
    message = lan.last.message_id
    await world.presses(lan, "5")
    assert "Câu 2/3. Giảng viên" in lan.last.text
    await world.presses(lan, "4")
    text = await world.presses(lan, "3")
    assert "Đã ghi nhận phiếu khảo sát lớp LOP-001" in text
    assert "sửa câu trả lời đến hết ngày 24/12/2026" in text
    assert lan.last.message_id == message
    await world.presses(lan, "Góp ý thêm (không bắt buộc)")
    assert "Góp ý: «Thêm <ví dụ> của xã»" in await world.says(lan, "Thêm <ví dụ> của xã")
    await world.presses(lan, "Giảng viên: 4 – sửa")
    assert "✓ 4" in lan.last.labels
    assert "Đã ghi nhận" in await world.presses(lan, "5")
    assert await answers(world) == [(5, 5, 3, "Thêm <ví dụ> của xã")]
    assert lan.sent_count(ASKED) == 1
    assert world.telegram.complaints == []


async def test_a_double_tap_is_harmless(world: World) -> None:
    _, people = await over(world, {"Lan": "++"})
    lan = people["Lan"]
    await world.pass_time(hours=1)
    asked = lan.last
    lan.press("2", asked)
    lan.press("2", asked)
    await world.settle()
    assert await answers(world) == [(2, None, None, "")]
    assert "Câu 2/3" in lan.last.text


async def test_only_those_are_asked_who_were_there_once_each(world: World) -> None:
    marks = {"Lan": "+-", "Muộn": "-m", "Vắng": "--", "Phép": "pp", "Không ghi": ""}
    course, people = await over(world, marks)
    gone = await world.official("Rút")
    await seat(world, gone, course, State.withdrawn)
    await roll_call(world, course, {gone: "+ "})
    await world.pass_time(hours=1)
    await world.tick()
    asked = [name for name, person in [*people.items(), ("Rút", gone)] if person.sent_count(ASKED)]
    assert asked == ["Lan", "Muộn"]
    for name in ("Lan", "Muộn"):
        assert people[name].sent_count(ASKED) == 1


async def test_who_completed_a_course_without_roll_call_is_asked_too(world: World) -> None:
    course, people = await over(world, {"Lan": ""})
    await world.pass_time(hours=1)
    assert people["Lan"].sent_count(ASKED) == 0
    nam = await world.official("Nam")
    await seat(world, nam, course, State.completed)
    await world.tick()
    assert nam.sent_count(ASKED) == 1


async def test_who_has_not_answered_is_reminded_once_and_goes_on_where_they_were(world: World) -> None:
    _, people = await over(world, {"Lan": "++", "Mai": "++", "Nam": "++"})
    await world.pass_time(hours=1)
    lan, mai, nam = people.values()
    await answer_all(world, mai, 5)
    await answer_all(world, nam, 5, 5, 5)
    await world.pass_time(days=2)
    assert lan.sent_count(ASKED) == 1
    await world.pass_time(days=1)
    assert (lan.sent_count("Câu 1/3"), mai.sent_count("Câu 2/3"), nam.sent_count("Câu")) == (2, 1, 1)
    await world.pass_time(days=5)
    assert lan.sent_count(ASKED) == 2


@pytest.fixture
async def sleeping(database: Database) -> AsyncIterator[World]:
    """The bot with its usual quiet hours."""
    world = await World.open(database, NOW, quiet=QuietHours(time(20), time(7)))
    yield world
    await world.close()


async def test_quiet_hours_hold_it_a_muted_topic_stops_it_and_a_cancelled_course_has_none(sleeping: World) -> None:
    world = sleeping
    _, people = await over(world, {"Lan": "++", "Mai": "++"}, hour=17)  # until 20h00
    lan, mai = people.values()
    await world.says(mai, "/start")
    mai.forge_press("1:mute:22", mai.last)
    await world.settle()
    await world.pass_time(hours=1)
    assert lan.sent_count(ASKED) == 0
    await world.pass_time(to=world.clock.at.replace(hour=7) + timedelta(days=1))
    assert (lan.sent_count(ASKED), mai.sent_count(ASKED)) == (1, 0)
    await change(world, 1, state="cancelled")
    await world.presses(lan, "5")
    assert await answers(world) == []


async def test_answers_are_taken_until_it_closes(world: World) -> None:
    _, people = await over(world, {"Lan": "++"})
    await world.pass_time(hours=1)
    lan = people["Lan"]
    asked = lan.last
    await world.pass_time(days=13)
    await world.presses(lan, "4", asked)
    assert await answers(world) == [(4, None, None, "")]
    await world.pass_time(days=1)
    lan.forge_press("1:sv:1:2:4", asked)
    await world.settle()
    assert any("Khảo sát này đã kết thúc" in shown.text for shown in lan.seen)
    assert await answers(world) == [(4, None, None, "")]


async def test_nobody_answers_for_somebody_else(world: World) -> None:
    course, people = await over(world, {"Lan": "++", "Mai": "++"})
    await world.pass_time(hours=1)
    mai = people["Mai"]
    mai.forge_press(f"1:sv:{await registration_of(world, people['Lan'], course)}:1:1", mai.last)
    mai.forge_press(f"1:sv:{await registration_of(world, mai, course)}:1:9", mai.last)
    mai.forge_press(f"1:sv:{await registration_of(world, mai, course)}:7:1", mai.last)
    await world.settle()
    assert await answers(world) == []


@pytest.mark.parametrize(("count", "shown"), [(4, False), (5, True)])
async def test_it_is_shown_from_five_answers_on_and_never_whose_they_are(world: World, count: int, shown: bool) -> None:
    minh = await world.coordinator("Hoàng Minh")
    hanh = await world.official("Hạnh", None, roles=(Role.trainer,))
    names = [f"Nguyễn Văn {chr(65 + at)}" for at in range(6)]
    course, people = await over(world, dict.fromkeys(names, "++"))
    async with world.database.writing() as session:
        await session.execute(
            update(Meeting).where(Meeting.course_id == course).values(trainer_id=await official_id(world, hanh))
        )
    await world.pass_time(hours=1)
    for place, person in enumerate(list(people.values())[:count]):
        await answer_all(world, person, 5, 4, 3 if place else 1)
        await world.presses(person, "Góp ý thêm (không bắt buộc)")
        await world.says(person, f"Góp ý số {place}")
    await answer_all(world, people[names[5]], 1)  # has not finished, and does not count
    await world.says(minh, "/quanly")
    await world.presses(minh, "Tất cả lớp")
    await world.presses(minh, "LOP-001")
    text = await world.presses(minh, "Khảo sát")
    assert f"Cuối khoá: {count}/6 phiếu." in text
    if not shown:
        assert "Chưa đủ 5 phiếu" in text
        assert "Góp ý số" not in text
        await world.pass_time(days=15)
        assert hanh.sent_count("Khảo sát lớp") == 0
        return
    assert "Nội dung: 5/5" in text
    assert "Giảng viên: 4/5" in text
    assert "Tổ chức, cơ sở vật chất: 2,6/5" in text
    said = [line for line in text.split("\n") if "Góp ý số" in line]
    assert len(said) == 5
    assert said != sorted(said)
    assert "Nguyễn" not in text
    hanh.forge_press(f"1:svresult:{course}", hanh.last)
    await world.settle()
    assert [line for line in hanh.last.text.split("\n") if "Góp ý số" in line] == said
    assert "Sau 3 tháng" not in hanh.last.text
    stranger = people[names[0]]
    stranger.forge_press(f"1:svresult:{course}", stranger.last)
    await world.settle()
    assert "không có quyền" in stranger.last.text
    await world.pass_time(days=14)
    assert hanh.sent_count("Cuối khoá: 5/6 phiếu.") == 1
    await world.pass_time(days=1)
    assert (minh.sent_count("Cuối khoá: 5/6 phiếu."), hanh.sent_count("Cuối khoá")) == (1, 1)


async def test_a_course_that_moves_is_asked_about_after_its_new_last_meeting_once(world: World) -> None:
    _course, people = await over(world, {"Lan": "++"})
    async with world.database.writing() as session:
        meeting = (await session.scalars(select(Meeting).order_by(Meeting.starts_at.desc()))).first()
        assert meeting is not None
        meeting.starts_at += timedelta(days=2)
        meeting.ends_at += timedelta(days=2)
    await world.pass_time(hours=1)
    assert people["Lan"].sent_count(ASKED) == 0
    await world.pass_time(days=2)
    assert people["Lan"].sent_count(ASKED) == 1
