"""What each failure of a send means: the table of the decision on the outbox, row by row."""

from datetime import timedelta

import aiohttp
import pytest
from aiohttp_socks import ProxyConnectionError
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.outcomes import Outcome, seconds_of, verdict


def caused(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (RetryAfter(7), Outcome.slower),
        (NetworkError("Too Many Requests"), Outcome.slower),
        (caused(TimedOut(), aiohttp.ConnectionTimeoutError()), Outcome.again),
        (caused(NetworkError("proxy"), ProxyConnectionError("refused")), Outcome.again),
        (caused(TimedOut(), TimeoutError()), Outcome.unknown),
        (caused(NetworkError("cut"), aiohttp.ServerDisconnectedError()), Outcome.unknown),
        (NetworkError("Bad Gateway"), Outcome.unknown),
        (NetworkError("Internal Server Error"), Outcome.unknown),
        (Forbidden("Forbidden: bot was blocked by the user"), Outcome.unreachable),
        (BadRequest("Chat not found"), Outcome.unreachable),
        (BadRequest("Message is not modified: …"), Outcome.done),
        (BadRequest("Can't parse entities: unsupported start tag"), Outcome.plain),
        (BadRequest("Message is too long"), Outcome.impossible),
        (ChatMigrated(-100), Outcome.impossible),
        (Conflict("Conflict"), Outcome.impossible),
        (InvalidToken(), Outcome.stop),
        (ValueError("ours"), Outcome.unknown),
    ],
)
def test_every_failure_has_its_outcome(error: BaseException, outcome: Outcome) -> None:
    assert verdict(error).outcome is outcome


def test_the_pause_grows_and_never_beyond_a_minute_however_long_the_network_is_away() -> None:
    refused = caused(NetworkError("refused"), aiohttp.ConnectionTimeoutError())
    waits = [verdict(refused, attempts).wait.total_seconds() for attempts in (1, 2, 3, 4, 10, 1_000_000)]
    assert waits == [1, 2, 4, 8, 60, 60]


def test_the_time_of_a_429_is_read_as_seconds_and_as_a_span() -> None:
    assert seconds_of(RetryAfter(7)) == seconds_of(RetryAfter(timedelta(seconds=7))) == timedelta(seconds=7)
