"""The decision itself: the first one stands, also when several leaders tap at the same moment."""

import asyncio

from sqlalchemy import func, select

from models.approval import approve, decline
from models.audit import AuditEntry
from models.database import Database
from models.enrolment import register
from models.kinds import Role
from models.notice import Notice
from models.official import Official
from models.person import Person
from models.refusals import AlreadyDecided
from models.registration import Reason, Registration, State
from tests.conftest import NOW
from tests.world import World


async def person(database: Database, name: str, role: Role = Role.official) -> Person:
    async with database.reading() as session:
        row = (await session.scalars(select(Official).where(Official.full_name == name))).one()
    leads = frozenset({row.commune_id} if role is Role.leader and row.commune_id else ())
    return Person(5000 + row.id, row.id, commune_id=row.commune_id, roles=frozenset({role}), leads=leads)


async def test_of_decisions_at_the_same_moment_the_first_stands(world: World) -> None:
    await world.official("Nguyễn Thị Lan", linked=False)
    names = [f"Lãnh đạo {number}" for number in range(4)]
    for name in names:
        await world.leader(name, linked=False)
    course = await world.course("Lớp thử")
    async with world.database.writing() as session:
        await register(session, await person(world.database, "Nguyễn Thị Lan"), course, NOW)

    async def decide(name: str, yes: bool) -> str:
        leader = await person(world.database, name, Role.leader)
        try:
            async with world.database.writing() as session:
                if yes:
                    await approve(session, leader, 1, NOW)
                else:
                    await decline(session, leader, 1, Reason.work, "", NOW)
        except AlreadyDecided:
            return "late"
        return "decided"

    answers = await asyncio.gather(*(decide(name, number % 2 == 0) for number, name in enumerate(names)))
    assert sorted(answers) == ["decided", "late", "late", "late"]
    async with world.database.reading() as session:
        registration = await session.get_one(Registration, 1)
        decisions = (
            await session.scalars(select(AuditEntry).where(AuditEntry.action.in_(("approve", "decline"))))
        ).all()
        told = await session.scalar(select(func.count()).where(Notice.kind == "Decided"))
    assert [entry.actor_id for entry in decisions] == [registration.decided_by_id]
    assert registration.state in (State.confirmed, State.declined)
    assert told == 1
