"""A leader sends officials to a course: picks it, ticks the people, sends, and says why where a flag is against it."""

from typing import Any

from bot import buttons
from bot.context import Context
from bot.message import Message
from bot.routes import Routes, Work
from bot.texts import nomination_results as results
from bot.texts import nominations as texts
from models.candidates import Candidates, candidates
from models.commune import commune_names_of
from models.commune_courses import commune_courses
from models.course import Course
from models.kinds import Role
from models.nomination import give_reasons, nominate
from models.refusals import NoLongerThere, NoRight
from models.registration import EXCEPTION_REASONS, Reason

routes = Routes()
LEADERS = frozenset({Role.leader})
STEP, REASON_STEP = "nominate", "nomination_reason"
MAX_NAME, MAX_REASON = 60, 300


@routes.command("cu", needs=LEADERS, work=Work.writes)
@routes.press(buttons.NOMINATE_LIST, needs=LEADERS, work=Work.writes)
async def choose_course(context: Context) -> Message:
    """What is open for the commune; what was ticked before is dropped."""
    await context.forget()
    commune_id = _commune(context, context.id(1))
    if commune_id is None:
        return await _ask_commune(context, 0)
    names = await commune_names_of(context.session, [commune_id])
    found = await commune_courses(context.session, commune_id, context.now, context.page())
    return texts.courses(found, commune_id, names[commune_id], context.now)


@routes.press(buttons.NOMINATE, needs=LEADERS, work=Work.writes)
async def choose_people(context: Context) -> Message:
    """The people of the commune, the best first; typed words narrow the list from now on."""
    commune_id = _commune(context, context.id(1))
    if commune_id is None:
        return await _ask_commune(context, context.id())
    return await _show(context, context.id(), commune_id, [], "", 0)


@routes.press(buttons.NOMINATE_PAGE, needs=LEADERS, work=Work.writes)
async def turn_page(context: Context) -> Message:
    course_id, commune_id = context.id(1), context.id(2)
    ticked, named = _begun(context, course_id, commune_id)
    return await _show(context, course_id, commune_id, ticked, named, context.page())


@routes.press(buttons.NOMINATE_TICK, needs=LEADERS, work=Work.writes)
async def tick(context: Context) -> Message:
    """A tap ticks, another takes the tick away. Where the question has ended meanwhile, the ticks begin anew."""
    course_id, commune_id, official_id, page = (context.id(place) for place in range(4))
    ticked, named = _begun(context, course_id, commune_id)
    ticked = [one for one in ticked if one != official_id] if official_id in ticked else [*ticked, official_id]
    return await _show(context, course_id, commune_id, ticked, named, page)


@routes.press(buttons.NOMINATE_ALL, needs=LEADERS, work=Work.writes)
async def show_everybody(context: Context) -> Message:
    ticked, _ = _begun(context, context.id(), context.id(1))
    return await _show(context, context.id(), context.id(1), ticked, "", 0)


@routes.step(STEP, needs=LEADERS)
async def narrow(context: Context) -> Message:
    """A part of a name."""
    data = context.person.data or {}
    return await _show(
        context, data["course_id"], data["commune_id"], data["ticked"], context.text[:MAX_NAME].strip(), 0
    )


@routes.press(buttons.NOMINATE_SEND, needs=LEADERS, work=Work.writes)
async def send(context: Context) -> Message:
    """Each is judged as of now, whatever the list showed."""
    course_id, commune_id = context.id(), context.id(1)
    ticked, named = _begun(context, course_id, commune_id)
    if not ticked:
        return await _show(context, course_id, commune_id, ticked, named, 0, texts.NOBODY_TICKED)
    found = await nominate(context.session, context.person, course_id, ticked, context.now)
    flagged = [one.registration_id for one in found if one.is_new and one.is_flagged]
    if flagged:
        await context.expect(REASON_STEP, registration_ids=flagged)
    else:
        await context.forget()
    course = await context.session.get_one(Course, course_id)
    return results.sent(course.title, course.code, found)


@routes.press(buttons.NOMINATED_FOR, needs=LEADERS, work=Work.writes)
async def keep_reason(context: Context) -> Message:
    if context.id() >= len(EXCEPTION_REASONS):
        raise NoLongerThere
    return await _keep(context, EXCEPTION_REASONS[context.id()], "")


@routes.step(REASON_STEP, needs=LEADERS)
async def keep_reason_in_words(context: Context) -> Message:
    return await _keep(context, Reason.other, context.text[:MAX_REASON])


async def _keep(context: Context, reason: Reason, words: str) -> Message:
    data = (context.person.data or {}) if context.person.step == REASON_STEP else {}
    await context.forget()
    ids = data.get("registration_ids", [])
    return results.reason_kept(await give_reasons(context.session, context.person, ids, reason, words, context.now))


async def _show(
    context: Context, course_id: int, commune_id: int, ticked: list[int], named: str, page: int, toast: str = ""
) -> Message:
    found = await _candidates(context, course_id, commune_id)
    known = {one.official_id for one in found.people if one.may_be_sent}
    ticked = [one for one in ticked if one in known]
    await context.expect(STEP, course_id=course_id, commune_id=commune_id, ticked=ticked, named=named)
    return texts.people(found, ticked, named, page, toast)


async def _candidates(context: Context, course_id: int, commune_id: int) -> Candidates:
    person = context.person
    if commune_id not in person.leads:
        raise NoRight
    but = {person.id, person.acting_for.get(commune_id, person.id)}
    return await candidates(context.session, course_id, commune_id, context.now, but)


def _begun(context: Context, course_id: int, commune_id: int) -> tuple[list[int], str]:
    """What is ticked and typed so far for this course; nothing where the question was another one or has ended."""
    data: dict[str, Any] = (context.person.data or {}) if context.person.step == STEP else {}
    if (data.get("course_id"), data.get("commune_id")) != (course_id, commune_id):
        return [], ""
    return list(data["ticked"]), str(data["named"])


def _commune(context: Context, chosen: int) -> int | None:
    """The commune for which the person acts; None where it has to be asked."""
    leads = context.person.leads
    if chosen and chosen not in leads:
        raise NoRight
    if chosen or len(leads) == 1:
        return chosen or next(iter(leads))
    return None


async def _ask_commune(context: Context, course_id: int) -> Message:
    names = await commune_names_of(context.session, context.person.leads)
    if not names:
        raise NoRight
    return texts.which_commune(sorted(names.items(), key=lambda pair: pair[1]), course_id)
