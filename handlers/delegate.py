"""A leader gives the right to decide to a colleague for some days: to whom, for when, and the end of it."""

from datetime import date, timedelta

from bot import buttons
from bot.context import Context
from bot.message import Message
from bot.routes import Routes, Work
from bot.texts import delegating as texts
from models.days_said import days_said
from models.delegated import given_by, requests_that_wait
from models.delegation import delegate, end_delegation, led_commune, lent_by, must_be_possible, own_delegation
from models.deputies import colleagues
from models.kinds import Role
from models.official import Official
from models.refusals import NoLongerThere

routes = Routes()
LEADERS = frozenset({Role.leader})
PRESETS = ((0, 1), (1, 1), (0, 3), (0, 7), (0, 14))  # in how many days it begins, and how long it is
TO, DAYS = "delegate_to", "delegate_days"


@routes.command("uyquyen", needs=LEADERS, work=Work.writes)
@routes.press(buttons.DELEGATIONS, needs=LEADERS, work=Work.writes)
async def show(context: Context) -> Message:
    await context.forget()
    led_commune(context.person)
    today = context.now.date()
    return texts.overview(await given_by(context.session, context.person.id, today), today)


@routes.press(buttons.DELEGATE, needs=LEADERS, work=Work.writes)
async def choose(context: Context) -> Message:
    """The colleagues, page by page; a typed name narrows them."""
    found = await colleagues(context.session, context.person, context.now.date(), context.page())
    await context.expect(TO)
    return texts.to_whom(found, "")


@routes.step(TO, needs=LEADERS)
async def find(context: Context) -> Message:
    found = await colleagues(context.session, context.person, context.now.date(), said=context.text)
    await context.expect(TO)
    return texts.to_whom(found, context.text)


@routes.press(buttons.DELEGATE_TO, needs=LEADERS, work=Work.writes)
async def ask_days(context: Context) -> Message:
    return await _ask_days(context, context.id())


@routes.press(buttons.CHANGE_DELEGATION, needs=LEADERS, work=Work.writes)
async def change(context: Context) -> Message:
    """The same deputy for other days; the delegation that is changed ends with «Xác nhận»."""
    found = await own_delegation(context.session, context.person, context.id())
    return await _ask_days(context, found.deputy_id, found.id)


@routes.press(buttons.DELEGATE_FOR, needs=LEADERS, work=Work.writes)
async def for_preset_days(context: Context) -> Message:
    if context.id(1) >= len(PRESETS):
        raise NoLongerThere
    ahead, length = PRESETS[context.id(1)]
    first = context.now.date() + timedelta(days=ahead)
    return await _summary(context, context.id(), first, first + timedelta(days=length - 1), context.id(2))


@routes.step(DAYS, needs=LEADERS)
async def for_typed_days(context: Context) -> Message:
    data = context.person.data or {}
    period = days_said(context.text, context.now.date())
    if period is None:
        return texts.days_not_understood()
    return await _summary(context, int(data["deputy_id"]), period.first, period.last, int(data["instead_of"]))


@routes.press(buttons.CONFIRM_DELEGATION, needs=LEADERS, work=Work.writes)
async def confirm(context: Context) -> Message:
    await context.forget()
    first, last = (context.id(place) for place in (1, 2))
    if not (0 < first <= date.max.toordinal() and 0 < last <= date.max.toordinal()):
        raise NoLongerThere
    found = await delegate(
        context.session,
        context.person,
        context.id(),
        date.fromordinal(first),
        date.fromordinal(last),
        context.now,
        instead_of=context.id(3),
    )
    return texts.delegated(found, context.now.date())


@routes.press(buttons.END_DELEGATION, needs=LEADERS)
async def ask_end(context: Context) -> Message:
    return texts.end(await own_delegation(context.session, context.person, context.id()))


@routes.press(buttons.CONFIRM_END_DELEGATION, needs=LEADERS, work=Work.writes)
async def end(context: Context) -> Message:
    found = await end_delegation(context.session, context.person, context.id(), context.now)
    return texts.ended(found, await requests_that_wait(context.session, found.commune_id, context.person.id))


async def _ask_days(context: Context, deputy_id: int, instead_of: int = 0) -> Message:
    today = context.now.date()
    await must_be_possible(context.session, context.person, deputy_id, today, today, context.now)
    await context.expect(DAYS, deputy_id=deputy_id, instead_of=instead_of)
    deputy = await context.session.get_one(Official, deputy_id)
    return texts.for_which_days(deputy.full_name, deputy_id, instead_of)


async def _summary(context: Context, deputy_id: int, first: date, last: date, instead_of: int) -> Message:
    """What does not work is said before it is confirmed; the question about the days stays open."""
    session, person, today = context.session, context.person, context.now.date()
    await must_be_possible(session, person, deputy_id, first, last, context.now)
    deputy = await session.get_one(Official, deputy_id)
    waiting = await requests_that_wait(session, led_commune(person), person.id, deputy_id) if first == today else 0
    lender = await lent_by(session, person.id, first, last)
    return texts.summary(deputy.full_name, deputy_id, first, last, waiting, lender, instead_of)
