"""Looks up courses: what is open for me, narrowed by filters, and the card of one course."""

from datetime import date

from bot import buttons
from bot.context import Context
from bot.message import Message
from bot.routes import Routes
from bot.texts import courses as texts
from bot.texts.course_card import card
from models.course_card import course_card
from models.filter_choices import filter_choices
from models.lookup import Filter, open_courses
from models.running import must_see

routes = Routes()


@routes.command("lop")
async def list_open(context: Context) -> Message:
    """What is open for me first: my post, my commune, the nearest deadline."""
    return await _page(context, 0, Filter())


@routes.press(buttons.LIST)
async def turn_page(context: Context) -> Message:
    return await _page(context, context.page(), read_filter(context.ids[1:]))


@routes.press(buttons.FILTER)
async def choose_filter(context: Context) -> Message:
    return texts.filters(read_filter(context.ids))


@routes.press(buttons.FILTER_BY)
async def choose_value(context: Context) -> Message:
    choices = await filter_choices(context.session, context.person.id, context.now)
    return texts.filter_values(context.id() % 4, choices, read_filter(context.ids[1:]))


@routes.press(buttons.CARD)
async def show_card(context: Context) -> Message:
    """One living card a course: a tap on a name in a list turns the list into it, and «Danh sách lớp» leads back."""
    seen = await course_card(context.session, context.person.id, context.id(), context.now)
    must_see(context.person, seen.course)
    return card(seen, context.now, context.ids[1:], context.person)


async def _page(context: Context, page: int, narrowed: Filter) -> Message:
    found = await open_courses(context.session, context.person.id, context.now, narrowed, page)
    notes: list[str] = []
    if narrowed != Filter():
        choices = await filter_choices(context.session, context.person.id, context.now)
        notes = texts.filter_notes(narrowed, choices)
    return texts.listing(found, narrowed, context.now, notes)


def read_filter(ids: tuple[int, ...]) -> Filter:
    """The filter that a button carries: month as yyyymm, then three ids; 0 means any."""
    month, institution_id, mode_id, kind_id = (*ids, 0, 0, 0, 0)[:4]
    first = date(month // 100, month % 100, 1) if 1 <= month % 100 <= 12 and 2000 <= month // 100 <= 2999 else None
    return Filter(first, institution_id or None, mode_id or None, kind_id or None)
