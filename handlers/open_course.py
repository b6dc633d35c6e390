"""A coordinator opens a course: from a programme, like an earlier one, or with the workbook; the result is a draft."""

from bot import buttons
from bot.context import Context
from bot.message import Message
from bot.routes import Routes, Work
from bot.texts import course_edit
from bot.texts import open_course as texts
from models.course import Course
from models.course_plan import QUESTIONS, Plan
from models.course_sheet import course_sheet
from models.kinds import Role
from models.opening import answered, open_draft, picked, plan_like, proposals
from models.programme import Programme
from models.programme_search import programme_page, programmes_said
from models.refusals import NoLongerThere
from models.running import earlier_runs, must_run

routes = Routes()
STAFF = frozenset({Role.coordinator, Role.admin})
STEP = "open_course"


@routes.press(buttons.OPEN, needs=STAFF, work=Work.writes)
async def begin(context: Context) -> Message:
    """The programmes, page by page; a typed name narrows them."""
    return await _programmes(context, context.page())


@routes.press(buttons.OPEN_OF, needs=STAFF, work=Work.writes)
async def of_programme(context: Context) -> Message:
    must_run(context.person)
    return await _go_on(context, Plan(context.id(), None, {}))


@routes.press(buttons.EARLIER, needs=STAFF, work=Work.writes)
async def show_earlier(context: Context) -> Message:
    return await _earlier(context, context.page())


@routes.press(buttons.REOPEN, needs=STAFF, work=Work.writes)
async def like_an_earlier_one(context: Context) -> Message:
    return await _go_on(context, await plan_like(context.session, context.person, context.id()))


@routes.press(buttons.OPEN_BY_FILE, needs=STAFF, work=Work.writes)
async def by_file(context: Context) -> Message:
    await context.forget()
    return texts.by_file(context.person.has(Role.admin))


@routes.step(STEP, needs=STAFF)
async def take_answer(context: Context) -> Message:
    """The name of a programme, or the answer to the open question."""
    must_run(context.person)
    data = context.person.data or {}
    if not data.get("programme_id"):
        found = await programmes_said(context.session, context.search.aliases, context.text, context.now.date())
        return texts.programmes_found(context.text, found)
    return await _go_on(context, await answered(context.session, Plan.of(data), context.text, context.now))


@routes.press(buttons.OPEN_PICK, needs=STAFF, work=Work.writes)
async def take_proposal(context: Context) -> Message:
    """A button of a question that is no longer open shows the one that is."""
    must_run(context.person)
    plan = _plan(context)
    if plan.asks is None or context.id() != QUESTIONS.index(plan.asks):
        return await _go_on(context, plan)
    return await _go_on(context, await picked(context.session, plan, context.id(1), context.now))


@routes.press(buttons.OPEN_BACK, needs=STAFF, work=Work.writes)
async def back(context: Context) -> Message:
    """To the question before; from the first to where one came from."""
    must_run(context.person)
    plan = _plan(context)
    before = plan.taken_back()
    if before is not None:
        return await _go_on(context, before)
    return await _earlier(context, 0) if plan.like_id else await _programmes(context, 0)


async def _programmes(context: Context, page: int) -> Message:
    must_run(context.person)
    await context.expect(STEP)
    return texts.which_programme(await programme_page(context.session, page))


async def _earlier(context: Context, page: int) -> Message:
    await context.forget()
    found, has_more = await earlier_runs(context.session, context.person, page)
    return texts.earlier(found, page, has_more)


def _plan(context: Context) -> Plan:
    """What has been answered so far. Raises NoLongerThere when the dialogue is another one, or over."""
    if context.person.step != STEP:
        raise NoLongerThere
    return Plan.of(context.person.data or {})


async def _go_on(context: Context, plan: Plan) -> Message:
    """Ask the next question, or make the draft."""
    session = context.session
    programme = await session.get(Programme, plan.programme_id)
    if programme is None:
        raise NoLongerThere
    if plan.asks is None:
        await context.forget()
        course = await open_draft(session, context.person, plan, context.now)
        seen = await course_sheet(session, context.person, course.id, context.now)
        return course_edit.sheet(seen, context.now, texts.opened(course.code))
    await context.expect(STEP, **plan.data)
    like = await session.get(Course, plan.like_id) if plan.like_id else None
    offered = await proposals(session, plan, context.now)
    return texts.ask(plan, programme.name, offered, like.code if like else "")
