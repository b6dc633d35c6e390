"""Letters about the tie between a Telegram account and the roster."""

from bot.letters.writing import Letters, Occasion
from bot.message import Message
from bot.texts import link_requests, unlinking
from models.link_request import LinkRequest, LinkRequestState, candidates
from models.news.accounts import AccountReplaced, AccountUntied, LinkAnswered, LinkWanted
from models.official import Official

letters = Letters()


@letters.of(LinkWanted)
async def link_wanted(occasion: Occasion, news: LinkWanted) -> Message | None:
    """A stranger's request with those whom he may be; None when it is answered already."""
    request = await occasion.session.get(LinkRequest, news.request_id)
    if request is None or request.state is not LinkRequestState.open:
        return None
    return link_requests.wanted(request, await candidates(occasion.session, request, occasion.now))


@letters.of(LinkAnswered)
async def link_answered(occasion: Occasion, news: LinkAnswered) -> Message | None:
    """None when it is so long ago that the request is forgotten."""
    request = await occasion.session.get(LinkRequest, news.request_id)
    if request is None:
        return None
    return link_requests.answered(await _name(occasion, request.official_id) if request.official_id else None)


@letters.of(AccountReplaced)
async def account_replaced(occasion: Occasion, news: AccountReplaced) -> Message:
    return unlinking.account_replaced(await _name(occasion, news.official_id))


@letters.of(AccountUntied)
async def account_untied(occasion: Occasion, news: AccountUntied) -> Message:
    return unlinking.account_untied(await _name(occasion, news.official_id))


async def _name(occasion: Occasion, official_id: int) -> str:
    return (await occasion.session.get_one(Official, official_id)).full_name
