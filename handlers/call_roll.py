"""Calling the roll by thumb: today's meetings, the list, one tap a person, and names found by typing."""

from bot import buttons
from bot.context import Context
from bot.message import Message
from bot.routes import Routes, Work
from bot.texts import rolling as texts
from models.kinds import Role
from models.roll import mark, mark_rest, roll_of
from models.roll_meeting import is_staff, meetings_of_course, meetings_of_today, next_taught, on_now

routes = Routes()
CALLERS = frozenset({Role.official, Role.coordinator, Role.admin})  # whose meeting it is, the rule asks
STAFF = frozenset({Role.coordinator, Role.admin})
STEP = "roll"


@routes.command("diemdanh", work=Work.writes)
async def today(context: Context) -> Message:
    """Straight into the one meeting that is on, or the only one of today; else a choice."""
    found = await meetings_of_today(context.session, context.person.id, context.now)
    on = found if len(found) == 1 else await on_now(context.session, found, context.now)
    return await _draw(context, on[0].id) if len(on) == 1 else await _choose(context)


@routes.press(buttons.ROLL_TODAY)
async def all_of_today(context: Context) -> Message:
    return await _choose(context)


async def _choose(context: Context) -> Message:
    found = await meetings_of_today(context.session, context.person.id, context.now)
    if found:
        return texts.choose(found, context.now)
    return texts.none_today(await next_taught(context.session, context.person.id, context.now))


@routes.press(buttons.ROLLS, needs=STAFF)
async def of_course(context: Context) -> Message:
    """The half-days of a course, from its page in /quanly: first those that are on or just over."""
    found = await meetings_of_course(context.session, context.person, context.id())
    begun = sum(one.starts_at <= context.now for one in found)
    page = context.id(1) if len(context.ids) > 1 else max(0, begun - 1) // texts.PAGE
    return texts.of_course(found, min(page, 9999), context.now)


@routes.press(buttons.ROLL, needs=CALLERS, work=Work.writes)
async def show(context: Context) -> Message:
    brush, page, view = context.id(1), min(context.id(2), 9999), context.id(3)
    return await _draw(context, context.id(), brush, page, view, said=_said(context))


@routes.press(buttons.ROLL_ANEW, needs=CALLERS, work=Work.writes)
async def show_anew(context: Context) -> Message:
    """Below the picture of a code, which stays."""
    return await _draw(context, context.id(), fresh=True)


@routes.press(buttons.ROLL_MARK, needs=CALLERS, work=Work.writes)
async def set_mark(context: Context) -> Message:
    wanted = texts.read_brush(context.id(2))
    name = await mark(context.session, context.person, context.id(), context.id(1), wanted, context.now)
    return await _draw(
        context,
        context.id(),
        context.id(2),
        min(context.id(3), 9999),
        context.id(4),
        said=_said(context),
        toast=texts.marked(name, wanted),
    )


@routes.press(buttons.ROLL_REST, needs=CALLERS, work=Work.writes)
async def set_rest(context: Context) -> Message:
    """Everybody who has no mark yet."""
    wanted = texts.read_brush(context.id(1))
    count = await mark_rest(context.session, context.person, context.id(), wanted, context.now)
    return await _draw(context, context.id(), toast=texts.rest_marked(count, wanted))


@routes.step(STEP, needs=CALLERS)
async def find(context: Context) -> Message:
    """A part of a name, typed while the list is open."""
    meeting_id = int((context.person.data or {})["meeting_id"])
    seen = await roll_of(context.session, context.person, meeting_id, context.now)
    if not seen.found(context.text):
        return texts.nobody_found(seen, context.text)
    return await _draw(context, meeting_id, view=texts.SEARCHED, said=context.text)


def _said(context: Context) -> str:
    """What was typed last to find somebody in the open list."""
    return str((context.person.data or {}).get("said", "")) if context.person.step == STEP else ""


async def _draw(
    context: Context,
    meeting_id: int,
    brush: int = 0,
    page: int = 0,
    view: int = texts.ALL,
    *,
    said: str = "",
    toast: str = "",
    fresh: bool = False,
) -> Message:
    """The list as it stands; from now on a text is a name in it."""
    seen = await roll_of(context.session, context.person, meeting_id, context.now)
    view = view if view != texts.SEARCHED or said else texts.ALL
    await context.expect(STEP, meeting_id=meeting_id, said=said if view == texts.SEARCHED else "")
    return texts.roll(
        seen,
        context.now,
        texts.read_brush(brush),
        page,
        view,
        said,
        toast=toast,
        is_staff=is_staff(context.person),
        fresh=fresh,
    )
