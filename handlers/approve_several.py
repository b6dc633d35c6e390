"""Those who decide approve several requests at once: a list to tick, then a result for each person."""

from collections.abc import Collection

from bot import buttons
from bot.context import Context
from bot.message import Message
from bot.routes import Routes, Work
from bot.texts import approvals
from bot.texts import approving_several as texts
from models.approve_several import approve_several
from models.inbox import inbox
from models.kinds import Role
from models.refusals import AlreadyDecided
from models.requests import request_of

routes = Routes()
DECIDERS = frozenset({Role.leader, Role.coordinator})
STEP = "approve_several"


@routes.press(buttons.TICK_LIST, needs=DECIDERS, work=Work.writes)
async def open_list(context: Context) -> Message:
    """From the inbox (without a page) it begins anew; on a further page the ticks stay."""
    seen, ticked = _before(context) if context.ids else (set(), set())
    return await _show(context, context.page(), seen, ticked)


@routes.press(buttons.TICK, needs=DECIDERS, work=Work.writes)
async def tick(context: Context) -> Message:
    seen, ticked = _before(context)
    if context.person.step == STEP:  # else the list is begun anew, as it is shown first
        ticked ^= {context.id()}
        seen.add(context.id())
    return await _show(context, min(context.id(1), 9999), seen, ticked)


@routes.press(buttons.APPROVE_TICKED, needs=DECIDERS, work=Work.writes)
async def approve_ticked(context: Context) -> Message:
    _, ticked = _before(context)
    await context.forget()
    if not ticked:
        return texts.none_ticked()
    return texts.done(await approve_several(context.session, context.person, ticked, context.now))


@routes.press(buttons.WHY_SENT, needs=DECIDERS)
async def ask_why(context: Context) -> Message:
    """The reasons for somebody who was sent although a flag speaks against it."""
    request = await request_of(context.session, context.id())
    if request.decided_by_id != context.person.id:
        raise AlreadyDecided(request.id)
    return approvals.approved(request)


async def _show(context: Context, page: int, seen: Collection[int], ticked: Collection[int]) -> Message:
    """What is seen for the first time and has no flag is ticked: nobody approves what was not shown."""
    found = await inbox(context.session, context.person, context.now, page)
    fresh = {one.id for one in found.requests if one.id not in seen}
    ticked = {*ticked, *(one.id for one in found.requests if one.id in fresh and not one.is_flagged)}
    await context.expect(STEP, seen=sorted({*seen, *fresh}), ticked=sorted(ticked))
    return texts.tick_list(found, ticked) if found.requests else approvals.inbox(found)


def _before(context: Context) -> tuple[set[int], set[int]]:
    """What this list has shown and what is ticked on it."""
    data = context.person.data or {}
    return (set(data["seen"]), set(data["ticked"])) if context.person.step == STEP else (set(), set())
