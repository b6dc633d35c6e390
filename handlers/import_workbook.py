"""An admin sends the workbook: everything is checked, the preview shown, and nothing is kept before «Xác nhận»."""

from zlib import crc32

from bot import buttons
from bot.context import Context
from bot.message import Message
from bot.routes import Routes, Work
from bot.texts import imports as texts
from bot.workbook.guard import UnsafeWorkbook
from bot.workbook.reader import errors_file, read_workbook
from bot.workbook.template import template
from models.dialogue import await_answer, end_dialogue
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


@routes.kind("document", needs=ADMINS, work=Work.outside)
async def preview(context: Context) -> Message:
    """Fetch, check, and rehearse in a transaction that is thrown away."""
    upload = context.upload
    if upload is None or upload.size > MAX_BYTES:
        return texts.unsafe(UnsafeCode.too_big)
    try:
        content = await context.fetch(upload.file_id)
        workbook = await read_workbook(content, context.now.date())
        report = await rehearse(context.database, workbook, context.now)
    except UnsafeWorkbook as refusal:
        return texts.unsafe(refusal.code)
    except ImportRefused as refused:
        return texts.mistaken(upload.name, refused.problems, await errors_file(content, refused.problems))
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
        content = await context.fetch(str(data["file_id"]))
        workbook = await read_workbook(content, context.now.date())
        async with context.database.writing() as session:
            if not await end_dialogue(session, context.user_id):
                return texts.expired()
            report = await import_workbook(session, workbook, context.now, context.person, context.quiet)
    except UnsafeWorkbook as refusal:
        return texts.unsafe(refusal.code)
    except ImportRefused as refused:
        return texts.mistaken(str(data["name"]), refused.problems, await errors_file(content, refused.problems))
    return texts.imported(str(data["name"]), report)
