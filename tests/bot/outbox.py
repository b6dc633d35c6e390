"""Owes people plain notices, and reads what became of them."""

import itertools

from sqlalchemy import select

from models.account import Account
from models.delivery import sweep
from models.news.faults import FaultHappened
from models.notice import Lane, Notice, tell
from models.official import Official
from playground.person import Person
from tests.world import World

_keys = itertools.count(1)


async def owe(world: World, person: Person, words: str, lane: Lane = Lane.prompt) -> None:
    """One notice with these words in it, to the official of this name, else to the bare account."""
    async with world.database.writing() as session:
        official_id = await session.scalar(select(Official.id).where(Official.full_name == person.name))
        await tell(
            session,
            FaultHappened(words, "Test"),
            key=f"test:{next(_keys)}",
            now=world.clock.now(),
            lane=lane,
            official_id=official_id,
            user_id=None if official_id else person.id,
        )


async def owe_everybody(world: World, people: list[Person], words: str, lane: Lane) -> None:
    """The same to many bare accounts at once."""
    async with world.database.writing() as session:
        for person in people:
            session.add(Account(user_id=person.id, reachable=True))
            news = FaultHappened(words, "Test")
            await tell(session, news, key=f"to all: {words}", now=world.clock.now(), lane=lane, user_id=person.id)


async def states(world: World) -> dict[str, str]:
    """The state of each notice of this file, by its words."""
    async with world.database.reading() as session:
        rows = await session.execute(select(Notice.facts, Notice.state).where(Notice.kind == "FaultHappened"))
        return {facts["where"]: str(state) for facts, state in rows}


async def sweep_up(world: World) -> int:
    async with world.database.writing() as session:
        return await sweep(session, world.clock.now())
