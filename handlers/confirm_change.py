"""Merging two runs, and the last step of every change: «Xác nhận» carries out what was rehearsed, or shows it anew."""

from bot import buttons
from bot.context import Context
from bot.message import Message
from bot.rehearsing import STEP, sample, show_rehearsal
from bot.routes import Routes, Work
from bot.texts import changing
from bot.texts import rehearsal as texts
from models.change_desk import changeable, coming, other_runs
from models.change_plan import MergePlan, plan_from_json
from models.changing import change
from models.kinds import Role
from models.queue import begins_at
from models.rehearsal import rehearsed

routes = Routes()
STAFF = frozenset({Role.coordinator, Role.admin})
MOST_SEATS = 9999


@routes.press(buttons.MERGE, needs=STAFF)
async def ask_into(context: Context) -> Message:
    course, _ = await changeable(context.session, context.person, context.id(), context.now)
    return changing.ask_into(course, await other_runs(context.session, course, context.now))


@routes.press(buttons.MERGE_INTO, needs=STAFF, work=Work.writes)
async def merge_into(context: Context) -> Message:
    """Also from the adviser; with more seats when the button says so."""
    plan = MergePlan(context.id(1), min(context.id(2), MOST_SEATS))
    return await show_rehearsal(context, context.id(), plan, ask="merge")


@routes.press(buttons.CONFIRM_CHANGE, needs=STAFF, work=Work.writes)
async def confirm(context: Context) -> Message:
    """Rehearsed once more while the rows are held: only what comes to the same as was shown is carried out."""
    data = context.person.data or {}
    course_id, session, now = context.id(), context.session, context.now
    if context.person.step != STEP or data.get("course_id") != course_id or not data.get("plan"):
        course, face = await changeable(session, context.person, course_id, now)
        begun = await begins_at(session, course, now) <= now
        return changing.menu(course, face, len(coming(face, now)), now, begun, changing.nothing_open())
    plan = plan_from_json(data["plan"])
    async with rehearsed(session, context.person, course_id, plan, context.quiet, now) as seen:
        anew = texts.rehearsal(seen, await sample(context.occasion, seen), now, is_stale=True)
    if seen.mark != context.id(1):
        return anew
    await change(session, context.person, course_id, plan, context.quiet, now)
    await context.forget()
    return texts.saved(seen, now)
