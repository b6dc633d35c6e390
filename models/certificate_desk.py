"""Certificates as those see them who give and hold them: who has one, one in full, pages to print."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import aliased

from models.audit import record
from models.certificate import Certificate, CertificateKind
from models.commune import Commune
from models.database import Session
from models.folding import given_name_key
from models.official import Official
from models.paper_refusals import NotCompleted
from models.person import Person
from models.refusals import NoLongerThere
from models.registration import Registration, State
from models.roster_columns import Column, shown_columns
from models.running import must_run


@dataclass(frozen=True)
class CompletedLine:
    """Somebody who completed a course, with the newest certificate if there is one."""

    registration_id: int
    course_id: int
    full_name: str
    unit: str
    certificate_id: int | None
    number: str
    is_withdrawn: bool


@dataclass(frozen=True)
class CertificateCard:
    """A certificate with the course that it belongs to, and the statement that stands in for it."""

    certificate: Certificate
    course_id: int
    statement: Certificate | None


@dataclass(frozen=True)
class CertificatePage:
    """What is printed; the birth date only where its column is switched on."""

    certificate: Certificate
    birth_date: date | None


async def completed(session: Session, person: Person, course_id: int) -> list[CompletedLine]:
    """All who completed a course, by given name."""
    must_run(person)
    newer = aliased(Certificate)
    newest = and_(
        Certificate.registration_id == Registration.id,
        Certificate.kind == CertificateKind.certificate,
        ~select(newer.id)
        .where(
            newer.registration_id == Registration.id,
            newer.kind == CertificateKind.certificate,
            newer.id > Certificate.id,
        )
        .exists(),
    )
    rows = await session.execute(
        select(Registration.id, Official.full_name, Official.unit_name, Commune.kind, Commune.name, Certificate)
        .join(Official, Official.id == Registration.official_id)
        .outerjoin(Commune, Commune.id == Registration.commune_id)
        .outerjoin(Certificate, newest)
        .where(Registration.course_id == course_id, Registration.state == State.completed)
    )
    lines = [
        CompletedLine(
            registration_id=registration_id,
            course_id=course_id,
            full_name=full_name,
            unit=f"{kind} {name}" if name else unit_name,
            certificate_id=certificate.id if certificate else None,
            number=certificate.number if certificate else "",
            is_withdrawn=certificate is not None and not certificate.is_valid,
        )
        for registration_id, full_name, unit_name, kind, name, certificate in rows
    ]
    return sorted(lines, key=lambda line: (given_name_key(line.full_name), line.registration_id))


async def certificate_card(session: Session, person: Person, certificate_id: int) -> CertificateCard:
    """One certificate for those who run courses. Raises NoRight or NoLongerThere."""
    must_run(person)
    certificate = await session.get(Certificate, certificate_id, populate_existing=True)
    if certificate is None:
        raise NoLongerThere
    registration = await session.get_one(Registration, certificate.registration_id)
    statement = await session.scalar(
        select(Certificate).where(
            Certificate.registration_id == certificate.registration_id,
            Certificate.kind == CertificateKind.statement,
            Certificate.withdrawn_at.is_(None),
            Certificate.id != certificate.id,
        )
    )
    return CertificateCard(certificate, registration.course_id, statement)


async def page_of(session: Session, person: Person, certificate_id: int, now: datetime) -> CertificatePage:
    """One page, for its holder or for those who run courses. Raises NoRight, or NoLongerThere once it is withdrawn."""
    certificate = await session.get(Certificate, certificate_id)
    if certificate is None:
        raise NoLongerThere
    registration = await session.get_one(Registration, certificate.registration_id)
    if registration.official_id != person.official_id:
        must_run(person)
    if not certificate.is_valid:
        raise NoLongerThere
    official = await session.get_one(Official, registration.official_id)
    shown = Column.birth_date in await shown_columns(session)
    await _note(session, person, registration.course_id, [certificate], now)
    return CertificatePage(certificate, official.birth_date if shown else None)


async def pages_of(session: Session, person: Person, course_id: int, now: datetime) -> list[CertificatePage]:
    """The valid certificates of a course, by given name. Raises NoRight; NoLongerThere where there is none."""
    must_run(person)
    rows = await session.execute(
        select(Certificate, Official.birth_date)
        .join(Registration, Registration.id == Certificate.registration_id)
        .join(Official, Official.id == Registration.official_id)
        .where(
            Registration.course_id == course_id,
            Certificate.kind == CertificateKind.certificate,
            Certificate.withdrawn_at.is_(None),
        )
    )
    shown = Column.birth_date in await shown_columns(session)
    found = [CertificatePage(certificate, born if shown else None) for certificate, born in rows]
    pages = sorted(found, key=lambda page: (given_name_key(page.certificate.holder), page.certificate.id))
    if not pages:
        raise NoLongerThere
    await _note(session, person, course_id, [page.certificate for page in pages], now)
    return pages


async def completed_registration(session: Session, person: Person, registration_id: int) -> Registration:
    """A registration whose certificate somebody wants to give. Raises NoRight, NoLongerThere or NotCompleted."""
    must_run(person)
    registration = await session.get(Registration, registration_id)
    if registration is None:
        raise NoLongerThere
    if registration.state is not State.completed:
        raise NotCompleted(registration_id)
    return registration


async def completed_line(session: Session, person: Person, registration_id: int) -> CompletedLine:
    """Somebody on the list of those who completed a course. Raises NoRight, NoLongerThere or NotCompleted."""
    registration = await completed_registration(session, person, registration_id)
    people = await completed(session, person, registration.course_id)
    found = next((one for one in people if one.registration_id == registration_id), None)
    if found is None:
        raise NoLongerThere
    return found


async def _note(
    session: Session, person: Person, course_id: int, certificates: Sequence[Certificate], now: datetime
) -> None:
    await record(
        session,
        "export",
        "course",
        course_id,
        now,
        actor_id=person.official_id,
        user_id=person.user_id,
        after={"paper": "certificate", "numbers": [one.number for one in certificates]},
    )
