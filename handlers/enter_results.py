"""A coordinator enters what results rest on: tests of a course, marks by typed lines, or all of it as a workbook."""

import asyncio
import re

from bot import buttons
from bot.context import Context
from bot.message import Message
from bot.routes import TEXT_OR_FILE, Routes, Work
from bot.texts import result_entering as texts
from bot.texts import results as results_texts
from bot.workbook.guard import UnsafeWorkbook
from bot.workbook.results_file import read_results, results_errors
from bot.workbook.results_template import results_template
from models.course import Course
from models.course_test import HIGHEST, NAME, CourseTest, add_test, course_test, remove_test, scores_in
from models.database import Session, let_go
from models.dialogue import end_dialogue
from models.kinds import Role
from models.refusals import NoLongerThere
from models.registration import Registration
from models.result_entry import enter_file, enter_scores
from models.result_lines import BadLine, LineFault, read_lines, read_score
from models.result_sheet import ResultSheet, result_sheet
from models.running import must_run
from models.workbook_problems import MAX_BYTES, UnsafeCode

routes = Routes()
STAFF = frozenset({Role.coordinator, Role.admin})
TEST, SCORES, FILE = "course_test", "scores", "results_file"
_TEST = re.compile(r"(?P<name>.*\w.*?)\s*[;,:–-]\s*(?:thang\s*)?(?P<scale>\d{1,4}(?:[.,]\d{1,2})?)", re.IGNORECASE)


@routes.press(buttons.COURSE_TESTS, needs=STAFF, work=Work.writes)
async def show_tests(context: Context) -> Message:
    await context.forget()
    return await _tests(context, context.id())


@routes.press(buttons.ADD_TEST, needs=STAFF, work=Work.writes)
async def ask_test(context: Context) -> Message:
    course = await _course(context.session, context.id())
    await context.expect(TEST, course_id=course.id)
    return texts.ask_test(course)


@routes.step(TEST, needs=STAFF)
async def take_test(context: Context) -> Message:
    """«Bài thu hoạch; 10»."""
    must_run(context.person)
    course_id = int((context.person.data or {})["course_id"])
    found = _TEST.fullmatch(" ".join(context.text.split()))
    scale = float(found["scale"].replace(",", ".")) if found else 0
    if found is None or len(found["name"]) > NAME or not 1 <= scale <= HIGHEST:
        return texts.not_a_test(course_id, NAME, HIGHEST)
    await context.forget()
    test = await add_test(context.session, context.person, course_id, found["name"], scale, context.now)
    return await _tests(context, course_id, texts.added(test))


@routes.press(buttons.REMOVE_TEST, needs=STAFF)
async def ask_remove(context: Context) -> Message:
    test = await course_test(context.session, context.id())
    return texts.ask_remove(test, await scores_in(context.session, test.id))


@routes.press(buttons.CONFIRM_REMOVE_TEST, needs=STAFF, work=Work.writes)
async def remove(context: Context) -> Message:
    test = await remove_test(context.session, context.person, context.id(), context.now)
    return await _tests(context, test.course_id, texts.removed(test))


@routes.press(buttons.ENTER_SCORES, needs=STAFF, work=Work.writes)
async def ask_scores(context: Context) -> Message:
    test = await course_test(context.session, context.id())
    found = await result_sheet(context.session, context.person, test.course_id, context.now)
    await context.expect(SCORES, test_id=test.id)
    return texts.ask_scores(test, found)


@routes.press(buttons.ENTER_SCORE, needs=STAFF, work=Work.writes)
async def ask_score(context: Context) -> Message:
    test, line = await course_test(context.session, context.id(1)), context.id()
    registration = await context.session.get(Registration, line)
    if registration is None or registration.course_id != test.course_id:
        raise NoLongerThere
    found = await result_sheet(context.session, context.person, test.course_id, context.now)
    await context.expect(SCORES, test_id=test.id, registration_id=line)
    return texts.ask_score(test, found.line(line))


@routes.step(SCORES, needs=STAFF)
async def take_scores(context: Context) -> Message:
    """Of one person a bare mark, of several a line each; one bad line and none is kept."""
    data = context.person.data or {}
    test = await course_test(context.session, int(data["test_id"]))
    found = await result_sheet(context.session, context.person, test.course_id, context.now)
    one = int(data.get("registration_id") or 0)
    scores, bad = _read(context.text, one, found, test)
    if bad or not scores:
        return texts.bad_lines(bad, test)
    await context.forget()
    kept = await enter_scores(context.session, context.person, test.id, scores, context.now)
    names = {line.registration_id: line.full_name for line in found.lines}
    said = texts.entered(test, kept, [(names[ident], score) for ident, score in scores.items()])
    if not one:
        return await _tests(context, test.course_id, said)
    found = await result_sheet(context.session, context.person, test.course_id, context.now)
    return results_texts.person(found.line(one), found, context.now)


def _read(text: str, one: int, found: ResultSheet, test: CourseTest) -> tuple[dict[int, float], list[BadLine]]:
    if not one:
        return read_lines(text, found.lines, test.scale)
    score = read_score(text)
    if score is None:
        return {}, [BadLine(text, LineFault.no_score)]
    return ({one: score}, []) if 0 <= score <= test.scale else ({}, [BadLine(text, LineFault.outside)])


@routes.press(buttons.RESULTS_FILE, needs=STAFF, work=Work.outside)
async def send_template(context: Context) -> Message:
    """The workbook with everybody in it and what is known already; the next file that comes is its answer."""
    async with context.writing() as within:
        found = await result_sheet(within.session, context.person, context.id(), context.now)
        await within.expect(FILE, course_id=context.id())
        await let_go(within.session)
    return texts.ask_file(found.course, await asyncio.to_thread(results_template, found))


@routes.step(FILE, needs=STAFF, work=Work.outside, takes=TEXT_OR_FILE)
async def take_file(context: Context) -> Message:
    """Fetched and read outside any transaction; then everything in it is kept, or nothing."""
    course_id = int((context.person.data or {})["course_id"])
    upload = context.upload
    if upload is None:
        return texts.want_file(course_id)
    if upload.size > MAX_BYTES:
        return texts.unsafe_file(UnsafeCode.too_big, course_id)
    async with context.database.reading() as session:
        found = await result_sheet(session, context.person, course_id, context.now)
        await let_go(session)
    try:
        content = await context.fetch(upload.file_id)
        read = await read_results(content, found)
        if read.problems:
            errors = await results_errors(content, read.problems)
            return texts.mistaken_file(upload.name, read.problems, errors, course_id)
    except UnsafeWorkbook as refusal:
        return texts.unsafe_file(refusal.code, course_id)
    async with context.writing() as within:
        await end_dialogue(within.session, context.user_id)
        why = texts.by_file(upload.name)
        kept = await enter_file(within.session, context.person, course_id, read.scores, read.words, why, context.now)
        found = await result_sheet(within.session, context.person, course_id, context.now)
        return results_texts.sheet(found, 0, context.now, texts.file_entered(upload.name, kept))


async def _tests(context: Context, course_id: int, news: str = "") -> Message:
    found = await result_sheet(context.session, context.person, course_id, context.now)
    counts = {one.id: sum(one.id in line.scores for line in found.lines) for one in found.tests}
    return texts.listing(found, counts, news)


async def _course(session: Session, course_id: int) -> Course:
    course = await session.get(Course, course_id)
    if course is None:
        raise NoLongerThere
    return course
