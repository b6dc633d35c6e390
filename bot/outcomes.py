"""What a failed send means: sent, not sent, unknown, or never again (the table of the decision on the outbox)."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.transport import never_sent

MAX_BACK_OFF = 60  # seconds: when the network is back, nobody waits longer than this

ALREADY_SO = ("not modified", "message to delete not found")


class Outcome(StrEnum):
    """What to do with the message that failed."""

    done = "done"
    again = "again"
    slower = "slower"
    unknown = "unknown"
    unreachable = "unreachable"
    plain = "plain"
    impossible = "impossible"
    stop = "stop"


@dataclass(frozen=True)
class Verdict:
    """The outcome, how long to wait before the next try, and a line for the record."""

    outcome: Outcome
    wait: timedelta
    why: str


def verdict(error: BaseException, attempts: int = 1) -> Verdict:
    """Sort an error of the library. `attempts` counts the tries so far, this one included."""
    why = f"{type(error).__name__}: {error}"
    back_off = timedelta(seconds=min(MAX_BACK_OFF, 2 ** min(attempts - 1, 10)))
    match error:
        case RetryAfter():
            return Verdict(Outcome.slower, seconds_of(error), why)
        case NetworkError() if never_sent(error):
            return Verdict(Outcome.again, back_off, why)
        case NetworkError() if "too many requests" in error.message.lower():  # a 429 that names no time
            return Verdict(Outcome.slower, back_off, why)
        case InvalidToken():
            return Verdict(Outcome.stop, timedelta(minutes=1), why)
        case Forbidden():
            return Verdict(Outcome.unreachable, timedelta(), why)
        case ChatMigrated():
            return Verdict(Outcome.impossible, timedelta(), why)
        case BadRequest() if any(sign in error.message.lower() for sign in ALREADY_SO):
            return Verdict(Outcome.done, timedelta(), why)
        case BadRequest() if "chat not found" in error.message.lower():
            return Verdict(Outcome.unreachable, timedelta(), why)
        case BadRequest() if "parse entities" in error.message.lower():
            return Verdict(Outcome.plain, timedelta(), why)
        case BadRequest():
            return Verdict(Outcome.impossible, timedelta(), why)
        case NetworkError():
            return Verdict(Outcome.unknown, timedelta(), why)
        case TelegramError():
            return Verdict(Outcome.impossible, timedelta(), why)
    return Verdict(Outcome.unknown, timedelta(), why)


def seconds_of(error: RetryAfter) -> timedelta:
    """How long Telegram asks us to wait; the library is moving this value from seconds to a timedelta."""
    wait: int | timedelta = error.retry_after
    return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)
