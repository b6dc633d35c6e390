"""How long each kind of row is kept, and the deleting of what is older: a little at a time, as often as asked.

The table for people, with the reasons, is in docs/privacy.md. Not here because kept: registrations, attendance,
certificates (the training record of a public body) and the audit trail (sealed: a line that goes would show).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute

from models.account import Account, Consent
from models.allowance import WINDOW, Allowance
from models.certificate_check import CertificateLookup
from models.data_case import CaseState, DataCase
from models.database import Session
from models.dialogue import Dialogue
from models.handled_update import HandledUpdate
from models.held_update import LIFETIME, HeldUpdate
from models.invite import Invite
from models.link_request import LinkRequest, LinkRequestState
from models.notice import UNDER_WAY, Notice
from models.policy import Policy, policy
from models.proof import LinkAttempt
from models.registration import LIVE, Registration
from models.search_miss import SearchMiss

BATCH = 500  # rows a transaction: nobody waits long behind one
BATCHES = 40  # for each rule, each time that the job looks

Old = Callable[[datetime], ColumnElement[bool]]


@dataclass(frozen=True)
class Rule:
    """What is old, by a moment before which it is; `days` is a policy value, or a plain time that is no policy.

    `blank`: values that take the place of what was typed, where the row itself stays.
    """

    name: str
    key: InstrumentedAttribute[Any]
    old: Old
    days: Policy | timedelta
    blank: dict[str, Any] | None = None


def _account(before: datetime) -> ColumnElement[bool]:
    return and_(Account.official_id.is_(None), or_(Account.seen_on.is_(None), Account.seen_on < before.date()))


def _try(before: datetime) -> ColumnElement[bool]:
    last = func.coalesce(LinkAttempt.wait_until, LinkAttempt.tried_at)
    return or_(last.is_(None), last < before)


def _notice(before: datetime) -> ColumnElement[bool]:
    """Those of an announcement stay: they are the proof that a commune was informed."""
    is_over = Notice.state.not_in(UNDER_WAY)
    return and_(Notice.created_at < before, is_over, Notice.announcement_id.is_(None))


def _words(before: datetime) -> ColumnElement[bool]:
    has_words = or_(Registration.reason_text != "", Registration.objection != "")
    return and_(Registration.since < before, Registration.state.not_in(LIVE), has_words)


def _case(before: datetime) -> ColumnElement[bool]:
    has_words = or_(DataCase.words != "", DataCase.answer != "")
    return and_(DataCase.state != CaseState.open, DataCase.decided_at < before, has_words)


def _consent(before: datetime) -> ColumnElement[bool]:
    """Withdrawn long ago, or given long ago by somebody who never proved who he is."""
    nobodys = and_(Consent.official_id.is_(None), Consent.withdrawn_at.is_(None), Consent.given_at < before)
    return or_(Consent.withdrawn_at < before, nobodys)


RULES = (
    Rule("updates", HandledUpdate.update_id, lambda at: HandledUpdate.handled_at < at, Policy.keep_updates_days),
    Rule("held", HeldUpdate.update_id, lambda at: HeldUpdate.held_at < at, LIFETIME),
    Rule("questions", Dialogue.user_id, lambda at: Dialogue.expires_at <= at, timedelta()),
    Rule("allowances", Allowance.user_id, lambda at: Allowance.since <= at, WINDOW),
    Rule("lookups", CertificateLookup.user_id, lambda at: CertificateLookup.since <= at, timedelta(days=1)),
    Rule("tries", LinkAttempt.user_id, _try, Policy.keep_tries_days),
    Rule("notices", Notice.id, _notice, Policy.keep_notices_days),
    Rule("misses", SearchMiss.words, lambda at: SearchMiss.last_on < at.date(), Policy.keep_misses_days),
    Rule("invites", Invite.id, lambda at: Invite.expires_at < at, Policy.keep_invites_days),
    Rule(
        "link requests",
        LinkRequest.id,
        lambda at: and_(LinkRequest.state != LinkRequestState.open, LinkRequest.made_at < at),
        Policy.keep_link_requests_days,
    ),
    Rule("accounts", Account.user_id, _account, Policy.keep_accounts_days),
    Rule("consents", Consent.id, _consent, Policy.keep_consents_days),
    Rule("words", Registration.id, _words, Policy.keep_words_days, {"reason_text": "", "objection": ""}),
    Rule("case words", DataCase.id, _case, Policy.keep_case_words_days, {"words": "", "answer": ""}),
)


async def is_anything_old(session: Session, rule: Rule, now: datetime) -> bool:
    """Asked before anybody is kept waiting by a transaction that writes."""
    return (
        await session.scalar(select(rule.key).where(rule.old(await _before(session, rule, now))).limit(1)) is not None
    )


async def forget(session: Session, rule: Rule, now: datetime) -> int:
    """Delete or blank the oldest rows of a rule, at most a batch; how many it were."""
    table, old = rule.key.class_, rule.old(await _before(session, rule, now))
    keys = (await session.scalars(select(rule.key).where(old).order_by(rule.key).limit(BATCH))).all()
    if not keys:
        return 0
    which = and_(rule.key.in_(keys), old)
    await session.execute(update(table).where(which).values(rule.blank) if rule.blank else delete(table).where(which))
    return len(keys)


async def _before(session: Session, rule: Rule, now: datetime) -> datetime:
    if isinstance(rule.days, timedelta):
        return now - rule.days
    return now - timedelta(days=await policy(session, rule.days, now.date()))
