"""Finds every cell that points at something neither the database nor the file itself knows, in one pass."""

from collections.abc import Iterator

from models.folding import fold
from models.importing.known import Known
from models.kinds import Role
from models.workbook_problems import Problem, ProblemCode
from models.workbook_rows import Reference, ReferenceKind, Sheet, Workbook, code_key

DEPARTMENT_ROLES = {Role.coordinator, Role.trainer, Role.admin}
# First words (folded) of bodies that are not communes but have people on the roster.
BODIES = (
    "so ", "truong ", "trung tam ", "hoc vien", "van phong ", "ban ", "bo ", "cong an ", "tinh uy", "ubnd tinh",
    "hdnd tinh", "uy ban nhan dan tinh", "uy ban mttq tinh", "cuc ", "chi cuc ", "vien ", "dai hoc ",
    "benh vien ", "bao hiem ",
)  # fmt: skip


def unknown_references(workbook: Workbook, known: Known) -> Iterator[Problem]:
    """A problem for each reference that leads nowhere, or to several places."""
    department = {row.row for row in workbook.officials if DEPARTMENT_ROLES & set(row.roles)}
    for reference in workbook.references:
        match reference.kind:
            case ReferenceKind.commune:
                if reference.sheet is Sheet.officials and (
                    reference.row in department or fold(reference.value).startswith(BODIES)
                ):
                    continue
                yield from _commune(reference, known)
            case ReferenceKind.programme:
                yield from _code(reference, workbook, known.programmes, ProblemCode.unknown_programme)
            case ReferenceKind.course:
                yield from _code(reference, workbook, known.courses, ProblemCode.unknown_course)
            case ReferenceKind.official:
                yield from _code(reference, workbook, known.officials, ProblemCode.unknown_staff_code)
            case ReferenceKind.trainer:
                continue  # a guest who is on no roster is an ordinary thing


def _code(reference: Reference, workbook: Workbook, codes: dict[str, int], code: ProblemCode) -> Iterator[Problem]:
    if code_key(reference.value) not in codes and not workbook.declares(reference.kind, reference.value):
        yield _problem(reference, code)


def _commune(reference: Reference, known: Known) -> Iterator[Problem]:
    found = known.communes.ids(reference.value)
    if not found:
        yield _problem(reference, ProblemCode.unknown_commune)
    elif len(found) > 1:
        names = "; ".join(known.communes.names[commune_id] for commune_id in found)
        yield _problem(reference, ProblemCode.ambiguous_commune, names)


def _problem(reference: Reference, code: ProblemCode, detail: str = "") -> Problem:
    return Problem(reference.sheet, reference.row, reference.column, code, reference.value, detail)
