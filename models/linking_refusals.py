"""What may stand between a Telegram account and its line of the roster."""

from dataclasses import dataclass
from datetime import datetime

from models.refusals import Refusal


@dataclass(eq=False)
class TooManyTries(Refusal):
    """Too many wrong attempts to prove who one is."""

    until: datetime


@dataclass(eq=False)
class InviteInvalid(Refusal):
    """The link was used, withdrawn, has expired or was never ours."""


@dataclass(eq=False)
class LinkedAsAnother(Refusal):
    """The account is tied to another official: it is never moved without being untied first."""

    name: str


@dataclass(eq=False)
class LinkRequestSettled(Refusal):
    """Somebody else answered the request first, or the account proved itself meanwhile."""

    request_id: int
