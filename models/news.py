"""What people can be told: one frozen dataclass a kind, with ids only. The words come when it is sent."""

from dataclasses import asdict, dataclass
from typing import Any, ClassVar


@dataclass(frozen=True)
class News:
    """The parent of every kind of news."""

    kinds: ClassVar[dict[str, type["News"]]] = {}

    def __init_subclass__(cls) -> None:
        News.kinds[cls.__name__] = cls

    @property
    def facts(self) -> dict[str, Any]:
        """The fields as JSON."""
        return asdict(self)


def news_of(kind: str, facts: dict[str, Any]) -> News:
    """The news that a stored notice holds."""
    return News.kinds[kind](**facts)


@dataclass(frozen=True)
class ApprovalWanted(News):
    """To those who may decide: a registration waits for them."""

    registration_id: int


@dataclass(frozen=True)
class Decided(News):
    """To the official: the registration is approved, declined, or passed on to the department."""

    registration_id: int
    state: str


@dataclass(frozen=True)
class DecidedByAnother(News):
    """To the others who were asked: the first decision stands."""

    registration_id: int


@dataclass(frozen=True)
class Withdrawn(News):
    """To those who were asked or had approved: the official no longer comes."""

    registration_id: int


@dataclass(frozen=True)
class NoLeaderReachable(News):
    """To the coordinators: a request waits, and no leader of the commune can be reached here."""

    registration_id: int


@dataclass(frozen=True)
class LinkWanted(News):
    """To the coordinators: somebody could not prove who they are and asks to be tied to the roster."""

    request_id: int


@dataclass(frozen=True)
class LinkAnswered(News):
    """To the account that asked: a coordinator confirmed or refused."""

    request_id: int


@dataclass(frozen=True)
class AccountUntied(News):
    """To the account that was linked: the department has untied it from this official."""

    official_id: int


@dataclass(frozen=True)
class AccountReplaced(News):
    """To the account that was linked before: the official now uses another one."""

    official_id: int


@dataclass(frozen=True)
class FaultHappened(News):
    """To the admins: something broke. Only the name of the fault and where, never anybody's data."""

    where: str
    fault: str
