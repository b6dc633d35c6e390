"""What the admins are told of the bot itself."""

from dataclasses import dataclass
from typing import ClassVar

from models.news.base import News, Weight


@dataclass(frozen=True)
class FaultHappened(News):
    """To the admins: something broke. Only the name of the fault and where, never anybody's data."""

    weight: ClassVar[Weight] = Weight.urgent

    where: str
    fault: str


@dataclass(frozen=True)
class PromisesBroken(News):
    """To the admins: the nightly check of that day has found what must never be."""

    on: str
