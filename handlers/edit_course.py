"""A coordinator edits a course field by field: of a draft at once, of a published one after seeing what it would do."""

from typing import Any

from markupsafe import Markup

from bot import buttons
from bot.context import Context
from bot.message import Message
from bot.routes import Routes, Work
from bot.texts import course_edit as texts
from models.course import Course, CourseState
from models.course_edit import change_course, editable, rehearse_change
from models.course_fields import FIELDS, CourseField, picked_value, present_value, read_value
from models.course_sheet import choices_of, course_sheet, names_of_officials
from models.kinds import Role
from models.refusals import NoLongerThere

routes = Routes()
STAFF = frozenset({Role.coordinator, Role.admin})
STEP = "edit_course"


@routes.press(buttons.EDIT, needs=STAFF, work=Work.writes)
async def show(context: Context) -> Message:
    await context.forget()
    return await _sheet(context, context.id())


@routes.press(buttons.EDIT_FIELD, needs=STAFF, work=Work.writes)
async def ask(context: Context) -> Message:
    course_id, field = context.id(), _field(context.id(1))
    seen = await course_sheet(context.session, context.person, course_id, context.now)
    if field not in seen.fields:
        raise NoLongerThere
    await context.expect(STEP, course_id=course_id, field=FIELDS.index(field))
    return texts.ask(seen, field, await choices_of(context.session, field, context.now.date()), context.now)


@routes.step(STEP, needs=STAFF)
async def take_answer(context: Context) -> Message:
    data = context.person.data or {}
    course = await editable(context.session, context.person, int(data["course_id"]), context.now)
    field = _field(int(data["field"]))
    value = await read_value(context.session, course, field, context.text, context.now)
    return await _take(context, course, field, value)


@routes.press(buttons.EDIT_PICK, needs=STAFF, work=Work.writes)
async def take_choice(context: Context) -> Message:
    course = await editable(context.session, context.person, context.id(), context.now)
    field = _field(context.id(1))
    return await _take(context, course, field, await picked_value(context.session, field, context.id(2), context.now))


@routes.press(buttons.CONFIRM_EDIT, needs=STAFF, work=Work.writes)
async def confirm(context: Context) -> Message:
    """What was rehearsed, if the course still stands as it did then; a second press shows the present truth."""
    course_id, field = context.id(), _field(context.id(1))
    data = context.person.data or {}
    asked = (context.person.step, data.get("course_id"), data.get("field"))
    if asked != (STEP, course_id, FIELDS.index(field)) or "value" not in data:
        return await _sheet(context, course_id)
    effect = await change_course(
        context.session, context.person, course_id, field, data["value"], context.now, seen=data["seen"]
    )
    await context.forget()
    return await _sheet(context, course_id, texts.done(effect))


async def _take(context: Context, course: Course, field: CourseField, value: Any) -> Message:
    """Change a draft; rehearse the change of a published course, and keep the answer until it is confirmed."""
    session, person, now = context.session, context.person, context.now
    course_id = course.id
    if await present_value(session, course, field) == value:
        await context.forget()
        return await _sheet(context, course_id, texts.unchanged(field))
    if course.state is CourseState.draft:
        await change_course(session, person, course_id, field, value, now)
        await context.forget()
        return await _sheet(context, course_id, texts.changed(field))
    effect = await rehearse_change(session, person, course_id, field, value, now)
    await context.expect(STEP, course_id=course_id, field=FIELDS.index(field), value=value, seen=effect.before)
    course = await session.get_one(Course, course_id, populate_existing=True)
    ids = [one for one in (effect.before, value) if field is CourseField.coordinator and one is not None]
    return texts.rehearsal(course, effect, await names_of_officials(session, ids), now)


async def _sheet(context: Context, course_id: int, news: Markup | None = None) -> Message:
    return texts.sheet(await course_sheet(context.session, context.person, course_id, context.now), context.now, news)


def _field(place: int) -> CourseField:
    if place >= len(FIELDS):
        raise NoLongerThere
    return FIELDS[place]
