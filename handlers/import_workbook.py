"""An admin sends the workbook: everything is checked, the preview shown, and nothing is kept before «Xác nhận»."""

from zlib import crc32

from bot import buttons
from bot.context import Context
from bot.message import Message
from bot.routes import LINKED, Routes, Work
from bot.texts import imports as texts
from bot.texts import welcome
from bot.workbook.guard import UnsafeWorkbook
from bot.workbook.reader import errors_file, read_workbook
from bot.workbook.template import template
from models.allowance import Costly, spend
from models.dialogue import await_answer, end_dialogue
from models.disclosure import Scope, note_export
from models.importing import ImportRefused, import_workbook, rehearse
from models.kinds import Role
from models.workbook_problems import MAX_BYTES, UnsafeCode

routes = Routes()
ADMINS = frozenset({Role.admin})
STEP = "import"


@routes.command("nhap", needs=ADMINS)
async def how_to(context: Context) -> Message:
    return texts.how_to()


@routes.press(buttons.TEMPLATE, needs=ADMINS | {Role.coordinator})
async def send_template(context: Context) -> Message:
    return texts.template(template())


@routes.kind("document", needs=ADMINS | LINKED, work=Work.outside)
async def preview(context: Context) -> Message:
    """Fetch, check, and rehearse in a transaction that is thrown away. From others than admins a file is no import,
    but maybe an answer to a question that waits for words."""
    if context.person.step and not context.person.has(Role.admin):
        return welcome.not_a_text(is_asked=True)
    context.person.must_have(Role.admin)
    upload = context.upload
    if upload is None or upload.size > MAX_BYTES:
        return texts.unsafe(UnsafeCode.too_big)
    try:
        content = await _fetch(context, upload.file_id)
        workbook = await read_workbook(content, context.now.date())
        report = await rehearse(context.database, workbook, context.now)
    except UnsafeWorkbook as refusal:
        return texts.unsafe(refusal.code)
    except ImportRefused as refused:
        return await _mistaken(context, upload.name, content, refused)
    mark = crc32(content)
    async with context.database.writing() as session:
        data = {"file_id": upload.file_id, "name": upload.name, "mark": mark}
        await await_answer(session, context.user_id, STEP, data, context.now)
    return texts.preview(upload.name, report, mark)


@routes.press(buttons.CONFIRM_IMPORT, needs=ADMINS, work=Work.outside)
async def confirm(context: Context) -> Message:
    """Read the file again and keep it; what changed meanwhile is taken into account."""
    data = context.person.data or {}
    if context.person.step != STEP or data["mark"] != context.id():
        return texts.expired()
    try:
        content = await _fetch(context, str(data["file_id"]))
        workbook = await read_workbook(content, context.now.date())
        async with context.database.writing() as session:
            if not await end_dialogue(session, context.user_id):
                return texts.expired()
            report = await import_workbook(session, workbook, context.now, context.person, context.quiet)
    except UnsafeWorkbook as refusal:
        return texts.unsafe(refusal.code)
    except ImportRefused as refused:
        return await _mistaken(context, str(data["name"]), content, refused)
    return texts.imported(str(data["name"]), report)


async def _fetch(context: Context, file_id: str) -> bytes:
    """Reading a file takes a process of its own, so an hour has only so many. Raises TooMuch."""
    async with context.database.writing() as session:
        await spend(session, context.user_id, Costly.files, context.now)
    return await context.fetch(file_id)


async def _mistaken(context: Context, name: str, content: bytes, refused: ImportRefused) -> Message:
    """The file goes back with the reasons. It has people in it, so that it left is noted."""
    file = await errors_file(content, refused.problems)
    async with context.database.writing() as session:
        rows = len({(one.sheet, one.row) for one in refused.problems})
        await note_export(session, context.person, Scope.workbook, None, context.now, paper="errors_file", rows=rows)
    return texts.mistaken(name, refused.problems, file)
