"""What somebody means to do to a course, kept between the question and «confirm»: typed, with ids and moments only."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

FURTHEST = timedelta(days=366)  # ahead of us that anything is planned
Moments = tuple[datetime, datetime, float]


@dataclass(frozen=True)
class MeetingPlan:
    """Other values for one meeting; None leaves a thing as it is. Moments are aware."""

    meeting_id: int
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    room: str | None = None
    trainer: str | None = None
    trainer_id: int | None = None


@dataclass(frozen=True)
class AddPlan:
    """More meetings: when each begins and ends, and how many tiết it has."""

    slots: tuple[Moments, ...]


@dataclass(frozen=True)
class RemovePlan:
    """One meeting does not take place, and no other in its stead."""

    meeting_id: int


@dataclass(frozen=True)
class ShiftPlan:
    """All meetings that have not begun go so many days later, or (negative) earlier."""

    days: int


@dataclass(frozen=True)
class VenuePlan:
    """Another venue for the whole course."""

    venue: str


@dataclass(frozen=True)
class CancelPlan:
    """The course does not take place."""

    reason: str


@dataclass(frozen=True)
class MergePlan:
    """Its people go over into another run, whose seats are then `seats` (0: as they are)."""

    into_id: int
    seats: int = 0


Plan = MeetingPlan | AddPlan | RemovePlan | ShiftPlan | VenuePlan | CancelPlan | MergePlan
KINDS: dict[str, type[Plan]] = {
    kind.__name__: kind for kind in (MeetingPlan, AddPlan, RemovePlan, ShiftPlan, VenuePlan, CancelPlan, MergePlan)
}
MOMENTS = ("starts_at", "ends_at")


def plan_to_json(plan: Plan) -> dict[str, Any]:
    """For the row of an open question."""
    values = asdict(plan)
    if isinstance(plan, AddPlan):
        values["slots"] = [[start.isoformat(), end.isoformat(), hours] for start, end, hours in plan.slots]
    return {"kind": type(plan).__name__} | {
        name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()
    }


def plan_from_json(data: dict[str, Any]) -> Plan:
    """The same back."""
    values = {name: value for name, value in data.items() if name != "kind"}
    for name in MOMENTS:
        if values.get(name):
            values[name] = datetime.fromisoformat(values[name])
    if "slots" in values:
        values["slots"] = tuple(
            (datetime.fromisoformat(start), datetime.fromisoformat(end), hours) for start, end, hours in values["slots"]
        )
    return KINDS[data["kind"]](**values)
