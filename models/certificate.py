"""Certificates (chứng chỉ): what they say, and how they are given, once a completed registration."""

import secrets
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, func, select, text
from sqlalchemy.orm import Mapped, mapped_column

from models.audit import record
from models.base import Base, word
from models.commune import Commune
from models.course import Course
from models.database import Session, one_at_a_time
from models.folding import given_name_key
from models.institution import Institution
from models.news.certificates import CertificateIssued
from models.notice import tell
from models.official import Official
from models.paper_refusals import NotCompleted
from models.person import Person
from models.policy import Policy, policy_text
from models.programme import Programme
from models.registration import Registration, State, locked
from models.running import must_run

PREFIX = "cert_"
_LIVE_SQL = text("withdrawn_at IS NULL")
REASON = 300  # characters


class CertificateKind(StrEnum):
    """The certificate, or the statement that stands in for a lost one."""

    certificate = "certificate"
    statement = "statement"


SCHEMES = {
    CertificateKind.certificate: Policy.certificate_number,
    CertificateKind.statement: Policy.statement_number,
}


class Certificate(Base):
    """One certificate with what it says, kept as it was on its day: names and courses may change later.

    `code` is what the QR carries: 96 bits of chance, so that nobody guesses one.
    """

    __tablename__ = "certificates"
    __table_args__ = (
        Index(
            "uq_certificates_live",
            "registration_id",
            "kind",
            unique=True,
            sqlite_where=_LIVE_SQL,
            postgresql_where=_LIVE_SQL,
        ),
        Index("uq_certificates_serial", "kind", "year", "serial", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"), index=True)
    kind: Mapped[CertificateKind] = mapped_column(word(CertificateKind))
    year: Mapped[int]
    serial: Mapped[int]
    number: Mapped[str] = mapped_column(String(80), unique=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    holder: Mapped[str] = mapped_column(String(120))
    unit: Mapped[str] = mapped_column(String(160))
    programme: Mapped[str] = mapped_column(String(300))
    course: Mapped[str] = mapped_column(String(300))
    institution: Mapped[str] = mapped_column(String(160))
    hours: Mapped[float]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    issued_on: Mapped[date]
    issued_at: Mapped[datetime]
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("officials.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("officials.id"))
    withdrawal_reason: Mapped[str] = mapped_column(String(REASON), default="")

    @property
    def is_valid(self) -> bool:
        return self.withdrawn_at is None

    @property
    def payload(self) -> str:
        """What a deep link to our chat carries."""
        return PREFIX + self.code


async def issue(
    session: Session, registration: Registration, now: datetime, *, by: Person | None = None
) -> Certificate:
    """Give the certificate of a completed registration, and tell its holder; `by` is None where the clock does it.

    A second call gives the same certificate, a withdrawn one too: only `reissue` makes another. Raises NotCompleted.
    """
    held = await locked(session, registration.id)
    if held.state is not State.completed:
        raise NotCompleted(held.id)
    given = await session.scalar(
        select(Certificate)
        .where(Certificate.registration_id == held.id, Certificate.kind == CertificateKind.certificate)
        .order_by(Certificate.id.desc())
        .limit(1)
    )
    return given or await make(session, held, CertificateKind.certificate, by, now)


async def issue_all(session: Session, person: Person, course_id: int, now: datetime) -> list[Certificate]:
    """Give the certificates of all who completed a course and never had one, in the order of its list: by given name.

    The numbers of a course then run down its list, as they do in the register that the department keeps on paper.
    """
    must_run(person)
    await session.execute(select(Course.id).where(Course.id == course_id).with_for_update())
    given = select(Certificate.registration_id).where(Certificate.kind == CertificateKind.certificate)
    waiting = await session.execute(
        select(Registration, Official.full_name)
        .join(Official, Official.id == Registration.official_id)
        .where(
            Registration.course_id == course_id,
            Registration.state == State.completed,
            Registration.id.not_in(given),
        )
    )
    in_order = sorted(waiting, key=lambda row: (given_name_key(row.full_name), row.Registration.id))
    return [await issue(session, row.Registration, now, by=person) for row in in_order]


async def make(
    session: Session, registration: Registration, kind: CertificateKind, by: Person | None, now: datetime
) -> Certificate:
    """A new one with the next number of its year; numbers are given one at a time and never twice."""
    facts = (
        await session.execute(
            select(Official, Course, Programme, Commune.kind, Commune.name, Institution.name.label("institution"))
            .select_from(Registration)
            .join(Official, Official.id == Registration.official_id)
            .join(Course, Course.id == Registration.course_id)
            .join(Programme, Programme.id == Course.programme_id)
            .outerjoin(Commune, Commune.id == Registration.commune_id)
            .outerjoin(Institution, Institution.id == Course.institution_id)
            .where(Registration.id == registration.id)
        )
    ).one()
    today = now.date()
    await one_at_a_time(session, f"certificate numbers {kind} {today.year}")
    last = select(func.max(Certificate.serial)).where(Certificate.kind == kind, Certificate.year == today.year)
    serial = (await session.scalar(last) or 0) + 1
    scheme = await policy_text(session, SCHEMES[kind], today)
    certificate = Certificate(
        registration_id=registration.id,
        kind=kind,
        year=today.year,
        serial=serial,
        number=scheme.format(number=serial, year=today.year),
        code=secrets.token_urlsafe(12),
        holder=facts.Official.full_name,
        unit=f"{facts.kind} {facts.name}" if facts.name else facts.Official.unit_name,
        programme=facts.Programme.name,
        course=facts.Course.title,
        institution=facts.institution or "",
        hours=facts.Programme.hours,
        starts_on=facts.Course.starts_on,
        ends_on=facts.Course.ends_on,
        issued_on=today,
        issued_at=now,
        issued_by_id=by.official_id if by else None,
        withdrawal_reason="",
    )
    session.add(certificate)
    await session.flush()
    await note(session, "issue_certificate", certificate, by, now)
    await tell(
        session,
        CertificateIssued(certificate.id),
        key=f"certificate:{certificate.id}",
        official_id=registration.official_id,
        now=now,
    )
    return certificate


async def note(session: Session, action: str, certificate: Certificate, by: Person | None, now: datetime) -> None:
    await record(
        session,
        action,
        "certificate",
        certificate.id,
        now,
        actor_id=by.official_id if by else None,
        user_id=by.user_id if by else None,
        after={
            "number": certificate.number,
            "registration_id": certificate.registration_id,
            "reason": certificate.withdrawal_reason,
        },
    )
