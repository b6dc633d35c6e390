"""What people plan by: the days, hours, place and trainers of a course at one moment, and how two such faces differ."""

from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import func, select

from models.course import Course, Meeting
from models.database import Session
from models.institution import Institution
from models.official import Official


@dataclass(frozen=True)
class MeetingFace:
    """One meeting; moments in UTC. `trainer` is the name, also of one who is in the roster."""

    id: int
    starts_at: datetime
    ends_at: datetime
    room: str
    trainer: str
    trainer_id: int | None


@dataclass(frozen=True)
class Shift:
    """A meeting as it was and as it is; None: it was not there, or is gone."""

    was: MeetingFace | None
    now: MeetingFace | None

    @property
    def begins(self) -> datetime:
        """The earlier of the two beginnings: by then one must know."""
        return min(one.starts_at for one in (self.was, self.now) if one is not None)

    @property
    def is_moved(self) -> bool:
        """Whether its hours differ, or it came or went."""
        return self.was is None or self.now is None or _hours(self.was) != _hours(self.now)

    @property
    def trainer_ids(self) -> set[int]:
        """Whoever teaches it, or did."""
        return {one.trainer_id for one in (self.was, self.now) if one is not None and one.trainer_id is not None}


@dataclass(frozen=True)
class Face:
    """A course as people know it; the meetings in order of time."""

    starts_on: date
    ends_on: date
    venue: str
    meetings: tuple[MeetingFace, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """For a JSON column."""
        meetings = [
            asdict(one) | {"starts_at": one.starts_at.isoformat(), "ends_at": one.ends_at.isoformat()}
            for one in self.meetings
        ]
        days = {"starts_on": self.starts_on.isoformat(), "ends_on": self.ends_on.isoformat()}
        return days | {"venue": self.venue, "meetings": meetings}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Face":
        meetings = tuple(
            MeetingFace(
                **one | {name: datetime.fromisoformat(one[name]).astimezone(UTC) for name in ("starts_at", "ends_at")}
            )
            for one in data["meetings"]
        )
        starts_on, ends_on = (date.fromisoformat(data[name]) for name in ("starts_on", "ends_on"))
        return cls(starts_on, ends_on, data["venue"], meetings)

    def since(self, before: "Face") -> "Face":
        """The same without the ids of meetings that are new since then: rehearsed again, they get others."""
        known = {one.id for one in before.meetings}
        return replace(self, meetings=tuple(one if one.id in known else replace(one, id=0) for one in self.meetings))

    def begins_after(self, now: datetime) -> datetime | None:
        """The next meeting to begin; without a timetable the first day's midnight in the zone of `now`, if ahead."""
        midnight = datetime(self.starts_on.year, self.starts_on.month, self.starts_on.day, tzinfo=now.tzinfo)
        coming = [one.starts_at for one in self.meetings] or [midnight]
        return next((one for one in coming if one > now), None)

    def shifts(self, then: "Face", now: datetime) -> tuple[Shift, ...]:
        """The meetings that differ in `then`, in the order in which they now come; what has begun is history."""
        was, becomes = {one.id: one for one in self.meetings}, {one.id: one for one in then.meetings}
        found = [Shift(was.get(one), becomes.get(one)) for one in was | becomes]
        changed = [
            one
            for one in found
            if one.was != one.now and any(end and end.starts_at > now for end in (one.was, one.now))
        ]
        return tuple(sorted(changed, key=lambda one: (one.now or one.was or self.meetings[0]).starts_at))

    def differs(self, then: "Face", now: datetime) -> bool:
        """Whether somebody who goes there must know of it."""
        days = (self.starts_on, self.ends_on) != (then.starts_on, then.ends_on) and not then.meetings
        moves_place = self.venue != then.venue and then.begins_after(now) is not None
        return bool(self.shifts(then, now)) or moves_place or days


async def face_of(session: Session, course_id: int) -> Face:
    """The face of one course as the rows say it now."""
    return (await faces_of(session, [course_id]))[course_id]


async def faces_of(session: Session, course_ids: Collection[int]) -> dict[int, Face]:
    """Of several, in two queries; read anew, whatever the session has in hand."""
    await session.flush()
    meetings: dict[int, list[MeetingFace]] = {}
    rows = await session.execute(
        select(
            Meeting.course_id,
            Meeting.id,
            Meeting.starts_at,
            Meeting.ends_at,
            Meeting.room,
            func.coalesce(func.nullif(Meeting.trainer, ""), Official.full_name, ""),
            Meeting.trainer_id,
        )
        .outerjoin(Official, Official.id == Meeting.trainer_id)
        .where(Meeting.course_id.in_(course_ids))
        .order_by(Meeting.starts_at, Meeting.id)
    )
    for course_id, *meeting in rows:
        meetings.setdefault(course_id, []).append(MeetingFace(*meeting))
    courses = await session.execute(
        select(
            Course.id,
            Course.starts_on,
            Course.ends_on,
            func.coalesce(func.nullif(Course.venue, ""), Institution.name, ""),
        )
        .outerjoin(Institution, Institution.id == Course.institution_id)
        .where(Course.id.in_(course_ids))
    )
    return {
        course_id: Face(starts_on, ends_on, venue, tuple(meetings.get(course_id, ())))
        for course_id, starts_on, ends_on, venue in courses
    }


def _hours(one: MeetingFace) -> tuple[datetime, datetime]:
    return one.starts_at, one.ends_at
