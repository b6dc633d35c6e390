"""What can be told of the tie between a Telegram account and the roster."""

from dataclasses import dataclass
from typing import ClassVar

from models.news.base import News, Weight


@dataclass(frozen=True)
class LinkWanted(News):
    """To the coordinators: somebody could not prove who they are and asks to be tied to the roster."""

    request_id: int


@dataclass(frozen=True)
class LinkAnswered(News):
    """To the account that asked: a coordinator confirmed or refused."""

    weight: ClassVar[Weight] = Weight.urgent

    request_id: int


@dataclass(frozen=True)
class AccountUntied(News):
    """To the account that was linked: the department has untied it from this official."""

    weight: ClassVar[Weight] = Weight.urgent

    official_id: int


@dataclass(frozen=True)
class AccountReplaced(News):
    """To the account that was linked before: the official now uses another one."""

    weight: ClassVar[Weight] = Weight.urgent

    official_id: int
