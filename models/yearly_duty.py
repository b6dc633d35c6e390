"""The yearly duty of hours (tiết): how many, of which legal groups, and where the law says so (NĐ 171/2025)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.database import Session
from models.kinds import LegalGroup
from models.policy import Policy, policies_with_basis

BINDS = {group: Policy(f"duty_binds_{group}") for group in LegalGroup}


@dataclass(frozen=True)
class Duty:
    """Hours that the law asks for in a year, of which groups, and where it says so."""

    hours: int
    basis: str
    binds: Mapping[LegalGroup, bool]

    def of(self, group: LegalGroup | None) -> int | None:
        """What a person of the group owes; 0: nothing. None where the roster does not know the group."""
        if group is None:
            return None
        return self.hours if self.binds[group] else 0


async def duty_on(session: Session, day: date) -> Duty:
    """As the policy values of that day say."""
    found = await policies_with_basis(session, day, Policy.yearly_hours, *BINDS.values())
    hours, basis = found[Policy.yearly_hours]
    return Duty(hours, basis, {group: bool(found[name][0]) for group, name in BINDS.items()})
