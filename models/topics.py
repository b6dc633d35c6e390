"""What is sent by itself, by topic; which topics a person may stop or ask for, and what each has chosen."""

from datetime import datetime
from enum import IntEnum

from sqlalchemy import ColumnElement, ForeignKey, exists, select
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.database import Session
from models.kinds import Role
from models.official import Official
from models.person import Person
from models.refusals import NoLongerThere


class Topic(IntEnum):
    """The number stands in buttons and in rows: it never changes its meaning."""

    meetings = 1
    closing = 2
    own_week = 3
    unit_week = 4
    summary = 5
    advice = 6
    opening = 7
    gathered = 12
    results = 21
    survey = 22
    effect = 23
    absences = 25
    forwarded = 31


IS_SENT_UNASKED = {
    Topic.opening: True,
    Topic.closing: True,
    Topic.own_week: False,
    Topic.unit_week: True,
    Topic.survey: True,
    Topic.effect: True,
    Topic.forwarded: True,
}
"""The topics that are good to know, so that each may choose; the others call for an act and reach everybody whom they
concern."""


ONLY_FOR = {
    Topic.unit_week: (Role.leader,),
    Topic.absences: (Role.leader,),
    Topic.forwarded: (Role.leader,),
    Topic.summary: (Role.coordinator, Role.admin),
    Topic.advice: (Role.coordinator, Role.admin),
    Topic.results: (Role.coordinator, Role.admin),
}
"""Topics that come with an office; nobody else need read of them."""


def concerns(topic: Topic, person: Person) -> bool:
    """Who decides in a leader's place is told as the leader is."""
    roles = ONLY_FOR.get(topic)
    return roles is None or person.has(*roles) or (Role.leader in roles and bool(person.leads))


class TopicChoice(Base):
    """What one official has chosen for a topic; without a row it is as `IS_SENT_UNASKED` says."""

    __tablename__ = "topic_choices"

    official_id: Mapped[int] = mapped_column(ForeignKey("officials.id"), primary_key=True)
    topic: Mapped[int] = mapped_column(primary_key=True)
    wanted: Mapped[bool]
    changed_at: Mapped[datetime]


def wants(topic: Topic) -> ColumnElement[bool]:
    """The condition that the official of the surrounding query is to be sent the topic."""
    unasked = IS_SENT_UNASKED[topic]
    chosen_otherwise = exists().where(
        TopicChoice.official_id == Official.id, TopicChoice.topic == topic, TopicChoice.wanted.is_(not unasked)
    )
    return ~chosen_otherwise if unasked else chosen_otherwise


async def wanted_topics(session: Session, official_id: int) -> dict[Topic, bool]:
    """Of each topic that one may choose, whether the official is sent it."""
    rows = await session.execute(
        select(TopicChoice.topic, TopicChoice.wanted).where(TopicChoice.official_id == official_id)
    )
    return IS_SENT_UNASKED | {Topic(topic): wanted for topic, wanted in rows}


async def choose(session: Session, official_id: int, number: int, wanted: bool, now: datetime) -> Topic:
    """Keep the choice. Raises NoLongerThere for a topic that cannot be chosen."""
    topic = next((one for one in IS_SENT_UNASKED if one == number), None)
    if topic is None:
        raise NoLongerThere
    await session.merge(TopicChoice(official_id=official_id, topic=topic, wanted=wanted, changed_at=now))
    return topic
