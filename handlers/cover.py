"""Who does the work meanwhile: a colleague who is there on those days, named by the applicant or by who decides."""

from bot import buttons
from bot.context import Context
from bot.letters.registrations import request_with_picture
from bot.message import Message
from bot.routes import Routes, Work
from bot.texts import covers as texts
from models.cover import colleagues, cover, must_arrange
from models.refusals import NoLongerThere
from models.registration import Registration
from models.requests import request_of

routes = Routes()
MAX_NAME = 60


@routes.press(buttons.COVER, work=Work.writes)
async def choose(context: Context) -> Message:
    """Those of the same office first; typed words narrow the list from now on."""
    return await _show(context, context.id(), context.id(1), "")


@routes.step("cover")
async def narrow(context: Context) -> Message:
    """A part of a name."""
    registration_id = int((context.person.data or {})["registration_id"])
    return await _show(context, registration_id, 0, context.text[:MAX_NAME].strip())


@routes.press(buttons.COVER_BY, work=Work.writes)
async def name(context: Context) -> Message:
    return await _name(context, context.id(1))


@routes.press(buttons.COVER_NOBODY, work=Work.writes)
async def name_nobody(context: Context) -> Message:
    return await _name(context, None)


async def _name(context: Context, colleague_id: int | None) -> Message:
    await context.forget()
    registration = await cover(context.session, context.person, context.id(), colleague_id, context.now)
    if registration.official_id != context.person.id and registration.awaits:
        return await request_with_picture(context.occasion, registration.id)
    return texts.named(
        await request_of(context.session, registration.id), registration.official_id == context.person.id
    )


async def _show(context: Context, registration_id: int, page: int, named: str) -> Message:
    registration = await context.session.get(Registration, registration_id)
    if registration is None:
        raise NoLongerThere
    must_arrange(context.person, registration)
    await context.expect("cover", registration_id=registration_id)
    request = await request_of(context.session, registration_id)
    found = await colleagues(context.session, request, context.now, named)
    return texts.choose(request, found, named, page, registration.official_id == context.person.id)
