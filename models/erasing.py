"""Deletes what is held about a person beyond the training record, which a public body has to keep."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.orm import InstrumentedAttribute

from models.account import Account, end_consents, user_of
from models.allowance import Allowance
from models.certificate_check import CertificateLookup
from models.database import Session
from models.dialogue import Dialogue
from models.invite import Invite
from models.link_request import LinkRequest
from models.my_data_learning import forget_words
from models.notice import UNDER_WAY, Notice, NoticeState
from models.official import Official
from models.own_hours import OwnHours
from models.proof import LinkAttempt
from models.registration import LIVE, Registration
from models.topics import TopicChoice

OF_ACCOUNT: tuple[InstrumentedAttribute[Any], ...] = (
    Notice.user_id,
    Dialogue.user_id,
    LinkAttempt.user_id,
    CertificateLookup.user_id,
    LinkRequest.user_id,
    Allowance.user_id,
    Account.user_id,
)


async def erase(session: Session, official_id: int, now: datetime) -> None:
    """Phone, Telegram account, typed words, open messages, invitations, choices and look-ups go.

    The line of the roster, registrations, attendance, marks, certificates, consents (as proof) and the trail stay. The
    registrations come first, then the official, then the account: the order in which everybody takes them.
    """
    of_person = (Registration.official_id == official_id, Registration.state.not_in(LIVE))
    await session.execute(update(Registration).where(*of_person).values(reason_text="", objection=""))
    official = await session.get_one(Official, official_id, with_for_update=True, populate_existing=True)
    official.phone, official.note, official.changed_at = None, "", now
    await session.execute(
        update(Notice)
        .where(Notice.official_id == official_id, Notice.state.in_(UNDER_WAY))
        .values(state=NoticeState.dropped, finished_at=now, lease_until=None, failure="erased")
    )
    await session.execute(update(Notice).where(Notice.official_id == official_id).values(facts={}))
    await forget_words(session, official_id)
    for column in (Invite.official_id, TopicChoice.official_id, OwnHours.official_id):
        await session.execute(delete(column.class_).where(column == official_id))
    user_id = await user_of(session, official_id)
    if user_id is not None:
        await end_consents(session, user_id, now)
        for place in OF_ACCOUNT:
            await session.execute(delete(place.class_).where(place == user_id))
    await session.flush()
