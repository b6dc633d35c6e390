"""Reads marks as a coordinator types them on a phone: one line a person, who first and the mark last."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from models.folding import fold
from models.registration import State
from models.result_sheet import ResultLine

_LINE = re.compile(r"(?P<who>.*?)[\s:;,=–-]*(?<![\d,.])(?P<score>\d{1,4}(?:[.,]\d{1,2})?)\s*$")
_NUMBERED = re.compile(r"(?P<place>\d{1,3})[.)]?")
_ONE = re.compile(r"\d{1,4}(?:[.,]\d{1,2})?")


class LineFault(StrEnum):
    """Why a line is not taken."""

    no_score = "no_score"
    unknown = "unknown"
    several = "several"
    twice = "twice"
    outside = "outside"
    closed = "closed"


@dataclass(frozen=True)
class BadLine:
    """A line as it was typed, and what is wrong with it."""

    text: str
    fault: LineFault


def read_score(text: str) -> float | None:
    """«8,5» or «8.5»; None for anything else."""
    found = _ONE.fullmatch(text.strip())
    return float(found[0].replace(",", ".")) if found else None


def read_lines(text: str, people: Sequence[ResultLine], scale: float) -> tuple[dict[int, float], list[BadLine]]:
    """Marks by registration, and the lines that could not be taken; any of these and nothing should be kept.

    A person is meant by the staff code, by the place in the list, or by the whole name where nobody else has it.
    """
    scores: dict[int, float] = {}
    bad = []
    for line in filter(None, map(str.strip, text.splitlines())):
        found = _LINE.fullmatch(line)
        if found is None or not found["who"].strip():
            bad.append(BadLine(line, LineFault.no_score))
            continue
        meant = _meant(found["who"], people)
        score = float(found["score"].replace(",", "."))
        if len(meant) != 1:
            bad.append(BadLine(line, LineFault.several if meant else LineFault.unknown))
        elif meant[0].registration_id in scores:
            bad.append(BadLine(line, LineFault.twice))
        elif meant[0].state is not State.confirmed:
            bad.append(BadLine(line, LineFault.closed))
        elif not 0 <= score <= scale:
            bad.append(BadLine(line, LineFault.outside))
        else:
            scores[meant[0].registration_id] = score
    return scores, bad


def _meant(who: str, people: Sequence[ResultLine]) -> list[ResultLine]:
    said = who.strip().casefold()
    by_code = [one for one in people if one.staff_code.casefold() == said]
    if by_code:
        return by_code
    numbered = _NUMBERED.fullmatch(said)
    if numbered:
        place = int(numbered["place"])
        return [people[place - 1]] if 1 <= place <= len(people) else []
    name = fold(re.sub(r"^\d{1,3}[.)]\s*", "", said))
    return [one for one in people if name and fold(one.full_name) == name]
