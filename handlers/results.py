"""Results of a course: what is missing for whom, words by hand, closing with a rehearsal, taking a result back."""

from sqlalchemy import select

from bot import buttons
from bot.context import Context
from bot.message import Message
from bot.routes import Routes, Work
from bot.texts import result_closing as closing
from bot.texts import results as texts
from models.certificate import Certificate, CertificateKind
from models.kinds import Role
from models.refusals import NoLongerThere
from models.registration import Registration
from models.result import CLOSED
from models.result_closing import close_results, must_be_closable, turn_back
from models.result_entry import confirm_by_list, say_by_hand, take_word_back, unsaid
from models.result_sheet import ResultSheet, result_sheet

routes = Routes()
STAFF = frozenset({Role.coordinator, Role.admin})
BY_HAND, BY_LIST, BACK = "result_by_hand", "results_by_list", "result_back"


@routes.press(buttons.RESULTS, needs=STAFF, work=Work.writes)
async def show_sheet(context: Context) -> Message:
    """«Quay lại» and «Huỷ» of every question about the course come here, so an open question ends."""
    await context.forget()
    return await _sheet(context, context.id())


@routes.press(buttons.RESULT, needs=STAFF, work=Work.writes)
async def show_person(context: Context) -> Message:
    await context.forget()
    return await _person(context, context.id())


@routes.press(buttons.SAY_BY_HAND, needs=STAFF, work=Work.writes)
async def ask_word(context: Context) -> Message:
    found = await _sheet_of(context, context.id())
    line = found.line(context.id())
    if line.state in CLOSED:
        return texts.person(line, found, context.now)
    await context.expect(BY_HAND, registration_id=context.id(), passed=bool(context.id(1)))
    return closing.ask_word(line, bool(context.id(1)))


@routes.step(BY_HAND, needs=STAFF)
async def take_word(context: Context) -> Message:
    await context.forget()
    data = context.person.data or {}
    registration_id = int(data["registration_id"])
    passed = bool(data["passed"])
    await say_by_hand(context.session, context.person, registration_id, passed, context.text, context.now)
    return await _person(context, registration_id)


@routes.press(buttons.TAKE_WORD_BACK, needs=STAFF, work=Work.writes)
async def unsay(context: Context) -> Message:
    await take_word_back(context.session, context.person, context.id(), context.now)
    return await _person(context, context.id())


@routes.press(buttons.CONFIRM_BY_LIST, needs=STAFF, work=Work.writes)
async def ask_list(context: Context) -> Message:
    found = await result_sheet(context.session, context.person, context.id(), context.now)
    if not unsaid(found):
        return texts.sheet(found, 0, context.now)
    await context.expect(BY_LIST, course_id=context.id())
    return closing.ask_list(found)


@routes.step(BY_LIST, needs=STAFF)
async def take_list(context: Context) -> Message:
    """Nothing is closed by this yet."""
    await context.forget()
    course_id = int((context.person.data or {})["course_id"])
    await confirm_by_list(context.session, context.person, course_id, context.text, context.now)
    return await _sheet(context, course_id)


@routes.press(buttons.CLOSE_RESULTS, needs=STAFF)
async def rehearse(context: Context) -> Message:
    found = await result_sheet(context.session, context.person, context.id(), context.now)
    must_be_closable(found, context.now)
    return closing.rehearsal(found, context.now)


@routes.press(buttons.CONFIRM_CLOSE_RESULTS, needs=STAFF, work=Work.writes)
async def close(context: Context) -> Message:
    """The button carries the numbers that were rehearsed."""
    seen = context.id(1), context.id(2)
    done = await close_results(context.session, context.person, context.id(), seen, context.now)
    return await _sheet(context, context.id(), closing.closed(done))


@routes.press(buttons.TURN_BACK, needs=STAFF, work=Work.writes)
async def ask_why_back(context: Context) -> Message:
    found = await _sheet_of(context, context.id())
    line = found.line(context.id())
    if line.state not in CLOSED:
        return texts.person(line, found, context.now)
    await context.expect(BACK, registration_id=context.id())
    number = await context.session.scalar(
        select(Certificate.number).where(
            Certificate.registration_id == context.id(),
            Certificate.kind == CertificateKind.certificate,
            Certificate.withdrawn_at.is_(None),
        )
    )
    return closing.ask_why_back(line, number or "")


@routes.step(BACK, needs=STAFF)
async def take_back(context: Context) -> Message:
    await context.forget()
    registration_id = int((context.person.data or {})["registration_id"])
    course_id = await turn_back(context.session, context.person, registration_id, context.text, context.now)
    found = await result_sheet(context.session, context.person, course_id, context.now)
    return texts.sheet(found, 0, context.now, closing.turned_back(found.line(registration_id).full_name))


async def _sheet(context: Context, course_id: int, news: str = "") -> Message:
    found = await result_sheet(context.session, context.person, course_id, context.now)
    return texts.sheet(found, 0 if news else min(context.id(1), 9999), context.now, news)


async def _person(context: Context, registration_id: int) -> Message:
    found = await _sheet_of(context, registration_id)
    return texts.person(found.line(registration_id), found, context.now)


async def _sheet_of(context: Context, registration_id: int) -> ResultSheet:
    registration = await context.session.get(Registration, registration_id)
    if registration is None:
        raise NoLongerThere
    return await result_sheet(context.session, context.person, registration.course_id, context.now)
