"""Finds every cell that points at something neither the database nor the file itself knows, in one pass."""

from collections.abc import Iterator
from functools import cache

from models.catalogue_files import read_bodies
from models.commune import has_kind
from models.folding import fold, marked
from models.importing.known import Known
from models.kinds import Role
from models.workbook_problems import Problem, ProblemCode
from models.workbook_rows import Reference, ReferenceKind, Sheet, Workbook, code_key

DEPARTMENT_ROLES = {Role.coordinator, Role.trainer, Role.admin}


def unknown_references(workbook: Workbook, known: Known) -> Iterator[Problem]:
    """A problem for each reference that leads nowhere, or to several places."""
    department = {row.row for row in workbook.officials if DEPARTMENT_ROLES & set(row.roles)}
    for reference in workbook.references:
        match reference.kind:
            case ReferenceKind.commune:
                yield from _commune(reference, known, in_department=reference.row in department)
            case ReferenceKind.programme:
                yield from _code(reference, workbook, known.programmes, ProblemCode.unknown_programme)
            case ReferenceKind.course:
                yield from _code(reference, workbook, known.courses, ProblemCode.unknown_course)
            case ReferenceKind.official:
                yield from _code(reference, workbook, known.officials, ProblemCode.unknown_staff_code)
            case ReferenceKind.trainer:
                yield from _trainer(reference, workbook, known)


def _code(reference: Reference, workbook: Workbook, codes: dict[str, int], code: ProblemCode) -> Iterator[Problem]:
    if code_key(reference.value) not in codes and not workbook.declares(reference.kind, reference.value):
        yield _problem(reference, code)


def _trainer(reference: Reference, workbook: Workbook, known: Known) -> Iterator[Problem]:
    # A guest who is on no roster is an ordinary thing; what has a digit was meant as a staff code.
    if any(letter.isdigit() for letter in reference.value):
        is_declared = workbook.declares(ReferenceKind.official, reference.value)
        if not is_declared and code_key(reference.value) not in known.officials:
            yield _problem(reference, ProblemCode.unknown_trainer)


def _commune(reference: Reference, known: Known, *, in_department: bool) -> Iterator[Problem]:
    found = known.communes.ids(reference.value)
    if len(found) > 1:
        names = "; ".join(known.communes.names[commune_id] for commune_id in found)
        yield _problem(reference, ProblemCode.ambiguous_commune, names)
    elif not found:
        is_elsewhere = is_body(reference.value) or (in_department and not has_kind(reference.value))
        if reference.sheet is not Sheet.officials or not is_elsewhere:
            yield _problem(reference, ProblemCode.unknown_commune)


def is_body(unit: str) -> bool:
    """Whether the name begins as those of provincial bodies do; people of theirs may be on the roster too."""
    words = f"{marked(unit)} "
    return words.startswith(_bodies()) or (words == f"{fold(unit)} " and words.startswith(tuple(map(fold, _bodies()))))


@cache
def _bodies() -> tuple[str, ...]:
    return tuple(f"{marked(words)} " for words in read_bodies())


def _problem(reference: Reference, code: ProblemCode, detail: str = "") -> Problem:
    return Problem(reference.sheet, reference.row, reference.column, code, reference.value, detail)
