"""Turns a no about opening, editing or publishing a course into an answer: the reason, and the way back."""

from typing import Any

from bot import buttons
from bot.message import Message, Press
from bot.texts.opening_refusals import SEE_AGAIN, sentence
from bot.texts.running import to_course
from bot.texts.words import html
from models.opening_refusals import (
    CapBelowHeld,
    CourseMovedOn,
    NotADraft,
    NotReady,
    OpeningRefusal,
    SeatsBelowHeld,
    SeatsBelowKept,
)
from models.person import Person


def explain_opening(refusal: OpeningRefusal, person: Person) -> Message:
    """What the coordinator reads; a question stays open, and can be left."""
    rows: list[list[Press]] = []
    match refusal:
        case CourseMovedOn(course_id=course_id) | NotADraft(course_id=course_id):
            rows = [[to_course(course_id)]]
        case NotReady(course_id=course_id):
            rows = [[buttons.PUBLISH.on(course_id, label=SEE_AGAIN)]]
        case (
            SeatsBelowHeld(course_id=course_id)
            | SeatsBelowKept(course_id=course_id)
            | CapBelowHeld(course_id=course_id)
        ):
            rows = [[buttons.EDIT.on(course_id, label=buttons.BACK.label), buttons.CANCEL.on()]]
        case _:
            rows = [[_back(person.step, person.data or {}), buttons.CANCEL.on()]]
    return Message(html("{}").format(sentence(refusal)), buttons=rows)


def _back(step: str, data: dict[str, Any]) -> Press:
    """To where the open question was asked from."""
    if step == "open_course":
        return buttons.OPEN_BACK.on()
    if step == "edit_course":
        return buttons.EDIT.on(int(data["course_id"]), label=buttons.BACK.label)
    if step in ("add_meeting", "move_meeting", "meeting_about"):
        return buttons.PLAN.on(int(data["course_id"]), label=buttons.BACK.label)
    return buttons.RUN_LIST.on(label=buttons.BACK.label)
