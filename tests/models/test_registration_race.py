"""Many at the same moment: seats, caps, doubles and decisions hold under any interleaving (promises 1 to 3)."""

import asyncio
import itertools
from collections import Counter
from collections.abc import AsyncIterator
from datetime import date

import pytest
from sqlalchemy import select

from bot import buttons
from bot.app import App, assemble
from bot.pace import Pace
from handlers import ROUTES
from models.account import Account
from models.checks import broken_promises
from models.commune import Commune
from models.database import Database
from models.folding import fold
from models.kinds import Role
from models.notice import Lane
from models.official import Official, RoleGrant
from models.registration import SEATED, Registration, State
from playground.errors import Json
from playground.person import Person
from tests.world import World

EVERYBODY = 200
SEATS = 40


async def crowd(world: World, communes: int) -> list[Person]:
    """200 linked officials, spread over so many communes."""
    now = world.clock.now()
    people = [world.telegram.person(10_000 + n, f"Cán bộ {n}").start() for n in range(EVERYBODY)]
    world.telegram.updates.pending.clear()
    async with world.database.writing() as session:
        homes = (await session.scalars(select(Commune.id).order_by(Commune.id).limit(communes))).all()
        officials = [
            Official(
                staff_code=f"R-{n}",
                full_name=person.name,
                folded_name=fold(person.name),
                commune_id=homes[n % communes],
                unit_name="",
                changed_at=now,
            )
            for n, person in enumerate(people)
        ]
        leader = Official(staff_code="R-L", full_name="Lãnh đạo", folded_name="lanh dao", unit_name="", changed_at=now)
        session.add_all([*officials, leader])
        await session.flush()
        session.add_all(
            RoleGrant(official_id=leader.id, role=Role.leader, commune_id=home, starts_on=date(2026, 1, 1))
            for home in homes
        )
        session.add_all(
            Account(user_id=person.id, official_id=official.id, linked_at=now, reachable=True)
            for person, official in zip(people, officials, strict=True)
        )
    return people


def taken(world: World) -> list[Json]:
    """The updates that wait, taken out of Telegram's queue."""
    found = [pending.update for pending in world.telegram.updates.pending.values()]
    world.telegram.updates.pending.clear()
    return found


async def handle(updates: list[Json], *apps: App) -> None:
    """All at the same moment, dealt out to the processes in turn."""
    handled = await asyncio.gather(
        *(app.intake.submit(raw) for raw, app in zip(updates, itertools.cycle(apps), strict=False))
    )
    assert all(handled)


async def states(world: World) -> Counter[str]:
    async with world.database.reading() as session:
        assert await broken_promises(session) == []
        return Counter(str(state) for state in await session.scalars(select(Registration.state)))


@pytest.fixture
async def apps(world: World) -> AsyncIterator[tuple[App, ...]]:
    """The processes that serve the same rows: one on SQLite, two with a pool each on PostgreSQL."""
    if world.database.is_sqlite:
        yield (world.app,)
        return
    other = Database(world.database.url.set(drivername="postgresql").render_as_string())
    pace = Pace(1000, chat_seconds=0)
    yield world.app, await assemble(ROUTES, other, world.app.bot, world.clock, pace, ())
    await other.close()


async def race_for_seats(world: World, *apps: App) -> None:
    course, people = await world.course("Chuyển đổi số", seats=SEATS, cap=2), await crowd(world, communes=50)
    press = buttons.CONFIRM_REGISTER.on(course).data
    for person in people:
        person.forge_press(press, 1)
    await handle(taken(world), *apps)

    assert await states(world) == {"pending": SEATS}
    async with world.database.reading() as session:
        rows = await session.execute(
            select(Account.user_id, Registration.commune_id)
            .join(Account, Account.official_id == Registration.official_id)
            .where(Registration.state.in_(SEATED))
        )
        seated = {one.user_id: one.commune_id for one in rows}
        accounts = await session.execute(select(Account.user_id, Official.commune_id).join(Official))
        homes = {one.user_id: one.commune_id for one in accounts}
    by_commune = Counter(seated.values())
    for person in people:
        answers = world.telegram.ledger.of(person.id, "sent")
        assert len(answers) == 1, person
        assert ("chờ duyệt" in answers[0].text) == (person.id in seated)
        if person.id not in seated:
            is_capped = "mức tối đa" in answers[0].text
            assert is_capped or "hết chỗ" in answers[0].text
            assert not is_capped or by_commune[homes[person.id]] == 2


async def test_200_officials_want_40_seats_at_the_same_moment(world: World, apps: tuple[App, ...]) -> None:
    await race_for_seats(world, *apps)


async def test_two_taps_at_once_give_one_registration_and_one_friendly_answer(
    world: World, apps: tuple[App, ...]
) -> None:
    lan = await world.official("Lan")
    for n in range(5):
        press = buttons.CONFIRM_REGISTER.on(await world.course(f"Lớp {n}", starts_in=14 + 3 * n)).data
        lan.forge_press(press, 1)
        lan.forge_press(press, 1)
        await handle(taken(world), *apps)
        assert await states(world) == {"pending": n + 1}
        said = lan.seen[-1].text + lan.seen[-2].text
        assert "chờ duyệt" in said
        assert "đã đăng ký lớp này" in said


async def test_of_two_leaders_the_first_decides_and_the_second_is_told(world: World, apps: tuple[App, ...]) -> None:
    hoa, binh = await world.leader("Hòa"), await world.leader("Bình")
    for n in range(4):
        lan = await world.official(f"Lan {n}")
        await world.course(f"Chuyển đổi số {n}")
        lan.say(f"chuyen doi so {n}")
        await world.settle()
        for label in ("Đăng ký", "Xác nhận"):
            lan.press(label)
            await world.settle()
        hoa.press("Duyệt", hoa.last)
        binh.press("Duyệt", binh.last)
        await handle(taken(world), *apps)
        assert await states(world) == {"confirmed": n + 1}
        said = [person.last.text for person in (hoa, binh)]
        assert len(set(said)) == 2
        await world.app.postman.round(Lane.prompt)
        await world.settle()
        assert world.telegram.ledger.of(lan.id, "sent", "đã duyệt")[1:] == []


async def test_a_withdrawal_and_an_approval_at_once_end_in_one_truth(world: World, apps: tuple[App, ...]) -> None:
    hoa = await world.leader("Hòa")
    for n in range(4):
        lan = await world.official(f"Lan {n}")
        course = await world.course(f"Chuyển đổi số {n}")
        lan.forge_press(buttons.CONFIRM_REGISTER.on(course).data, 1)
        await world.settle()
        async with world.database.reading() as session:
            mine = (await session.scalars(select(Registration.id).where(Registration.course_id == course))).one()
        lan.forge_press(buttons.CONFIRM_WITHDRAW.on(mine).data, 1)
        hoa.forge_press(buttons.APPROVE.on(mine).data, 1)
        updates = taken(world)
        await handle(updates if n % 2 else updates[::-1], *apps)
        await world.settle()
        assert await states(world) == {State.withdrawn: n + 1}  # approved first or not: the official does not come
        assert "gặp lỗi" not in lan.last.text + hoa.last.text
        assert "rút" in hoa.last.text  # told, or answered so
