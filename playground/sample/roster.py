"""Invents the roster: the cast, the people of the department and the schools, and officials of all communes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random

from playground.sample.cast import CAST, CastMember
from playground.sample.data_files import communes, read

LEADER = "Lãnh đạo"
# Communes whose requests nobody at home can decide: the department has to step in.
WITHOUT_LEADER = frozenset({"Xã Sa Lý", "Xã Tuấn Đạo"})
_LARGE = {"Phường Võ Cường": 14}
# Officials a commune, and how often.
_SIZES, _SIZE_SHARES = (1, 2, 3, 4), (10, 28, 36, 26)
# Some of the larger communes have two leaders; the other one decides when a leader registers.
_SECOND_LEADER_FROM, _SECOND_LEADER_CHANCE = 4, 1 / 3


@dataclass(frozen=True, slots=True)
class Person:
    """One line of the roster. `phone` is as somebody typed it, a number where a spreadsheet ate the leading zero."""

    code: str
    full_name: str
    birth_date: date
    sex: str
    phone: str | int
    posts: str
    unit: str
    group: str
    role: str
    note: str = ""
    party: str = ""


def roster(today: date, seed: int) -> list[Person]:
    """Everybody, by commune, then the department and the schools. Of all this only birth years follow `today`."""
    random = Random(seed)  # noqa: S311 - invented people, not secrets
    phones = _phones(random)
    people = [person for commune in communes() for person in _people_of(commune, today, random, phones)]
    people += [_from_cast(member, random) for member in CAST if not member.staff_code.startswith("CB-")]
    people += [_from_department(line, next(phones)) for line in read("department")]
    return people


def _phones(random: Random) -> Iterator[str | int]:
    # 0900 000 xxx is well-formed, and so low that it is hardly anybody's.
    for number in random.sample(range(100, 1000), 900):
        yield _typed(f"+84900000{number:03}", random)


def _typed(phone: str, random: Random) -> str | int:
    """A phone as people type it."""
    local = "0" + phone.removeprefix("+84")
    head, middle, tail = local[:4], local[4:7], local[7:]
    forms: tuple[str | int, ...] = (
        local,
        f"{head} {middle} {tail}",
        f"{head}.{middle}.{tail}",
        f"+84 {head[1:]} {middle} {tail}",
        phone,
        int(local),
    )
    return random.choices(forms, (50, 20, 12, 6, 6, 6))[0]


def _people_of(commune: dict[str, str], today: date, random: Random, phones: Iterator[str | int]) -> list[Person]:
    unit = commune["unit"]
    people = [_from_cast(member, random) for member in CAST if member.unit == unit]
    people.sort(key=lambda person: person.code)
    held = {person.posts for person in people}
    for role in _roles(unit, led=any(person.role == LEADER for person in people), present=len(people), random=random):
        opening = _opening(role, commune["kind"], held, random)
        held.add(opening["posts"])
        code = f"CB-{commune['code']}-{len(people) + 1:03}"
        people.append(_invented(code, opening, unit, next(phones), today, random))
    return people


def _roles(unit: str, *, led: bool, present: int, random: Random) -> list[str]:
    """The roles of those who are still to be invented for a commune, leaders first."""
    size = _LARGE.get(unit) or random.choices(_SIZES, _SIZE_SHARES)[0]
    has_second = size >= _SECOND_LEADER_FROM and (unit in _LARGE or random.random() < _SECOND_LEADER_CHANCE)
    leaders = 0 if unit in WITHOUT_LEADER else 1 + has_second - led
    missing = max(size - present, 0)
    return ([LEADER] * leaders + [""] * missing)[:missing]


def _opening(role: str, kind: str, held: set[str], random: Random) -> dict[str, str]:
    """A line of staffing.csv that this commune may have and has not filled yet."""
    free = [
        line
        for line in read("staffing")
        if line["role"] == role and line["where"] in {"", kind} and line["posts"] not in held
    ]
    return random.choices(free, [int(line["share"]) for line in free])[0]


def _invented(code: str, opening: dict[str, str], unit: str, phone: str | int, today: date, random: Random) -> Person:
    sex = opening["sex"] or random.choice(("Nam", "Nữ"))
    # One year more than the youngest: who was born late in the year is still a year short.
    age = random.randint(int(opening["youngest"]) + 1, int(opening["oldest"]))
    born = date(today.year - age, random.randint(1, 12), random.randint(1, 28))
    name = _name(sex, random)
    return Person(
        *(code, name, born, sex, phone, opening["posts"], unit, opening["group"], opening["role"], opening["note"]),
        party="Có" if opening["role"] == LEADER else "",
    )


def _name(sex: str, random: Random) -> str:
    """A common name drawn part by part, so that it is nobody's in particular; two people may well share one."""
    while True:
        name = " ".join(_part(part, sex, random) for part in ("family", "middle", "given"))
        if name not in _reserved_names() and len(set(name.split())) == len(name.split()):
            return name


def _part(part: str, sex: str, random: Random) -> str:
    lines = [line for line in read("names") if line["part"] == part and line["sex"] in {"", sex}]
    return random.choices([line["name"] for line in lines], [int(line["share"]) for line in lines])[0]


@cache
def _reserved_names() -> frozenset[str]:
    """Names that courses and stories call people by: they stay unique."""
    return frozenset({member.full_name for member in CAST} | {line["full_name"] for line in read("department")})


def _from_department(line: dict[str, str], phone: str | int) -> Person:
    born = date.fromisoformat(line["birth_date"])
    name, sex, post, unit = line["full_name"], line["sex"], line["post"], line["unit"]
    return Person(line["code"], name, born, sex, phone, post, unit, line["group"], line["role"])


def _from_cast(member: CastMember, random: Random) -> Person:
    return Person(
        member.staff_code,
        member.full_name,
        member.birth_date,
        member.sex,
        _typed(member.phone, random),
        member.post,
        member.unit,
        member.group,
        member.role,
        party=member.party,
    )
