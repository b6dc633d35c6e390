"""Puts the parts of the running bot together; `main.py` and the tests build it here, with another connection each."""

import logging
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass

from telegram import Bot, BotCommand
from telegram.error import BadRequest, TelegramError

from bot.answering import Answering
from bot.cards import Cards
from bot.clock import Clock
from bot.connection import Connection
from bot.frame import Frame
from bot.intake import Intake
from bot.pace import Pace
from bot.polling import Polling
from bot.postman import Postman
from bot.routes import Routes
from bot.texts import welcome
from models.catalogue_files import read_aliases
from models.course_search import CourseSearch
from models.database import Database
from models.person import Person
from models.quiet import QuietHours
from models.refusals import NoLongerThere

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class App:
    """The parts that run: what comes in, what goes out, and what both stand on."""

    database: Database
    bot: Connection
    clock: Clock
    search: CourseSearch
    postman: Postman
    intake: Intake
    polling: Polling
    quiet: QuietHours | None
    cards: Cards


async def assemble(
    routes: Routes,
    database: Database,
    bot: Connection,
    clock: Clock,
    pace: Pace,
    first_admins: Collection[int],
    quiet: QuietHours | None = None,
) -> App:
    """Build the parts around an initialised connection."""
    postman = Postman(database, bot, clock, pace, quiet)
    search = CourseSearch(read_aliases())
    frame = Frame(
        routes=routes,
        database=database,
        search=search,
        clock=clock,
        answering=Answering(bot),
        first_admins=first_admins,
        bot_name=bot.username,
        fetch=fetcher(bot),
        wake=postman.wake,
        quiet=quiet,
    )
    intake = Intake(frame)
    polling = Polling(bot, intake, database, clock)
    return App(database, bot, clock, search, postman, intake, polling, quiet, Cards(bot, pace))


def fetcher(bot: Bot) -> Callable[[str], Awaitable[bytes]]:
    """Gets the bytes of a file that a person sent, by its id; the path is never kept: it holds the token.

    Raises NoLongerThere for one that Telegram does not give, or no longer.
    """

    async def fetch(file_id: str) -> bytes:
        try:
            file = await bot.get_file(file_id)
        except BadRequest as error:
            raise NoLongerThere from error
        return bytes(await file.download_as_bytearray())

    return fetch


async def introduce(bot: Bot) -> None:
    """What a newcomer sees before the first word: the command menu and, where it changed, the description."""
    menu = welcome.menu(Person(0, official_id=0))
    try:
        await bot.set_my_commands([BotCommand(name, what) for name, what in menu])
        if (await bot.get_my_description()).description != welcome.DESCRIPTION:
            await bot.set_my_description(welcome.DESCRIPTION)
    except TelegramError as error:
        log.warning("menu and description were not set: %s", error)
