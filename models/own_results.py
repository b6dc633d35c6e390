"""Closed results as their owner sees them: meetings attended, marks, the certificate."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import and_, select

from models.certificate import Certificate, CertificateKind
from models.course_test import CourseTest, Score
from models.database import Session
from models.registration import Registration
from models.result import Result


@dataclass(frozen=True)
class OwnResult:
    """One closed result; `marks` are name, mark and scale of each test; None where the person has no mark."""

    registration_id: int
    passed: bool
    meetings: int
    there: int
    reason: str
    marks: tuple[tuple[str, float | None, float], ...] = ()
    certificate_id: int | None = None
    number: str = ""


async def results_of(session: Session, registration_ids: Collection[int]) -> dict[int, OwnResult]:
    """The results that stand, by registration, in two queries; who has none is left out."""
    if not registration_ids:
        return {}
    rows = await session.execute(
        select(Result, Certificate.id, Certificate.number)
        .outerjoin(
            Certificate,
            and_(
                Certificate.registration_id == Result.registration_id,
                Certificate.kind == CertificateKind.certificate,
                Certificate.withdrawn_at.is_(None),
            ),
        )
        .where(Result.registration_id.in_(registration_ids), Result.turned_back_at.is_(None))
    )
    marks: dict[int, list[tuple[str, float | None, float]]] = {}
    reached = await session.execute(
        select(Registration.id, CourseTest.name, Score.score, CourseTest.scale)
        .join(CourseTest, CourseTest.course_id == Registration.course_id)
        .outerjoin(Score, and_(Score.test_id == CourseTest.id, Score.registration_id == Registration.id))
        .where(Registration.id.in_(registration_ids))
        .order_by(CourseTest.id)
    )
    for registration_id, name, score, scale in reached:
        marks.setdefault(registration_id, []).append((name, score, scale))
    return {
        one.registration_id: OwnResult(
            registration_id=one.registration_id,
            passed=one.passed,
            meetings=one.meetings,
            there=one.there,
            reason=one.reason,
            marks=tuple(marks.get(one.registration_id, ())),
            certificate_id=certificate_id,
            number=number or "",
        )
        for one, certificate_id, number in rows
    }
