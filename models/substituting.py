"""Asking a colleague to come instead, and the colleague's yes."""

from datetime import datetime

from models.database import Session
from models.handover import Confirmation, hand_over, must_fit
from models.news.substitutions import SubstituteWanted
from models.notice import tell
from models.official import Official
from models.person import Person
from models.refusals import NoRight, RegistrationOver
from models.registration import LIVE, Registration, locked
from models.substitution import (
    HELD,
    Substitution,
    SubstitutionState,
    acting_for,
    is_reachable,
    leads_for,
    must_lie_ahead,
    must_stand,
    note,
    open_substitution,
    substitution_locked,
)
from models.substitution_confirmers import ask_confirmers
from models.substitution_refusals import AlreadyOpen, ColleagueUnreachable, NoSeatToHandOver


async def must_be_handed_over(session: Session, person: Person, registration: Registration, now: datetime) -> None:
    """Only the own seat, or one of the commune that the person decides for; while it is held and nothing has begun.

    The deadline of registration and of withdrawing are no hindrance: this is what it is for. Raises AlreadyOpen when a
    colleague is asked already.
    """
    if registration.official_id != person.id and not leads_for(person, registration):
        raise NoRight
    if registration.state not in LIVE:
        raise RegistrationOver(registration.id)
    if registration.state not in HELD:
        raise NoSeatToHandOver(registration.id)
    if (wish := await open_substitution(session, registration.id)) is not None:
        raise AlreadyOpen(wish.id)
    await must_lie_ahead(session, registration, now)


async def ask_colleague(
    session: Session,
    person: Person,
    registration_id: int,
    colleague_id: int,
    now: datetime,
    *,
    in_place: bool = False,
) -> Substitution:
    """Ask a colleague of the same commune to come instead.

    A leader's proposal is the confirmation too. `in_place`: a leader confirms for a colleague who cannot be asked in
    the chat, and the seat changes hands at once; otherwise ColleagueUnreachable is raised. Raises ColleagueCannot.
    """
    registration = await locked(session, registration_id)
    await must_be_handed_over(session, person, registration, now)
    await must_fit(session, registration, colleague_id, now)
    by_leader = registration.official_id != person.id
    reached = colleague_id == person.id or await is_reachable(session, colleague_id)
    if not reached and not (in_place and by_leader):
        name = (await session.get_one(Official, colleague_id)).full_name
        raise ColleagueUnreachable(registration.id, colleague_id, name, by_leader)
    wish = Substitution(
        registration_id=registration.id,
        colleague_id=colleague_id,
        proposed_by_id=person.id,
        state=SubstitutionState.asked,
        since=now,
        created_at=now,
    )
    if by_leader and colleague_id not in (person.id, acting_for(person, registration)):
        wish.confirmed_by_id, wish.confirmed_for_id = person.id, acting_for(person, registration)
    session.add(wish)
    await session.flush()
    await note(session, wish, "ask_substitute", now, person)
    if not reached or colleague_id == person.id:
        await _agreed(session, person, wish, registration, now, "agree_in_place" if not reached else "agree_substitute")
    else:
        await tell(session, SubstituteWanted(wish.id), key=f"substitute:{wish.id}", official_id=colleague_id, now=now)
    return wish


async def agree(session: Session, person: Person, substitution_id: int, now: datetime) -> Substitution:
    """The colleague will come. After a leader's proposal that settles it, otherwise those who confirm are asked.

    Raises what keeps the colleague from this course; the wish then stays open, so that the reason can be removed.
    """
    wish, registration = await substitution_locked(session, substitution_id)
    if person.id != wish.colleague_id:
        raise NoRight
    await must_stand(session, wish, registration, now, SubstitutionState.asked)
    await must_fit(session, registration, wish.colleague_id, now, by_self=True)
    await _agreed(session, person, wish, registration, now, "agree_substitute")
    return wish


async def _agreed(
    session: Session, person: Person, wish: Substitution, registration: Registration, now: datetime, action: str
) -> None:
    before = wish.facts()
    wish.state, wish.since = SubstitutionState.accepted, now
    await note(session, wish, action, now, person, before)
    if wish.confirmed_by_id is None:
        await ask_confirmers(session, wish, registration, now)
        return
    confirmation = Confirmation(wish.confirmed_by_id, wish.confirmed_for_id, wish.created_at, as_leader=True)
    await hand_over(session, wish, registration, confirmation, person, (), now)
