"""The clock's errands: safe to run late, twice, and without anything to do."""

from datetime import timedelta

from sqlalchemy import func, select

from jobs import EVERY, timetable
from jobs.forget_old import forget_old
from jobs.sweep_notices import sweep_notices
from models.delivery import LEASE, take_due
from models.handled_update import HandledUpdate
from models.notice import Lane
from tests.bot.outbox import owe, states
from tests.world import World


async def test_every_job_runs_twice_on_an_empty_database(world: World) -> None:
    for job in [*EVERY, *EVERY]:
        await job(world.desk)


async def test_a_late_tick_still_comes_and_many_late_ones_come_once(world: World) -> None:
    scheduler = timetable(world.desk)
    scheduler.start(paused=True)
    try:
        jobs = scheduler.get_jobs()
        assert len(jobs) == len(EVERY)
        assert {(job.misfire_grace_time, job.coalesce, job.max_instances) for job in jobs} == {(None, True, 1)}
    finally:
        scheduler.shutdown(wait=False)


async def test_what_a_dead_process_held_becomes_uncertain(world: World) -> None:
    lan = await world.official("Lan")
    await owe(world, lan, "held")
    async with world.database.writing() as session:
        await take_due(session, world.clock.now(), lane=Lane.prompt, limit=5)
    await sweep_notices(world.desk)
    assert await states(world) == {"held": "sending"}
    world.clock.at += LEASE + timedelta(seconds=1)
    await sweep_notices(world.desk)
    assert await states(world) == {"held": "uncertain"}


async def test_marks_of_updates_are_kept_for_as_long_as_telegram_may_repeat_them(world: World) -> None:
    await world.official("Lan")

    async def marks() -> int:
        async with world.database.reading() as session:
            return await session.scalar(select(func.count()).select_from(HandledUpdate)) or 0

    world.clock.at += timedelta(days=3)
    await forget_old(world.desk)
    assert await marks() == 1
    world.clock.at += timedelta(seconds=1)
    await forget_old(world.desk)
    assert await marks() == 0
