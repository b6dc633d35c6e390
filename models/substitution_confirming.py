"""The last word on a substitute: yes, and the seat changes hands, or no."""

from datetime import datetime

from models.database import Session
from models.handover import Confirmation, hand_over, must_fit
from models.person import Person
from models.substitution import Substitution, SubstitutionState, acting_for, must_stand, substitution_locked
from models.substitution_confirmers import confirmers, must_confirm
from models.substitution_ending import end
from models.substitution_refusals import SubstitutionOver


async def confirm(session: Session, person: Person, substitution_id: int, now: datetime) -> Substitution:
    """A leader, or where there is none the department, says yes: the seat changes hands."""
    wish, registration = await substitution_locked(session, substitution_id)
    await must_stand(session, wish, registration, now, SubstitutionState.accepted)
    await must_confirm(session, person, wish, registration, now)
    await must_fit(session, registration, wish.colleague_id, now)
    asked = await confirmers(session, wish, registration, now)
    wish.confirmed_by_id, wish.confirmed_for_id = person.id, acting_for(person, registration)
    as_leader = registration.commune_id in person.leads
    confirmation = Confirmation(person.id, wish.confirmed_for_id, now, as_leader)
    await hand_over(session, wish, registration, confirmation, person, asked, now)
    return wish


async def decline_substitute(session: Session, person: Person, substitution_id: int, now: datetime) -> Substitution:
    """A leader says no: the seat stays where it was."""
    wish, registration = await substitution_locked(session, substitution_id)
    if wish.state is not SubstitutionState.accepted:
        raise SubstitutionOver(wish.id)
    await must_confirm(session, person, wish, registration, now)
    asked = [one.official_id for one in await confirmers(session, wish, registration, now)]
    wish.confirmed_by_id, wish.confirmed_for_id = person.id, acting_for(person, registration)
    concerned = [registration.official_id, wish.colleague_id, *asked]
    await end(session, wish, SubstitutionState.declined, "decline_substitute", now, person, concerned)
    return wish
