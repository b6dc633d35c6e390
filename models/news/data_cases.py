"""What can be told of a request about the own data."""

from dataclasses import dataclass

from models.news.base import News


@dataclass(frozen=True)
class DataCaseOpened(News):
    """To the department: somebody asks to correct or to delete what is held about them."""

    case_id: int


@dataclass(frozen=True)
class DataCaseDue(News):
    """To the same: the legal time for an answer ends soon."""

    case_id: int


@dataclass(frozen=True)
class DataCaseOverdue(News):
    """To the admins and to those who were asked: the legal time is over and nobody has answered."""

    case_id: int


@dataclass(frozen=True)
class DataCaseSettled(News):
    """To the person: what became of the request."""

    case_id: int


@dataclass(frozen=True)
class DataErased(News):
    """To the bare account that was linked: everything is deleted, and this is the last message."""
