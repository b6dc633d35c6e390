"""Who cannot prove who they are asks a coordinator, who says with one tap which line of the roster it is."""

from bot import buttons
from bot.context import Context
from bot.letters.accounts import link_wanted
from bot.message import Message
from bot.routes import ANYBODY, Routes, Work
from bot.texts import link_requests as texts
from bot.texts import linking, welcome
from models.account import consents_of
from models.kinds import Role
from models.link_request import Candidate, LinkRequest, LinkRequestState, ask_coordinators
from models.linking import answer_request
from models.linking_refusals import LinkRequestSettled
from models.news.accounts import LinkWanted
from models.official import Official
from models.refusals import NoLongerThere
from models.staff import find_staff

routes = Routes()
COORDINATORS = frozenset({Role.coordinator, Role.admin})
LEAST_WORDS = 2


@routes.press(buttons.ASK_COORDINATOR, needs=ANYBODY, work=Work.writes)
async def ask_for_help(context: Context) -> Message:
    """Only after the consent: what the person will say of himself is personal data too."""
    if context.person.official_id is not None:
        return linking.already_linked(context.person)
    if not await consents_of(context.session, context.user_id):
        return welcome.greeting()
    await context.expect("say_name", phone=(context.person.data or {}).get("phone"))
    return texts.ask_name()


@routes.step("say_name", needs=ANYBODY)
async def say_name(context: Context) -> Message:
    """Who the person claims to be goes to the coordinators, with the phone that was shared."""
    if len(context.text.split()) < LEAST_WORDS:
        return texts.name_too_short()
    phone = (context.person.data or {}).get("phone")
    await context.forget()
    await ask_coordinators(context.session, context.user_id, context.text, phone, context.now)
    return texts.sent()


@routes.press(buttons.LINK_REQUEST, needs=COORDINATORS, work=Work.writes)
async def show(context: Context) -> Message:
    """One request as it stands now; «Quay lại» from the search comes here too."""
    await context.forget()
    await _open_request(context, context.id())
    message = await link_wanted(context.occasion, LinkWanted(context.id()))
    if message is None:
        raise LinkRequestSettled(context.id())
    return message


@routes.press(buttons.THIS_IS, needs=COORDINATORS, work=Work.writes)
async def confirm(context: Context) -> Message:
    """One tap of a coordinator says which line of the roster it is."""
    await context.forget()
    await answer_request(context.session, context.person, context.id(), context.id(1), context.now)
    return texts.confirmed((await context.session.get_one(Official, context.id(1))).full_name)


@routes.press(buttons.REFUSE_LINK, needs=COORDINATORS, work=Work.writes)
async def refuse(context: Context) -> Message:
    await context.forget()
    await answer_request(context.session, context.person, context.id(), None, context.now)
    return texts.refused()


@routes.press(buttons.LINK_SEARCH, needs=COORDINATORS, work=Work.writes)
async def look_for_another(context: Context) -> Message:
    request = await _open_request(context, context.id())
    await context.expect("link_search", request_id=request.id)
    return texts.ask_search(request)


@routes.step("link_search", needs=COORDINATORS)
async def search(context: Context) -> Message:
    """The question stays open, so that another name can be tried at once."""
    request = await _open_request(context, int((context.person.data or {})["request_id"]))
    lines = await find_staff(context.session, context.text)
    found = [
        Candidate(one.id, one.full_name, one.staff_code, one.unit, one.linked)
        for one in lines
        if one.left_on is None or one.left_on > context.now.date()
    ]
    return texts.search_found(request, context.text, found)


async def _open_request(context: Context, request_id: int) -> LinkRequest:
    request = await context.session.get(LinkRequest, request_id)
    if request is None:
        raise NoLongerThere
    if request.state is not LinkRequestState.open:
        raise LinkRequestSettled(request_id)
    return request
