"""The search index follows the rows: new, changed, closed and withdrawn from view."""

from datetime import timedelta

from sqlalchemy import update

from models.catalogue_files import read_aliases
from models.course import Course, CourseState
from models.course_search import CourseSearch
from tests.world import World


async def test_the_index_follows_what_changes(world: World) -> None:
    search = CourseSearch(read_aliases())

    async def found(query: str) -> list[int]:
        async with world.database.reading() as session:
            return [match.id for match in (await search.find(session, query, world.clock.now())).matches]

    async def change(course: int, **values: object) -> None:
        world.clock.at += timedelta(seconds=1)
        async with world.database.writing() as session:
            values["changed_at"] = world.clock.now()
            await session.execute(update(Course).where(Course.id == course).values(**values))

    hidden = await world.course("Chứng thực")
    await change(hidden, state=CourseState.draft)
    first = await world.course("Hộ tịch khóa 1")
    assert await found("hộ tịch") == [first]
    assert await found("chứng thực") == []
    second = await world.course("Hộ tịch khóa 2")  # in the same second as before
    assert set(await found("hộ tịch")) == {first, second}
    await change(second, title="Văn thư khóa 2")
    assert second in await found("văn thư")
    await change(hidden, state=CourseState.published)
    assert await found("chứng thực") == [hidden]
    await change(hidden, state=CourseState.draft)
    assert await found("chứng thực") == []


async def test_an_open_course_stands_before_one_whose_deadline_has_just_passed(world: World) -> None:
    search = CourseSearch(read_aliases())
    early = await world.course("Hộ tịch", closes_in=1)
    late = await world.course("Hộ tịch", closes_in=9)

    async def first() -> int:
        async with world.database.reading() as session:
            return (await search.find(session, "hộ tịch", world.clock.now())).matches[0].id

    assert await first() == early
    world.clock.at += timedelta(days=3)
    assert await first() == late
