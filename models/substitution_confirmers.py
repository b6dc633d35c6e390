"""Who is asked for the last word on a substitute, resolved as of now."""

from datetime import datetime

from models.database import Session
from models.deciders import Decider, deciders_of
from models.kinds import Role
from models.news.substitutions import SubstituteAccepted
from models.notice import tell
from models.official import holders_of
from models.person import Person
from models.registration import Registration
from models.substitution import Substitution, acting_for
from models.substitution_refusals import NotConfirmer


async def ask_confirmers(session: Session, wish: Substitution, registration: Registration, now: datetime) -> None:
    """Put it before those who confirm as of now; who was asked before is not asked again."""
    for one in await confirmers(session, wish, registration, now):
        await tell(
            session,
            SubstituteAccepted(wish.id),
            key=f"substitute-accepted:{wish.id}",
            official_id=one.official_id,
            now=now,
        )


async def confirmers(session: Session, wish: Substitution, registration: Registration, now: datetime) -> list[Decider]:
    """Who is asked to confirm now: the commune's leaders, none of whom is one of the two, nor acts for one of them.

    Where nobody is left, or nobody of them can be reached, the coordinators too: it would wait for nobody.
    """
    involved = (registration.official_id, wish.colleague_id)
    found: list[Decider] = []
    if registration.commune_id is not None:
        leaders = await deciders_of(session, registration.commune_id, now.date())
        found = [one for one in leaders if one.official_id not in involved and one.acting_for_id not in involved]
    if not any(one.is_reachable for one in found):
        known = {one.official_id for one in found}
        coordinators = await holders_of(session, Role.coordinator, now.date())
        found += [Decider(one) for one in coordinators if one not in involved and one not in known]
    return found


async def must_confirm(
    session: Session, person: Person, wish: Substitution, registration: Registration, now: datetime
) -> None:
    """Raises NotConfirmer for one of the two, for who acts in the place of one, and for whoever else is not asked."""
    involved = {registration.official_id, wish.colleague_id}
    if involved & {person.id, acting_for(person, registration)}:
        raise NotConfirmer(wish.id, is_own=True)
    if registration.commune_id in person.leads:
        return
    if person.id not in {one.official_id for one in await confirmers(session, wish, registration, now)}:
        raise NotConfirmer(wish.id, is_own=False)
