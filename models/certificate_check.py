"""Whether a certificate is ours: by the code of its QR, or by its number, of which one may ask only so many an hour."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.certificate import PREFIX, SCHEMES, Certificate
from models.database import Session
from models.paper_refusals import TooManyLookups
from models.person import Person
from models.policy import Policy, PolicyValue, policy
from models.registration import Registration

LONGEST = 80  # characters of a text that may be a number
_PART = re.compile(r"\{(number|year)[^}]*\}")


class CertificateLookup(Base):
    """How many numbers an account has asked for since a moment: they follow each other, and names could be read off."""

    __tablename__ = "certificate_lookups"

    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    since: Mapped[datetime]
    count: Mapped[int] = mapped_column(default=0)


@dataclass(frozen=True)
class Said:
    """A number that somebody typed, as our schemes would write it."""

    number: str


async def by_code(session: Session, payload: str) -> Certificate | None:
    """The certificate behind a QR's payload."""
    return await session.scalar(select(Certificate).where(Certificate.code == payload.removeprefix(PREFIX)))


async def is_holder(session: Session, person: Person, certificate: Certificate | None) -> bool:
    """Whether it is the person's own."""
    if certificate is None or person.official_id is None:
        return False
    registration = await session.get_one(Registration, certificate.registration_id)
    return registration.official_id == person.official_id


async def number_said(session: Session, text: str) -> Said | None:
    """The certificate number that a text is by one of the schemes that ever held; None for any other text."""
    if len(text) > LONGEST or not re.search(r"\d\D", text):
        return None
    schemes = await session.scalars(
        select(PolicyValue.value).where(PolicyValue.name.in_(SCHEMES.values())).order_by(PolicyValue.valid_from.desc())
    )
    for scheme in schemes:
        if found := _pattern(str(scheme)).search("".join(text.casefold().split())):
            year = int(found.groupdict().get("year") or 0)
            return Said(str(scheme).format(number=int(found["number"]), year=year))
    return None


async def by_number(session: Session, user_id: int, said: Said, now: datetime) -> Certificate | None:
    """The certificate with a number. Each question counts; raises TooManyLookups."""
    insert = sqlite.insert if session.dialect.name == "sqlite" else postgresql.insert
    await session.execute(
        insert(CertificateLookup).values(user_id=user_id, since=now, count=0).on_conflict_do_nothing()
    )
    lookup = await session.get_one(CertificateLookup, user_id, with_for_update=True, populate_existing=True)
    window = timedelta(minutes=await policy(session, Policy.certificate_lookup_minutes, now.date()))
    if now >= lookup.since + window:
        lookup.since, lookup.count = now, 0
    if lookup.count >= await policy(session, Policy.certificate_lookups, now.date()):
        raise TooManyLookups(lookup.since + window)
    lookup.count += 1
    return await session.scalar(select(Certificate).where(Certificate.number == said.number))


@lru_cache(maxsize=64)
def _pattern(scheme: str) -> re.Pattern[str]:
    """What a typed number of a scheme looks like, without blanks and in lower case."""
    parts, last = [], 0
    for place in _PART.finditer(scheme):
        parts.append(re.escape("".join(scheme[last : place.start()].casefold().split())))
        parts.append(r"(?P<number>\d{1,9})" if place[1] == "number" else r"(?P<year>\d{4})")
        last = place.end()
    parts.append(re.escape("".join(scheme[last:].casefold().split())))
    return re.compile(rf"(?<![\d/]){''.join(parts)}(?![\w/-])", re.ASCII)
