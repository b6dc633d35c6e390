"""What can be told of communes that nobody here decides for."""

from dataclasses import dataclass

from models.news.base import News


@dataclass(frozen=True)
class LeadersMissing(News):
    """To a coordinator: courses that have just opened invite communes in which no leader can be reached."""

    course_ids: tuple[int, ...]
