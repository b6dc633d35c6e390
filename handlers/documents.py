"""The letters behind a course: a coordinator adds them in one line or with the PDF, and everybody can open them."""

from datetime import date
from typing import Any

from bot import buttons
from bot.context import Context
from bot.document_line import read_document_line, read_subject
from bot.message import Message
from bot.routes import TEXT_OR_FILE, Routes, Work
from bot.texts import documents as texts
from models.course import Course
from models.document import Document, add_document, documents_of, open_document, remove_document
from models.kinds import Role
from models.refusals import NoLongerThere
from models.running import must_run

routes = Routes()
STAFF = frozenset({Role.coordinator, Role.admin})
STEP = "document"


@routes.press(buttons.DOCUMENTS, needs=STAFF)
async def show_documents(context: Context) -> Message:
    return await _list(context, context.id())


@routes.press(buttons.DOCUMENT)
async def send_document(context: Context) -> Message:
    """The PDF, for everybody who may see one of its courses."""
    return texts.file_of(await open_document(context.session, context.person, context.id()))


@routes.press(buttons.ADD_DOCUMENT, needs=STAFF, work=Work.writes)
async def ask(context: Context) -> Message:
    course = await _course(context, context.id())
    await context.expect(STEP, course_id=course.id)
    return texts.ask(course)


@routes.step(STEP, needs=STAFF, takes=TEXT_OR_FILE)
async def take_answer(context: Context) -> Message:
    """All in one line, or what is still missing; or the PDF, perhaps with the line as its caption."""
    known = _read(context.text, _known(context)) if context.text else _known(context)
    upload = context.upload
    if upload is None:
        return await _go_on(context, known)
    if not upload.name.lower().endswith(".pdf"):
        return texts.not_a_pdf()
    return await _go_on(context, known | {"file_id": upload.file_id, "file_name": upload.name})


@routes.press(buttons.SAVE_DOCUMENT, needs=STAFF, work=Work.writes)
async def save_without_file(context: Context) -> Message:
    known = _known(context)
    if not (known.get("number") and known.get("on") and known.get("subject")):
        raise NoLongerThere
    return await _save(context, known)


@routes.press(buttons.REMOVE_DOCUMENT, needs=STAFF)
async def ask_remove(context: Context) -> Message:
    document = await context.session.get(Document, context.id(1))
    if document is None:
        raise NoLongerThere
    return texts.ask_remove(await _course(context, context.id()), document)


@routes.press(buttons.CONFIRM_REMOVE_DOCUMENT, needs=STAFF, work=Work.writes)
async def remove(context: Context) -> Message:
    must_run(context.person)
    number = await remove_document(context.session, context.person, context.id(), context.id(1), context.now)
    return await _list(context, context.id(), texts.removed(number))


def _known(context: Context) -> dict[str, Any]:
    """What the open question has gathered; empty when it is another's, or over."""
    return dict(context.person.data or {}) if context.person.step == STEP else {}


def _read(text: str, known: dict[str, Any]) -> dict[str, Any]:
    """Add what a text says; once number and day are known, any words are the subject."""
    said = read_document_line(text)
    is_subject = bool(known.get("number") and known.get("on") and not known.get("subject"))
    subject = read_subject(text) if is_subject else said.subject
    fresh = {
        "number": said.number,
        "on": said.on.isoformat() if said.on else "",
        "subject": subject,
    }
    kept = {key: known.get(key) or value for key, value in fresh.items()}
    return known | kept | {"is_no_day": said.is_no_day and not kept["on"]}


async def _go_on(context: Context, known: dict[str, Any]) -> Message:
    """Ask for the one thing that is still missing, or save."""
    if "course_id" not in known:
        raise NoLongerThere
    missing = next((key for key in ("number", "on", "subject", "file_id") if not known.get(key)), None)
    if missing is None:
        return await _save(context, known)
    await context.expect(STEP, **known)
    day = "no_such_day" if known.get("is_no_day") else "day"
    what = {"number": "number", "on": day, "subject": "subject", "file_id": "file"}[missing]
    on = date.fromisoformat(known["on"]) if known.get("on") else None
    return texts.ask_for(what, known.get("number", ""), on, known.get("subject", ""), bool(known.get("file_id")))


async def _save(context: Context, known: dict[str, Any]) -> Message:
    must_run(context.person)
    await context.forget()
    document = await add_document(
        context.session,
        context.person,
        int(known["course_id"]),
        known["number"],
        date.fromisoformat(known["on"]),
        known["subject"],
        context.now,
        file_id=known.get("file_id", ""),
        file_name=known.get("file_name", ""),
    )
    return await _list(context, int(known["course_id"]), texts.added(document))


async def _list(context: Context, course_id: int, news: str = "") -> Message:
    must_run(context.person)
    course = await _course(context, course_id)
    return texts.listing(course, await documents_of(context.session, course_id), news)


async def _course(context: Context, course_id: int) -> Course:
    course = await context.session.get(Course, course_id)
    if course is None:
        raise NoLongerThere
    return course
