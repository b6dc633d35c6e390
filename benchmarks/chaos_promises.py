"""Holds the promises against what people saw: the rows of the database beside the playground's ledger."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select

from models.account import Account
from models.audit import AuditEntry
from models.checks import findings
from models.course import Course
from models.database import Session
from models.notice import Notice, NoticeState
from models.registration import Registration
from playground.person import Person
from tests.conftest import ZONE
from tests.world import TOKEN, World

CLAIM = "Đã gửi đăng ký"  # what tells an official that it is in the rows
REFUSED = ("hết chỗ", "mức tối đa", "đã đăng ký lớp này", "đã được giải quyết", "không còn", "chưa được liên kết")


@dataclass
class Tally:
    """What was counted. Where `broken` has a name with a number above zero, a promise is."""

    counts: dict[str, int] = field(default_factory=dict)
    broken: dict[str, int] = field(default_factory=dict)

    @property
    def is_broken(self) -> bool:
        return any(self.broken.values())

    def table(self) -> str:
        """For people."""
        lines = [f"  {name:58}{count:>8,}" for name, count in self.counts.items()]
        lines += [f"  {name:58}{count:>8,}  {'BROKEN' if count else 'kept'}" for name, count in self.broken.items()]
        return "\n".join(lines)


async def look(
    world: World, people: Sequence[Person], kills: Counter[str], faults: Counter[str], left: int, log: Path
) -> Tally:
    """Count everything once."""
    tally = Tally()
    async with world.database.reading() as session:
        await _count(tally, session, world, kills, faults)
        tally.broken["promises broken in the data (main.py check)"] = len(await findings(session, datetime.now(ZONE)))
        tally.broken["lost: said to a person, not in the rows"] = await _said_for_nothing(session, world, people)
        tally.broken["lost: a request that no leader was ever owed"] = await _never_owed(session)
        tally.broken["lost: a decision that the official was never owed"] = await _never_told(session)
        unseen, doubled = await _against_the_ledger(session, world)
        tally.broken["lost: noted as sent, but nobody has it"] = unseen
        tally.broken["lost: updates or notices still on their way"] = left
        tally.broken["doubled: the same notice twice before one person"] = doubled
        tally.broken["rights: decided by somebody who is no leader"] = await _without_right(session)
        tally.broken["decisions without a line in the trail"] = await _untraced(session)
    tally.broken["secrets in the log"] = _in_the_log(log, people)
    return tally


async def _count(tally: Tally, session: Session, world: World, kills: Counter[str], faults: Counter[str]) -> None:
    states = Counter(dict((await session.execute(select(Notice.state, func.count()).group_by(Notice.state))).all()))
    tally.counts = {
        "kill -9 of a process": kills["process"],
        "kill -9 of the database": kills["database"],
        "faults of Telegram": faults.total(),
        **{f"  of them {name}": count for name, count in sorted(faults.items())},
        "registrations": await session.scalar(select(func.count()).select_from(Registration)) or 0,
        "decisions": await session.scalar(select(func.count()).where(Registration.decided_at.is_not(None))) or 0,
        "notices sent": states[NoticeState.sent],
        "notices uncertain: in flight at a kill or a lost answer": states[NoticeState.uncertain],
        "notices no longer true, dropped": states[NoticeState.dropped],
        "taps refused with a sentence": sum(
            any(word in entry.text for word in REFUSED) for entry in world.telegram.ledger.of()
        ),
    }


async def _said_for_nothing(session: Session, world: World, people: Sequence[Person]) -> int:
    """Who was told that a registration is in: is it, also after the server was killed?"""
    rows = await session.execute(
        select(Account.user_id, Course.code)
        .join(Registration, Registration.official_id == Account.official_id)
        .join(Course, Course.id == Registration.course_id)
    )
    known = defaultdict[int, set[str]](set)
    for user_id, code in rows:
        known[user_id].add(code)
    codes = set(await session.scalars(select(Course.code)))
    here = {person.id for person in people}
    missing = 0
    for entry in world.telegram.ledger:
        if entry.person in here and CLAIM in entry.text:
            said = {code for code in codes if code in entry.text}
            missing += bool(said) and not said & known[entry.person]
    return missing


async def _never_owed(session: Session) -> int:
    """Every request leaves a notice for somebody in its own transaction."""
    wanted = set(await _facts(session, "ApprovalWanted"))
    made = await session.scalars(select(Registration.id).where(Registration.in_place_of_id.is_(None)))
    return sum(one not in wanted for one in made)


async def _never_told(session: Session) -> int:
    """Every decision leaves one for the official."""
    told = set(await _facts(session, "Decided"))
    decided = await session.scalars(select(AuditEntry.subject_id).where(AuditEntry.action == "approve"))
    return sum(one not in told for one in decided)


async def _facts(session: Session, kind: str) -> list[int]:
    found = await session.scalars(select(Notice.facts).where(Notice.kind == kind))
    return [facts["registration_id"] for facts in found]


async def _against_the_ledger(session: Session, world: World) -> tuple[int, int]:
    """What is noted as sent stands in a chat; and no chat has the words of a notice more often than rows owe them."""
    rows = (
        await session.execute(
            select(Account.user_id, Notice.kind, Notice.state, Notice.message_id)
            .join(Account, Account.official_id == Notice.official_id)
            .where(Notice.state.in_((NoticeState.sent, NoticeState.uncertain)))
        )
    ).all()
    seen = {(entry.person, entry.message_id): entry.text for entry in world.telegram.ledger.of(kind="sent")}
    unseen = sum(state is NoticeState.sent and (user, message) not in seen for user, _, state, message in rows)
    owed = Counter((user, seen[user, message]) for user, _, state, message in rows if (user, message) in seen)
    unsure = Counter(user for user, _, state, _ in rows if state is NoticeState.uncertain)
    came = Counter((entry.person, entry.text) for entry in world.telegram.ledger.of(kind="sent"))
    beyond = Counter[int]()
    for (user, text), count in owed.items():
        beyond[user] += max(0, came[user, text] - count)
    return unseen, sum(max(0, count - unsure[user]) for user, count in beyond.items())


async def _without_right(session: Session) -> int:
    """The stranger pressed everything; only leaders of the commune have decided."""
    lines = await session.scalars(select(AuditEntry).where(AuditEntry.action.in_(("approve", "decline"))))
    return sum(line.actor_id is None for line in lines)


async def _untraced(session: Session) -> int:
    decided = set(await session.scalars(select(Registration.id).where(Registration.decided_at.is_not(None))))
    lines = set(
        await session.scalars(select(AuditEntry.subject_id).where(AuditEntry.action.in_(("approve", "decline"))))
    )
    return len(decided - lines)


def _in_the_log(log: Path, people: Sequence[Person]) -> int:
    written = log.read_text()
    secrets = [TOKEN.split(":")[1], "912345678", *(person.phone.removeprefix("+84") for person in people)]
    return sum(secret in written for secret in secrets)
