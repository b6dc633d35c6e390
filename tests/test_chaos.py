"""The look after `make chaos` would see each promise broken; the storm itself takes too long for a test."""

import asyncio
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update

from benchmarks.chaos_promises import Tally, look
from models.audit import AuditEntry
from models.notice import Notice
from models.registration import Registration
from playground.ledger import Entry
from playground.person import Person
from tests.world import World


async def registered(world: World) -> tuple[Person, Person]:
    """Lan has registered and Hòa has approved, without any trouble."""
    lan, hoa = await world.official("Nguyễn Thị Lan"), await world.leader("Trần Văn Hòa")
    await world.coordinator("Minh")
    await world.course("Chuyển đổi số")
    await world.says(lan, "chuyen doi so")
    await world.presses(lan, "Đăng ký")
    await world.presses(lan, "Xác nhận")
    await world.presses(hoa, "Duyệt")
    return lan, hoa


async def seen(world: World, people: tuple[Person, ...], log: Path, text: str = "") -> list[str]:
    """The promises that the look finds broken."""
    await asyncio.to_thread(log.write_text, text)
    tally: Tally = await look(world, people, Counter(), Counter(), 0, log)
    return [name for name, count in tally.broken.items() if count]


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_the_look_finds_nothing_where_nothing_is_broken_and_each_thing_that_is(
    world: World, tmp_path: Path
) -> None:
    people = await registered(world)
    lan, hoa = people
    log = tmp_path / "log"
    assert await seen(world, people, log) == []
    assert await seen(world, people, log, f"phone {lan.phone}") == ["secrets in the log"]

    asked = world.telegram.ledger.of(hoa.id, "sent", "Đề nghị duyệt")[-1]
    world.telegram.ledger.append(Entry(asked.at, hoa.id, "sent", "sendMessage", 9999, asked.text))
    assert await seen(world, people, log) == ["doubled: the same notice twice before one person"]
    world.telegram.ledger.pop()
    world.telegram.ledger.remove(asked)
    assert await seen(world, people, log) == ["lost: noted as sent, but nobody has it"]
    world.telegram.ledger.append(asked)

    async with world.database.writing() as session:
        await session.execute(update(AuditEntry).where(AuditEntry.action == "approve").values(actor_id=None))
    assert "rights: decided by somebody who is no leader" in await seen(world, people, log)
    async with world.database.writing() as session:
        await session.execute(update(AuditEntry).where(AuditEntry.actor_id.is_(None)).values(actor_id=2))
        await session.execute(delete(Notice).where(Notice.kind.in_(("ApprovalWanted", "Decided"))))
    assert await seen(world, people, log) == [
        "lost: a request that no leader was ever owed",
        "lost: a decision that the official was never owed",
    ]  # the trail itself is whole again
    async with world.database.writing() as session:
        await session.execute(delete(AuditEntry).where(AuditEntry.action == "approve"))
        one = (await session.scalars(select(Registration))).one()
        await session.delete(one)
    assert "lost: said to a person, not in the rows" in await seen(world, people, log)
