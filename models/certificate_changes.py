"""What becomes of a certificate: taken back, replaced by a statement when it is lost, given anew when it was wrong.

Thông tư 03/2023/TT-BNV: a lost or damaged certificate is not given again, but a statement (giấy chứng nhận hoàn
thành) of equal value; one that was printed wrong by the giver's fault is given anew.
"""

from datetime import datetime

from sqlalchemy import select

from models.certificate import REASON, Certificate, CertificateKind, make, note
from models.database import Session
from models.news.certificates import CertificateWithdrawn
from models.notice import tell
from models.paper_refusals import NotCompleted
from models.person import Person
from models.refusals import NoLongerThere
from models.registration import Registration, State, locked
from models.running import must_run


async def replace_lost(session: Session, person: Person, certificate_id: int, now: datetime) -> Certificate:
    """Give a statement in place of a lost or damaged certificate; the same one when it was given already."""
    must_run(person)
    lost = await _held(session, certificate_id)
    if not lost.is_valid or lost.kind is not CertificateKind.certificate:
        raise NoLongerThere
    given = await session.scalar(
        select(Certificate).where(
            Certificate.registration_id == lost.registration_id,
            Certificate.kind == CertificateKind.statement,
            Certificate.withdrawn_at.is_(None),
        )
    )
    registration = await session.get_one(Registration, lost.registration_id)
    return given or await make(session, registration, CertificateKind.statement, person, now)


async def withdraw_certificate(
    session: Session, person: Person, certificate_id: int, reason: str, now: datetime
) -> Certificate:
    """Take a certificate back, with the statements that stand in for it. A second time changes nothing."""
    must_run(person)
    certificate = await _held(session, certificate_id)
    if not certificate.is_valid:
        return certificate
    going = [certificate]
    if certificate.kind is CertificateKind.certificate:
        going += await session.scalars(
            select(Certificate).where(
                Certificate.registration_id == certificate.registration_id,
                Certificate.kind == CertificateKind.statement,
                Certificate.withdrawn_at.is_(None),
            )
        )
    holder_id = await session.scalar(
        select(Registration.official_id).where(Registration.id == certificate.registration_id)
    )
    for one in going:
        one.withdrawn_at, one.withdrawn_by_id, one.withdrawal_reason = now, person.official_id, reason[:REASON]
        await note(session, "withdraw_certificate", one, person, now)
        await tell(
            session, CertificateWithdrawn(one.id), key=f"certificate-back:{one.id}", official_id=holder_id, now=now
        )
    return certificate


async def reissue(session: Session, person: Person, certificate_id: int, now: datetime) -> Certificate:
    """Give a certificate anew in place of a withdrawn one that was printed wrong; the live one when there is one."""
    must_run(person)
    wrong = await _held(session, certificate_id)
    registration = await session.get_one(Registration, wrong.registration_id)
    if registration.state is not State.completed:
        raise NotCompleted(registration.id)
    live = await session.scalar(
        select(Certificate).where(
            Certificate.registration_id == wrong.registration_id,
            Certificate.kind == wrong.kind,
            Certificate.withdrawn_at.is_(None),
        )
    )
    return live or await make(session, registration, wrong.kind, person, now)


async def _held(session: Session, certificate_id: int) -> Certificate:
    """The certificate, held behind its course and registration."""
    certificate = await session.get(Certificate, certificate_id)
    if certificate is None:
        raise NoLongerThere
    await locked(session, certificate.registration_id)
    await session.refresh(certificate)
    return certificate
