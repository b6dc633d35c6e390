"""Reads the csv files beside this one, and the catalogue of communes."""

import csv
from datetime import date
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
CATALOGUE = HERE.parents[1] / "catalogue"


@cache
def read(name: str) -> tuple[dict[str, str], ...]:
    """The lines of `name`.csv beside this file, by their headers."""
    return _lines(HERE / f"{name}.csv")


@cache
def communes() -> tuple[dict[str, str], ...]:
    """The 99 units; `unit` is the name with its kind, as people write it."""
    return tuple(line | {"unit": f"{line['kind']} {line['name']}"} for line in _lines(CATALOGUE / "communes.csv"))


@cache
def holidays() -> frozenset[date]:
    """The days on which no course meets."""
    return frozenset(date.fromisoformat(line["date"]) for line in read("holidays"))


def items(cell: str) -> list[str]:
    """The parts of a cell that holds a list."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def _lines(path: Path) -> tuple[dict[str, str], ...]:
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
