"""An admin writes an announcement, sees it exactly as it will be read, and sends it; a second one may have to agree."""

from html import escape

from bot import buttons
from bot.announcing import as_read, audience_screen, card_screen, draft_screen, preview, second_person_screen
from bot.context import Context
from bot.message import Message
from bot.routes import ANY_MESSAGE, Routes, Work
from bot.texts import announcement_writing as texts
from models.announcement import Announcement, AnnouncementState, draft_of, recent, rewrite, write
from models.broadcast import cancel
from models.content import Content
from models.kinds import Role
from models.refusals import NoLongerThere
from models.release import release, send, send_back, take_back

routes = Routes()
ADMINS = frozenset({Role.admin})
STEP = "announcement"


@routes.command("thongbao", needs=ADMINS, work=Work.writes)
@routes.press(buttons.ANNOUNCE, needs=ADMINS, work=Work.writes)
async def begin(context: Context) -> Message:
    """The next message of the admin is the announcement; words behind the command are taken at once."""
    if context.name == "thongbao" and context.text:
        return await _written(context, context.content or Content(html=escape(context.text, quote=False)))
    await context.expect(STEP)
    return texts.ask_content()


@routes.press(buttons.REWRITE, needs=ADMINS, work=Work.writes)
async def ask_anew(context: Context) -> Message:
    draft = await draft_of(context.session, context.person, context.id())
    await context.expect(STEP, announcement_id=draft.id)
    return texts.ask_content(draft.id)


@routes.step(STEP, needs=ADMINS, takes=ANY_MESSAGE)
async def take_content(context: Context) -> Message | None:
    """Whatever Telegram carries; the parts of an album come one by one, and only the first is answered."""
    if context.content is None:
        return texts.not_content()
    data = context.person.data or {}
    if not (announcement_id := data.get("announcement_id")):
        return await _written(context, context.content)
    before = (await draft_of(context.session, context.person, announcement_id)).said
    draft = await rewrite(context.session, context.person, announcement_id, context.content)
    if before.album and before.album == context.content.album:
        return None
    await _stay_open(context, draft)
    if not draft.addressed.is_empty:
        return await preview(context, draft)
    return await audience_screen(context, draft, fresh=True)


async def _written(context: Context, content: Content) -> Message:
    draft = await write(context.session, context.person, content, context.now)
    await _stay_open(context, draft)
    return await audience_screen(context, draft, fresh=True)


async def _stay_open(context: Context, draft: Announcement) -> None:
    """The rest of an album is on its way; otherwise the next words say who it is for."""
    if draft.said.album:
        await context.expect(STEP, announcement_id=draft.id)
    else:
        await context.expect("announcement_audience", announcement_id=draft.id)


@routes.press(buttons.ANNOUNCEMENTS, needs=ADMINS)
async def show_recent(context: Context) -> Message:
    return texts.listing(await recent(context.session))


@routes.press(buttons.PREVIEW, needs=ADMINS, work=Work.writes)
async def show_preview(context: Context) -> Message:
    """Of a draft; another admin reads here what he is asked to let go."""
    await context.forget()
    one = await _any(context)
    if one.state is AnnouncementState.waiting:
        return await second_person_screen(context, one)
    if one.state is not AnnouncementState.draft:
        return await card_screen(context, one.id)
    return await preview(context, one)


@routes.press(buttons.SEND_TEST, needs=ADMINS)
async def send_test(context: Context) -> Message:
    """To oneself only, with everything that its readers get."""
    one = await _any(context)
    message = await as_read(context, one)
    return Message(
        message.text,
        buttons=message.buttons,
        media=message.media,
        place=message.place,
        previews=True,
        fresh=True,
        toast=texts.test_sent(),
    )


@routes.press(buttons.SEND, needs=ADMINS, work=Work.writes)
async def send_it(context: Context) -> Message:
    """What was pressed must be what is shown: the revision and the exact number of people are in the button."""
    await context.forget()
    one = await send(
        context.session, context.person, context.id(), (context.id(1), context.id(2)), context.quiet, context.now
    )
    return await card_screen(context, one.id)


@routes.press(buttons.RELEASE, needs=ADMINS, work=Work.writes)
async def agree(context: Context) -> Message:
    one = await release(context.session, context.person, context.id(), context.id(1), context.quiet, context.now)
    return texts.agreed(one)


@routes.press(buttons.SEND_BACK, needs=ADMINS, work=Work.writes)
async def disagree(context: Context) -> Message:
    one = await send_back(context.session, context.person, context.id(), context.id(1), context.now)
    return texts.sent_back(one)


@routes.press(buttons.FETCH_BACK, needs=ADMINS, work=Work.writes)
async def fetch_back(context: Context) -> Message:
    return await draft_screen(context, await take_back(context.session, context.person, context.id(), context.now))


@routes.press(buttons.DISCARD, needs=ADMINS, work=Work.writes)
async def discard(context: Context) -> Message:
    await context.forget()
    draft = await draft_of(context.session, context.person, context.id())
    await cancel(context.session, context.person, draft.id, context.now)
    return texts.discarded(draft.id)


async def _any(context: Context) -> Announcement:
    one = await context.session.get(Announcement, context.id())
    if one is None:
        raise NoLongerThere
    return one
