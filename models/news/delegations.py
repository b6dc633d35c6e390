"""What can be told of a delegation: it is given, it begins, it is over."""

from dataclasses import dataclass

from models.news.base import News


@dataclass(frozen=True)
class DelegationGiven(News):
    """To the deputy: a leader's decisions will be yours from a day on."""

    delegation_id: int


@dataclass(frozen=True)
class DelegationBegan(News):
    """To the deputy: from today you decide in the leader's place; so many requests wait."""

    delegation_id: int


@dataclass(frozen=True)
class DelegationEnded(News):
    """To the deputy: the leader has taken the right back."""

    delegation_id: int


@dataclass(frozen=True)
class DelegationOver(News):
    """To the leader: the days are over, requests come to you again; so many wait."""

    delegation_id: int
