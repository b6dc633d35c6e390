"""An admin looks at a year's days off, confirms what is guessed, and adds or drops days by typing."""

from bot import buttons
from bot.context import Context
from bot.message import Message
from bot.routes import Routes, Work
from bot.texts import holidays as texts
from models.holiday_said import holidays_said
from models.holiday_year import calendar_year, change_year, confirm_year, unknown_years
from models.kinds import Role
from models.refusals import NoLongerThere

routes = Routes()
ADMINS = frozenset({Role.admin})
STEP = "holidays"


@routes.press(buttons.HOLIDAYS, needs=ADMINS, work=Work.writes)
async def show(context: Context) -> Message:
    """A year, or without one the first that nobody has looked at; «Huỷ» of the question comes here too."""
    await context.forget()
    unknown = await unknown_years(context.session, context.now)
    year = _year(context, context.id() or next(iter(unknown), context.now.year))
    return texts.year_screen(await calendar_year(context.session, year), context.now.year)


@routes.press(buttons.CONFIRM_HOLIDAYS, needs=ADMINS, work=Work.writes)
async def confirm(context: Context) -> Message:
    seen = await confirm_year(context.session, context.person, _year(context, context.id()), context.now)
    return texts.confirmed(seen, context.now.year)


@routes.press(buttons.CHANGE_HOLIDAYS, needs=ADMINS, work=Work.writes)
async def ask_change(context: Context) -> Message:
    year = _year(context, context.id())
    await context.expect(STEP, year=year)
    return texts.ask_change(year)


@routes.step(STEP, needs=ADMINS)
async def change(context: Context) -> Message:
    """The question stays open after a line that is not clear."""
    year = int((context.person.data or {})["year"])
    changes = holidays_said(context.text, year)
    seen = await change_year(context.session, context.person, year, changes, context.now)
    await context.forget()
    return texts.changed(seen, context.now.year)


def _year(context: Context, year: int) -> int:
    """This year or a neighbour: nobody plans for others."""
    if abs(year - context.now.year) > 1:
        raise NoLongerThere
    return year
