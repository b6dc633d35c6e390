"""Named fields in a text, `{họ tên}`: what may stand in the braces, and putting in each reader's own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from html import escape

from sqlalchemy import func, select

from models.commune import Commune
from models.database import Session
from models.folding import fold
from models.official import Official, OfficialPost
from models.post import Post


class Field(StrEnum):
    """What a reader is called by; the value is how it is written in the braces, without marks."""

    full_name = "ho ten"
    staff_code = "ma can bo"
    unit = "don vi"
    post = "chuc danh"


@dataclass(frozen=True)
class Reader:
    """What the fields say of one person."""

    full_name: str
    staff_code: str
    unit: str
    post: str

    def value(self, field: Field) -> str:
        return {
            Field.full_name: self.full_name,
            Field.staff_code: self.staff_code,
            Field.unit: self.unit,
            Field.post: self.post,
        }[field]


LONGEST = {Field.full_name: 60, Field.staff_code: 40, Field.unit: 90, Field.post: 90}  # letters that a value may have
_BRACES = re.compile(r"\{([^{}\n]*[^\W_][^{}\n]*)\}")


def fields_in(text: str) -> tuple[Field, ...]:
    """The known fields of a text, in order, each as often as it stands there."""
    return tuple(field for name in _BRACES.findall(text) if (field := _field(name)) is not None)


def unknown_fields(text: str) -> tuple[str, ...]:
    """What stands in braces and is no field: sent as it is it would reach thousands as a raw placeholder."""
    return tuple(dict.fromkeys(name for name in _BRACES.findall(text) if _field(name) is None))


def longest(text: str) -> str:
    """The text with every field at its longest, for measuring."""
    return _BRACES.sub(lambda found: "x" * _longest(found), text)


def fill(html: str, reader: Reader, missing: Mapping[Field, str]) -> str:
    """Telegram's HTML with the reader's values, escaped; `missing` says what stands where the roster has nothing."""

    def value(found: re.Match[str]) -> str:
        field = _field(found[1])
        if field is None:
            return found[0]
        said = reader.value(field) or missing[field]
        return escape(said[: LONGEST[field]], quote=False)

    return _BRACES.sub(value, html)


async def reader_of(session: Session, official_id: int) -> Reader:
    """One person's values, in one query."""
    post = (
        select(Post.name)
        .join(OfficialPost, OfficialPost.post_id == Post.id)
        .where(OfficialPost.official_id == Official.id)
        .order_by(OfficialPost.rank)
        .limit(1)
        .scalar_subquery()
    )
    row = (
        await session.execute(
            select(
                Official.full_name,
                Official.staff_code,
                func.coalesce(Commune.kind + " " + Commune.name, Official.unit_name).label("unit"),
                func.coalesce(post, "").label("post"),
            )
            .outerjoin(Commune, Commune.id == Official.commune_id)
            .where(Official.id == official_id)
        )
    ).one()
    return Reader(row.full_name, row.staff_code, row.unit, row.post)


def _field(name: str) -> Field | None:
    folded = fold(name)
    return Field(folded) if folded in Field._value2member_map_ else None


def _longest(found: re.Match[str]) -> int:
    field = _field(found[1])
    return LONGEST[field] if field else len(found[0])
