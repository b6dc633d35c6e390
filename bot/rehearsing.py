"""From an answer to its rehearsal: the plan is kept in the open question, and shown with the very message it sends."""

from typing import Any

from bot.context import Context
from bot.letters.writing import Occasion
from bot.message import Message
from bot.texts import course_changed
from bot.texts import rehearsal as texts
from models.change_plan import Plan, plan_to_json
from models.change_view import change_view
from models.rehearsal import Rehearsal, rehearsed

STEP = "change_course"


async def show_rehearsal(context: Context, course_id: int, plan: Plan, **asked: Any) -> Message:
    """What the plan would do. A text that follows is taken as another answer to the same question (`asked`)."""
    await context.expect(STEP, course_id=course_id, plan=plan_to_json(plan), **asked)
    async with rehearsed(context.session, context.person, course_id, plan, context.quiet, context.now) as seen:
        return texts.rehearsal(seen, await sample(context.occasion, seen), context.now)


async def sample(occasion: Occasion, seen: Rehearsal) -> Message | None:
    """The message that one of the learners would get; read inside the rehearsal."""
    view = await change_view(occasion.session, seen.sample_id, occasion.now) if seen.sample_id is not None else None
    return course_changed.changed(view, occasion.now) if view is not None else None
