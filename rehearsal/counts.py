"""What the month came to: counted from the database, and held against what Telegram's ledger says that people saw."""

from collections import Counter

from sqlalchemy import func, select

from models.account import Account
from models.checks import findings
from models.notice import Notice, NoticeState
from models.registration import Registration
from playground.ledger import Entry
from rehearsal.month import Month

Counts = dict[str, int]


async def counted(month: Month) -> Counts:
    """Each figure by its name, in the order in which it is read."""
    stage = month.stage
    async with stage.database.reading() as session:
        broken = await findings(session, stage.clock.now())
        linked = await session.scalar(select(func.count()).select_from(Account).where(Account.official_id.is_not(None)))
        registrations = await session.scalars(select(Registration.state))
        found = {
            "people linked": linked or 0,
            "acts of people": len(stage.acts),
            "starts of the bot": stage.starts,
            "messages seen": len(stage.telegram.ledger.of(kind="sent")),
            **_named("registrations", Counter(map(str, registrations))),
        }
        rows = (await session.execute(select(Notice, Account.user_id).outerjoin(Account, _owner()))).all()
    notices = [notice for notice, _ in rows]
    found |= _named("notices", Counter(str(one.state) for one in notices))
    found |= _named("of them", Counter(one.kind for one in notices))
    found |= _named("reminders", Counter(one.key.split(":")[1] for one in notices if one.key.startswith("remind:")))
    found["promises broken"] = len(broken)
    found["sent and not seen"], found["told twice"] = _held_against(
        [(notice, notice.user_id or user_id or 0) for notice, user_id in rows], stage.telegram.ledger.of(kind="sent")
    )
    return found


def in_words(counts: Counts) -> str:
    return "\n".join(f"{name:<40}{value:>7}" for name, value in counts.items())


def _owner() -> object:
    return Account.official_id == Notice.official_id


def _named(what: str, found: Counter[str]) -> Counts:
    return {f"{what}: {name}": found[name] for name in sorted(found)}


def _held_against(notices: list[tuple[Notice, int]], seen: list[Entry]) -> tuple[int, int]:
    """Notices whose message nobody saw, and messages of a notice, or with the words of one, that came a second time.

    What went along in another one has no message of its own.
    """
    texts = {(entry.person, entry.message_id): entry.text for entry in seen}
    sent = [(one, chat) for one, chat in notices if one.state is NoticeState.sent and one.gathered_id is None]
    unseen = sum((chat, one.message_id) not in texts for one, chat in sent)
    ids = Counter((chat, one.message_id) for one, chat in sent)
    words = Counter((chat, one.kind, texts.get((chat, one.message_id))) for one, chat in sent if _says_it_once(one))
    twice = sum(count - 1 for count in ids.values()) + sum(count - 1 for count in words.values())
    return unseen, twice


def _says_it_once(notice: Notice) -> bool:
    """Reminders carry their day, so the same words twice are the same reminder twice."""
    return notice.kind == "CourseDayNear"
