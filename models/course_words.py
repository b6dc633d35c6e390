"""Finds what a coordinator names while opening a course: an institution, a mode, communes, a coordinator, a trainer."""

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from models.audience import Group
from models.audience_words import districts_of, read_audience
from models.commune import Commune
from models.database import Session
from models.folding import fold, given_name_key
from models.institution import Institution, InstitutionAlias
from models.kinds import Role
from models.official import Official, RoleGrant, holds_on, is_present
from models.opening_refusals import Wrong, WrongAnswer
from models.term import Term, TermList
from models.workbook_rows import code_key


@dataclass(frozen=True)
class Named:
    """One thing that can be chosen: its id, and what it is called."""

    id: int
    name: str


async def institutions(session: Session) -> list[Named]:
    rows = await session.execute(select(Institution.id, Institution.name).order_by(Institution.name))
    return [Named(*row) for row in rows]


async def institution_named(session: Session, said: str) -> int | None:
    """By its name or another name of it; None for an unknown one."""
    wanted = fold(said)
    known = await session.execute(
        select(Institution.id, Institution.name, InstitutionAlias.name).outerjoin(
            InstitutionAlias, InstitutionAlias.institution_id == Institution.id
        )
    )
    return next((one for one, name, alias in known if wanted in (fold(name), fold(alias or name))), None)


async def modes(session: Session) -> list[Named]:
    rows = await session.execute(select(Term.id, Term.name).where(Term.list == TermList.mode).order_by(Term.id))
    return [Named(*row) for row in rows]


_ALL = re.compile(
    r"(?:moi |cho )?(?:tat ca|toan bo|toan tinh|ca tinh|moi|het)"
    r"(?: (?:moi|cac|nhung|xa|va|phuong|don vi|dia phuong|toan|trong|ca|tinh|\d+))*(?: (?:a|nhe))?"
)


async def communes_said(session: Session, said: str, today: date) -> list[int]:
    """Ids of the communes named, by today's or old names and by old districts; [] for «all». Raises WrongAnswer."""
    if _ALL.fullmatch(fold(said)):
        return []
    read = await read_audience(session, said, Group(), today)
    group = read.group
    if read.unknown or group.people or group.posts or group.courses:
        raise WrongAnswer(Wrong.unknown_units, said=", ".join(read.unknown[:5]))
    ids = await communes_in(session, group.districts, today)
    found = sorted({*ids, *group.communes})
    if not found:
        raise WrongAnswer(Wrong.unknown_units)
    return found


async def communes_in(session: Session, districts: tuple[str, ...], today: date) -> list[int]:
    """The communes of today in some former districts."""
    return list(
        await session.scalars(
            select(Commune.id).where(
                Commune.former_district.in_(districts),
                Commune.valid_from <= today,
                or_(Commune.valid_to.is_(None), Commune.valid_to >= today),
            )
        )
    )


async def district_number(session: Session, number: int, today: date) -> list[int]:
    """The communes of the district that a button carries, counted from 1."""
    names = await districts_of(session)
    if not 1 <= number <= len(names):
        raise WrongAnswer(Wrong.unknown_units)
    return sorted(await communes_in(session, (names[number - 1],), today))


async def staff_with(session: Session, today: date, *roles: Role) -> list[Named]:
    """Those who hold one of the roles of the province today, by given name."""
    rows = await session.execute(
        select(Official.id, Official.full_name)
        .join(RoleGrant, RoleGrant.official_id == Official.id)
        .where(RoleGrant.role.in_(roles), holds_on(today), is_present(today))
        .distinct()
    )
    return sorted((Named(*row) for row in rows), key=lambda one: given_name_key(one.name))


async def one_of_staff(session: Session, said: str, today: date, *roles: Role) -> Named | None:
    """The one of them whom a typed name or staff code means; None when it is nobody, or not clear who."""
    wanted = fold(said)
    people = await staff_with(session, today, *roles)
    same = [one for one in people if fold(one.name) == wanted]
    if not same:
        same = [one for one in people if wanted and f" {fold(one.name)}".endswith(f" {wanted}")]
    if not same:
        codes = await session.execute(
            select(Official.id, Official.staff_code).where(Official.id.in_([one.id for one in people]))
        )
        coded = {official_id for official_id, code in codes if code_key(code) == code_key(said)}
        same = [one for one in people if one.id in coded]
    return same[0] if len(same) == 1 else None
