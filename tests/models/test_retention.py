"""What is kept for how long: each kind of row goes when its days are over and not before, a few rows at a time."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from jobs.forget_old import forget_old
from models.account import Account, Consent
from models.allowance import Allowance, Costly
from models.audit import AuditEntry
from models.certificate_check import CertificateLookup
from models.data_case import CaseField, CaseState, DataCase
from models.database import Database
from models.dialogue import Dialogue
from models.handled_update import HandledUpdate
from models.held_update import HeldUpdate
from models.invite import Invite
from models.link_request import LinkRequest, LinkRequestState
from models.notice import Notice, NoticeState
from models.proof import LinkAttempt
from models.registration import Registration, State
from models.retention import BATCH, RULES, forget
from models.search_miss import SearchMiss
from tests.conftest import NOW
from tests.seats import official_id, seat
from tests.statements import statements
from tests.world import World

OLD = {"updates": 3, "held": 1, "questions": 0, "allowances": 1 / 24, "lookups": 1, "tries": 1, "notices": 400,
       "misses": 365, "invites": 30, "link requests": 90, "accounts": 180, "consents": 1095}  # fmt: skip


def rows(at: Any, official: int) -> dict[str, Callable[[], Any]]:
    """A row of each kind that is as old as `at`."""
    notice = {"kind": "X", "facts": {}, "key": "k", "created_at": at, "due_at": at, "state": NoticeState.sent}
    return {
        "updates": lambda: HandledUpdate(update_id=99, handled_at=at),
        "held": lambda: HeldUpdate(update_id=99, held_at=at, raw="{}"),
        "questions": lambda: Dialogue(user_id=99, step="x", data={}, expires_at=at),
        "allowances": lambda: Allowance(user_id=99, what=Costly.files, since=at, count=1),
        "lookups": lambda: CertificateLookup(user_id=99, since=at, count=1),
        "tries": lambda: LinkAttempt(user_id=99, tries=2, tried_at=at),
        "notices": lambda: Notice(official_id=official, **notice),
        "misses": lambda: SearchMiss(words="xyz", times=1, last_on=at.date()),
        "invites": lambda: Invite(code_hash="x", official_id=official, made_at=at, expires_at=at),
        "link requests": lambda: LinkRequest(user_id=99, said="x", state=LinkRequestState.refused, made_at=at),
        "accounts": lambda: Account(user_id=99, reachable=True, seen_on=at.date()),
        "consents": lambda: Consent(user_id=99, wording="x", how="contact", given_at=at, withdrawn_at=at),
    }


async def count(database: Database, table: type[Any], *where: Any) -> int:
    async with database.reading() as session:
        return await session.scalar(select(func.count()).select_from(table).where(*where)) or 0


def test_every_rule_is_tried() -> None:
    assert {rule.name for rule in RULES} == OLD.keys() | {"words", "case words"}


@pytest.mark.parametrize("name", OLD)
async def test_a_row_stays_until_its_days_are_over_and_goes_then(world: World, name: str) -> None:
    one = await official_id(world, await world.official("Lan"))
    rule = next(rule for rule in RULES if rule.name == name)
    table = rule.key.class_
    async with world.database.writing() as session:
        session.add(rows(NOW, one)[name]())
    before = await count(world.database, table)
    world.clock.at = NOW + timedelta(days=OLD[name]) - timedelta(days=1 if OLD[name] > 1 else 0.001)
    await forget_old(world.desk)
    assert await count(world.database, table) == before
    world.clock.at = NOW + timedelta(days=OLD[name] + 1)
    for _ in range(2):
        await forget_old(world.desk)
    left = {"accounts": 1, "updates": 0, "notices": 0}.get(name, 0)
    assert await count(world.database, table) == left


async def test_typed_words_go_and_the_training_record_stays(world: World) -> None:
    lan = await world.official("Lan")
    over = await seat(world, lan, await world.course("A"), State.withdrawn, reason_text="việc nhà", objection="bận")
    live = await seat(world, lan, await world.course("B"), State.confirmed, objection="bận")
    world.clock.at = NOW + timedelta(days=731)
    await forget_old(world.desk)
    async with world.database.reading() as session:
        gone, kept = await session.get_one(Registration, over.id), await session.get_one(Registration, live.id)
    assert (gone.state, gone.reason_text, gone.objection) == (State.withdrawn, "", "")
    assert kept.objection == "bận"  # it is not over


async def test_words_of_answered_requests_go_a_year_later_and_open_ones_stay(world: World) -> None:
    one = await official_id(world, await world.official("Lan"))
    common = {"official_id": one, "words": "Kinh Bắc", "made_at": NOW, "due_at": NOW, "nudged": 2}
    async with world.database.writing() as session:
        session.add(DataCase(field=CaseField.unit, state=CaseState.refused, decided_at=NOW, answer="vì", **common))
        session.add(DataCase(field=CaseField.post, state=CaseState.open, answer="", **common))
    world.clock.at = NOW + timedelta(days=366)
    await forget_old(world.desk)
    async with world.database.reading() as session:
        found = await session.execute(select(DataCase.state, DataCase.words, DataCase.answer))
        assert sorted(tuple(row) for row in found) == [(CaseState.open, "Kinh Bắc", ""), (CaseState.refused, "", "")]


async def test_what_is_proof_or_still_owed_is_not_forgotten(world: World) -> None:
    one = await official_id(world, await world.official("Lan", linked=True))
    notice = {"official_id": one, "kind": "X", "facts": {}, "created_at": NOW, "due_at": NOW + timedelta(days=9999)}
    async with world.database.writing() as session:
        session.add(Notice(key="owed", state=NoticeState.pending, **notice))
        session.add(Notice(key="announced", state=NoticeState.sent, announcement_id=7, **notice))
        session.add(LinkRequest(user_id=5, said="x", state=LinkRequestState.open, made_at=NOW))
        session.add(Consent(user_id=5, official_id=one, wording="x", how="contact", given_at=NOW))
        session.add(AuditEntry(at=NOW, action="approve", subject="registration"))
    world.clock.at = NOW + timedelta(days=4000)
    await forget_old(world.desk)
    assert await count(world.database, Notice) == 2
    assert await count(world.database, Account) == 1
    for table in (LinkRequest, Consent, AuditEntry):
        assert await count(world.database, table) == 1


async def test_much_that_is_old_goes_in_batches(world: World) -> None:
    async with world.database.writing() as session:
        session.add_all(HandledUpdate(update_id=n, handled_at=NOW) for n in range(BATCH + 7))
    rule, later = RULES[0], NOW + timedelta(days=4)
    found = []
    for _ in range(3):
        async with world.database.writing() as session:
            found.append(await forget(session, rule, later))
    assert found == [BATCH, 7, 0]


async def test_where_nothing_is_old_nothing_is_written(world: World) -> None:
    with statements(world.database) as asked:
        await forget_old(world.desk)
    assert [statement for statement in asked if not statement.lstrip().startswith("SELECT")] == []
    assert len(asked) <= 2 * len(RULES)
