"""What can be told of seats kept for a commune."""

from dataclasses import dataclass

from models.news.base import News


@dataclass(frozen=True)
class SeatWanted(News):
    """To the leaders of a commune: a neighbour asks for one of its kept seats."""

    wish_id: int


@dataclass(frozen=True)
class WishAnswered(News):
    """To the leader who asked: the seat is given, refused, or can be given no longer."""

    wish_id: int


@dataclass(frozen=True)
class SeatsUnused(News):
    """To the leaders of a commune: its kept seats are not all used, and soon go to all."""

    course_id: int
    commune_id: int
