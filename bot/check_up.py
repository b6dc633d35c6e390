"""Looks at everything from the command line: database, token, clock, and every promise that data can show."""

import sys
from contextlib import AbstractAsyncContextManager
from datetime import timedelta

from telegram.error import TelegramError

from bot.clock import Clock
from bot.connection import Way, connected
from bot.texts import command_line as texts
from models.audit_chain import look_through
from models.checks import findings as find_broken
from models.database import Database
from models.holiday_year import unknown_years

CLOCK_MAY_BE_OFF = timedelta(minutes=1)


async def check_up(opening: AbstractAsyncContextManager[Database], way: Way | None, clock: Clock) -> int:
    """The exit code, after the sentences are printed; without a token the rest is looked at all the same.

    A year whose days off nobody has said is only warned of: deadlines come out too early then, and no promise breaks.
    """
    async with opening as database, database.reading() as session:
        findings = [texts.broken(one) for one in await find_broken(session, clock.now())]
        trail = await look_through(session, clock.now())
        years = await unknown_years(session, clock.now())
    print(texts.trail_ends(trail.end))
    findings += texts.trail_problems(trail)
    findings += [texts.NO_TOKEN] if way is None else await _telegram(way, clock)
    for year in years:
        print(texts.NO_HOLIDAYS.format(year), file=sys.stderr)
    for finding in findings:
        print(finding, file=sys.stderr)
    if not findings:
        print(texts.ALL_WELL)
    return 1 if findings else 0


async def _telegram(way: Way, clock: Clock) -> list[str]:
    try:
        async with connected(way) as bot:
            print(texts.token_works(bot.username))
            told = await bot.server_time(way.api_url)
    except TelegramError as error:
        return [texts.token_fails(error)]
    ahead = told - clock.now() if told is not None else timedelta()
    return [texts.clock_off(ahead)] if abs(ahead) > CLOCK_MAY_BE_OFF else []
