"""A course that is being thought up: what has been answered so far, what is asked next; kept as JSON in a row."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from models.refusals import NoLongerThere


class Question(StrEnum):
    """What is asked, in this order."""

    first = "first"
    last = "last"
    seats = "seats"
    place = "place"
    communes = "communes"


QUESTIONS = tuple(Question)  # buttons carry the place of a question in it
OF_AN_EARLIER = (Question.first, Question.last)


@dataclass(frozen=True)
class Plan:
    """A course that is being thought up. `like_id`: an earlier course of which all but the days is taken over.

    `answers` are plain JSON, because they wait in a row for the next: days as ISO, a place as
    [venue, institution's id or None], communes as ids (none: all are invited).
    """

    programme_id: int
    like_id: int | None
    answers: Mapping[Question, Any]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Plan":
        """As it was kept. Raises NoLongerThere where there is none."""
        if not data.get("programme_id"):
            raise NoLongerThere
        kept = data.get("answers", {})
        answers = {one: kept[one.value] for one in Question if one.value in kept}  # of an older version: asked anew
        return cls(int(data["programme_id"]), data.get("like_id"), answers)

    @property
    def data(self) -> dict[str, Any]:
        answers = {name.value: value for name, value in self.answers.items()}
        return {"programme_id": self.programme_id, "like_id": self.like_id, "answers": answers}

    @property
    def questions(self) -> tuple[Question, ...]:
        return OF_AN_EARLIER if self.like_id else QUESTIONS

    @property
    def asks(self) -> Question | None:
        """The question that is open; None when all are answered."""
        return next((one for one in self.questions if one not in self.answers), None)

    @property
    def first(self) -> date:
        return date.fromisoformat(self.answers[Question.first])

    @property
    def last(self) -> date:
        return date.fromisoformat(self.answers[Question.last])

    def with_answer(self, question: Question, value: Any) -> "Plan":
        return replace(self, answers={**self.answers, question: value})

    def with_days(self, first: date, last: date) -> "Plan":
        return self.with_answer(Question.first, first.isoformat()).with_answer(Question.last, last.isoformat())

    def taken_back(self) -> "Plan | None":
        """Without its last answer; None when there is none."""
        given = [one for one in self.questions if one in self.answers]
        if not given:
            return None
        return replace(self, answers={one: value for one, value in self.answers.items() if one is not given[-1]})
