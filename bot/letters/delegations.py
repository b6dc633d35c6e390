"""Letters about a delegation: it is given, it begins, it is over."""

from bot.letters.writing import Letters, Occasion
from bot.message import Message
from bot.texts import deputising as texts
from models.deciders import deciders_of
from models.delegated import Delegation, delegation_of, requests_that_wait
from models.news.delegations import DelegationBegan, DelegationEnded, DelegationGiven, DelegationOver

letters = Letters()


@letters.of(DelegationGiven)
async def given(occasion: Occasion, news: DelegationGiven) -> Message | None:
    """Not once it has begun or was taken back: then there is a later letter."""
    found = await delegation_of(occasion.session, news.delegation_id)
    is_coming = occasion.now.date() < found.starts_on <= found.ends_on
    return texts.given_to_you(found) if is_coming else None


@letters.of(DelegationBegan)
async def began(occasion: Occasion, news: DelegationBegan) -> Message | None:
    """None when it is over by now, or the leader who gave it no longer leads."""
    found = await delegation_of(occasion.session, news.delegation_id)
    asked = await deciders_of(occasion.session, found.commune_id, occasion.now.date())
    if not found.is_in_force(occasion.now.date()) or found.deputy_id not in {one.official_id for one in asked}:
        return None
    return texts.began(found, await _waiting(occasion, found, found.deputy_id, found.leader_id))


@letters.of(DelegationEnded)
async def ended(occasion: Occasion, news: DelegationEnded) -> Message:
    return texts.taken_back(await delegation_of(occasion.session, news.delegation_id))


@letters.of(DelegationOver)
async def over(occasion: Occasion, news: DelegationOver) -> Message | None:
    """None for who has delegated anew, or leads no more."""
    found = await delegation_of(occasion.session, news.delegation_id)
    asked = await deciders_of(occasion.session, found.commune_id, occasion.now.date())
    if found.leader_id not in {one.official_id for one in asked}:
        return None
    return texts.over(found, await _waiting(occasion, found, found.leader_id))


async def _waiting(occasion: Occasion, found: Delegation, *but_of: int) -> int:
    return await requests_that_wait(occasion.session, found.commune_id, *but_of)
