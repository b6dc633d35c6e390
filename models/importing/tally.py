"""Counts what an import makes of rows, and settles one row's values onto one record."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from models.base import Base


@dataclass
class Tally:
    """How many rows were new, changed, the same, or gone."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0

    @property
    def is_idle(self) -> bool:
        """Nothing came, changed or went."""
        return not (self.new or self.changed or self.removed)

    def count(self, is_new: bool, is_changed: bool) -> None:
        """Count one row."""
        if is_new:
            self.new += 1
        elif is_changed:
            self.changed += 1
        else:
            self.unchanged += 1

    def as_dict(self) -> dict[str, int]:
        return asdict(self)


def settle(record: Base, values: Mapping[str, object]) -> bool:
    """Give the record these values; whether any differed."""
    changed = False
    for name, value in values.items():
        if getattr(record, name) != value:
            setattr(record, name, value)
            changed = True
    return changed
